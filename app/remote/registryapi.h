// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QString>
#include <QUrlQuery>

#include <optional>

/// What our registries can do besides PGXN's (below /api/v2), by whatever way one is asked. Blocks: worker threads; not
/// to be changed while it is used.
class RegistryApi
{
public:
    struct Reading {
        QJsonObject value;
        QDateTime fetchedAt;
        bool fromCache = false;
    };
    virtual ~RegistryApi() = default;

    /// From now on every request shows it; empty: none does.
    virtual void setToken(const QString &token) = 0;
    [[nodiscard]] virtual bool hasToken() const = 0;
    /// `path`: below the API's root, its parts encoded (see `part()`): "distributions/kvbox/rating".
    [[nodiscard]] virtual Result<Reading> get(const QString &path, const QUrlQuery &query = {},
                                              const CancellationToken &token = {}) = 0;
    /// The answer's object; empty when it has none (204). Errors of the registry come with its own words.
    [[nodiscard]] virtual Result<QJsonObject> send(const QByteArray &method, const QString &path,
                                                   const QJsonObject &content,
                                                   const CancellationToken &token = {}) = 0;

    /// A name as a part of a path.
    [[nodiscard]] static QString part(const QString &name);
    /// What a registry of ours says went wrong (RFC 9457); nothing when it does not say so.
    [[nodiscard]] static std::optional<Error> problemIn(const QByteArray &contentType,
                                                        const QByteArray &body);

protected:
    RegistryApi() = default;
    RegistryApi(const RegistryApi &) = default;
    RegistryApi &operator=(const RegistryApi &) = default;
};
