// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/gatekeeper.h"

#include "registry/api/ratelimit.h"
#include "signing/passwordhash.h"

#include <QCoreApplication>
#include <QSemaphore>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 rememberedSeconds = 900;
constexpr int mostRemembered = 10'000;
/// Each takes tens of megabytes and a core.
constexpr int hashesAtOnce = 2;
/// The one that waits behind them; who comes then is told to come again, so that some workers answer the others.
constexpr int hashesWanted = hashesAtOnce + 1;

QString tr(const char *text)
{
    return QCoreApplication::translate("Gatekeeper", text);
}

Error wrong()
{
    return {Error::Kind::Permission, tr("Authorization required"), {}};
}

/// A place to hash a password in, for as long as this lives.
class HashingPlace
{
public:
    HashingPlace() : m_isWanted(wanted().tryAcquire())
    {
        if (m_isWanted)
            places().acquire();
    }
    ~HashingPlace()
    {
        if (!m_isWanted)
            return;
        places().release();
        wanted().release();
    }
    HashingPlace(const HashingPlace &) = delete;
    HashingPlace &operator=(const HashingPlace &) = delete;

    /// False: too many wait.
    [[nodiscard]] explicit operator bool() const { return m_isWanted; }
    [[nodiscard]] static Error problem()
    {
        return {Error::Kind::Missing,
                tr("Too many passwords are being checked at the moment. Try again in some "
                   "seconds."),
                {}};
    }

private:
    static QSemaphore &places()
    {
        static QSemaphore semaphore(hashesAtOnce);
        return semaphore;
    }
    static QSemaphore &wanted()
    {
        static QSemaphore semaphore(hashesWanted);
        return semaphore;
    }

    const bool m_isWanted;
};

} // namespace

Gatekeeper::Gatekeeper(RegistryDatabase &database, const Clock &clock)
    : m_database(database), m_clock(clock)
{
}

QList<Gatekeeper::Slowdown> Gatekeeper::slowdownsOf(const QString &nickname, const QString &address)
{
    const QString account = nickname.toLower();
    const QString network = RateLimit::keyOf(address);
    return {{u"account and network "_s + account + u' ' + network, 8, rememberedSeconds},
            {u"network "_s + network, 40, rememberedSeconds},
            {u"account "_s + account, 200, 30}};
}

bool Gatekeeper::mustWait(const Slowdown &slowdown) const
{
    const QMutexLocker locker(&m_mutex);
    const auto failures = m_failures.constFind(slowdown.key);
    if (failures == m_failures.constEnd() || failures->count < slowdown.freeAttempts)
        return false;
    // Doubles with every further attempt.
    const int doublings = std::min(failures->count - slowdown.freeAttempts, 10);
    return failures->last.secsTo(m_clock.now())
           < std::min(slowdown.longestWait, qint64(1) << doublings);
}

void Gatekeeper::noteFailure(const QString &key)
{
    const QMutexLocker locker(&m_mutex);
    const QDateTime now = m_clock.now();
    if (m_failures.size() >= mostRemembered)
        m_failures.removeIf(
            [&](const auto &item) { return item.value().last.secsTo(now) > rememberedSeconds; });
    if (m_failures.size() >= mostRemembered)
        m_failures.clear();
    Failures &failures = m_failures[key];
    if (failures.last.isValid() && failures.last.secsTo(now) > rememberedSeconds)
        failures.count = 0;
    ++failures.count;
    failures.last = now;
}

Result<Account> Gatekeeper::signIn(const QString &nickname, const QString &password,
                                   const QString &address)
{
    const QList<Slowdown> slowdowns = slowdownsOf(nickname, address);
    for (const Slowdown &slowdown : slowdowns) {
        if (mustWait(slowdown))
            return Error{Error::Kind::Timeout,
                         tr("Too many wrong passwords. Wait some minutes, then try again."),
                         {}};
    }
    AccountStore accounts(m_database);
    Result<Account> account = accounts.byNickname(nickname);
    if (!account && account.error().kind != Error::Kind::NotFound)
        return account.error();
    const QString hash = account ? account->passwordHash : QString();
    bool isRight = account && m_proven.isProven(hash, password, m_clock.now());
    if (!isRight) {
        const HashingPlace place;
        if (!place)
            return HashingPlace::problem();
        isRight = PasswordHash::verify(hash.toLatin1(), password);
        if (isRight)
            m_proven.add(hash, password, m_clock.now());
    }
    if (!account || !isRight || !account->isActive()) {
        for (const Slowdown &slowdown : slowdowns)
            noteFailure(slowdown.key);
        return wrong();
    }
    {
        const QMutexLocker locker(&m_mutex);
        m_failures.remove(slowdowns.first().key);
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
    const HashingPlace place;
    if (!place)
        return HashingPlace::problem();
    const Result<QByteArray> hash = PasswordHash::make(password);
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
