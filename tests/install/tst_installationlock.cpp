// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/fakereporter.h"
#include "install/installationlock.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cstdio>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

/// The other Howdah: takes its turn, says so and holds it until its standard input ends or it is killed.
int holdUntilTold(const QString &installation, const QString &data)
{
    FakeReporter reporter;
    const Result<InstallationLock> turn =
        InstallationLock::take(installation, u"PostgreSQL"_s, Locations::standard(data), reporter);
    if (!turn)
        return 3;
    std::puts("held");
    std::fflush(stdout);
    return std::getchar() == EOF ? 0 : 4;
}

} // namespace

/// Two processes that want to change one installation.
class TestInstallationLock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theSecondProcessWaitsForTheFirst_data() { addPlaces(); }
    void theSecondProcessWaitsForTheFirst();
    void waitingCanBeCancelled();
    void aDeadProcessHoldsNothing_data() { addPlaces(); }
    void aDeadProcessHoldsNothing();
    void otherDataFoldersTakeTurnsToo();
    void otherInstallationsAreFree();
    void nothingIsLeftBehind();
    void sayingThatNothingCanBeLocked();

private:
    static void addPlaces();
    [[nodiscard]] QString installation() const { return m_folder->filePath(u"bin"_s); }
    [[nodiscard]] QString data() const { return m_folder->filePath(u"data"_s); }
    [[nodiscard]] Locations locations() const { return Locations::standard(data()); }
    /// Running and holding; null when it does not.
    [[nodiscard]] std::unique_ptr<QProcess> otherHowdah(const QString &data) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestInstallationLock::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkpath(installation()));
    QVERIFY(QDir().mkpath(data()));
}

void TestInstallationLock::addPlaces()
{
    QTest::addColumn<bool>("hasFolder");
    QTest::newRow("the installation's folder") << true;
    QTest::newRow("a file in the data folder") << false;
}

std::unique_ptr<QProcess> TestInstallationLock::otherHowdah(const QString &data) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(QCoreApplication::applicationFilePath(), {u"--hold"_s, installation(), data});
    if (!process->waitForReadyRead(20000) || process->readLine().trimmed() != "held")
        return nullptr;
    return process;
}

void TestInstallationLock::theSecondProcessWaitsForTheFirst()
{
    QFETCH(bool, hasFolder);
    if (!hasFolder)
        QVERIFY(QDir().rmdir(installation()));
    const std::unique_ptr<QProcess> other = otherHowdah(data());
    QVERIFY(other);
    const auto tried = InstallationLock::tryTake(installation(), locations());
    QVERIFY(tried);
    QVERIFY(!*tried);

    FakeReporter reporter;
    std::atomic_bool isWaiting = false;
    reporter.onCall = [&](int, QChar, const QString &) { isWaiting = true; };
    std::optional<Result<InstallationLock>> turn;
    std::thread waiter([&] {
        turn.emplace(
            InstallationLock::take(installation(), u"PostgreSQL 17"_s, locations(), reporter));
    });
    [&] { QTRY_VERIFY(isWaiting.load()); }();
    other->closeWriteChannel();
    waiter.join();
    QVERIFY(*turn);
    QCOMPARE(reporter.lines.size(), 1);
#ifdef Q_OS_LINUX
    QCOMPARE(reporter.lines.first(),
             u"Waiting: another Howdah is changing PostgreSQL 17 (process %1)."_s.arg(
                 other->processId()));
#endif
    QVERIFY(other->waitForFinished());
    QCOMPARE(other->exitCode(), 0);
}

void TestInstallationLock::waitingCanBeCancelled()
{
    const std::unique_ptr<QProcess> other = otherHowdah(data());
    QVERIFY(other);
    FakeReporter reporter;
    reporter.onCall = [&](int, QChar, const QString &) { reporter.source.cancel(); };
    const Result<InstallationLock> turn =
        InstallationLock::take(installation(), u"PostgreSQL"_s, locations(), reporter);
    QVERIFY(!turn);
    QCOMPARE(turn.error().kind, Error::Kind::Cancelled);
    other->closeWriteChannel();
    QVERIFY(other->waitForFinished());
}

void TestInstallationLock::aDeadProcessHoldsNothing()
{
    QFETCH(bool, hasFolder);
    if (!hasFolder)
        QVERIFY(QDir().rmdir(installation()));
    const std::unique_ptr<QProcess> other = otherHowdah(data());
    QVERIFY(other);
    other->kill();
    QVERIFY(other->waitForFinished());
    const auto turn = InstallationLock::tryTake(installation(), locations());
    QVERIFY(turn);
    QVERIFY(*turn);
}

void TestInstallationLock::otherDataFoldersTakeTurnsToo()
{
    const std::unique_ptr<QProcess> other = otherHowdah(m_folder->filePath(u"elsewhere"_s));
    QVERIFY(other);
    const auto turn = InstallationLock::tryTake(installation(), locations());
    QVERIFY(turn);
    QVERIFY(!*turn);
    other->closeWriteChannel();
    QVERIFY(other->waitForFinished());
}

void TestInstallationLock::otherInstallationsAreFree()
{
    const std::unique_ptr<QProcess> other = otherHowdah(data());
    QVERIFY(other);
    const QString another = m_folder->filePath(u"another"_s);
    QVERIFY(QDir().mkpath(another));
    const auto turn = InstallationLock::tryTake(another, locations());
    QVERIFY(turn);
    QVERIFY(*turn);
    other->closeWriteChannel();
    QVERIFY(other->waitForFinished());
}

void TestInstallationLock::nothingIsLeftBehind()
{
    {
        const auto turn = InstallationLock::tryTake(installation(), locations());
        QVERIFY(turn);
        QVERIFY(*turn);
    }
    QVERIFY(QDir(installation()).isEmpty());
    QVERIFY(QDir(data()).isEmpty());
}

void TestInstallationLock::sayingThatNothingCanBeLocked()
{
    QVERIFY(QDir().rmdir(installation()));
    QVERIFY(QDir().rmdir(data()));
    QFile file(data()); // in the way of every folder
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto turn = InstallationLock::tryTake(installation(), locations());
    QVERIFY(!turn);
    QCOMPARE(turn.error().kind, Error::Kind::Permission);
    QVERIFY(turn.error().message.contains(data()));
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == u"--hold"_s)
        return holdUntilTold(arguments.value(2), arguments.value(3));
    TestInstallationLock test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_installationlock.moc"
