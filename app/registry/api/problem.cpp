// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/problem.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

int Problem::statusOf(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::Invalid:
        return 422;
    case Error::Kind::NotFound:
        return 404;
    case Error::Kind::Conflict:
        return 409;
    case Error::Kind::Unsupported:
        return 415;
    case Error::Kind::Permission:
        return 403;
    case Error::Kind::Refused:
        return 403;
    case Error::Kind::Integrity:
        return 422;
    case Error::Kind::Timeout:
        return 429;
    case Error::Kind::DiskFull:
        return 507;
    case Error::Kind::Missing:
    case Error::Kind::Network:
    case Error::Kind::Process:
    case Error::Kind::Database:
    case Error::Kind::Cancelled:
        return 503;
    case Error::Kind::Internal:
        return 500;
    }
    return 500;
}

RegistryResponse Problem::of(const Error &error, const RegistryRequest &request)
{
    return of(error, request, statusOf(error.kind));
}

RegistryResponse Problem::of(const Error &error, const RegistryRequest &request, int status)
{
    // What went wrong inside is for the log.
    const bool isOurs = status >= 500;
    QJsonObject problem{{u"type"_s, u"urn:howdah:problem:"_s + nameOf(error.kind)},
                        {u"title"_s, error.message},
                        {u"status"_s, status}};
    if (!isOurs && !error.detail.isEmpty())
        problem.insert(u"detail"_s, error.detail);
    if (!request.id.isEmpty())
        problem.insert(u"instance"_s, u"urn:howdah:request:"_s + QString::fromLatin1(request.id));
    RegistryResponse response;
    response.status = status;
    response.headers = {{"Content-Type", "application/problem+json"},
                        {"X-Content-Type-Options", "nosniff"},
                        {"Cache-Control", "no-store"}};
    if (status == 401)
        response.headers.emplaceBack("WWW-Authenticate", "Basic realm=\"PGXN Users Only\"");
    if (status == 429 || status == 503)
        response.headers.emplaceBack("Retry-After", "10");
    response.body = QJsonDocument(problem).toJson(QJsonDocument::Compact);
    return response;
}
