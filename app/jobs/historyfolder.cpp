// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobs/historyfolder.h"

#include "core/durablefile.h"
#include "jobs/jobrecordjson.h"
#include "jobs/secretmask.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLockFile>
#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.jobs.historyfolder", QtWarningMsg)

constexpr qint64 keptLogBytes = 32LL * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("JobHistory", text);
}

} // namespace

/// The log of a job that runs, and the lock that tells other processes so.
struct HistoryFolder::OpenLog {
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

HistoryFolder::HistoryFolder(QString folder, qsizetype keptRecords)
    : m_folder(std::move(folder)), m_keptRecords(keptRecords)
{
}

HistoryFolder::~HistoryFolder() = default;

QString HistoryFolder::path(const QString &id, const QString &suffix) const
{
    return m_folder + u'/' + id + suffix;
}

bool HistoryFolder::runsElsewhere(const QString &id) const
{
    QLockFile lock(path(id, u".lock"_s));
    lock.setStaleLockTime(0);
    return !lock.tryLock(0) && lock.error() == QLockFile::LockFailedError;
}

QList<JobRecord> HistoryFolder::load()
{
    QList<JobRecord> records;
    const QStringList names = QDir(m_folder).entryList({u"*.json"_s}, QDir::Files);
    for (const QString &name : names) {
        const auto bytes = DurableFile::read(m_folder + u'/' + name);
        const Result<JobRecord> record =
            bytes ? JobRecordJson::read(*bytes) : Result<JobRecord>(bytes.error());
        if (!record)
            qCWarning(lc).noquote() << name << record.error().message;
        else if (!record->wasInterrupted() || !runsElsewhere(record->id))
            records += *record;
    }
    std::sort(records.begin(), records.end(), [](const JobRecord &one, const JobRecord &other) {
        return one.queued > other.queued;
    });
    QStringList tooOld;
    while (records.size() > m_keptRecords)
        tooOld += records.takeLast().id;
    remove(tooOld);
    return records;
}

Result<void> HistoryFolder::begin(const JobRecord &record, const QStringList &lines)
{
    const auto fail = [this](const QString &detail) {
        return Error{Error::Kind::Permission,
                     tr("The history in %1 cannot be written. Check its permissions.")
                         .arg(QDir::toNativeSeparators(m_folder)),
                     detail};
    };
    // Locked first: a record that says it runs is never there without its lock.
    if (!QDir().mkpath(m_folder))
        return fail({});
    auto open = std::make_unique<OpenLog>(path(record.id, u".lock"_s));
    if (!open->lock.tryLock(0))
        return fail({});
    if (Result<void> written = write(record); !written)
        return written;
    open->file.setFileName(path(record.id, u".log.part"_s));
    if (!open->file.open(QIODevice::WriteOnly | QIODevice::Truncate)
        || !open->file.setPermissions(DurableFile::privateFile))
        return fail(open->file.errorString());
    if (!lines.isEmpty())
        open->append(lines);
    m_open[record.id] = std::move(open);
    return {};
}

void HistoryFolder::append(const QString &id, const QStringList &lines)
{
    if (const auto found = m_open.find(id); found != m_open.end())
        found->second->append(lines);
}

Result<void> HistoryFolder::end(const JobRecord &record, const QStringList &lines)
{
    Result<void> logged;
    if (const auto found = m_open.find(record.id); found != m_open.end()) {
        const QString part = found->second->file.fileName();
        found->second->file.close();
        logged = DurableFile::replace(part, path(record.id, u".log"_s));
    } else if (!lines.isEmpty()) {
        const QString text = SecretMask::withoutPasswords(lines.join(u'\n')) + u'\n';
        logged = DurableFile::write(path(record.id, u".log"_s), text.toUtf8());
    }
    Result<void> written = write(record);
    m_open.erase(record.id); // only now others may see it as not running
    return written ? logged : written;
}

Result<void> HistoryFolder::write(const JobRecord &record) const
{
    return DurableFile::write(path(record.id, u".json"_s),
                              QJsonDocument(JobRecordJson::write(record)).toJson());
}

Result<QStringList> HistoryFolder::log(const QString &id) const
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

void HistoryFolder::remove(const QStringList &ids) const
{
    for (const QString &id : ids) {
        for (const QString &suffix : {u".json"_s, u".log"_s, u".log.part"_s})
            QFile::remove(path(id, suffix));
    }
}
