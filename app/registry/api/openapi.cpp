// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/openapi.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

QJsonObject read(const QString &file)
{
    QFile part(file);
    if (!part.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(part.readAll()).object();
}

/// Objects are merged member by member, anything else is replaced.
QJsonObject merged(QJsonObject into, const QJsonObject &part)
{
    for (auto member = part.begin(); member != part.end(); ++member) {
        if (member->isObject() && into[member.key()].isObject())
            into[member.key()] = merged(into[member.key()].toObject(), member->toObject());
        else
            into[member.key()] = *member;
    }
    return into;
}

QJsonObject make()
{
    const QDir parts(u":/howdah/registry/openapi"_s);
    QJsonObject document = read(parts.filePath(u"base.json"_s));
    for (const QString &name : parts.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        if (name != u"base.json")
            document = merged(document, read(parts.filePath(name)));
    }
    return document;
}

} // namespace

const QJsonObject &OpenApi::document()
{
    static const QJsonObject document = make();
    return document;
}
