// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/jsonwriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace {

QByteArray plain(const QJsonValue &value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return text.sliced(1, text.size() - 2);
}

/// Whether it stands in JSON as it is.
bool isPlain(const QString &text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return c >= u' ' && c < u'\x7f' && c != u'"' && c != u'\\'; });
}

} // namespace

void JsonWriter::separate()
{
    if (m_isAfterKey) {
        m_isAfterKey = false;
        return;
    }
    if (!m_isFirst)
        m_text += ',';
    if (m_depth > 0)
        newLine();
    m_isFirst = false;
}

void JsonWriter::newLine()
{
    m_text += '\n';
    m_text.append(3 * m_depth, ' ');
}

/// Most of what a registry says is names, versions and dates: making a document of each would take longer than
/// everything else that is done with them.
void JsonWriter::writeText(const QString &text)
{
    if (!isPlain(text)) {
        m_text += plain(text);
        return;
    }
    m_text += '"';
    for (const QChar c : text)
        m_text += char(c.unicode());
    m_text += '"';
}

JsonWriter &JsonWriter::begin(char bracket)
{
    separate();
    m_text += bracket;
    ++m_depth;
    m_isFirst = true;
    return *this;
}

JsonWriter &JsonWriter::end(char bracket)
{
    --m_depth;
    if (!m_isFirst)
        newLine();
    m_text += bracket;
    m_isFirst = false;
    return *this;
}

JsonWriter &JsonWriter::key(const QString &name)
{
    separate();
    writeText(name);
    m_text += ": ";
    m_isAfterKey = true;
    return *this;
}

JsonWriter &JsonWriter::value(const QJsonValue &value)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        beginObject();
        for (auto member = object.begin(); member != object.end(); ++member)
            key(member.key()).value(member.value());
        return endObject();
    }
    if (value.isArray()) {
        beginArray();
        for (const QJsonValue &item : value.toArray())
            this->value(item);
        return endArray();
    }
    if (value.isString())
        return this->value(value.toString());
    separate();
    m_text += plain(value);
    return *this;
}

JsonWriter &JsonWriter::value(const QString &text)
{
    separate();
    writeText(text);
    return *this;
}

JsonWriter &JsonWriter::copy(const JsonText &source, const QJsonValue &value,
                             const QString &pointer)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        beginObject();
        for (const QString &name : source.keysOf(object, pointer))
            key(name).copy(source, object[name], JsonText::pointer(pointer, name));
        return endObject();
    }
    if (!value.isArray())
        return this->value(value);
    const QJsonArray array = value.toArray();
    beginArray();
    for (qsizetype index = 0; index < array.size(); ++index)
        copy(source, array[index], JsonText::pointer(pointer, index));
    return endArray();
}
