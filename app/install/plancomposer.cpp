// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/plancomposer.h"

#include "install/planwording.h"
#include "install/preflight.h"
#include "install/releasechecks.h"
#include "install/sqltext.h"
#include "install/systemadvice.h"
#include "remote/releaseverifier.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;
using Severity = Finding::Severity;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Planner", text);
}

/// As the server finds it: without the folder and suffix that some write.
QString bareLibrary(QString library)
{
    if (library.startsWith(u"$libdir/"_s))
        library = library.mid(8);
    if (library.endsWith(u".so"_s))
        library.chop(3);
    return library;
}

bool holds(const QStringList &libraries, const QString &library)
{
    return std::any_of(libraries.cbegin(), libraries.cend(), [&](const QString &each) {
        return bareLibrary(each) == bareLibrary(library);
    });
}

bool mayBeNative(const IndexEntry &entry)
{
    // An index that knows nothing of the sources leaves the language empty.
    const QString language = entry.language.toLower();
    const bool isSql = language == u"sql" || language == u"plpgsql" || language == u"pl/pgsql";
    return entry.hasNativeCode || !isSql;
}

} // namespace

PlanComposer::PlanComposer(const PlanRequest &request, const TargetFacts &facts,
                           const ReleaseSource &source, Resolution resolution)
    : m_request(request), m_facts(facts), m_source(source), m_resolution(std::move(resolution))
{
}

void PlanComposer::find(Severity severity, const QString &id, const QString &message,
                        const QString &fix, const QString &command)
{
    m_plan.findings += Finding{severity, id, message, fix, command};
}

const Resolution::Item *PlanComposer::wanted() const
{
    return m_resolution.items.isEmpty() ? nullptr : &m_resolution.items.constLast();
}

int PlanComposer::releaseIndex(const Item &item) const
{
    for (int index = 0; index < m_plan.releases.size(); ++index) {
        if (m_plan.releases[index].release.key() == item.release.key())
            return index;
    }
    return -1;
}

const ExtensionFacts *PlanComposer::factsOf(const QString &extension, const QString &database) const
{
    const auto list = m_facts.extensions.constFind(database);
    if (list == m_facts.extensions.constEnd())
        return nullptr;
    const auto found = std::find_if(list->cbegin(), list->cend(),
                                    [&](const auto &each) { return each.name == extension; });
    return found == list->cend() ? nullptr : &*found;
}

bool PlanComposer::mayRestart() const
{
    return m_plan.target.cluster && m_plan.target.cluster->restart != Cluster::Restart::Forbidden;
}

Plan PlanComposer::compose()
{
    m_plan.target = m_facts.target;
    m_plan.databases = m_request.databases;
    m_plan.databases.removeDuplicates();
    m_plan.schema = m_request.schema;
    m_plan.runTests = m_request.withTests;
    m_plan.allowWithoutJail = m_request.allowWithoutJail && m_facts.jail.isEmpty();
    m_plan.findings = m_resolution.findings;
    addReleases();
    chooseDestination();
    choosePreload();
    addFileSteps();
    addServerSteps();
    addSqlSteps();
    chooseTitle();
    addFindings();
    addUp();
    return m_plan;
}

void PlanComposer::addReleases()
{
    for (const Item &item : m_resolution.items) {
        if (item.isThere)
            continue;
        PlannedRelease planned;
        planned.release = item.release;
        planned.registry = item.entry.registry;
        planned.neededBy = item.neededBy;
        planned.extensions = item.extensions;
        addProvenance(planned);
        planned.isCached = m_source.isBuilt(planned.release, m_plan.target.installation);
        if (item.entry.release.version == item.release.version && item.entry.archiveBytes > 0)
            planned.archiveBytes = item.entry.archiveBytes;
        const auto url = m_source.archiveUrl(item.entry.registry, item.release);
        if (url) {
            planned.archiveUrl = *url;
        } else if (!planned.isCached) {
            find(Severity::Blocker, u"archive"_s,
                 tr("Where to get %1 is not known: %2")
                     .arg(ReleaseChecks::describe(item.release), url.error().message),
                 tr("Synchronise the registry, then try again."));
        }
        if (planned.release.digests.isEmpty() && url && !url->isLocalFile()) {
            find(Severity::Warning, u"digest"_s,
                 tr("The registry publishes no digest for %1: whether the download is what its "
                    "author released cannot be checked.")
                     .arg(ReleaseChecks::describe(item.release)));
        }
        m_plan.releases += planned;
    }
}

void PlanComposer::addProvenance(PlannedRelease &planned)
{
    const Result<Provenance> provenance = m_source.provenance(planned.registry, planned.release);
    if (provenance) {
        planned.provenance = *provenance;
        // What was signed is what must come, whatever weaker digests the metadata has.
        const Digests &certified = provenance->digests;
        if (!certified.isEmpty())
            planned.release.digests = certified;
        return;
    }
    planned.provenance.message = provenance.error().message;
    const bool isUndecided = ReleaseVerifier::isUndecided(provenance.error().kind)
                             || provenance.error().kind == Error::Kind::NotFound;
    if (isUndecided) {
        find(Severity::Warning, u"signature"_s,
             tr("Whether %1 is signed cannot be told now: %2")
                 .arg(ReleaseChecks::describe(planned.release), provenance.error().message));
        return;
    }
    planned.provenance.state = Provenance::State::Refused;
    find(Severity::Blocker, u"signature"_s, provenance.error().message);
}

void PlanComposer::chooseDestination()
{
    const Installation &installation = m_plan.target.installation;
    if (m_plan.releases.isEmpty())
        return;
    const bool canUseFolder =
        installation.supportsExtensionControlPath() && !m_request.userFolder.isEmpty();
    if (m_request.preferUserFolder && !canUseFolder) {
        find(Severity::Note, u"user-folder"_s,
             tr("%1 finds extensions in its own folders only; PostgreSQL 18 is the first that "
                "looks elsewhere.")
                 .arg(installation.title()));
    }
    if (canUseFolder && (m_request.preferUserFolder || !installation.isWritable)) {
        m_plan.destination = Plan::Destination::UserFolder;
        m_plan.userFolder = m_request.userFolder;
    }
    m_plan.needsElevation =
        m_plan.destination == Plan::Destination::Installation && !installation.isWritable;
}

void PlanComposer::choosePreload()
{
    const QStringList running = PreloadSetting::split(m_facts.preload.sharedPreload);
    QStringList next = PreloadSetting::split(m_facts.preload.pendingValue);
    if (m_facts.preload.pendingValue.isEmpty())
        next = running;
    m_plan.preload = {next, next};

    QStringList needed;
    QStringList replaced;
    for (const Item &item : m_resolution.items) {
        IndexEntry entry = item.entry;
        entry.release = item.release; // what the entry says of modules is of its best version
        const Planner::PreloadHints hints = Planner::preloadHints(entry);
        needed += hints.required;
        if (!item.isThere && !item.fromVersion.isEmpty())
            replaced += hints.required + hints.optional + item.extensions;
        const bool isMissing =
            std::any_of(hints.required.cbegin(), hints.required.cend(),
                        [&](const QString &library) { return !holds(running, library); });
        if (isMissing)
            m_held += item.release.key();
        QStringList optional;
        for (const QString &library : hints.optional) {
            if (!holds(next, library) && !m_request.extraPreload.contains(library))
                optional += library;
        }
        if (!optional.isEmpty()) {
            find(Severity::Note, u"optional-preload"_s,
                 tr("%1 has parts that work only when %2 is preloaded; its README tells which.")
                     .arg(item.release.name, optional.join(u", "_s)),
                 tr("Choose to preload it if you want them; the server restarts then."));
        }
        if (item.entry.needsRestart && hints.required.isEmpty()) {
            find(Severity::Warning, u"preload"_s,
                 tr("%1 is said to need preloading, but not what exactly.").arg(item.release.name),
                 tr("Read its README before you create it."));
        }
    }
    if (m_plan.databases.isEmpty() && m_request.extraPreload.isEmpty()) {
        if (!needed.isEmpty()) {
            find(Severity::Note, u"preload"_s,
                 tr("Before it can be created, %1 must be in shared_preload_libraries.")
                     .arg(needed.join(u", "_s)),
                 tr("Choose a database, and that is done, too."));
        }
        return;
    }
    needed += m_request.extraPreload;
    needed.removeDuplicates();
    if (!m_facts.serverReachable) {
        if (!needed.isEmpty() && m_plan.databases.isEmpty()) {
            find(Severity::Blocker, u"server"_s,
                 tr("The server does not answer, so its settings cannot be changed."),
                 tr("Start the server, then try again."));
        }
        return;
    }
    for (const QString &library : needed) {
        if (!holds(m_plan.preload.after, library))
            m_plan.preload.after += library;
        m_plan.needsRestart = m_plan.needsRestart || !holds(running, library);
    }
    // The old code stays in memory until then.
    for (const QString &library : replaced)
        m_plan.needsRestart = m_plan.needsRestart || holds(running, library);
    if (m_plan.needsRestart)
        m_plan.connectedClients = m_facts.clients;
}

void PlanComposer::addFileSteps()
{
    const PlanWording wording(m_plan);
    for (int index = 0; index < m_plan.releases.size(); ++index) {
        const PlannedRelease &planned = m_plan.releases[index];
        const bool isWanted = planned.neededBy.isEmpty();
        // Tests need the sources also when the build is at hand.
        if (!planned.isCached || (m_request.withTests && isWanted))
            m_plan.steps += {wording.fetch(index), wording.verify(index), wording.unpack(index)};
        const auto item = std::find_if(
            m_resolution.items.cbegin(), m_resolution.items.cend(),
            [&](const Item &each) { return each.release.key() == planned.release.key(); });
        if (!planned.isCached)
            m_plan.steps += wording.build(index, mayBeNative(item->entry));
        m_plan.steps += wording.check(index);
    }
    if (!m_plan.releases.isEmpty())
        m_plan.steps += wording.copy();
}

void PlanComposer::addServerSteps()
{
    const PlanWording wording(m_plan);
    if (m_plan.preload.isChange())
        m_plan.steps += wording.preload();
    if (!m_plan.needsRestart) {
        m_held.clear();
        return;
    }
    if (mayRestart()) {
        m_plan.steps += wording.restart();
        m_held.clear();
        return;
    }
    const auto remedy = SystemAdvice::restart(m_plan.target.installation, *m_plan.target.cluster);
    QStringList later;
    for (const Item &item : m_resolution.items) {
        if (!m_held.contains(item.release.key()))
            continue;
        for (const QString &extension : item.extensions)
            later += SqlText::createExtension(extension, {}, true);
    }
    QString fix = remedy.fix;
    if (!later.isEmpty() && !m_plan.databases.isEmpty()) {
        fix += u' '
               + tr("After that, run in %1: %2")
                     .arg(m_plan.databases.join(u", "_s), later.join(u"; "_s));
    }
    find(Severity::Warning, u"restart"_s,
         tr("%1 must be restarted, and you may not do that from here.").arg(m_plan.target.title()),
         fix, remedy.command);
}

void PlanComposer::chooseTitle()
{
    const QString target = m_plan.target.title();
    const Item *item = wanted();
    if (!item) {
        const QString &extension = m_resolution.wantedExtension;
        m_plan.subject = extension;
        m_plan.action = m_updatesSql ? Plan::Action::Update : Plan::Action::Install;
        m_plan.title = m_updatesSql ? tr("Update %1 in %2").arg(extension, target)
                                    : tr("Enable %1 in %2").arg(extension, target);
        return;
    }
    m_plan.subject = item->release.key();
    m_plan.fromVersion = item->fromVersion;
    const QString what = ReleaseChecks::describe(item->release);
    if (item->isThere) {
        const QString there = item->release.name + u' ' + item->fromVersion;
        m_plan.action = m_updatesSql ? Plan::Action::Update : Plan::Action::Install;
        m_plan.title = m_updatesSql ? tr("Update to %1 in the databases of %2").arg(there, target)
                                    : tr("Enable %1 in %2").arg(there, target);
        const auto version = Version::parseTolerant(item->fromVersion);
        if (version && *version > item->release.version) {
            find(Severity::Note, u"newer-on-disk"_s,
                 tr("What is installed (%1) is newer than the newest release for this server "
                    "(%2).")
                     .arg(item->fromVersion, item->release.version.toString()));
        }
        return;
    }
    if (item->fromVersion.isEmpty()) {
        m_plan.title = tr("Install %1 into %2").arg(what, target);
        return;
    }
    const auto before = Version::parseTolerant(item->fromVersion);
    if (before && *before == item->release.version) {
        m_plan.title = tr("Install %1 again into %2").arg(what, target);
        return;
    }
    m_plan.action = Plan::Action::Update;
    if (before && *before > item->release.version) {
        m_plan.title = tr("Go back from %1 to %2 in %3").arg(item->fromVersion, what, target);
        find(
            Severity::Warning, u"downgrade"_s,
            tr("%1 is older than %2, which is installed now.").arg(what, item->fromVersion),
            tr("Extensions seldom bring scripts for going back: check your databases afterwards."));
        return;
    }
    m_plan.title =
        tr("Update %1 from %2 to %3 in %4")
            .arg(item->release.name, item->fromVersion, item->release.version.toString(), target);
}

void PlanComposer::addFindings()
{
    QList<Preflight::SourceFacts> sources;
    for (const PlannedRelease &planned : std::as_const(m_plan.releases)) {
        for (const Item &item : m_resolution.items) {
            if (item.release.key() == planned.release.key())
                sources += {mayBeNative(item.entry), planned.archiveBytes};
        }
    }
    m_plan.findings += Preflight::check(m_plan, m_facts, sources);
    m_plan.findings += Preflight::checkServer(m_plan, m_facts);
    std::stable_sort(
        m_plan.findings.begin(), m_plan.findings.end(),
        [](const Finding &one, const Finding &other) { return one.severity < other.severity; });
}

void PlanComposer::addUp()
{
    for (const PlannedRelease &planned : std::as_const(m_plan.releases)) {
        if (!planned.isCached && !planned.archiveUrl.isLocalFile())
            m_plan.downloadBytes += qMax<qint64>(0, planned.archiveBytes);
    }
    m_plan.seconds = 0;
    for (const Step &step : std::as_const(m_plan.steps))
        m_plan.seconds += qMax(0.0, step.seconds);
    const PlanWording wording(m_plan);
    m_plan.summary = wording.summary();
    m_plan.undoText = wording.undoText();
}
