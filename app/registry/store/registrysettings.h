// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QList>
#include <QString>

/// Choices of whoever runs a registry, kept in its database so that all its processes obey the same at once.
class RegistrySettings
{
public:
    struct Known {
        QString name;
        QString standard; ///< the value when nobody chose one
        QString explanation;
        QStringList words; ///< the values there are; empty: a number or any text
        bool isNumber = false;
    };
    explicit RegistrySettings(RegistryDatabase &database) : m_database(database) {}

    /// All there are, in one table.
    [[nodiscard]] static const QList<Known> &all();

    /// The chosen value, or the standard one. Names are those of the table, anything else is a defect.
    [[nodiscard]] Result<QString> text(const QString &name);
    [[nodiscard]] Result<qint64> number(const QString &name);
    /// The same as a part of a transaction.
    [[nodiscard]] static Result<qint64> number(SqlConnection &connection, const QString &name);
    [[nodiscard]] Result<bool> isOn(const QString &name);
    /// NotFound: no such setting. Invalid: not one of its values.
    [[nodiscard]] Result<void> set(const QString &name, const QString &value);

private:
    RegistryDatabase &m_database;
};
