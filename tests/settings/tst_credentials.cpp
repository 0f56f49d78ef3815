// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "settings/credentials.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

const QString key = u"postgresql://me@localhost:5432"_s;
const QString secret = u"s3cret \u00e4"_s;

/// Exit status of this program's other life: 0 when the keychain did as it should.
int useRealKeychain()
{
    {
        KeychainCredentials credentials(u"howdah-test"_s);
        if (!credentials.write(key, secret))
            return 2;
    }
    KeychainCredentials credentials(u"howdah-test"_s); // remembers nothing of the first
    const Result<QString> stored = credentials.read(key);
    if (!stored || *stored != secret)
        return 3;
    if (!credentials.remove(key))
        return 4;
    KeychainCredentials afterwards(u"howdah-test"_s);
    const Result<QString> gone = afterwards.read(key);
    return !gone && gone.error().kind == Error::Kind::NotFound ? 0 : 5;
}

} // namespace

class CredentialsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_home.reset(); }
    void secretsLiveInMemoryWithoutAKeychain();
    void unknownKeysAreNotInvented();
    void nothingIsWrittenToFiles();
    void manyThreadsMayAsk();
    void realKeychainKeepsSecrets();

private:
    std::unique_ptr<QTemporaryDir> m_home;
};

void CredentialsTest::initTestCase()
{
    // Never the person's keyring: no bus to reach it by, another home.
    m_home = std::make_unique<QTemporaryDir>();
    qputenv("HOME", m_home->path().toUtf8());
    qputenv("XDG_RUNTIME_DIR", m_home->path().toUtf8());
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "XDG_DATA_HOME", "XDG_CONFIG_HOME"})
        qunsetenv(name);
}

void CredentialsTest::secretsLiveInMemoryWithoutAKeychain()
{
    KeychainCredentials credentials;
    const Result<void> written = credentials.write(key, secret);
    QVERIFY(!written); // it says so, since the secret will not outlive us
    QCOMPARE(written.error().kind, Error::Kind::Missing);
    QVERIFY(!written.error().message.contains(secret));
    QVERIFY(!written.error().detail.contains(secret));
    QCOMPARE(credentials.read(key).value(), secret);
    QVERIFY(credentials.remove(key));
    QVERIFY(!credentials.read(key));
}

void CredentialsTest::unknownKeysAreNotInvented()
{
    KeychainCredentials credentials;
    const Result<QString> unknown = credentials.read(u"nothing"_s);
    QVERIFY(!unknown);
    QVERIFY(unknown.error().kind == Error::Kind::NotFound
            || unknown.error().kind == Error::Kind::Missing);
    QVERIFY(!credentials.remove(u"nothing"_s));
}

void CredentialsTest::nothingIsWrittenToFiles()
{
    KeychainCredentials credentials;
    (void)credentials.write(key, secret);
    QDirIterator files(m_home->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            QVERIFY2(!file.readAll().contains("s3cret"), qPrintable(file.fileName()));
    }
}

void CredentialsTest::manyThreadsMayAsk()
{
    KeychainCredentials credentials;
    std::vector<std::unique_ptr<QThread>> threads;
    QAtomicInt right;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back(QThread::create([&credentials, &right, i] {
            const QString own = u"key %1"_s.arg(i);
            (void)credentials.write(own, own + u" secret"_s);
            (void)credentials.read(u"nothing"_s);
            if (credentials.read(own).value_or(QString()) == own + u" secret"_s)
                right.ref();
        }));
        threads.back()->start();
    }
    for (const auto &thread : threads)
        QVERIFY(thread->wait(60000));
    QCOMPARE(right.loadRelaxed(), 8);
}

void CredentialsTest::realKeychainKeepsSecrets()
{
    const QString session = QStandardPaths::findExecutable(u"dbus-run-session"_s);
    const QString daemon = QStandardPaths::findExecutable(u"gnome-keyring-daemon"_s);
    if (session.isEmpty() || daemon.isEmpty())
        QSKIP("Needs dbus-run-session and gnome-keyring-daemon");
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"DBUS_SESSION_BUS_ADDRESS"_s);
    process.setProcessEnvironment(environment);
    process.start(session, {u"--"_s, u"/bin/sh"_s, u"-c"_s,
                            u"printf test | \"$1\" --unlock --components=secrets >/dev/null 2>&1; "
                            "exec \"$2\" --use-real-keychain"_s,
                            u"sh"_s, daemon, QCoreApplication::applicationFilePath()});
    QVERIFY(process.waitForFinished(60000));
    QCOMPARE(process.exitCode(), 0);
}

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    if (QCoreApplication::arguments().value(1) == u"--use-real-keychain")
        return useRealKeychain();
    CredentialsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_credentials.moc"
