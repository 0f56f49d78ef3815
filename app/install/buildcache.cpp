// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/buildcache.h"

#include "archive/digest.h"
#include "core/durablefile.h"
#include "install/workfolder.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int format = 1;
constexpr auto listName = "entry.json";

QString tr(const char *text)
{
    return QCoreApplication::translate("BuildCache", text);
}

QString listOf(const QString &entry)
{
    return entry + u'/' + QLatin1StringView(listName);
}

QJsonObject toJson(const StagedFile &file, int number)
{
    return {{u"folder"_s, file.place.folder},
            {u"path"_s, file.place.relative},
            {u"mode"_s, static_cast<int>(file.mode)},
            {u"size"_s, file.size},
            {u"sha256"_s, QString::fromLatin1(file.sha256.toHex())},
            {u"file"_s, QString::number(number)}};
}

/// Copies the file out of the entry; nothing when it is not what was put in.
std::optional<StagedFile> fromJson(const QJsonObject &json, const QString &entry,
                                   const TargetLayout &destination, const QString &folder)
{
    StagedFile file;
    file.place = {json.value(u"folder"_s).toString(), json.value(u"path"_s).toString()};
    file.mode = json.value(u"mode"_s).toInt() == 0755 ? 0755 : 0644;
    const QString number = QString::number(json.value(u"file"_s).toString().toInt());
    file.source = folder + u'/' + number;
    if (!QFile::copy(entry + u'/' + number, file.source))
        return std::nullopt;
    const std::optional<QString> path = destination.path(file.place);
    const Result<FileDigests> digests = digestsOfFile(file.source);
    // The list itself could have been tampered with: a path in it must not climb out of its folder.
    if (!path || QDir::cleanPath(*path) != *path || !digests
        || digests->sha256 != QByteArray::fromHex(json.value(u"sha256"_s).toString().toLatin1()))
        return std::nullopt;
    file.destination = *path;
    file.size = digests->size;
    file.sha256 = digests->sha256;
    return file;
}

qint64 bytesOf(const QString &entry)
{
    qint64 bytes = 0;
    const QFileInfoList files = QDir(entry).entryInfoList(QDir::Files | QDir::Hidden);
    for (const QFileInfo &file : files)
        bytes += file.size();
    return bytes;
}

/// Complete entries, least recently used first.
QFileInfoList entriesOf(const QString &folder)
{
    QFileInfoList entries;
    const QStringList names = QDir(folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        const QFileInfo list(listOf(folder + u'/' + name));
        if (!name.startsWith(u'.') && list.isFile())
            entries << list;
    }
    std::sort(entries.begin(), entries.end(), [](const QFileInfo &a, const QFileInfo &b) {
        return a.lastModified() < b.lastModified();
    });
    return entries;
}

void markUsed(const QString &entry)
{
    QFile list(listOf(entry));
    if (list.open(QIODevice::ReadWrite))
        list.setFileTime(QDateTime::currentDateTime(), QFileDevice::FileModificationTime);
}

} // namespace

BuildCache::BuildCache(QString folder, qint64 capBytes)
    : m_folder(std::move(folder)), m_cap(capBytes)
{
}

QString BuildCache::key(const Digests &archive, const Installation &installation)
{
    const QByteArray digest = !archive.sha512.isEmpty()   ? archive.sha512
                              : !archive.sha256.isEmpty() ? archive.sha256
                                                          : archive.sha1;
    if (digest.isEmpty())
        return {};
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(digest.toHex());
    for (const QString &part : {installation.version.text, installation.configure, installation.cc,
                                installation.cflags, installation.bindir}) {
        hash.addData(QByteArrayView("\0", 1));
        hash.addData(part.toUtf8());
    }
    return QString::fromLatin1(hash.result().toHex());
}

bool BuildCache::contains(const QString &key) const
{
    return !key.isEmpty() && QFileInfo(listOf(folderOf(key))).isFile();
}

std::optional<QList<StagedFile>>
BuildCache::take(const QString &key, const TargetLayout &destination, const QString &folder) const
{
    if (!contains(key) || !FolderTree::remove(folder) || !QDir().mkpath(folder))
        return std::nullopt;
    const QString entry = folderOf(key);
    const Result<QByteArray> bytes = DurableFile::read(listOf(entry));
    if (!bytes)
        return std::nullopt;
    const QJsonObject json = QJsonDocument::fromJson(*bytes).object();
    QList<StagedFile> files;
    bool isSound = json.value(u"format"_s).toInt() == format;
    const QJsonArray list = json.value(u"files"_s).toArray();
    for (const QJsonValue &value : list) {
        if (!isSound)
            break;
        if (std::optional<StagedFile> file = fromJson(value.toObject(), entry, destination, folder))
            files << *file;
        else
            isSound = false;
    }
    if (!isSound || files.isEmpty()) {
        FolderTree::remove(entry);
        return std::nullopt;
    }
    markUsed(entry);
    return files;
}

Result<void> BuildCache::store(const QString &key, const QList<StagedFile> &files) const
{
    if (key.isEmpty() || files.isEmpty() || contains(key))
        return {};
    const QString temporary = m_folder + u"/."_s + key + u'.'
                              + QString::number(QRandomGenerator::global()->generate(), 36);
    const auto fail = [&](const QString &message) {
        FolderTree::remove(temporary);
        return Error{Error::Kind::Permission, message, {}};
    };
    if (!QDir().mkpath(temporary))
        return fail(tr("The build cache's folder %1 cannot be made.").arg(m_folder));
    QJsonArray list;
    for (int i = 0; i < files.size(); ++i) {
        const QString path = temporary + u'/' + QString::number(i);
        if (!QFile::copy(files[i].source, path))
            return fail(tr("%1 cannot be written into the build cache.").arg(path));
        list.append(toJson(files[i], i));
    }
    const QByteArray bytes =
        QJsonDocument(QJsonObject{{u"format"_s, format}, {u"files"_s, list}}).toJson();
    QFile file(listOf(temporary));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return fail(tr("%1 cannot be written into the build cache.").arg(file.fileName()));
    file.close();
    // Not flushed to the disk: what a power cut spoils is told by its hash and built again.
    FolderTree::remove(folderOf(key));
    if (!QDir().rename(temporary, folderOf(key)) && !contains(key))
        return fail(tr("%1 cannot be written into the build cache.").arg(folderOf(key)));
    FolderTree::remove(temporary);
    trim(key);
    return {};
}

void BuildCache::remove(const QString &key) const
{
    if (contains(key))
        FolderTree::remove(folderOf(key));
}

void BuildCache::trim(const QString &keep) const
{
    QFileInfoList entries = entriesOf(m_folder);
    qint64 total = bytes();
    for (const QFileInfo &entry : std::as_const(entries)) {
        if (total <= m_cap)
            return;
        if (entry.path() == folderOf(keep))
            continue;
        total -= bytesOf(entry.path());
        FolderTree::remove(entry.path());
    }
}

qint64 BuildCache::bytes() const
{
    qint64 total = 0;
    const QFileInfoList entries = entriesOf(m_folder);
    for (const QFileInfo &entry : entries)
        total += bytesOf(entry.path());
    return total;
}

int BuildCache::count() const
{
    return static_cast<int>(entriesOf(m_folder).size());
}

void BuildCache::clear() const
{
    const QStringList names =
        QDir(m_folder).entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden);
    for (const QString &name : names)
        FolderTree::remove(m_folder + u'/' + name);
}
