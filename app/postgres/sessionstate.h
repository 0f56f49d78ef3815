// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "postgres/session.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

/// A session's connection, under a name of its own, and how statements are run on it.
struct Session::State {
    QString connectionName;
    ConnectionParameters parameters;
    int serverNumber = 0; ///< server_version_num

    ~State();
    [[nodiscard]] QSqlDatabase database() const;
    /// Runs one statement; values are bound to its question marks. Database errors carry the SQLSTATE and
    /// the server's words in `detail`.
    [[nodiscard]] Result<QSqlQuery> run(const QString &sql, const QVariantList &values = {}) const;
};
