// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/jsonschema.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestShown = 80;

QString tr(const char *text)
{
    return QCoreApplication::translate("JsonSchema", text);
}

QString shown(const QJsonValue &value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    const QString inner = QString::fromUtf8(text.sliced(1, text.size() - 2));
    return inner.size() > longestShown ? inner.first(longestShown) + u'…' : inner;
}

QString shownList(const QJsonArray &values)
{
    QStringList texts;
    for (const QJsonValue &value : values)
        texts.append(shown(value));
    return texts.join(u", "_s);
}

QString pointer(const QString &where, QString part)
{
    return where + u'/' + part.replace(u'~', u"~0"_s).replace(u'/', u"~1"_s);
}

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

bool hasShape(const QString &text, QString pattern)
{
    // There a "$" is the very end; here it would also stand before a line feed.
    if (pattern.endsWith(u'$'))
        pattern.replace(pattern.size() - 1, 1, u"\\z"_s);
    return QRegularExpression(pattern).match(text).hasMatch();
}

bool hasFormat(const QString &text, const QString &format)
{
    if (format == u"date")
        return text.size() == 10 && QDate::fromString(text, Qt::ISODate).isValid();
    if (format == u"date-time") {
        const QDateTime time = QDateTime::fromString(text, Qt::ISODate);
        return text.contains(u'T') && time.isValid() && time.timeSpec() != Qt::LocalTime;
    }
    return true;
}

/// Words that ask for nothing, and those that are looked at with another one.
bool isSilent(const QString &word)
{
    static const QSet<QString> words{u"$schema"_s,    u"$id"_s,       u"$defs"_s,
                                     u"components"_s, u"title"_s,     u"description"_s,
                                     u"default"_s,    u"examples"_s,  u"deprecated"_s,
                                     u"readOnly"_s,   u"writeOnly"_s, u"contentEncoding"_s};
    return words.contains(word);
}

} // namespace

struct JsonSchema::Check {
    const QJsonValue &value;
    const QJsonObject &words;
    const QString &where;
    QStringList problems = {};

    void wrong(const QString &remedy)
    {
        problems.append(u"%1: %2"_s.arg(where.isEmpty() ? u"/"_s : where, remedy));
    }
    /// Of a number, a text's length, a list's length.
    void checkLimit(const QString &word, double number, double limit)
    {
        const bool isLeast = word.startsWith(u"min");
        if (isLeast ? number >= limit : number <= limit)
            return;
        if (word.endsWith(u"Length"))
            wrong((isLeast ? tr("should have %1 characters or more")
                           : tr("should have at most %1 characters"))
                      .arg(limit));
        else if (word.endsWith(u"Items"))
            wrong(
                (isLeast ? tr("should have %1 items or more") : tr("should have at most %1 items"))
                    .arg(limit));
        else
            wrong(
                (isLeast ? tr("should be %1 or more, not %2") : tr("should be at most %1, not %2"))
                    .arg(limit)
                    .arg(number));
    }
    /// Whether `word` was one of those that look at the value alone.
    bool checkValue(const QString &word, const QJsonValue &wanted)
    {
        if (word == u"type") {
            const QJsonArray types = wanted.isArray() ? wanted.toArray() : QJsonArray{wanted};
            bool isOne = false;
            for (const QJsonValue &type : types)
                isOne = isOne || hasType(value, type.toString());
            if (!isOne)
                wrong(tr("should be of type %1, not %2").arg(shownList(types), shown(value)));
        } else if (word == u"enum") {
            if (!wanted.toArray().contains(value))
                wrong(tr("should be one of %1, not %2")
                          .arg(shownList(wanted.toArray()), shown(value)));
        } else if (word == u"const") {
            if (value != wanted)
                wrong(tr("should be %1, not %2").arg(shown(wanted), shown(value)));
        } else if (word == u"minimum" || word == u"maximum") {
            if (value.isDouble())
                checkLimit(word, value.toDouble(), wanted.toDouble());
        } else if (word == u"minLength" || word == u"maxLength") {
            if (value.isString())
                checkLimit(word, double(value.toString().toUcs4().size()), wanted.toDouble());
        } else if (word == u"minItems" || word == u"maxItems") {
            if (value.isArray())
                checkLimit(word, double(value.toArray().size()), wanted.toDouble());
        } else if (word == u"pattern") {
            if (value.isString() && !hasShape(value.toString(), wanted.toString()))
                wrong(
                    tr("should match %1, which %2 does not").arg(wanted.toString(), shown(value)));
        } else if (word == u"format") {
            if (value.isString() && !hasFormat(value.toString(), wanted.toString()))
                wrong(tr("should be a %1 with its time zone if it has a time, as "
                         "2024-03-02T10:11:12Z, not %2")
                          .arg(wanted.toString(), shown(value)));
        } else {
            return false;
        }
        return true;
    }
};

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

void JsonSchema::checkMembers(Check &check) const
{
    if (!check.value.isObject())
        return;
    const QJsonObject object = check.value.toObject();
    for (const QJsonValue &member : check.words[u"required"].toArray()) {
        if (!object.contains(member.toString()))
            check.wrong(tr("the member “%1” is missing").arg(member.toString()));
    }
    const QJsonObject properties = check.words[u"properties"].toObject();
    const QJsonValue others = check.words[u"additionalProperties"];
    for (auto member = object.begin(); member != object.end(); ++member) {
        if (properties.contains(member.key()))
            check.problems +=
                problemsOf(*member, properties[member.key()], pointer(check.where, member.key()));
        else if (others.isBool() && !others.toBool())
            check.wrong(tr("there is no member “%1”; there are %2")
                            .arg(member.key(), properties.keys().join(u", "_s)));
        else if (!others.isUndefined())
            check.problems += problemsOf(*member, others, pointer(check.where, member.key()));
    }
}

void JsonSchema::checkItems(Check &check) const
{
    int index = 0;
    for (const QJsonValue &item : check.value.toArray())
        check.problems +=
            problemsOf(item, check.words[u"items"], pointer(check.where, QString::number(index++)));
}

void JsonSchema::checkAlternatives(Check &check) const
{
    const auto matching = [&](const QJsonArray &schemas) {
        int count = 0;
        for (const QJsonValue &one : schemas)
            count += problemsOf(check.value, one, check.where).isEmpty() ? 1 : 0;
        return count;
    };
    if (check.words.contains(u"oneOf"_s) && matching(check.words[u"oneOf"].toArray()) != 1)
        check.wrong(tr("should be exactly one of the alternatives that the schema names"));
    if (check.words.contains(u"anyOf"_s) && matching(check.words[u"anyOf"].toArray()) == 0)
        check.wrong(tr("should be one of the alternatives that the schema names: %1")
                        .arg(shownList(check.words[u"anyOf"].toArray())));
    for (const QJsonValue &one : check.words[u"allOf"].toArray())
        check.problems += problemsOf(check.value, one, check.where);
}

QStringList JsonSchema::problemsOf(const QJsonValue &value, const QJsonValue &unresolved,
                                   const QString &where) const
{
    const QJsonValue schema = resolved(unresolved);
    if (schema.isBool() && schema.toBool())
        return {};
    const QJsonObject words = schema.toObject();
    Check check{value, words, where};
    if (!schema.isObject()) {
        check.wrong(schema.isBool() ? tr("nothing is allowed here")
                                    : tr("there is no schema %1").arg(shown(unresolved)));
        return check.problems;
    }
    static const QSet<QString> structural{u"required"_s, u"properties"_s, u"additionalProperties"_s,
                                          u"items"_s,    u"oneOf"_s,      u"anyOf"_s,
                                          u"allOf"_s};
    for (auto word = words.begin(); word != words.end(); ++word) {
        if (!check.checkValue(word.key(), *word) && !structural.contains(word.key())
            && !isSilent(word.key()))
            check.wrong(tr("the schema's word “%1” is not checked").arg(word.key()));
    }
    checkMembers(check);
    if (words.contains(u"items"_s) && value.isArray())
        checkItems(check);
    checkAlternatives(check);
    return check.problems;
}
