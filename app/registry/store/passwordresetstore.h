// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/store/accountstore.h"

#include <QDateTime>
#include <QString>

/// Secrets with which somebody who forgot his password sets a new one: each works once, for a day; the newest of an
/// account only.
class PasswordResetStore
{
public:
    struct Made {
        QString token;
        QDateTime expires;
    };
    explicit PasswordResetStore(RegistryDatabase &database) : m_database(database) {}

    [[nodiscard]] Result<Made> add(qint64 userId, const QDateTime &now);
    /// Whose password it resets. NotFound, in upstream's words: unknown, used or expired.
    [[nodiscard]] Result<Account> find(const QString &token, const QDateTime &now);
    /// Sets the password, ends all tokens, and the reset itself.
    [[nodiscard]] Result<Account> use(const QString &token, const QString &passwordHash,
                                      const QDateTime &now);

private:
    RegistryDatabase &m_database;
};
