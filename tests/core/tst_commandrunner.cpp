// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/commandrunner.h"

#include <QElapsedTimer>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

Command shell(const QString &script)
{
    Command command;
    command.program = u"/bin/sh"_s;
    command.arguments = {u"-c"_s, script};
    return command;
}

bool isRunning(const QString &pid)
{
    // A killed child of a killed child stays a zombie until init reaps it: not running.
    QFile status(u"/proc/%1/stat"_s.arg(pid));
    return status.open(QIODevice::ReadOnly) && !status.readAll().contains(") Z ");
}

} // namespace

class TestCommandRunner : public QObject
{
    Q_OBJECT

private:
    ProcessRunner m_runner;

private Q_SLOTS:
    void keepsBothStreamsAndTheExitCode()
    {
        const auto outcome = m_runner.run(shell(u"echo out; echo err >&2; exit 3"_s));
        QVERIFY(outcome);
        QCOMPARE(outcome->output, "out\n");
        QCOMPARE(outcome->errorOutput, "err\n");
        QCOMPARE(outcome->exitCode, 3);
    }

    void handsOverWholeLinesAsTheyCome()
    {
        QStringList lines;
        const auto outcome =
            m_runner.run(shell(u"printf 'one\\ntw'; sleep 0.1; printf 'o\\nlast'"_s), {},
                         [&](const QString &line, bool) { lines += line; });
        QVERIFY(outcome);
        QCOMPARE(lines, (QStringList{u"one"_s, u"two"_s, u"last"_s}));
    }

    void givesStandardInputAndNothingElse()
    {
        Command command = shell(u"cat; env | grep -c SECRET"_s);
        command.input = "hello\n";
        command.environment = QProcessEnvironment();
        const auto outcome = m_runner.run(command);
        QVERIFY(outcome);
        QVERIFY(outcome->output.startsWith("hello\n"));
    }

    void dropsOutputBeyondTheLimit()
    {
        Command command = shell(u"head -c 100000 /dev/zero"_s);
        command.outputLimit = 1000;
        const auto outcome = m_runner.run(command);
        QVERIFY(outcome);
        QCOMPARE(outcome->output.size(), 1000);
    }

    void aMissingProgramIsSaid()
    {
        Command command;
        command.program = u"/no/such/program"_s;
        const auto outcome = m_runner.run(command);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Missing);
    }

    void cancelKillsTheWholeTreeWithinTwoSeconds()
    {
        QTemporaryDir folder;
        const QString pidFile = folder.filePath(u"pid"_s);
        CancellationSource source;
        // The grandchild ignores SIGTERM: only killing the group ends it.
        const Command command = shell(
            u"sh -c 'trap \"\" TERM; echo $$ > %1; sleep 60; sleep 60' & wait"_s.arg(pidFile));
        QElapsedTimer timer;
        std::thread canceller([&] {
            while (!QFile::exists(pidFile) || QFile(pidFile).size() == 0)
                std::this_thread::yield();
            timer.start();
            source.cancel();
        });
        const auto outcome = m_runner.run(command, source.token());
        canceller.join();
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Cancelled);
        QVERIFY(timer.elapsed() < 2000);
        QFile file(pidFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString pid = QString::fromLatin1(file.readAll().trimmed());
        QTRY_VERIFY_WITH_TIMEOUT(!isRunning(pid), 2000);
    }

    void aTimeoutIsAnErrorOfItsOwn()
    {
        Command command = shell(u"sleep 60"_s);
        command.timeout = std::chrono::milliseconds(200);
        const auto outcome = m_runner.run(command);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Timeout);
    }

    void aFailureNamesTheProgramAndKeepsItsOutput()
    {
        const auto outcome = runChecked(m_runner, shell(u"echo why >&2; exit 2"_s));
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Process);
        QVERIFY(outcome.error().message.contains(u"sh"_s));
        QVERIFY(outcome.error().detail.contains(u"why"_s));
    }

    void quotesForTheShell_data()
    {
        QTest::addColumn<QString>("text");
        for (const QString &text :
             {u"plain"_s, u"two words"_s, u"it's"_s, u"$HOME `id` \"x\" \\ *"_s, u""_s, u"a\nb"_s})
            QTest::newRow(qPrintable(text.isEmpty() ? u"empty"_s : text)) << text;
    }

    void quotesForTheShell()
    {
        QFETCH(QString, text);
        const auto outcome = m_runner.run(shell(u"printf %s "_s + shellQuoted(text)));
        QVERIFY(outcome);
        QCOMPARE(QString::fromUtf8(outcome->output), text);
    }

    void becomesAnotherUserWhenRoot()
    {
        const std::optional<UserAccount> account = UserAccount::forUnprivilegedWork();
        QCOMPARE(account.has_value(), UserAccount::current().isRoot());
        if (!account)
            return;
        Command command = shell(u"id -u"_s);
        command.runAs = account;
        const auto outcome = m_runner.run(command);
        QVERIFY(outcome);
        QCOMPARE(outcome->output.trimmed().toUInt(), account->uid);
    }

    // What pkexec has given root's rights cannot be ended: cancelling came back at once, while it went on.
    void whatTookOtherRightsIsWaitedFor()
    {
        const QString setpriv = QStandardPaths::findExecutable(u"setpriv"_s);
        const std::optional<UserAccount> nobody = UserAccount::named(u"nobody"_s);
        if (::getuid() != 0 || setpriv.isEmpty() || !nobody)
            QSKIP("needs root and setpriv");
        // A program of root's for everybody, as pkexec is.
        QTemporaryDir folder;
        const QString program = folder.filePath(u"setpriv"_s);
        QVERIFY(QFile::copy(setpriv, program));
        QCOMPARE(::chmod(QFile::encodeName(folder.path()).constData(), 0755), 0);
        QCOMPARE(::chmod(QFile::encodeName(program).constData(), 04755), 0);
        Command command;
        command.program = program;
        command.arguments = {u"--reuid=0"_s, u"sh"_s, u"-c"_s,
                             u"echo begun; read go < go; echo ended"_s};
        command.workingDirectory = folder.path();
        command.timeout = std::chrono::seconds(20);
        const QByteArray go = QFile::encodeName(folder.filePath(u"go"_s));
        QCOMPARE(::mkfifo(go.constData(), 0666), 0);
        QCOMPARE(::chmod(go.constData(), 0666), 0);
        CancellationSource source;
        std::thread writer;
        const auto sink = [&](const QString &line, bool) {
            if (line != u"begun"_s)
                return;
            source.cancel();
            // The shell reads on once it was looked at again: opening waits for it, too.
            writer = std::thread([&] {
                QFile file(QFile::decodeName(go));
                if (file.open(QIODevice::WriteOnly))
                    file.write("go\n");
            });
        };
        QCOMPARE(::setresuid(nobody->uid, nobody->uid, 0), 0);
        const Result<CommandOutcome> outcome = m_runner.run(command, source.token(), sink);
        QCOMPARE(::setresuid(0, 0, 0), 0);
        if (writer.joinable())
            writer.join();
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        if (outcome->output.isEmpty())
            QSKIP("set-user-ID programs have no effect here");
        QCOMPARE(outcome->output, QByteArray("begun\nended\n"));
    }
};

QTEST_GUILESS_MAIN(TestCommandRunner)
#include "tst_commandrunner.moc"
