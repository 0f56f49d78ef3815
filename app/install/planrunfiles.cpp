// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
// What a run does with files: from the archive to the installation.
#include "archive/archivereader.h"
#include "archive/digest.h"
#include "install/archivefetcher.h"
#include "install/buildcache.h"
#include "install/planrun.h"
#include "install/sqlonlybuild.h"
#include "signing/releasecertificate.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("InstallJob", text);
}

QString size(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

bool isCompilation(const QString &line)
{
    static const QRegularExpression compiler(
        u"(?:gcc|g\\+\\+|clang[^ ]*|\\bcc|c\\+\\+)\\s.*\\s-c\\s|Building C(?:XX)? object"_s);
    return compiler.match(line).hasMatch();
}

} // namespace

bool PlanRun::needsSource(int release) const
{
    return m_plan.runTests
           && std::any_of(m_plan.steps.cbegin(), m_plan.steps.cend(), [&](const Step &step) {
                  return step.kind == Step::Kind::RegressionTest && step.release == release;
              });
}

bool PlanRun::takeFromCache(int release)
{
    Work &work = m_works[release];
    if (!work.files.isEmpty())
        return work.isFromCache;
    if (work.cacheKey.isEmpty())
        work.cacheKey = BuildCache::key(m_plan.releases[release].release.digests, builtFor());
    if (m_options.builds == Builds::Anew || !makeWorkFolder())
        return false;
    const BuildCache cache(m_services.locations.buildsFolder(), m_services.cacheCap);
    const QString folder = m_work->path() + u"/built%1"_s.arg(release);
    if (std::optional<QList<StagedFile>> files = cache.take(work.cacheKey, destination(), folder)) {
        work.files = *files;
        work.isFromCache = true;
    }
    return work.isFromCache;
}

Result<void> PlanRun::makeWorkFolder()
{
    if (m_work)
        return {};
    Result<std::unique_ptr<WorkFolder>> made =
        WorkFolder::make(m_services.locations.workFolder(), UserAccount::forUnprivilegedWork());
    if (!made)
        return made.error();
    m_work = std::move(*made);
    return {};
}

Result<QString> PlanRun::room(const QString &name)
{
    if (Result<void> made = makeWorkFolder(); !made)
        return made.error();
    return m_work->room(name);
}

Result<void> PlanRun::fetch(const Step &step)
{
    if (Result<void> trusted = checkSignature(step.release); !trusted)
        return trusted;
    // It also says that the caches are in use, from here to the end.
    if (Result<void> made = makeWorkFolder(); !made)
        return made;
    if (takeFromCache(step.release) && !needsSource(step.release)) {
        m_skipped = tr("Built before on this computer.");
        return {};
    }
    if (!m_fetcher) {
        m_fetcher = std::make_unique<ArchiveFetcher>(m_plan, m_services, m_reporter.token());
        for (int i = 0; i < m_works.size(); ++i) {
            if (!takeFromCache(i) || needsSource(i))
                m_fetcher->start(i);
        }
    }
    say(m_plan.releases[step.release].archiveUrl.toDisplayString());
    const Result<Download::Outcome> outcome =
        m_fetcher->wait(step.release, [&](ArchiveFetcher::Progress now) {
            const double part = now.total > 0 ? double(now.received) / double(now.total) : 0;
            progress(part, tr("Downloading %1").arg(size(now.received)));
        });
    if (!outcome)
        return outcome.error();
    m_works[step.release].archive = outcome->path;
    m_note = outcome->wasThere ? tr("downloaded before, %1").arg(size(outcome->bytes))
                               : size(outcome->bytes);
    return {};
}

Result<void> PlanRun::verify(const Step &step)
{
    Work &work = m_works[step.release];
    if (work.archive.isEmpty()) {
        m_skipped = tr("Built before on this computer.");
        return {};
    }
    // The download was hashed as it came; here it is told from the file itself, which is what gets unpacked.
    const Digests &wanted = m_plan.releases[step.release].release.digests;
    const Result<FileDigests> found = digestsOfFile(work.archive);
    if (!found)
        return found.error();
    work.sha512 = found->sha512;
    const std::initializer_list<std::tuple<QString, QByteArray, QByteArray>> all{
        {u"SHA-512"_s, wanted.sha512, found->sha512},
        {u"SHA-256"_s, wanted.sha256, found->sha256},
        {u"SHA-1"_s, wanted.sha1, found->sha1}};
    QStringList agreed;
    for (const auto &[name, expected, actual] : all) {
        if (expected.isEmpty())
            continue;
        if (expected != actual) {
            return Error{Error::Kind::Integrity,
                         tr("The archive's %1 digest is not the one the registry published, so it "
                            "is not used.")
                             .arg(name),
                         QString::fromLatin1(actual.toHex())};
        }
        agreed << name;
    }
    if (work.cacheKey.isEmpty()) {
        Digests own;
        own.sha256 = found->sha256;
        work.cacheKey = BuildCache::key(own, builtFor());
        if (takeFromCache(step.release))
            say(tr("Built before on this computer."));
    }
    const Provenance &provenance = m_plan.releases[step.release].provenance;
    if (provenance.state == Provenance::State::Signed) {
        const Digests &certified = provenance.digests;
        const ReleaseCertificate certificate{
            {}, {certified.sha512, certified.sha256, certified.sha1}, {}, {}};
        const Result<QString> strongest =
            certificate.checkDigests({found->sha512, found->sha256, found->sha1});
        if (!strongest)
            return strongest.error();
        m_note = tr("Signed by key %1; %2 agrees.").arg(provenance.keyName, *strongest);
        say(m_note);
        return {};
    }
    m_note = agreed.isEmpty() ? tr("The registry published no digest to compare with.")
                              : tr("%1 agrees.").arg(agreed.join(u", "_s));
    say(m_note);
    return {};
}

Result<void> PlanRun::unpack(const Step &step)
{
    Work &work = m_works[step.release];
    if (work.archive.isEmpty()) {
        m_skipped = tr("Built before on this computer.");
        return {};
    }
    const CancellationToken token = m_reporter.token();
    const Result<ArchiveReader> reader = ArchiveReader::open(work.archive, {}, token);
    if (!reader)
        return reader.error();
    const Result<QString> folder = room(u"source%1"_s.arg(step.release));
    if (!folder)
        return folder.error();
    if (Result<void> done = reader->unpack(*folder, reader->topFolder(), token); !done)
        return done;
    if (m_work->account()) {
        if (Result<void> given = FolderTree::give(*folder, m_work->account()); !given)
            return given;
    }
    work.source = *folder;
    m_note = tr("%1 files").arg(reader->entries().size());
    return {};
}

Result<BuildJail> PlanRun::jail()
{
    if (m_jail)
        return *m_jail;
    const std::optional<UserAccount> account = UserAccount::forUnprivilegedWork();
    Result<BuildJail> found = BuildJail::find(m_services.runner, account, m_reporter.token());
    if (!found && found.error().kind == Error::Kind::Cancelled)
        return found;
    if (!found && !m_plan.allowWithoutJail) {
        return Error{Error::Kind::Refused,
                     tr("%1 Nothing is built without it unless you allow that for this "
                        "installation.")
                         .arg(found.error().message),
                     found.error().detail};
    }
    m_jail = found ? *found : BuildJail::open(account);
    say(m_jail->description());
    return *m_jail;
}

Result<JailView> PlanRun::view(const Installation &installation, const QStringList &writable)
{
    const Result<QString> home = room(u"home"_s);
    if (!home)
        return home.error();
    const Result<QString> temporary = room(u"temporary"_s);
    if (!temporary)
        return temporary.error();
    return JailView{JailView::foldersOf(installation), writable, *home, *temporary};
}

Result<void> PlanRun::build(const Step &step)
{
    Work &work = m_works[step.release];
    if (work.isFromCache) {
        m_skipped = tr("Built before on this computer.");
        return {};
    }
    const Release &release = m_plan.releases[step.release].release;
    const Result<BuildRecipe::Pipeline> pipeline = BuildRecipe::detect(work.source, release);
    if (!pipeline)
        return pipeline.error();
    const Result<QString> stage = room(u"stage%1"_s.arg(step.release));
    if (!stage)
        return stage.error();
    if (*pipeline == BuildRecipe::Pipeline::SqlOnly) {
        say(tr("Only control and SQL files: nothing to compile."));
        if (Result<void> staged = SqlOnlyBuild::stage(work.source, *stage, builtFor()); !staged)
            return staged;
    } else {
        const Result<BuildJail> walls = jail();
        if (!walls)
            return walls.error();
        const Toolchain tools = Toolchain::find(builtFor(), m_services.runner, m_reporter.token());
        const int jobs = m_services.buildJobs > 0
                             ? m_services.buildJobs
                             : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
        const Result<BuildRecipe> recipe =
            BuildRecipe::make(*pipeline, work.source, *stage, builtFor(), tools, jobs);
        if (!recipe)
            return recipe.error();
        const Result<JailView> seen = view(builtFor(), {work.source, *stage});
        if (!seen)
            return seen.error();
        if (tools.serverHasJit && !tools.makesBitcode)
            say(tr("The clang this server was built with is not here: no bitcode for its JIT."));
        if (Result<void> done = runTasks(*recipe, *seen, release.name); !done)
            return done;
    }
    // Nothing that is still running may change it from here on.
    if (m_work->account()) {
        if (Result<void> taken = FolderTree::give(*stage, std::nullopt); !taken)
            return taken;
    }
    const Result<QList<StagedFile>> files =
        StagedTree::collect(*stage, TargetLayout::of(builtFor()), destination());
    if (!files)
        return files.error();
    if (files->isEmpty()) {
        return Error{Error::Kind::Invalid,
                     tr("The build of %1 installed no files. Ask its author.").arg(release.name),
                     {}};
    }
    work.files = *files;
    m_note = tr("%1 files").arg(files->size());
    const BuildCache cache(m_services.locations.buildsFolder(), m_services.cacheCap);
    if (m_options.builds == Builds::Anew)
        cache.remove(work.cacheKey);
    if (Result<void> stored = cache.store(work.cacheKey, work.files); !stored)
        say(stored.error().message);
    return {};
}

Result<void> PlanRun::runTasks(const BuildRecipe &recipe, const JailView &view, const QString &name)
{
    int compiled = 0;
    for (const BuildRecipe::Task &task : recipe.tasks) {
        say(u"$ "_s + task.command.toShell());
        const Command command = m_jail->enclose(task.command, view);
        const LineSink sink = [&](const QString &line, bool) {
            say(line);
            if (recipe.compilations > 0 && isCompilation(line)) {
                const double part = std::min(1.0, double(++compiled) / recipe.compilations);
                progress(part * 0.95,
                         tr("%1 %2 %").arg(task.title).arg(static_cast<int>(part * 100)));
            }
        };
        const Result<CommandOutcome> outcome =
            m_services.runner.run(command, m_reporter.token(), sink);
        if (!outcome)
            return outcome.error();
        if (!outcome->succeeded()) {
            return Error{Error::Kind::Process,
                         outcome->crashed ? tr("%1 %2: the program crashed.").arg(task.title, name)
                                          : tr("%1 %2 failed with exit status %3.")
                                                .arg(task.title, name)
                                                .arg(outcome->exitCode),
                         outcome->text().right(8000)};
        }
    }
    return {};
}

Result<void> PlanRun::check(const Step &step)
{
    Work &work = m_works[step.release];
    if (work.files.isEmpty() && !takeFromCache(step.release)) {
        // Planned as built before, but the build cache was emptied in between.
        for (const auto part :
             {&PlanRun::fetch, &PlanRun::verify, &PlanRun::unpack, &PlanRun::build}) {
            if (Result<void> done = (this->*part)(step); !done)
                return done;
        }
        m_skipped.clear();
    }
    QList<StagedFile> files;
    qint64 bytes = 0;
    for (const Work &each : std::as_const(m_works))
        files += each.files;
    for (const StagedFile &file : std::as_const(work.files)) {
        bytes += file.size;
        say(u"%1 %2"_s.arg(QString::number(file.mode, 8), file.destination));
    }
    if (Result<void> done = checkCollisions(files); !done)
        return done;
    m_note = tr("%1 files, %2").arg(work.files.size()).arg(size(bytes));
    return {};
}
