// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/planfixtures.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace PlanFixtures;

namespace {

Manifest manifest()
{
    Manifest manifest;
    manifest.id = u"m1"_s;
    manifest.distribution = u"semver"_s;
    manifest.version = u"0.40.0"_s;
    manifest.state = Manifest::State::Complete;
    for (const QString &path : {u"/usr/share/postgresql/15/extension/semver.control"_s,
                                u"/usr/share/postgresql/15/extension/semver--0.40.0.sql"_s,
                                u"/usr/lib/postgresql/15/lib/semver.so"_s}) {
        Manifest::File file;
        file.path = path;
        manifest.files += file;
    }
    return manifest;
}

TargetFacts withSemver()
{
    TargetFacts facts = PlanFixtures::facts();
    putOnDisk(facts, u"semver"_s, u"0.40.0"_s);
    row(facts, u"shop"_s, u"semver"_s).installedVersion = u"0.40.0"_s;
    return facts;
}

Plan planned(const UninstallRequest &wanted, const TargetFacts &target)
{
    const auto plan = Planner::planUninstall(wanted, target);
    if (!plan)
        qFatal("%s", qPrintable(plan.error().message));
    return *plan;
}

} // namespace

class TestUninstallPlanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dropsWhereItIsCreatedThenRemovesItsFiles()
    {
        const Plan plan = planned({.manifest = manifest()}, withSemver());
        QVERIFY(plan.isPossible());
        QCOMPARE(outline(plan), u"drop(shop.semver) remove"_s);
        QCOMPARE(plan.action, Plan::Action::Uninstall);
        QCOMPARE(plan.title, u"Remove semver 0.40.0 from PostgreSQL 15.20 · main"_s);
        QCOMPARE(plan.manifestId, u"m1"_s);
        QCOMPARE(plan.removedFiles.size(), 3);
        QCOMPARE(plan.steps.constFirst().sql, u"DROP EXTENSION semver"_s);
        QCOMPARE(plan.steps.constLast().title, u"Remove 3 files"_s);
        QVERIFY(finding(plan, u"data"_s));
        QVERIFY(!plan.id.isEmpty());
    }

    void whatNeedsItBlocks()
    {
        TargetFacts facts = withSemver();
        row(facts, u"shop"_s, u"semver"_s).requiredBy = {u"versions"_s};
        const Plan plan = planned({.manifest = manifest()}, facts);
        QCOMPARE(blockers(plan), QStringList(u"dependants"_s));
        QVERIFY(plan.findings.constFirst().message.contains(u"versions"_s));
    }

    void extensionsOfOneDistributionAreDroppedInTheirOrder()
    {
        Manifest both = manifest();
        Manifest::File file;
        file.path = u"/usr/share/postgresql/15/extension/aversions.control"_s;
        both.files += file;
        TargetFacts facts = withSemver();
        row(facts, u"shop"_s, u"semver"_s).requiredBy = {u"aversions"_s};
        row(facts, u"shop"_s, u"aversions"_s).installedVersion = u"1"_s;
        const Plan plan = planned({.manifest = both}, facts);
        QVERIFY(plan.isPossible());
        QCOMPARE(outline(plan), u"drop(shop.aversions) drop(shop.semver) remove"_s);
    }

    void aDatabaseLeftOutBlocksTheRemovalOfFiles()
    {
        TargetFacts facts = withSemver();
        row(facts, u"crm"_s, u"semver"_s).installedVersion = u"0.40.0"_s;
        UninstallRequest request{.manifest = manifest(), .databases = {u"shop"_s}};
        QCOMPARE(blockers(planned(request, facts)), QStringList(u"in-use"_s));
        request.keepFiles = true;
        const Plan plan = planned(request, facts);
        QVERIFY(plan.isPossible());
        QCOMPARE(outline(plan), u"drop(shop.semver)"_s);
    }

    void aPreloadedLibraryLeavesTheSettingBeforeItsFileGoes()
    {
        TargetFacts facts = withSemver();
        facts.preload.sharedPreload = u"auto_explain, semver, pg_stat_statements"_s;
        const Plan plan = planned({.manifest = manifest()}, facts);
        QCOMPARE(outline(plan), u"drop(shop.semver) preload restart remove"_s);
        QCOMPARE(plan.preload.after, (QStringList{u"auto_explain"_s, u"pg_stat_statements"_s}));
        QVERIFY(plan.needsRestart);
        facts.target.cluster->restart = Cluster::Restart::Forbidden;
        const Plan byHand = planned({.manifest = manifest()}, facts);
        QCOMPARE(outline(byHand), u"drop(shop.semver) preload remove"_s);
        QVERIFY(finding(byHand, u"restart"_s));
    }

    void replacedFilesComeBack()
    {
        Manifest replacing = manifest();
        replacing.files[0].replaced = true;
        const Plan plan = planned({.manifest = replacing}, withSemver());
        QCOMPARE(plan.restoredFiles, QStringList(replacing.files[0].path));
        QCOMPARE(plan.removedFiles.size(), 2);
    }

    void aServerThatDoesNotAnswerBlocks()
    {
        TargetFacts facts = withSemver();
        facts.serverReachable = false;
        facts.extensions.clear();
        QCOMPARE(blockers(planned({.manifest = manifest()}, facts)), QStringList(u"server"_s));
    }

    void withoutAManifestOnlyTheSqlGoes()
    {
        TargetFacts facts = withSemver();
        facts.owners[u"semver"_s] = {FileOwner::Kind::SystemPackage, u"postgresql-15-semver"_s, {}};
        const Plan plan = planned({.extension = u"semver"_s}, facts);
        QCOMPARE(outline(plan), u"drop(shop.semver)"_s);
        QVERIFY(finding(plan, u"files"_s)->message.contains(u"postgresql-15-semver"_s));
    }

    void elevationIsForTheInstallationOnly()
    {
        TargetFacts facts = withSemver();
        facts.target.installation.isWritable = false;
        QVERIFY(planned({.manifest = manifest()}, facts).needsElevation);
        Manifest own = manifest();
        for (Manifest::File &file : own.files)
            file.path = u"/home/ann/extensions/18"_s + file.path;
        QVERIFY(!planned({.manifest = own}, facts).needsElevation);
    }

    void nothingNamedIsAnError() { QVERIFY(!Planner::planUninstall({}, facts())); }
};

QTEST_APPLESS_MAIN(TestUninstallPlanner)
#include "tst_uninstallplanner.moc"
