// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/jsonschema.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

bool hasType(const QJsonValue &value, const QString &type)
{
    if (type == u"object")
        return value.isObject();
    if (type == u"array")
        return value.isArray();
    if (type == u"string")
        return value.isString();
    if (type == u"boolean")
        return value.isBool();
    if (type == u"null")
        return value.isNull();
    if (type == u"integer")
        return value.isDouble() && value.toDouble() == double(value.toInteger());
    return type == u"number" && value.isDouble();
}

QString shown(const QJsonValue &value)
{
    return QString::fromUtf8(
        QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact).left(120));
}

} // namespace

QJsonValue JsonSchema::resolved(const QJsonValue &schema) const
{
    const QString reference = schema[u"$ref"].toString();
    if (reference.isEmpty())
        return schema;
    QJsonValue found = m_document;
    for (const QString &part : reference.mid(2).split(u'/'))
        found = found[part];
    return found;
}

QStringList JsonSchema::problemsOf(const QJsonValue &value, const QJsonValue &unresolved,
                                   const QString &where) const
{
    const QJsonValue schema = resolved(unresolved);
    if (schema.isBool())
        return schema.toBool() ? QStringList() : QStringList{where + u": not allowed"_s};
    if (!schema.isObject())
        return {where + u": no schema "_s + shown(unresolved)};
    QStringList problems;
    const QJsonObject words = schema.toObject();
    const auto wrong = [&](const QString &what) {
        problems.append(u"%1: %2 in %3"_s.arg(where, what, shown(value)));
    };
    const auto matching = [&](const QJsonArray &schemas) {
        int count = 0;
        for (const QJsonValue &one : schemas)
            count += problemsOf(value, one, where).isEmpty() ? 1 : 0;
        return count;
    };
    for (auto word = words.begin(); word != words.end(); ++word) {
        const QString name = word.key();
        if (name == u"type") {
            bool isOne = word->isString() && hasType(value, word->toString());
            for (const QJsonValue &type : word->toArray())
                isOne = isOne || hasType(value, type.toString());
            if (!isOne)
                wrong(u"type "_s + shown(*word));
        } else if (name == u"required") {
            for (const QJsonValue &member : word->toArray()) {
                if (value.isObject() && !value.toObject().contains(member.toString()))
                    wrong(u"missing "_s + member.toString());
            }
        } else if (name == u"properties" || name == u"additionalProperties") {
            const QJsonObject properties = words[u"properties"].toObject();
            const QJsonObject object = value.toObject();
            for (auto member = object.begin(); member != object.end(); ++member) {
                const bool isNamed = properties.contains(member.key());
                if (isNamed != (name == u"properties"))
                    continue;
                problems += problemsOf(*member, isNamed ? properties[member.key()] : *word,
                                       where + u'.' + member.key());
            }
        } else if (name == u"items") {
            int index = 0;
            for (const QJsonValue &item : value.toArray())
                problems += problemsOf(item, *word, u"%1[%2]"_s.arg(where).arg(index++));
        } else if (name == u"enum") {
            if (!word->toArray().contains(value))
                wrong(u"none of "_s + shown(*word));
        } else if (name == u"const") {
            if (value != *word)
                wrong(u"not "_s + shown(*word));
        } else if (name == u"minimum" || name == u"maximum") {
            const double limit = word->toDouble();
            if (value.isDouble()
                && (name == u"minimum" ? value.toDouble() < limit : value.toDouble() > limit))
                wrong(name);
        } else if (name == u"minLength" || name == u"maxLength") {
            const qsizetype length = value.toString().size();
            if (value.isString()
                && (name == u"minLength" ? length < word->toInt() : length > word->toInt()))
                wrong(name);
        } else if (name == u"minItems" || name == u"maxItems") {
            const qsizetype length = value.toArray().size();
            if (value.isArray()
                && (name == u"minItems" ? length < word->toInt() : length > word->toInt()))
                wrong(name);
        } else if (name == u"pattern") {
            if (value.isString()
                && !QRegularExpression(word->toString()).match(value.toString()).hasMatch())
                wrong(u"pattern "_s + word->toString());
        } else if (name == u"oneOf") {
            if (matching(word->toArray()) != 1)
                wrong(u"not one of the alternatives"_s);
        } else if (name == u"anyOf") {
            if (matching(word->toArray()) == 0)
                wrong(u"none of the alternatives"_s);
        } else if (name == u"allOf") {
            for (const QJsonValue &one : word->toArray())
                problems += problemsOf(value, one, where);
        } else if (name != u"description" && name != u"format" && name != u"default"
                   && name != u"examples" && name != u"title" && name != u"deprecated"
                   && name != u"readOnly" && name != u"writeOnly" && name != u"contentEncoding") {
            problems.append(u"%1: the word %2 is not checked"_s.arg(where, name));
        }
    }
    return problems;
}
