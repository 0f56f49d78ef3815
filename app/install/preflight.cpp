// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/preflight.h"

#include "install/sqltext.h"
#include "install/systemadvice.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;
using Severity = Finding::Severity;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Planner", text);
}

QString size(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

Finding missing(Severity severity, const QString &id, const QString &message,
                const SystemAdvice::Remedy &remedy)
{
    return {severity, id, message, remedy.fix, remedy.command};
}

void checkTools(QList<Finding> &findings, const Plan &plan, const TargetFacts &facts,
                const QList<Preflight::SourceFacts> &sources)
{
    bool builds = false;
    bool mayBeNative = false;
    bool wantsCMake = false;
    for (int index = 0; index < plan.releases.size(); ++index) {
        const PlannedRelease &planned = plan.releases[index];
        if (planned.isCached)
            continue;
        builds = true;
        mayBeNative = mayBeNative || sources.value(index).mayBeNative;
        wantsCMake = wantsCMake || planned.release.pipeline == u"cmake";
    }
    if (!builds)
        return;
    // A release without a Makefile needs none of these; whether it has one shows only when it is unpacked.
    const Severity severity = mayBeNative ? Severity::Blocker : Severity::Warning;
    const Installation &installation = plan.target.installation;
    if (!installation.hasServerHeaders) {
        findings += missing(
            severity, u"server-headers"_s,
            tr("The server's development files of %1 are not installed.").arg(installation.title()),
            SystemAdvice::serverHeaders(installation));
    }
    if (facts.compiler.isEmpty()) {
        findings += missing(severity, u"compiler"_s, tr("There is no C compiler on this computer."),
                            SystemAdvice::tool(SystemAdvice::Tool::Compiler));
    } else if (!facts.compilerTakesFlags && mayBeNative) {
        findings += {Severity::Note, u"compiler-flags"_s,
                     tr("This PostgreSQL was compiled by another compiler: %1 does not know all of "
                        "its options.")
                         .arg(facts.compiler),
                     tr("They are left out; nothing is to be done.")};
    }
    if (facts.make.isEmpty()) {
        findings += missing(severity, u"make"_s, tr("GNU make is not installed."),
                            SystemAdvice::tool(SystemAdvice::Tool::Make));
    }
    if (wantsCMake && facts.cmake.isEmpty()) {
        findings += missing(Severity::Blocker, u"cmake"_s, tr("CMake is not installed."),
                            SystemAdvice::tool(SystemAdvice::Tool::CMake));
    }
    if (!facts.jail.isEmpty())
        return;
    QString message = tr("Downloaded code cannot be locked up on this computer while it is built.");
    if (!facts.jailProblem.isEmpty())
        message += u' ' + facts.jailProblem;
    if (plan.allowWithoutJail) {
        findings += {Severity::Warning, u"jail"_s, message,
                     tr("It will be built without a jail, as you allowed: it can read your files "
                        "and use the network meanwhile.")};
        return;
    }
    SystemAdvice::Remedy remedy = SystemAdvice::tool(SystemAdvice::Tool::Jail);
    remedy.fix += u' ' + tr("Or allow building without a jail, if you trust the author.");
    findings += missing(Severity::Blocker, u"jail"_s, message, remedy);
}

void checkDisk(QList<Finding> &findings, const Plan &plan, const TargetFacts &facts,
               const QList<Preflight::SourceFacts> &sources)
{
    constexpr qint64 megabyte = 1'000'000;
    qint64 archives = 0;
    for (const Preflight::SourceFacts &source : sources)
        archives += qMax<qint64>(0, source.archiveBytes);
    // Unpacked sources and objects take about 20 times the archive, what is installed at most 5 times.
    const qint64 forBuilding = 20 * megabyte + 20 * archives;
    const qint64 forFiles = 5 * megabyte + 5 * archives;
    if (facts.freeBytesCache >= 0 && facts.freeBytesCache < forBuilding) {
        findings += {Severity::Blocker, u"disk"_s,
                     tr("Only %1 are free where Howdah builds; about %2 are needed.")
                         .arg(size(facts.freeBytesCache), size(forBuilding)),
                     tr("Free some space, or empty the cache.")};
    }
    if (facts.freeBytesInstallation >= 0 && facts.freeBytesInstallation < forFiles) {
        findings += {Severity::Blocker, u"disk"_s,
                     tr("Only %1 are free where %2 is installed; about %3 are needed.")
                         .arg(size(facts.freeBytesInstallation), plan.target.installation.title(),
                              size(forFiles)),
                     tr("Free some space there.")};
    }
}

void checkRights(QList<Finding> &findings, const Plan &plan, const TargetFacts &facts)
{
    const Installation &installation = plan.target.installation;
    if (plan.needsElevation && facts.elevation.isEmpty()) {
        SystemAdvice::Remedy remedy = SystemAdvice::tool(SystemAdvice::Tool::Elevation);
        remedy.fix += u' ' + tr("Or run Howdah as the owner of that folder.");
        findings += missing(Severity::Blocker, u"elevation"_s,
                            tr("You may not write into %1, and pkexec, which would ask for the "
                               "administrator's password, is not here.")
                                .arg(installation.pkglibdir),
                            remedy);
    }
    if (plan.target.cluster && plan.target.cluster->isRemote) {
        findings +=
            {Severity::Blocker, u"remote"_s,
             tr("%1 runs on another computer: files cannot be put there from here.")
                 .arg(plan.target.title()),
             tr("Install the files on that computer, then create the extension from here.")};
    }
    if (plan.destination != Plan::Destination::UserFolder || !plan.target.cluster)
        return;
    const QString &owner = plan.target.cluster->owner;
    if (!owner.isEmpty() && !facts.account.isEmpty() && owner != facts.account
        && !facts.home.isEmpty() && plan.userFolder.startsWith(facts.home + u'/')) {
        findings +=
            {Severity::Warning, u"user-folder"_s,
             tr("The server runs as %1 and must be able to read %2.").arg(owner, plan.userFolder),
             tr("If it cannot, nothing will be created: install into the server's own "
                "folders instead.")};
    }
}

void checkMajor(QList<Finding> &findings, const Plan &plan)
{
    const Installation &installation = plan.target.installation;
    const auto &cluster = plan.target.cluster;
    if (cluster && cluster->version.major > 0 && installation.version.major > 0
        && cluster->version.major != installation.version.major) {
        findings += {Severity::Blocker, u"version-mismatch"_s,
                     tr("The server runs PostgreSQL %1, but the files would go to PostgreSQL %2.")
                         .arg(cluster->version.shortText(), installation.version.shortText()),
                     tr("Choose the installation that this server runs from.")};
    }
}

bool isTrusted(const QString &extension, const TargetFacts &facts, bool *known)
{
    for (const QList<ExtensionFacts> &list : facts.extensions) {
        for (const ExtensionFacts &each : list) {
            if (each.name == extension) {
                *known = true;
                return each.trusted || !each.superuser;
            }
        }
    }
    *known = false;
    return false;
}

void checkSqlRights(QList<Finding> &findings, const Plan &plan, const TargetFacts &facts)
{
    if (facts.isSuperuser)
        return;
    const QString user = plan.target.cluster->connection.user;
    const QString who = user.isEmpty() ? tr("You") : user;
    if (plan.preload.isChange()) {
        findings += {Severity::Blocker, u"rights"_s,
                     tr("%1 may not change the server's settings.").arg(who),
                     tr("Connect as a superuser, or have one run: %1")
                         .arg(SqlText::alterSystemLibraries(plan.preload.after))};
    }
    QStringList untrusted;
    QStringList unknown;
    for (const Step &step : plan.steps) {
        if (step.kind != Step::Kind::Create || untrusted.contains(step.extension)
            || unknown.contains(step.extension))
            continue;
        bool known = false;
        const bool trusted = isTrusted(step.extension, facts, &known);
        const bool isNew = step.release >= 0;
        if (isNew || !known)
            unknown += step.extension;
        else if (!trusted)
            untrusted += step.extension;
    }
    if (!untrusted.isEmpty()) {
        findings += {Severity::Blocker, u"rights"_s,
                     tr("Only a superuser can create %1.").arg(untrusted.join(u", "_s)),
                     tr("Connect as a superuser.")};
    }
    if (!unknown.isEmpty()) {
        findings += {Severity::Warning, u"rights"_s,
                     tr("%1 is no superuser: %2 can be created only if its author marked it as "
                        "trusted or it needs no superuser.")
                         .arg(who, unknown.join(u", "_s)),
                     tr("Connect as a superuser if it fails.")};
    }
}

} // namespace

namespace Preflight {

QList<Finding> check(const Plan &plan, const TargetFacts &facts, const QList<SourceFacts> &sources)
{
    QList<Finding> findings;
    checkMajor(findings, plan);
    if (plan.releases.isEmpty())
        return findings;
    checkTools(findings, plan, facts, sources);
    checkDisk(findings, plan, facts, sources);
    checkRights(findings, plan, facts);
    return findings;
}

QList<Finding> checkServer(const Plan &plan, const TargetFacts &facts)
{
    QList<Finding> findings;
    if (plan.databases.isEmpty())
        return findings;
    if (!plan.target.cluster) {
        findings += {Severity::Blocker, u"server"_s,
                     tr("No server of %1 is chosen, so nothing can be created in a database.")
                         .arg(plan.target.installation.title()),
                     tr("Choose one, or install the files only.")};
        return findings;
    }
    if (!facts.serverReachable) {
        QString message = tr("%1 does not answer.").arg(plan.target.title());
        if (!facts.serverProblem.isEmpty())
            message += u' ' + facts.serverProblem;
        findings += missing(Severity::Blocker, u"server"_s, message,
                            SystemAdvice::start(plan.target.installation, *plan.target.cluster));
        return findings;
    }
    for (const QString &database : plan.databases) {
        if (!facts.databases.contains(database)) {
            findings += {Severity::Blocker, u"database"_s,
                         tr("There is no database %1 on %2.").arg(database, plan.target.title()),
                         facts.databases.isEmpty()
                             ? QString()
                             : tr("There are: %1.").arg(facts.databases.join(u", "_s))};
        } else if (const auto schemas = facts.schemas.constFind(database);
                   !plan.schema.isEmpty() && schemas != facts.schemas.constEnd()
                   && !schemas->contains(plan.schema)) {
            findings +=
                {Severity::Blocker, u"schema"_s,
                 tr("The database %1 has no schema %2.").arg(database, plan.schema),
                 tr("Create it first: %1").arg(u"CREATE SCHEMA "_s + SqlText::name(plan.schema))};
        }
    }
    checkSqlRights(findings, plan, facts);
    return findings;
}

} // namespace Preflight
