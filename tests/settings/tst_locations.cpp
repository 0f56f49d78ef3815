// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/useraccount.h"
#include "settings/locations.h"
#include "settings/privatefolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class LocationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }
    void folderMovesEverything();
    void environmentMovesEverything();
    void standardPlacesAreTheSystems();
    void runtimeIsShortWhateverTheFolder();
    void runtimeCanBeEnteredByServers();
    void differentFoldersNeverShareARuntime();
    void privateFolderIsClosedToOthers();
    void folderOthersMayWriteIntoIsRefused();
    void fileInTheWayIsRefused();
};

void LocationsTest::folderMovesEverything()
{
    const Locations locations = Locations::standard(u"/srv/h"_s);
    QCOMPARE(locations.config, u"/srv/h/config"_s);
    QCOMPARE(locations.data, u"/srv/h/data"_s);
    QCOMPARE(locations.cache, u"/srv/h/cache"_s);
    QCOMPARE(locations.runtime, u"/srv/h/run"_s);
    QCOMPARE(locations.settingsFile(), u"/srv/h/config/settings.ini"_s);
    QCOMPARE(Locations::standard(u"/srv/./h/"_s), locations);
    QVERIFY(QDir::isAbsolutePath(Locations::standard(u"portable"_s).data));
}

void LocationsTest::environmentMovesEverything()
{
    qputenv("HOWDAH_DATA_DIR", "/srv/e");
    QCOMPARE(Locations::standard(), Locations::standard(u"/srv/e"_s));
    QCOMPARE(Locations::standard(u"/srv/h"_s).data, u"/srv/h/data"_s);
    qunsetenv("HOWDAH_DATA_DIR");
}

void LocationsTest::standardPlacesAreTheSystems()
{
    qunsetenv("HOWDAH_DATA_DIR");
    const Locations locations = Locations::standard();
    QVERIFY(locations.data.endsWith(u"/howdah"_s));
    QCOMPARE(locations.cache,
             QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation) + u"/howdah"_s);
    QVERIFY(locations.runtime.startsWith(QDir::cleanPath(QDir::tempPath())));
    QVERIFY(locations.runtime.contains(QString::number(UserAccount::current().uid)));
}

void LocationsTest::runtimeIsShortWhateverTheFolder()
{
    const Locations locations = Locations::standard(u"/srv/"_s + QString(200, u'x'));
    QVERIFY(locations.data.size() > 200);
    QVERIFY2(locations.runtime.size() <= qMax<qsizetype>(60, QDir::tempPath().size() + 30),
             qPrintable(locations.runtime));
}

void LocationsTest::runtimeCanBeEnteredByServers()
{
    if (!UserAccount::current().isRoot())
        QSKIP("Only root's servers run as another user");
    const QTemporaryDir closed; // mode 0700
    const Locations locations = Locations::standard(closed.path());
    QVERIFY(locations.data.startsWith(closed.path()));
    QVERIFY(!locations.runtime.startsWith(closed.path()));
    QVERIFY(QFile::setPermissions(closed.path(),
                                  QFile::permissions(closed.path()) | QFileDevice::ExeOther));
    QVERIFY(Locations::standard(closed.path()).runtime.startsWith(closed.path()));
}

void LocationsTest::differentFoldersNeverShareARuntime()
{
    const QString longName(100, u'x');
    const QString one = Locations::standard(u"/srv/1"_s + longName).runtime;
    QVERIFY(one != Locations::standard(u"/srv/2"_s + longName).runtime);
    QCOMPARE(one, Locations::standard(u"/srv/1"_s + longName).runtime);
}

void LocationsTest::privateFolderIsClosedToOthers()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a/b"_s);
    QVERIFY(PrivateFolder::make(path));
    QVERIFY(PrivateFolder::make(path)); // again
    const QFileDevice::Permissions others = QFileDevice::ReadOther | QFileDevice::WriteOther
                                            | QFileDevice::ExeOther | QFileDevice::ReadGroup
                                            | QFileDevice::WriteGroup;
    QVERIFY(!(QFile::permissions(path) & others));
    const QString open = folder.filePath(u"c"_s);
    QVERIFY(PrivateFolder::make(open, PrivateFolder::Reach::Servers));
    QCOMPARE(bool(QFile::permissions(open) & QFileDevice::ExeOther),
             UserAccount::current().isRoot());
    QVERIFY(!(QFile::permissions(open) & (QFileDevice::ReadOther | QFileDevice::WriteOther)));
}

void LocationsTest::folderOthersMayWriteIntoIsRefused()
{
    const QTemporaryDir folder;
    const QString open = folder.filePath(u"open"_s);
    QVERIFY(QDir().mkpath(open));
    QVERIFY(QFile::setPermissions(open, QFile::permissions(open) | QFileDevice::WriteOther));
    for (const QString &path : {open, open + u"/below"_s}) {
        const Result<void> made = PrivateFolder::make(path);
        QVERIFY(!made);
        QCOMPARE(made.error().kind, Error::Kind::Refused);
        QVERIFY(made.error().message.contains(open));
    }
}

void LocationsTest::fileInTheWayIsRefused()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(!PrivateFolder::make(file.fileName()));
    QVERIFY(!PrivateFolder::make(file.fileName() + u"/below"_s));
}

QTEST_GUILESS_MAIN(LocationsTest)
#include "tst_locations.moc"
