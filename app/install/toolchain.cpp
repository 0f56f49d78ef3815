// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/toolchain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QMutex>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace {

QString findProgram(const QString &name, const QString &bindir)
{
    if (name.startsWith(u'/'))
        return QFileInfo(name).isExecutable() ? name : QString();
    return QStandardPaths::findExecutable(
        name, {bindir, u"/usr/local/bin"_s, u"/usr/bin"_s, u"/bin"_s, u"/opt/homebrew/bin"_s});
}

/// A variable's value in the server's Makefile.global.
QString globalVariable(const QByteArray &makefile, const QString &name)
{
    const QRegularExpression line(u"^%1[ \\t]*[:?]?=[ \\t]*(.*)$"_s.arg(name),
                                  QRegularExpression::MultilineOption);
    const QRegularExpressionMatch match = line.match(QString::fromUtf8(makefile));
    return match.captured(1).trimmed();
}

QByteArray makefileGlobal(const Installation &installation)
{
    const QString folder = QFileInfo(QFileInfo(installation.pgxs).path()).path();
    QFile file(folder + u"/Makefile.global"_s);
    return file.open(QIODevice::ReadOnly) ? file.read(1024 * 1024) : QByteArray();
}

CommandOutcome tryFlags(const QString &compiler, const QStringList &flags, CommandRunner &runner,
                        const CancellationToken &token)
{
    Command command{compiler, flags, u"/"_s};
    command.arguments << u"-x"_s << u"c"_s << u"-fsyntax-only"_s << u"/dev/null"_s;
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, u"/usr/local/bin:/usr/bin:/bin"_s);
    environment.insert(u"LC_ALL"_s, u"C"_s);
    command.environment = environment;
    command.timeout = std::chrono::seconds(20);
    const Result<CommandOutcome> outcome = runner.run(command, token);
    return outcome ? *outcome : CommandOutcome{1, false, {}, {}, {}};
}

/// The recorded flags without those this compiler refuses; nothing when it takes them all. The server may have been
/// compiled by a newer compiler than the one here.
std::optional<QString> acceptedFlags(const QString &compiler, const QString &recorded,
                                     CommandRunner &runner, const CancellationToken &token)
{
    static QMutex mutex;
    static QHash<QString, std::optional<QString>> known;
    const QString key = compiler + u'\n' + recorded;
    {
        const QMutexLocker locker(&mutex);
        if (const auto found = known.constFind(key); found != known.constEnd())
            return *found;
    }
    static const QRegularExpression refused(u"option '(-[^']+)'"_s);
    QStringList flags = QProcess::splitCommand(recorded);
    std::optional<QString> answer;
    // A compiler may name only the first flags it does not know, so it is asked until it is content.
    for (int round = 0; round < 8; ++round) {
        const CommandOutcome outcome = tryFlags(compiler, flags, runner, token);
        if (token.isCancelled())
            return std::nullopt;
        if (outcome.succeeded())
            break;
        const qsizetype before = flags.size();
        QRegularExpressionMatchIterator names =
            refused.globalMatch(QString::fromLocal8Bit(outcome.errorOutput));
        while (names.hasNext())
            flags.removeAll(names.next().captured(1));
        const bool isStuck = flags.size() == before;
        if (isStuck)
            flags = {u"-O2"_s, u"-Wall"_s, u"-fwrapv"_s, u"-fno-strict-aliasing"_s};
        answer = flags.join(u' ');
        if (isStuck)
            break;
    }
    const QMutexLocker locker(&mutex);
    known.insert(key, answer);
    return answer;
}

} // namespace

Toolchain Toolchain::find(const Installation &installation, CommandRunner &runner,
                          const CancellationToken &token)
{
    Toolchain tools;
    tools.make = findProgram(u"gmake"_s, installation.bindir);
    if (tools.make.isEmpty())
        tools.make = findProgram(u"make"_s, installation.bindir);
    tools.cmake = findProgram(u"cmake"_s, installation.bindir);

    const QStringList recorded = QProcess::splitCommand(installation.cc);
    if (!recorded.isEmpty())
        tools.compiler = findProgram(recorded.first(), installation.bindir);
    for (const QString &name : {u"cc"_s, u"gcc"_s, u"clang"_s}) {
        if (!tools.compiler.isEmpty())
            break;
        tools.compiler = findProgram(name, installation.bindir);
        if (!tools.compiler.isEmpty())
            tools.replacedCompiler = name;
    }
    if (!tools.compiler.isEmpty())
        tools.cflags = acceptedFlags(tools.compiler, installation.cflags, runner, token);

    const QByteArray global = makefileGlobal(installation);
    tools.serverHasJit = globalVariable(global, u"with_llvm"_s) == u"yes"_s;
    const QStringList clang = QProcess::splitCommand(globalVariable(global, u"CLANG"_s));
    tools.makesBitcode = tools.serverHasJit && !clang.isEmpty()
                         && !findProgram(clang.first(), installation.bindir).isEmpty();
    return tools;
}
