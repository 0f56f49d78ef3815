// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/processlease.h"

#include "registry/database/sqlconnection.h"

#include <QCoreApplication>
#include <QFile>
#include <QStringList>
#include <QSysInfo>

#include <cerrno>

#ifdef Q_OS_UNIX
#include <signal.h>
#endif

using namespace Qt::StringLiterals;

namespace {

/// This computer since it was started, and the namespace of process numbers there (each container has its own): they
/// mean something only within it.
QString computer()
{
    static const QString name = [] {
        QByteArray boot = QSysInfo::bootUniqueId();
        if (boot.isEmpty())
            boot = QSysInfo::machineUniqueId();
        QString place = QString::fromLatin1(boot);
#ifdef Q_OS_LINUX
        place += u'/' + QFile::symLinkTarget(u"/proc/self/ns/pid"_s).section(u'/', -1);
#endif
        return place.remove(u' ');
    }();
    return name;
}

/// When a process began, so that a later one with its number is not taken for it; empty: it is gone.
QString beginningOf(qint64 process)
{
#ifdef Q_OS_LINUX
    QFile stat(u"/proc/%1/stat"_s.arg(process));
    if (!stat.open(QIODevice::ReadOnly))
        return {};
    // The name, in parentheses, may hold anything.
    const QByteArray line = stat.readAll();
    const QList<QByteArray> words = line.mid(line.lastIndexOf(')') + 2).split(' ');
    return QString::fromLatin1(words.value(19));
#elif defined(Q_OS_UNIX)
    return ::kill(pid_t(process), 0) == 0 || errno == EPERM ? u"0"_s : QString();
#else
    return u"0"_s;
#endif
}

} // namespace

QString ProcessLease::until(const QDateTime &expiry)
{
    const qint64 process = QCoreApplication::applicationPid();
    return u"%1 %2 %3 %4"_s.arg(SqlTime::text(expiry), computer(), QString::number(process),
                                beginningOf(process));
}

bool ProcessLease::holds(const QString &lease, const QDateTime &now)
{
    const QStringList parts = lease.split(u' ');
    if (parts.size() != 4 || SqlTime::read(parts[0]) < now)
        return false;
    if (parts[1] != computer())
        return true;
    return beginningOf(parts[2].toLongLong()) == parts[3];
}
