// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/unpacking.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ArchiveReader", text);
}

constexpr QFileDevice::Permissions plainFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner
                                               | QFileDevice::ReadGroup | QFileDevice::ReadOther;
constexpr QFileDevice::Permissions executableFile =
    plainFile | QFileDevice::ExeOwner | QFileDevice::ExeGroup | QFileDevice::ExeOther;

Error cannotWrite(const QFile &file)
{
    const bool isFull = file.error() == QFileDevice::ResourceError;
    return {isFull ? Error::Kind::DiskFull : Error::Kind::Permission,
            isFull ? tr("There is no space left to write %1.").arg(file.fileName())
                   : tr("%1 cannot be written.").arg(file.fileName()),
            file.errorString()};
}

} // namespace

Result<Unpacking> Unpacking::begin(const QString &destination)
{
    const QFileInfo info(destination);
    if (info.exists() && !info.isDir())
        return Error{Error::Kind::Conflict,
                     tr("%1 is a file; choose an empty folder to unpack into.").arg(destination),
                     {}};
    if (info.exists()
        && !QDir(destination)
                .isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System))
        return Error{Error::Kind::Conflict,
                     tr("%1 is not empty; choose an empty folder to unpack into.").arg(destination),
                     {}};
    Unpacking unpacking(info.absoluteFilePath(), info.exists());
    if (!info.exists() && !QDir().mkpath(destination))
        return Error{
            Error::Kind::Permission, tr("The folder %1 cannot be made.").arg(destination), {}};
    if (!unpacking.m_wasThere)
        QFile::setPermissions(unpacking.m_destination, executableFile);
    return unpacking;
}

Unpacking::Unpacking(Unpacking &&other) noexcept
    : m_destination(std::move(other.m_destination)),
      m_wasThere(other.m_wasThere),
      m_isKept(std::exchange(other.m_isKept, true)),
      m_folders(std::move(other.m_folders))
{
}

Unpacking::~Unpacking()
{
    if (m_isKept)
        return;
    QDir(m_destination).removeRecursively();
    if (m_wasThere)
        QDir().mkdir(m_destination);
}

Result<void> Unpacking::addFolder(const QString &path)
{
    if (path.isEmpty() || m_folders.contains(path))
        return {};
    const qsizetype slash = path.lastIndexOf(u'/');
    if (slash > 0) {
        if (Result<void> parent = addFolder(path.first(slash)); !parent)
            return parent;
    }
    const QString folder = m_destination + u'/' + path;
    if (!QDir().mkdir(folder) || !QFile::setPermissions(folder, executableFile))
        return Error{Error::Kind::Permission, tr("The folder %1 cannot be made.").arg(folder), {}};
    m_folders.insert(path);
    return {};
}

Result<std::unique_ptr<QFile>> Unpacking::addFile(const QString &path, bool isExecutable)
{
    const qsizetype slash = path.lastIndexOf(u'/');
    if (slash > 0) {
        if (Result<void> parent = addFolder(path.first(slash)); !parent)
            return parent.error();
    }
    auto file = std::make_unique<QFile>(m_destination + u'/' + path);
    // NewOnly: never follows or replaces what is there.
    if (!file->open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered)
        || !file->setPermissions(isExecutable ? executableFile : plainFile))
        return cannotWrite(*file);
    return file;
}

Result<void> Unpacking::write(QFile &file, QByteArrayView bytes)
{
    if (file.write(bytes.data(), bytes.size()) != bytes.size())
        return cannotWrite(file);
    return {};
}
