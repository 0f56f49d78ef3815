// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/chunkedcontent.h"
#include "registry/http/requesthead.h"

#include <QTest>

using State = RequestHead::State;

class TestRequestHead : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatTheServerNeeds();
    void isCompleteOnlyAtItsEnd();
    void refusesWhatCanBeReadInTwoWays_data();
    void refusesWhatCanBeReadInTwoWays();
    void refusesEarlyWhatCanBecomeNoRequest_data();
    void refusesEarlyWhatCanBecomeNoRequest();
    void keepsAliveAsTheVersionSays_data();
    void keepsAliveAsTheVersionSays();
    void readsChunksHoweverTheyAreCut_data();
    void readsChunksHoweverTheyAreCut();
    void refusesBadChunks_data();
    void refusesBadChunks();
};

void TestRequestHead::readsWhatTheServerNeeds()
{
    const QByteArray bytes = "PUT /a?b=c HTTP/1.1\r\nHost:  example:80 \r\nContent-LENGTH: 12\r\n"
                             "Expect: 100-Continue\r\nX-Empty:\r\n\r\nnext";
    RequestHead head;
    QVERIFY(head.read(bytes, 4096) == State::Complete);
    QCOMPARE(head.size(), bytes.size() - 4);
    QCOMPARE(head.method().toByteArray(), "PUT");
    QCOMPARE(head.target().toByteArray(), "/a?b=c");
    QCOMPARE(head.host().toByteArray(), "example:80");
    QCOMPARE(head.contentLength(), 12);
    QVERIFY(head.hasContent() && !head.isChunked() && head.expectsContinue() && head.keepsAlive());
    QVERIFY(head.lines().startsWith("Host:") && head.lines().endsWith("X-Empty:\r\n"));
}

void TestRequestHead::isCompleteOnlyAtItsEnd()
{
    const QByteArray bytes = "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n";
    RequestHead head;
    for (qsizetype size = 1; size < bytes.size(); ++size)
        QVERIFY2(head.read(bytes.first(size), 4096) == State::Incomplete,
                 bytes.first(size).constData());
    QVERIFY(head.read(bytes, 4096) == State::Complete);
    QCOMPARE(head.size(), bytes.size());
}

void TestRequestHead::refusesWhatCanBeReadInTwoWays_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto fields = [](const char *name, const QByteArray &lines, int status = 400) {
        QTest::newRow(name) << "POST / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n" << status;
    };
    fields("length and chunked", "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n");
    fields("chunked and length", "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n");
    fields("two lengths", "Content-Length: 5\r\nContent-Length: 5\r\n");
    fields("list of lengths", "Content-Length: 5, 5\r\n");
    fields("negative", "Content-Length: -1\r\n");
    fields("plus", "Content-Length: +1\r\n");
    fields("hexadecimal", "Content-Length: 0x1\r\n");
    fields("empty length", "Content-Length:\r\n");
    fields("long length", "Content-Length: 1000000000000000000\r\n");
    fields("two codings", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n");
    fields("coding twice", "Transfer-Encoding: chunked, chunked\r\n", 501);
    fields("other coding", "Transfer-Encoding: gzip, chunked\r\n", 501);
    fields("hidden coding", "Transfer-Encoding: \x0b"
                            "chunked\r\n");
    fields("blank before the colon", "Transfer-Encoding : chunked\r\n");
    fields("folded line", "X-A: b\r\n c\r\n");
    fields("no colon", "X-A\r\n");
    fields("no name", ": b\r\n");
    fields("NUL", QByteArray("X-A: b\0c\r\n", 10));
    fields("carriage return", "X-A: b\rX-B: c\r\n");
    fields("line feed", "X-A: b\nX-B: c\r\n");
    fields("two hosts", "Host: b\r\n");
    fields("other expectation", "Expect: the-worst\r\n", 417);
    QTest::newRow("coding in 1.0")
        << QByteArray("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n") << 400;
    QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("version 2") << QByteArray("GET / HTTP/2.0\r\nHost: a\r\n\r\n") << 505;
    QTest::newRow("version 1.2") << QByteArray("GET / HTTP/1.2\r\nHost: a\r\n\r\n") << 505;
    QTest::newRow("no version") << QByteArray("GET /\r\nHost: a\r\n\r\n") << 400;
    QTest::newRow("blank in the target")
        << QByteArray("GET /a b HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
    QTest::newRow("fragment") << QByteArray("GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
    QTest::newRow("no method") << QByteArray(" / HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
    QTest::newRow("too large") << "GET / HTTP/1.1\r\nHost: a\r\nX: " + QByteArray(5000, 'x')
                                      + "\r\n\r\n"
                               << 431;
    QTest::newRow("too many") << "GET / HTTP/1.1\r\nHost: a\r\n"
                                     + QByteArray("X: y\r\n").repeated(200) + "\r\n"
                              << 431;
}

void TestRequestHead::refusesWhatCanBeReadInTwoWays()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    RequestHead head;
    QVERIFY(head.read(bytes, 4096) == State::Bad);
    QCOMPARE(head.problemStatus(), status);
    // Also when it comes byte by byte.
    head.reset();
    State state = State::Incomplete;
    for (qsizetype size = 1; size <= bytes.size() && state == State::Incomplete; ++size)
        state = head.read(bytes.first(size), 4096);
    QVERIFY(state == State::Bad);
}

void TestRequestHead::refusesEarlyWhatCanBecomeNoRequest_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("TLS") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);
    QTest::newRow("binary") << QByteArray(10, '\xff');
    QTest::newRow("bare line feed") << QByteArray("GET / HTTP/1.1\n");
    QTest::newRow("bare carriage return") << QByteArray("GET / HTTP/1.1\rX");
    QTest::newRow("NUL") << QByteArray("GET /\0", 6);
}

void TestRequestHead::refusesEarlyWhatCanBecomeNoRequest()
{
    QFETCH(QByteArray, bytes);
    RequestHead head;
    QVERIFY(head.read(bytes, 4096) == State::Bad);
}

void TestRequestHead::keepsAliveAsTheVersionSays_data()
{
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("connection");
    QTest::addColumn<bool>("keepsAlive");
    QTest::newRow("1.1") << QByteArray("1.1") << QByteArray() << true;
    QTest::newRow("1.1 close") << QByteArray("1.1") << QByteArray("Connection: Close\r\n") << false;
    QTest::newRow("1.1 list") << QByteArray("1.1") << QByteArray("Connection: x, close\r\n")
                              << false;
    QTest::newRow("1.0") << QByteArray("1.0") << QByteArray() << false;
    QTest::newRow("1.0 keep-alive")
        << QByteArray("1.0") << QByteArray("Connection: keep-alive\r\n") << true;
}

void TestRequestHead::keepsAliveAsTheVersionSays()
{
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, connection);
    QFETCH(bool, keepsAlive);
    const QByteArray bytes = "GET / HTTP/" + version + "\r\nHost: a\r\n" + connection + "\r\n";
    RequestHead head;
    QVERIFY(head.read(bytes, 4096) == State::Complete);
    QCOMPARE(head.keepsAlive(), keepsAlive);
}

void TestRequestHead::readsChunksHoweverTheyAreCut_data()
{
    QTest::addColumn<qsizetype>("step");
    for (const qsizetype step : {1, 2, 3, 7, 1000})
        QTest::addRow("%d bytes", int(step)) << step;
}

void TestRequestHead::readsChunksHoweverTheyAreCut()
{
    QFETCH(qsizetype, step);
    const QByteArray bytes =
        "5;name=value\r\nhello\r\n00B\r\n, wonderful\r\n0\r\nTrailer: x\r\n\r\nnext";
    ChunkedContent chunks;
    QByteArray content;
    qsizetype used = 0;
    while (!chunks.isComplete() && !chunks.isBad() && used < bytes.size()) {
        QByteArrayView part =
            QByteArrayView(bytes).sliced(used, std::min(step, bytes.size() - used));
        while (!part.isEmpty() && !chunks.isComplete()) {
            const qsizetype before = part.size();
            content.append(chunks.next(part));
            used += before - part.size();
        }
    }
    QVERIFY(chunks.isComplete());
    QCOMPARE(content, "hello, wonderful");
    QCOMPARE(bytes.sliced(used), "next");
}

void TestRequestHead::refusesBadChunks_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("no number") << QByteArray("ZZZ\r\n");
    QTest::newRow("empty size") << QByteArray("\r\n");
    QTest::newRow("negative") << QByteArray("-1\r\n");
    QTest::newRow("prefix") << QByteArray("0x1\r\na\r\n");
    QTest::newRow("blank") << QByteArray("1 \r\na\r\n");
    QTest::newRow("too long") << QByteArray("10000000000000000\r\n");
    QTest::newRow("line feed only") << QByteArray("1\na\r\n");
    QTest::newRow("longer than said") << QByteArray("1\r\nab\r\n");
    QTest::newRow("bare return in an extension") << QByteArray("1;a\rb\r\n");
    QTest::newRow("endless extension") << "1;" + QByteArray(5000, 'x');
    QTest::newRow("endless trailer") << "0\r\n" + QByteArray("X: y\r\n").repeated(2000);
}

void TestRequestHead::refusesBadChunks()
{
    QFETCH(QByteArray, bytes);
    ChunkedContent chunks;
    QByteArrayView rest(bytes);
    while (!rest.isEmpty() && !chunks.isBad() && !chunks.isComplete())
        (void)chunks.next(rest);
    QVERIFY(chunks.isBad());
}

QTEST_APPLESS_MAIN(TestRequestHead)
#include "tst_requesthead.moc"
