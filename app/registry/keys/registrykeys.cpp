// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/keys/registrykeys.h"

#include "core/durablefile.h"
#include "core/ownerlock.h"
#include "signing/keyrotation.h"
#include "signing/keywithdrawal.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto longestWait = 10s;
constexpr auto betweenTries = 10ms;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryKeys", text);
}

/// One process at a time changes the keys.
Result<OwnerLock> lockIn(const QString &folder)
{
    if (!QDir().mkpath(folder)) {
        return Error{Error::Kind::Permission,
                     tr("The folder %1 for the registry's keys cannot be made.").arg(folder),
                     {}};
    }
    QFile::setPermissions(folder,
                          QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    const QString path = folder + u"/keys.lock"_s;
    const auto deadline = std::chrono::steady_clock::now() + longestWait;
    for (;;) {
        Result<std::optional<OwnerLock>> lock = OwnerLock::tryTakeFile(path);
        if (!lock)
            return Error{lock.error().kind, tr("%1 cannot be locked.").arg(path), {}};
        if (*lock)
            return std::move(**lock);
        if (std::chrono::steady_clock::now() > deadline) {
            return Error{
                Error::Kind::Timeout,
                tr("Another process has been changing the registry's keys for long. Try again."),
                {}};
        }
        std::this_thread::sleep_for(betweenTries);
    }
}

} // namespace

QString nameOf(RegistryKeys::State state)
{
    switch (state) {
    case RegistryKeys::State::Active:
        return u"active"_s;
    case RegistryKeys::State::Retired:
        return u"retired"_s;
    case RegistryKeys::State::Withdrawn:
        return u"withdrawn"_s;
    }
    return {};
}

struct RegistryKeys::Ledger {
    QList<Entry> entries; ///< newest first
    QStringList rotations;
    QStringList withdrawals;
};

RegistryKeys::RegistryKeys(QString folder, const Clock &clock)
    : m_folder(std::move(folder)), m_clock(clock)
{
}

QString RegistryKeys::fileOf(const QString &kid) const
{
    return m_folder + u'/' + kid + u".jwk"_s;
}

QString RegistryKeys::ledgerFile() const
{
    return m_folder + u"/keys.json"_s;
}

QString RegistryKeys::jwksPath()
{
    return u".well-known/jwks.json"_s;
}

Result<RegistryKeys::Ledger> RegistryKeys::read() const
{
    if (!QFile::exists(ledgerFile()))
        return Ledger();
    Result<QByteArray> text = DurableFile::read(ledgerFile());
    if (!text)
        return text.error();
    const auto damaged = [&](const QString &detail) {
        return Error{Error::Kind::Integrity,
                     tr("%1 is damaged. Put it back from a backup; without it clients do not trust "
                        "new releases.")
                         .arg(ledgerFile()),
                     detail};
    };
    const QJsonObject object = QJsonDocument::fromJson(*text).object();
    Ledger ledger;
    for (const QJsonValue &value : object[u"keys"].toArray()) {
        const QJsonObject stored = value.toObject();
        Result<VerifyingKey> key = VerifyingKey::fromJwk(stored[u"key"].toObject());
        if (!key)
            return damaged(key.error().message);
        const QString state = stored[u"state"].toString();
        ledger.entries += {*key,
                           state == nameOf(State::Active)      ? State::Active
                           : state == nameOf(State::Withdrawn) ? State::Withdrawn
                                                               : State::Retired,
                           QDateTime::fromString(stored[u"created"].toString(), Qt::ISODate),
                           QDateTime::fromString(stored[u"retired"].toString(), Qt::ISODate),
                           QDateTime::fromString(stored[u"withdrawn"].toString(), Qt::ISODate),
                           stored[u"reason"].toString()};
    }
    // The first one signs, and no other.
    for (qsizetype index = 0; index < ledger.entries.size(); ++index) {
        if ((ledger.entries[index].state == State::Active) != (index == 0))
            return damaged(u"state"_s);
    }
    if (ledger.entries.isEmpty())
        return damaged(u"keys"_s);
    for (const QJsonValue &value : object[u"rotations"].toArray())
        ledger.rotations += value.toString();
    for (const QJsonValue &value : object[u"withdrawals"].toArray())
        ledger.withdrawals += value.toString();
    return ledger;
}

Result<void> RegistryKeys::write(const Ledger &ledger) const
{
    QJsonArray keys;
    for (const Entry &entry : ledger.entries) {
        QJsonObject stored{{u"key"_s, entry.key.toJwk()},
                           {u"state"_s, nameOf(entry.state)},
                           {u"created"_s, entry.created.toUTC().toString(Qt::ISODate)}};
        if (entry.retired.isValid())
            stored[u"retired"] = entry.retired.toUTC().toString(Qt::ISODate);
        if (entry.withdrawn.isValid()) {
            stored[u"withdrawn"] = entry.withdrawn.toUTC().toString(Qt::ISODate);
            stored[u"reason"] = entry.reason;
        }
        keys += stored;
    }
    QJsonObject object{{u"keys"_s, keys},
                       {u"rotations"_s, QJsonArray::fromStringList(ledger.rotations)}};
    if (!ledger.withdrawals.isEmpty())
        object.insert(u"withdrawals"_s, QJsonArray::fromStringList(ledger.withdrawals));
    return DurableFile::write(ledgerFile(), QJsonDocument(object).toJson());
}

Result<void> RegistryKeys::prepare() const
{
    if (QFile::exists(ledgerFile())) {
        const Result<SigningKey> usable = active();
        return usable ? Result<void>() : usable.error();
    }
    const Result<OwnerLock> lock = lockIn(m_folder);
    if (!lock)
        return lock.error();
    if (QFile::exists(ledgerFile()))
        return {};
    // The key before the list that names it: a kill in between leaves a file that nothing refers to.
    const SigningKey key = SigningKey::make(m_clock.now());
    if (Result<void> saved = key.save(fileOf(key.kid())); !saved)
        return saved;
    return write({{{key.verifyingKey(), State::Active, key.created(), {}}}, {}, {}});
}

Result<QList<RegistryKeys::Entry>> RegistryKeys::keys() const
{
    Result<Ledger> ledger = read();
    if (!ledger)
        return ledger.error();
    return ledger->entries;
}

Result<SigningKey> RegistryKeys::active() const
{
    Result<Ledger> ledger = read();
    if (!ledger)
        return ledger.error();
    if (ledger->entries.isEmpty()) {
        return Error{Error::Kind::NotFound,
                     tr("The registry has no signing key yet. Start it once to make one."),
                     {}};
    }
    const VerifyingKey &wanted = ledger->entries.first().key;
    Result<SigningKey> key = SigningKey::load(fileOf(wanted.kid()));
    if (key && key->verifyingKey() != wanted) {
        return Error{Error::Kind::Integrity,
                     tr("%1 holds another key than its name says. Put the file back from a backup.")
                         .arg(fileOf(wanted.kid())),
                     {}};
    }
    return key;
}

/// Changes the ledger, which is to be written.
Result<SigningKey> RegistryKeys::rotate(Ledger &ledger) const
{
    Result<SigningKey> before = active();
    if (!before)
        return before;
    if (ledger.entries.size() >= KeySet::mostKeys) {
        return Error{
            Error::Kind::Refused,
            tr("The registry has had %1 keys; clients take no more.").arg(KeySet::mostKeys),
            {}};
    }
    const QDateTime now = m_clock.now();
    const SigningKey next = SigningKey::make(now);
    if (Result<void> saved = next.save(fileOf(next.kid())); !saved)
        return saved.error();
    ledger.entries.first().state = State::Retired;
    ledger.entries.first().retired = now;
    ledger.entries.prepend({next.verifyingKey(), State::Active, next.created(), {}});
    ledger.rotations += KeyRotation::make(next.verifyingKey(), *before, now);
    return next;
}

Result<SigningKey> RegistryKeys::rotate() const
{
    const Result<OwnerLock> lock = lockIn(m_folder);
    if (!lock)
        return lock.error();
    Result<Ledger> ledger = read();
    if (!ledger)
        return ledger.error();
    Result<SigningKey> next = rotate(*ledger);
    if (!next)
        return next;
    if (Result<void> written = write(*ledger); !written)
        return written.error();
    return next;
}

Result<void> RegistryKeys::withdraw(const QString &kid, const QString &reason) const
{
    const Result<OwnerLock> lock = lockIn(m_folder);
    if (!lock)
        return lock.error();
    Result<Ledger> ledger = read();
    if (!ledger)
        return ledger.error();
    const auto find = [&] {
        return std::ranges::find_if(ledger->entries,
                                    [&](const Entry &entry) { return entry.key.kid() == kid; });
    };
    const auto wanted = find();
    if (wanted == ledger->entries.end()) {
        return Error{Error::Kind::NotFound,
                     tr("The registry has no key “%1”. Its keys are listed by “howdahctl registry "
                        "keys”.")
                         .arg(kid),
                     {}};
    }
    if (wanted->state == State::Withdrawn)
        return Error{Error::Kind::Conflict, tr("The key %1 was withdrawn already.").arg(kid), {}};
    // Clients that know no other follow this one last step of it.
    Result<SigningKey> signer =
        wanted->state == State::Active ? rotate(*ledger) : Result<SigningKey>(active());
    if (!signer)
        return signer.error();
    const QDateTime now = m_clock.now();
    Entry &entry = *find();
    entry.state = State::Withdrawn;
    entry.withdrawn = now;
    entry.reason = reason.trimmed();
    // Who knows only an older key must get past this one: each of them vouches for the one that signs.
    for (const Entry &other : std::as_const(ledger->entries)) {
        if (other.state != State::Retired || ledger->rotations.size() >= KeySet::mostRotations)
            continue;
        // One whose file is gone is not missed: most clients have met a newer one.
        if (const Result<SigningKey> older = SigningKey::load(fileOf(other.key.kid())))
            ledger->rotations += KeyRotation::make(signer->verifyingKey(), *older, now);
    }
    // All of them by a key that is still good, so that who comes new can check them.
    ledger->withdrawals.clear();
    for (auto each = ledger->entries.crbegin(); each != ledger->entries.crend(); ++each) {
        if (each->state == State::Withdrawn)
            ledger->withdrawals +=
                KeyWithdrawal::make(each->key, each->reason, *signer, each->withdrawn);
    }
    return write(*ledger);
}

Result<KeySet> RegistryKeys::keySet() const
{
    Result<Ledger> ledger = read();
    if (!ledger)
        return ledger.error();
    QList<VerifyingKey> keys;
    for (const Entry &entry : std::as_const(ledger->entries)) {
        if (entry.state != State::Withdrawn)
            keys += entry.key;
    }
    return KeySet(keys, ledger->rotations, ledger->withdrawals);
}

Result<QByteArray> RegistryKeys::jwks() const
{
    const Result<KeySet> set = keySet();
    if (!set)
        return set.error();
    return set->toJson();
}
