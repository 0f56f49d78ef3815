// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/hostnames.h"

#include "registry/http/serveroptions.h"

HostNames::HostNames(const ServerOptions &options, quint16 port, bool isEncrypted)
    : m_names{"localhost", "127.0.0.1", "[::1]"},
      m_isPublic(options.isPublic),
      m_port(port),
      m_usualPort(isEncrypted ? 443 : 80)
{
    const QByteArray address = options.address.toLatin1().toLower();
    m_names.append(address.contains(':') ? '[' + address + ']' : address);
    for (const QString &name : options.hostNames)
        m_configured.append(name.toLower().toUtf8());
    m_names.removeAll("0.0.0.0");
    m_names.removeAll("[::]");
}

bool HostNames::holds(QByteArrayView host, QByteArrayView localAddress) const
{
    QByteArray name = host.toByteArray().toLower();
    quint16 port = m_usualPort;
    const qsizetype colon = name.lastIndexOf(':');
    if (colon >= 0 && !name.endsWith(']')) {
        const QByteArray digits = name.sliced(colon + 1);
        bool isNumber = !digits.isEmpty() && digits[0] >= '0' && digits[0] <= '9';
        if (isNumber)
            port = digits.toUShort(&isNumber);
        if (!isNumber)
            return false;
        name.truncate(colon);
    }
    if (m_configured.contains(name))
        return true;
    if (port != m_port)
        return false;
    if (m_names.contains(name))
        return true;
    // An address is no name that somebody else could point here.
    return m_isPublic && !localAddress.isEmpty()
           && (name == localAddress || name == '[' + localAddress.toByteArray() + ']');
}
