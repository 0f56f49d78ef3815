// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/api/apicall.h"

#include <QHash>
#include <QString>

/// The fields of a form that a browser or an OAuth client sent (application/x-www-form-urlencoded).
class FormFields
{
public:
    FormFields() = default;
    explicit FormFields(QHash<QString, QString> fields) : m_fields(std::move(fields)) {}
    /// Unsupported: the content has another type. Invalid: it cannot be read, or a field is given twice (RFC 6749,
    /// section 3.2, forbids that).
    [[nodiscard]] static Result<FormFields> read(const ApiCall &call);

    [[nodiscard]] bool has(const QString &name) const { return m_fields.contains(name); }
    /// Empty when it is not there.
    [[nodiscard]] QString value(const QString &name) const { return m_fields.value(name); }

private:
    QHash<QString, QString> m_fields;
};
