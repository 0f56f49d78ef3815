// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "registry/accounts/provenpasswords.h"
#include "registry/api/identity.h"
#include "registry/http/httpmessage.h"

#include <QHash>
#include <QList>
#include <QMutex>

/// Finds out who asks: a password by HTTP Basic, a token by Bearer (RFC 6750). Both only over TLS or from this computer.
/// Guessing is slowed down: after some wrong passwords a network waits before it may try that account, or any, again; an
/// account waits for all networks only after many, and not long, so that nobody can lock its owner out. A right password is
/// not hashed again for some minutes. Thread-safe.
class Gatekeeper
{
public:
    Gatekeeper(RegistryDatabase &database, const Clock &clock);

    /// Nobody when nothing is shown. Permission: what is shown is wrong, or the account is not active (401). Refused:
    /// shown over a connection that others can read (403). Timeout: too many attempts (429). Missing: too many
    /// passwords are being checked (503).
    [[nodiscard]] Result<Identity> identify(const RegistryRequest &request);
    /// The same for a nickname and password that came another way. `address` is the client's.
    [[nodiscard]] Result<Account> signIn(const QString &nickname, const QString &password,
                                         const QString &address);

    /// A password's hash, made when there is a place to: hashing takes much memory. Invalid: see `PasswordHash`.
    /// Missing: too many wait for a place.
    [[nodiscard]] static Result<QString> hashOf(const QString &password);
    /// Whether secrets may come over the connection of this request.
    [[nodiscard]] static bool isSafe(const RegistryRequest &request)
    {
        return request.isEncrypted || request.isLoopback;
    }

private:
    [[nodiscard]] Result<Identity> byToken(const QString &secret);
    /// What wrong passwords are counted by.
    struct Slowdown {
        QString key;
        int freeAttempts;
        qint64 longestWait; ///< seconds; doubles up to it
    };
    [[nodiscard]] static QList<Slowdown> slowdownsOf(const QString &nickname,
                                                     const QString &address);
    [[nodiscard]] bool mustWait(const Slowdown &slowdown) const;
    void noteFailure(const QString &key);

    struct Failures {
        int count = 0;
        QDateTime last;
    };
    RegistryDatabase &m_database;
    const Clock &m_clock;
    ProvenPasswords m_proven;
    mutable QMutex m_mutex;
    QHash<QString, Failures> m_failures; ///< by the key of a slowdown
};
