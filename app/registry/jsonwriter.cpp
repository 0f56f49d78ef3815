// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/jsonwriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace {

QByteArray plain(const QJsonValue &value)
{
    const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return text.sliced(1, text.size() - 2);
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
        m_text += '\n' + QByteArray(3 * m_depth, ' ');
    m_isFirst = false;
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
        m_text += '\n' + QByteArray(3 * m_depth, ' ');
    m_text += bracket;
    m_isFirst = false;
    return *this;
}

JsonWriter &JsonWriter::key(const QString &name)
{
    separate();
    m_text += plain(name) + ": ";
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
    separate();
    m_text += plain(value);
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
