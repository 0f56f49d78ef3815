// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/versionchoice.h"

#include "install/releasechecks.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Planner", text);
}

bool isPreRelease(const Distribution::Entry &entry)
{
    return entry.status != ReleaseStatus::Stable || entry.version.isPreRelease();
}

/// ", because: REASON"; nothing when nobody said why.
QString reasonOf(const QString &reason)
{
    return reason.isEmpty() ? QString() : tr(" The reason given: %1").arg(reason);
}

QString replacementOf(const QString &name, const Yank &yank)
{
    return yank.replacement.isEmpty()
               ? QString()
               : tr(" It says to use %1 %2 instead.").arg(name, yank.replacement);
}

/// Told of what is chosen all the same: somebody asked for exactly this version.
Finding yankedFinding(const QString &name, const Distribution::Entry &entry)
{
    return Finding({Finding::Severity::Warning, u"yanked"_s,
                    tr("%1 %2 was yanked by its registry and is taken only because you asked for "
                       "exactly this version.")
                            .arg(name, entry.version.toString())
                        + reasonOf(entry.yanked->reason),
                    tr("Choose another version unless you need this one.")
                        + replacementOf(name, *entry.yanked)});
}

void addDeprecation(const IndexEntry &entry, QList<Finding> &findings)
{
    const std::optional<Deprecation> &told = entry.distribution.deprecated;
    if (!told)
        return;
    findings +=
        Finding({Finding::Severity::Warning, u"deprecated"_s,
                 tr("The registry lists %1 as deprecated.").arg(entry.release.name)
                     + reasonOf(told->reason),
                 told->replacement.isEmpty() ? tr("Look for another extension that does the same.")
                                             : tr("Consider %1 instead.").arg(told->replacement)});
}

Result<Release> load(const IndexEntry &entry, const Version &version, const ReleaseSource &source)
{
    if (entry.release.version == version)
        return entry.release;
    return source.release(entry.registry, entry.release.name, version);
}

QList<Distribution::Entry> newestFirst(const IndexEntry &entry)
{
    QList<Distribution::Entry> versions = entry.distribution.releases;
    std::sort(versions.begin(), versions.end(),
              [](const auto &one, const auto &other) { return one.version > other.version; });
    if (versions.isEmpty())
        versions += {entry.release.version, entry.release.status, entry.release.date};
    return versions;
}

Result<VersionChoice> exactly(const Version &wanted, const IndexEntry &entry, bool allowPreRelease,
                              const ReleaseSource &source)
{
    const QList<Distribution::Entry> versions = newestFirst(entry);
    const auto found = std::find_if(versions.cbegin(), versions.cend(),
                                    [&](const auto &each) { return each.version == wanted; });
    if (found == versions.cend()) {
        QStringList known;
        for (const Distribution::Entry &each : versions)
            known += each.version.toString();
        return Error{
            Error::Kind::NotFound,
            tr("%1 has no version %2. There are: %3.")
                .arg(entry.release.name, wanted.toString(), known.mid(0, 10).join(u", "_s)),
            {}};
    }
    VersionChoice choice;
    addDeprecation(entry, choice.findings);
    if (found->yanked)
        choice.findings += yankedFinding(entry.release.name, *found);
    if (isPreRelease(*found) && !allowPreRelease) {
        choice.findings += Finding(
            {Finding::Severity::Blocker, u"pre-release"_s,
             tr("%1 %2 is a pre-release.").arg(entry.release.name, found->version.toString()),
             tr("Allow pre-releases to install it, or choose a stable version.")});
    }
    const auto release = load(entry, found->version, source);
    if (!release)
        return release.error();
    choice.release = *release;
    return choice;
}

} // namespace

Result<VersionChoice> VersionChoice::make(const IndexEntry &entry,
                                          const std::optional<Version> &exact, bool allowPreRelease,
                                          const Installation &installation,
                                          const ReleaseSource &source,
                                          const std::function<bool(const Release &)> &isDemanded)
{
    if (exact)
        return exactly(*exact, entry, allowPreRelease, source);
    VersionChoice choice;
    addDeprecation(entry, choice.findings);
    QList<Distribution::Entry> versions = newestFirst(entry);
    // Yanked ones are for whoever names them; with nothing else they are shown, and refused.
    QList<Distribution::Entry> yanked;
    std::copy_if(versions.cbegin(), versions.cend(), std::back_inserter(yanked),
                 [](const auto &each) { return each.yanked.has_value(); });
    if (!yanked.isEmpty() && yanked.size() == versions.size()) {
        const Distribution::Entry &first = yanked.constFirst();
        choice.findings +=
            Finding({Finding::Severity::Blocker, u"yanked"_s,
                     tr("Every version of %1 was yanked by its registry.").arg(entry.release.name)
                         + reasonOf(first.yanked->reason),
                     tr("If you need it all the same, ask for exactly one version: %1@%2.")
                         .arg(entry.release.name, first.version.toString())});
    } else if (!yanked.isEmpty()) {
        versions.removeIf([](const auto &each) { return each.yanked.has_value(); });
        const Distribution::Entry &newest = yanked.constFirst();
        if (newest.version > versions.constFirst().version)
            choice.findings += Finding({Finding::Severity::Note, u"yanked-version"_s,
                                        tr("%1 %2 is newer, but was yanked by its registry.")
                                                .arg(entry.release.name, newest.version.toString())
                                            + reasonOf(newest.yanked->reason)
                                            + replacementOf(entry.release.name, *newest.yanked)});
    }
    // Others than stable ones only when they are allowed, or when there is nothing else to show.
    const bool anyStable = std::any_of(versions.cbegin(), versions.cend(),
                                       [](const auto &each) { return !isPreRelease(each); });
    if (!anyStable && !allowPreRelease) {
        choice.findings += Finding({Finding::Severity::Blocker, u"pre-release"_s,
                                    tr("%1 has no stable release yet.").arg(entry.release.name),
                                    tr("Allow pre-releases to install %1.")
                                        .arg(versions.constFirst().version.toString())});
    }
    std::optional<Release> newest;
    std::optional<Release> newestForServer;
    std::optional<Error> problem;
    for (const Distribution::Entry &each : versions) {
        if (anyStable && !allowPreRelease && isPreRelease(each))
            continue;
        const auto release = load(entry, each.version, source);
        if (!release) {
            if (!problem)
                problem = release.error();
            continue;
        }
        if (!newest)
            newest = *release;
        if (!ReleaseChecks::fits(*release, installation))
            continue;
        if (!newestForServer)
            newestForServer = *release;
        if (!isDemanded(*release))
            continue;
        if (newestForServer->version == release->version && newest->version != release->version) {
            choice.findings +=
                Finding({Finding::Severity::Note, u"newer-version"_s,
                         tr("%1 is newer, but not for this server: it needs PostgreSQL %2.")
                             .arg(ReleaseChecks::describe(*newest), newest->postgres.toWords())});
        }
        choice.release = *release;
        return choice;
    }
    if (!newest && problem)
        return *problem;
    choice.contradicts = newestForServer.has_value();
    choice.release = newestForServer ? newestForServer : newest;
    return choice;
}
