// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/postmasters.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#endif

using namespace Qt::StringLiterals;

namespace {

bool isServerProgram(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    return name == u"postgres" || name == u"postmaster" || name == u"postgres.exe";
}

QByteArray contentOf(const QString &path, qint64 limit)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(limit) : QByteArray();
}

} // namespace

QList<Postmaster> findPostmasters(const QString &procFolder)
{
    QList<Postmaster> servers;
    for (const QString &entry :
         QDir(procFolder).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Unsorted)) {
        bool isNumber = false;
        const int pid = entry.toInt(&isNumber);
        if (!isNumber)
            continue;
        const QString folder = procFolder + u'/' + entry;
        const QList<QByteArray> words = contentOf(folder + u"/cmdline"_s, 64 * 1024).split('\0');
        // A backend's command line is one text: "postgres: checkpointer".
        if (!isServerProgram(QString::fromLocal8Bit(words.value(0))))
            continue;
        Postmaster server{pid, {}, {}, QFileInfo(folder).ownerId()};
        QString program = QFile::symLinkTarget(folder + u"/exe"_s); // only its owner and root may
        if (program.isEmpty())
            program = QString::fromLocal8Bit(words.value(0));
        if (isServerProgram(program) && QDir::isAbsolutePath(program))
            server.program = program;
        for (qsizetype i = 1; i < words.size(); ++i) {
            if (words[i] == "-D" && i + 1 < words.size())
                server.dataDirectory = QString::fromLocal8Bit(words[i + 1]);
            else if (words[i].startsWith("-D") && words[i].size() > 2)
                server.dataDirectory = QString::fromLocal8Bit(words[i].mid(2));
        }
        const QString current = QFile::symLinkTarget(folder + u"/cwd"_s);
        if (QDir::isRelativePath(server.dataDirectory))
            server.dataDirectory = current; // a postmaster works in its data directory
        servers += server;
    }
    return servers;
}

PostmasterPidFile PostmasterPidFile::read(const QString &path)
{
    const QList<QByteArray> lines = contentOf(path, 16 * 1024).split('\n');
    PostmasterPidFile file;
    file.pid = lines.value(0).trimmed().toInt();
    if (file.pid <= 0)
        return {};
    file.dataDirectory = QString::fromLocal8Bit(lines.value(1).trimmed());
    file.port = lines.value(3).trimmed().toInt();
    file.socketFolder = QString::fromLocal8Bit(lines.value(4).trimmed());
    file.isReady = lines.value(7).startsWith("ready");
    return file;
}

bool isProcessAlive(int pid)
{
#ifdef Q_OS_UNIX
    return pid > 0 && (::kill(pid, 0) == 0 || errno == EPERM);
#else
    Q_UNUSED(pid)
    return false;
#endif
}

bool isPostgresProcess(int pid)
{
    if (!isProcessAlive(pid))
        return false;
    const QByteArray name = contentOf(u"/proc/%1/comm"_s.arg(pid), 64);
    return name.isEmpty() || name.startsWith("postgres") || name.startsWith("postmaster");
}
