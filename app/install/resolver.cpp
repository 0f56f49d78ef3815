// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/resolver.h"

#include "catalog/coreextensions.h"
#include "install/releasechecks.h"
#include "install/systemadvice.h"
#include "install/versionchoice.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;
using ReleaseChecks::describe;
using ReleaseChecks::versionAs;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Planner", text);
}

// More rounds than any real set of requirements needs; each adds at least one demand.
constexpr int mostRounds = 100;

/// Shipped with PostgreSQL, but nothing that CREATE EXTENSION knows.
bool hasNoControlFile(const QString &core)
{
    static const QStringList names{u"auth_delay"_s,    u"auto_explain"_s,  u"basebackup_to_shell"_s,
                                   u"basic_archive"_s, u"oid2name"_s,      u"passwordcheck"_s,
                                   u"pg_standby"_s,    u"sepgsql"_s,       u"spi"_s,
                                   u"start-scripts"_s, u"test_decoding"_s, u"vacuumlo"_s};
    return names.contains(core);
}

/// What must be there before this program is done with the release.
bool isOfPhase(const Requirement &requirement, bool withTests)
{
    using enum Requirement::Phase;
    return requirement.phase == Configure || requirement.phase == Build
           || requirement.phase == Runtime || (withTests && requirement.phase == Test);
}

} // namespace

Resolver::Resolver(const PlanRequest &request, const TargetFacts &facts,
                   const ReleaseSource &source)
    : m_request(request),
      m_facts(facts),
      m_source(source),
      m_wanted(request.name.trimmed().toLower())
{
}

void Resolver::find(Finding finding)
{
    if (!m_resolution.findings.contains(finding))
        m_resolution.findings += std::move(finding);
}

Error Resolver::unknown(const QString &name) const
{
    QString message = tr("No registry knows anything called \"%1\".").arg(name);
    QStringList similar;
    for (const QString &candidate : m_source.similarNames(name)) {
        if (candidate.compare(name, Qt::CaseInsensitive) != 0 && !similar.contains(candidate))
            similar += candidate;
    }
    if (!similar.isEmpty())
        message += u' ' + tr("Did you mean %1?").arg(similar.mid(0, 3).join(tr(" or ")));
    else
        message += u' ' + tr("Check the spelling, or synchronise the registries.");
    return {Error::Kind::NotFound, message, {}};
}

Result<std::optional<IndexEntry>> Resolver::locate(const QString &name)
{
    const QString key = name.toLower();
    if (const auto known = m_located.constFind(key); known != m_located.constEnd())
        return *known;
    std::optional<IndexEntry> found;
    const auto entry = m_source.distribution(key);
    if (entry) {
        found = *entry;
    } else if (entry.error().kind != Error::Kind::NotFound) {
        return entry.error();
    } else {
        const auto providers = m_source.providers(key);
        if (!providers)
            return providers.error();
        // The first one that has something for this server.
        for (const IndexEntry &provider : *providers) {
            if (ReleaseChecks::fits(provider.release, m_facts.target.installation)) {
                found = provider;
                break;
            }
        }
        if (!found && !providers->isEmpty())
            found = providers->constFirst();
    }
    m_located.insert(key, found);
    return found;
}

Result<Resolution> Resolver::resolve()
{
    if (m_wanted.isEmpty())
        return Error{Error::Kind::Invalid, tr("Say which extension or distribution."), {}};
    const auto entry = locate(m_wanted);
    const bool onDisk = m_facts.onDisk.contains(m_wanted);
    if (!entry && !onDisk)
        return entry.error();
    if (!entry || !entry->has_value()) {
        if (!onDisk)
            return unknown(m_request.name.trimmed());
        // Shipped with PostgreSQL or installed by other means: it can be created all the same.
        m_resolution.wantedExtension = m_wanted;
        needOnDisk(m_wanted);
        return m_resolution;
    }
    for (int round = 0; round < mostRounds; ++round) {
        m_resolution = {};
        m_visits.clear();
        m_chosen.clear();
        m_path.clear();
        m_onDiskSeen.clear();
        m_again = false;
        if (const auto visited = visit(**entry, m_wanted, {}); !visited)
            return visited.error();
        if (!m_again)
            break;
    }
    for (const Finding &finding : ReleaseChecks::doubles(m_resolution.items))
        find(finding);
    for (const Finding &finding : ReleaseChecks::conflicts(m_resolution.items, m_facts))
        find(finding);
    return m_resolution;
}

bool Resolver::fitsDemands(const Release &release) const
{
    const QList<Demand> demands = m_demands.value(release.key());
    return std::all_of(demands.cbegin(), demands.cend(), [&](const Demand &demand) {
        return demand.range.contains(versionAs(demand.name, release));
    });
}

Result<Release> Resolver::choose(const IndexEntry &entry, bool wanted)
{
    const auto choice =
        VersionChoice::make(entry, wanted ? m_request.version : std::nullopt,
                            m_request.allowPreRelease, m_facts.target.installation, m_source,
                            [this](const Release &release) { return fitsDemands(release); });
    if (!choice)
        return choice.error();
    if (!choice->release)
        return unknown(entry.release.name);
    for (const Finding &finding : choice->findings)
        find(finding);
    const QString key = entry.release.key();
    if (choice->contradicts) {
        m_contradicted += key;
        QStringList demands;
        for (const Demand &demand : m_demands.value(key))
            demands += tr("%1 needs %2").arg(demand.who, demand.range.toWords());
        find({Finding::Severity::Blocker, u"version-conflict"_s,
              tr("No version of %1 suits everything that needs it: %2.")
                  .arg(entry.release.name, demands.join(u"; "_s)),
              tr("Choose other versions of what needs it.")});
    }
    return *choice->release;
}

Result<void> Resolver::visit(const IndexEntry &entry, const QString &askedName,
                             const QString &neededBy)
{
    const QString key = entry.release.key();
    if (m_visits.contains(key)) {
        if (m_visits.value(key) == Visit::Open && !neededBy.isEmpty()) {
            const QStringList circle = m_path.mid(m_path.indexOf(key)) + QStringList(key);
            find({Finding::Severity::Warning, u"cycle"_s,
                  tr("These need each other: %1. They are installed together.")
                      .arg(circle.join(u" → "_s))});
        } else {
            // Another one wants another extension of it.
            for (Resolution::Item &item : m_resolution.items) {
                if (item.release.key() != key)
                    continue;
                for (const ProvidedExtension &extension : item.release.extensions) {
                    if (extension.name.compare(askedName, Qt::CaseInsensitive) == 0
                        && !item.extensions.contains(extension.name))
                        item.extensions += extension.name;
                }
            }
        }
        const Release &chosen = m_chosen[key];
        if (!m_contradicted.contains(key) && !fitsDemands(chosen))
            m_again = true; // the next round knows this demand from the start
        return {};
    }
    const bool wanted = neededBy.isEmpty();
    const auto chosen = choose(entry, wanted);
    if (!chosen)
        return chosen.error();
    const Release &release = *chosen;
    m_visits.insert(key, Visit::Open);
    m_chosen.insert(key, release);
    m_path += key;

    Resolution::Item item;
    item.entry = entry;
    item.release = release;
    item.neededBy = neededBy;
    item.extensions = extensionsOf(release, askedName, wanted);
    for (const QString &extension : std::as_const(item.extensions)) {
        if (item.primary.isEmpty() || extension.compare(askedName, Qt::CaseInsensitive) == 0
            || (extension.compare(key, Qt::CaseInsensitive) == 0
                && item.primary.compare(askedName, Qt::CaseInsensitive) != 0))
            item.primary = extension;
    }
    judgeDisk(item, wanted);
    if (!item.isThere) {
        for (const Finding &finding : ReleaseChecks::fit(release, m_facts.target.installation))
            find(finding);
        for (const Finding &finding : ReleaseChecks::owners(item, m_facts))
            find(finding);
    }
    for (const Requirement &requirement : release.requirements) {
        if (const auto followed = follow(requirement, release); !followed)
            return followed;
    }
    m_path.removeLast();
    m_visits[key] = Visit::Done;
    m_resolution.items += item;
    return {};
}

QStringList Resolver::extensionsOf(const Release &release, const QString &askedName, bool wanted)
{
    QStringList provided;
    for (const ProvidedExtension &extension : release.extensions)
        provided += extension.name;
    if (provided.isEmpty() && release.metaSpec < 2)
        provided += release.key(); // old releases do not say; their one extension has their name
    if (wanted && !m_request.extensions.isEmpty()) {
        QStringList chosen;
        for (const QString &name : m_request.extensions) {
            if (provided.contains(name, Qt::CaseInsensitive)) {
                chosen += name;
                continue;
            }
            find({Finding::Severity::Blocker, u"extension"_s,
                  tr("%1 provides no extension called %2.").arg(describe(release), name),
                  provided.isEmpty() ? tr("It provides none at all.")
                                     : tr("It provides %1.").arg(provided.join(u", "_s))});
        }
        return chosen;
    }
    if (release.key() == askedName.toLower())
        return provided;
    // Asked for by an extension's name: that one only.
    for (const QString &name : std::as_const(provided)) {
        if (name.compare(askedName, Qt::CaseInsensitive) == 0)
            return {name};
    }
    return provided;
}

void Resolver::judgeDisk(Resolution::Item &item, bool wanted) const
{
    const QString &primary = item.primary;
    if (primary.isEmpty() || !m_facts.onDisk.contains(primary))
        return;
    const FileOwner owner = m_facts.owners.value(primary);
    const bool isOurs = owner.kind == FileOwner::Kind::Distribution
                        && owner.name == item.release.key() && !owner.version.isEmpty();
    item.fromVersion = isOurs ? owner.version : m_facts.onDisk.value(primary);
    if (wanted && m_request.reinstall)
        return;
    const auto there = Version::parseTolerant(item.fromVersion);
    const Version offered = isOurs ? item.release.version : versionAs(primary, item.release);
    if (there && *there == offered) {
        item.isThere = true;
    } else if (there && *there > offered && !(wanted && m_request.version)) {
        item.isThere = true; // newer than any release that fits: going back is never a side effect
    }
}

Result<void> Resolver::follow(const Requirement &requirement, const Release &release)
{
    if (!isOfPhase(requirement, m_request.withTests)
        || requirement.name.compare(u"postgresql"_s, Qt::CaseInsensitive) == 0)
        return {};
    if (requirement.relation == Requirement::Relation::Requires) {
        switch (requirement.source) {
        case Requirement::Source::Pgxn:
            if (!CoreExtensions::contains(requirement.name.toLower()))
                return followPgxn(requirement, release);
            [[fallthrough]];
        case Requirement::Source::Core:
            followCore(requirement, release);
            return {};
        case Requirement::Source::System:
        case Requirement::Source::Other:
            mentionOther(requirement, release);
            return {};
        }
    }
    if (requirement.relation == Requirement::Relation::Recommends
        && requirement.phase == Requirement::Phase::Runtime
        && !m_facts.onDisk.contains(requirement.name)) {
        find({Finding::Severity::Note, u"recommended"_s,
              tr("%1 works better with %2 (%3).")
                  .arg(release.name, requirement.name, requirement.range.toWords()),
              tr("Install %1, too, if you want that.").arg(requirement.name)});
    }
    return {};
}

Result<void> Resolver::followPgxn(const Requirement &requirement, const Release &release)
{
    const QString name = requirement.name.toLower();
    if (name == release.key())
        return {};
    const bool inRelease = std::any_of(
        release.extensions.cbegin(), release.extensions.cend(),
        [&](const ProvidedExtension &extension) { return extension.name.toLower() == name; });
    if (inRelease)
        return {};
    const bool isRuntime = requirement.phase == Requirement::Phase::Runtime;
    if (m_facts.onDisk.contains(name)) {
        const auto version = Version::parseTolerant(m_facts.onDisk.value(name));
        if (!version || requirement.range.contains(*version)) {
            if (isRuntime)
                needOnDisk(name);
            return {};
        }
    }
    const auto entry = locate(name);
    if (!entry)
        return entry.error();
    if (!entry->has_value()) {
        const bool tooOld = m_facts.onDisk.contains(name);
        find({Finding::Severity::Blocker, u"dependency"_s,
              tooOld ? tr("%1 needs %2, %3; here is %4, and no registry has another.")
                           .arg(describe(release), requirement.name, requirement.range.toWords(),
                                m_facts.onDisk.value(name))
                     : tr("%1 needs %2, which no registry knows.")
                           .arg(describe(release), requirement.name),
              tr("Add a registry that has it, or install it by other means.")});
        return {};
    }
    const QString key = (*entry)->release.key();
    QList<Demand> &demands = m_demands[key];
    const bool known = std::any_of(demands.cbegin(), demands.cend(), [&](const Demand &demand) {
        return demand.who == describe(release) && demand.name == name;
    });
    if (!known && !requirement.range.isAny())
        demands += {describe(release), name, requirement.range};
    if (!isRuntime && requirement.phase != Requirement::Phase::Test
        && !m_facts.onDisk.contains(name)) {
        find({Finding::Severity::Warning, u"build-order"_s,
              tr("%1 is built against %2, which is not installed yet.")
                  .arg(describe(release), requirement.name),
              tr("If building fails, install %1 first, alone.").arg(requirement.name)});
    }
    return visit(**entry, name, release.name);
}

void Resolver::followCore(const Requirement &requirement, const Release &release)
{
    QString name = requirement.name.toLower();
    if (name == u"plpython" || name == u"plpythonu" || name == u"plpython2u")
        name = u"plpython3u"_s; // the only one since PostgreSQL 15
    if (hasNoControlFile(name))
        return;
    if (!m_facts.onDisk.contains(name)) {
        const auto remedy = SystemAdvice::contrib(name, m_facts.target.installation);
        find({Finding::Severity::Blocker, u"contrib"_s,
              tr("%1 needs %2, which comes with PostgreSQL but is not installed here: "
                 "postgresql-contrib is missing or incomplete.")
                  .arg(describe(release), name),
              remedy.fix, remedy.command});
        return;
    }
    const auto version = Version::parseTolerant(m_facts.onDisk.value(name));
    if (version && !requirement.range.contains(*version)) {
        find({Finding::Severity::Warning, u"contrib-version"_s,
              tr("%1 asks for %2, %3; this PostgreSQL brings %4.")
                  .arg(describe(release), name, requirement.range.toWords(),
                       m_facts.onDisk.value(name))});
    }
    if (requirement.phase == Requirement::Phase::Runtime)
        needOnDisk(name);
}

void Resolver::mentionOther(const Requirement &requirement, const Release &release)
{
    const QString what =
        requirement.source == Requirement::Source::Other && !requirement.purl.isEmpty()
            ? requirement.purl
            : requirement.name;
    find({Finding::Severity::Note, u"system-package"_s,
          tr("%1 needs %2 on this computer; it cannot be checked beforehand.")
              .arg(describe(release), what),
          tr("If building fails, install it and try again.")});
}

void Resolver::needOnDisk(const QString &extension)
{
    if (m_onDiskSeen.contains(extension))
        return;
    m_onDiskSeen += extension;
    // What is only on disk is the same in each database; any list will do.
    for (const QList<ExtensionFacts> &list : m_facts.extensions) {
        const auto facts = std::find_if(list.cbegin(), list.cend(),
                                        [&](const auto &each) { return each.name == extension; });
        if (facts == list.cend())
            continue;
        for (const QString &required : facts->requiredExtensions) {
            if (required == extension)
                continue;
            if (m_facts.onDisk.contains(required)) {
                needOnDisk(required);
            } else {
                const auto remedy = SystemAdvice::contrib(required, m_facts.target.installation);
                const bool isCore = CoreExtensions::contains(required);
                find({Finding::Severity::Blocker, isCore ? u"contrib"_s : u"dependency"_s,
                      tr("%1 needs %2, which is not installed here.").arg(extension, required),
                      isCore ? remedy.fix : tr("Install %1 first.").arg(required),
                      isCore ? remedy.command : QString()});
            }
        }
        break;
    }
    m_resolution.onDisk += extension;
}
