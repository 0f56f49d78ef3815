// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/registrystore.h"

#include "registry/publishing/documentwriter.h"
#include "registry/publishing/publisher.h"
#include "registry/releasefixture.h"
#include "registry/store/releasestore.h"
#include "registry/testdatabases.h"

#include <QFile>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr int releaseCount = 200;
constexpr int threadCount = 8;
constexpr int kills = 6;

QString nameOf(int number)
{
    // Several versions of each, so that publishing the same distribution at once is among it.
    return u"box%1"_s.arg(number % 40);
}

QString versionOf(int number)
{
    return u"1.%1.0"_s.arg(number / 40);
}

QString archiveOf(const QString &folder, int number)
{
    return folder + u"/%1-%2.zip"_s.arg(nameOf(number), versionOf(number));
}

DatabaseAddress addressOf(const QString &text, const QString &folder)
{
    return *DatabaseAddress::parse(text, folder + u"/registry.sqlite"_s);
}

/// A process that publishes all archives not published yet, on several threads, and says so when a client would be
/// answered. Killed at any moment.
int publish(const QString &folder, const QString &address, const QString &archives)
{
    const SystemClock clock;
    RegistryStore store(folder, clock, addressOf(address, folder));
    if (const Result<void> prepared = store.prepare(); !prepared) {
        std::fprintf(stderr, "%s %s\n", qPrintable(prepared.error().message),
                     qPrintable(prepared.error().detail));
        return 1;
    }
    std::atomic<int> next = 0;
    std::mutex saying;
    std::vector<std::thread> threads;
    for (int each = 0; each < threadCount; ++each) {
        threads.emplace_back([&] {
            for (int number = next++; number < releaseCount; number = next++) {
                const Version version = *Version::parseTolerant(versionOf(number));
                if (store.contains(nameOf(number), version))
                    continue;
                const Result<Release> release =
                    store.publisher().publish({archiveOf(archives, number), u"ada"_s,
                                               ReservationStore::Authority::Operator, false});
                const Result<void> written = store.documents().writeStale();
                const std::lock_guard lock(saying);
                if (release && written)
                    std::printf("done %d\n", number);
                else
                    std::printf(
                        "failed %d: %s\n", number,
                        qPrintable(release ? written.error().message : release.error().message));
                std::fflush(stdout);
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    return 0;
}

} // namespace

/// Each function runs on every database there is.
class TestDurability : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void killsLoseNothingAndLeaveNothingHalfThere();
};

void TestDurability::killsLoseNothingAndLeaveNothingHalfThere()
{
    const SystemClock clock;
    QTemporaryDir root;
    const QString folder = root.filePath(u"registry"_s);
    const QString archives = root.filePath(u"archives"_s);
    for (int number = 0; number < releaseCount; ++number) {
        const ReleaseFixture release{.name = nameOf(number), .version = versionOf(number)};
        QVERIFY(QFile::exists(release.pack(archives)));
    }
    const DatabaseAddress address = TestDatabases::newAddress();
    const QString addressText = address.postgres.isEmpty()
                                    ? u"sqlite:"_s + address.sqliteFile
                                    : QString::fromLatin1(address.postgres.toEncoded());
    quint32 seed = qEnvironmentVariableIntValue("HOWDAH_TEST_SEED");
    if (seed == 0)
        seed = QRandomGenerator::global()->generate();
    qInfo("seed %u (HOWDAH_TEST_SEED repeats it)", seed);
    QRandomGenerator random(seed);
    QSet<int> acknowledged;
    int killed = 0;
    for (int round = 0; round < 50; ++round) {
        QProcess publisher;
        publisher.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        publisher.start(QCoreApplication::applicationFilePath(),
                        {u"--publish"_s, folder, addressText, archives});
        QVERIFY(publisher.waitForStarted());
        const auto readOn = [&] {
            while (publisher.canReadLine()) {
                const QByteArray line = publisher.readLine().trimmed();
                QVERIFY2(line.startsWith("done "), line.constData());
                acknowledged.insert(line.mid(5).toInt());
            }
        };
        if (killed < kills) {
            // At the first acknowledgement of this round it is at work; then at any moment.
            const int enough =
                int(acknowledged.size()) + random.bounded(releaseCount / (kills + 2));
            while (publisher.state() == QProcess::Running && acknowledged.size() <= enough) {
                publisher.waitForReadyRead(100);
                readOn();
            }
            QTest::qWait(random.bounded(30));
            if (publisher.state() == QProcess::Running) {
                publisher.kill();
                ++killed;
            }
        }
        QVERIFY(publisher.waitForFinished(120'000));
        readOn();
        if (publisher.exitStatus() == QProcess::NormalExit) {
            QCOMPARE(publisher.exitCode(), 0);
            break;
        }
        // Restarted after each kill: what is there is whole, and what was answered is there.
        RegistryStore store(folder, clock, address);
        QVERIFY(store.prepare());
        QCOMPARE(store.verify(), QStringList());
        for (const int number : std::as_const(acknowledged))
            QVERIFY2(store.contains(nameOf(number), *Version::parseTolerant(versionOf(number))),
                     qPrintable(QString::number(number)));
    }
    QCOMPARE(killed, kills);
    RegistryStore store(folder, clock, address);
    QVERIFY(store.prepare());
    QCOMPARE(store.verify(), QStringList());
    QCOMPARE(ReleaseStore(store.database()).all()->size(), releaseCount);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments[1] == u"--publish")
        return publish(arguments[2], arguments[3], arguments[4]);
    TestDurability test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_durability.moc"
