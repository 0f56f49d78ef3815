// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QDateTime>
#include <QList>
#include <QString>

/// Who wrote what, from where, and whether it was let. Holds no secrets.
class AuditStore
{
public:
    struct Entry {
        QDateTime time;
        QString
            actor; ///< a nickname; empty: nobody who is known; "operator": whoever runs the registry
        QString means;   ///< "password", "token 7", "command line"
        QString address; ///< the client's
        QString action;  ///< "POST /api/v2/releases", "user add"
        QString subject; ///< what it was about
        QString outcome; ///< "ok", or the kind of error
        QString detail;
        qint64 id = 0;
    };
    explicit AuditStore(RegistryDatabase &database) : m_database(database) {}

    [[nodiscard]] Result<void> append(const Entry &entry);
    /// Newest first, with ids below `before` (0: from the newest on).
    [[nodiscard]] Result<QList<Entry>> newest(int limit, qint64 before = 0,
                                              const QString &actor = {});
    [[nodiscard]] Result<void> forgetBefore(const QDateTime &time);

private:
    RegistryDatabase &m_database;
};
