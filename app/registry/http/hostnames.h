// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QList>

struct ServerOptions;

/// The names that a server goes by. A request under another name is refused: no web page may reach this server under
/// a name of its own (DNS rebinding).
class HostNames
{
public:
    HostNames(const ServerOptions &options, quint16 port, bool isEncrypted);

    /// `host` as in a Host header. `localAddress`: the address of this end of the connection, "192.0.2.7".
    [[nodiscard]] bool holds(QByteArrayView host, QByteArrayView localAddress) const;

private:
    QList<QByteArray> m_names;      ///< with our port only
    QList<QByteArray> m_configured; ///< with any port: a proxy may listen on another
    bool m_isPublic;
    quint16 m_port;
    quint16 m_usualPort;
};
