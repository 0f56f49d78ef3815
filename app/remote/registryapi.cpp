// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/registryapi.h"

#include <QJsonDocument>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

const QString problemKind = u"urn:howdah:problem:"_s;

} // namespace

QString RegistryApi::part(const QString &name)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(name));
}

std::optional<Error> RegistryApi::problemIn(const QByteArray &contentType, const QByteArray &body)
{
    if (!contentType.startsWith("application/problem+json"))
        return {};
    const QJsonObject problem = QJsonDocument::fromJson(body).object();
    const QString type = problem[u"type"].toString();
    const QString title = problem[u"title"].toString();
    if (title.isEmpty() || !type.startsWith(problemKind))
        return {};
    return Error{errorKindFromString(type.mid(problemKind.size())), title,
                 problem[u"detail"].toString()};
}
