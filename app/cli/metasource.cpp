// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/metasource.h"

#include "archive/archivereader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <optional>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MetaCommand)
};

constexpr qint64 largest = 32LL * 1024 * 1024;

const QString metaName = u"META.json"_s;

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        const bool exists = QFileInfo::exists(path);
        return Error{exists ? Error::Kind::Permission : Error::Kind::NotFound,
                     exists ? Text::tr("“%1” cannot be read: %2").arg(path, file.errorString())
                            : Text::tr("There is no file “%1”.").arg(path),
                     file.errorString()};
    }
    if (file.size() > largest) {
        return Error{
            Error::Kind::Invalid, Text::tr("“%1” is too large for a META.json.").arg(path), {}};
    }
    return file.readAll();
}

bool isArchiveName(const QString &name)
{
    for (const QString &suffix : {u".zip"_s, u".tar"_s, u".tgz"_s, u".tar.gz"_s, u".tar.xz"_s,
                                  u".txz"_s, u".tar.zst"_s, u".tar.bz2"_s, u".tbz"_s, u".tbz2"_s}) {
        if (name.endsWith(suffix, Qt::CaseInsensitive))
            return true;
    }
    return false;
}

Result<MetaSource> readArchive(const QString &path)
{
    const Result<ArchiveReader> archive = ArchiveReader::open(path);
    if (!archive)
        return archive.error();
    std::optional<QString> nearest;
    for (const ArchiveEntry &entry : archive->entries()) {
        const bool isMeta = !entry.isFolder && entry.path.section(u'/', -1) == metaName;
        if (isMeta && (!nearest || entry.path.count(u'/') < nearest->count(u'/')))
            nearest = entry.path;
    }
    if (!nearest) {
        return Error{Error::Kind::NotFound,
                     Text::tr("“%1” has no META.json. Add one in its top folder.").arg(path),
                     {}};
    }
    const Result<QByteArray> bytes = archive->read(*nearest, largest);
    if (!bytes)
        return bytes.error();
    return MetaSource{path + u": "_s + *nearest, *bytes};
}

} // namespace

Result<MetaSource> MetaSource::read(const QString &file)
{
    if (QFileInfo(file).isDir()) {
        const QString path = QDir(file).filePath(metaName);
        if (!QFileInfo::exists(path)) {
            return Error{
                Error::Kind::NotFound, Text::tr("The folder “%1” has no META.json.").arg(file), {}};
        }
        return read(path);
    }
    if (isArchiveName(file) && QFileInfo::exists(file))
        return readArchive(file);
    const Result<QByteArray> bytes = readFile(file);
    if (!bytes)
        return bytes.error();
    return MetaSource{file, *bytes};
}
