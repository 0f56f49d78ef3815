// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/truststore.h"

#include "core/durablefile.h"
#include "remote/networkfailure.h"
#include "signing/keyrotation.h"
#include "signing/keywithdrawal.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int lockTime = 10'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("TrustStore", text);
}

/// One spelling of one address.
QString nameFor(const QUrl &registry)
{
    return registry.adjusted(QUrl::StripTrailingSlash | QUrl::RemoveUserInfo)
        .toString(QUrl::FullyEncoded);
}

int strengthOf(const QString &digest)
{
    return digest == u"SHA-512" ? 3 : digest == u"SHA-256" ? 2 : digest == u"SHA-1" ? 1 : 0;
}

} // namespace

TrustStore::TrustStore(QString file, const Clock &clock) : m_file(std::move(file)), m_clock(clock)
{
}

Result<TrustStore::Registries> TrustStore::read() const
{
    if (!QFile::exists(m_file))
        return Registries();
    Result<QByteArray> text = DurableFile::read(m_file);
    if (!text)
        return text.error();
    const auto damaged = [&](const QString &detail) {
        return Error{
            Error::Kind::Integrity,
            tr("%1, which remembers the keys of registries, is damaged. Put it back from a "
               "backup; if you remove it, registries are trusted anew.")
                .arg(m_file),
            detail};
    };
    const QJsonDocument document = QJsonDocument::fromJson(*text);
    if (!document[u"registries"].isObject())
        return damaged(u"registries"_s);
    const QJsonObject stored = document[u"registries"].toObject();
    Registries registries;
    for (auto each = stored.begin(); each != stored.end(); ++each) {
        Registry &registry = registries[each.key()];
        const QJsonObject object = each->toObject();
        for (const QJsonValue &value : object[u"keys"].toArray()) {
            Result<VerifyingKey> key = VerifyingKey::fromJwk(value[u"key"].toObject());
            if (!key)
                return damaged(key.error().message);
            registry.keys +=
                {*key, QDateTime::fromString(value[u"first_seen"].toString(), Qt::ISODate)};
        }
        for (const QJsonValue &value : object[u"withdrawn"].toArray()) {
            Result<VerifyingKey> key = VerifyingKey::fromJwk(value[u"key"].toObject());
            if (!key)
                return damaged(key.error().message);
            registry.withdrawn +=
                {*key, QDateTime::fromString(value[u"date"].toString(), Qt::ISODate),
                 value[u"reason"].toString()};
        }
        const QJsonObject distributions = object[u"distributions"].toObject();
        for (auto one = distributions.begin(); one != distributions.end(); ++one) {
            const std::optional<Version> since =
                Version::parseTolerant((*one)[u"signed_since"].toString());
            if (!since)
                return damaged(one.key());
            registry.distributions[one.key()] = {*since, (*one)[u"digest"].toString()};
        }
    }
    return registries;
}

Result<void> TrustStore::write(const Registries &registries) const
{
    QJsonObject all;
    for (auto each = registries.begin(); each != registries.end(); ++each) {
        QJsonArray keys;
        for (const KnownKey &known : each->keys) {
            keys += QJsonObject{{u"key"_s, known.key.toJwk()},
                                {u"first_seen"_s, known.firstSeen.toUTC().toString(Qt::ISODate)}};
        }
        QJsonArray withdrawn;
        for (const WithdrawnKey &one : each->withdrawn) {
            withdrawn += QJsonObject{{u"key"_s, one.key.toJwk()},
                                     {u"date"_s, one.date.toUTC().toString(Qt::ISODate)},
                                     {u"reason"_s, one.reason}};
        }
        QJsonObject distributions;
        for (auto one = each->distributions.begin(); one != each->distributions.end(); ++one) {
            distributions[one.key()] = QJsonObject{{u"signed_since"_s, one->version.toString()},
                                                   {u"digest"_s, one->digest}};
        }
        QJsonObject object{{u"keys"_s, keys}, {u"distributions"_s, distributions}};
        if (!withdrawn.isEmpty())
            object.insert(u"withdrawn"_s, withdrawn);
        all[each.key()] = object;
    }
    return DurableFile::write(
        m_file, QJsonDocument(QJsonObject{{u"format"_s, 1}, {u"registries"_s, all}}).toJson());
}

template <typename Change>
Result<void> TrustStore::change(Change &&change)
{
    if (!QDir().mkpath(QFileInfo(m_file).absolutePath())) {
        return Error{Error::Kind::Permission,
                     tr("The folder %1 cannot be made.").arg(QFileInfo(m_file).absolutePath()),
                     {}};
    }
    QLockFile lock(m_file + u".lock"_s);
    if (!lock.tryLock(lockTime)) {
        return Error{Error::Kind::Timeout,
                     tr("Another process has been changing %1 for long. Try again.").arg(m_file),
                     {}};
    }
    Result<Registries> registries = read();
    if (!registries)
        return registries.error();
    Result<bool> changed = change(*registries);
    if (!changed)
        return changed.error();
    return *changed ? write(*registries) : Result<void>();
}

Result<QList<TrustStore::KnownKey>> TrustStore::keys(const QUrl &registry) const
{
    Result<Registries> registries = read();
    if (!registries)
        return registries.error();
    return registries->value(nameFor(registry)).keys;
}

Result<KeySet> TrustStore::trusted(const QUrl &registry) const
{
    Result<QList<KnownKey>> known = keys(registry);
    if (!known)
        return known.error();
    QList<VerifyingKey> result;
    for (const KnownKey &each : std::as_const(*known))
        result += each.key;
    return KeySet(result);
}

Result<QList<TrustStore::WithdrawnKey>> TrustStore::withdrawn(const QUrl &registry) const
{
    Result<Registries> registries = read();
    if (!registries)
        return registries.error();
    return registries->value(nameFor(registry)).withdrawn;
}

Result<KeySet> TrustStore::accept(const QUrl &registry, const KeySet &published)
{
    // A registry that publishes none any more: what it signed can still be told.
    if (published.isEmpty())
        return trusted(registry);
    QList<VerifyingKey> usable;
    const Result<void> done = change([&](Registries &registries) -> Result<bool> {
        Registry &memory = registries[nameFor(registry)];
        QList<KnownKey> &known = memory.keys;
        QList<VerifyingKey> trustedNow;
        for (const KnownKey &each : std::as_const(known))
            trustedNow += each.key;
        QList<VerifyingKey> gone;
        for (const WithdrawnKey &each : std::as_const(memory.withdrawn))
            gone += each.key;
        const QList<VerifyingKey> reachable =
            KeyRotation::reachable(trustedNow, published.rotations(), gone);
        // A key that nothing leads to has no say in what is withdrawn either.
        const QList<KeyWithdrawal> withdrawals = KeyWithdrawal::among(
            published.withdrawals(), known.isEmpty() ? published.keys() : reachable);
        bool isChange = false;
        for (const KeyWithdrawal &withdrawal : withdrawals) {
            if (gone.contains(withdrawal.key))
                continue;
            gone += withdrawal.key;
            memory.withdrawn += {withdrawal.key, withdrawal.date, withdrawal.reason};
            isChange = true;
        }
        QList<KnownKey> next;
        for (const VerifyingKey &key : published.keys()) {
            if (gone.contains(key) || (!known.isEmpty() && !reachable.contains(key)))
                continue;
            const auto before = std::ranges::find(known, key, &KnownKey::key);
            next += {key, before == known.end() ? m_clock.now() : before->firstSeen};
            usable += key;
        }
        if (usable.isEmpty()) {
            return Error{
                Error::Kind::Integrity,
                tr("The registry %1 signs with other keys than before, and no key known from it "
                   "vouches for them. Somebody else may be answering in its place. Nothing is "
                   "installed from it. Ask its operator by another way; if the new keys are right, "
                   "run “howdahctl trust forget %2”, and they are trusted from then on.")
                    .arg(NetworkFailure::addressOf(registry), nameFor(registry)),
                {}};
        }
        isChange = isChange || next != known;
        known = next;
        return isChange;
    });
    if (!done)
        return done.error();
    return KeySet(usable);
}

Result<std::optional<TrustStore::SignedSince>>
TrustStore::signedSince(const QUrl &registry, const QString &distribution) const
{
    Result<Registries> registries = read();
    if (!registries)
        return registries.error();
    const QMap<QString, SignedSince> all = registries->value(nameFor(registry)).distributions;
    const auto found = all.constFind(distribution.toLower());
    return found == all.constEnd() ? std::nullopt : std::optional(*found);
}

Result<void> TrustStore::remember(const QUrl &registry, const QString &distribution,
                                  const SignedSince &found)
{
    return change([&](Registries &registries) -> Result<bool> {
        QMap<QString, SignedSince> &all = registries[nameFor(registry)].distributions;
        const auto before = all.find(distribution.toLower());
        if (before == all.end()) {
            all.insert(distribution.toLower(), found);
            return true;
        }
        bool isChange = false;
        if (found.version < before->version) {
            before->version = found.version;
            isChange = true;
        }
        if (strengthOf(found.digest) > strengthOf(before->digest)) {
            before->digest = found.digest;
            isChange = true;
        }
        return isChange;
    });
}

Result<QList<QUrl>> TrustStore::registries() const
{
    Result<Registries> all = read();
    if (!all)
        return all.error();
    QList<QUrl> names;
    for (auto each = all->begin(); each != all->end(); ++each)
        names += QUrl(each.key());
    return names;
}

Result<void> TrustStore::forget(const QUrl &registry)
{
    return change([&](Registries &registries) -> Result<bool> {
        if (registries.remove(nameFor(registry)) > 0)
            return true;
        return Error{Error::Kind::NotFound,
                     tr("Nothing is remembered of the registry %1. “howdahctl trust” lists those "
                        "that something is remembered of.")
                         .arg(nameFor(registry)),
                     {}};
    });
}
