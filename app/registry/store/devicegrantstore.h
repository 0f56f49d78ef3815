// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/store/tokenstore.h"

#include <QDateTime>
#include <QString>

/// A program that asks to be signed in (RFC 8628), as the person who decides sees it.
struct DeviceGrant {
    QString userCode; ///< "BCDF-GHJK"
    QString client;   ///< what the program calls itself; nobody has checked that
    TokenScopes scopes;
    QDateTime expires;
};

/// Device grants: the device's code is kept as a hash, and becomes a token once. Shared by all processes.
class DeviceGrantStore
{
public:
    static constexpr int lifetimeSeconds = 900;
    static constexpr int usualInterval = 5; ///< seconds between two polls
    static constexpr int tokenDays = 180;

    struct Made {
        DeviceGrant grant;
        QString deviceCode;
    };
    /// What a poll is told.
    struct Poll {
        enum class Outcome { Pending, SlowDown, Denied, Expired, Unknown, Granted };
        Outcome outcome = Outcome::Unknown;
        std::optional<TokenStore::Made> token = {};
    };
    explicit DeviceGrantStore(RegistryDatabase &database) : m_database(database) {}

    [[nodiscard]] Result<Made> add(const QString &client, TokenScopes scopes, const QDateTime &now);
    /// In whatever way the code is typed. NotFound: there is none that waits.
    [[nodiscard]] Result<DeviceGrant> waiting(const QString &userCode, const QDateTime &now);
    /// NotFound: it does not wait any more.
    [[nodiscard]] Result<void> approve(const QString &userCode, qint64 userId, TokenScopes scopes,
                                       const QDateTime &now);
    [[nodiscard]] Result<void> deny(const QString &userCode, const QDateTime &now);
    /// Makes the token when it was approved; then the code is used up.
    [[nodiscard]] Result<Poll> poll(const QString &deviceCode, const QString &client,
                                    const QDateTime &now);

private:
    [[nodiscard]] Result<void> decide(const QString &statement, const QVariantList &values);
    RegistryDatabase &m_database;
};
