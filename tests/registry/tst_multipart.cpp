// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/publishing/multipart.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestMultipart : public QObject
{
    Q_OBJECT

private slots:
    void boundaryIsRead_data();
    void boundaryIsRead();
    void partsComeOutInWhateverPiecesTheyArrive();
    void contentMayLookLikeABoundary();
    void largeContentIsNeverHeldWhole();
    void malformedFormsAreRefused_data();
    void malformedFormsAreRefused();
    void nothingIsReadBehindAnError();
    void anErrorOfTheListenerStops();

private:
    struct Read {
        QList<MultipartParser::Part> parts;
        QByteArrayList contents;
        int ended = 0;
        Result<void> result;
    };
    static Read read(const QByteArray &form, qsizetype piece = 1 << 20)
    {
        Read read;
        MultipartParser parser("x-y", {[&](const MultipartParser::Part &part) -> Result<void> {
                                           read.parts.append(part);
                                           read.contents.append(QByteArray());
                                           return {};
                                       },
                                       [&](QByteArrayView bytes) -> Result<void> {
                                           read.contents.last().append(bytes);
                                           return {};
                                       },
                                       [&]() -> Result<void> {
                                           ++read.ended;
                                           return {};
                                       }});
        for (qsizetype at = 0; at < form.size() && read.result; at += piece)
            read.result = parser.feed(
                QByteArrayView(form).sliced(at).first(std::min(piece, form.size() - at)));
        if (read.result)
            read.result = parser.finish();
        return read;
    }
    static QByteArray part(const QByteArray &disposition, const QByteArray &content)
    {
        return "--x-y\r\nContent-Disposition: " + disposition + "\r\n\r\n" + content + "\r\n";
    }
};

void TestMultipart::boundaryIsRead_data()
{
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("boundary");
    const auto form = [](const QByteArray &parameters) -> QByteArray {
        return "multipart/form-data" + parameters;
    };
    QTest::newRow("plain") << form("; boundary=----WebKitFormBoundaryAb1")
                           << QByteArray("----WebKitFormBoundaryAb1");
    QTest::newRow("quoted") << form(";boundary=\"a b:c\"") << QByteArray("a b:c");
    QTest::newRow("case, charset")
        << QByteArray("Multipart/Form-Data; charset=utf-8; Boundary=x") << QByteArray("x");
    QTest::newRow("none") << form({}) << QByteArray();
    QTest::newRow("empty") << form("; boundary=\"\"") << QByteArray();
    QTest::newRow("too long") << form("; boundary=" + QByteArray(71, 'a')) << QByteArray();
    QTest::newRow("forbidden") << form("; boundary=\"a\"b\"") << QByteArray();
    QTest::newRow("ends in a blank") << form("; boundary=\"a \"") << QByteArray();
    QTest::newRow("twice") << form("; boundary=a; boundary=b") << QByteArray();
    QTest::newRow("unclosed") << form("; boundary=\"a") << QByteArray();
    QTest::newRow("another type") << QByteArray("multipart/mixed; boundary=a") << QByteArray();
}

void TestMultipart::boundaryIsRead()
{
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, boundary);
    const Result<QByteArray> found = MultipartParser::boundaryOf(type);
    QCOMPARE(found.value_or(QByteArray()), boundary);
}

void TestMultipart::partsComeOutInWhateverPiecesTheyArrive()
{
    const QByteArray form = part("form-data; name=\"submit\"", "Release It!")
                            + part("form-data; name=archive; filename=\"a \\\"b\\\".zip\"\r\n"
                                   "Content-Type: application/zip",
                                   QByteArrayLiteral("PK\r\n--x-\0\r") + "\r\n")
                            + part("form-data; name=\"leer\"; filename=\"\"", {}) + "--x-y--\r\n";
    for (const QByteArray &before : {QByteArray(), QByteArray("\r\n")}) {
        for (qsizetype piece = 1; piece <= form.size() + 2; ++piece) {
            const Read found = read(before + form, piece);
            QVERIFY2(found.result, qPrintable(QString::number(piece)));
            QCOMPARE(found.ended, 3);
            QCOMPARE(found.parts[0].name, u"submit"_s);
            QVERIFY(!found.parts[0].fileName);
            QCOMPARE(found.contents[0], "Release It!");
            QCOMPARE(found.parts[1].fileName.value(), u"a \"b\".zip"_s);
            QCOMPARE(found.parts[1].contentType, "application/zip");
            QCOMPARE(found.contents[1], QByteArrayLiteral("PK\r\n--x-\0\r") + "\r\n");
            QCOMPARE(found.parts[2].fileName.value(), QString());
            QCOMPARE(found.contents[2], QByteArray());
        }
    }
}

void TestMultipart::contentMayLookLikeABoundary()
{
    const QByteArray content = "--x-y\n--x-y--\r\n-x-y\r\r\n--x_y";
    const Read found = read(part("form-data; name=a", content) + "--x-y--", 3);
    QVERIFY(found.result);
    QCOMPARE(found.contents, QByteArrayList{content});
}

void TestMultipart::largeContentIsNeverHeldWhole()
{
    qint64 total = 0;
    qsizetype largest = 0;
    MultipartParser parser("x", {[](const auto &) { return Result<void>(); },
                                 [&](QByteArrayView bytes) {
                                     total += bytes.size();
                                     largest = std::max(largest, bytes.size());
                                     return Result<void>();
                                 },
                                 [] { return Result<void>(); }});
    QVERIFY(parser.feed("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n"));
    const QByteArray piece(4 << 20, '\r');
    for (int i = 0; i < 4; ++i)
        QVERIFY(parser.feed(piece));
    QVERIFY(parser.feed("\r\n--x--"));
    QVERIFY(parser.finish());
    QCOMPARE(total, qint64(16) << 20);
    QVERIFY2(largest <= 128 * 1024, qPrintable(QString::number(largest)));
}

void TestMultipart::malformedFormsAreRefused_data()
{
    QTest::addColumn<QByteArray>("form");
    const auto add = [](const char *name, const QByteArray &form) { QTest::newRow(name) << form; };
    const QByteArray good = part("form-data; name=a", "1");
    add("empty", QByteArray());
    add("no part", QByteArray("--x-y--\r\n"));
    add("text before", "hello\r\n" + good + "--x-y--");
    // Byte by byte any number of them was taken, in one piece one.
    add("two empty lines before", "\r\n\r\n" + good + "--x-y--");
    add("cut off in a header", QByteArray("--x-y\r\nContent-Dis"));
    add("cut off in content", good.chopped(1));
    add("no end", good);
    add("half an end", good + "--x-y-");
    add("boundary goes on", good + "--x-yz\r\n");
    add("bare line feeds", QByteArray(good).replace("\r\n", "\n") + "--x-y--");
    add("text behind", good + "--x-y--\r\nmore");
    add("endless behind", good + "--x-y--" + QByteArray(5000, '\n'));
    add("no disposition", QByteArray("--x-y\r\nA: b\r\n\r\n1\r\n--x-y--"));
    add("no header", QByteArray("--x-y\r\n\r\n1\r\n--x-y--"));
    add("not form-data", part("attachment; name=a", "1") + "--x-y--");
    add("no name", part("form-data; filename=a", "1") + "--x-y--");
    add("name twice", part("form-data; name=a; name=b", "1") + "--x-y--");
    add("disposition twice",
        part("form-data; name=a\r\nContent-Disposition: form-data; name=b", "1") + "--x-y--");
    add("unclosed quote", part("form-data; name=\"a", "1") + "--x-y--");
    add("folded", part("form-data;\r\n name=a", "1") + "--x-y--");
    add("encoded", part("form-data; name=a\r\nContent-Transfer-Encoding: base64", "1") + "--x-y--");
    add("not UTF-8", part("form-data; name=a; filename=\"\xff\"", "1") + "--x-y--");
    add("NUL in a name", part(QByteArrayLiteral("form-data; name=\"a\0b\""), "1") + "--x-y--");
    add("endless header", "--x-y\r\nA: " + QByteArray(10'000, 'a'));
    QByteArray many;
    for (int i = 0; i <= MultipartParser::mostParts; ++i)
        many += good;
    add("too many parts", many + "--x-y--");
}

void TestMultipart::malformedFormsAreRefused()
{
    QFETCH(QByteArray, form);
    for (const qsizetype piece : {qsizetype(1), qsizetype(1 << 20)}) {
        const Read found = read(form, piece);
        QVERIFY(!found.result);
        QCOMPARE(found.result.error().kind, Error::Kind::Invalid);
    }
}

void TestMultipart::nothingIsReadBehindAnError()
{
    int parts = 0;
    MultipartParser parser("x", {[&](const auto &) {
                                     ++parts;
                                     return Result<void>();
                                 },
                                 [](QByteArrayView) { return Result<void>(); },
                                 [] { return Result<void>(); }});
    QVERIFY(!parser.feed("junk"));
    QVERIFY(!parser.feed("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--"));
    QVERIFY(!parser.finish());
    QCOMPARE(parts, 0);
}

void TestMultipart::anErrorOfTheListenerStops()
{
    MultipartParser parser("x", {[](const auto &) { return Result<void>(); },
                                 [](QByteArrayView) -> Result<void> {
                                     return Error{Error::Kind::DiskFull, u"full"_s, {}};
                                 },
                                 [] { return Result<void>(); }});
    const Result<void> fed =
        parser.feed("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--x--");
    QVERIFY(!fed);
    QCOMPARE(fed.error().kind, Error::Kind::DiskFull);
    QVERIFY(!parser.finish());
}

QTEST_GUILESS_MAIN(TestMultipart)
#include "tst_multipart.moc"
