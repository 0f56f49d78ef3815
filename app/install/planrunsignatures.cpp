// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
// What a run does about signatures: the registry's before it begins, the person's own when all is proven.
#include "catalog/platform.h"
#include "install/planrun.h"
#include "install/receiptstore.h"
#include "remote/releaseverifier.h"

#include <QCoreApplication>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("InstallJob", text);
}

} // namespace

Result<void> PlanRun::checkSignature(int release)
{
    const PlannedRelease &planned = m_plan.releases[release];
    const Provenance &provenance = planned.provenance;
    if (provenance.state == Provenance::State::Refused)
        return Error{Error::Kind::Integrity, provenance.message, {}};
    if (provenance.registry.isEmpty())
        return {};
    // Again, and now: a plan may be old, and what was learnt since then counts.
    const TrustStore trust(m_services.locations.trustFile(), m_services.clock);
    const Result<Provenance> now =
        ReleaseVerifier::judge(trust, provenance.registry, planned.release, provenance.jws);
    if (!now) {
        return Error{now.error().kind == Error::Kind::NotFound ? Error::Kind::Integrity
                                                               : now.error().kind,
                     now.error().message, now.error().detail};
    }
    if (now->state == Provenance::State::Signed)
        say(tr("Signed by the registry %1, key %2.").arg(planned.registry, now->keyName));
    return {};
}

/// Signs what was proven, for reviews, and keeps that. An install without a receipt is as good as one with it: nothing fails here.
void PlanRun::attest()
{
    if (m_proven.isEmpty())
        return;
    const ReceiptStore store(m_services.locations, m_services.clock);
    const Platform host = Platform::host();
    const ServerVersion &server = m_plan.target.installation.version;
    for (qsizetype index = 0; index < m_plan.releases.size(); ++index) {
        const Release &release = m_plan.releases[index].release;
        const QByteArray sha512 =
            m_works[index].sha512.isEmpty() ? release.digests.sha512 : m_works[index].sha512;
        if (!m_proven.contains(static_cast<int>(index)) || sha512.isEmpty())
            continue;
        InstallReceipt receipt;
        receipt.distribution = release.name;
        receipt.version = release.version.toString();
        receipt.sha512 = sha512;
        receipt.postgresMajor = server.major;
        receipt.postgresVersion = server.shortText();
        receipt.os = host.os;
        receipt.arch = host.architecture;
        const Result<ReceiptStore::Kept> kept = store.add(receipt, m_plan.releases[index].registry);
        if (!kept) {
            say(kept.error().message);
            continue;
        }
        m_receipts.append(QJsonObject{{u"id"_s, kept->id},
                                      {u"distribution"_s, receipt.distribution},
                                      {u"version"_s, receipt.version},
                                      {u"receipt"_s, QString::fromLatin1(kept->signedText)}});
    }
}
