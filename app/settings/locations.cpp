// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "settings/locations.h"

#include "core/useraccount.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <optional>

using namespace Qt::StringLiterals;

namespace {

/// Leaves room for "/sandboxes/ID/run/.s.PGSQL.5432" within the 104 bytes macOS allows a socket.
constexpr qsizetype longestRuntime = 60;

QString standardPlace(QStandardPaths::StandardLocation location)
{
    return QStandardPaths::writableLocation(location) + u"/howdah"_s;
}

/// Root's servers run as another account, which has to get to their files; a folder like /root or a
/// private temporary folder is closed to it.
bool isOpenToServers(const QString &folder)
{
    if (!UserAccount::forUnprivilegedWork())
        return true;
    for (QString place = QDir::cleanPath(folder); !QFileInfo(place).isRoot();
         place = QFileInfo(place).path()) {
        const QFileInfo info(place);
        if (info.exists() && !info.permission(QFileDevice::ExeOther))
            return false;
    }
    return true;
}

/// Neither XDG_RUNTIME_DIR nor /run: those are small, in memory, and may forbid running programs.
QString temporaryPlace(const QString &suffix = {})
{
    return QDir::cleanPath(QDir::tempPath()) + u"/howdah-"_s
           + QString::number(UserAccount::current().uid) + suffix;
}

QString runtimeFor(const QString &folder)
{
    const QString wanted = folder + u"/run"_s;
    if (QFile::encodeName(wanted).size() <= longestRuntime && isOpenToServers(folder))
        return wanted;
    const QByteArray digest =
        QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex().left(10);
    return temporaryPlace(u'-' + QString::fromLatin1(digest));
}

} // namespace

Locations Locations::standard(const QString &folder)
{
    QString base = folder.isEmpty() ? qEnvironmentVariable("HOWDAH_DATA_DIR") : folder;
    if (base.isEmpty()) {
        return {standardPlace(QStandardPaths::GenericConfigLocation),
                standardPlace(QStandardPaths::GenericDataLocation),
                standardPlace(QStandardPaths::GenericCacheLocation), temporaryPlace()};
    }
    base = QDir::cleanPath(QDir::current().absoluteFilePath(base));
    return {base + u"/config"_s, base + u"/data"_s, base + u"/cache"_s, runtimeFor(base)};
}
