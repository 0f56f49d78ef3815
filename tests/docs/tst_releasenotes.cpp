// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/releasenotes.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestReleaseNotes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changelogsAreKnownByName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isChangelog");
        QTest::newRow("Changes") << u"Changes"_s << true;
        QTest::newRow("markdown") << u"CHANGELOG.md"_s << true;
        QTest::newRow("news") << u"NEWS"_s << true;
        QTest::newRow("readme") << u"README.md"_s << false;
        QTest::newRow("source") << u"change.c"_s << false;
    }
    void changelogsAreKnownByName()
    {
        QFETCH(QString, name);
        QTEST(ReleaseNotes::isChangelog(name), "isChangelog");
    }

    void headingsOfEachKindStartAVersion_data()
    {
        QTest::addColumn<QString>("heading");
        QTest::addColumn<QString>("version");
        QTest::newRow("plain") << u"2.0.0  2026-09-07"_s << u"2.0.0"_s;
        QTest::newRow("alone") << u"0.7"_s << u"0.7"_s;
        QTest::newRow("keep a changelog") << u"## [1.1.0] - 2026-05-18"_s << u"1.1.0"_s;
        QTest::newRow("markdown with v") << u"# v0.8.1 (2026-01-02)"_s << u"0.8.1"_s;
        QTest::newRow("word") << u"Version 1.4.2"_s << u"1.4.2"_s;
        QTest::newRow("bold") << u"**3.2.1**"_s << u"3.2.1"_s;
        QTest::newRow("prerelease") << u"1.0.0-beta.2: nearly"_s << u"1.0.0-beta.2"_s;
        QTest::newRow("CRLF") << u"1.0.1\r"_s << u"1.0.1"_s;
    }
    void headingsOfEachKindStartAVersion()
    {
        QFETCH(QString, heading);
        QFETCH(QString, version);
        const auto notes = ReleaseNotes::byVersion(heading + u"\n    - What is new.\n"_s);
        QCOMPARE(notes.keys(), QStringList{version});
        QCOMPARE(notes.value(version), u"- What is new."_s);
    }

    void eachVersionHasItsOwnLines()
    {
        const auto notes =
            ReleaseNotes::byVersion(u"Changes of it\n\n1.1.0\n-----\n\n  * One\n    more\n"
                                    "\n  * Two, since 1.0 is slow\n\n1.0.0\n  * First\n"_s);
        QCOMPARE(notes.size(), 2);
        QCOMPARE(notes.value(u"1.1.0"_s), u"* One\n  more\n\n* Two, since 1.0 is slow"_s);
        QCOMPARE(notes.value(u"1.0.0"_s), u"* First"_s);
    }

    void textWithoutVersionsGivesNothing()
    {
        QVERIFY(ReleaseNotes::byVersion(u"See the commits.\n  1.0.0 is indented\n2026 was good\n"_s)
                    .isEmpty());
        QVERIFY(ReleaseNotes::byVersion({}).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestReleaseNotes)
#include "tst_releasenotes.moc"
