// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"
#include "remote/httpcache.h"
#include "remote/httpclient.h"

#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QUrl>
#include <QUrlQuery>

/// Speaks the API of version 2 that our registries have besides PGXN's (below /api/v2). Blocks: worker threads; a
/// value that may be copied, and is not to be changed while it is used. Reads without authorization come through
/// HttpCache, so they work offline.
class RegistryApiClient
{
public:
    struct Reading {
        QJsonObject value;
        QDateTime fetchedAt;
        bool fromCache = false;
    };

    RegistryApiClient(const QUrl &base, HttpCache &cache, HttpClient &client);

    [[nodiscard]] const QUrl &base() const { return m_base; }
    /// From now on every request shows it; empty: none does. Only over https, or to this computer: otherwise requests
    /// are Refused.
    void setToken(const QString &token);
    [[nodiscard]] bool hasToken() const { return !m_token.isEmpty(); }
    /// Where Credentials keep the token of a registry.
    [[nodiscard]] static QString credentialKey(const QUrl &base);

    /// Whether the registry has this API: false for folders and for mirrors of other makes.
    [[nodiscard]] Result<bool> isThere(const CancellationToken &token = {});
    /// `path`: below the API's root, its parts encoded (see `part()`): "distributions/kvbox/rating".
    [[nodiscard]] Result<Reading> get(const QString &path, const QUrlQuery &query = {},
                                      const CancellationToken &token = {});
    /// The answer's object; empty when it has none (204). Errors of the registry come with its own words.
    [[nodiscard]] Result<QJsonObject> send(const QByteArray &method, const QString &path,
                                           const QJsonObject &content,
                                           const CancellationToken &token = {});
    /// A name as a part of a path.
    [[nodiscard]] static QString part(const QString &name);

private:
    [[nodiscard]] Result<QUrl> urlOf(const QString &path, const QUrlQuery &query) const;
    [[nodiscard]] Result<QJsonObject> exchange(const HttpRequest &request,
                                               const CancellationToken &token);

    QUrl m_base;
    HttpCache &m_cache;
    HttpClient &m_client;
    QString m_token;
};
