// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

/// As much of JSON Schema (2020-12) as the registry's own schemas use: type, required, properties, additionalProperties,
/// items, enum, const, minimum, maximum, minLength, maxLength, minItems, maxItems, pattern, format (date, date-time),
/// oneOf, anyOf, allOf, $ref within the document. A word it does not know is a problem too: a check that nobody makes is
/// none.
class JsonSchema
{
public:
    explicit JsonSchema(const QJsonObject &document) : m_document(document) {}
    /// What is wrong with `value`, each with its place (a JSON Pointer, RFC 6901) and what to do; empty: nothing.
    [[nodiscard]] QStringList problemsOf(const QJsonValue &value, const QJsonValue &schema,
                                         const QString &where = {}) const;
    /// The same by the document itself.
    [[nodiscard]] QStringList problemsOf(const QJsonValue &value) const
    {
        return problemsOf(value, m_document);
    }

private:
    struct Check;
    [[nodiscard]] QJsonValue resolved(const QJsonValue &schema) const;
    void checkMembers(Check &check) const;
    void checkItems(Check &check) const;
    void checkAlternatives(Check &check) const;
    QJsonObject m_document;
};
