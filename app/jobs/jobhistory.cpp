// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobs/jobhistory.h"

#include "core/durablefile.h"
#include "core/useraccount.h"
#include "jobs/jobrecordjson.h"
#include "jobs/secretmask.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLockFile>
#include <QLoggingCategory>
#include <QSysInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lcHistory, "howdah.jobs.jobhistory", QtWarningMsg)

constexpr qsizetype keptRecords = 1000;
constexpr qint64 keptLogBytes = 32LL * 1024 * 1024;

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

QByteArray jsonOf(const JobRecord &record)
{
    return QJsonDocument(JobRecordJson::write(record)).toJson();
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

/// The log of a job that runs, and the lock that tells other processes so.
struct JobHistory::OpenLog {
    explicit OpenLog(const QString &lockPath) : lock(lockPath)
    {
        // Stale is what a dead process left, however old.
        lock.setStaleLockTime(0);
    }

    void append(const QStringList &lines)
    {
        if (written > keptLogBytes)
            return;
        const QByteArray bytes = (SecretMask::withoutPasswords(lines.join(u'\n')) + u'\n').toUtf8();
        written += bytes.size();
        file.write(bytes);
        file.flush();
    }

    QLockFile lock;
    QFile file;
    qint64 written = 0;
};

JobHistory::JobHistory(const QString &folder, QObject *parent) : QObject(parent), m_folder(folder)
{
    load();
}

JobHistory::~JobHistory() = default;

QString JobHistory::path(const QString &id, const QString &suffix) const
{
    return m_folder + u'/' + id + suffix;
}

void JobHistory::load()
{
    const QStringList names = QDir(m_folder).entryList({u"*.json"_s}, QDir::Files);
    for (const QString &name : names) {
        const auto bytes = DurableFile::read(m_folder + u'/' + name);
        const Result<JobRecord> record =
            bytes ? JobRecordJson::read(*bytes) : Result<JobRecord>(bytes.error());
        if (!record) {
            qCWarning(lcHistory).noquote() << name << record.error().message;
            continue;
        }
        if (record->wasInterrupted()) {
            QLockFile lock(path(record->id, u".lock"_s));
            lock.setStaleLockTime(0);
            if (!lock.tryLock(0) && lock.error() == QLockFile::LockFailedError)
                continue; // it runs, in another process
        }
        m_records += *record;
    }
    std::sort(m_records.begin(), m_records.end(), [](const JobRecord &one, const JobRecord &other) {
        return one.queued > other.queued;
    });
    dropOldest();
}

const JobRecord *JobHistory::record(const QString &id) const
{
    const auto found = std::find_if(m_records.cbegin(), m_records.cend(),
                                    [&](const JobRecord &record) { return record.id == id; });
    return found == m_records.cend() ? nullptr : &*found;
}

Result<QStringList> JobHistory::log(const QString &id) const
{
    QString file = path(id, u".log"_s);
    if (!QFile::exists(file))
        file += u".part"_s;
    const auto bytes = DurableFile::read(file, 2 * keptLogBytes);
    if (!bytes)
        return bytes.error();
    QStringList lines = QString::fromUtf8(*bytes).split(u'\n');
    lines.removeLast(); // after the last newline
    return lines;
}

Result<void> JobHistory::started(const Job &job)
{
    const auto written = DurableFile::write(path(job.id(), u".json"_s), jsonOf(recordOf(job)));
    if (!written)
        return written.error();
    auto open = std::make_unique<OpenLog>(path(job.id(), u".lock"_s));
    open->file.setFileName(path(job.id(), u".log.part"_s));
    if (!open->file.open(QIODevice::WriteOnly | QIODevice::Truncate)
        || !open->file.setPermissions(DurableFile::privateFile) || !open->lock.tryLock(0)) {
        return Error{Error::Kind::Permission,
                     tr("The history in %1 cannot be written. Check its permissions.")
                         .arg(QDir::toNativeSeparators(m_folder)),
                     open->file.errorString()};
    }
    if (const QStringList before = job.log(); !before.isEmpty())
        open->append(before);
    connect(&job, &Job::logAdded, this, [this, id = job.id()](const QStringList &lines) {
        if (const auto found = m_open.find(id); found != m_open.end())
            found->second->append(lines);
    });
    m_open[job.id()] = std::move(open);
    return {};
}

Result<void> JobHistory::ended(const Job &job)
{
    const JobRecord record = recordOf(job);
    Result<void> logged;
    if (const auto found = m_open.find(job.id()); found != m_open.end()) {
        const QString part = found->second->file.fileName();
        found->second->file.close();
        logged = DurableFile::replace(part, path(job.id(), u".log"_s));
    } else if (!job.log().isEmpty()) {
        const QString text = SecretMask::withoutPasswords(job.log().join(u'\n')) + u'\n';
        logged = DurableFile::write(path(job.id(), u".log"_s), text.toUtf8());
    }
    const auto written = DurableFile::write(path(job.id(), u".json"_s), jsonOf(record));
    m_open.erase(job.id()); // only now others may see it as not running
    insert(record);
    dropOldest();
    Q_EMIT changed();
    return written ? logged : written;
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
    while (m_records.size() > keptRecords) {
        const QString id = m_records.takeLast().id;
        for (const QString &suffix : {u".json"_s, u".log"_s, u".log.part"_s})
            QFile::remove(path(id, suffix));
    }
}

Result<void> JobHistory::note(const QString &id, const QJsonObject &members)
{
    const auto found = std::find_if(m_records.begin(), m_records.end(),
                                    [&](const JobRecord &record) { return record.id == id; });
    if (found == m_records.end()) {
        return Error{Error::Kind::NotFound, tr("The history has no record %1.").arg(id), {}};
    }
    for (auto member = members.begin(); member != members.end(); ++member)
        found->outcome.insert(member.key(), member.value());
    const auto written = DurableFile::write(path(id, u".json"_s), jsonOf(*found));
    Q_EMIT changed();
    return written;
}

QString JobHistory::report(const QString &id) const
{
    const JobRecord *record = this->record(id);
    return record ? reportOf(*record, log(id).value_or(QStringList())) : QString();
}

QString JobHistory::report(const Job &job)
{
    return reportOf(recordOf(job), job.log());
}
