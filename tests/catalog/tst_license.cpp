// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/license.h"
#include "catalog/platform.h"
#include "catalog/purl.h"
#include "catalog/safepath.h"
#include "catalog/spdxexpression.h"
#include "catalog/uritext.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// The small judges of single values: licences, platforms, package URLs, paths, addresses.
class TestLicense : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void expressionsAreJudged_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("good");
        const auto row = [](const char *text, bool good) {
            QTest::newRow(text) << QString::fromLatin1(text) << good;
        };
        row("PostgreSQL", true);
        row("MIT OR Apache-2.0", true);
        row("(MIT AND (BSD-3-Clause OR ISC))", true);
        row("GPL-2.0-only WITH Classpath-exception-2.0", true);
        row("GPL-2.0+", true);
        row("LGPL-2.1+", true);
        row("MPL-2.0+", true);
        row("LicenseRef-Mine", true);
        row("DocumentRef-other:LicenseRef-Mine", true);
        row("AGPL-3.0", true); // deprecated, yet known
        row("", false);
        row("mit", false);
        row("MIT or ISC", false);
        row("MIT OR", false);
        row("OR MIT", false);
        row("MIT ISC", false);
        row("(MIT", false);
        row("MIT)", false);
        row("()", false);
        row("MIT WITH nothing", false);
        row("LicenseRef-Mine+", false);
        row("LicenseRef-", false);
        row("apache_2_0", false);
        row("MIT/ISC", false);
    }

    void expressionsAreJudged()
    {
        QFETCH(QString, text);
        QFETCH(bool, good);
        QCOMPARE(License::isSpdxExpression(text), good);
    }

    void hostileExpressionsAreRefusedQuickly()
    {
        QVERIFY(!License::isSpdxExpression(QString(4000, u'(')));
        QVERIFY(!License::isSpdxExpression(QString(1'000'000, u'A')));
    }

    void nearSpellingsAreNamed()
    {
        const auto expression = SpdxExpression::parse(u"apache-2.0"_s);
        QVERIFY(!expression);
        QVERIFY(expression.error().message.contains(u"Apache-2.0"_s));
    }

    void andBindsTighterThanOr()
    {
        const auto expression = SpdxExpression::parse(u"MIT OR ISC AND Zlib"_s);
        QVERIFY(expression.has_value());
        QCOMPARE(expression->kind, SpdxExpression::Kind::Or);
        QCOMPARE(expression->children.size(), 2U);
        QCOMPARE(expression->children[1].kind, SpdxExpression::Kind::And);
    }

    void classesAreTold_data()
    {
        using enum License::Class;
        QTest::addColumn<QString>("text");
        QTest::addColumn<License::Class>("value");
        QTest::newRow("postgresql") << u"PostgreSQL"_s << Permissive;
        QTest::newRow("keyword") << u"bsd"_s << Permissive;
        QTest::newRow("gpl") << u"GPL-3.0-only"_s << Copyleft;
        QTest::newRow("agpl keyword") << u"agpl_3"_s << Copyleft;
        QTest::newRow("lgpl") << u"LGPL-2.1"_s << WeakCopyleft;
        QTest::newRow("or chooses the freest") << u"GPL-2.0-only OR MIT"_s << Permissive;
        QTest::newRow("and takes the strictest") << u"GPL-2.0-only AND MIT"_s << Copyleft;
        QTest::newRow("perl") << u"perl_5"_s << Permissive;
        QTest::newRow("exception")
            << u"GPL-2.0-only WITH Classpath-exception-2.0"_s << WeakCopyleft;
        QTest::newRow("source available") << u"BUSL-1.1"_s << Other;
        QTest::newRow("reference") << u"LicenseRef-Mine"_s << Other;
        QTest::newRow("restricted") << u"restricted"_s << Other;
        QTest::newRow("unknown keyword") << u"unknown"_s << Unknown;
        QTest::newRow("words") << u"do what you want"_s << Unknown;
    }

    void classesAreTold()
    {
        QFETCH(QString, text);
        QFETCH(License::Class, value);
        QCOMPARE(License::classOf(text), value);
    }

    void everyMappedKeywordIsAnExpression()
    {
        QCOMPARE(License::keywords().size(), 28);
        for (const QString &keyword : License::keywords()) {
            QVERIFY(License::isKeyword(keyword));
            const QString spdx = License::spdxForKeyword(keyword);
            QVERIFY2(spdx.isEmpty() || License::isSpdxExpression(spdx), qPrintable(keyword));
        }
        QVERIFY(!License::isKeyword(u"MIT"_s));
    }

    void platformsAreReadAndMatched()
    {
        const auto platform = Platform::parse(u"darwin-23.5.0-arm64"_s);
        QVERIFY(platform.has_value());
        QCOMPARE(platform->os, u"darwin"_s);
        QCOMPARE(platform->osVersion, u"23.5.0"_s);
        QCOMPARE(platform->architecture, u"arm64"_s);
        QCOMPARE(platform->toString(), u"darwin-23.5.0-arm64"_s);
        QCOMPARE(Platform::parse(u"linux-aarch64"_s)->architecture, u"arm64"_s);
        for (const QString &bad : {u"linux/amd64"_s, u"darwin_23"_s, u"x86_64"_s, u""_s, u"9x"_s})
            QVERIFY2(!Platform::parse(bad), qPrintable(bad));

        const Platform host{u"linux"_s, u"6.1.0"_s, u"amd64"_s};
        const auto matches = [&](const QString &text) {
            return Platform::parse(text)->matches(host);
        };
        QVERIFY(matches(u"any"_s));
        QVERIFY(matches(u"linux"_s));
        QVERIFY(matches(u"linux-amd64"_s));
        QVERIFY(matches(u"gnulinux-amd64"_s));
        QVERIFY(matches(u"linux-5.10-amd64"_s));
        QVERIFY(!matches(u"linux-6.2-amd64"_s));
        QVERIFY(!matches(u"linux-arm64"_s));
        QVERIFY(!matches(u"any-arm64"_s));
        QVERIFY(!matches(u"darwin"_s));
        QVERIFY(!(Platform{u"musllinux"_s, {}, {}}.matches({u"gnulinux"_s, {}, {}})));
        QVERIFY(Platform::host().matches(Platform::host()));
        QVERIFY(Platform::parse(Platform::host().toString()).has_value());
    }

    void packageUrlsAreRead()
    {
        const auto purl = Purl::parse(u"pkg:pypi/name%20space/PyArrow@11.0.0?os=linux#sub"_s);
        QVERIFY(purl.has_value());
        QCOMPARE(purl->type, u"pypi"_s);
        QCOMPARE(purl->nameSpace, u"name space"_s);
        QCOMPARE(purl->name, u"PyArrow"_s);
        QCOMPARE(purl->version, u"11.0.0"_s);
        for (const QString &bad : {u"pgxn/kvbox"_s, u"pkg:pgxn"_s, u"pkg:/kvbox"_s, u"pkg:pgxn/"_s,
                                   u"pkg:pgxn/kv box"_s, u"http://example.org"_s})
            QVERIFY2(!Purl::parse(bad), qPrintable(bad));
    }

    void pathsThatLeaveTheFolderAreFound_data()
    {
        using enum SafePath::Fault;
        QTest::addColumn<QString>("path");
        QTest::addColumn<SafePath::Fault>("fault");
        QTest::newRow("plain") << u"sql/kvbox.sql"_s << None;
        QTest::newRow("folder") << u"doc/"_s << None;
        QTest::newRow("hidden") << u".github/x"_s << None;
        QTest::newRow("leading dot part") << u"./sql/x.sql"_s << None;
        QTest::newRow("two dots in a name") << u"a..b/c"_s << None;
        QTest::newRow("short") << u"x"_s << TooShort;
        QTest::newRow("parent") << u"../x"_s << Parent;
        QTest::newRow("parent inside") << u"a/../../x"_s << Parent;
        QTest::newRow("dot inside") << u"a/./x"_s << Dot;
        QTest::newRow("absolute") << u"/etc/passwd"_s << Absolute;
        QTest::newRow("drive") << u"C:/x"_s << DriveLetter;
        QTest::newRow("drive relative") << u"c:x"_s << DriveLetter;
        QTest::newRow("backslash") << u"a\\b"_s << Backslash;
        QTest::newRow("unc") << u"\\\\host\\share"_s << Backslash;
        QTest::newRow("nul") << QString(u"ab"_s + QChar(0) + u'c') << Control;
    }

    void pathsThatLeaveTheFolderAreFound()
    {
        QFETCH(QString, path);
        QFETCH(SafePath::Fault, fault);
        QCOMPARE(SafePath::faultOf(path), fault);
    }

    void addressesAreJudged()
    {
        for (const QString &good : {u"https://example.org"_s, u"x:y"_s, u"mailto:a@b.c"_s,
                                    u"git://h:1/p?q=%20#f"_s, u"http://[::1]:80/"_s})
            QVERIFY2(UriText::isUri(good), qPrintable(good));
        for (const QString &bad :
             {u":x"_s, u"3ttp://a"_s, u"git@host:path"_s, u"not a uri"_s, u"http://a/ b"_s,
              u"http://a/%zz"_s, u"/rel"_s, u"http://a:b/"_s, u"http://ä/"_s, u""_s})
            QVERIFY2(!UriText::isUri(bad), qPrintable(bad));
        QVERIFY(UriText::hasAuthority(u"https://example.org/x"_s));
        QVERIFY(!UriText::hasAuthority(u"mailto:a@b.c"_s));
        QVERIFY(!UriText::hasAuthority(u"http:///x"_s));
        QVERIFY(UriText::isReference(u"dist/a/1.0.0/a.zip"_s));
        QVERIFY(!UriText::isReference(u"a b"_s));
        for (const QString &good : {u"a@b"_s, u"first.last+tag@example.org"_s})
            QVERIFY2(UriText::isMailAddress(good), qPrintable(good));
        for (const QString &bad : {u"a"_s, u"@b"_s, u"a@"_s, u"a..b@c.d"_s, u"a b@c.d"_s, u"a@-b"_s,
                                   u"Ada <ada@example.org>"_s})
            QVERIFY2(!UriText::isMailAddress(bad), qPrintable(bad));
        QVERIFY(UriText::isDateTime(u"2024-02-29T10:11:12Z"_s));
        QVERIFY(UriText::isDateTime(u"2024-02-29t10:11:12.5+01:00"_s));
        for (const QString &bad :
             {u"2023-02-29T10:11:12Z"_s, u"2024-13-01T00:00:00Z"_s, u"2024-01-01T24:00:00Z"_s,
              u"2024-01-01T00:00:00"_s, u"2024-01-01"_s})
            QVERIFY2(!UriText::isDateTime(bad), qPrintable(bad));
    }
};

QTEST_GUILESS_MAIN(TestLicense)
#include "tst_license.moc"
