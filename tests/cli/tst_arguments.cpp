// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/arguments.h"
#include "cli/commandline.h"
#include "cli/exitcode.h"

#include <QProcess>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;

class TestArguments : public QObject
{
    Q_OBJECT

private:
    const CommandSpec m_spec{u"fly"_s,
                             u"WHERE"_s,
                             u"Fly"_s,
                             {{u"speed"_s, u"N"_s, u"how fast"_s},
                              {u"style"_s, u"HOW"_s, u"in which way"_s, {u"low"_s, u"high"_s}},
                              {u"loud"_s, {}, u"noisily"_s, {}, u"l"_s}},
                             {},
                             {},
                             1,
                             2};

    Result<Arguments> parse(const QStringList &words) const
    {
        return Arguments::parse(m_spec, CommandLine::commonOptions(), words);
    }

private Q_SLOTS:
    void optionsMayStandAnywhere()
    {
        const Result<Arguments> arguments =
            parse({u"--speed"_s, u"9"_s, u"north"_s, u"-l"_s, u"--style=low"_s});
        QVERIFY(arguments);
        QCOMPARE(arguments->positional(), QStringList{u"north"_s});
        QCOMPARE(*arguments->number(u"speed"_s, 1, 0, 10), 9);
        QVERIFY(arguments->has(u"loud"_s));
        QCOMPARE(arguments->value(u"style"_s), u"low"_s);
    }

    void twoDashesEndOptions()
    {
        const Result<Arguments> arguments = parse({u"--"_s, u"--speed"_s});
        QVERIFY(arguments);
        QCOMPARE(arguments->positional(), QStringList{u"--speed"_s});
    }

    void wrongLinesAreRefusedWithAReason_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("reason");
        QTest::newRow("unknown option") << QStringList{u"x"_s, u"--height"_s} << u"--height"_s;
        QTest::newRow("missing value") << QStringList{u"x"_s, u"--speed"_s} << u"needs a value"_s;
        QTest::newRow("value for a flag")
            << QStringList{u"x"_s, u"--loud=1"_s} << u"takes no value"_s;
        QTest::newRow("not a choice")
            << QStringList{u"x"_s, u"--style"_s, u"odd"_s} << u"low, high"_s;
        QTest::newRow("nothing to do") << QStringList{} << u"missing"_s;
        QTest::newRow("too much") << QStringList{u"a"_s, u"b"_s, u"c"_s} << u"too much"_s;
    }

    void wrongLinesAreRefusedWithAReason()
    {
        QFETCH(QStringList, words);
        QFETCH(QString, reason);
        const Result<Arguments> arguments = parse(words);
        QVERIFY(!arguments);
        QCOMPARE(arguments.error().kind, Error::Kind::Invalid);
        QVERIFY2(arguments.error().message.contains(reason), qPrintable(arguments.error().message));
        QCOMPARE(ExitCode::forError(arguments.error().kind), ExitCode::usage);
    }

    void numbersOutOfRangeAreRefused()
    {
        const Result<Arguments> arguments = parse({u"x"_s, u"--speed"_s, u"11"_s});
        QVERIFY(arguments);
        QVERIFY(!arguments->number(u"speed"_s, 1, 0, 10));
        QCOMPARE(*arguments->number(u"depth"_s, 4, 0, 10), 4);
    }

    void everyCommandHasHelpAndIsListed()
    {
        const QString all = CommandLine::help();
        QSet<QString> names;
        for (const CommandLine::Entry &entry : CommandLine::entries()) {
            QVERIFY(entry.run);
            QVERIFY(!names.contains(entry.spec.name));
            names += entry.spec.name;
            QVERIFY2(all.contains(entry.spec.name + u' '), qPrintable(entry.spec.name));
            const QString help = CommandLine::help(entry.spec);
            for (const OptionSpec &option : entry.spec.options)
                QVERIFY2(help.contains(u"--"_s + option.name), qPrintable(option.name));
        }
        for (const QString &name :
             {u"search"_s, u"info"_s, u"plan"_s, u"install"_s, u"try"_s, u"list"_s, u"remove"_s,
              u"undo"_s, u"history"_s, u"review"_s, u"report"_s, u"doctor"_s, u"servers"_s,
              u"registry"_s, u"serve"_s, u"meta"_s, u"trust"_s, u"cache"_s})
            QVERIFY2(names.contains(name), qPrintable(name));
    }

    void theShellsAcceptTheirCompletion_data()
    {
        QTest::addColumn<QString>("shell");
        for (const QString &shell : {u"bash"_s, u"zsh"_s, u"fish"_s})
            QTest::newRow(qPrintable(shell)) << shell;
    }

    void theShellsAcceptTheirCompletion()
    {
        QFETCH(QString, shell);
        const QString script = CommandLine::completion(shell);
        QVERIFY(script.contains(u"howdahctl"_s));
        for (const CommandLine::Entry &entry : CommandLine::entries())
            QVERIFY2(script.contains(entry.spec.name), qPrintable(entry.spec.name));
        const QString program = QStandardPaths::findExecutable(shell);
        if (program.isEmpty())
            return; // that shell is not here; what it would be given was looked at above
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(script.toUtf8());
        file.close();
        QProcess check;
        check.start(program, {u"-n"_s, file.fileName()});
        QVERIFY(check.waitForFinished());
        QVERIFY2(check.exitCode() == 0, check.readAllStandardError().constData());
    }

    void anUnknownShellHasNone() { QVERIFY(CommandLine::completion(u"csh"_s).isEmpty()); }

    void exitCodesAreStable()
    {
        QCOMPARE(ExitCode::forError(Error::Kind::NotFound), 3);
        QCOMPARE(ExitCode::forError(Error::Kind::Conflict), 4);
        QCOMPARE(ExitCode::forError(Error::Kind::Missing), 4);
        QCOMPARE(ExitCode::forError(Error::Kind::Permission), 5);
        QCOMPARE(ExitCode::forError(Error::Kind::Network), 6);
        QCOMPARE(ExitCode::forError(Error::Kind::Integrity), 7);
        QCOMPARE(ExitCode::forError(Error::Kind::Refused), 7);
        QCOMPARE(ExitCode::forError(Error::Kind::Cancelled), 130);
        QCOMPARE(ExitCode::forError(Error::Kind::Process), 1);
    }
};

QTEST_GUILESS_MAIN(TestArguments)
#include "tst_arguments.moc"
