// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/digest.h"
#include "remote/download.h"
#include "remote/fakehttpserver.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

NetworkOptions quick()
{
    NetworkOptions options;
    options.proxy = NetworkOptions::Proxy::None;
    options.retries = 0;
    options.idleTimeout = 5s;
    return options;
}

/// Bytes that differ at each place.
QByteArray content(qsizetype size, quint32 seed = 1)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (char &byte : bytes) {
        seed = seed * 1664525 + 1013904223;
        byte = char(seed >> 24);
    }
    return bytes;
}

QByteArray hash(const QByteArray &bytes, QCryptographicHash::Algorithm algorithm)
{
    return QCryptographicHash::hash(bytes, algorithm);
}

Digests digestsOf(const QByteArray &bytes)
{
    return {hash(bytes, QCryptographicHash::Sha1), hash(bytes, QCryptographicHash::Sha256),
            hash(bytes, QCryptographicHash::Sha512)};
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no such file");
}

} // namespace

class TestDownload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"deep/in/file.zip"_s);
    }

    void fetchesVerifiesAndLeavesNothingBeside()
    {
        const QByteArray body = content(3'000'000);
        FakeHttpServer server([&](const FakeRequest &) -> FakeReply {
            return {.headers = {{"ETag", "\"1\""}}, .body = body};
        });
        const auto outcome = Download::run(m_client, {server.url(), m_path, digestsOf(body)});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QCOMPARE(outcome->bytes, body.size());
        QCOMPARE(outcome->verifiedBy, u"SHA-512"_s);
        QVERIFY(!outcome->resumed && !outcome->wasThere);
        QCOMPARE(readFile(m_path), body);
        QCOMPARE(files(), QStringList{u"file.zip"_s});
        QCOMPARE(server.requests().first().headers.value("accept-encoding"), "identity");
    }

    void tellsByWhatItWasVerified_data()
    {
        QTest::addColumn<Digests>("digests");
        QTest::addColumn<QString>("name");
        const Digests all = digestsOf("text");
        QTest::newRow("none") << Digests{} << u""_s;
        QTest::newRow("SHA-1") << Digests{all.sha1, {}, {}} << u"SHA-1"_s;
        QTest::newRow("SHA-256") << Digests{all.sha1, all.sha256, {}} << u"SHA-256"_s;
        QTest::newRow("SHA-512") << all << u"SHA-512"_s;
    }

    void tellsByWhatItWasVerified()
    {
        QFETCH(Digests, digests);
        QFETCH(QString, name);
        FakeHttpServer server(FakeHttpServer::documents({{"/", "text"}}));
        QCOMPARE(Download::run(m_client, {server.url(), m_path, digests})->verifiedBy, name);
    }

    void wrongDigestsLeaveNoFile_data()
    {
        QTest::addColumn<Digests>("digests");
        QTest::addColumn<QString>("name");
        const Digests right = digestsOf("text");
        const Digests wrong = digestsOf("other");
        QTest::newRow("SHA-1") << Digests{wrong.sha1, {}, {}} << u"SHA-1"_s;
        QTest::newRow("SHA-256") << Digests{right.sha1, wrong.sha256, {}} << u"SHA-256"_s;
        QTest::newRow("SHA-512") << Digests{right.sha1, right.sha256, wrong.sha512} << u"SHA-512"_s;
        QTest::newRow("only the weakest") << Digests{wrong.sha1, {}, right.sha512} << u"SHA-1"_s;
        QTest::newRow("of another length") << Digests{"abc", {}, {}} << u"SHA-1"_s;
    }

    void wrongDigestsLeaveNoFile()
    {
        QFETCH(Digests, digests);
        QFETCH(QString, name);
        FakeHttpServer server(FakeHttpServer::documents({{"/", "text"}}));
        const auto outcome = Download::run(m_client, {server.url(), m_path, digests});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Integrity);
        QVERIFY(outcome.error().message.contains(name));
        QCOMPARE(files(), QStringList());
        QCOMPARE(server.requests().size(), 1);
    }

    void aRightFileIsTakenAsItIs()
    {
        FakeHttpServer server(FakeHttpServer::documents({{"/", "text"}}));
        QVERIFY(Download::run(m_client, {server.url(), m_path, digestsOf("text")}));
        server.forget();
        const auto outcome = Download::run(m_client, {server.url(), m_path, digestsOf("text")});
        QVERIFY(outcome && outcome->wasThere);
        QCOMPARE(outcome->verifiedBy, u"SHA-512"_s);
        QVERIFY(server.requests().isEmpty());
    }

    void aWrongFileIsReplacedOnlyByARightOne()
    {
        QDir().mkpath(QFileInfo(m_path).path());
        QFile old(m_path);
        QVERIFY(old.open(QIODevice::WriteOnly));
        old.write("old");
        old.close();
        FakeHttpServer server(FakeHttpServer::documents({{"/", "text"}}));
        QVERIFY(!Download::run(m_client, {server.url(), m_path, digestsOf("never")}));
        QCOMPARE(readFile(m_path), "old");
        QVERIFY(Download::run(m_client, {server.url(), m_path, digestsOf("text")}));
        QCOMPARE(readFile(m_path), "text");
    }

    void aDroppedTransferIsResumedWhereItBroke()
    {
        const QByteArray body = content(1'000'000);
        FakeHttpServer server([&](const FakeRequest &request) -> FakeReply {
            const qint64 from =
                request.headers.value("range", "bytes=0-").mid(6).chopped(1).toLongLong();
            return {.headers = {{"ETag", "\"1\""}},
                    .body = body,
                    .dropsAfter = from < 600'000 ? 300'000 : -1,
                    .servesRanges = true,
                    .pieceSize = 100'000,
                    .pieceEvery = 20ms};
        });
        const auto outcome = Download::run(m_client, {server.url(), m_path, digestsOf(body)});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QVERIFY(outcome->resumed);
        QCOMPARE(readFile(m_path), body);
        // Qt repeats by itself what broke before it had read anything.
        QList<QByteArray> ranges;
        const QList<FakeRequest> requests = server.requests();
        for (const FakeRequest &request : requests) {
            const QByteArray range = request.headers.value("range");
            if (ranges.contains(range))
                continue;
            ranges.append(range);
            QCOMPARE(request.headers.value("if-range"), range.isEmpty() ? "" : "\"1\"");
        }
        QCOMPARE(ranges, (QList<QByteArray>{"", "bytes=300000-", "bytes=600000-"}));
    }

    void anEarlierRunIsResumed_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<bool>("isVerified");
        QTest::addColumn<bool>("isResumed");
        const QByteArray date = "Sun, 06 Nov 1994 08:49:37 GMT";
        QTest::newRow("ETag") << QByteArray("ETag") << QByteArray("\"1\"") << false << true;
        QTest::newRow("weak ETag") << QByteArray("ETag") << QByteArray("W/\"1\"") << false << false;
        QTest::newRow("weak ETag, digests")
            << QByteArray("ETag") << QByteArray("W/\"1\"") << true << true;
        QTest::newRow("nothing") << QByteArray("X") << QByteArray("y") << false << false;
        QTest::newRow("nothing, digests") << QByteArray("X") << QByteArray("y") << true << true;
    }

    void anEarlierRunIsResumed()
    {
        QFETCH(QByteArray, header);
        QFETCH(QByteArray, value);
        QFETCH(bool, isVerified);
        QFETCH(bool, isResumed);
        const QByteArray body = content(400'000);
        qint64 stallsAfter = 150'000;
        FakeHttpServer server([&](const FakeRequest &) -> FakeReply {
            return {.headers = {{header, value}},
                    .body = body,
                    .stallsAfter = stallsAfter,
                    .servesRanges = true};
        });
        const Digests digests = isVerified ? digestsOf(body) : Digests{};
        QVERIFY(cancelAfter({server.url(), m_path, digests}, 150'000));
        QVERIFY(files().contains(u"file.zip.part"_s));
        QVERIFY(!QFile::exists(m_path));
        stallsAfter = -1;
        server.forget();
        const auto outcome = Download::run(m_client, {server.url(), m_path, digests});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QCOMPARE(outcome->resumed, isResumed);
        QCOMPARE(readFile(m_path), body);
        QCOMPARE(files(), QStringList{u"file.zip"_s});
        QCOMPARE(server.requests().first().headers.contains("range"), isResumed);
    }

    void aChangedFileIsFetchedWhole()
    {
        const QByteArray old = content(400'000, 1);
        const QByteArray fresh = content(300'000, 2);
        FakeReply reply{.headers = {{"ETag", "\"old\""}},
                        .body = old,
                        .stallsAfter = 150'000,
                        .servesRanges = true};
        FakeHttpServer server([&](const FakeRequest &) { return reply; });
        QVERIFY(cancelAfter({server.url(), m_path, {}}, 150'000));
        reply = {.headers = {{"ETag", "\"new\""}}, .body = fresh, .servesRanges = true};
        const auto outcome = Download::run(m_client, {server.url(), m_path, digestsOf(fresh)});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QVERIFY(!outcome->resumed);
        QCOMPARE(readFile(m_path), fresh);
    }

    void aServerWithoutRangesSendsTheWholeAgain()
    {
        const QByteArray body = content(400'000);
        FakeReply reply{.headers = {{"ETag", "\"1\""}}, .body = body, .stallsAfter = 150'000};
        FakeHttpServer server([&](const FakeRequest &) { return reply; });
        QVERIFY(cancelAfter({server.url(), m_path, {}}, 150'000));
        reply.stallsAfter = -1;
        const auto outcome = Download::run(m_client, {server.url(), m_path, digestsOf(body)});
        QVERIFY(outcome && !outcome->resumed);
        QCOMPARE(readFile(m_path), body);
    }

    void aWrongOldHalfCostsOneFullFetch()
    {
        const QByteArray body = content(400'000);
        FakeReply reply{.headers = {{"ETag", "\"1\""}},
                        .body = body,
                        .stallsAfter = 150'000,
                        .servesRanges = true};
        FakeHttpServer server([&](const FakeRequest &) { return reply; });
        QVERIFY(cancelAfter({server.url(), m_path, {}}, 150'000));
        QFile part(m_path + u".part"_s); // as a disk fault would have it
        QVERIFY(part.open(QIODevice::ReadWrite));
        part.write("damaged");
        part.close();
        reply.stallsAfter = -1;
        server.forget();
        const auto outcome = Download::run(m_client, {server.url(), m_path, digestsOf(body)});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QVERIFY(!outcome->resumed);
        QCOMPARE(readFile(m_path), body);
        QCOMPARE(server.requests().size(), 2);
    }

    void aWholePartNeedsOnlyToBeVerified()
    {
        const QByteArray body = content(100'000);
        FakeReply reply{.headers = {{"ETag", "\"1\""}},
                        .body = body,
                        .stallsAfter = 100'000,
                        .claimedLength = 100'001, // one byte that never comes
                        .servesRanges = true};
        FakeHttpServer server([&](const FakeRequest &) { return reply; });
        QVERIFY(cancelAfter({server.url(), m_path, {}}, 100'000));
        reply.stallsAfter = -1;
        reply.claimedLength = -1;
        const auto outcome = Download::run(m_client, {server.url(), m_path, digestsOf(body)});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QVERIFY(outcome->resumed);
        QCOMPARE(readFile(m_path), body);
    }

    void theOtherAnswersToARangeBeginAnew_data()
    {
        QTest::addColumn<FakeReply>("odd");
        QTest::newRow("another part") << FakeReply{
            .status = 206, .headers = {{"Content-Range", "bytes 7-9/400000"}}, .body = "789"};
        QTest::newRow("no Content-Range") << FakeReply{.status = 206, .body = "789"};
        QTest::newRow("a shorter file now")
            << FakeReply{.status = 416, .headers = {{"Content-Range", "bytes */100"}}};
        QTest::newRow("416 without a word") << FakeReply{.status = 416, .body = "no"};
    }

    void theOtherAnswersToARangeBeginAnew()
    {
        QFETCH(FakeReply, odd);
        const QByteArray body = content(400'000);
        qint64 stallsAfter = 150'000;
        FakeHttpServer server([&](const FakeRequest &request) -> FakeReply {
            if (request.headers.contains("range"))
                return odd;
            return {.headers = {{"ETag", "\"1\""}}, .body = body, .stallsAfter = stallsAfter};
        });
        QVERIFY(cancelAfter({server.url(), m_path, {}}, 150'000));
        stallsAfter = -1;
        const auto outcome = Download::run(m_client, {server.url(), m_path, digestsOf(body)});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QCOMPARE(readFile(m_path), body);
    }

    void aLieAboutTheLengthIsAnIntegrityError()
    {
        FakeHttpServer server([](const FakeRequest &) -> FakeReply {
            return {.body = content(1000), .claimedLength = 2000};
        });
        const auto outcome = Download::run(m_client, {server.url(), m_path, {}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Integrity);
        QVERIFY2(outcome.error().message.contains(u"2000"_s), qPrintable(outcome.error().message));
        QVERIFY(!QFile::exists(m_path));
    }

    void moreThanTheLimitIsRefused_data()
    {
        QTest::addColumn<bool>("isChunked");
        QTest::newRow("declared") << false;
        QTest::newRow("undeclared") << true;
    }

    void moreThanTheLimitIsRefused()
    {
        QFETCH(bool, isChunked);
        FakeHttpServer server([&](const FakeRequest &) -> FakeReply {
            return {.body = content(1001), .isChunked = isChunked};
        });
        Download::Request request{server.url(), m_path, {}};
        request.sizeLimit = 1000;
        const auto outcome = Download::run(m_client, request);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::Refused);
        QCOMPARE(files(), QStringList());
    }

    void statusesAreErrorsAndLeaveNothing_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<Error::Kind>("kind");
        QTest::newRow("404") << 404 << Error::Kind::NotFound;
        QTest::newRow("403") << 403 << Error::Kind::Permission;
        QTest::newRow("500") << 500 << Error::Kind::Network;
    }

    void statusesAreErrorsAndLeaveNothing()
    {
        QFETCH(int, status);
        QFETCH(Error::Kind, kind);
        FakeHttpServer server(
            [&](const FakeRequest &) -> FakeReply { return {.status = status, .body = "no"}; });
        const auto outcome = Download::run(m_client, {server.url(), m_path, digestsOf("x")});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, kind);
        QVERIFY(!QFile::exists(m_path));
        for (const QString &left : files())
            QCOMPARE(QFileInfo(m_folder->filePath(u"deep/in/"_s + left)).size(), 0);
    }

    void aFullDiskIsToldAsSuch()
    {
        if (!QFile::exists(u"/dev/full"_s))
            QSKIP("needs /dev/full");
        FakeHttpServer server(FakeHttpServer::documents({{"/", content(100'000)}}));
        QDir().mkpath(QFileInfo(m_path).path());
        QVERIFY(QFile::link(u"/dev/full"_s, m_path + u".part"_s));
        const auto outcome = Download::run(m_client, {server.url(), m_path, {}});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().kind, Error::Kind::DiskFull);
        QVERIFY(outcome.error().message.contains(m_path));
        QCOMPARE(files(), QStringList());
    }

    void cancelKeepsThePartForLater()
    {
        FakeHttpServer server([](const FakeRequest &) -> FakeReply {
            return {
                .headers = {{"ETag", "\"1\""}}, .body = content(200'000), .stallsAfter = 100'000};
        });
        QVERIFY(cancelAfter({server.url(), m_path, {}}, 100'000));
        QCOMPARE(QFileInfo(m_path + u".part"_s).size(), 100'000);
    }

    void progressIsToldRarelyAndToTheEnd()
    {
        const QByteArray body = content(2'000'000);
        FakeHttpServer server(
            [&](const FakeRequest &) -> FakeReply { return {.body = body, .pieceSize = 20'000}; });
        QList<qint64> told;
        const auto outcome = Download::run(m_client, {server.url(), m_path, {}}, {},
                                           [&](qint64 received, qint64 total) {
                                               QCOMPARE(total, body.size());
                                               told.append(received);
                                           });
        QVERIFY(outcome);
        QCOMPARE(told.first(), 0);
        QCOMPARE(told.last(), body.size());
        QVERIFY(std::is_sorted(told.begin(), told.end()));
        QVERIFY2(told.size() < 50, qPrintable(QString::number(told.size())));
    }

    void aFolderIsASourceToo()
    {
        QFile source(m_folder->filePath(u"source.zip"_s));
        QVERIFY(source.open(QIODevice::WriteOnly));
        const QByteArray body = content(700'000);
        source.write(body);
        source.close();
        const QUrl url = QUrl::fromLocalFile(source.fileName());
        QCOMPARE(Download::run(m_client, {url, m_path, digestsOf(body)})->bytes, body.size());
        QCOMPARE(readFile(m_path), body);
        QCOMPARE(Download::run(m_client, {QUrl(url.toString() + u"x"_s), m_path + u"x"_s, {}})
                     .error()
                     .kind,
                 Error::Kind::NotFound);
    }

    void twoThatWantTheSameFileFetchItOnce()
    {
        const QByteArray body = content(500'000);
        FakeHttpServer server([&](const FakeRequest &) -> FakeReply {
            return {.body = body, .pieceSize = 100'000, .pieceEvery = 40ms};
        });
        std::atomic_int right = 0;
        std::atomic_int found = 0;
        const auto fetch = [&] {
            const auto outcome = Download::run(m_client, {server.url(), m_path, digestsOf(body)});
            right += outcome && outcome->bytes == body.size();
            found += outcome && outcome->wasThere;
        };
        std::thread other(fetch);
        fetch();
        other.join();
        QCOMPARE(right, 2);
        QCOMPARE(found, 1);
        QCOMPARE(server.requests().size(), 1);
        QCOMPARE(files(), QStringList{u"file.zip"_s});
    }

private:
    [[nodiscard]] QStringList files() const
    {
        return QDir(QFileInfo(m_path).path()).entryList(QDir::Files | QDir::System | QDir::Hidden);
    }

    /// Runs until so many bytes have come, then cancels; whether it ended as cancelled.
    bool cancelAfter(const Download::Request &request, qint64 bytes)
    {
        CancellationSource source;
        std::atomic_bool isOver = false;
        std::thread watch([&] {
            while (!isOver && QFileInfo(request.path + u".part"_s).size() < bytes)
                std::this_thread::yield();
            source.cancel();
        });
        const auto outcome = Download::run(m_client, request, source.token());
        isOver = true;
        watch.join();
        return !outcome && outcome.error().kind == Error::Kind::Cancelled;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    QtHttpClient m_client{quick()};
};

QTEST_GUILESS_MAIN(TestDownload)
#include "tst_download.moc"
