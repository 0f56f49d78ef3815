// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/http/accessrecord.h"

#include <QFile>

#include <mutex>

/// The access log as a file of JSON lines, one an answer. Only appended to. May be written on several threads.
class AccessLog
{
public:
    /// Made readable by this user only: addresses are personal data.
    [[nodiscard]] Result<void> open(const QString &path);
    void write(const AccessRecord &record);

private:
    std::mutex m_mutex;
    QFile m_file;
};
