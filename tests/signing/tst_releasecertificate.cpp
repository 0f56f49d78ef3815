// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/releasecertificate.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

ReleaseCertificate sample()
{
    return {QDateTime::fromString(u"2024-03-02T10:11:12Z"_s, Qt::ISODate),
            {QByteArray(64, '\x12'), {}, QByteArray(20, '\x34')},
            u"dist/kvbox/1.2.0/kvbox-1.2.0.zip"_s,
            u"ada"_s};
}

} // namespace

class TestReleaseCertificate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void payloadIsWhatTheStandardSays()
    {
        QCOMPARE(sample().payload(),
                 R"({"date":"2024-03-02T10:11:12Z","digests":{"sha1":")"
                     + QByteArray("34").repeated(20) + R"(","sha512":")"
                     + QByteArray("12").repeated(64)
                     + R"("},"uri":"dist/kvbox/1.2.0/kvbox-1.2.0.zip","user":"ada"})");
    }

    void payloadComesBack()
    {
        const Result<ReleaseCertificate> read = ReleaseCertificate::parse(sample().payload());
        QVERIFY(read.has_value());
        QCOMPARE(*read, sample());
    }

    void otherTextsAreInvalid_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("white space") << QByteArray("{\"date\"") << QByteArray("{ \"date\"");
        QTest::newRow("line feed after it") << QByteArray("\"ada\"}") << QByteArray("\"ada\"}\n");
        QTest::newRow("member twice")
            << QByteArray("\"user\":") << QByteArray("\"user\":\"eve\",\"user\":");
        QTest::newRow("one more member") << QByteArray("}\0", 1) << QByteArray(",\"z\":1}");
        QTest::newRow("custom digest")
            << QByteArray("\"sha512\":") << QByteArray("\"x_sha\":\"00\",\"sha512\":");
        QTest::newRow("short digest") << QByteArray("\"sha1\":\"34") << QByteArray("\"sha1\":\"");
        QTest::newRow("no digest of that name") << QByteArray("\"sha1\"") << QByteArray("\"sha0\"");
        QTest::newRow("not hexadecimal")
            << QByteArray("\"sha1\":\"34") << QByteArray("\"sha1\":\"3g");
        QTest::newRow("date of no zone") << QByteArray("12Z\"") << QByteArray("12\"");
        QTest::newRow("date of another zone") << QByteArray("12Z\"") << QByteArray("12+01:00\"");
        QTest::newRow("no such date") << QByteArray("2024-03-02") << QByteArray("2024-13-02");
        QTest::newRow("uri elsewhere") << QByteArray("\"dist/") << QByteArray("\"../dist/");
        QTest::newRow("absolute uri") << QByteArray("\"dist/") << QByteArray("\"/dist/");
        QTest::newRow("no user") << QByteArray("\"ada\"") << QByteArray("\"\"");
        QTest::newRow("user with a slash") << QByteArray("\"ada\"") << QByteArray("\"a/a\"");
        QTest::newRow("user is a number") << QByteArray("\"ada\"") << QByteArray("1");
        QTest::newRow("user renamed") << QByteArray("\"user\"") << QByteArray("\"uses\"");
    }
    void otherTextsAreInvalid()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QByteArray text = sample().payload();
        QVERIFY(text.contains(from));
        const qsizetype at = text.lastIndexOf(from);
        text.replace(at, from.size(), to);
        const Result<ReleaseCertificate> read = ReleaseCertificate::parse(text);
        QVERIFY2(!read, text.constData());
        QCOMPARE(read.error().kind, Error::Kind::Invalid);
    }

    void truncatedTextIsInvalid()
    {
        const QByteArray text = sample().payload();
        for (qsizetype size = 0; size < text.size(); ++size)
            QVERIFY(!ReleaseCertificate::parse(text.left(size)));
    }

    void aDigestIsNeeded()
    {
        ReleaseCertificate none = sample();
        none.digests = {};
        QVERIFY(!ReleaseCertificate::parse(none.payload()));
    }

    void itIsForItsReleaseAlone_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("fits");
        QTest::newRow("the release") << u"kvbox"_s << u"1.2.0"_s << true;
        QTest::newRow("case of the author") << u"KVBox"_s << u"1.2.0"_s << true;
        QTest::newRow("another version") << u"kvbox"_s << u"1.2.1"_s << false;
        QTest::newRow("pre-release") << u"kvbox"_s << u"1.2.0-b1"_s << false;
        QTest::newRow("another name") << u"kvbox2"_s << u"1.2.0"_s << false;
        QTest::newRow("swapped") << u"1.2.0"_s << u"kvbox"_s << false;
    }
    void itIsForItsReleaseAlone()
    {
        QFETCH(QString, name);
        QFETCH(QString, version);
        QFETCH(bool, fits);
        QCOMPARE(sample().checkRelease(name, version).has_value(), fits);
    }

    void lettersOfOtherAlphabetsFitInBothSpellings()
    {
        ReleaseCertificate certificate = sample();
        certificate.uri = ReleaseCertificate::uriOf(u"schlüssel"_s, u"1.0.0"_s);
        QVERIFY(certificate.checkRelease(u"Schlüssel"_s, u"1.0.0"_s).has_value());
        certificate.uri = u"dist/schl%C3%BCssel/1.0.0/schl%C3%BCssel-1.0.0.zip"_s;
        QVERIFY(certificate.checkRelease(u"Schlüssel"_s, u"1.0.0"_s).has_value());
    }

    void strongestDigestDecides()
    {
        const ReleaseCertificate certificate = sample();
        ReleaseCertificate::Digests found = certificate.digests;
        found.sha256 = QByteArray(32, 'x'); // the certificate does not speak of it
        QCOMPARE(*certificate.checkDigests(found), u"SHA-512"_s);
        found.sha512[63] = 'x'; // SHA-1 alone is right: that can be made on purpose
        QCOMPARE(certificate.checkDigests(found).error().kind, Error::Kind::Integrity);
        found = certificate.digests;
        found.sha1[0] = 'x';
        QCOMPARE(certificate.checkDigests(found).error().kind, Error::Kind::Integrity);
        QCOMPARE(*certificate.checkDigests({{}, {}, certificate.digests.sha1}), u"SHA-1"_s);
        QVERIFY(!certificate.checkDigests({{}, QByteArray(32, 'x'), {}}));
    }
};

QTEST_GUILESS_MAIN(TestReleaseCertificate)
#include "tst_releasecertificate.moc"
