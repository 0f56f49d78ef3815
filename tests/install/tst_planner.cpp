// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/planfixtures.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace PlanFixtures;

class TestPlanner : public QObject
{
    Q_OBJECT

private:
    static Plan planned(const PlanRequest &wanted, const TargetFacts &target,
                        const ReleaseSource &source)
    {
        const auto plan = Planner::plan(wanted, target, source);
        if (!plan)
            qFatal("%s", qPrintable(plan.error().message));
        return *plan;
    }

private Q_SLOTS:
    void plansAllStepsOfASimpleInstall()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s, u"9.2.0"_s));
        const Plan plan = planned(request(u"semver"_s), facts(), source);
        QVERIFY(plan.isPossible());
        QCOMPARE(plan.findings, QList<Finding>());
        QCOMPARE(outline(plan), u"fetch(semver) verify(semver) unpack(semver) build(semver) "
                                "check(semver) copy create(shop.semver) prove(shop.semver)"_s);
        QCOMPARE(plan.title, u"Install semver 0.40.0 into PostgreSQL 15.20 · main"_s);
        QCOMPARE(plan.summary,
                 u"Built from source on this computer. Nothing runs as administrator."_s);
        QCOMPARE(plan.action, Plan::Action::Install);
        QCOMPARE(plan.subject, u"semver"_s);
        QCOMPARE(plan.downloadBytes, 22'000);
        QCOMPARE(plan.steps.at(6).sql, u"CREATE EXTENSION semver CASCADE"_s);
        QVERIFY(plan.seconds > 0);
        QVERIFY(!plan.needsRestart && !plan.needsElevation && !plan.preload.isChange());
        for (const Step &step : plan.steps) {
            QVERIFY2(!step.title.isEmpty(), qPrintable(nameOf(step.kind)));
            QVERIFY2(!step.why.isEmpty(), qPrintable(nameOf(step.kind)));
            QVERIFY2(!step.title.contains(u'%') && !step.why.contains(u'%'),
                     qPrintable(step.title + step.why));
        }
    }

    void theSameQuestionHasTheSameAnswer()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        const Plan one = planned(request(u"semver"_s), facts(), source);
        QCOMPARE(planned(request(u"semver"_s), facts(), source), one);
        QVERIFY(!one.id.isEmpty());
        QVERIFY(planned(request(u"semver"_s, {u"crm"_s}), facts(), source).id != one.id);
    }

    void signedReleaseMustBeTheArchiveThatWasSigned()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        Provenance provenance;
        provenance.state = Provenance::State::Signed;
        provenance.keyName = u"kPrK _qmx"_s;
        provenance.digests.sha512 = QByteArray(64, 'y');
        source.setProvenance(provenance);
        const Plan plan = planned(request(u"semver"_s), facts(), source);
        QVERIFY(plan.isPossible());
        QCOMPARE(plan.releases.constFirst().provenance, provenance);
        QCOMPARE(plan.releases.constFirst().release.digests, provenance.digests);
        QVERIFY2(plan.steps.at(1).why.contains(u"kPrK _qmx"_s), qPrintable(plan.steps.at(1).why));
    }

    void signatureThatDoesNotHoldBlocks()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        source.setProvenance(Error{Error::Kind::Integrity, u"It was not signed."_s, {}});
        const Plan plan = planned(request(u"semver"_s), facts(), source);
        QCOMPARE(blockers(plan), QStringList(u"signature"_s));
        QCOMPARE(plan.findings.constFirst().message, u"It was not signed."_s);
        QCOMPARE(plan.releases.constFirst().provenance.state, Provenance::State::Refused);
    }

    void signatureThatCannotBeHadNowIsToldAndNoMore()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        source.setProvenance(Error{Error::Kind::Network, u"No network."_s, {}});
        const Plan plan = planned(request(u"semver"_s), facts(), source);
        QVERIFY(plan.isPossible());
        QVERIFY(finding(plan, u"signature"_s));
        QCOMPARE(plan.releases.constFirst().provenance.state, Provenance::State::Unknown);
    }

    void takesTheNewestVersionForTheServer()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.30.0"_s, u"9.2.0"_s));
        source.add(release(u"semver"_s, u"0.31.0"_s, u"13.0.0"_s));
        source.add(release(u"semver"_s, u"0.40.0"_s, u"17.0.0"_s));
        const Plan plan = planned(request(u"semver"_s), facts(), source);
        QCOMPARE(plan.releases.constFirst().release.version, version(u"0.31.0"_s));
        QVERIFY(plan.isPossible());
        QVERIFY(finding(plan, u"newer-version"_s)->message.contains(u"0.40.0"_s));
    }

    void explainsThatNoVersionIsForTheServer()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s, u"17.0.0"_s));
        const Plan plan = planned(request(u"semver"_s), facts(), source);
        QCOMPARE(blockers(plan), QStringList(u"postgres-version"_s));
        QVERIFY(plan.findings.constFirst().message.contains(u"15.20"_s));
        QVERIFY(!plan.findings.constFirst().fix.isEmpty());
    }

    void refusesAnotherPlatformAndAnUnknownBuildSystem()
    {
        ListedReleases source;
        Release acme = release(u"acme"_s, u"1.0.0"_s);
        acme.platforms = {u"windows"_s};
        acme.pipeline = u"pgrx"_s;
        source.add(acme);
        QCOMPARE(blockers(planned(request(u"acme"_s), facts(), source)),
                 (QStringList{u"platform"_s, u"pipeline"_s}));
    }

    void yankedReleaseIsTakenOnlyWhenExactlyItIsAskedFor()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        Release yanked = release(u"semver"_s, u"0.41.0"_s);
        yanked.yanked = Yank{{}, u"Loses data."_s, u"0.40.0"_s};
        source.add(yanked);
        PlanRequest wanted = request(u"semver"_s);
        Plan plan = planned(wanted, facts(), source);
        QVERIFY(plan.isPossible());
        QCOMPARE(plan.releases.constFirst().release.version, version(u"0.40.0"_s));
        QVERIFY(finding(plan, u"yanked-version"_s)->message.contains(u"Loses data."_s));
        wanted.version = version(u"0.41.0"_s);
        plan = planned(wanted, facts(), source);
        QVERIFY(plan.isPossible());
        QCOMPARE(plan.releases.constFirst().release.version, version(u"0.41.0"_s));
        QCOMPARE(finding(plan, u"yanked"_s)->severity, Finding::Severity::Warning);
        QVERIFY(finding(plan, u"yanked"_s)->message.contains(u"Loses data."_s));
        QVERIFY(finding(plan, u"yanked"_s)->fix.contains(u"semver 0.40.0"_s));
    }

    void distributionWithNothingButYankedReleasesIsRefused()
    {
        ListedReleases source;
        Release yanked = release(u"semver"_s, u"0.41.0"_s);
        yanked.yanked = Yank{{}, u"Loses data."_s, {}};
        source.add(yanked);
        PlanRequest wanted = request(u"semver"_s);
        const Plan plan = planned(wanted, facts(), source);
        QCOMPARE(blockers(plan), QStringList(u"yanked"_s));
        QVERIFY(plan.findings.constFirst().message.contains(u"Loses data."_s));
        QVERIFY(plan.findings.constFirst().fix.contains(u"semver@0.41.0"_s));
        wanted.version = version(u"0.41.0"_s);
        QVERIFY(planned(wanted, facts(), source).isPossible());
    }

    void deprecationIsToldInThePlan()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s)).distribution.deprecated =
            Deprecation{{}, u"Nobody keeps it."_s, u"semver2"_s};
        const Plan plan = planned(request(u"semver"_s), facts(), source);
        QVERIFY(plan.isPossible());
        QVERIFY(finding(plan, u"deprecated"_s)->message.contains(u"Nobody keeps it."_s));
        QVERIFY(finding(plan, u"deprecated"_s)->fix.contains(u"semver2"_s));
    }

    void preReleasesNeedLeave()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        Release testing = release(u"semver"_s, u"0.41.0"_s);
        testing.status = ReleaseStatus::Testing;
        source.add(testing);
        source.add(release(u"semver"_s, u"0.42.0-rc1"_s));
        PlanRequest wanted = request(u"semver"_s);
        QCOMPARE(planned(wanted, facts(), source).releases.constFirst().release.version,
                 version(u"0.40.0"_s));
        wanted.version = version(u"0.41.0"_s);
        QCOMPARE(blockers(planned(wanted, facts(), source)), QStringList(u"pre-release"_s));
        wanted.allowPreRelease = true;
        QVERIFY(planned(wanted, facts(), source).isPossible());
        wanted.version.reset();
        QCOMPARE(planned(wanted, facts(), source).releases.constFirst().release.version,
                 version(u"0.42.0-rc1"_s));
    }

    void aDistributionWithoutStableReleasesIsPlannedButBlocked()
    {
        ListedReleases source;
        Release testing = release(u"young"_s, u"0.1.0"_s);
        testing.status = ReleaseStatus::Unstable;
        source.add(testing);
        const Plan plan = planned(request(u"young"_s), facts(), source);
        QCOMPARE(blockers(plan), QStringList(u"pre-release"_s));
        QCOMPARE(plan.releases.size(), 1);
    }

    void unknownVersionNamesTheKnownOnes()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        PlanRequest wanted = request(u"semver"_s);
        wanted.version = version(u"9.9.9"_s);
        const auto plan = Planner::plan(wanted, facts(), source);
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, Error::Kind::NotFound);
        QVERIFY(plan.error().message.contains(u"0.40.0"_s));
    }

    void unknownNameSuggestsNearOnes()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        source.setSimilar({u"semver"_s, u"server"_s});
        const auto plan = Planner::plan(request(u"semvr"_s), facts(), source);
        QVERIFY(!plan);
        QCOMPARE(plan.error().kind, Error::Kind::NotFound);
        QVERIFY(plan.error().message.contains(u"Did you mean semver or server?"_s));
    }

    void findsTheDistributionOfAnExtensionAndCreatesOnlyThat()
    {
        ListedReleases source;
        Release pair = release(u"pair"_s, u"1.0.0"_s);
        pair.extensions = {extension(u"left"_s, u"1.0.0"_s), extension(u"right"_s, u"1.0.0"_s)};
        source.add(pair);
        const Plan byExtension = planned(request(u"right"_s), facts(), source);
        QCOMPARE(byExtension.releases.constFirst().extensions, QStringList(u"right"_s));
        QCOMPARE(byExtension.subject, u"pair"_s);
        const Plan byDistribution = planned(request(u"pair"_s), facts(), source);
        QCOMPARE(byDistribution.releases.constFirst().extensions,
                 (QStringList{u"left"_s, u"right"_s}));
        PlanRequest chosen = request(u"pair"_s);
        chosen.extensions = {u"left"_s, u"middle"_s};
        const Plan plan = planned(chosen, facts(), source);
        QCOMPARE(plan.releases.constFirst().extensions, QStringList(u"left"_s));
        QCOMPARE(blockers(plan), QStringList(u"extension"_s));
    }

    void scriptsAmongTheExtensionsOfAV1ReleaseAreOptional()
    {
        // pgTAP lists "pgtap-core", which is a script without a control file.
        ListedReleases source;
        Release pgtap = release(u"pgTAP"_s, u"1.3.3"_s);
        pgtap.extensions = {extension(u"pgtap"_s, u"1.3.3"_s),
                            extension(u"pgtap-core"_s, u"1.3.3"_s)};
        source.add(pgtap);
        const Plan plan = planned(request(u"pgtap"_s), facts(), source);
        QStringList optional;
        for (const Step &step : plan.steps) {
            if (step.optional)
                optional += nameOf(step.kind) + u' ' + step.extension;
        }
        QCOMPARE(optional, (QStringList{u"create pgtap-core"_s, u"prove pgtap-core"_s}));

        TargetFacts there = facts();
        putOnDisk(there, u"pgtap"_s, u"1.3.3"_s);
        QCOMPARE(outline(planned(request(u"pgtap"_s), there, source)),
                 u"create(shop.pgtap) prove(shop.pgtap)"_s);
    }

    void dependenciesComeFirstAndAreCreatedFirst()
    {
        ListedReleases source;
        Release base = release(u"base"_s, u"1.0.0"_s);
        Release middle = release(u"middle"_s, u"1.0.0"_s);
        middle.requirements = {requires_(u"base"_s, u">= 1.0.0"_s)};
        Release top = release(u"top"_s, u"1.0.0"_s);
        top.requirements = {requires_(u"middle"_s),
                            requires_(u"hstore"_s, u"0"_s, Requirement::Source::Core)};
        source.add(base);
        source.add(middle);
        source.add(top);
        const Plan plan = planned(request(u"top"_s), facts(), source);
        QVERIFY(plan.isPossible());
        QCOMPARE(outline(plan),
                 u"fetch(base) verify(base) unpack(base) build(base) check(base) "
                 "fetch(middle) verify(middle) unpack(middle) build(middle) check(middle) "
                 "fetch(top) verify(top) unpack(top) build(top) check(top) copy "
                 "create(shop.hstore) create(shop.base) create(shop.middle) create(shop.top) "
                 "prove(shop.base) prove(shop.middle) prove(shop.top)"_s);
        QCOMPARE(plan.contrib, QStringList(u"hstore"_s));
        QCOMPARE(plan.releases.constFirst().neededBy, u"middle"_s);
    }

    void aDependencyIsFoundByItsExtensionAndByItsVersion()
    {
        ListedReleases source;
        Release old = release(u"Toolbox"_s, u"1.0.0"_s);
        old.extensions = {extension(u"hammer"_s, u"0.9.0"_s)};
        Release young = release(u"Toolbox"_s, u"2.0.0"_s);
        young.extensions = {extension(u"hammer"_s, u"1.5.0"_s)};
        source.add(old);
        source.add(young);
        Release top = release(u"top"_s, u"1.0.0"_s);
        top.requirements = {requires_(u"hammer"_s, u"< 1.0.0"_s)};
        source.add(top);
        const Plan plan = planned(request(u"top"_s), facts(), source);
        QVERIFY(plan.isPossible());
        QCOMPARE(plan.releases.constFirst().release.version, version(u"1.0.0"_s));
    }

    void twoDemandsOnOneDependencyAreMetTogether()
    {
        ListedReleases source;
        for (const QString &each : {u"1.0.0"_s, u"1.5.0"_s, u"2.0.0"_s})
            source.add(release(u"base"_s, each));
        Release left = release(u"left"_s, u"1.0.0"_s);
        left.requirements = {requires_(u"base"_s)};
        Release right = release(u"right"_s, u"1.0.0"_s);
        right.requirements = {requires_(u"base"_s, u"< 2.0.0"_s)};
        Release top = release(u"top"_s, u"1.0.0"_s);
        top.requirements = {requires_(u"left"_s), requires_(u"right"_s)};
        source.add(left);
        source.add(right);
        source.add(top);
        const Plan plan = planned(request(u"top"_s), facts(), source);
        QVERIFY2(plan.isPossible(), qPrintable(blockers(plan).join(u' ')));
        QCOMPARE(plan.releases.constFirst().release.version, version(u"1.5.0"_s));
        QCOMPARE(plan.releases.size(), 4);
    }

    void contradictingDemandsAreExplained()
    {
        ListedReleases source;
        for (const QString &each : {u"1.0.0"_s, u"2.0.0"_s})
            source.add(release(u"base"_s, each));
        Release left = release(u"left"_s, u"1.0.0"_s);
        left.requirements = {requires_(u"base"_s, u">= 2.0.0"_s)};
        Release top = release(u"top"_s, u"1.0.0"_s);
        top.requirements = {requires_(u"left"_s), requires_(u"base"_s, u"< 2.0.0"_s)};
        source.add(left);
        source.add(top);
        const Plan plan = planned(request(u"top"_s), facts(), source);
        QCOMPARE(blockers(plan), QStringList(u"version-conflict"_s));
        const QString message = finding(plan, u"version-conflict"_s)->message;
        QVERIFY(message.contains(u"left"_s) && message.contains(u"top"_s));
    }

    void circlesEndAndAreTold()
    {
        ListedReleases source;
        Release one = release(u"one"_s, u"1.0.0"_s);
        one.requirements = {requires_(u"two"_s)};
        Release two = release(u"two"_s, u"1.0.0"_s);
        two.requirements = {requires_(u"one"_s)};
        source.add(one);
        source.add(two);
        const Plan plan = planned(request(u"one"_s), facts(), source);
        QVERIFY(plan.isPossible());
        QCOMPARE(plan.releases.size(), 2);
        QVERIFY(finding(plan, u"cycle"_s));
    }

    void unknownDependencyBlocks()
    {
        ListedReleases source;
        Release top = release(u"top"_s, u"1.0.0"_s);
        top.requirements = {requires_(u"nowhere"_s)};
        source.add(top);
        const Plan plan = planned(request(u"top"_s), facts(), source);
        QCOMPARE(blockers(plan), QStringList(u"dependency"_s));
        QVERIFY(plan.findings.constFirst().message.contains(u"nowhere"_s));
    }

    void testRequirementsCountOnlyWithTests()
    {
        ListedReleases source;
        Release top = release(u"top"_s, u"1.0.0"_s);
        top.requirements = {
            requires_(u"pgtap"_s, u"0"_s, Requirement::Source::Pgxn, Requirement::Phase::Test)};
        source.add(top);
        source.add(release(u"pgtap"_s, u"1.3.3"_s));
        PlanRequest wanted = request(u"top"_s);
        QCOMPARE(planned(wanted, facts(), source).releases.size(), 1);
        wanted.withTests = true;
        const Plan plan = planned(wanted, facts(), source);
        QCOMPARE(plan.releases.size(), 2);
        QCOMPARE(plan.steps.constLast().kind, Step::Kind::RegressionTest);
        QVERIFY(plan.runTests);
    }

    void contribOnDiskIsCreatedAndMissingContribHasAFix()
    {
        ListedReleases source;
        Release top = release(u"top"_s, u"1.0.0"_s);
        top.requirements = {requires_(u"hstore"_s, u"1.0.0"_s, Requirement::Source::Core),
                            requires_(u"plpgsql"_s, u"0"_s, Requirement::Source::Core)};
        source.add(top);
        const Plan plan = planned(request(u"top"_s), facts(), source);
        QVERIFY(plan.isPossible());
        QCOMPARE(plan.contrib, QStringList(u"hstore"_s)); // plpgsql is created already

        TargetFacts bare = facts();
        bare.onDisk.remove(u"hstore"_s);
        const Plan blocked = planned(request(u"top"_s), bare, source);
        QCOMPARE(blockers(blocked), QStringList(u"contrib"_s));
        QVERIFY(blocked.findings.constFirst().message.contains(u"postgresql-contrib is missing"_s));
        QCOMPARE(blocked.findings.constFirst().command,
                 u"sudo apt-get install --reinstall postgresql-15"_s);
    }

    void aMissingLanguageNamesItsPackage()
    {
        ListedReleases source;
        Release top = release(u"top"_s, u"1.0.0"_s);
        top.requirements = {requires_(u"plpython3u"_s, u"0"_s, Requirement::Source::Core)};
        source.add(top);
        QCOMPARE(planned(request(u"top"_s), facts(), source).findings.constFirst().command,
                 u"sudo apt-get install postgresql-plpython3-15"_s);
    }

    void declaredConflictsBlock()
    {
        ListedReleases source;
        Release top = release(u"top"_s, u"1.0.0"_s);
        Requirement conflict = requires_(u"rival"_s, u"< 2.0.0"_s);
        conflict.relation = Requirement::Relation::Conflicts;
        top.requirements = {conflict};
        source.add(top);
        TargetFacts there = facts();
        putOnDisk(there, u"rival"_s, u"1.4.0"_s);
        QCOMPARE(blockers(planned(request(u"top"_s), there, source)), QStringList(u"conflict"_s));
        there.onDisk[u"rival"_s] = u"2.1.0"_s;
        QVERIFY(planned(request(u"top"_s), there, source).isPossible());
    }

    void twoReleasesWithTheSameExtensionBlock()
    {
        ListedReleases source;
        Release base = release(u"base"_s, u"1.0.0"_s);
        base.extensions += extension(u"shared"_s, u"1.0.0"_s);
        Release top = release(u"top"_s, u"1.0.0"_s);
        top.extensions += extension(u"shared"_s, u"1.0.0"_s);
        top.requirements = {requires_(u"base"_s)};
        source.add(base);
        source.add(top);
        const Plan plan = planned(request(u"top"_s), facts(), source);
        QCOMPARE(blockers(plan), QStringList(u"conflict"_s));
        QVERIFY(plan.findings.constFirst().message.contains(u"shared"_s));
    }

    void filesOfAnotherDistributionBlockAndOfAPackageWarn()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        TargetFacts there = facts();
        putOnDisk(there, u"semver"_s, u"0.32.1"_s);
        there.owners[u"semver"_s] = {FileOwner::Kind::Distribution, u"othersemver"_s, u"0.32.1"_s};
        QCOMPARE(blockers(planned(request(u"semver"_s), there, source)),
                 QStringList(u"conflict"_s));
        there.owners[u"semver"_s] = {FileOwner::Kind::SystemPackage, u"postgresql-15-semver"_s, {}};
        const Plan plan = planned(request(u"semver"_s), there, source);
        QVERIFY(plan.isPossible());
        QVERIFY(finding(plan, u"owned"_s)->message.contains(u"postgresql-15-semver"_s));
    }

    void whatIsThereIsOnlyEnabled()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        TargetFacts there = facts();
        putOnDisk(there, u"semver"_s, u"0.40.0"_s);
        const Plan plan = planned(request(u"semver"_s), there, source);
        QCOMPARE(outline(plan), u"create(shop.semver) prove(shop.semver)"_s);
        QVERIFY(plan.releases.isEmpty());
        QCOMPARE(plan.title, u"Enable semver 0.40.0 in PostgreSQL 15.20 · main"_s);

        row(there, u"shop"_s, u"semver"_s).installedVersion = u"0.40.0"_s;
        QVERIFY(planned(request(u"semver"_s), there, source).isEmpty());
        PlanRequest again = request(u"semver"_s);
        again.reinstall = true;
        QCOMPARE(planned(again, there, source).releases.size(), 1);
    }

    void extensionsOfPostgresItselfAreEnabledWithoutARegistry()
    {
        const ListedReleases empty;
        const Plan plan = planned(request(u"hstore"_s, {u"shop"_s, u"crm"_s}), facts(), empty);
        QCOMPARE(outline(plan), u"create(shop.hstore) create(crm.hstore) prove(shop.hstore) "
                                "prove(crm.hstore)"_s);
        QCOMPARE(plan.subject, u"hstore"_s);
        QVERIFY(plan.isPossible());
    }

    void olderFilesAreUpdatedAndSoAreTheDatabasesThatHaveIt()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        TargetFacts there = facts();
        putOnDisk(there, u"semver"_s, u"0.32.1"_s);
        row(there, u"crm"_s, u"semver"_s).installedVersion = u"0.32.1"_s;
        const Plan plan = planned(request(u"semver"_s, {u"shop"_s, u"crm"_s}), there, source);
        QCOMPARE(plan.action, Plan::Action::Update);
        QCOMPARE(plan.title, u"Update semver from 0.32.1 to 0.40.0 in PostgreSQL 15.20 · main"_s);
        QStringList sql;
        for (const Step &step : plan.steps) {
            if (step.kind == Step::Kind::Create)
                sql += step.database + u": "_s + step.sql;
        }
        QCOMPARE(sql, (QStringList{u"shop: CREATE EXTENSION semver CASCADE"_s,
                                   u"crm: ALTER EXTENSION semver UPDATE"_s}));
    }

    void filesThatAreThereUpdateOnlyTheDatabase()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        TargetFacts there = facts();
        putOnDisk(there, u"semver"_s, u"0.40.0"_s);
        ExtensionFacts &created = row(there, u"shop"_s, u"semver"_s);
        created.installedVersion = u"0.32.1"_s;
        const Plan stuck = planned(request(u"semver"_s), there, source);
        QVERIFY(stuck.isEmpty());
        QVERIFY(finding(stuck, u"update-path"_s));
        created.updateTargets = {u"0.40.0"_s};
        const Plan plan = planned(request(u"semver"_s), there, source);
        QCOMPARE(plan.action, Plan::Action::Update);
        QCOMPARE(outline(plan), u"create(shop.semver) prove(shop.semver)"_s);
        QCOMPARE(plan.steps.constFirst().sql, u"ALTER EXTENSION semver UPDATE"_s);
    }

    void goingBackWarnsAndNeverHappensByItself()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.32.1"_s));
        TargetFacts there = facts();
        putOnDisk(there, u"semver"_s, u"0.40.0"_s);
        row(there, u"shop"_s, u"semver"_s).installedVersion = u"0.40.0"_s;
        const Plan kept = planned(request(u"semver"_s), there, source);
        QVERIFY(kept.isEmpty());
        QVERIFY(finding(kept, u"newer-on-disk"_s));
        PlanRequest older = request(u"semver"_s);
        older.version = version(u"0.32.1"_s);
        const Plan plan = planned(older, there, source);
        QCOMPARE(plan.title, u"Go back from 0.40.0 to semver 0.32.1 in PostgreSQL 15.20 · main"_s);
        QVERIFY(plan.isPossible());
        QCOMPARE(finding(plan, u"downgrade"_s)->severity, Finding::Severity::Warning);
        for (const Step &step : plan.steps)
            QVERIFY(step.kind
                    != Step::Kind::Create); // the database stays as it is, and that is told
    }

    void requiredPreloadIsAppendedAndRestarts()
    {
        ListedReleases source;
        Release worker = release(u"worker"_s, u"1.0.0"_s);
        ProvidedModule module;
        module.name = u"worker_bgw"_s;
        module.library = u"src/worker_bgw"_s;
        module.preload = ProvidedModule::Preload::Server;
        worker.modules = {module};
        source.add(worker);
        TargetFacts there = facts();
        there.preload.sharedPreload = u"pg_stat_statements, \"odd name\""_s;
        there.clients = {{1, u"postgres"_s, u"postgres"_s, u"psql"_s, u"idle"_s},
                         {2, u"app"_s, u"shop"_s, u"myapp"_s, u"active"_s}};
        const Plan plan = planned(request(u"worker"_s), there, source);
        QCOMPARE(plan.preload.before, (QStringList{u"pg_stat_statements"_s, u"odd name"_s}));
        QCOMPARE(plan.preload.after,
                 (QStringList{u"pg_stat_statements"_s, u"odd name"_s, u"worker_bgw"_s}));
        QVERIFY(plan.needsRestart);
        QCOMPARE(plan.connectedClients, there.clients);
        QVERIFY(outline(plan).contains(u"copy preload restart create(shop.worker)"_s));
        const auto restart =
            std::find_if(plan.steps.cbegin(), plan.steps.cend(),
                         [](const Step &each) { return each.kind == Step::Kind::Restart; });
        QCOMPARE(restart->why, u"2 clients are connected now: psql (postgres), myapp (shop)"_s);
        const auto preload =
            std::find_if(plan.steps.cbegin(), plan.steps.cend(),
                         [](const Step &each) { return each.kind == Step::Kind::Preload; });
        QCOMPARE(preload->sql, u"ALTER SYSTEM SET shared_preload_libraries = "
                               "'pg_stat_statements', 'odd name', 'worker_bgw'"_s);

        there.preload.sharedPreload = u"$libdir/worker_bgw"_s; // runs with it already
        const Plan running = planned(request(u"worker"_s), there, source);
        QVERIFY(!running.needsRestart && !running.preload.isChange());
    }

    void withoutTheRightToRestartItSaysWhatToDoByHand()
    {
        ListedReleases source;
        Release worker = release(u"worker"_s, u"1.0.0"_s);
        ProvidedModule module;
        module.name = u"worker"_s;
        module.preload = ProvidedModule::Preload::Server;
        worker.modules = {module};
        source.add(worker);
        TargetFacts there = facts();
        there.target.cluster->restart = Cluster::Restart::Forbidden;
        const Plan plan = planned(request(u"worker"_s), there, source);
        QVERIFY(plan.isPossible());
        QVERIFY(outline(plan).endsWith(u"copy preload"_s));
        const Finding *found = finding(plan, u"restart"_s);
        QVERIFY(found);
        QCOMPARE(found->severity, Finding::Severity::Warning);
        QCOMPARE(found->command, u"sudo pg_ctlcluster 15 main restart"_s);
        QVERIFY(found->fix.contains(u"CREATE EXTENSION worker CASCADE"_s));
    }

    void whatTheReadmePreloadsIsOptional()
    {
        ListedReleases source;
        source.add(release(u"pg_partman"_s, u"5.2.4"_s)).readme =
            u"In postgresql.conf:\n shared_preload_libraries = 'pg_stat_statements,pg_partman_bgw'"
            "  # (change requires restart)"_s;
        PlanRequest wanted = request(u"pg_partman"_s);
        const Plan plan = planned(wanted, facts(), source);
        QVERIFY(!plan.preload.isChange());
        QVERIFY(finding(plan, u"optional-preload"_s)->message.contains(u"pg_partman_bgw"_s));
        wanted.extraPreload = {u"pg_partman_bgw"_s};
        const Plan chosen = planned(wanted, facts(), source);
        QCOMPARE(chosen.preload.after, QStringList(u"pg_partman_bgw"_s));
        QVERIFY(chosen.needsRestart && !finding(chosen, u"optional-preload"_s));
    }

    void hintsAreRequiredWhenTheIndexSaysSo()
    {
        IndexEntry entry;
        entry.release = release(u"pg_cron"_s, u"1.6.4"_s);
        entry.readme = u"shared_preload_libraries = 'pg_cron'"_s;
        QCOMPARE(Planner::preloadHints(entry).optional, QStringList(u"pg_cron"_s));
        entry.needsRestart = true;
        QCOMPARE(Planner::preloadHints(entry).required, QStringList(u"pg_cron"_s));
        QVERIFY(Planner::preloadHints(entry).optional.isEmpty());
    }

    void replacingAPreloadedLibraryRestarts()
    {
        ListedReleases source;
        Release worker = release(u"worker"_s, u"2.0.0"_s);
        source.add(worker);
        TargetFacts there = facts();
        putOnDisk(there, u"worker"_s, u"1.0.0"_s);
        there.preload.sharedPreload = u"worker"_s;
        const Plan plan = planned(request(u"worker"_s), there, source);
        QVERIFY(plan.needsRestart && !plan.preload.isChange());
        QVERIFY(outline(plan).contains(u"copy restart"_s));
    }

    void elevationIsAskedForOnlyWhenNeeded()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        TargetFacts there = facts();
        there.target.installation.isWritable = false;
        const Plan plan = planned(request(u"semver"_s), there, source);
        QVERIFY(plan.needsElevation && plan.isPossible());
        QCOMPARE(plan.summary, u"Built from source on this computer. Nothing runs as administrator "
                               "but the copy of checked files."_s);
        there.elevation.clear();
        const Plan blocked = planned(request(u"semver"_s), there, source);
        QCOMPARE(blockers(blocked), QStringList(u"elevation"_s));
        QVERIFY(!blocked.findings.constFirst().fix.isEmpty());
    }

    void postgres18InstallsIntoAFolderOfOnesOwn()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        TargetFacts there = facts();
        there.target.installation.version = ServerVersion::parse(u"18.1"_s);
        there.target.cluster->version = there.target.installation.version;
        there.target.installation.isWritable = false;
        there.elevation.clear();
        PlanRequest wanted = request(u"semver"_s);
        wanted.userFolder = u"/srv/extensions/18"_s;
        const Plan plan = planned(wanted, there, source);
        QCOMPARE(plan.destination, Plan::Destination::UserFolder);
        QCOMPARE(plan.userFolder, u"/srv/extensions/18"_s);
        QVERIFY(plan.isPossible() && !plan.needsElevation);

        there.target.installation.isWritable = true;
        QCOMPARE(planned(wanted, there, source).destination, Plan::Destination::Installation);
        wanted.preferUserFolder = true;
        QCOMPARE(planned(wanted, there, source).destination, Plan::Destination::UserFolder);

        wanted.userFolder = u"/home/ann/.local/share/howdah/extensions/18"_s;
        there.target.cluster->owner = u"postgres"_s;
        QVERIFY(finding(planned(wanted, there, source), u"user-folder"_s));
    }

    void eachMissingThingIsNamedWithItsFix_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("command");
        QTest::newRow("server-headers")
            << u"server-headers"_s << u"sudo apt-get install postgresql-server-dev-15"_s;
        QTest::newRow("compiler") << u"compiler"_s << QString();
        QTest::newRow("make") << u"make"_s << QString();
        QTest::newRow("cmake") << u"cmake"_s << QString();
        QTest::newRow("jail") << u"jail"_s << QString();
        QTest::newRow("disk") << u"disk"_s << QString();
        QTest::newRow("server") << u"server"_s << u"sudo pg_ctlcluster 15 main start"_s;
        QTest::newRow("database") << u"database"_s << QString();
        QTest::newRow("schema") << u"schema"_s << QString();
        QTest::newRow("remote") << u"remote"_s << QString();
        QTest::newRow("version-mismatch") << u"version-mismatch"_s << QString();
    }

    void eachMissingThingIsNamedWithItsFix()
    {
        QFETCH(QString, id);
        QFETCH(QString, command);
        ListedReleases source;
        Release acme = release(u"acme"_s, u"1.0.0"_s);
        acme.pipeline = id == u"cmake" ? u"cmake"_s : QString();
        source.add(acme);
        PlanRequest wanted = request(u"acme"_s);
        TargetFacts there = facts();
        if (id == u"server-headers")
            there.target.installation.hasServerHeaders = false;
        else if (id == u"compiler")
            there.compiler.clear();
        else if (id == u"make")
            there.make.clear();
        else if (id == u"cmake")
            there.cmake.clear();
        else if (id == u"jail")
            there.jail.clear();
        else if (id == u"disk")
            there.freeBytesCache = 1000;
        else if (id == u"database")
            wanted.databases = {u"nowhere"_s};
        else if (id == u"schema")
            wanted.schema = u"nowhere"_s;
        else if (id == u"remote")
            there.target.cluster->isRemote = true;
        else if (id == u"version-mismatch")
            there.target.cluster->version = ServerVersion::parse(u"17.2"_s);
        else if (id == u"server") {
            there.serverReachable = false;
            there.target.cluster->state = Cluster::State::Stopped;
            there.serverProblem = u"Connection refused."_s;
        }
        const Plan plan = planned(wanted, there, source);
        QCOMPARE(blockers(plan), QStringList(id));
        const Finding &found = plan.findings.constFirst();
        QVERIFY(!found.message.isEmpty() && !found.fix.isEmpty());
        QVERIFY2(!found.message.contains(u'%') && !found.fix.contains(u'%'),
                 qPrintable(found.message + found.fix));
        if (!command.isEmpty())
            QCOMPARE(found.command, command);
    }

    void aFinishedBuildNeedsNoTools()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        source.setBuilt(u"semver"_s);
        TargetFacts there = facts();
        there.compiler.clear();
        there.make.clear();
        there.jail.clear();
        there.target.installation.hasServerHeaders = false;
        const Plan plan = planned(request(u"semver"_s), there, source);
        QVERIFY2(plan.isPossible(), qPrintable(blockers(plan).join(u' ')));
        QCOMPARE(outline(plan), u"check(semver) copy create(shop.semver) prove(shop.semver)"_s);
        QCOMPARE(plan.downloadBytes, 0);
        PlanRequest tested = request(u"semver"_s);
        tested.withTests = true;
        QVERIFY(outline(planned(tested, there, source)).startsWith(u"fetch(semver)"_s));
    }

    void toolsThatSqlMayNotNeedOnlyWarn()
    {
        ListedReleases source;
        IndexEntry &entry = source.add(release(u"pure"_s, u"1.0.0"_s));
        entry.hasNativeCode = false;
        entry.language = u"plpgsql"_s;
        TargetFacts there = facts();
        there.compiler.clear();
        there.make.clear();
        const Plan plan = planned(request(u"pure"_s), there, source);
        QVERIFY(plan.isPossible());
        QCOMPARE(finding(plan, u"make"_s)->severity, Finding::Severity::Warning);
    }

    void aBuildWithoutJailMustBeAllowed()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        TargetFacts there = facts();
        there.jail.clear();
        PlanRequest wanted = request(u"semver"_s);
        wanted.allowWithoutJail = true;
        const Plan plan = planned(wanted, there, source);
        QVERIFY(plan.isPossible() && plan.allowWithoutJail);
        QCOMPARE(finding(plan, u"jail"_s)->severity, Finding::Severity::Warning);
        // Where there is a jail, the leave is not used.
        QVERIFY(!planned(wanted, facts(), source).allowWithoutJail);
    }

    void whoIsNoSuperuserIsToldBefore()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        TargetFacts there = facts();
        there.isSuperuser = false;
        const Plan unsure = planned(request(u"semver"_s), there, source);
        QVERIFY(unsure.isPossible());
        QCOMPARE(finding(unsure, u"rights"_s)->severity, Finding::Severity::Warning);
        QVERIFY(!finding(planned(request(u"hstore"_s), there, source), u"rights"_s)); // trusted
        row(there, u"shop"_s, u"hstore"_s).trusted = false;
        row(there, u"shop"_s, u"hstore"_s).superuser = true;
        row(there, u"crm"_s, u"hstore"_s) = row(there, u"shop"_s, u"hstore"_s);
        QCOMPARE(blockers(planned(request(u"hstore"_s), there, source)), QStringList(u"rights"_s));
    }

    void filesOnlyTouchesNoServer()
    {
        ListedReleases source;
        source.add(release(u"semver"_s, u"0.40.0"_s));
        TargetFacts there = facts();
        there.serverReachable = false;
        const Plan plan = planned(request(u"semver"_s, {}), there, source);
        QVERIFY(plan.isPossible());
        QVERIFY(outline(plan).endsWith(u"check(semver) copy"_s));
    }

    void namesThatNeedQuotesHaveThem()
    {
        ListedReleases source;
        source.add(release(u"uuid-tools"_s, u"1.0.0"_s));
        PlanRequest wanted = request(u"uuid-tools"_s);
        wanted.schema = u"Odd Name"_s;
        TargetFacts there = facts();
        there.schemas[u"shop"_s] += u"Odd Name"_s;
        const Plan plan = planned(wanted, there, source);
        const auto create =
            std::find_if(plan.steps.cbegin(), plan.steps.cend(),
                         [](const Step &each) { return each.kind == Step::Kind::Create; });
        QCOMPARE(create->sql, uR"(CREATE EXTENSION "uuid-tools" SCHEMA "Odd Name" CASCADE)"_s);
    }
};

QTEST_APPLESS_MAIN(TestPlanner)
#include "tst_planner.moc"
