// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/store/accountstore.h"

#include <QDateTime>
#include <QList>
#include <QString>

/// Which accounts are signed in to by which identity providers.
class IdentityStore
{
public:
    struct Identity {
        QString provider;
        QString subject; ///< the provider's name for the person, which never changes
        QDateTime created;
    };
    explicit IdentityStore(RegistryDatabase &database) : m_database(database) {}

    /// NotFound: no account is linked to it.
    [[nodiscard]] Result<Account> find(const QString &provider, const QString &subject);
    [[nodiscard]] Result<QList<Identity>> ofUser(qint64 userId);
    /// Conflict: it is linked to an account already.
    [[nodiscard]] static Result<void> link(SqlConnection &connection, const QString &provider,
                                           const QString &subject, qint64 userId,
                                           const QDateTime &now);
    /// NotFound.
    [[nodiscard]] Result<void> unlink(qint64 userId, const QString &provider);

private:
    RegistryDatabase &m_database;
};
