// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "sharingwork.h"

#include "registrysession.h"

namespace {

Sharing sharingOf(const UiServices &services)
{
    return {services.install.locations, services.install.clock, services.manifests};
}

Result<SharedFact> buildOf(const UiServices &services, const SharingWork::EndedJob &job)
{
    const Result<IndexEntry> entry = services.releases.distribution(job.record.facts.subject);
    if (!entry)
        return entry.error();
    return Sharing::build(job.record, job.postgres, entry->registry, entry->release.name);
}

QList<SharedFact> allInUse(const UiServices &services)
{
    QList<SharedFact> facts;
    for (const RegistrySource &registry : services.sync.registries()) {
        if (const Result<SharedFact> fact = sharingOf(services).inUse(registry.name))
            facts += *fact;
    }
    return facts;
}

bool isSignedIn(const UiServices &services, const QString &registry)
{
    return RegistrySession(services, registry).token().has_value();
}

} // namespace

Result<SharingWork::Shown> SharingWork::newest(const UiServices &services, SharedFact::Kind kind,
                                               const std::optional<EndedJob> &job)
{
    const Sharing sharing = sharingOf(services);
    QList<SharedFact> facts;
    if (kind == SharedFact::Kind::InUse)
        facts = allInUse(services);
    else if (const auto fact = sharing.newestInstall(); fact && kind == SharedFact::Kind::Install)
        facts = {*fact};
    else if (kind == SharedFact::Kind::Build && job) {
        if (const Result<SharedFact> build = buildOf(services, *job))
            facts = {*build};
    }
    if (!facts.isEmpty())
        return Shown{facts, {}};
    const Result<SharedFact> example = sharing.example(kind);
    if (!example)
        return example.error();
    return Shown{{*example}, {}};
}

Result<SharingWork::Shown> SharingWork::about(const UiServices &services, const EndedJob &job)
{
    const Result<SharedFact> fact = buildOf(services, job);
    if (!fact)
        return fact.error();
    return Shown{{*fact}, isSignedIn(services, fact->registry) ? QString() : fact->registry};
}

Result<void> SharingWork::send(const UiServices &services, const SharedFact &fact,
                               const CancellationToken &token)
{
    const RegistrySession session(services, fact.registry);
    const Result<QJsonObject> sent =
        session.post(fact.path, fact.payload, fact.needsAccount(), token);
    return sent ? sharingOf(services).markSent(fact) : sent.error();
}

SharingWork::Told SharingWork::tell(const UiServices &services, const QStringList &receipts,
                                    const std::optional<EndedJob> &job,
                                    const CancellationToken &token)
{
    QList<SharedFact> facts = sharingOf(services).installs(receipts);
    if (job) {
        const Result<SharedFact> build = buildOf(services, *job);
        if (build && isSignedIn(services, build->registry))
            facts += *build;
    }
    Told told;
    for (const SharedFact &fact : std::as_const(facts)) {
        const Result<void> sent = send(services, fact, token);
        if (sent)
            told.facts += fact;
        else if (sent.error().kind != Error::Kind::Unsupported) // a folder counts nothing
            told.problems += sent.error().message;
    }
    return told;
}

void SharingWork::tellInUse(const UiServices &services, const CancellationToken &token)
{
    for (const SharedFact &fact : allInUse(services))
        (void)send(services, fact, token).has_value();
}
