// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "settings/settings.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsWithDefaults();
    void everyChoiceSurvivesARestart();
    void noToReportsIsKeptToo();
    void changesAreTold_data();
    void changesAreTold();
    void nonsenseInTheFileGivesDefaults();
    void passwordsNeverReachTheFile();
    void unwritableFileIsReported();
};

namespace {

const RegistrySource first{u"PGXN"_s, QUrl(u"https://registry.example/"_s), true};
const RegistrySource second{u"Mine, \"too\""_s, QUrl(u"file:///srv/a%20b/"_s), false};

void changeAll(Settings &settings)
{
    settings.setTheme(Settings::Theme::Dark);
    settings.setReduceMotion(true);
    settings.setRegistries({first, second});
    settings.setUseEmbeddedRegistry(false);
    settings.setTargetId(u"/usr/bin|/data"_s);
    settings.setAddedInstallations({u"/opt/a, b/pg_config"_s});
    settings.setAddedServers({u"host=a"_s, u"host='b, c'"_s});
    settings.setProxyMode(Settings::ProxyMode::Manual);
    settings.setProxy(QUrl(u"socks5://me@proxy.example:1080"_s));
    settings.setExtraCaFile(u"/etc/ca.pem"_s);
    settings.setJailPolicy(Settings::JailPolicy::AllowWithout);
    settings.setBuildJobs(3);
    settings.setCacheCap(qint64(5) << 30);
    settings.setRemoteImages(true);
    settings.setShareInstalls(true);
    settings.setShareBuilds(true);
    settings.setShareInUse(true);
    settings.setWindowState(u"size"_s, QSize(800, 600));
}

} // namespace

void SettingsTest::startsWithDefaults()
{
    const QTemporaryDir folder;
    const Settings settings(folder.filePath(u"settings.ini"_s));
    QCOMPARE(settings.theme(), Settings::Theme::System);
    QVERIFY(!settings.reduceMotion());
    QCOMPARE(settings.registries(), QList<RegistrySource>());
    QVERIFY(settings.useEmbeddedRegistry());
    QCOMPARE(settings.targetId(), QString());
    QCOMPARE(settings.addedInstallations(), QStringList());
    QCOMPARE(settings.addedServers(), QStringList());
    QCOMPARE(settings.proxyMode(), Settings::ProxyMode::System);
    QVERIFY(settings.proxy().isEmpty());
    QCOMPARE(settings.extraCaFile(), QString());
    QCOMPARE(settings.jailPolicy(), Settings::JailPolicy::Require);
    QCOMPARE(settings.buildJobs(), 0);
    QCOMPARE(settings.cacheCap(), qint64(2) << 30);
    QVERIFY(!settings.remoteImages());
    QVERIFY(!settings.shareInstalls());
    QVERIFY(!settings.shareBuilds() && !settings.refusesToShareBuilds());
    QVERIFY(!settings.shareInUse());
    QVERIFY(!settings.windowState(u"size"_s).isValid());
    QVERIFY(!QFileInfo::exists(folder.filePath(u"settings.ini"_s))); // reading writes nothing
}

void SettingsTest::everyChoiceSurvivesARestart()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"config/settings.ini"_s);
    {
        Settings settings(file);
        changeAll(settings);
        QVERIFY(settings.flush());
    }
    const Settings settings(file);
    QCOMPARE(settings.theme(), Settings::Theme::Dark);
    QVERIFY(settings.reduceMotion());
    QCOMPARE(settings.registries(), (QList<RegistrySource>{first, second}));
    QVERIFY(!settings.useEmbeddedRegistry());
    QCOMPARE(settings.targetId(), u"/usr/bin|/data"_s);
    QCOMPARE(settings.addedInstallations(), QStringList{u"/opt/a, b/pg_config"_s});
    QCOMPARE(settings.addedServers(), (QStringList{u"host=a"_s, u"host='b, c'"_s}));
    QCOMPARE(settings.proxyMode(), Settings::ProxyMode::Manual);
    QCOMPARE(settings.proxy(), QUrl(u"socks5://me@proxy.example:1080"_s));
    QCOMPARE(settings.extraCaFile(), u"/etc/ca.pem"_s);
    QCOMPARE(settings.jailPolicy(), Settings::JailPolicy::AllowWithout);
    QCOMPARE(settings.buildJobs(), 3);
    QCOMPARE(settings.cacheCap(), qint64(5) << 30);
    QVERIFY(settings.remoteImages());
    QVERIFY(settings.shareInstalls());
    QVERIFY(settings.shareBuilds());
    QVERIFY(settings.shareInUse());
    QCOMPARE(settings.windowState(u"size"_s).toSize(), QSize(800, 600));
}

void SettingsTest::noToReportsIsKeptToo()
{
    const QTemporaryDir folder;
    Settings settings(folder.filePath(u"settings.ini"_s));
    QSignalSpy told(&settings, &Settings::privacyChanged);
    settings.setShareBuilds(false); // it was off; now that is meant
    QVERIFY(settings.refusesToShareBuilds());
    QCOMPARE(told.size(), 1);
    QVERIFY(settings.flush());
    QVERIFY(Settings(folder.filePath(u"settings.ini"_s)).refusesToShareBuilds());
    settings.setShareBuilds(true);
    QVERIFY(!settings.refusesToShareBuilds());
}

void SettingsTest::changesAreTold_data()
{
    QTest::addColumn<QByteArray>("signal");
    QTest::addColumn<int>("count");
    QTest::newRow("theme") << QByteArray(SIGNAL(themeChanged())) << 1;
    QTest::newRow("motion") << QByteArray(SIGNAL(reduceMotionChanged())) << 1;
    QTest::newRow("registries") << QByteArray(SIGNAL(registriesChanged())) << 2;
    QTest::newRow("target") << QByteArray(SIGNAL(targetIdChanged())) << 1;
    QTest::newRow("servers") << QByteArray(SIGNAL(serversChanged())) << 2;
    QTest::newRow("network") << QByteArray(SIGNAL(networkChanged())) << 3;
    QTest::newRow("builds") << QByteArray(SIGNAL(buildsChanged())) << 2;
    QTest::newRow("storage") << QByteArray(SIGNAL(storageChanged())) << 1;
    QTest::newRow("privacy") << QByteArray(SIGNAL(privacyChanged())) << 4;
}

void SettingsTest::changesAreTold()
{
    QFETCH(QByteArray, signal);
    QFETCH(int, count);
    const QTemporaryDir folder;
    Settings settings(folder.filePath(u"settings.ini"_s));
    QSignalSpy spy(&settings, signal.constData());
    changeAll(settings);
    QCOMPARE(spy.count(), count);
    changeAll(settings); // the same again is no change
    QCOMPARE(spy.count(), count);
}

void SettingsTest::nonsenseInTheFileGivesDefaults()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"settings.ini"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[appearance]\ntheme=Plaid\nreduceMotion=maybe\n[builds]\njobs=-4\njail=\n"
               "[storage]\ncacheCap=lots\n[registries]\nsource\\size=2\n"
               "source\\1\\url=http://[bad\nsource\\2\\url=https://good.example/\n");
    file.close();
    const Settings settings(file.fileName());
    QCOMPARE(settings.theme(), Settings::Theme::System);
    QCOMPARE(settings.jailPolicy(), Settings::JailPolicy::Require);
    QCOMPARE(settings.buildJobs(), 0);
    QCOMPARE(settings.cacheCap(), 0);
    QCOMPARE(settings.registries().size(), 1);
    QCOMPARE(settings.registries().first().url, QUrl(u"https://good.example/"_s));
}

void SettingsTest::passwordsNeverReachTheFile()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"settings.ini"_s);
    Settings settings(path);
    settings.setProxy(QUrl(u"http://me:s3cret@proxy.example:3128"_s));
    settings.setRegistries({{u"x"_s, QUrl(u"https://me:s3cret@registry.example/"_s), true}});
    QVERIFY(settings.flush());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("s3cret"));
}

void SettingsTest::unwritableFileIsReported()
{
    const QTemporaryDir folder;
    QFile obstacle(folder.filePath(u"file"_s));
    QVERIFY(obstacle.open(QIODevice::WriteOnly));
    Settings settings(folder.filePath(u"file/settings.ini"_s));
    settings.setBuildJobs(2);
    QVERIFY(!settings.flush());
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
