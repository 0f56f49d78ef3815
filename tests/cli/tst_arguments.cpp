// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/arguments.h"
#include "cli/commandline.h"
#include "cli/exitcode.h"

#include <QSet>
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

    void verbsAndTheirOptionsAreChecked_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("reason");
        const auto row = [](const QString &line, const QString &reason) {
            QTest::newRow(qPrintable(line)) << line << reason;
        };
        row({}, {});
        row(u"soar"_s, {});
        row(u"land here --gear down"_s, {});
        row(u"crew add ada"_s, {});
        row(u"swim"_s, u"there are: soar, land, crew"_s);
        row(u"crew"_s, u"there are: crew add, crew list"_s);
        row(u"crew fly"_s, u"“pilot crew fly”"_s);
        // It was taken, and did nothing.
        row(u"soar --gear up"_s, u"--gear means nothing to “pilot soar”"_s);
        row(u"--gear up"_s, u"--gear means nothing to “pilot”"_s);
    }

    void verbsAndTheirOptionsAreChecked()
    {
        QFETCH(QString, line);
        QFETCH(QString, reason);
        const CommandSpec spec{
            u"pilot"_s,
            u"[VERB]"_s,
            u"Pilot"_s,
            {{u"gear"_s, u"WHERE"_s, u"up or down"_s}},
            {{u"soar"_s, {}, u"go up"_s},
             {u"land"_s, u"[PLACE]"_s, u"go down"_s, {u"gear"_s}},
             {u"crew"_s,
              {},
              {},
              {},
              {{u"add"_s, u"NAME"_s, u"one more"_s}, {u"list"_s, {}, u"all"_s}}}}};
        const Result<Arguments> arguments = Arguments::parse(spec, CommandLine::commonOptions(),
                                                             line.split(u' ', Qt::SkipEmptyParts));
        QCOMPARE(arguments.has_value(), reason.isEmpty());
        if (arguments)
            return;
        QCOMPARE(arguments.error().kind, Error::Kind::Invalid);
        QVERIFY2(arguments.error().message.contains(reason), qPrintable(arguments.error().message));
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
