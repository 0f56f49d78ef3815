// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/version.h"
#include "catalog/versionrange.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestVersion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlySemVerIsParsed_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("strict");
        QTest::addColumn<bool>("tolerated");
        const auto row = [](const char *text, bool strict, bool tolerated) {
            QTest::newRow(text) << QString::fromLatin1(text) << strict << tolerated;
        };
        row("1.2.3", true, true);
        row("0.0.0", true, true);
        row("1.2.3-beta.1+build.5", true, true);
        row("1.2.3--", true, true);
        row("1.0.0-0a", true, true);
        row("99999999999999999999.0.0", true, true);
        row("1.2", false, true);
        row("1", false, true);
        row("v1.2.3", false, true);
        row("1.2.3beta1", false, true);
        row(" 1.2.3 ", false, true);
        row("01.2.3", false, true);
        row("1.0.0-01", false, true);
        row("1.2.3.4", false, false);
        row("1.2.3-", false, false);
        row("1.2.3-a..b", false, false);
        row("1.2.3+", false, false);
        row("__VERSION__", false, false);
        row("", false, false);
        row("-1.2.3", false, false);
        row("1.2.3_4", false, false);
    }

    void onlySemVerIsParsed()
    {
        QFETCH(QString, text);
        QFETCH(bool, strict);
        QFETCH(bool, tolerated);
        QCOMPARE(Version::parse(text).has_value(), strict);
        const auto version = Version::parseTolerant(text);
        QCOMPARE(version.has_value(), tolerated);
        if (version)
            QCOMPARE(version->toString(), text.trimmed());
    }

    void partsAreRead()
    {
        const auto version = Version::parse(u"1.22.333-Beta.4+b.5"_s);
        QVERIFY(version.has_value());
        QCOMPARE(version->majorPart(), 1U);
        QCOMPARE(version->minorPart(), 22U);
        QCOMPARE(version->patchPart(), 333U);
        QCOMPARE(version->preRelease(), u"Beta.4"_s);
        QCOMPARE(version->buildMetadata(), u"b.5"_s);
        QVERIFY(version->isPreRelease());
        QCOMPARE(Version::parseTolerant(u"0.43.2b1"_s)->preRelease(), u"b1"_s);
        QCOMPARE(Version(1, 2, 3, u"rc.1"_s).toString(), u"1.2.3-rc.1"_s);
        QCOMPARE(Version().toString(), u"0.0.0"_s);
    }

    void precedenceIsSemVers()
    {
        const QStringList ascending = {
            u"0.9.9"_s,        u"1.0.0-1"_s,       u"1.0.0-2"_s,          u"1.0.0-10"_s,
            u"1.0.0-alpha"_s,  u"1.0.0-alpha.1"_s, u"1.0.0-alpha.beta"_s, u"1.0.0-beta"_s,
            u"1.0.0-beta.2"_s, u"1.0.0-beta.11"_s, u"1.0.0-RC.1"_s,       u"1.0.0"_s,
            u"1.0.1"_s,        u"1.2.0"_s,         u"1.10.0"_s,           u"10.0.0"_s};
        for (qsizetype i = 0; i < ascending.size(); ++i) {
            for (qsizetype j = 0; j < ascending.size(); ++j) {
                const Version a = *Version::parse(ascending[i]);
                const Version b = *Version::parse(ascending[j]);
                QVERIFY2((a <=> b) == (i <=> j), qPrintable(ascending[i] + u' ' + ascending[j]));
            }
        }
        QCOMPARE(*Version::parse(u"1.0.0+a"_s), *Version::parse(u"1.0.0+b"_s));
        QCOMPARE(*Version::parse(u"1.0.0-RC1"_s), *Version::parse(u"1.0.0-rc1"_s));
    }

    void hugeNumbersInPreReleasesCompareByValue()
    {
        QVERIFY(*Version::parse(u"1.0.0-99999999999999999999998"_s)
                < *Version::parse(u"1.0.0-99999999999999999999999"_s));
    }

    void rangesFollowTheirSpec_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("v1");
        QTest::addColumn<bool>("v2");
        QTest::addColumn<bool>("tolerated");
        const auto row = [](const char *text, bool v1, bool v2, bool tolerated) {
            QTest::newRow(text) << QString::fromLatin1(text) << v1 << v2 << tolerated;
        };
        row("1.2.0", true, true, true);
        row(">= 1.2.0, != 1.5.0, < 2.0.0", true, true, true);
        row("==1.0.0", true, true, true);
        row("0", true, true, true);
        row(">0", true, true, true);
        row("14", false, true, true);
        row(">= 14, < 18.2", false, true, true);
        row("1.0.0,0", false, false, true);
        row("=> 1.0.0", false, false, true);
        row("= 1.0.0", false, false, true);
        row("<> 1.0.0", false, false, true);
        row(" 1.0.0", false, false, true);
        row("1.0.0 ,2.0.0", false, false, true);
        row("v1.0.0", false, false, true);
        row(">=1.0.0 <2.0.0", false, false, false);
        row("nope", false, false, false);
        row("", false, false, false);
        row("1.0.0,", false, false, true);
    }

    void rangesFollowTheirSpec()
    {
        QFETCH(QString, text);
        QFETCH(bool, v1);
        QFETCH(bool, v2);
        QFETCH(bool, tolerated);
        QCOMPARE(VersionRange::parse(text).has_value(), v1);
        QCOMPARE(VersionRange::parseV2(text).has_value(), v2);
        QCOMPARE(VersionRange::parseTolerant(text).has_value(), tolerated);
    }

    void rangesContain_data()
    {
        QTest::addColumn<QString>("range");
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("inside");
        const auto row = [](const char *range, const char *version, bool inside) {
            QTest::addRow("%s in %s", version, range)
                << QString::fromLatin1(range) << QString::fromLatin1(version) << inside;
        };
        row("0", "0.0.1", true);
        row("1.2.0", "1.2.0", true);
        row("1.2.0", "1.1.9", false);
        row("1.2.0", "1.2.0-rc1", false);
        row(">= 1.0.0, < 2.0.0", "1.9.9", true);
        row(">= 1.0.0, < 2.0.0", "2.0.0", false);
        row(">= 1.0.0, != 1.5.0", "1.5.0", false);
        row("== 1.0.0", "1.0.0+build", true);
        row("<= 1.0.0", "1.0.1", false);
        row("> 1.0.0", "1.0.0", false);
        // One and two parts speak of all that they leave open.
        row("== 16", "16.4.0", true);
        row("<= 16", "16.4.0", true);
        row("> 16", "16.4.0", false);
        row("> 16", "17.0.0", true);
        row("< 16", "16.0.0", false);
        row("!= 16", "16.1.0", false);
        row(">= 14, < 18.2", "18.1.0", true);
        row(">= 14, < 18.2", "18.2.0", false);
        row(">= 16", "16.0.0-beta1", true);
    }

    void rangesContain()
    {
        QFETCH(QString, range);
        QFETCH(QString, version);
        QFETCH(bool, inside);
        QCOMPARE(VersionRange::parseV2(range)->contains(*Version::parse(version)), inside);
    }

    void rangesSpeak()
    {
        const auto range = [](const QString &text) { return *VersionRange::parseTolerant(text); };
        QCOMPARE(range(u"0"_s).toString(), u"0"_s);
        QCOMPARE(range(u"1.2.0"_s).toString(), u"1.2.0"_s);
        QCOMPARE(range(u">=1.0.0,<2.0.0"_s).toString(), u">= 1.0.0, < 2.0.0"_s);
        QCOMPARE(range(u"=> 9.1"_s).toString(), u"9.1"_s);
        QCOMPARE(range(u"0"_s).toWords(), u"any version"_s);
        QCOMPARE(range(u"1.2.0"_s).toWords(), u"1.2.0 or newer"_s);
        QCOMPARE(range(u">= 1.0.0, < 2.0.0"_s).toWords(), u"from 1.0.0 before 2.0.0"_s);
        QCOMPARE(range(u"== 1.0.0"_s).toWords(), u"exactly 1.0.0"_s);
        QCOMPARE(range(u"> 1.0.0, != 1.5.0"_s).toWords(), u"newer than 1.0.0, not 1.5.0"_s);
    }
};

QTEST_GUILESS_MAIN(TestVersion)
#include "tst_version.moc"
