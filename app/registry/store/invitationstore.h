// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/store/accountstore.h"

#include <QDateTime>
#include <QList>
#include <QString>

/// Lets somebody make an account where not everybody may, once.
struct Invitation {
    qint64 id = 0;
    Account::Role role = Account::Role::Author; ///< of the account that is made with it
    QString note;                               ///< whom it is meant for
    QString invitedBy;                          ///< a nickname; empty: whoever runs the registry
    QDateTime created;
    QDateTime expires;
    QString usedBy; ///< a nickname; empty: nobody yet
};

/// Invitations: 144 random bits, shown once, kept as a hash.
class InvitationStore
{
public:
    struct Made {
        Invitation invitation;
        QString code;
    };
    explicit InvitationStore(RegistryDatabase &database) : m_database(database) {}

    /// `invitedBy`: an account's id, or 0.
    [[nodiscard]] Result<Made> add(Account::Role role, const QString &note, qint64 invitedBy,
                                   const QDateTime &expires, const QDateTime &now);
    [[nodiscard]] Result<QList<Invitation>> page(qint64 after, int limit);
    /// NotFound: none, or it was used.
    [[nodiscard]] Result<void> revoke(qint64 id);
    /// Permission: there is none of this code, it has expired or was used.
    [[nodiscard]] static Result<Invitation> find(SqlConnection &connection, const QString &code,
                                                 const QDateTime &now);
    [[nodiscard]] static Result<void> markUsed(SqlConnection &connection, qint64 id, qint64 userId);

private:
    RegistryDatabase &m_database;
};
