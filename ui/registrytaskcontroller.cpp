// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registrytaskcontroller.h"

#include "core/deliver.h"
#include "registry/operations/registrybackup.h"
#include "registry/operations/releasesigning.h"
#include "registry/registrystore.h"
#include "registrywork.h"
#include "texts.h"

#include <QDir>
#include <QFileInfo>
#include <QMutex>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

/// What the thread that works last said; looked at by the window some times a second.
struct RegistryTaskController::Progress {
    QMutex mutex;
    QString activity;
    qint64 done = 0;
    qint64 total = 0;

    void tell(const QString &what, qint64 part, qint64 whole)
    {
        const QMutexLocker locker(&mutex);
        activity = what;
        done = part;
        total = whole;
    }
};

namespace {

constexpr int lookMilliseconds = 200;

/// The files that are meant: in a folder, all that look like archives.
QStringList archivesOf(const QStringList &paths)
{
    const QStringList patterns{u"*.zip"_s,     u"*.tar"_s,    u"*.tar.gz"_s, u"*.tgz"_s,
                               u"*.tar.bz2"_s, u"*.tar.xz"_s, u"*.tar.zst"_s};
    QStringList archives;
    for (const QString &path : paths) {
        if (!QFileInfo(path).isDir()) {
            archives += path;
            continue;
        }
        const QDir folder(path);
        for (const QString &name : folder.entryList(patterns, QDir::Files, QDir::Name))
            archives += folder.filePath(name);
    }
    return archives;
}

} // namespace

RegistryTaskController::RegistryTaskController(UiServices &services, QObject *parent)
    : QObject(parent), m_services(services)
{
    m_look.setInterval(lookMilliseconds);
    connect(&m_look, &QTimer::timeout, this, &RegistryTaskController::showProgress);
}

RegistryTaskController::~RegistryTaskController()
{
    m_cancellation.cancel();
}

QString RegistryTaskController::kind() const
{
    if (m_state == u"failed")
        return u"bad"_s;
    if (m_state == u"done")
        return m_problems.isEmpty() ? u"ok"_s : u"warn"_s;
    return {};
}

void RegistryTaskController::run(const QString &title, const Work &work)
{
    if (m_running)
        return;
    m_cancellation = CancellationSource();
    m_running = std::make_shared<Progress>();
    m_state = u"running"_s;
    m_title = title;
    m_text.clear();
    m_problems.clear();
    m_progress = -1;
    Q_EMIT changed();
    m_look.start();
    deliver(QtConcurrent::run(
                &m_services.workers,
                [work, &store = m_services.registry, running = m_running,
                 token = m_cancellation.token()] { return work(store, token, *running); }),
            this, [this](const Outcome &outcome) {
                m_look.stop();
                m_running.reset();
                m_progress = -1;
                m_state = outcome.isGood ? u"done"_s : u"failed"_s;
                m_text = outcome.text;
                m_problems = outcome.problems;
                Q_EMIT changed();
                Q_EMIT written();
                if (outcome.imported > 0)
                    Q_EMIT imported();
            });
}

void RegistryTaskController::showProgress()
{
    if (!m_running)
        return;
    const QMutexLocker locker(&m_running->mutex);
    m_text = m_running->activity;
    m_progress = m_running->total > 0
                     ? static_cast<qreal>(m_running->done) / static_cast<qreal>(m_running->total)
                     : -1;
    Q_EMIT changed();
}

void RegistryTaskController::cancel()
{
    m_cancellation.cancel();
}

void RegistryTaskController::dismiss()
{
    if (m_running)
        return;
    m_state = u"idle"_s;
    Q_EMIT changed();
}

void RegistryTaskController::importUrls(const QList<QUrl> &urls)
{
    QStringList paths;
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths += url.toLocalFile();
    }
    if (!paths.isEmpty())
        importArchives(paths);
}

void RegistryTaskController::importPath(const QString &path)
{
    const QUrl url(path.trimmed());
    importArchives({url.isLocalFile() ? url.toLocalFile() : path.trimmed()});
}

void RegistryTaskController::importArchives(const QStringList &paths)
{
    run(tr("Taking archives in"),
        [paths](RegistryStore &store, const CancellationToken &token,
                Progress &progress) -> Outcome {
            const QStringList archives = archivesOf(paths);
            if (archives.isEmpty())
                return {false, tr("There is no archive in %1.").arg(paths.join(u", "_s)), {}};
            progress.tell(archives.size() == 1
                              ? tr("Checking one archive")
                              : tr("Checking %n archives", "", static_cast<int>(archives.size())),
                          0, 0);
            const QList<Result<Release>> results =
                store.importAll(archives, RegistryStore::defaultUser(), token);
            Outcome outcome;
            QStringList names;
            for (qsizetype i = 0; i < results.size(); ++i) {
                const QString file = QFileInfo(archives.value(i)).fileName();
                if (!results.at(i)) {
                    outcome.problems += file + u": "_s + results.at(i).error().message;
                    continue;
                }
                ++outcome.imported;
                names += results.at(i)->name + u' ' + results.at(i)->version.toString();
            }
            outcome.isGood = outcome.imported > 0;
            outcome.text = outcome.imported == 0 ? tr("Nothing was taken in.")
                                                 : tr("Taken in: %1").arg(names.join(u", "_s));
            if (outcome.imported > 0) {
                const Result<void> noted =
                    RegistryWork::audit(store, u"registry import"_s, names.join(u", "_s));
                if (!noted)
                    outcome.problems += noted.error().message;
            }
            return outcome;
        });
}

void RegistryTaskController::backUp(const QString &folder)
{
    const QUrl url(folder.trimmed());
    const QString path = QDir::cleanPath(url.isLocalFile() ? url.toLocalFile() : folder.trimmed());
    run(tr("Backing up"),
        [path](RegistryStore &store, const CancellationToken &token,
               Progress &progress) -> Outcome {
            if (!QDir::isAbsolutePath(path))
                return {false, tr("“%1” is no whole path of a folder.").arg(path), {}};
            const auto made = RegistryBackup::write(
                store, path, token, [&progress](const QString &what, qint64 done, qint64 total) {
                    progress.tell(what, done, total);
                });
            if (!made)
                return {false, made.error().message, {}};
            Outcome outcome;
            outcome.text = tr("All releases (%1) and the database are in %2. It holds hashes of "
                              "passwords and keys: keep it private.")
                               .arg(Texts::bytes(made->bytes), path);
            if (const Result<void> noted = RegistryWork::audit(store, u"registry backup"_s, path);
                !noted)
                outcome.problems += noted.error().message;
            return outcome;
        });
}

void RegistryTaskController::verify()
{
    run(tr("Verifying"),
        [](RegistryStore &store, const CancellationToken &token, Progress &progress) -> Outcome {
            progress.tell(tr("Reading every file of the registry"), 0, 0);
            Outcome outcome;
            outcome.problems = store.verify(token);
            outcome.isGood = outcome.problems.isEmpty();
            if (token.isCancelled())
                return {false, tr("Stopped before all was verified."), outcome.problems};
            outcome.text = outcome.isGood ? tr("Everything is as it should be.")
                                          : tr("This is wrong. Restore a backup, or import what is "
                                               "damaged again.");
            return outcome;
        });
}

void RegistryTaskController::signAnew()
{
    run(tr("Signing anew"),
        [](RegistryStore &store, const CancellationToken &token, Progress &progress) -> Outcome {
            const auto done = ReleaseSigning::run(
                store, token, [&progress](const QString &what, qint64 part, qint64 whole) {
                    progress.tell(what, part, whole);
                });
            if (!done)
                return {false, done.error().message, {}};
            Outcome outcome;
            outcome.problems = done->problems;
            outcome.text =
                done->signedAnew == 0
                    ? tr("Every release has a good signature already.")
                    : tr("Signed anew, each archive hashed first: %1. Clients install "
                         "them again.")
                          .arg(done->signedAnew == 1 ? tr("1 release")
                                                     : tr("%n releases", "", done->signedAnew));
            if (!outcome.problems.isEmpty())
                outcome.text += u' ' + tr("What follows was not signed.");
            if (const Result<void> noted = RegistryWork::audit(store, u"registry keys sign"_s,
                                                               QString::number(done->signedAnew));
                !noted)
                outcome.problems += noted.error().message;
            return outcome;
        });
}
