// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "settings/credentials.h"

#include <QJsonObject>
#include <QList>
#include <QString>
#include <QUrl>

/// The tokens with which programs of this person are signed in to registries: in the system's keychain; where there is
/// none, and only when the person said so, in a file that only he may read. HOWDAH_TOKEN goes before both, for machines
/// that build and publish: but at one registry only, that at the address in HOWDAH_REGISTRY, or without it that which
/// the person named. No other is ever shown it.
class RegistryTokens
{
public:
    enum class Place { Environment, Keychain, File };
    struct Kept {
        QString secret;
        Place place = Place::Keychain;
    };
    /// `file`: the fallback; need not exist. `named`: the registry that was named on the command line, if one was.
    RegistryTokens(Credentials &credentials, QString file, QUrl named = {});

    /// NotFound: not signed in there, or the keychain is locked.
    [[nodiscard]] Result<Kept> find(const QUrl &registry) const;
    /// The first that is found, of a registry that has several addresses; at least one.
    [[nodiscard]] Result<Kept> find(const QList<QUrl> &registry) const;
    /// Missing: there is no keychain; ask whether it may be `keepInFile()`.
    [[nodiscard]] Result<void> keep(const QUrl &registry, const QString &secret);
    [[nodiscard]] Result<void> keepInFile(const QUrl &registry, const QString &secret);
    [[nodiscard]] Result<void> forget(const QUrl &registry);
    [[nodiscard]] const QString &file() const { return m_file; }

    /// The address in HOWDAH_REGISTRY: http, https or a folder; empty when there is none.
    [[nodiscard]] static QUrl registryOfEnvironment();
    /// The same registry whatever way its address is written.
    [[nodiscard]] static QString keyOf(const QUrl &registry);

private:
    [[nodiscard]] Result<Kept> findKept(const QUrl &registry) const;
    [[nodiscard]] Error notSignedIn(const QUrl &registry, const QString &detail) const;
    [[nodiscard]] QUrl registryOfGivenToken() const;
    [[nodiscard]] Result<QJsonObject> readFile() const;
    Credentials &m_credentials;
    QString m_file;
    QUrl m_named;
};
