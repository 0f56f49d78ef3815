// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "install/manifest.h"
#include "postgres/session.h"
#include "settings/credentials.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>

/// All SQL of one job: one transaction in each database, held open until everything has been proved, so that a
/// failure, a cancel or a kill before `commit()` leaves no trace in the server. Belongs to the job's thread.
class DatabaseWork
{
public:
    DatabaseWork(Target target, Credentials &credentials);

    /// Executes one statement about one extension in that database's transaction.
    [[nodiscard]] Result<void> execute(const QString &database, const QString &sql);
    /// What PostgreSQL reports of an extension there now; empty: not created.
    [[nodiscard]] Result<QString> version(const QString &database, const QString &extension);
    /// The server reports the extension and loads its libraries: those of its C functions and `modules`. Returns what
    /// was loaded; nothing when this user may not.
    struct Proof {
        QString version;
        QStringList libraries;
        bool mayLoad = true;
    };
    [[nodiscard]] Result<Proof> prove(const QString &database, const QString &extension,
                                      const QStringList &modules);
    /// What the open transactions have changed so far.
    [[nodiscard]] Result<QList<Manifest::SqlChange>> changes();
    [[nodiscard]] Result<void> commit();
    /// Forgets what was done and remembers the statements, for `repeat()` after a restart.
    void suspend();
    [[nodiscard]] Result<void> repeat();
    void rollBack();
    [[nodiscard]] bool isOpen() const { return !m_open.isEmpty(); }

    struct Created {
        QString version;
        QString schema;
        qint64 oid = 0; ///< an extension's is higher than those of the ones it requires
        bool operator==(const Created &) const = default;
    };

private:
    struct Statement {
        QString database;
        QString sql;
    };
    struct Open {
        std::shared_ptr<Session> session;
        QMap<QString, Created> before;
    };
    [[nodiscard]] Result<Session *> in(const QString &database);
    [[nodiscard]] Result<void> perform(const Statement &statement);
    Target m_target;
    Credentials &m_credentials;
    QMap<QString, Open> m_open;
    QList<Statement> m_done;
};
