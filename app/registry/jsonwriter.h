// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/jsontext.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>

/// Writes JSON with members in the order in which they are added, as PGXN mirrors do: three blanks of indent,
/// UTF-8, a newline at the end.
class JsonWriter
{
public:
    JsonWriter &beginObject() { return begin('{'); }
    JsonWriter &endObject() { return end('}'); }
    JsonWriter &beginArray() { return begin('['); }
    JsonWriter &endArray() { return end(']'); }
    JsonWriter &key(const QString &name);
    /// Objects inside come out with sorted keys.
    JsonWriter &value(const QJsonValue &value);
    JsonWriter &value(const QString &text);
    template <typename Content>
    JsonWriter &member(const QString &name, const Content &content)
    {
        return key(name).value(content);
    }
    /// What is at `pointer` of `source`, its members in their author's order.
    JsonWriter &copy(const JsonText &source, const QJsonValue &value, const QString &pointer);
    [[nodiscard]] QByteArray text() const { return m_text + '\n'; }

private:
    JsonWriter &begin(char bracket);
    JsonWriter &end(char bracket);
    void separate();
    void newLine();
    void writeText(const QString &text);

    QByteArray m_text;
    int m_depth = 0;
    bool m_isFirst = true;
    bool m_isAfterKey = false;
};
