// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/entrycolumns.h"
#include "index/wordmatcher.h"

#include <QStringList>

#include <atomic>
#include <mutex>

/// What the writing thread and the reading threads of one index have in common.
struct SharedIndex {
    QString file;
    QList<int> majors;
    PublishedColumns columns;
    DocSetCache sets;
    std::atomic<bool> rebuildNeeded = false;

    [[nodiscard]] QStringList installedNames() const
    {
        const std::lock_guard lock(m_mutex);
        return m_installedNames;
    }
    void setInstalledNames(const QStringList &names)
    {
        const std::lock_guard lock(m_mutex);
        m_installedNames = names;
    }

private:
    mutable std::mutex m_mutex;
    QStringList m_installedNames;
};
