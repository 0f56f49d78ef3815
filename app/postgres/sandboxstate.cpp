// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/sandboxstate.h"

#include "core/durablefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <filesystem>
#include <system_error>

using namespace Qt::StringLiterals;

namespace {

constexpr int format = 1;

} // namespace

QString SandboxState::fileIn(const QString &sandboxFolder)
{
    return sandboxFolder + u"/state.json"_s;
}

bool SandboxState::isInSandbox(const QString &path)
{
    for (QFileInfo place(QDir::cleanPath(path)); !place.isRoot(); place.setFile(place.path())) {
        if (QFileInfo::exists(fileIn(place.filePath()))
            && QFileInfo::exists(place.filePath() + u"/owner.lock"_s))
            return true;
        if (place.path() == place.filePath())
            return false;
    }
    return false;
}

Result<SandboxState> SandboxState::read(const QString &sandboxFolder)
{
    const Result<QByteArray> bytes = DurableFile::read(fileIn(sandboxFolder), 64 * 1024);
    if (!bytes)
        return bytes.error();
    const QJsonObject object = QJsonDocument::fromJson(*bytes).object();
    if (object[u"format"_s].toInt() != format) {
        return Error{Error::Kind::Invalid,
                     QCoreApplication::translate("SandboxState", "%1 is not a sandbox server.")
                         .arg(sandboxFolder),
                     {}};
    }
    return SandboxState{object[u"originalPgConfig"_s].toString(),
                        object[u"pgConfig"_s].toString(),
                        object[u"socketFolder"_s].toString(),
                        object[u"account"_s].toString(),
                        QDateTime::fromString(object[u"startedAt"_s].toString(), Qt::ISODateWithMs),
                        object[u"ownerPid"_s].toInteger(),
                        object[u"keep"_s].toBool()};
}

Result<void> SandboxState::write(const QString &sandboxFolder) const
{
    const QJsonObject object{
        {u"format"_s, format},       {u"originalPgConfig"_s, originalPgConfig},
        {u"pgConfig"_s, pgConfig},   {u"socketFolder"_s, socketFolder},
        {u"account"_s, accountName}, {u"startedAt"_s, startedAt.toString(Qt::ISODateWithMs)},
        {u"ownerPid"_s, ownerPid},   {u"keep"_s, keep}};
    // Renamed into place but not flushed: a sandbox does not outlive the machine's next start, and a
    // flush here would wait for all the files of the copy.
    const QString path = fileIn(sandboxFolder);
    QFile file(path + u".new"_s);
    const QByteArray bytes = QJsonDocument(object).toJson();
    std::error_code code;
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush()) {
        file.close();
        std::filesystem::rename(QFileInfo(file).filesystemAbsoluteFilePath(),
                                QFileInfo(path).filesystemAbsoluteFilePath(), code);
        if (!code)
            return {};
    }
    return Error{Error::Kind::DiskFull,
                 QCoreApplication::translate("SandboxState",
                                             "%1 cannot be written. Check the free space there.")
                     .arg(path),
                 file.errorString()};
}
