// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobs/jobhistory.h"

#include "core/deliver.h"
#include "core/useraccount.h"
#include "jobs/historyfolder.h"
#include "jobs/secretmask.h"

#include <QCoreApplication>
#include <QDir>
#include <QLoggingCategory>
#include <QPromise>
#include <QSysInfo>
#include <QThread>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcHistory, "howdah.jobs.jobhistory", QtWarningMsg)

constexpr qsizetype keptRecords = 1000;

JobRecord recordOf(const Job &job)
{
    JobRecord record;
    record.id = job.id();
    record.facts = job.facts();
    record.user = UserAccount::current().name;
    record.queued = job.queued();
    record.started = job.started();
    record.finished = job.finishedAt();
    record.state = job.state();
    record.steps = job.steps();
    if (const std::optional<Error> error = job.error()) {
        record.errorKind = nameOf(error->kind);
        record.errorMessage = SecretMask::withoutPasswords(error->message);
        record.errorDetail = SecretMask::withoutPasswords(error->detail);
    }
    record.outcome = job.outcome();
    return record;
}

QString timeText(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODate) : u"-"_s;
}

QString reportOf(const JobRecord &record, const QStringList &log)
{
    QStringList lines;
    const auto member = [&](const QString &name, const QString &value) {
        if (!value.isEmpty())
            lines += name + u": "_s + value;
    };
    lines += record.facts.title;
    member(u"Kind"_s, record.facts.kind);
    member(u"Target"_s, record.facts.targetTitle);
    member(u"From"_s, record.facts.fromVersion);
    member(u"To"_s, record.facts.toVersion);
    member(u"State"_s, record.wasInterrupted() ? u"interrupted"_s : nameOf(record.state));
    member(u"Started"_s, timeText(record.started));
    member(u"Finished"_s, timeText(record.finished));
    member(u"System"_s,
           QSysInfo::prettyProductName() + u", "_s + QSysInfo::currentCpuArchitecture());
    member(u"Howdah"_s, QCoreApplication::applicationVersion());
    if (!record.steps.isEmpty())
        lines += {QString(), u"Steps"_s};
    for (const JobStep &step : record.steps) {
        lines += u"- [%1] %2%3"_s.arg(nameOf(step.state), step.title,
                                      step.why.isEmpty() ? QString() : u" ("_s + step.why + u')');
    }
    if (!record.errorKind.isEmpty()) {
        lines += {QString(), u"Error (%1)"_s.arg(record.errorKind), record.errorMessage};
        if (!record.errorDetail.isEmpty())
            lines += record.errorDetail;
    }
    if (!log.isEmpty())
        lines += {QString(), u"Log"_s};
    lines += log;
    return SecretMask::forSharing(lines.join(u'\n') + u'\n', QDir::homePath());
}

} // namespace

/// The thread that reads and writes the files, in the order of the calls.
struct JobHistory::Worker {
    explicit Worker(const QString &path) : folder(path, keptRecords), onThread(new QObject)
    {
        thread.setObjectName(u"history"_s);
        onThread->moveToThread(&thread);
        QObject::connect(&thread, &QThread::finished, onThread, &QObject::deleteLater);
        thread.start();
    }
    ~Worker()
    {
        // Behind all that is still to be done.
        QMetaObject::invokeMethod(
            onThread, [this] { thread.quit(); }, Qt::QueuedConnection);
        thread.wait();
    }

    /// Not by QtConcurrent: there, whoever waits for an answer may run the work itself, before its turn.
    template <typename Work>
    auto run(Work work) -> QFuture<decltype(work(std::declval<HistoryFolder &>()))>
    {
        using T = decltype(work(std::declval<HistoryFolder &>()));
        auto promise = std::make_shared<QPromise<T>>();
        promise->start();
        QMetaObject::invokeMethod(
            onThread,
            [this, promise, work = std::move(work)] {
                promise->addResult(work(folder));
                promise->finish();
            },
            Qt::QueuedConnection);
        return promise->future();
    }

    template <typename Work>
    QFuture<Result<void>> write(Work work)
    {
        return run([work = std::move(work)](HistoryFolder &folder) -> Result<void> {
            Result<void> written = work(folder);
            if (!written)
                qCWarning(lcHistory).noquote() << written.error().message << written.error().detail;
            return written;
        });
    }

    HistoryFolder folder; ///< used on `thread` only
    QThread thread;
    QObject *const onThread; ///< what is posted to it runs there
};

JobHistory::JobHistory(const QString &folder, QObject *parent)
    : QObject(parent), m_worker(std::make_unique<Worker>(folder))
{
    m_loading = m_worker->run([](HistoryFolder &files) { return files.load(); });
    deliver(m_loading, this, [this](const QList<JobRecord> &loaded) { receive(loaded); });
}

JobHistory::~JobHistory() = default;

void JobHistory::receive(const QList<JobRecord> &loaded)
{
    if (m_isLoaded)
        return;
    m_isLoaded = true;
    m_records += loaded; // whatever ended since is newer
    dropOldest();
    Q_EMIT changed();
}

void JobHistory::waitUntilLoaded()
{
    m_loading.waitForFinished();
    receive(m_loading.result());
}

void JobHistory::flush()
{
    m_worker->run([](HistoryFolder &) { return true; }).waitForFinished();
}

const JobRecord *JobHistory::record(const QString &id) const
{
    const auto found = std::find_if(m_records.cbegin(), m_records.cend(),
                                    [&](const JobRecord &record) { return record.id == id; });
    return found == m_records.cend() ? nullptr : &*found;
}

QFuture<Result<QStringList>> JobHistory::log(const QString &id) const
{
    return m_worker->run([id](HistoryFolder &folder) { return folder.log(id); });
}

QFuture<Result<void>> JobHistory::started(const Job &job)
{
    connect(&job, &Job::logAdded, this, [this, id = job.id()](const QStringList &lines) {
        m_worker->run([id, lines](HistoryFolder &folder) {
            folder.append(id, lines);
            return true;
        });
    });
    return m_worker->write([record = recordOf(job), lines = job.log()](HistoryFolder &folder) {
        return folder.begin(record, lines);
    });
}

QFuture<Result<void>> JobHistory::ended(const Job &job)
{
    const JobRecord record = recordOf(job);
    const auto written = m_worker->write(
        [record, lines = job.log()](HistoryFolder &folder) { return folder.end(record, lines); });
    insert(record);
    dropOldest();
    Q_EMIT changed();
    return written;
}

void JobHistory::insert(const JobRecord &record)
{
    const auto before =
        std::find_if(m_records.begin(), m_records.end(), [&](const JobRecord &other) {
            return other.id == record.id || other.queued <= record.queued;
        });
    if (before != m_records.end() && before->id == record.id)
        *before = record;
    else
        m_records.insert(before, record);
}

void JobHistory::dropOldest()
{
    QStringList tooOld;
    while (m_records.size() > keptRecords)
        tooOld += m_records.takeLast().id;
    if (tooOld.isEmpty())
        return;
    m_worker->run([tooOld](HistoryFolder &folder) {
        folder.remove(tooOld);
        return true;
    });
}

QFuture<Result<void>> JobHistory::note(const QString &id, const QJsonObject &members)
{
    const auto found = std::find_if(m_records.begin(), m_records.end(),
                                    [&](const JobRecord &record) { return record.id == id; });
    if (found == m_records.end()) {
        return m_worker->run([id](HistoryFolder &) -> Result<void> {
            return Error{Error::Kind::NotFound, tr("The history has no record %1.").arg(id), {}};
        });
    }
    for (auto member = members.begin(); member != members.end(); ++member)
        found->outcome.insert(member.key(), member.value());
    const auto written =
        m_worker->write([record = *found](HistoryFolder &folder) { return folder.write(record); });
    Q_EMIT changed();
    return written;
}

QFuture<QString> JobHistory::report(const QString &id) const
{
    const JobRecord *record = this->record(id);
    return m_worker->run(
        [record = record ? *record : JobRecord()](HistoryFolder &folder) -> QString {
            if (record.id.isEmpty())
                return {};
            return reportOf(record, folder.log(record.id).value_or(QStringList()));
        });
}

QString JobHistory::report(const Job &job)
{
    return reportOf(recordOf(job), job.log());
}
