// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/operations/registrybackup.h"

#include "archive/digest.h"
#include "core/durablefile.h"
#include "registry/operations/tabledump.h"
#include "registry/publishing/publisher.h"
#include "registry/registrystore.h"
#include "registry/store/releasestore.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

constexpr int format = 1;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryBackup", text);
}

QString databaseFile()
{
    return u"database.jsonl"_s;
}

/// What lies beside tree and database and cannot be made anew.
QString keysFolder()
{
    return u"keys"_s;
}

Error cannotWrite(const QString &path, const QString &detail = {})
{
    return {Error::Kind::Permission, tr("%1 cannot be written.").arg(path), detail};
}

Error cancelled()
{
    return {Error::Kind::Cancelled, tr("This was cancelled."), {}};
}

/// A copy, flushed, with its digest.
Result<FileDigests> copy(const QString &from, const QString &to)
{
    if (!QDir().mkpath(QFileInfo(to).path()))
        return cannotWrite(QFileInfo(to).path());
    const QString temporary = to + u".part"_s;
    QFile::remove(temporary);
    QFile source(from);
    if (!source.copy(temporary))
        return cannotWrite(to, source.errorString());
    QFile::setPermissions(temporary, QFile::permissions(from) | QFile::WriteOwner);
    if (Result<void> moved = DurableFile::replace(temporary, to); !moved)
        return moved.error();
    return digestsOfFile(to);
}

/// The files of all releases, relative to the registry's folder.
Result<QStringList> releasedFiles(RegistryStore &store)
{
    const Result<QList<Release>> releases = ReleaseStore(store.database()).all();
    if (!releases)
        return releases.error();
    const QDir top(store.folder());
    QStringList files;
    for (const Release &release : *releases) {
        const QDir folder(store.tree().releaseFolder(release.name, release.version.toString()));
        for (const QString &name : folder.entryList(QDir::Files, QDir::Name))
            files.append(top.relativeFilePath(folder.filePath(name)));
    }
    QDirIterator keys(top.filePath(keysFolder()), QDir::Files, QDirIterator::Subdirectories);
    while (keys.hasNext()) {
        const QString file = keys.next();
        if (!file.endsWith(u".lock"))
            files.append(top.relativeFilePath(file));
    }
    return files;
}

Result<QJsonObject> readList(const QString &folder)
{
    const Result<QByteArray> bytes =
        DurableFile::read(folder + u"/backup.json"_s, 1024 * 1024 * 1024);
    if (!bytes)
        return Error{Error::Kind::NotFound, tr("%1 holds no backup of a registry.").arg(folder),
                     bytes.error().detail};
    const QJsonObject list = QJsonDocument::fromJson(*bytes).object();
    if (list[u"howdah-registry-backup"].toInt() != format)
        return Error{Error::Kind::Unsupported,
                     tr("The backup in %1 was made by another version of Howdah.").arg(folder),
                     {}};
    return list;
}

} // namespace

Result<RegistryBackup::Outcome> RegistryBackup::write(RegistryStore &store, const QString &folder,
                                                      const CancellationToken &token,
                                                      const Progress &progress)
{
    if (QFileInfo::exists(folder))
        return Error{Error::Kind::Conflict,
                     tr("%1 is there already. Choose a new folder for the backup.").arg(folder),
                     {}};
    const QString work = folder + u".part"_s;
    QDir(work).removeRecursively();
    if (!QDir().mkpath(work))
        return cannotWrite(work);
    QFile::setPermissions(work, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const auto failed = [&](const Error &error) -> Result<Outcome> {
        QDir(work).removeRecursively();
        return error;
    };
    // The database first: what it knows has all its files, and these never change.
    if (Result<void> dumped =
            TableDump::write(store.database(), work + u'/' + databaseFile(), token);
        !dumped)
        return failed(dumped.error());
    const Result<QStringList> files = releasedFiles(store);
    if (!files)
        return failed(files.error());
    QJsonObject digests;
    Outcome outcome;
    qint64 done = 0;
    for (const QString &file : *files) {
        if (token.isCancelled())
            return failed(cancelled());
        if (progress)
            progress(file, done++, files->size());
        const Result<FileDigests> copied = copy(store.folder() + u'/' + file, work + u'/' + file);
        if (!copied)
            return failed(copied.error());
        digests.insert(file, QString::fromLatin1(copied->sha256.toHex()));
        outcome.bytes += QFileInfo(work + u'/' + file).size();
        outcome.releases += file.endsWith(u".zip") ? 1 : 0;
    }
    const Result<FileDigests> database = digestsOfFile(work + u'/' + databaseFile());
    if (!database)
        return failed(database.error());
    digests.insert(databaseFile(), QString::fromLatin1(database->sha256.toHex()));
    const QJsonObject list{{u"howdah-registry-backup"_s, format},
                           {u"made"_s, store.clock().now().toString(Qt::ISODate)},
                           {u"files"_s, digests}};
    if (Result<void> written =
            DurableFile::write(work + u"/backup.json"_s, QJsonDocument(list).toJson());
        !written)
        return failed(written.error());
    if (!QDir().rename(work, folder))
        return failed(cannotWrite(folder));
    if (Result<void> synced = DurableFile::syncFolder(QFileInfo(folder).absolutePath()); !synced)
        return synced.error();
    return outcome;
}

Result<QStringList> RegistryBackup::verify(const QString &folder, const CancellationToken &token)
{
    const Result<QJsonObject> list = readList(folder);
    if (!list)
        return list.error();
    const QJsonObject files = (*list)[u"files"].toObject();
    QStringList problems;
    for (auto file = files.begin(); file != files.end(); ++file) {
        if (token.isCancelled())
            return cancelled();
        const QString path = folder + u'/' + file.key();
        const bool isInside = QDir::cleanPath(path).startsWith(QDir::cleanPath(folder) + u'/');
        const Result<FileDigests> digests =
            isInside ? digestsOfFile(path)
                     : Result<FileDigests>(Error{Error::Kind::Refused, file.key(), {}});
        if (!digests)
            problems.append(tr("%1 is missing or cannot be read.").arg(file.key()));
        else if (QString::fromLatin1(digests->sha256.toHex()) != file->toString())
            problems.append(tr("%1 is damaged: its digest differs.").arg(file.key()));
    }
    return problems;
}

Result<RegistryBackup::Outcome> RegistryBackup::restore(RegistryStore &store, const QString &folder,
                                                        const CancellationToken &token,
                                                        const Progress &progress)
{
    const Result<QStringList> problems = verify(folder, token);
    if (!problems)
        return problems.error();
    if (!problems->isEmpty())
        return Error{Error::Kind::Integrity,
                     tr("The backup is damaged, so nothing was restored:") + u'\n'
                         + problems->join(u'\n'),
                     {}};
    if (Result<void> prepared = store.prepare(); !prepared)
        return prepared.error();
    const Result<QStringList> there = ReleaseStore(store.database()).distributions();
    if (!there)
        return there.error();
    if (!there->isEmpty())
        return Error{Error::Kind::Conflict,
                     tr("There is something in this registry already. Restore into a new one."),
                     {}};
    const QJsonObject files = readList(folder).value()[u"files"].toObject();
    Outcome outcome;
    qint64 done = 0;
    for (auto file = files.begin(); file != files.end(); ++file) {
        if (token.isCancelled())
            return cancelled();
        if (file.key() == databaseFile())
            continue;
        if (progress)
            progress(file.key(), done++, files.size());
        const QString to = store.folder() + u'/' + file.key();
        if (const Result<FileDigests> copied = copy(folder + u'/' + file.key(), to); !copied)
            return copied.error();
        outcome.bytes += QFileInfo(to).size();
        outcome.releases += file.key().endsWith(u".zip") ? 1 : 0;
    }
    // Last: what the database knows must have its files.
    if (Result<void> filled =
            TableDump::read(store.database(), folder + u'/' + databaseFile(), token);
        !filled)
        return filled.error();
    // The restored keys have taken the new registry's place.
    if (Result<void> published = store.publisher().publishKeys(); !published)
        return published.error();
    if (Result<void> written = store.reindex(); !written)
        return written.error();
    return outcome;
}
