// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/installationlock.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QThread>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr unsigned long betweenTries =
    100; // milliseconds: unnoticed by a person, and by the processor

QString tr(const char *text)
{
    return QCoreApplication::translate("InstallationLock", text);
}

/// For an installation whose folder cannot be locked.
QString lockFile(const QString &installationId, const Locations &locations)
{
    const QString folder = QFileInfo(installationId).canonicalFilePath();
    const QByteArray key = (folder.isEmpty() ? installationId : folder).toUtf8();
    const QByteArray name = QCryptographicHash::hash(key, QCryptographicHash::Sha1).toHex();
    return locations.data + u"/locks/"_s + QString::fromLatin1(name);
}

Result<std::optional<OwnerLock>> tryTakeFile(const QString &path)
{
    const QFileInfo file(path);
    QDir().mkpath(file.path());
    std::optional<OwnerLock> lock = OwnerLock::tryTake(path);
    if (lock || QFileInfo(path).isWritable())
        return lock;
    return Error{Error::Kind::Permission,
                 tr("%1 cannot be written, so nobody could be told that an installation is being "
                    "changed.")
                     .arg(path),
                 {}};
}

} // namespace

Result<std::optional<InstallationLock>> InstallationLock::tryTake(const QString &installationId,
                                                                  const Locations &locations)
{
    Result<std::optional<OwnerLock>> lock = OwnerLock::tryTakeFolder(installationId);
    if (!lock)
        lock = tryTakeFile(lockFile(installationId, locations));
    if (!lock)
        return lock.error();
    if (!*lock)
        return std::optional<InstallationLock>();
    return std::optional(InstallationLock(std::move(**lock)));
}

Result<InstallationLock> InstallationLock::take(const QString &installationId, const QString &title,
                                                const Locations &locations, JobReporter &reporter)
{
    for (bool isFirst = true;; isFirst = false) {
        Result<std::optional<InstallationLock>> lock = tryTake(installationId, locations);
        if (!lock)
            return lock.error();
        if (*lock)
            return std::move(**lock);
        if (isFirst) {
            int holder = OwnerLock::holderOf(installationId);
            if (holder == 0)
                holder = OwnerLock::holderOf(lockFile(installationId, locations));
            const QString line = holder == 0
                                     ? tr("Waiting: another Howdah is changing %1.").arg(title)
                                     : tr("Waiting: another Howdah is changing %1 (process %2).")
                                           .arg(title, QString::number(holder));
            reporter.log(line);
            reporter.progress(-1, line);
        }
        if (reporter.token().isCancelled())
            return Error{Error::Kind::Cancelled, tr("Cancelled."), {}};
        QThread::msleep(betweenTries);
    }
}
