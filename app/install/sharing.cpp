// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/sharing.h"

#include "catalog/platform.h"
#include "install/buildreport.h"
#include "remote/registryapiclient.h"
#include "signing/base64url.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

const QString exampleName = u"example"_s;
const QString exampleVersion = u"1.2.3"_s;
constexpr int examplePostgres = 17;

QString tr(const char *text)
{
    return QCoreApplication::translate("Sharing", text);
}

/// What a compact JWS says.
QJsonObject contentOf(const QByteArray &compact)
{
    const auto decoded = Base64Url::decode(compact.split('.').value(1));
    return decoded ? QJsonDocument::fromJson(*decoded).object() : QJsonObject();
}

/// Lower-case names of distributions that Howdah has installed here.
QStringList installedNames(const ManifestStore &manifests)
{
    QStringList names;
    for (const Manifest &manifest : manifests.all()) {
        if (manifest.state == Manifest::State::Complete && !manifest.isRemoval)
            names.append(manifest.distribution.toLower());
    }
    return names;
}

} // namespace

QString nameOf(SharedFact::Kind kind)
{
    switch (kind) {
    case SharedFact::Kind::Install:
        return u"installs"_s;
    case SharedFact::Kind::Build:
        return u"builds"_s;
    case SharedFact::Kind::InUse:
        break;
    }
    return u"active"_s;
}

QString SharedFact::text() const
{
    return QString::fromUtf8(QJsonDocument(payload).toJson()).trimmed();
}

Sharing::Sharing(const Locations &locations, const Clock &clock, const ManifestStore &manifests)
    : m_clock(clock), m_manifests(manifests), m_receipts(locations, clock)
{
}

SharedFact Sharing::factOf(const ReceiptStore::Kept &kept)
{
    return {SharedFact::Kind::Install,
            kept.registry,
            kept.receipt.distribution,
            u"receipts"_s,
            {{u"receipt"_s, QString::fromLatin1(kept.signedText)}},
            contentOf(kept.signedText),
            kept.id};
}

SharedFact Sharing::factOf(const Heartbeat &heartbeat, const SigningKey &key,
                           const QString &registry) const
{
    const QByteArray compact = heartbeat.sign(key);
    return {SharedFact::Kind::InUse,
            registry,
            QString(),
            u"heartbeats"_s,
            {{u"heartbeat"_s, QString::fromLatin1(compact)}},
            contentOf(compact),
            QString()};
}

QList<SharedFact> Sharing::installs(const QStringList &receiptIds) const
{
    QList<SharedFact> facts;
    for (const ReceiptStore::Kept &kept : m_receipts.all()) {
        if (!kept.isSent && receiptIds.contains(kept.id))
            facts.append(factOf(kept));
    }
    return facts;
}

Result<SharedFact> Sharing::newestInstall() const
{
    const QList<ReceiptStore::Kept> all = m_receipts.all();
    if (all.isEmpty())
        return Error{Error::Kind::NotFound, tr("Nothing was installed yet."), {}};
    return factOf(all.constFirst());
}

Result<SharedFact> Sharing::build(const JobRecord &record, const ServerVersion &postgres,
                                  const QString &registry, const QString &distribution)
{
    const Result<QJsonObject> report = BuildReport::of(record, postgres, Platform::host());
    if (!report)
        return report.error();
    return SharedFact{SharedFact::Kind::Build,
                      registry,
                      distribution,
                      u"distributions/%1/builds"_s.arg(RegistryApiClient::part(distribution)),
                      *report,
                      {},
                      {}};
}

Result<SharedFact> Sharing::inUse(const QString &registry) const
{
    Heartbeat heartbeat;
    heartbeat.date = m_clock.now();
    // Only what came from this registry: the others' names are not its business.
    QStringList known;
    const QStringList inUse = installedNames(m_manifests);
    for (const ReceiptStore::Kept &kept : m_receipts.all()) {
        const QString name = kept.receipt.distribution.toLower();
        if (kept.registry != registry || known.contains(name) || !inUse.contains(name))
            continue;
        known.append(name);
        heartbeat.installed.append({kept.receipt.distribution, kept.receipt.version});
    }
    if (heartbeat.installed.isEmpty())
        return Error{Error::Kind::NotFound,
                     tr("Nothing of %1 is installed on this computer.").arg(registry),
                     {}};
    const Result<SigningKey> key = m_receipts.key();
    if (!key)
        return key.error();
    return factOf(heartbeat, *key, registry);
}

Result<SharedFact> Sharing::example(SharedFact::Kind kind) const
{
    const Platform host = Platform::host();
    if (kind == SharedFact::Kind::Build) {
        JobRecord record;
        record.facts.kind = u"install"_s;
        record.facts.toVersion = exampleVersion;
        record.state = Job::State::Done;
        ServerVersion postgres;
        postgres.major = examplePostgres;
        return build(record, postgres, {}, exampleName);
    }
    const Result<SigningKey> key = m_receipts.key();
    if (!key)
        return key.error();
    if (kind == SharedFact::Kind::InUse)
        return factOf(Heartbeat{m_clock.now(), {{exampleName, exampleVersion}}, {}}, *key, {});
    InstallReceipt receipt;
    receipt.distribution = exampleName;
    receipt.version = exampleVersion;
    receipt.sha512 = QCryptographicHash::hash(exampleName.toUtf8(), QCryptographicHash::Sha512);
    receipt.postgresMajor = examplePostgres;
    receipt.postgresVersion = QString::number(examplePostgres);
    receipt.os = host.os;
    receipt.arch = host.architecture;
    receipt.date = QDateTime::fromSecsSinceEpoch(m_clock.now().toSecsSinceEpoch(), Qt::UTC);
    receipt.nonce = InstallReceipt::makeNonce();
    receipt.client = key->kid();
    return factOf(ReceiptStore::Kept{{}, receipt, receipt.sign(*key), {}, false});
}

Result<void> Sharing::markSent(const SharedFact &fact) const
{
    return fact.receiptId.isEmpty() ? Result<void>() : m_receipts.markSent(fact.receiptId);
}
