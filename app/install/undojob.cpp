// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/undojob.h"

#include "core/ownerlock.h"
#include "install/installationlock.h"
#include "install/takeback.h"

using namespace Qt::StringLiterals;

namespace {

struct Part {
    TakeBack::Part part;
    QString title;
};

QList<Part> partsOf(const Manifest &manifest, const UndoJob::Options &options)
{
    const bool hasServer = !options.filesOnly;
    QList<Part> parts{{TakeBack::Part::Check, UndoJob::tr("Compare with what is there now")}};
    if (hasServer && !manifest.sql.isEmpty())
        parts << Part{TakeBack::Part::Sql, UndoJob::tr("Take back what was done in databases")};
    if (!manifest.files.isEmpty()) {
        parts << Part{TakeBack::Part::Files,
                      UndoJob::tr("Put %1 files back").arg(manifest.files.size())};
    }
    if (hasServer && !manifest.settings.isEmpty())
        parts << Part{TakeBack::Part::Settings, UndoJob::tr("Put server settings back")};
    if (hasServer && manifest.restarted)
        parts << Part{TakeBack::Part::Restart, UndoJob::tr("Restart the server")};
    return parts;
}

QList<JobStep> stepsOf(const Manifest &manifest, const UndoJob::Options &options)
{
    QList<JobStep> steps;
    const QList<Part> parts = partsOf(manifest, options);
    for (const Part &part : parts)
        steps << JobStep{part.title, {}, JobStep::State::Pending, {}, {}};
    return steps;
}

Job::Facts factsOf(const Manifest &manifest)
{
    return {u"undo"_s,
            UndoJob::tr("Undo: %1").arg(manifest.title),
            manifest.distribution.toLower(),
            manifest.targetId,
            manifest.targetTitle,
            manifest.version,
            {}};
}

} // namespace

UndoJob::UndoJob(Manifest manifest, const InstallServices &services, Options options,
                 QObject *parent)
    : Job(factsOf(manifest), stepsOf(manifest, options), parent),
      m_manifest(std::move(manifest)),
      m_services(services),
      m_options(options)
{
}

UndoJob::~UndoJob() = default;

QString UndoJob::exclusiveKey() const
{
    return m_manifest.target.value(u"installation"_s).toString();
}

Result<void> UndoJob::run(JobReporter &reporter)
{
    const ManifestStore store(m_services.locations.manifestsFolder());
    const Result<InstallationLock> turn = InstallationLock::take(
        exclusiveKey(), m_manifest.targetTitle, m_services.locations, reporter);
    if (!turn)
        return turn.error();
    Result<Manifest> manifest = store.load(m_manifest.id);
    if (!manifest)
        return manifest.error();
    const std::optional<OwnerLock> lock = OwnerLock::tryTake(store.lockOf(manifest->id));
    if (!lock)
        return Error{Error::Kind::Conflict, tr("Another Howdah is working on this."), {}};
    if (manifest->state == Manifest::State::Undone)
        return Error{Error::Kind::Conflict, tr("This was undone already."), {}};

    const QList<Part> parts = partsOf(*manifest, m_options);
    reporter.steps(stepsOf(*manifest, m_options));
    int current = -1;
    const bool isThrowAway =
        manifest->target.value(u"origin"_s).toString() == nameOf(Installation::Origin::Sandbox);
    TakeBack back(*manifest, store, m_services,
                  {m_options.force, m_options.filesOnly, !isThrowAway});
    const auto begin = [&](TakeBack::Part part, const QString &what) {
        for (int i = current + 1; i < parts.size(); ++i) {
            if (parts[i].part != part)
                continue;
            if (current >= 0)
                reporter.stepDone(current);
            current = i;
            reporter.stepStarted(i);
            reporter.progress(double(i) / double(parts.size()), what);
        }
        reporter.log(what);
    };
    const Result<void> done = back.run(begin);
    if (!done) {
        if (current >= 0)
            reporter.stepFailed(current, done.error().message);
        return done;
    }
    for (int i = std::max(current, 0); i < parts.size(); ++i) {
        if (i == current)
            reporter.stepDone(i);
        else
            reporter.stepSkipped(i, tr("It was as before already."));
    }
    reporter.outcome({{u"undone"_s, manifest->id}});
    return {};
}
