// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/badgesapi.h"
#include "registry/receiptfixture.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;

/// Each function runs on every database there is.
class TestBadgesApi : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void everyBadgeIsAWholePicture();
    void badgesTellWhatTheRegistryKnows();
    void pictureIsKeptByTheClient();
    void unknownBadgeIsNotFound();
    void textCannotLeaveItsPlace();
    void widerTextTakesMoreRoom();

private:
    /// The <title>; empty when it is no well-formed SVG with a matching label.
    static QString titleOf(const QByteArray &svg)
    {
        QXmlStreamReader reader(svg);
        QString label;
        QString title;
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::StartElement)
                continue;
            if (reader.name() == u"svg")
                label = reader.attributes().value(u"aria-label"_s).toString();
            if (reader.name() == u"title")
                title = reader.readElementText();
        }
        return reader.hasError() || label != title ? QString() : title;
    }
};

void TestBadgesApi::everyBadgeIsAWholePicture()
{
    ApiFixture registry;
    QVERIFY(registry.store().import(ReleaseFixture{}.pack(registry.folder())));
    for (const QString &name : BadgesApi::names()) {
        const RegistryResponse response =
            registry.call("GET", "/badge/kvbox/" + name.toLatin1() + ".svg");
        QCOMPARE(response.status, 200);
        QCOMPARE(response.header("Content-Type"), "image/svg+xml; charset=utf-8");
        QVERIFY2(!titleOf(response.body).isEmpty(), response.body.constData());
    }
}

void TestBadgesApi::badgesTellWhatTheRegistryKnows()
{
    ApiFixture registry;
    QVERIFY(registry.store().import(ReleaseFixture{}.pack(registry.folder())));
    const auto title = [&](const QByteArray &name) {
        return titleOf(registry.call("GET", "/badge/KVbox/" + name + ".svg").body);
    };
    QCOMPARE(title("version"), u"version: 1.2.0"_s);
    QCOMPARE(title("postgresql"), u"PostgreSQL: untested"_s);
    QCOMPARE(title("installs"), u"installs: 0"_s);
    QCOMPARE(title("rating"), u"rating: none yet"_s);
    registry.addUser(u"ci"_s, Account::Role::Service);
    registry.addUser(u"ada"_s);
    const auto result = [](int postgres, const QString &outcome) {
        return QJsonObject{{u"postgres"_s, postgres},
                           {u"os"_s, u"linux"_s},
                           {u"arch"_s, u"amd64"_s},
                           {u"outcome"_s, outcome}};
    };
    QCOMPARE(
        registry
            .callJson("POST", "/api/v2/reports", ApiFixture::basic(u"ci"_s),
                      {{u"kind"_s, u"builds"_s},
                       {u"distribution"_s, u"kvbox"_s},
                       {u"version"_s, u"1.2.0"_s},
                       {u"data"_s, QJsonObject{{u"results"_s, QJsonArray{result(17, u"pass"_s),
                                                                         result(9, u"pass"_s),
                                                                         result(15, u"fail"_s)}}}}})
            .status,
        201);
    const ReceiptFixture client(registry);
    QCOMPARE(registry
                 .callJson("PUT", "/api/v2/distributions/kvbox/reviews/own",
                           ApiFixture::basic(u"ada"_s),
                           {{u"works"_s, u"yes"_s},
                            {u"stars"_s, QJsonObject{{u"docs"_s, 4}, {u"ease"_s, 5}}},
                            {u"receipt"_s, client.signedText(client.receipt())}})
                 .status,
             201);
    QCOMPARE(title("postgresql"), u"PostgreSQL: 9 | 17"_s);
    QCOMPARE(title("installs"), u"installs: 1"_s);
    QCOMPARE(title("rating"), u"rating: 4.5 of 5 (1)"_s);
}

void TestBadgesApi::pictureIsKeptByTheClient()
{
    ApiFixture registry;
    QVERIFY(registry.store().import(ReleaseFixture{}.pack(registry.folder())));
    const RegistryResponse first = registry.call("GET", "/badge/kvbox/version.svg");
    QVERIFY(first.header("Cache-Control").contains("max-age"));
    const RegistryResponse again = registry.call("GET", "/badge/kvbox/version.svg", {}, {},
                                                 {{"If-None-Match", first.header("ETag")}});
    QCOMPARE(again.status, 304);
    QVERIFY(again.body.isEmpty());
}

void TestBadgesApi::unknownBadgeIsNotFound()
{
    ApiFixture registry;
    QVERIFY(registry.store().import(ReleaseFixture{}.pack(registry.folder())));
    QCOMPARE(registry.call("GET", "/badge/kvbox/mood.svg").status, 404);
    QCOMPARE(registry.call("GET", "/badge/kvbox/version.png").status, 404);
    QCOMPARE(registry.call("GET", "/badge/unheard-of/version.svg").status, 404);
}

void TestBadgesApi::textCannotLeaveItsPlace()
{
    const QByteArray svg = Badge{u"a&b"_s, u"</text><script>\"'"_s, Badge::Tone::Neutral}.toSvg();
    QCOMPARE(titleOf(svg), u"a&b: </text><script>\"'"_s);
    QVERIFY(!svg.contains("<script>"));
    const QByteArray longOne = Badge{u"x"_s, QString(500, u'W'), Badge::Tone::Neutral}.toSvg();
    QVERIFY(titleOf(longOne).size() < 60);
}

void TestBadgesApi::widerTextTakesMoreRoom()
{
    QVERIFY(Badge::textWidth(u"WWW"_s) > Badge::textWidth(u"iii"_s));
    QCOMPARE(Badge::textWidth(QString()), 0.0);
    QVERIFY(Badge::textWidth(u"扩展"_s) > Badge::textWidth(u"ab"_s));
}

QTEST_GUILESS_MAIN(TestBadgesApi)
#include "tst_badgesapi.moc"
