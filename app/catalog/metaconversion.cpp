// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metaconversion.h"

#include "catalog/coreextensions.h"
#include "catalog/license.h"
#include "catalog/uritext.h"
#include "catalog/version.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MetaWriter)
};

QString compact(const QJsonValue &value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.mid(1, text.size() - 2));
}

Error missing(const QString &member)
{
    return {Error::Kind::Invalid,
            Text::tr("“%1” is missing; without it there is no version 2 document. Add it first.")
                .arg(member),
            u"%1 property missing"_s.arg(member)};
}

Error invalid(const QString &member, const QJsonValue &value)
{
    const QString text = compact(value);
    return {Error::Kind::Invalid,
            Text::tr("“%1” cannot be converted: %2 has no meaning in version 2. Mend it first.")
                .arg(member, text.size() <= 80 ? text : text.first(77) + u'…'),
            u"invalid v1 %1 value: %2"_s.arg(member, text)};
}

bool isCustom(const QString &key)
{
    return key.startsWith(u"x_") || key.startsWith(u"X_");
}

void copyCustom(const QJsonObject &from, QJsonObject &to)
{
    for (auto it = from.begin(); it != from.end(); ++it) {
        if (isCustom(it.key()))
            to.insert(it.key(), it.value());
    }
}

QJsonObject maintainer(const QString &text, const QString &homepage)
{
    QString name;
    QString address = text.trimmed();
    const qsizetype open = address.lastIndexOf(u'<');
    if (open >= 0 && address.endsWith(u'>')) {
        name = address.first(open).trimmed();
        address = address.sliced(open + 1).chopped(1).trimmed();
    }
    if (!UriText::isMailAddress(address))
        return {{u"name"_s, text}, {u"url"_s, homepage}};
    return {{u"name"_s, name.isEmpty() ? text : name}, {u"email"_s, address}};
}

Result<QString> keyword(const QJsonValue &value)
{
    const QString spdx = License::spdxForKeyword(value.toString());
    if (spdx.isEmpty())
        return invalid(u"license"_s, value);
    return spdx;
}

} // namespace

QJsonObject MetaConversion::common(const QJsonObject &meta)
{
    QJsonObject result;
    for (const QString &key : {u"name"_s, u"abstract"_s, u"description"_s, u"version"_s}) {
        if (meta.contains(key))
            result.insert(key, meta[key]);
    }
    if (meta.contains(u"generated_by"))
        result.insert(u"producer"_s, meta[u"generated_by"]);
    copyCustom(meta, result);
    QJsonObject spec{{u"version"_s, u"2.0.0"_s},
                     {u"url"_s, u"https://rfcs.pgxn.org/0003-meta-spec-v2.html"_s}};
    copyCustom(meta[u"meta-spec"].toObject(), spec);
    result.insert(u"meta-spec"_s, spec);
    return result;
}

Result<QJsonValue> MetaConversion::maintainers(const QJsonObject &meta)
{
    if (!meta.contains(u"maintainer"))
        return missing(u"maintainer"_s);
    const QJsonValue value = meta[u"maintainer"];
    if (!value.isString() && !value.isArray())
        return invalid(u"maintainer"_s, value);
    const QString homepage = meta[u"resources"][u"homepage"].toString(u"https://pgxn.org"_s);
    QJsonArray people;
    const QJsonArray items = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue &item : items) {
        if (!item.isString())
            return invalid(u"maintainer"_s, item);
        people.append(maintainer(item.toString(), homepage));
    }
    return QJsonValue(people);
}

Result<QJsonValue> MetaConversion::license(const QJsonObject &meta)
{
    if (!meta.contains(u"license"))
        return missing(u"license"_s);
    const QJsonValue value = meta[u"license"];
    QStringList choices;
    if (value.isString() || value.isArray()) {
        const QJsonArray items = value.isArray() ? value.toArray() : QJsonArray{value};
        for (const QJsonValue &item : items) {
            const Result<QString> spdx = keyword(item);
            if (!spdx)
                return spdx.error();
            choices << *spdx;
        }
    } else if (value.isObject()) {
        const QJsonObject names = value.toObject();
        QStringList keys = names.keys();
        std::sort(keys.begin(), keys.end(),
                  [](const QString &a, const QString &b) { return a.toUtf8() < b.toUtf8(); });
        for (const QString &key : keys) {
            const QString spdx = License::spdxForName(key, names[key].toString());
            if (spdx.isEmpty())
                return invalid(u"license"_s, names[key]);
            choices << spdx;
        }
    }
    if (choices.isEmpty())
        return invalid(u"license"_s, value);
    return QJsonValue(choices.join(u" OR "_s));
}

Result<QJsonValue> MetaConversion::contents(const QJsonObject &meta)
{
    if (!meta.contains(u"provides"))
        return missing(u"provides"_s);
    if (!meta[u"provides"].isObject())
        return invalid(u"provides"_s, meta[u"provides"]);
    const QJsonObject provides = meta[u"provides"].toObject();
    QJsonObject extensions;
    for (auto it = provides.begin(); it != provides.end(); ++it) {
        if (!it.value().isObject())
            return invalid(u"extension"_s, it.value());
        const QJsonObject from = it.value().toObject();
        QJsonObject to{{u"control"_s, it.key() + u".control"_s},
                       {u"sql"_s, from.contains(u"file") ? from[u"file"] : u"UNKNOWN"_s}};
        if (from.contains(u"docfile"))
            to.insert(u"doc"_s, from[u"docfile"]);
        if (from.contains(u"abstract"))
            to.insert(u"abstract"_s, from[u"abstract"]);
        copyCustom(from, to);
        extensions.insert(it.key(), to);
    }
    return QJsonValue(QJsonObject{{u"extensions"_s, extensions}});
}

QJsonValue MetaConversion::classifications(const QJsonObject &meta)
{
    if (!meta.contains(u"tags"))
        return QJsonValue::Undefined;
    return QJsonObject{{u"tags"_s, meta[u"tags"]}};
}

QJsonValue MetaConversion::ignore(const QJsonObject &meta)
{
    QJsonArray patterns;
    for (const QString &member : {u"file"_s, u"directory"_s}) {
        const QJsonArray items = meta[u"no_index"][member].toArray();
        for (const QJsonValue &item : items) {
            if (!patterns.contains(item))
                patterns.append(item);
        }
    }
    return patterns.isEmpty() ? QJsonValue(QJsonValue::Undefined) : patterns;
}

QJsonValue MetaConversion::dependencies(const QJsonObject &meta)
{
    const QJsonObject prereqs = meta[u"prereqs"].toObject();
    QJsonObject packages;
    std::optional<Version> postgres;
    for (const QString &phase :
         {u"develop"_s, u"configure"_s, u"build"_s, u"test"_s, u"runtime"_s}) {
        const QJsonObject ofPhase = prereqs[phase].toObject();
        QJsonObject newPhase;
        for (const QString &relation :
             {u"requires"_s, u"recommends"_s, u"suggests"_s, u"conflicts"_s}) {
            const QJsonObject names = ofPhase[relation].toObject();
            QJsonObject purls;
            for (auto it = names.begin(); it != names.end(); ++it) {
                const QString name = it.key().toLower();
                if (name == u"postgresql") {
                    // Only a plain version says something; the lowest of all counts.
                    const auto version = Version::parse(it.value().toString());
                    if (version && (!postgres || *version < *postgres))
                        postgres = version;
                } else {
                    const QString type = CoreExtensions::contains(name) ? u"postgres"_s : u"pgxn"_s;
                    purls.insert(u"pkg:%1/%2"_s.arg(type, name), it.value());
                }
            }
            if (!purls.isEmpty())
                newPhase.insert(relation, purls);
        }
        copyCustom(ofPhase, newPhase);
        if (!newPhase.isEmpty())
            packages.insert(phase == u"runtime" ? u"run"_s : phase, newPhase);
    }
    copyCustom(prereqs, packages);
    QJsonObject result;
    if (postgres)
        result.insert(u"postgres"_s, QJsonObject{{u"version"_s, postgres->toString()}});
    if (!packages.isEmpty())
        result.insert(u"packages"_s, packages);
    return result.isEmpty() ? QJsonValue(QJsonValue::Undefined) : result;
}

QJsonValue MetaConversion::resources(const QJsonObject &meta)
{
    const QJsonObject from = meta[u"resources"].toObject();
    QJsonObject to;
    const auto copy = [&](const QString &member, const QJsonValue &value, const QString &prefix) {
        if (value.isString() && !to.contains(member))
            to.insert(member, prefix + value.toString());
    };
    copy(u"homepage"_s, from[u"homepage"], {});
    copy(u"issues"_s, from[u"bugtracker"][u"web"], {});
    copy(u"issues"_s, from[u"bugtracker"][u"mailto"], u"mailto:"_s);
    copy(u"repository"_s, from[u"repository"][u"web"], {});
    copy(u"repository"_s, from[u"repository"][u"url"], {});
    copyCustom(from, to);
    return to.isEmpty() ? QJsonValue(QJsonValue::Undefined) : to;
}

bool MetaConversion::isReleased(const QJsonObject &meta)
{
    return meta.contains(u"user") || meta.contains(u"date") || meta.contains(u"sha1");
}

Result<QJsonValue> MetaConversion::certs(const QJsonObject &meta)
{
    for (const QString &member : {u"user"_s, u"date"_s, u"sha1"_s, u"name"_s, u"version"_s}) {
        if (!meta.contains(member))
            return missing(member);
        if (!meta[member].isString())
            return invalid(member, meta[member]);
    }
    const QString uri =
        u"dist/%1/%2/%1-%2.zip"_s.arg(meta[u"name"].toString(), meta[u"version"].toString());
    const QJsonObject payload{{u"date"_s, meta[u"date"]},
                              {u"digests"_s, QJsonObject{{u"sha1"_s, meta[u"sha1"]}}},
                              {u"uri"_s, uri},
                              {u"user"_s, meta[u"user"]}};
    const QByteArray encoded =
        QJsonDocument(payload)
            .toJson(QJsonDocument::Compact)
            .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    // The schema wants 32 characters; these can verify nothing, and say so.
    const QJsonObject jws{{u"payload"_s, QString::fromLatin1(encoded)},
                          {u"signature"_s, u"unsigned-converted-from-meta-spec-1"_s}};
    return QJsonValue(QJsonObject{{u"pgxn"_s, jws}});
}
