// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QString>

#include <optional>

/// The lines of postgresql.auto.conf, for changing one setting in it while no server is there to do it. As ALTER SYSTEM
/// writes them (AlterSystemSetConfigFile in guc.c): NAME = 'VALUE', with quotes and backslashes doubled.
class AutoConf
{
public:
    explicit AutoConf(const QByteArray &content);
    [[nodiscard]] std::optional<QString> value(const QString &name) const; ///< the last line wins
    /// In its place, or at the end; nothing: its lines go.
    void set(const QString &name, const std::optional<QString> &value);
    [[nodiscard]] QByteArray content() const;

private:
    QByteArrayList m_lines;
};
