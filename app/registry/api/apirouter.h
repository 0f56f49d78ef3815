// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/api/apicall.h"
#include "registry/http/requesthandler.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

/// One function of the API: which requests it answers and who may ask.
struct ApiRoute {
    using Answer = std::function<RegistryResponse(const ApiCall &)>;
    using Refusal = RegistryResponse (*)(const Error &, const RegistryRequest &, int status);

    QByteArray method; ///< GET answers HEAD too
    QString pattern;   ///< "/api/v2/distributions/{distribution}/reviews"; "{path*}" as its last
                       ///< part stands for any parts, also none
    std::optional<TokenScope> scope; ///< what the asker must be allowed; nothing: anybody
    Answer answer;                   ///< on a worker thread
    qint64 largestContent =
        256 * 1024;      ///< bytes; of GET and DELETE: 0; without a scope: what fits into memory
    bool isWrite = true; ///< POST, PUT, PATCH, DELETE only: audited, refused when read-only
    /// Of much content that the asker may send, before it is read; on a worker thread. Null: what `largestContent` says holds.
    std::function<BodyRule(const RegistryRequest &head, qint64 size)> largeContent = {};
    Refusal refuse = nullptr; ///< tells what is refused before `answer`; null: as problem details
    /// A token for one distribution is taken where the path has that as its {distribution}, and besides only where
    /// this is set: there `answer` itself finds out what is asked about.
    bool checksDistribution = false;
};

/// Finds the function that answers a request. Built before the server starts, then only read.
class ApiRouter
{
public:
    struct Match {
        const ApiRoute *route = nullptr;
        QHash<QString, QString> variables;
        QByteArrayList allowed; ///< methods of that path, when it has no route for the method
        ApiRoute::Refusal refuse = nullptr; ///< of that path
    };

    void add(ApiRoute route);
    [[nodiscard]] const QList<ApiRoute> &routes() const { return m_routes; }
    /// Nothing when no route has that path. A literal part goes before a variable, that before "{path*}".
    [[nodiscard]] std::optional<Match> find(const QByteArray &method,
                                            const QStringList &parts) const;

private:
    QList<ApiRoute> m_routes;
    QList<QStringList> m_patterns;
};
