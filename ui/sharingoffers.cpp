// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "sharingoffers.h"

#include "core/deliver.h"
#include "install/buildreport.h"

#include <QJsonArray>
#include <QtConcurrent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 day = 24 * 3600; // seconds that a result is news for
const QString reported = u"reported"_s;

} // namespace

SharingOffers::SharingOffers(UiServices &services, TargetModel &targets, QThreadPool &line,
                             CancellationToken ending, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_targets(targets),
      m_line(line),
      m_ending(std::move(ending))
{
    connect(&services.queue, &JobQueue::finished, this,
            [this](const Job *ended) { tellAbout(*ended); });
    connect(&services.history, &JobHistory::changed, this, &SharingOffers::changed);
    connect(&services.settings, &Settings::privacyChanged, this, &SharingOffers::changed);
    connect(&targets, &TargetModel::targetsChanged, this, &SharingOffers::changed);
}

std::optional<SharingWork::EndedJob> SharingOffers::endedJob(const JobRecord &record) const
{
    for (const Target &target : m_targets.targets()) {
        const ServerVersion &postgres = target.installation.version;
        if (target.id() == record.facts.targetId
            && BuildReport::of(record, postgres, Platform::host()))
            return SharingWork::EndedJob{record, postgres};
    }
    return {};
}

std::optional<SharingWork::EndedJob> SharingOffers::newestReportable() const
{
    for (const JobRecord &record : m_services.history.records()) {
        if (const auto job = endedJob(record))
            return job;
    }
    return {};
}

QList<SharedFact> SharingOffers::toldAbout(const QString &jobId) const
{
    return m_told.value(jobId).facts;
}

QString SharingOffers::text(const QString &jobId) const
{
    const JobRecord *record = m_services.history.record(jobId);
    if (!record)
        return {};
    const SharingWork::Told told = m_told.value(record->id);
    if (!told.problems.isEmpty())
        return tr("Not sent: %1").arg(told.problems.join(u' '));
    if (!told.facts.isEmpty())
        return tr("%1 was told how it went.").arg(told.facts.constFirst().registry);
    if (record->outcome[reported].toBool())
        return tr("Its registry was told how it went.");
    if (!endedJob(*record))
        return {};
    return record->state == Job::State::Done
               ? tr("It worked here. Tell its registry, so that others know?")
               : tr("It failed here. Tell its registry, so that others know?");
}

QString SharingOffers::action(const QString &jobId) const
{
    const JobRecord *record = m_services.history.record(jobId);
    if (!record || text(jobId).isEmpty())
        return {};
    if (!toldAbout(jobId).isEmpty())
        return tr("Show what was sent");
    return record->outcome[reported].toBool() ? QString() : tr("Show what would be sent…");
}

QVariantMap SharingOffers::list() const
{
    QVariantMap offers;
    const QDateTime now = m_services.install.clock.now();
    for (const JobRecord &record : m_services.history.records()) {
        if (record.finished.secsTo(now) > day)
            continue;
        // Some server reported the extension; files alone prove nothing.
        const bool isProven =
            record.state == Job::State::Done && !record.outcome[u"installed"].toArray().isEmpty();
        if (!isProven)
            continue;
        if (record.outcome[reported].toBool()) {
            offers.insert(record.id, QVariantMap{{u"text"_s, tr("Its registry was told so")},
                                                 {u"canSend"_s, false}});
        } else if (!m_services.settings.refusesToShareBuilds() && endedJob(record)) {
            offers.insert(record.id, QVariantMap{{u"text"_s, tr("Tell others that it works here…")},
                                                 {u"canSend"_s, true}});
        }
    }
    return offers;
}

void SharingOffers::markTold(const QString &jobId, const SharingWork::Told &told)
{
    m_told.insert(jobId, told);
    const bool isBuildTold = std::ranges::any_of(
        told.facts, [](const SharedFact &fact) { return fact.kind == SharedFact::Kind::Build; });
    // Should this not be written, the offer is made once more; the registry counts it once.
    if (isBuildTold)
        m_services.history.note(jobId, {{reported, true}});
    Q_EMIT changed();
}

void SharingOffers::tellAbout(const Job &job)
{
    const QString kind = job.facts().kind;
    const JobRecord *record = m_services.history.record(job.id());
    if (!record || (kind != u"install" && kind != u"update"))
        return;
    QStringList receipts;
    if (m_services.settings.shareInstalls()) {
        for (const QJsonValue &receipt : record->outcome[u"receipts"].toArray())
            receipts += receipt[u"id"].toString();
    }
    const auto build = m_services.settings.shareBuilds() ? endedJob(*record) : std::nullopt;
    if (receipts.isEmpty() && !build)
        return;
    deliver(QtConcurrent::run(
                &m_line,
                [&services = std::as_const(m_services), receipts, build, token = m_ending] {
                    return SharingWork::tell(services, receipts, build, token);
                }),
            this, [this, id = record->id](const SharingWork::Told &told) { markTold(id, told); });
}
