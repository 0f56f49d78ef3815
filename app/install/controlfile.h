// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

/// An extension's NAME.control, as PostgreSQL reads it: `key = 'value'` lines, # comments, quotes doubled inside
/// quotes.
class ControlFile
{
public:
    [[nodiscard]] static ControlFile parse(const QByteArray &bytes);
    /// Empty when it does not say.
    [[nodiscard]] QString value(const QString &key) const { return m_values.value(key); }
    [[nodiscard]] QString defaultVersion() const
    {
        return value(QStringLiteral("default_version"));
    }
    [[nodiscard]] QString modulePathname() const
    {
        return value(QStringLiteral("module_pathname"));
    }
    /// Where its scripts lie, relative to sharedir; empty: "extension".
    [[nodiscard]] QString directory() const { return value(QStringLiteral("directory")); }

private:
    QMap<QString, QString> m_values;
};
