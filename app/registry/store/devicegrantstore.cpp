// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/devicegrantstore.h"

#include "signing/base64url.h"
#include "signing/randombytes.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

constexpr int deviceCodeBytes = 32;
constexpr int userCodeLength = 8;
constexpr int slowerBySeconds = 5; ///< RFC 8628, section 3.5
/// So long an expired one is told from one that never was.
constexpr int rememberedSeconds = 3600;

/// No vowels, so that no word comes out, and nothing that looks like something else (RFC 8628, section 6.1).
constexpr QLatin1StringView letters("BCDFGHJKLMNPQRSTVWXZ");

QString tr(const char *text)
{
    return QCoreApplication::translate("DeviceGrantStore", text);
}

QString makeUserCode()
{
    QString code;
    while (code.size() < userCodeLength) {
        for (const char byte : randomBytes(userCodeLength)) {
            // Bytes that would make some letters likelier are thrown away.
            const int value = static_cast<unsigned char>(byte);
            if (value < 240 && code.size() < userCodeLength)
                code += letters[value % letters.size()];
        }
    }
    return code;
}

/// As it is kept: letters only, in upper case.
QString plain(const QString &userCode)
{
    QString code;
    for (const QChar letter : userCode.left(64).toUpper()) {
        if (letter.isLetterOrNumber())
            code += letter;
    }
    return code;
}

QString shown(const QString &code)
{
    return code.left(userCodeLength / 2) + u'-' + code.mid(userCodeLength / 2);
}

Error notWaiting()
{
    return {Error::Kind::NotFound,
            tr("No program waits with this code. Look at what it shows: codes end after 15 "
               "minutes."),
            {}};
}

} // namespace

Result<DeviceGrantStore::Made> DeviceGrantStore::add(const QString &client, TokenScopes scopes,
                                                     const QDateTime &now)
{
    Made made{{makeUserCode(), client, scopes, now.addSecs(lifetimeSeconds)},
              Base64Url::text(randomBytes(deviceCodeBytes))};
    const Result<qint64> added = m_database.write([&](SqlConnection &connection) -> Result<qint64> {
        const Result<qint64> forgotten =
            connection.execute(u"DELETE FROM device_grants WHERE expires < ?"_s,
                               {SqlTime::text(now.addSecs(-rememberedSeconds))});
        if (!forgotten)
            return forgotten;
        return connection.execute(
            u"INSERT INTO device_grants (device_hash, user_code, client, scopes, status, "
            "created, expires, poll_interval) VALUES (?, ?, ?, ?, 'pending', ?, ?, ?)"_s,
            {TokenStore::hashOf(made.deviceCode), made.grant.userCode, client, scopesText(scopes),
             SqlTime::text(now), SqlTime::text(made.grant.expires), usualInterval});
    });
    if (!added)
        return added.error();
    made.grant.userCode = shown(made.grant.userCode);
    return made;
}

Result<DeviceGrant> DeviceGrantStore::waiting(const QString &userCode, const QDateTime &now)
{
    return m_database.read([&](SqlConnection &connection) -> Result<DeviceGrant> {
        const auto row = connection.queryOne(
            u"SELECT user_code, client, scopes, expires FROM device_grants WHERE user_code = ? "
            "AND status = 'pending' AND expires > ?"_s,
            {plain(userCode), SqlTime::text(now)});
        if (!row)
            return row.error();
        if (!*row)
            return notWaiting();
        return DeviceGrant{shown((*row)->text(0)), (*row)->text(1),
                           parseScopes((*row)->text(2)).value_or(TokenScopes()), (*row)->time(3)};
    });
}

Result<void> DeviceGrantStore::decide(const QString &statement, const QVariantList &values)
{
    const Result<qint64> decided = m_database.write(
        [&](SqlConnection &connection) { return connection.execute(statement, values); });
    if (!decided)
        return decided.error();
    return *decided == 1 ? Result<void>() : notWaiting();
}

Result<void> DeviceGrantStore::approve(const QString &userCode, qint64 userId, TokenScopes scopes,
                                       const QDateTime &now)
{
    return decide(u"UPDATE device_grants SET status = 'approved', user_id = ?, scopes = ? "
                  "WHERE user_code = ? AND status = 'pending' AND expires > ?"_s,
                  {userId, scopesText(scopes), plain(userCode), SqlTime::text(now)});
}

Result<void> DeviceGrantStore::deny(const QString &userCode, const QDateTime &now)
{
    return decide(u"UPDATE device_grants SET status = 'denied' "
                  "WHERE user_code = ? AND status = 'pending' AND expires > ?"_s,
                  {plain(userCode), SqlTime::text(now)});
}

Result<DeviceGrantStore::Poll> DeviceGrantStore::poll(const QString &deviceCode,
                                                      const QString &client, const QDateTime &now)
{
    using Outcome = Poll::Outcome;
    const QString hash = TokenStore::hashOf(deviceCode);
    return m_database.write([&](SqlConnection &connection) -> Result<Poll> {
        const auto found = connection.queryOne(
            u"SELECT g.client, g.scopes, g.status, g.user_id, g.expires, g.last_poll, "
            "g.poll_interval, u.status FROM device_grants g LEFT JOIN users u ON u.id = g.user_id "
            "WHERE g.device_hash = ?"_s,
            {hash});
        if (!found)
            return found.error();
        if (!*found || (*found)->text(0) != client)
            return Poll{Outcome::Unknown};
        const SqlRow &row = **found;
        if (row.time(4) <= now)
            return Poll{Outcome::Expired};
        // A second is forgiven: clocks of networks are not ours.
        const bool isTooSoon =
            row.time(5).isValid() && row.time(5).msecsTo(now) < (row.number(6) - 1) * qint64(1000);
        const Result<qint64> noted = connection.execute(
            u"UPDATE device_grants SET last_poll = ?, poll_interval = ? WHERE device_hash = ?"_s,
            {SqlTime::text(now), row.number(6) + (isTooSoon ? slowerBySeconds : 0), hash});
        if (!noted)
            return noted.error();
        if (isTooSoon)
            return Poll{Outcome::SlowDown};
        if (row.text(2) == u"pending")
            return Poll{Outcome::Pending};
        if (row.text(2) != u"approved" || row.text(7) != u"active")
            return Poll{Outcome::Denied};
        ApiToken token;
        token.userId = row.number(3);
        token.name = row.text(0);
        token.scopes = parseScopes(row.text(1)).value_or(TokenScopes());
        token.expires = now.addDays(tokenDays);
        const Result<TokenStore::Made> made = TokenStore::add(connection, token, now);
        if (!made)
            return made.error();
        const Result<qint64> used =
            connection.execute(u"DELETE FROM device_grants WHERE device_hash = ?"_s, {hash});
        if (!used)
            return used.error();
        return Poll{Outcome::Granted, *made};
    });
}
