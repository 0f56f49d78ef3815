// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/cachefolder.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryFile>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 headLimit = 64 * 1024;
/// Other processes write too: the folder is counted anew after so many of our writes.
constexpr int writesBetweenCounts = 64;
constexpr qint64 secondsUntilDebris = 3600;

struct Kept {
    QString path;
    qint64 size;
    QDateTime lastUsed;
};

QByteArray digestOf(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

/// All entries; removes what a killed process left half written.
std::vector<Kept> entriesIn(const QString &folder)
{
    std::vector<Kept> found;
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QDirIterator walk(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        const QFileInfo file = walk.nextFileInfo();
        if (file.fileName().endsWith(u".answer"_s))
            found.push_back({file.filePath(), file.size(), file.lastRead()});
        else if (file.fileName().contains(u".answer."_s)
                 && file.lastModified().secsTo(now) > secondsUntilDebris)
            QFile::remove(file.filePath());
    }
    return found;
}

Error cannotKeep(const QString &path, const QString &reason)
{
    return {Error::Kind::Internal,
            QCoreApplication::translate("HttpCache", "%1 cannot be kept for later: %2")
                .arg(path, reason),
            {}};
}

/// Replaces `path` in one step, but asks the disk for nothing: a first synchronisation writes thousands of entries, and
/// one that a power cut left half written does not have its digest and is fetched again.
Result<void> replaceUnflushed(const QString &path, const QByteArray &bytes)
{
    const QFileInfo target(path);
    if (!QDir().mkpath(target.absolutePath()))
        return cannotKeep(path, QCoreApplication::translate("HttpCache", "no folder for it."));
    QTemporaryFile temporary(target.absolutePath() + u"/."_s + target.fileName() + u".XXXXXX"_s);
    if (!temporary.open() || temporary.write(bytes) != bytes.size() || !temporary.flush())
        return cannotKeep(path, temporary.errorString());
    const QString written = temporary.fileName();
    temporary.close();
    std::error_code error;
    std::filesystem::rename(written.toStdU16String(), path.toStdU16String(), error);
    if (error)
        return cannotKeep(path, QString::fromLocal8Bit(error.message().c_str()));
    temporary.setAutoRemove(false);
    return {};
}

void setTimes(const QString &path, const QDateTime &used, const QDateTime &confirmed)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return;
    if (confirmed.isValid())
        file.setFileTime(confirmed, QFileDevice::FileModificationTime);
    if (used.isValid())
        file.setFileTime(used, QFileDevice::FileAccessTime);
}

std::optional<CacheFolder::Entry> parseEntry(const QByteArray &bytes, const QUrl &url)
{
    const qsizetype end = bytes.indexOf('\n');
    if (end < 0 || end > headLimit)
        return std::nullopt;
    const QJsonObject head = QJsonDocument::fromJson(bytes.left(end)).object();
    CacheFolder::Entry entry;
    entry.url = url;
    entry.body = bytes.mid(end + 1);
    entry.etag = head[u"etag"].toString().toLatin1();
    entry.lastModified = head[u"lastModified"].toString().toLatin1();
    if (head[u"url"].toString() != url.toString(QUrl::FullyEncoded)
        || head[u"sha256"].toString().toLatin1() != digestOf(entry.body))
        return std::nullopt;
    return entry;
}

} // namespace

CacheFolder::CacheFolder(QString folder, qint64 capBytes)
    : m_folder(std::move(folder)), m_cap(capBytes)
{
}

std::optional<CacheFolder::Entry> CacheFolder::read(const QUrl &url, const QDateTime &now)
{
    const QString path = pathOf(url);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    // Times of the open file: another process may put a new one in its place meanwhile.
    const QDateTime confirmedAt = file.fileTime(QFileDevice::FileModificationTime).toUTC();
    const QByteArray bytes = file.readAll();
    std::optional<Entry> entry = parseEntry(bytes, url);
    if (!entry) {
        file.close();
        QFile::remove(path);
        return std::nullopt;
    }
    entry->confirmedAt = std::min(confirmedAt, now); // a clock put back must not make it fresh
    file.setFileTime(now, QFileDevice::FileAccessTime);
    return entry;
}

Result<void> CacheFolder::write(const Entry &entry)
{
    const QJsonObject head{
        {u"url"_s, entry.url.toString(QUrl::FullyEncoded)},
        {u"etag"_s, QString::fromLatin1(entry.etag)},
        {u"lastModified"_s, QString::fromLatin1(entry.lastModified)},
        {u"sha256"_s, QString::fromLatin1(digestOf(entry.body))},
    };
    const QByteArray bytes = QJsonDocument(head).toJson(QJsonDocument::Compact) + '\n' + entry.body;
    if (bytes.size() > m_cap) {
        remove(entry.url);
        return {};
    }
    const QString path = pathOf(entry.url);
    if (Result<void> written = replaceUnflushed(path, bytes); !written)
        return written;
    setTimes(path, entry.confirmedAt, entry.confirmedAt);
    noteWritten(bytes.size());
    return {};
}

void CacheFolder::confirm(const QUrl &url, const QDateTime &now)
{
    setTimes(pathOf(url), now, now);
}

void CacheFolder::remove(const QUrl &url)
{
    QFile::remove(pathOf(url));
}

qint64 CacheFolder::size() const
{
    qint64 sum = 0;
    for (const Kept &kept : entriesIn(m_folder))
        sum += kept.size;
    return sum;
}

void CacheFolder::clear()
{
    const std::lock_guard lock(m_mutex);
    for (const Kept &kept : entriesIn(m_folder))
        QFile::remove(kept.path);
    m_knownSize = 0;
}

QString CacheFolder::pathOf(const QUrl &url) const
{
    const QString name = QString::fromLatin1(digestOf(url.toEncoded(QUrl::FullyEncoded)));
    return m_folder + u'/' + name.left(2) + u'/' + name + u".answer"_s;
}

void CacheFolder::noteWritten(qint64 bytes)
{
    const std::lock_guard lock(m_mutex);
    if (m_knownSize >= 0)
        m_knownSize += bytes;
    if (m_knownSize >= 0 && m_knownSize <= m_cap && ++m_writesSinceCount < writesBetweenCounts)
        return;
    m_writesSinceCount = 0;
    std::vector<Kept> entries = entriesIn(m_folder);
    m_knownSize = 0;
    for (const Kept &kept : entries)
        m_knownSize += kept.size;
    if (m_knownSize <= m_cap)
        return;
    std::ranges::sort(entries, {}, &Kept::lastUsed);
    const qint64 aim = m_cap - m_cap / 10; // some room, so that not every write has to look again
    for (const Kept &kept : entries) {
        if (m_knownSize <= aim)
            break;
        if (QFile::remove(kept.path))
            m_knownSize -= kept.size;
    }
}
