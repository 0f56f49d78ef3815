// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/version.h"
#include "core/clock.h"
#include "core/result.h"
#include "signing/keyset.h"

#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QUrl>

#include <optional>

/// What is remembered of registries' signatures, in one durable file: the keys that were met first are trusted
/// from then on, and a distribution that was signed once stays so. Each call reads the file anew, so several
/// objects, threads and processes may share it. Damage is an error, never an empty memory.
class TrustStore
{
public:
    struct KnownKey {
        VerifyingKey key;
        QDateTime firstSeen; ///< UTC
        bool operator==(const KnownKey &) const = default;
    };
    struct WithdrawnKey {
        VerifyingKey key;
        QDateTime date; ///< UTC
        QString reason; ///< in the registry's words
        bool operator==(const WithdrawnKey &) const = default;
    };
    struct SignedSince {
        Version version; ///< the lowest that was seen signed
        QString digest;  ///< the strongest that was certified: "SHA-512"
    };

    TrustStore(QString file, const Clock &clock);

    /// Empty for a registry that was never met signing.
    [[nodiscard]] Result<QList<KnownKey>> keys(const QUrl &registry) const;
    [[nodiscard]] Result<KeySet> trusted(const QUrl &registry) const;
    /// Keys that the registry took back; they are never trusted again.
    [[nodiscard]] Result<QList<WithdrawnKey>> withdrawn(const QUrl &registry) const;
    /// The keys of `published` that may be trusted. All of them when the registry is met for the first time; then
    /// those that are known or that a known key brought in (`KeyRotation`), and in both cases none that another of them
    /// says was withdrawn (`KeyWithdrawal`). They are what is known from now on.
    /// Integrity: none is; somebody else may answer in the registry's place.
    [[nodiscard]] Result<KeySet> accept(const QUrl &registry, const KeySet &published);

    [[nodiscard]] Result<std::optional<SignedSince>> signedSince(const QUrl &registry,
                                                                 const QString &distribution) const;
    [[nodiscard]] Result<void> remember(const QUrl &registry, const QString &distribution,
                                        const SignedSince &found);

    /// All registries that something is remembered of.
    [[nodiscard]] Result<QList<QUrl>> registries() const;
    /// The person decided to trust what the registry says now. NotFound: nothing is remembered of it.
    [[nodiscard]] Result<void> forget(const QUrl &registry);

private:
    struct Registry {
        QList<KnownKey> keys;
        QList<WithdrawnKey> withdrawn;
        QMap<QString, SignedSince> distributions;
    };
    using Registries = QMap<QString, Registry>;
    [[nodiscard]] Result<Registries> read() const;
    [[nodiscard]] Result<void> write(const Registries &registries) const;
    template <typename Change>
    [[nodiscard]] Result<void> change(Change &&change);

    QString m_file;
    const Clock &m_clock;
};
