// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/registrydocuments.h"

#include "catalog/jsontext.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(RegistryDocuments)
};

std::optional<ExtensionLocation> locationOf(const QJsonObject &item,
                                            const QString &extensionVersion, const QString &status)
{
    const QString distribution = item[u"dist"].toString();
    const auto version = Version::parseTolerant(item[u"version"].toString());
    if (distribution.isEmpty() || !version)
        return std::nullopt;
    // Without a version of its own an extension has its distribution's.
    return ExtensionLocation{distribution, *version,
                             Version::parseTolerant(extensionVersion).value_or(*version),
                             releaseStatusFromString(status)};
}

QString textOf(const QJsonValue &value)
{
    return value.toString().trimmed();
}

} // namespace

Result<QJsonObject> RegistryDocuments::parseObject(const QByteArray &json)
{
    const Result<JsonText> text = JsonText::parse(json);
    if (!text)
        return text.error();
    if (!text->value.isObject())
        return Error{Error::Kind::Invalid, Texts::tr("It is not a JSON object."), {}};
    return text->value.toObject();
}

Result<QList<ExtensionLocation>> RegistryDocuments::parseExtension(const QByteArray &json)
{
    const Result<QJsonObject> document = parseObject(json);
    if (!document)
        return document.error();
    QList<ExtensionLocation> found;
    const QJsonObject versions = document->value(u"versions").toObject();
    for (auto version = versions.begin(); version != versions.end(); ++version) {
        const QJsonArray items = version->toArray();
        for (const QJsonValue &item : items) {
            if (const auto location = locationOf(item.toObject(), version.key(),
                                                 item[u"status"].toString(u"stable"_s)))
                found.append(*location);
        }
    }
    if (found.isEmpty()) {
        for (const QString &status : {u"stable"_s, u"testing"_s, u"unstable"_s}) {
            if (const auto location =
                    locationOf(document->value(status).toObject(), QString(), status))
                found.append(*location);
        }
    }
    std::ranges::stable_sort(found, [](const ExtensionLocation &a, const ExtensionLocation &b) {
        return a.extensionVersion > b.extensionVersion;
    });
    return found;
}

Result<RegistryUser> RegistryDocuments::parseUser(const QByteArray &json)
{
    const Result<QJsonObject> document = parseObject(json);
    if (!document)
        return document.error();
    RegistryUser user{textOf(document->value(u"nickname")), textOf(document->value(u"name")),
                      textOf(document->value(u"email")), textOf(document->value(u"uri"))};
    if (user.nickname.isEmpty())
        return Error{Error::Kind::Invalid,
                     Texts::tr("It is no user document: \"nickname\" is missing."),
                     {}};
    if (user.name.isEmpty())
        user.name = user.nickname;
    return user;
}

Result<QStringList> RegistryDocuments::parseReleaseNames(const QByteArray &json)
{
    const Result<QJsonObject> document = parseObject(json);
    if (!document)
        return document.error();
    return QStringList(document->value(u"releases").toObject().keys());
}

Result<QStringList> RegistryDocuments::parseStats(const QByteArray &json, const QString &list,
                                                  const QString &key)
{
    const Result<QJsonObject> document = parseObject(json);
    if (!document)
        return document.error();
    QStringList found;
    const QJsonArray items = document->value(list).toArray();
    for (const QJsonValue &item : items) {
        const QString name = textOf(item[key]);
        if (!name.isEmpty())
            found.append(name);
    }
    return found;
}

Result<QStringList> RegistryDocuments::parseList(const QByteArray &json, const QString &key)
{
    const Result<JsonText> text = JsonText::parse(json);
    if (!text)
        return text.error();
    if (!text->value.isArray())
        return Error{Error::Kind::Invalid, Texts::tr("It is not a JSON list."), {}};
    QStringList found;
    const QJsonArray items = text->value.toArray();
    for (const QJsonValue &item : items) {
        const QString name = textOf(item.isString() ? item : item[key]);
        if (!name.isEmpty())
            found.append(name);
    }
    return found;
}
