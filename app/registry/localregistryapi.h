// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "remote/registryapi.h"
#include "remote/registryclient.h"

#include <memory>

class RegistryService;
class RegistryStore;

/// Asks the registry of this computer without a server between, whether it is served or not. Who writes still shows a
/// token.
class LocalRegistryApi final : public RegistryApi
{
public:
    /// `store` must be prepared, and lives longer.
    explicit LocalRegistryApi(RegistryStore &store);
    ~LocalRegistryApi() override;
    LocalRegistryApi(const LocalRegistryApi &) = delete;
    LocalRegistryApi &operator=(const LocalRegistryApi &) = delete;

    void setToken(const QString &token) override { m_token = token; }
    [[nodiscard]] bool hasToken() const override { return !m_token.isEmpty(); }
    [[nodiscard]] Result<Reading> get(const QString &path, const QUrlQuery &query = {},
                                      const CancellationToken &token = {}) override;
    [[nodiscard]] Result<QJsonObject> send(const QByteArray &method, const QString &path,
                                           const QJsonObject &content,
                                           const CancellationToken &token = {}) override;

private:
    [[nodiscard]] Result<QJsonObject> ask(const QByteArray &method, const QByteArray &target,
                                          const QByteArray &content,
                                          const CancellationToken &token);

    RegistryStore &m_store;
    std::unique_ptr<RegistryService> m_service;
    QString m_token;
};

/// The API of the registry that `client` reads, in the way that fits: `own` is the one of this computer. Unsupported: it
/// is another folder, or a mirror of another make.
[[nodiscard]] Result<std::unique_ptr<RegistryApi>>
registryApiOf(const RegistryClient &client, RegistryStore &own, const CancellationToken &token);
/// Whether `client` reads the registry of this computer, whatever way its folder is written.
[[nodiscard]] bool isOwnRegistry(const RegistryClient &client, const RegistryStore &own);
/// Under which addresses a token of that registry may be kept, the likeliest first.
[[nodiscard]] QList<QUrl> tokenAddressesOf(const RegistryClient &client, const RegistryStore &own);
