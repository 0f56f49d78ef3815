// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/registrystore.h"

#include "registry/database/sqlconnection.h"
#include "registry/publishing/documentwriter.h"
#include "registry/publishing/publisher.h"
#include "registry/publishing/reservationstore.h"
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
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
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

/// Tells who listens whenever a store asks it for the time, which is where a publisher can be made to pause.
class PausingClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override
    {
        // What is done meanwhile may ask as well.
        if (const auto pause = std::exchange(onNow, {})) {
            pause();
            onNow = pause;
        }
        return time;
    }
    QDateTime time{QDate(2024, 3, 2), QTime(10, 11, 12), Qt::UTC};
    mutable std::function<void()> onNow;
};

} // namespace

/// Each function runs on every database there is.
class TestDurability : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void init();
    void cleanup();
    void recoveryLeavesWhatWasPublishedMeanwhile();
    void stalledPublisherLeavesWhatWasPublishedMeanwhile();
    void whoGivesUpLeavesWhatWasPublishedMeanwhile();
    void killsLoseNothingAndLeaveNothingHalfThere();

private:
    [[nodiscard]] Result<Release> publish(RegistryStore &store, const QString &archive,
                                          const CancellationToken &token = {}) const
    {
        return store.publisher().publish(
            {archive, u"ada"_s, ReservationStore::Authority::Operator, false}, token);
    }
    /// Calls `meanwhile` with 1, 2… whenever `m_one` asks for the time while a release is reserved.
    void whilePending(const std::function<void(int)> &meanwhile)
    {
        m_oneClock.onNow = [this, meanwhile, count = std::make_shared<int>(0)] {
            const auto pending = m_other->database().read([](SqlConnection &connection) {
                return connection.query(u"SELECT id FROM releases WHERE state = 'pending'"_s);
            });
            if (!pending.value().isEmpty())
                meanwhile(++*count);
        };
    }
    /// What the other one published is there and whole.
    [[nodiscard]] QStringList problemsOfOther() const
    {
        if (!m_other->documents().writeStale())
            return {u"documents"_s};
        if (ReleaseFixture::read(m_other->archivePath(u"kvbox"_s, Version(1, 2, 0)))
            != ReleaseFixture::read(m_otherArchive))
            return {u"the archive is not the other's"_s};
        return m_other->verify();
    }

    // Two processes that share a registry.
    std::unique_ptr<QTemporaryDir> m_root;
    PausingClock m_oneClock;
    PausingClock m_otherClock;
    std::unique_ptr<RegistryStore> m_one;
    std::unique_ptr<RegistryStore> m_other;
    QString m_oneArchive;
    QString m_otherArchive;
};

void TestDurability::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    m_oneClock = PausingClock();
    m_otherClock = PausingClock();
    const DatabaseAddress address = TestDatabases::newAddress();
    const QString folder = m_root->filePath(u"registry"_s);
    m_one = std::make_unique<RegistryStore>(folder, m_oneClock, address);
    m_other = std::make_unique<RegistryStore>(folder, m_otherClock, address);
    QVERIFY(m_one->prepare() && m_other->prepare());
    m_oneArchive = ReleaseFixture{}.pack(m_root->filePath(u"one"_s));
    m_otherArchive = ReleaseFixture{.changes = {{u"abstract"_s, u"Made anew"_s}}}.pack(
        m_root->filePath(u"other"_s));
}

void TestDurability::cleanup()
{
    m_one.reset();
    m_other.reset();
    m_root.reset();
}

void TestDurability::recoveryLeavesWhatWasPublishedMeanwhile()
{
    // Both find what a third one left.
    ReservationStore reservations(m_one->database());
    Release release;
    release.name = u"kvbox"_s;
    release.version = Version(1, 2, 0);
    QVERIFY(reservations.reserve(release, u"ada"_s, ReservationStore::Authority::Operator,
                                 m_oneClock.time));
    m_oneClock.time = m_otherClock.time = m_oneClock.time.addSecs(3600);
    bool isPublished = false;
    whilePending([&](int count) {
        // First to find it, then to take it over.
        if (count == 2)
            isPublished = publish(*m_other, m_otherArchive).has_value();
    });
    QVERIFY(m_one->publisher().recover());
    QVERIFY(isPublished);
    QCOMPARE(problemsOfOther(), QStringList());
}

void TestDurability::stalledPublisherLeavesWhatWasPublishedMeanwhile()
{
    bool isPublished = false;
    whilePending([&](int count) {
        if (count > 1)
            return;
        m_oneClock.time = m_otherClock.time = m_oneClock.time.addSecs(3600);
        isPublished = publish(*m_other, m_otherArchive).has_value();
    });
    const Result<Release> release = publish(*m_one, m_oneArchive);
    QVERIFY(isPublished);
    QVERIFY(!release);
    QCOMPARE(release.error().kind, Error::Kind::Conflict);
    QCOMPARE(problemsOfOther(), QStringList());
}

void TestDurability::whoGivesUpLeavesWhatWasPublishedMeanwhile()
{
    CancellationSource source;
    bool isPublished = false;
    whilePending([&](int count) {
        // First before it places its files, then before it takes them away.
        if (count == 1)
            source.cancel();
        if (count != 2)
            return;
        m_oneClock.time = m_otherClock.time = m_oneClock.time.addSecs(3600);
        isPublished = publish(*m_other, m_otherArchive).has_value();
    });
    const Result<Release> release = publish(*m_one, m_oneArchive, source.token());
    QVERIFY(isPublished);
    QVERIFY(!release);
    QCOMPARE(release.error().kind, Error::Kind::Cancelled);
    QCOMPARE(problemsOfOther(), QStringList());
}

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
