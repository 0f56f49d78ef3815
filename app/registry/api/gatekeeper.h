// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "registry/api/identity.h"
#include "registry/http/httpmessage.h"

#include <QHash>
#include <QMutex>

/// Finds out who asks: a password by HTTP Basic, a token by Bearer (RFC 6750). Both only over TLS or from this computer.
/// Guessing is slowed down: after some wrong passwords an account, and an address, wait. Thread-safe.
class Gatekeeper
{
public:
    Gatekeeper(RegistryDatabase &database, const Clock &clock);

    /// Nobody when nothing is shown. Permission: what is shown is wrong, or the account is not active (401). Refused:
    /// shown over a connection that others can read (403). Timeout: too many attempts (429).
    [[nodiscard]] Result<Identity> identify(const RegistryRequest &request);
    /// The same for a nickname and password that came another way. `address` is the client's.
    [[nodiscard]] Result<Account> signIn(const QString &nickname, const QString &password,
                                         const QString &address);

    /// A password's hash, made when there is a place to: hashing takes much memory. Invalid: see `PasswordHash`.
    [[nodiscard]] static Result<QString> hashOf(const QString &password);
    /// Whether secrets may come over the connection of this request.
    [[nodiscard]] static bool isSafe(const RegistryRequest &request)
    {
        return request.isEncrypted || request.isLoopback;
    }

private:
    [[nodiscard]] Result<Identity> byToken(const QString &secret);
    [[nodiscard]] bool mustWait(const QString &key) const;
    void noteFailure(const QString &key);

    struct Failures {
        int count = 0;
        QDateTime last;
    };
    RegistryDatabase &m_database;
    const Clock &m_clock;
    mutable QMutex m_mutex;
    QHash<QString, Failures> m_failures; ///< by nickname and by address
};
