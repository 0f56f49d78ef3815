// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
// The steps in databases of PlanComposer.
#include "install/plancomposer.h"
#include "install/planwording.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using Severity = Finding::Severity;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Planner", text);
}

QString providedVersion(const Release &release, const QString &extension)
{
    for (const ProvidedExtension &provided : release.extensions) {
        if (provided.name == extension)
            return provided.version;
    }
    return release.version.toString();
}

} // namespace

void PlanComposer::addSqlSteps()
{
    for (const QString &database : std::as_const(m_plan.databases)) {
        addOnDisk(database);
        for (const Item &item : m_resolution.items) {
            if (!m_held.contains(item.release.key()))
                addItem(item, database);
        }
    }
    m_plan.steps += m_proofs;
    const Item *item = wanted();
    if (!m_plan.runTests)
        return;
    const int release = item ? releaseIndex(*item) : -1;
    if (release < 0 || !m_facts.serverReachable) {
        m_plan.runTests = false;
        find(Severity::Warning, u"tests"_s,
             release < 0 ? tr("Its tests come with its sources, and those are not fetched now.")
                         : tr("The regression tests need a running server."),
             release < 0 ? tr("Install it again with the tests.") : QString());
        return;
    }
    m_plan.steps += PlanWording(m_plan).regressionTest(release);
}

void PlanComposer::addOnDisk(const QString &database)
{
    for (const QString &extension : m_resolution.onDisk) {
        const bool isWanted = extension == m_resolution.wantedExtension;
        const ExtensionFacts *facts = factsOf(extension, database);
        if (!facts || !facts->isCreated()) {
            m_plan.steps += PlanWording(m_plan).create(extension, database,
                                                       isWanted ? m_plan.schema : QString());
            if (!m_plan.contrib.contains(extension))
                m_plan.contrib += extension;
            if (isWanted)
                addProof({}, extension, database, m_facts.onDisk.value(extension));
        } else if (isWanted && facts->hasUpdate()) {
            Item onlyOnDisk;
            onlyOnDisk.isThere = true;
            addExisting(onlyOnDisk, extension, *facts, database);
        }
    }
}

void PlanComposer::addItem(const Item &item, const QString &database)
{
    for (const QString &extension : item.extensions) {
        // A script among a v1 release's extensions; when the files are there, the disk tells.
        const bool isOptional = extension != item.primary && item.release.metaSpec < 2
                                && item.neededBy.isEmpty()
                                && !m_request.extensions.contains(extension, Qt::CaseInsensitive);
        if (isOptional && item.isThere && !m_facts.onDisk.contains(extension))
            continue;
        const ExtensionFacts *facts = factsOf(extension, database);
        if (facts && facts->isCreated()) {
            addExisting(item, extension, *facts, database);
            continue;
        }
        QString why;
        if (isOptional)
            why = tr("left out if the release does not bring it");
        else if (!item.neededBy.isEmpty())
            why = tr("%1 needs it").arg(item.neededBy);
        Step step = PlanWording(m_plan).create(
            extension, database, item.neededBy.isEmpty() ? m_plan.schema : QString(), why);
        step.release = releaseIndex(item);
        step.optional = isOptional;
        m_plan.steps += step;
        addProof(item, extension, database,
                 item.isThere ? m_facts.onDisk.value(extension)
                              : providedVersion(item.release, extension));
        m_proofs.last().optional = isOptional;
    }
}

void PlanComposer::addExisting(const Item &item, const QString &extension,
                               const ExtensionFacts &created, const QString &database)
{
    QString to;
    if (item.isThere) {
        if (!created.hasUpdate() || !item.neededBy.isEmpty())
            return;
        to = created.defaultVersion;
        if (!created.updateTargets.contains(to)) {
            find(Severity::Warning, u"update-path"_s,
                 tr("In %1, %2 is %3 and there is no script that updates it to %4.")
                     .arg(database, extension, created.installedVersion, to),
                 tr("It stays as it is. To have the new version, drop and create it again."));
            return;
        }
    } else {
        to = providedVersion(item.release, extension);
        if (created.installedVersion == to)
            return;
        const auto before = Version::parseTolerant(created.installedVersion);
        const auto after = Version::parseTolerant(to);
        if (before && after && *before > *after) {
            find(Severity::Warning, u"downgrade"_s,
                 tr("In %1, %2 stays %3: there is no way back for what is created.")
                     .arg(database, extension, created.installedVersion),
                 tr("It may stop working with the older files; drop and create it again then."));
            return;
        }
    }
    m_updatesSql = true;
    Step step = PlanWording(m_plan).update(extension, database, created.installedVersion, to);
    step.release = releaseIndex(item);
    m_plan.steps += step;
    addProof(item, extension, database, to);
}

void PlanComposer::addProof(const Item &item, const QString &extension, const QString &database,
                            const QString &version)
{
    Step step = PlanWording(m_plan).prove(extension, database, version);
    step.release = releaseIndex(item);
    m_proofs += step;
}
