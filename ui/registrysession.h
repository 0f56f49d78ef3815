// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"
#include "remote/registryapi.h"
#include "remote/registrylogin.h"
#include "settings/registrytokens.h"
#include "uiservices.h"

#include <QJsonObject>
#include <QString>
#include <QUrl>

#include <memory>

/// The person at one registry in use: his token, whose it is, and what makes and ends it. The registry of this computer
/// is asked in this program, whether it is served or not. A value; all functions but `isHere()` and `address()` block:
/// worker threads.
class RegistrySession
{
public:
    RegistrySession(const UiServices &services, const QString &registry);

    [[nodiscard]] const QString &registry() const { return m_registry; }
    /// As tokens are kept by; empty when no registry in use has that name.
    [[nodiscard]] const QUrl &address() const { return m_address; }
    [[nodiscard]] bool isHere() const;
    /// A folder, or a mirror that comes as one: nobody can sign in there.
    [[nodiscard]] bool isFolder() const { return m_address.isLocalFile() && !isHere(); }

    [[nodiscard]] Result<RegistryTokens::Kept> token() const;
    [[nodiscard]] Result<void> keep(const QString &secret) const;
    /// There is no keychain, or it does not open: the person says where else to keep a token.
    [[nodiscard]] static bool wantsAnotherPlace(const Error &error);
    [[nodiscard]] Result<void> keepInFile(const QString &secret) const;
    [[nodiscard]] Result<void> forget() const;

    /// Whose token this is, as `RegistryLogin::account()` tells it.
    [[nodiscard]] Result<QJsonObject> account(const QString &secret,
                                              const CancellationToken &token = {}) const;
    [[nodiscard]] Result<void> revoke(const QString &secret,
                                      const CancellationToken &token = {}) const;
    /// For registries that are asked over the network.
    [[nodiscard]] RegistryLogin login() const { return {m_services.install.http, m_address}; }
    /// For the registry of this computer: a token of whoever knows the password, which leaves this program for nowhere.
    [[nodiscard]] Result<QString> tokenByPassword(const QString &nickname,
                                                  const QString &password) const;
    /// Sends `content` to `path` below the root of the registry's API. Permission: `asPerson`, but nobody is signed in.
    /// Unsupported: it is a folder, or of another make.
    [[nodiscard]] Result<QJsonObject> post(const QString &path, const QJsonObject &content,
                                           bool asPerson,
                                           const CancellationToken &token = {}) const;
    /// What programs of a person ask to be allowed.
    [[nodiscard]] static QString scopes();

private:
    [[nodiscard]] RegistryTokens tokens() const;
    [[nodiscard]] Result<std::unique_ptr<RegistryApi>> api(const CancellationToken &token) const;

    const UiServices &m_services;
    QString m_registry;
    QUrl m_address;
};
