// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
// The frame of a run: steps in order, what is noted before, what is taken back after. What the steps do is in
// planrunfiles.cpp (fetch to check), planruncopy.cpp, planrunserver.cpp (settings, SQL), planruntests.cpp and
// planrunsignatures.cpp.
#include "install/planrun.h"

#include "install/archivefetcher.h"
#include "install/failure.h"
#include "install/targetjson.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr double shortestStep = 0.1;
constexpr qsizetype longestLog = 5000;

QString tr(const char *text)
{
    return QCoreApplication::translate("InstallJob", text);
}

double secondsOf(const Step &step)
{
    return std::max(step.seconds, shortestStep);
}

} // namespace

PlanRun::PlanRun(const Plan &plan, const InstallServices &services, JobReporter &reporter,
                 Options options)
    : m_plan(plan),
      m_services(services),
      m_reporter(reporter),
      m_options(std::move(options)),
      m_store(services.locations.manifestsFolder()),
      m_works(plan.releases.size()),
      m_databases(plan.target, services.credentials)
{
    for (const Step &step : plan.steps)
        m_seconds += secondsOf(step);
}

PlanRun::~PlanRun() = default;

QList<JobStep> PlanRun::jobSteps(const Plan &plan)
{
    QList<JobStep> steps;
    for (const Step &step : plan.steps)
        steps << JobStep{step.title, step.why, JobStep::State::Pending, {}, {}};
    return steps;
}

Result<void> PlanRun::run()
{
    if (!m_plan.isPossible()) {
        const auto blocker = std::find_if(
            m_plan.findings.cbegin(), m_plan.findings.cend(),
            [](const Finding &finding) { return finding.severity == Finding::Severity::Blocker; });
        return Error{Error::Kind::Refused, blocker->message + u' ' + blocker->fix, {}};
    }
    Result<void> done = runSteps();
    if (done)
        done = finish();
    m_fetcher.reset();
    if (done) {
        m_work.reset();
        return done;
    }
    const Error error = explained(done.error());
    if (m_isStillCopying) {
        // Comparing files that change at the same time would take back the wrong ones.
        m_databases.rollBack();
        m_work.reset();
        return Error{
            error.kind,
            tr("%1 What had been done is taken back at Howdah's next start.").arg(error.message),
            error.detail};
    }
    const Result<void> back = takeBack();
    m_work.reset();
    if (back)
        return error;
    say(back.error().message);
    return Error{error.kind,
                 tr("%1 What had been done could not be taken back completely (%2); Howdah tries "
                    "again at its next start.")
                     .arg(error.message, back.error().message),
                 error.detail};
}

Result<void> PlanRun::runSteps()
{
    for (int i = 0; i < m_plan.steps.size(); ++i) {
        const Step &step = m_plan.steps[i];
        const int number = m_options.firstStep + i;
        if (m_reporter.token().isCancelled())
            return Error{Error::Kind::Cancelled, tr("Cancelled."), {}};
        m_log.clear();
        m_skipped.clear();
        m_note.clear();
        m_testsFailed = false;
        m_secondsNow = secondsOf(step);
        m_reporter.stepStarted(number);
        progress(0, step.title);
        if (Result<void> done = perform(step, number); !done) {
            const bool isCancelled = done.error().kind == Error::Kind::Cancelled;
            m_reporter.stepFailed(number, isCancelled ? tr("Cancelled.") : done.error().message);
            return done;
        }
        if (!m_skipped.isEmpty())
            m_reporter.stepSkipped(number, m_skipped);
        else if (m_testsFailed)
            m_reporter.stepFailed(number, m_note);
        else
            m_reporter.stepDone(number, m_note);
        m_secondsDone += m_secondsNow;
    }
    return {};
}

Result<void> PlanRun::perform(const Step &step, int)
{
    if (isLeftOut(step)) {
        m_skipped = tr("The release does not bring it.");
        return {};
    }
    switch (step.kind) {
    case Step::Kind::Fetch:
        return fetch(step);
    case Step::Kind::Verify:
        return verify(step);
    case Step::Kind::Unpack:
        return unpack(step);
    case Step::Kind::Build:
        return build(step);
    case Step::Kind::Check:
        return check(step);
    case Step::Kind::Copy:
        return copy();
    case Step::Kind::Preload:
        return preload(step);
    case Step::Kind::Restart:
        return restart();
    case Step::Kind::Create:
        return create(step);
    case Step::Kind::Prove:
        return prove(step);
    case Step::Kind::Drop:
        return drop(step);
    case Step::Kind::Remove:
        return remove();
    case Step::Kind::RegressionTest:
        return test(step);
    }
    return Error{Error::Kind::Internal, u"unknown step"_s, {}};
}

Result<void> PlanRun::finish()
{
    if (Result<void> done = finishSql(); !done)
        return done;
    if (!m_manifest)
        return {};
    for (const QString &id : std::as_const(m_manifest->superseded)) {
        Result<Manifest> older = m_store.load(id);
        if (!older)
            continue;
        older->state = Manifest::State::Undone;
        if (Result<void> saved = m_store.save(*older); !saved)
            return saved;
    }
    m_manifest->state = Manifest::State::Complete;
    if (Result<void> saved = m_store.save(*m_manifest); !saved)
        return saved;
    if (!isThrowAway())
        attest();
    return {};
}

Result<void> PlanRun::beginManifest()
{
    if (m_manifest)
        return {};
    const Installation &installation = m_plan.target.installation;
    Result<InstallationLock> turn = InstallationLock::take(installation.id(), installation.title(),
                                                           m_services.locations, m_reporter);
    if (!turn)
        return turn.error();
    m_installationLock = std::move(*turn);
    const QDateTime now = m_services.clock.now();
    const Result<QString> id = m_store.create(m_plan.subject, now);
    if (!id)
        return id.error();
    m_lock = OwnerLock::tryTake(m_store.lockOf(*id));
    Manifest manifest;
    manifest.id = *id;
    manifest.planId = m_plan.id;
    manifest.title = m_plan.title;
    manifest.distribution = m_plan.subject;
    if (!m_plan.releases.isEmpty()) {
        manifest.distribution = m_plan.releases.last().release.name;
        manifest.version = m_plan.releases.last().release.version.toString();
    }
    manifest.targetId = m_plan.target.id();
    manifest.targetTitle = m_plan.target.title();
    if (m_plan.target.cluster)
        manifest.clusterId = m_plan.target.cluster->id();
    manifest.date = now;
    manifest.target = TargetJson::write(m_plan.target);
    manifest.isRemoval = m_plan.action == Plan::Action::Uninstall;
    if (m_plan.destination == Plan::Destination::UserFolder)
        manifest.userFolder = m_plan.userFolder;
    manifest.folders = destination().folders();
    m_manifest = manifest;
    return m_store.save(*m_manifest);
}

Result<void> PlanRun::takeBack()
{
    m_databases.rollBack();
    if (!m_manifest)
        return {};
    say(tr("Taking back what has been done."));
    TakeBack back(*m_manifest, m_store, m_services, {false, false, !isThrowAway()});
    const Result<void> done =
        back.run([this](TakeBack::Part, const QString &what) { say(what + u'…'); });
    m_lock.reset();
    if (!done)
        return done;
    const QString id = m_manifest->id;
    m_manifest.reset();
    return m_store.remove(id);
}

Error PlanRun::explained(const Error &error) const
{
    if (error.kind == Error::Kind::Cancelled)
        return error;
    const FailureDiagnosis diagnosis = Failure::diagnose(error, m_log.join(u'\n'));
    if (diagnosis.cause == FailureDiagnosis::Cause::Unknown || diagnosis.headline.isEmpty())
        return error;
    QString message = diagnosis.headline;
    if (!diagnosis.action.isEmpty())
        message += u' ' + diagnosis.action;
    QStringList detail{error.message, diagnosis.evidence, error.detail};
    detail.removeAll(QString());
    return {error.kind, message, detail.join(u'\n')};
}

QJsonObject PlanRun::outcome() const
{
    QJsonObject outcome{{u"installed"_s, m_installed}};
    if (m_manifest)
        outcome.insert(u"manifest"_s, m_manifest->id);
    if (!m_receipts.isEmpty())
        outcome.insert(u"receipts"_s, m_receipts);
    if (m_plan.runTests)
        outcome.insert(u"tests"_s, m_tests.toJson());
    return outcome;
}

const Installation &PlanRun::builtFor() const
{
    return m_options.builtFor ? *m_options.builtFor : m_plan.target.installation;
}

TargetLayout PlanRun::destination() const
{
    return m_plan.destination == Plan::Destination::UserFolder
               ? TargetLayout::inUserFolder(m_plan.userFolder)
               : TargetLayout::of(m_plan.target.installation);
}

bool PlanRun::isThrowAway() const
{
    return m_plan.target.installation.origin == Installation::Origin::Sandbox;
}

void PlanRun::say(const QString &line)
{
    m_reporter.log(line);
    m_log << line;
    if (m_log.size() > longestLog)
        m_log.remove(0, longestLog / 5);
}

void PlanRun::progress(double withinStep, const QString &activity)
{
    const double done = m_secondsDone + std::clamp(withinStep, 0.0, 1.0) * m_secondsNow;
    m_reporter.progress(m_seconds > 0 ? std::min(done / m_seconds, 1.0) : -1, activity);
}
