// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/commandrunner.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

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
};

QTEST_GUILESS_MAIN(TestCommandRunner)
#include "tst_commandrunner.moc"
