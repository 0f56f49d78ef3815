// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/planid.h"
#include "install/planner.h"
#include "install/planwording.h"
#include "install/preflight.h"
#include "install/systemadvice.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::StringLiterals;
using Severity = Finding::Severity;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Planner", text);
}

/// The extensions whose control files are among the manifest's.
QStringList extensionsOf(const Manifest &manifest)
{
    QStringList extensions;
    for (const Manifest::File &file : manifest.files) {
        const QFileInfo info(file.path);
        if (info.suffix() == u"control"
            && QFileInfo(info.path()).fileName() == u"extension" // not NAME--VERSION.control
            && !info.completeBaseName().contains(u"--"_s))
            extensions += info.completeBaseName();
    }
    for (const Manifest::SqlChange &change : manifest.sql)
        extensions += change.extension;
    extensions.removeDuplicates();
    return extensions;
}

/// Libraries of the manifest that the server preloads.
QStringList librariesOf(const Manifest &manifest)
{
    static const QStringList suffixes{u"so"_s, u"dylib"_s, u"dll"_s};
    QStringList libraries;
    for (const Manifest::File &file : manifest.files) {
        const QFileInfo info(file.path);
        if (suffixes.contains(info.suffix()))
            libraries += info.completeBaseName();
    }
    return libraries;
}

const ExtensionFacts *created(const QString &extension, const QList<ExtensionFacts> &list)
{
    const auto found = std::find_if(list.cbegin(), list.cend(), [&](const ExtensionFacts &each) {
        return each.name == extension && each.isCreated();
    });
    return found == list.cend() ? nullptr : &*found;
}

/// Those that others need come last.
QStringList dropOrder(QStringList extensions, const QList<ExtensionFacts> &list)
{
    QStringList ordered;
    while (!extensions.isEmpty()) {
        const auto free =
            std::find_if(extensions.cbegin(), extensions.cend(), [&](const QString &extension) {
                const ExtensionFacts *facts = created(extension, list);
                return !facts
                       || std::none_of(facts->requiredBy.cbegin(), facts->requiredBy.cend(),
                                       [&](const QString &other) {
                                           return other != extension && extensions.contains(other);
                                       });
            });
        ordered += extensions.takeAt(free == extensions.cend() ? 0 : free - extensions.cbegin());
    }
    return ordered;
}

void addDrops(Plan &plan, const QStringList &extensions, const UninstallRequest &request,
              const TargetFacts &facts)
{
    for (auto list = facts.extensions.cbegin(); list != facts.extensions.cend(); ++list) {
        const QString &database = list.key();
        const bool isChosen = request.databases.isEmpty() || request.databases.contains(database);
        for (const QString &extension : dropOrder(extensions, *list)) {
            const ExtensionFacts *there = created(extension, *list);
            if (!there)
                continue;
            if (!isChosen) {
                if (!request.keepFiles && request.manifest) {
                    plan.findings += Finding{
                        Severity::Blocker, u"in-use"_s,
                        tr("%1 is also created in the database %2, which would be left without "
                           "its files.")
                            .arg(extension, database),
                        tr("Drop it there, too, or keep the files.")};
                }
                continue;
            }
            QStringList dependants;
            for (const QString &other : there->requiredBy) {
                if (!extensions.contains(other))
                    dependants += other;
            }
            if (!dependants.isEmpty()) {
                plan.findings += Finding{Severity::Blocker, u"dependants"_s,
                                         tr("In the database %1, %2 needs %3.")
                                             .arg(database, dependants.join(u", "_s), extension),
                                         tr("Drop %1 first.").arg(dependants.join(u", "_s))};
            }
            plan.steps += PlanWording(plan).drop(extension, database);
            if (!plan.databases.contains(database))
                plan.databases += database;
        }
    }
    if (!plan.databases.isEmpty()) {
        plan.findings += Finding{
            Severity::Warning, u"data"_s,
            tr("Dropping an extension deletes the data that it keeps in tables of its own."),
            tr("Make a backup first if you may want it back.")};
    }
    const bool unseen =
        std::any_of(facts.databases.cbegin(), facts.databases.cend(),
                    [&](const QString &database) { return !facts.extensions.contains(database); });
    if (unseen && !request.keepFiles && request.manifest) {
        plan.findings += Finding{Severity::Warning, u"unseen"_s,
                                 tr("Not every database of the server could be looked at."),
                                 tr("Make sure that none of the others uses it.")};
    }
}

void takeOutPreload(Plan &plan, const Manifest &manifest, const TargetFacts &facts)
{
    const QStringList running = PreloadSetting::split(facts.preload.sharedPreload);
    const QStringList next = facts.preload.pendingValue.isEmpty()
                                 ? running
                                 : PreloadSetting::split(facts.preload.pendingValue);
    plan.preload = {next, next};
    const QStringList libraries = librariesOf(manifest);
    for (const QString &library : libraries) {
        for (const QString &name : {library, u"$libdir/"_s + library}) {
            plan.preload.after.removeAll(name);
            plan.needsRestart = plan.needsRestart || running.contains(name);
        }
    }
    if (plan.preload.isChange())
        plan.steps += PlanWording(plan).preload();
    if (!plan.needsRestart)
        return;
    plan.connectedClients = facts.clients;
    if (plan.target.cluster && plan.target.cluster->restart != Cluster::Restart::Forbidden) {
        plan.steps += PlanWording(plan).restart();
        return;
    }
    if (!plan.target.cluster)
        return;
    const auto remedy = SystemAdvice::restart(plan.target.installation, *plan.target.cluster);
    plan.findings += Finding{Severity::Warning, u"restart"_s,
                             tr("%1 keeps the library in memory until it is restarted, and you may "
                                "not do that from here.")
                                 .arg(plan.target.title()),
                             remedy.fix, remedy.command};
}

void checkOverwritten(Plan &plan, const Manifest &manifest, const TargetFacts &facts)
{
    for (const QString &extension : extensionsOf(manifest)) {
        const FileOwner owner = facts.owners.value(extension);
        if (owner.manifestId.isEmpty() || owner.manifestId == manifest.id)
            continue;
        plan.findings += Finding{Severity::Blocker, u"owned"_s,
                                 tr("The files of %1 were replaced since, by %2 %3.")
                                     .arg(extension, owner.name, owner.version),
                                 tr("Remove %1 instead.").arg(owner.name)};
    }
}

} // namespace

namespace Planner {

Result<Plan> planUninstall(const UninstallRequest &request, const TargetFacts &facts)
{
    Plan plan;
    plan.action = Plan::Action::Uninstall;
    plan.target = facts.target;
    const bool removesFiles = request.manifest && !request.keepFiles;
    QStringList extensions;
    if (request.manifest) {
        extensions = extensionsOf(*request.manifest);
        plan.subject = request.manifest->distribution.toLower();
        plan.fromVersion = request.manifest->version;
        plan.title = removesFiles ? tr("Remove %1 %2 from %3") : tr("Drop %1 %2 in %3");
        plan.title = plan.title.arg(request.manifest->distribution, request.manifest->version,
                                    plan.target.title());
    } else if (!request.extension.isEmpty()) {
        extensions = {request.extension};
        plan.subject = request.extension;
        plan.title = tr("Drop %1 in %2").arg(request.extension, plan.target.title());
    } else {
        return Error{Error::Kind::Invalid, tr("Say what is to be removed."), {}};
    }
    if (plan.target.cluster && !facts.serverReachable) {
        const auto remedy = SystemAdvice::start(plan.target.installation, *plan.target.cluster);
        plan.findings +=
            Finding{Severity::Blocker, u"server"_s,
                    tr("%1 does not answer, so whether a database uses it is not known. %2")
                        .arg(plan.target.title(), facts.serverProblem)
                        .trimmed(),
                    remedy.fix, remedy.command};
    }
    for (const QString &database : request.databases) {
        if (facts.serverReachable && !facts.databases.contains(database)) {
            plan.findings +=
                Finding{Severity::Blocker, u"database"_s,
                        tr("There is no database %1 on %2.").arg(database, plan.target.title()),
                        tr("There are: %1.").arg(facts.databases.join(u", "_s))};
        }
    }
    if (removesFiles) {
        plan.manifestId = request.manifest->id;
        for (const Manifest::File &file : request.manifest->files)
            (file.replaced ? plan.restoredFiles : plan.removedFiles) += file.path;
        // A person's own folder of PostgreSQL 18 needs nobody's leave.
        const Installation &installation = plan.target.installation;
        const QStringList folders = installation.allowedFolders();
        const bool inInstallation = std::any_of(
            request.manifest->files.cbegin(), request.manifest->files.cend(),
            [&](const Manifest::File &file) {
                return std::any_of(folders.cbegin(), folders.cend(), [&](const QString &folder) {
                    return file.path.startsWith(folder + u'/');
                });
            });
        plan.needsElevation = inInstallation && !installation.isWritable;
    }
    addDrops(plan, extensions, request, facts);
    if (removesFiles) {
        takeOutPreload(plan, *request.manifest, facts);
        plan.steps += PlanWording(plan).remove(int(request.manifest->files.size()),
                                               request.manifest->userFolder);
        checkOverwritten(plan, *request.manifest, facts);
        if (plan.needsElevation && facts.elevation.isEmpty()) {
            const auto remedy = SystemAdvice::tool(SystemAdvice::Tool::Elevation);
            plan.findings += Finding{Severity::Blocker, u"elevation"_s,
                                     tr("You may not change %1, and pkexec, which would ask for "
                                        "the administrator's password, is not here.")
                                         .arg(plan.target.installation.pkglibdir),
                                     remedy.fix, remedy.command};
        }
    } else if (!request.manifest && !request.keepFiles) {
        const FileOwner owner = facts.owners.value(request.extension);
        plan.findings += Finding{
            Severity::Note, u"files"_s,
            owner.name.isEmpty()
                ? tr("The files of %1 stay: Howdah did not install them.").arg(request.extension)
                : tr("The files of %1 stay: they belong to %2.")
                      .arg(request.extension, owner.name)};
    }
    std::stable_sort(
        plan.findings.begin(), plan.findings.end(),
        [](const Finding &one, const Finding &other) { return one.severity < other.severity; });
    plan.seconds = 0;
    for (const Step &step : std::as_const(plan.steps))
        plan.seconds += qMax(0.0, step.seconds);
    const PlanWording wording(plan);
    plan.summary = wording.summary();
    plan.undoText = wording.undoText();
    plan.id = PlanId::of(plan);
    return plan;
}

} // namespace Planner
