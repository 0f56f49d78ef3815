// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/publishing/accountprofile.h"

using namespace Qt::StringLiterals;

QJsonObject AccountProfile::of(const Account &account)
{
    QJsonObject profile{{u"nickname"_s, account.nickname},
                        {u"name"_s, account.fullName},
                        {u"email"_s, account.email}};
    if (!account.uri.isEmpty())
        profile.insert(u"uri"_s, account.uri);
    if (!account.twitter.isEmpty())
        profile.insert(u"twitter"_s, account.twitter);
    return profile;
}

bool AccountProfile::isPublic(const Account &account)
{
    return account.status != Account::Status::New && account.status != Account::Status::Deleted;
}
