// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metawriter.h"

#include "catalog/metaconversion.h"
#include "catalog/metaparser.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MetaWriter)
};

constexpr qsizetype lineLength = 100;

/// Members in the order of the specs' texts; what is not here follows, sorted, custom members last.
int rankOf(const QString &key)
{
    static const QStringList order = {
        u"name"_s,         u"abstract"_s,   u"description"_s, u"version"_s,
        u"date"_s,         u"maintainer"_s, u"maintainers"_s, u"release_status"_s,
        u"user"_s,         u"sha1"_s,       u"license"_s,     u"producer"_s,
        u"generated_by"_s, u"contents"_s,   u"provides"_s,    u"extensions"_s,
        u"modules"_s,      u"apps"_s,       u"type"_s,        u"control"_s,
        u"sql"_s,          u"file"_s,       u"lib"_s,         u"bin"_s,
        u"docfile"_s,      u"doc"_s,        u"prereqs"_s,     u"dependencies"_s,
        u"platforms"_s,    u"postgres"_s,   u"pipeline"_s,    u"configure"_s,
        u"build"_s,        u"test"_s,       u"runtime"_s,     u"run"_s,
        u"develop"_s,      u"requires"_s,   u"recommends"_s,  u"suggests"_s,
        u"conflicts"_s,    u"packages"_s,   u"variations"_s,  u"classifications"_s,
        u"tags"_s,         u"categories"_s, u"no_index"_s,    u"ignore"_s,
        u"resources"_s,    u"homepage"_s,   u"bugtracker"_s,  u"issues"_s,
        u"repository"_s,   u"web"_s,        u"url"_s,         u"artifacts"_s,
        u"meta-spec"_s,    u"certs"_s};
    if (const qsizetype rank = order.indexOf(key); rank >= 0)
        return static_cast<int>(rank);
    return static_cast<int>(order.size()) + (key.startsWith(u"x_", Qt::CaseInsensitive) ? 1 : 0);
}

QByteArray onOneLine(const QJsonValue &value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return text.mid(1, text.size() - 2);
}

void write(const QJsonValue &value, int indent, QByteArray &out);

void writeArray(const QJsonArray &items, int indent, QByteArray &out)
{
    const bool isPlain = std::none_of(items.begin(), items.end(), [](const QJsonValue &item) {
        return item.isObject() || item.isArray();
    });
    QByteArray line = "[";
    for (qsizetype i = 0; isPlain && i < items.size(); ++i)
        line += (i > 0 ? ", " : "") + onOneLine(items[i]);
    line += ']';
    if (isPlain && line.size() + indent < lineLength) {
        out += line;
        return;
    }
    out += "[\n";
    for (qsizetype i = 0; i < items.size(); ++i) {
        out += QByteArray(indent + 2, ' ');
        write(items[i], indent + 2, out);
        out += i + 1 < items.size() ? ",\n" : "\n";
    }
    out += QByteArray(indent, ' ') + ']';
}

void writeObject(const QJsonObject &object, int indent, QByteArray &out)
{
    if (object.isEmpty()) {
        out += "{}";
        return;
    }
    QStringList keys = object.keys();
    std::stable_sort(keys.begin(), keys.end(),
                     [](const QString &a, const QString &b) { return rankOf(a) < rankOf(b); });
    out += "{\n";
    for (qsizetype i = 0; i < keys.size(); ++i) {
        out += QByteArray(indent + 2, ' ') + onOneLine(keys[i]) + ": ";
        write(object[keys[i]], indent + 2, out);
        out += i + 1 < keys.size() ? ",\n" : "\n";
    }
    out += QByteArray(indent, ' ') + '}';
}

void write(const QJsonValue &value, int indent, QByteArray &out)
{
    if (value.isObject())
        writeObject(value.toObject(), indent, out);
    else if (value.isArray())
        writeArray(value.toArray(), indent, out);
    else
        out += onOneLine(value);
}

} // namespace

Result<QJsonObject> MetaWriter::toV2(const QJsonObject &meta)
{
    const Result<int> spec = MetaParser::specVersion(meta);
    if (!spec)
        return spec.error();
    if (*spec == 2)
        return meta;
    QJsonObject result = MetaConversion::common(meta);
    QStringList parts = {u"maintainers"_s, u"license"_s,      u"contents"_s, u"classifications"_s,
                         u"ignore"_s,      u"dependencies"_s, u"resources"_s};
    if (MetaConversion::isReleased(meta))
        parts << u"certs"_s;
    for (const QString &part : parts) {
        const Result<QJsonValue> value = partToV2(part, meta);
        if (!value)
            return value.error();
        if (!value->isUndefined())
            result.insert(part, *value);
    }
    return result;
}

Result<QJsonValue> MetaWriter::partToV2(const QString &part, const QJsonObject &meta)
{
    if (part == u"common")
        return QJsonValue(MetaConversion::common(meta));
    if (part == u"maintainers")
        return MetaConversion::maintainers(meta);
    if (part == u"license")
        return MetaConversion::license(meta);
    if (part == u"contents")
        return MetaConversion::contents(meta);
    if (part == u"classifications")
        return MetaConversion::classifications(meta);
    if (part == u"ignore")
        return MetaConversion::ignore(meta);
    if (part == u"dependencies")
        return MetaConversion::dependencies(meta);
    if (part == u"resources")
        return MetaConversion::resources(meta);
    if (part == u"certs")
        return MetaConversion::certs(meta);
    return Error{Error::Kind::Invalid, Text::tr("“%1” is no part of a document.").arg(part), {}};
}

QByteArray MetaWriter::toText(const QJsonObject &meta)
{
    QByteArray text;
    writeObject(meta, 0, text);
    return text + '\n';
}
