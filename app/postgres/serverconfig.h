// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QHash>
#include <QString>

/// The settings in a postgresql.conf and the files it includes, as the server reads them: the last line of
/// a name wins. Names are lower case. Only what a finder needs: no units, no checks.
class ServerConfig
{
public:
    /// Empty when the file cannot be read. An auto.conf beside the data is read with `read()` again.
    [[nodiscard]] static ServerConfig parse(const QByteArray &text);
    [[nodiscard]] static ServerConfig read(const QString &path);
    /// What `other` sets wins.
    void add(const ServerConfig &other);

    [[nodiscard]] QString value(const QString &name, const QString &fallback = {}) const;
    [[nodiscard]] int number(const QString &name, int fallback) const;
    /// The first folder of unix_socket_directories; empty when it names none.
    [[nodiscard]] QString socketFolder(const QString &fallback) const;

private:
    void readInto(const QString &path, int depth);
    QHash<QString, QString> m_values;
};
