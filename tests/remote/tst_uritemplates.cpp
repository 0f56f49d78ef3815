// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/uritemplates.h"

#include <QTest>

using namespace Qt::StringLiterals;

using Values = QMap<QString, QString>;

class TestUriTemplates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void expands_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Values>("values");
        QTest::addColumn<QString>("expanded"); // null: none
        const Values one{{u"dist"_s, u"pgTAP"_s}};
        const Values two{{u"dist"_s, u"pgTAP"_s}, {u"version"_s, u"0.25.0-RC1"_s}};
        const QString none;
        QTest::newRow("one") << u"/dist/{dist}.json"_s << one << u"/dist/pgtap.json"_s;
        QTest::newRow("several") << u"/{dist}/{version}/{dist}-{version}.zip"_s << two
                                 << u"/pgtap/0.25.0-rc1/pgtap-0.25.0-rc1.zip"_s;
        QTest::newRow("no variable")
            << u"/meta/mirrors.json"_s << Values() << u"/meta/mirrors.json"_s;
        QTest::newRow("space and UTF-8")
            << u"/tag/{tag}.json"_s << Values{{u"tag"_s, u"Größe & Wert?"_s}}
            << u"/tag/gr%C3%B6%C3%9Fe%20%26%20wert%3F.json"_s;
        QTest::newRow("plus and percent")
            << u"/{tag}"_s << Values{{u"tag"_s, u"c++%41"_s}} << u"/c%2B%2B%2541"_s;
        QTest::newRow("emoji") << u"/{tag}"_s << Values{{u"tag"_s, u"🐘"_s}} << u"/%F0%9F%90%98"_s;
        QTest::newRow("reserved") << u"/d/{+docpath}.html"_s
                                  << Values{{u"docpath"_s, u"doc/The Box"_s}}
                                  << u"/d/doc/The%20Box.html"_s;
        QTest::newRow("reserved query")
            << u"/{+docpath}"_s << Values{{u"docpath"_s, u"a?b#c"_s}} << u"/a%3Fb%23c"_s;
        QTest::newRow("old name of the only variable")
            << u"/users/{char}.json"_s << Values{{u"letter"_s, u"T"_s}} << u"/users/t.json"_s;
        QTest::newRow("unknown among several") << u"/{dist}/{flavour}"_s << one << none;
        QTest::newRow("no value") << u"/{dist}"_s << Values() << none;
        QTest::newRow("empty value") << u"/{dist}"_s << Values{{u"dist"_s, u""_s}} << none;
        QTest::newRow("parent") << u"/{dist}/x"_s << Values{{u"dist"_s, u".."_s}} << none;
        QTest::newRow("dot") << u"/{dist}/x"_s << Values{{u"dist"_s, u"."_s}} << none;
        QTest::newRow("slash") << u"/{dist}/x"_s << Values{{u"dist"_s, u"a/b"_s}} << none;
        QTest::newRow("backslash") << u"/{dist}/x"_s << Values{{u"dist"_s, u"a\\b"_s}} << none;
        QTest::newRow("line end") << u"/{dist}/x"_s << Values{{u"dist"_s, u"a\nb"_s}} << none;
        QTest::newRow("reserved parent")
            << u"/{+docpath}"_s << Values{{u"docpath"_s, u"doc/../../x"_s}} << none;
        QTest::newRow("level 3") << u"/search{?q}"_s << Values{{u"q"_s, u"x"_s}} << none;
        QTest::newRow("open brace") << u"/dist/{dist"_s << one << none;
        QTest::newRow("modifier") << u"/dist/{dist:3}"_s << one << none;
    }

    void expands()
    {
        QFETCH(QString, text);
        QFETCH(Values, values);
        QFETCH(QString, expanded);
        const auto templates = parse(text);
        QCOMPARE(templates.expand(u"it"_s, values).value_or(QString()), expanded);
        QCOMPARE(templates.expand(u"it"_s, values).has_value(), !expanded.isNull());
    }

    void keepsTheCaseWhenAsked()
    {
        QCOMPARE(parse(u"/dist/{dist}.json"_s)
                     .expand(u"it"_s, {{u"dist"_s, u"pgTAP"_s}}, UriTemplates::Case::AsGiven),
                 u"/dist/pgTAP.json"_s);
    }

    void unknownTemplatesGiveNothing()
    {
        QVERIFY(!parse(u"/x"_s).expand(u"search"_s, {}));
        QVERIFY(!parse(u"/x"_s).contains(u"search"_s));
    }

    void odditiesInTheIndexAreSkipped()
    {
        const auto templates = UriTemplates::parse("\xef\xbb\xbf{\"dist\":\"/a\",\"meta\":\"/"
                                                   "b\",\"download\":\"/old\",\"download\":\"/c\","
                                                   "\"later\":{},\"n\":null,\"user\":7}");
        QVERIFY2(templates, templates ? "" : qPrintable(templates.error().message));
        QCOMPARE(templates->names(), (QStringList{u"dist"_s, u"download"_s, u"meta"_s}));
        QCOMPARE(templates->text(u"download"_s), u"/c"_s); // the last one counts
    }

    void uselessIndexesAreInvalid_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("words");
        QTest::newRow("no JSON") << QByteArray("<html>") << u"index.json"_s;
        QTest::newRow("list") << QByteArray("[]") << u"not a JSON object"_s;
        QTest::newRow("no meta") << QByteArray("{\"dist\":\"/\",\"download\":\"/\"}")
                                 << u"\"meta\""_s;
        QTest::newRow("dist is no string")
            << QByteArray("{\"dist\":1,\"meta\":\"/\",\"download\":\"/\"}") << u"\"dist\""_s;
    }

    void uselessIndexesAreInvalid()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, words);
        const auto templates = UriTemplates::parse(json);
        QVERIFY(!templates);
        QCOMPARE(templates.error().kind, Error::Kind::Invalid);
        QVERIFY2(templates.error().message.contains(words), qPrintable(templates.error().message));
    }

private:
    static UriTemplates parse(const QString &text)
    {
        return *UriTemplates::parse("{\"dist\":\"/\",\"meta\":\"/\",\"download\":\"/\",\"it\":\""
                                    + text.toUtf8() + "\"}");
    }
};

QTEST_GUILESS_MAIN(TestUriTemplates)
#include "tst_uritemplates.moc"
