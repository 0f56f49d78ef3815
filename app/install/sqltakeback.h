// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "install/manifest.h"
#include "postgres/session.h"
#include "settings/credentials.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <map>

/// Takes back what a manifest notes of databases, in one open transaction each: what needs the newer files first, what
/// needs the older ones once they are back. Ends uncommitted when it is destroyed.
class SqlTakeBack
{
public:
    SqlTakeBack(const Manifest &manifest, const Target &target, Credentials &credentials);

    /// Goes back to earlier versions and drops. Conflict, with everything that would be lost as the lines of `detail`,
    /// when something uses what would be dropped, or when the tables of an extension hold rows that would not come
    /// back with its earlier version; unless `force`.
    [[nodiscard]] Result<void> begin(bool force);
    /// Those that regression tests left when they were killed. Not in a transaction.
    [[nodiscard]] Result<void> dropTestDatabases();
    [[nodiscard]] Result<void> commit();
    /// Creates again what was there before, and commits.
    [[nodiscard]] Result<void> finish();

private:
    [[nodiscard]] Result<Session *> in(const QString &database);
    [[nodiscard]] Result<void> takeBack(const Manifest::SqlChange &change, bool force);
    [[nodiscard]] Result<void> noteLosses(Session &session, const Manifest::SqlChange &change);
    [[nodiscard]] Result<qsizetype> nextToCreate();
    const Manifest &m_manifest;
    Target m_target;
    Credentials &m_credentials;
    std::map<QString, Session> m_sessions;
    QList<Manifest::SqlChange> m_toCreate;
    QStringList m_problems; ///< sentences
    QStringList m_losses;   ///< one object each
};
