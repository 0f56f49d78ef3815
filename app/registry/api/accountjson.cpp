// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/accountjson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

QJsonValue AccountJson::timeOf(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODate)) : QJsonValue();
}

QJsonObject AccountJson::shown(const Account &account)
{
    QJsonObject object{{u"nickname"_s, account.nickname},
                       {u"name"_s, account.fullName},
                       {u"email"_s, account.email}};
    if (!account.uri.isEmpty())
        object.insert(u"uri"_s, account.uri);
    if (!account.twitter.isEmpty())
        object.insert(u"twitter"_s, account.twitter);
    return object;
}

QJsonObject AccountJson::whole(const Account &account)
{
    QJsonObject object = shown(account);
    object.insert(u"role"_s, nameOf(account.role));
    object.insert(u"status"_s, nameOf(account.status));
    object.insert(u"why"_s, account.why);
    object.insert(u"hasPassword"_s, !account.passwordHash.isEmpty());
    object.insert(u"created"_s, timeOf(account.created));
    object.insert(u"visited"_s, timeOf(account.visited));
    return object;
}

QJsonObject AccountJson::of(const ApiToken &token)
{
    return {{u"id"_s, token.id},
            {u"name"_s, token.name},
            {u"hint"_s, token.hint},
            {u"scopes"_s,
             QJsonArray::fromStringList(scopesText(token.scopes).split(u' ', Qt::SkipEmptyParts))},
            {u"distribution"_s,
             token.distribution.isEmpty() ? QJsonValue() : QJsonValue(token.distribution)},
            {u"created"_s, timeOf(token.created)},
            {u"expires"_s, timeOf(token.expires)},
            {u"lastUsed"_s, timeOf(token.lastUsed)},
            {u"revoked"_s, timeOf(token.revoked)}};
}
