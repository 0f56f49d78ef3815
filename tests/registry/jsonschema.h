// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QJsonObject>
#include <QJsonValue>
#include <QStringList>

/// As much of JSON Schema (2020-12) as the registry's API description uses: type, required, properties,
/// additionalProperties, items, enum, const, minimum, maximum, pattern, minLength, oneOf, anyOf, allOf, $ref within the
/// document. A word it does not know is a problem too: a check that nobody makes is none.
class JsonSchema
{
public:
    explicit JsonSchema(const QJsonObject &document) : m_document(document) {}
    /// What is wrong with `value`; empty: nothing.
    [[nodiscard]] QStringList problemsOf(const QJsonValue &value, const QJsonValue &schema,
                                         const QString &where = QStringLiteral("$")) const;

private:
    [[nodiscard]] QJsonValue resolved(const QJsonValue &schema) const;
    QJsonObject m_document;
};
