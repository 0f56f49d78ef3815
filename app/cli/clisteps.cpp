// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/context.h"

#include "install/targetfacts.h"
#include "mirror/indexsync.h"
#include "postgres/sandboxserver.h"

#include <QCoreApplication>
#include <QSemaphore>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("CliSteps", text);
}

SearchRoot searchRoot(const CliContext &context)
{
    return SearchRoot::machine(context.settings.addedInstallations(),
                               context.settings.addedServers());
}

QString severityMark(Finding::Severity severity)
{
    switch (severity) {
    case Finding::Severity::Blocker:
        return tr("not possible");
    case Finding::Severity::Warning:
        return tr("warning");
    case Finding::Severity::Note:
        break;
    }
    return tr("note");
}

/// Prints what a job tells, once each.
class StepPrinter
{
public:
    explicit StepPrinter(Output &output) : m_output(output) {}

    void show(const Job &job)
    {
        const QList<JobStep> &steps = job.steps();
        for (qsizetype i = 0; i < steps.size(); ++i) {
            const JobStep &step = steps.at(i);
            if (m_shown.value(i) == static_cast<int>(step.state) + 1)
                continue;
            m_shown[i] = static_cast<int>(step.state) + 1;
            if (step.state == JobStep::State::Done)
                m_output.note(u"  ✓ "_s + step.title
                              + (step.why.isEmpty() ? QString() : u": "_s + step.why));
            else if (step.state == JobStep::State::Failed)
                m_output.note(u"  ✗ "_s + step.title
                              + (step.why.isEmpty() ? QString() : u": "_s + step.why));
            else if (step.state == JobStep::State::Skipped)
                m_output.note(u"  – "_s + step.title
                              + (step.why.isEmpty() ? QString() : u": "_s + step.why));
        }
    }

private:
    Output &m_output;
    QMap<qsizetype, int> m_shown;
};

} // namespace

QList<Target> CliSteps::targets(CliContext &context, const Arguments &arguments)
{
    SearchRoot root = searchRoot(context);
    if (arguments.has(u"pg-config"_s))
        root.addedInstallations += arguments.value(u"pg-config"_s);
    QList<Target> found = TargetFinder(root, context.services.runner).find(context.token);
    if (!arguments.has(u"target"_s) && !arguments.has(u"pg-config"_s))
        return found;
    // Sandboxes are no server of the person's, but may be named.
    for (const QString &folder :
         SandboxServer::list(context.services.locations.sandboxesFolder())) {
        const Result<std::unique_ptr<SandboxServer>> sandbox =
            SandboxServer::attach(folder, context.services.runner);
        if (!sandbox)
            continue;
        const Target target = (*sandbox)->target();
        found.removeIf([&](const Target &other) {
            return other.installation.id() == target.installation.id();
        });
        found += target;
    }
    return found;
}

Result<Target> CliSteps::target(CliContext &context, const Arguments &arguments)
{
    const QList<Target> found = targets(context, arguments);
    if (arguments.has(u"target"_s))
        return TargetChoice::named(found, arguments.value(u"target"_s));
    if (arguments.has(u"pg-config"_s)) {
        const Result<Installation> installation =
            Installation::inspect(arguments.value(u"pg-config"_s), Installation::Origin::Manual,
                                  context.services.runner, context.token);
        if (!installation)
            return installation.error();
        for (const Target &target : found) {
            if (target.installation.id() == installation->id())
                return target;
        }
        return Target{*installation, std::nullopt};
    }
    return TargetChoice::preferred(found, context.settings.targetId());
}

Result<void> CliSteps::freshIndex(CliContext &context, IndexSync::Extent extent)
{
    const Result<IndexSync::Outcome> outcome =
        context.sync.freshen(extent, context.token, [&](const QString &activity) {
            context.output.progress(-1, activity);
        });
    context.output.endProgress();
    if (!outcome)
        return outcome.error();
    for (const QString &problem : outcome->problems)
        context.output.note(problem);
    return {};
}

Result<PlanRequest> CliSteps::request(CliContext &context, const Arguments &arguments,
                                      const Target &target)
{
    PlanRequest request;
    QString wanted = arguments.positional().first();
    wanted.replace(u"=="_s, u"@"_s);
    request.name = wanted.section(u'@', 0, 0);
    if (wanted.contains(u'@')) {
        request.version = Version::parseTolerant(wanted.section(u'@', 1));
        if (!request.version) {
            return Error{Error::Kind::Invalid,
                         tr("“%1” is no version; write NAME@1.2.0").arg(wanted.section(u'@', 1)),
                         {}};
        }
    }
    request.databases = arguments.values(u"database"_s);
    request.schema = arguments.value(u"schema"_s);
    request.extensions = arguments.values(u"extension"_s);
    request.extraPreload = arguments.values(u"preload"_s);
    request.withTests = arguments.has(u"tests"_s);
    request.allowPreRelease = arguments.has(u"pre-release"_s);
    request.allowWithoutJail =
        arguments.has(u"no-jail"_s)
        || context.settings.jailPolicy() == Settings::JailPolicy::AllowWithout;
    request.preferUserFolder = arguments.has(u"user-folder"_s);
    request.reinstall = arguments.has(u"reinstall"_s);
    request.userFolder = context.services.locations.extensionsFolder() + u'/'
                         + QString::number(target.installation.version.major);
    return request;
}

Result<Plan> CliSteps::plan(CliContext &context, const Arguments &arguments, const Target &target)
{
    if (Result<void> fresh = freshIndex(context); !fresh)
        return fresh.error();
    Result<PlanRequest> wanted = request(context, arguments, target);
    if (!wanted)
        return wanted.error();
    TargetInspector inspector(context.services.runner, context.services.credentials,
                              &context.manifests);
    Result<TargetFacts> facts = inspector.inspect(target, {}, context.token);
    if (!facts)
        return facts.error();
    return Planner::plan(*wanted, *facts, context.releases);
}

void CliSteps::show(Output &output, const Plan &plan)
{
    output.line(output.strong(plan.title));
    if (!plan.summary.isEmpty())
        output.line(plan.summary);
    int number = 0;
    for (const Step &step : plan.steps) {
        output.line(u"%1. %2"_s.arg(++number, 3).arg(step.title));
        if (!step.why.isEmpty())
            output.line(u"     "_s + step.why);
    }
    if (plan.preload.isChange()) {
        output.line();
        output.line(u"  - shared_preload_libraries = '%1'"_s.arg(
            PreloadSetting::join(plan.preload.before)));
        output.line(
            u"  + shared_preload_libraries = '%1'"_s.arg(PreloadSetting::join(plan.preload.after)));
    }
    if (plan.needsRestart) {
        output.line();
        output.line(plan.connectedClients.isEmpty()
                        ? tr("The server restarts; nobody is connected.")
                        : tr("The server restarts; clients connected now: %1.")
                              .arg(plan.connectedClients.size()));
    }
    for (const Finding &finding : plan.findings) {
        output.line();
        output.line(u"%1: %2"_s.arg(severityMark(finding.severity), finding.message));
        if (!finding.fix.isEmpty())
            output.line(u"  "_s + finding.fix);
        if (!finding.command.isEmpty())
            output.line(u"  $ "_s + finding.command);
    }
    if (!plan.undoText.isEmpty()) {
        output.line();
        output.line(tr("If you change your mind: %1").arg(plan.undoText.join(u' ')));
    }
}

Result<Job *> CliSteps::run(CliContext &context, const std::function<std::unique_ptr<Job>()> &make)
{
    QSemaphore over;
    Job *job = nullptr;
    StepPrinter printer(context.output);
    QMetaObject::invokeMethod(
        &context.queue,
        [&] {
            std::unique_ptr<Job> made = make();
            job = made.get();
            QObject::connect(job, &Job::stepsChanged, job, [&printer, job] { printer.show(*job); });
            QObject::connect(job, &Job::progressChanged, job, [&context, job] {
                context.output.progress(job->progress(), job->activity());
            });
            if (context.output.options().verbose) {
                QObject::connect(job, &Job::logAdded, job, [&context](const QStringList &lines) {
                    for (const QString &line : lines)
                        context.output.note(u"    "_s + line);
                });
            }
            QObject::connect(job, &Job::finished, job, [&] {
                printer.show(*job);
                over.release();
            });
            context.queue.add(std::move(made));
        },
        Qt::BlockingQueuedConnection);
    const CancellationToken::Registration registration = context.token.onCancel([&] {
        QMetaObject::invokeMethod(
            job, [job] { job->cancel(); }, Qt::QueuedConnection);
    });
    over.acquire();
    context.output.endProgress();
    if (const std::optional<Error> error = job->error())
        return *error;
    if (job->state() == Job::State::Cancelled)
        return Error{Error::Kind::Cancelled, tr("Stopped; nothing was changed."), {}};
    return job;
}
