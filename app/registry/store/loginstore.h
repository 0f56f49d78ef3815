// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QDateTime>
#include <QString>

/// Somebody on the way to an identity provider, or back from it. Kept under a ticket that works once, in the browser
/// that began.
struct PendingLogin {
    QString provider;
    QString verifier; ///< of PKCE
    QString nonce;
    QString userCode; ///< of the program to sign in; empty: none
    QString subject;  ///< who came back; empty: not yet
    QString fullName;
    QString email;
    QString suggestion; ///< for a nickname
};

class LoginStore
{
public:
    static constexpr int lifetimeSeconds = 900;
    explicit LoginStore(RegistryDatabase &database) : m_database(database) {}

    /// `ticket` and `browser`: random secrets; kept as hashes.
    [[nodiscard]] Result<void> put(const QString &ticket, const QString &browser,
                                   const PendingLogin &login, const QDateTime &now);
    /// Uses the ticket up. NotFound: unknown, used, expired, or of another browser.
    [[nodiscard]] Result<PendingLogin> take(const QString &ticket, const QString &browser,
                                            const QDateTime &now);

private:
    RegistryDatabase &m_database;
};
