// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/accesslog.h"

#include <QCoreApplication>

Result<void> AccessLog::open(const QString &path)
{
    m_file.setFileName(path);
    constexpr auto mode = QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered;
    if (!m_file.open(mode, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return Error{
            Error::Kind::Permission,
            QCoreApplication::translate("AccessLog", "The access log %1 cannot be written.")
                .arg(path),
            m_file.errorString()};
    return {};
}

void AccessLog::write(const AccessRecord &record)
{
    // One write a line: lines of several processes do not mix.
    const QByteArray line = record.toJsonLine();
    const std::lock_guard lock(m_mutex);
    m_file.write(line);
}
