// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "remote/httpcache.h"
#include "remote/httpclient.h"
#include "remote/registryapi.h"

#include <QUrl>

/// Asks over HTTP; a value that may be copied. Reads without authorization come through HttpCache, so they work
/// offline.
class RegistryApiClient final : public RegistryApi
{
public:
    RegistryApiClient(const QUrl &base, HttpCache &cache, HttpClient &client);

    [[nodiscard]] const QUrl &base() const { return m_base; }
    /// Shown only over https, or to this computer: otherwise requests are Refused.
    void setToken(const QString &token) override;
    [[nodiscard]] bool hasToken() const override { return !m_token.isEmpty(); }

    /// Whether the registry has this API: false for folders and for mirrors of other makes.
    [[nodiscard]] Result<bool> isThere(const CancellationToken &token = {});
    [[nodiscard]] Result<Reading> get(const QString &path, const QUrlQuery &query = {},
                                      const CancellationToken &token = {}) override;
    [[nodiscard]] Result<QJsonObject> send(const QByteArray &method, const QString &path,
                                           const QJsonObject &content,
                                           const CancellationToken &token = {}) override;

private:
    [[nodiscard]] Result<QUrl> urlOf(const QString &path, const QUrlQuery &query) const;
    [[nodiscard]] Result<QJsonObject> exchange(const HttpRequest &request,
                                               const CancellationToken &token);

    QUrl m_base;
    HttpCache &m_cache;
    HttpClient &m_client;
    QString m_token;
};
