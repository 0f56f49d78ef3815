// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/tryjob.h"

#include "install/manifest.h"
#include "install/planrun.h"
#include "install/serversettings.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr auto databaseName = "try";

QList<JobStep> firstSteps()
{
    return {JobStep{TryJob::tr("Start a sandbox server"),
                    TryJob::tr("a private copy of your PostgreSQL; the real one is not touched"),
                    JobStep::State::Pending,
                    {},
                    {}},
            JobStep{TryJob::tr("Plan"), {}, JobStep::State::Pending, {}, {}}};
}

Job::Facts factsOf(const TryJob::Request &request)
{
    const Target target{request.original, std::nullopt};
    return {u"try"_s,
            TryJob::tr("Try %1 on %2").arg(request.wanted.name, request.original.title()),
            request.wanted.name.toLower(),
            target.id(),
            target.title(),
            {},
            request.wanted.version ? request.wanted.version->toString() : QString()};
}

QJsonArray membersOf(Session &session, const QStringList &extensions)
{
    QJsonArray rows;
    for (const QString &extension : extensions) {
        const Result<QList<Dependant>> members = session.members(extension);
        if (!members)
            continue;
        for (const Dependant &member : *members)
            rows.append(QJsonObject{{u"extension"_s, extension},
                                    {u"kind"_s, member.kind},
                                    {u"identity"_s, member.identity}});
    }
    return rows;
}

} // namespace

struct TryJob::Private {
    Request request;
    InstallServices services;
    const ReleaseSource &source;
    std::unique_ptr<SandboxServer> sandbox;

    Result<void> startServer(const CancellationToken &token)
    {
        SandboxServer::Options options;
        options.folder = services.locations.sandboxesFolder();
        options.keep = request.keep;
        Result<std::unique_ptr<SandboxServer>> started =
            SandboxServer::start(request.original, options, services.runner, token);
        if (!started)
            return started.error();
        sandbox = std::move(*started);
        Result<Session> session = openSession(sandbox->target(), {}, services.credentials);
        if (!session)
            return session.error();
        return session->createDatabase(QString::fromLatin1(databaseName));
    }

    Result<Plan> plan(const CancellationToken &token)
    {
        PlanRequest wanted = request.wanted;
        wanted.databases = {QString::fromLatin1(databaseName)};
        wanted.withTests = request.withTests;
        wanted.preferUserFolder = false;
        wanted.userFolder.clear();
        const Result<TargetFacts> facts = TargetInspector(services.runner, services.credentials)
                                              .inspect(sandbox->target(), wanted.databases, token);
        if (!facts)
            return facts.error();
        return Planner::plan(wanted, *facts, source);
    }

    [[nodiscard]] Result<QJsonObject> describe(const Plan &plan, const PlanRun &run)
    {
        Result<Session> session =
            openSession(sandbox->target(), QString::fromLatin1(databaseName), services.credentials);
        if (!session)
            return session.error();
        QStringList extensions;
        for (const Step &step : plan.steps) {
            if (step.kind == Step::Kind::Prove && !extensions.contains(step.extension))
                extensions << step.extension;
        }
        ConnectionParameters connection = sandbox->cluster().connection;
        connection.database = QString::fromLatin1(databaseName);
        QJsonObject outcome = run.outcome();
        outcome.remove(u"manifest"_s);
        outcome.insert(u"sandbox"_s, QJsonObject{{u"id"_s, sandbox->id()},
                                                 {u"folder"_s, sandbox->folder()},
                                                 {u"bytes"_s, sandbox->bytes()}});
        outcome.insert(u"connection"_s, connection.toConnectionString());
        outcome.insert(u"uri"_s, connection.toUri());
        outcome.insert(u"psql"_s,
                       connection.toPsqlCommand(sandbox->installation().program(u"psql"_s)));
        outcome.insert(u"created"_s, membersOf(*session, extensions));
        outcome.insert(u"tests"_s, run.tests().toJson());
        return outcome;
    }
};

TryJob::TryJob(Request request, const InstallServices &services, const ReleaseSource &source,
               QObject *parent)
    : Job(factsOf(request), firstSteps(), parent),
      d(new Private{std::move(request), services, source, nullptr})
{
}

TryJob::~TryJob() = default;

std::unique_ptr<SandboxServer> TryJob::takeSandbox()
{
    return std::move(d->sandbox);
}

Result<void> TryJob::run(JobReporter &reporter)
{
    // Whatever goes wrong, the server and everything in it goes.
    const auto fail = [&](int step, const Error &error) {
        reporter.stepFailed(step, error.message);
        if (d->sandbox) {
            if (const Result<void> removed = d->sandbox->remove(); !removed)
                reporter.log(removed.error().message);
            d->sandbox.reset();
        }
        return error;
    };
    const CancellationToken token = reporter.token();
    reporter.stepStarted(0);
    reporter.progress(-1, tr("Starting a sandbox server"));
    if (Result<void> started = d->startServer(token); !started)
        return fail(0, started.error());
    reporter.stepDone(0, d->sandbox->cluster().connection.toConnectionString());

    reporter.stepStarted(1);
    const Result<Plan> plan = d->plan(token);
    if (!plan)
        return fail(1, plan.error());
    QList<JobStep> steps = firstSteps();
    steps += PlanRun::jobSteps(*plan);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    steps[0].state = JobStep::State::Done;
    steps[0].finished = now;
    steps[1].state = JobStep::State::Running;
    steps[1].started = now;
    reporter.steps(steps);
    reporter.stepDone(1, plan->title);

    PlanRun run(*plan, d->services, reporter, {d->request.original, 2, Builds::Reuse});
    if (Result<void> done = run.run(); !done) {
        if (d->sandbox) {
            if (const Result<void> removed = d->sandbox->remove(); !removed)
                reporter.log(removed.error().message);
            d->sandbox.reset();
        }
        return done;
    }
    // The sandbox is thrown away as a whole; nobody undoes single installs in it.
    if (const QString id = run.outcome().value(u"manifest"_s).toString(); !id.isEmpty()) {
        const ManifestStore store(d->services.locations.manifestsFolder());
        if (const Result<void> removed = store.remove(id); !removed)
            reporter.log(removed.error().message);
    }
    const Result<QJsonObject> outcome = d->describe(*plan, run);
    if (!outcome)
        return outcome.error();
    reporter.outcome(*outcome);
    return {};
}
