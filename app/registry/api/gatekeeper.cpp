// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/gatekeeper.h"

#include "signing/passwordhash.h"

#include <QCoreApplication>
#include <QSemaphore>

using namespace Qt::StringLiterals;

namespace {

constexpr int freeAttempts = 8;
constexpr qint64 longestWaitSeconds = 900;
constexpr int mostRemembered = 10'000;
/// Each takes tens of megabytes and a core.
constexpr int hashesAtOnce = 2;

QString tr(const char *text)
{
    return QCoreApplication::translate("Gatekeeper", text);
}

Error wrong()
{
    return {Error::Kind::Permission, tr("Authorization required"), {}};
}

QSemaphore &hashing()
{
    static QSemaphore places(hashesAtOnce);
    return places;
}

} // namespace

Gatekeeper::Gatekeeper(RegistryDatabase &database, const Clock &clock)
    : m_database(database), m_clock(clock)
{
}

bool Gatekeeper::mustWait(const QString &key) const
{
    const QMutexLocker locker(&m_mutex);
    const auto failures = m_failures.constFind(key);
    if (failures == m_failures.constEnd() || failures->count < freeAttempts)
        return false;
    // Doubles with every further attempt.
    const int doublings = std::min(failures->count - freeAttempts, 10);
    return failures->last.secsTo(m_clock.now())
           < std::min(longestWaitSeconds, qint64(1) << doublings);
}

void Gatekeeper::noteFailure(const QString &key)
{
    const QMutexLocker locker(&m_mutex);
    const QDateTime now = m_clock.now();
    if (m_failures.size() >= mostRemembered)
        m_failures.removeIf(
            [&](const auto &item) { return item.value().last.secsTo(now) > longestWaitSeconds; });
    if (m_failures.size() >= mostRemembered)
        m_failures.clear();
    Failures &failures = m_failures[key];
    if (failures.last.isValid() && failures.last.secsTo(now) > longestWaitSeconds)
        failures.count = 0;
    ++failures.count;
    failures.last = now;
}

Result<Account> Gatekeeper::signIn(const QString &nickname, const QString &password,
                                   const QString &address)
{
    const QStringList keys{u"nickname "_s + nickname.toLower(), u"address "_s + address};
    for (const QString &key : keys) {
        if (mustWait(key))
            return Error{Error::Kind::Timeout,
                         tr("Too many wrong passwords. Wait some minutes, then try again."),
                         {}};
    }
    AccountStore accounts(m_database);
    Result<Account> account = accounts.byNickname(nickname);
    if (!account && account.error().kind != Error::Kind::NotFound)
        return account.error();
    hashing().acquire();
    const bool isRight =
        PasswordHash::verify(account ? account->passwordHash.toLatin1() : QByteArray(), password);
    hashing().release();
    if (!account || !isRight || !account->isActive()) {
        for (const QString &key : keys)
            noteFailure(key);
        return wrong();
    }
    {
        const QMutexLocker locker(&m_mutex);
        m_failures.remove(keys.first());
    }
    // To the minute is enough: with Basic every request signs in.
    if (!account->visited.isValid() || account->visited.secsTo(m_clock.now()) > 60) {
        if (const Result<void> noted = accounts.noteVisit(account->id, m_clock.now()); !noted)
            return noted.error();
    }
    return account;
}

Result<QString> Gatekeeper::hashOf(const QString &password)
{
    hashing().acquire();
    const Result<QByteArray> hash = PasswordHash::make(password);
    hashing().release();
    if (!hash)
        return hash.error();
    return QString::fromLatin1(*hash);
}

Result<Identity> Gatekeeper::byToken(const QString &secret)
{
    const Result<ApiToken> token = TokenStore(m_database).bySecret(secret, m_clock.now());
    if (!token && token.error().kind == Error::Kind::NotFound)
        return Error{Error::Kind::Permission, token.error().message, {}};
    if (!token)
        return token.error();
    const Result<Account> account = AccountStore(m_database).byId(token->userId);
    if (!account)
        return account.error();
    if (!account->isActive())
        return wrong();
    return Identity{Identity::Means::Token, *account, *token};
}

Result<Identity> Gatekeeper::identify(const RegistryRequest &request)
{
    const QByteArray shown = request.header("Authorization");
    if (shown.isEmpty())
        return Identity();
    if (!isSafe(request))
        return Error{
            Error::Kind::Refused,
            tr("Passwords and tokens are taken over HTTPS only. Change this one: others may "
               "have read it on its way."),
            {}};
    const qsizetype blank = shown.indexOf(' ');
    const QByteArray scheme = shown.left(blank).toLower();
    const QByteArray value = blank < 0 ? QByteArray() : shown.mid(blank + 1).trimmed();
    if (scheme == "bearer")
        return byToken(QString::fromLatin1(value));
    if (scheme != "basic")
        return wrong();
    const auto decoded =
        QByteArray::fromBase64Encoding(value, QByteArray::AbortOnBase64DecodingErrors);
    const qsizetype colon = decoded ? (*decoded).indexOf(':') : -1;
    if (colon < 0)
        return wrong();
    const QString nickname = QString::fromUtf8((*decoded).left(colon));
    const QString secret = QString::fromUtf8((*decoded).mid(colon + 1));
    // Tools that know Basic only show a token in the password's place.
    if (secret.startsWith(u"howdah_")) {
        Result<Identity> identity = byToken(secret);
        if (identity && identity->account.nickname.compare(nickname, Qt::CaseInsensitive) != 0)
            return wrong();
        return identity;
    }
    const Result<Account> account = signIn(nickname, secret, request.peer);
    if (!account)
        return account.error();
    return Identity{Identity::Means::Password, *account, {}};
}
