// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/operations/registrybackup.h"

#include "registry/apifixture.h"
#include "registry/operations/tabledump.h"

#include <QDirIterator>
#include <QTest>

using namespace Qt::StringLiterals;

/// Each function runs on every database there is.
class TestRegistryBackup : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase_data() { TestDatabases::addRows(); }
    void whatIsRestoredIsTheSame();
    void restoresIntoTheOtherKindOfDatabase();
    void damagedBackupChangesNothing();
    void notIntoARegistryThatHoldsSomething();
    void cancelledBackupLeavesNothing();
    void anOlderCopyDoesNotMakeTheTablesOld();

private:
    static void fill(ApiFixture &registry)
    {
        const Account ada = registry.addUser(u"ada"_s, Account::Role::Admin);
        registry.addToken(ada, TokenScope::Publish);
        QVERIFY(registry.service().context().settings.set(u"title"_s, u"Ünser “Registry”\n"_s));
        for (const QString &version : {u"1.2.0"_s, u"1.3.0"_s})
            QVERIFY(registry.store().import(
                ReleaseFixture{.name = u"kvBox"_s, .version = version}.pack(registry.folder()),
                u"ada"_s));
    }
    static QMap<QString, QByteArray> tree(const RegistryStore &store)
    {
        QMap<QString, QByteArray> files;
        QDirIterator all(store.tree().root(), QDir::Files, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const QString file = all.next();
            files[QDir(store.tree().root()).relativeFilePath(file)] = ReleaseFixture::read(file);
        }
        return files;
    }
};

void TestRegistryBackup::whatIsRestoredIsTheSame()
{
    ApiFixture registry;
    fill(registry);
    const QString folder = registry.folder() + u"/backup"_s;
    const auto made = RegistryBackup::write(registry.store(), folder);
    QVERIFY2(made, qPrintable(made ? QString() : made.error().message + made.error().detail));
    QCOMPARE(made->releases, 2);
    QCOMPARE(*RegistryBackup::verify(folder), QStringList());

    ApiFixture other;
    const auto restored = RegistryBackup::restore(other.store(), folder);
    QVERIFY2(restored,
             qPrintable(restored ? QString() : restored.error().message + restored.error().detail));
    QCOMPARE(tree(other.store()), tree(registry.store()));
    QCOMPARE(other.store().verify(), QStringList());
    QCOMPARE(*other.service().context().settings.text(u"title"_s), u"Ünser “Registry”\n"_s);
    const Account ada = *AccountStore(other.database()).byNickname(u"ada"_s);
    QCOMPARE(ada.role, Account::Role::Admin);
    QVERIFY(!ada.passwordHash.isEmpty());
    QCOMPARE(TokenStore(other.database()).ofUser(ada.id)->size(), 1);
    // New numbers follow the restored ones.
    other.addUser(u"bob"_s);
    QVERIFY(other.store().import(
        ReleaseFixture{.name = u"kvBox"_s, .version = u"1.4.0"_s}.pack(other.folder()), u"bob"_s));
}

void TestRegistryBackup::restoresIntoTheOtherKindOfDatabase()
{
    ApiFixture registry;
    fill(registry);
    const QString folder = registry.folder() + u"/backup"_s;
    QVERIFY(RegistryBackup::write(registry.store(), folder));
    RegistryStore sqlite(registry.folder() + u"/other"_s, registry.clock);
    QVERIFY(RegistryBackup::restore(sqlite, folder));
    QCOMPARE(tree(sqlite), tree(registry.store()));
}

void TestRegistryBackup::damagedBackupChangesNothing()
{
    ApiFixture registry;
    fill(registry);
    const QString folder = registry.folder() + u"/backup"_s;
    QVERIFY(RegistryBackup::write(registry.store(), folder));
    ReleaseFixture::write(folder + u"/mirror/dist/kvbox/1.2.0/META.json"_s, "{}");
    ApiFixture other;
    const QMap<QString, QByteArray> before = tree(other.store());
    const auto restored = RegistryBackup::restore(other.store(), folder);
    QVERIFY(!restored);
    QCOMPARE(restored.error().kind, Error::Kind::Integrity);
    QVERIFY(restored.error().message.contains(u"META.json"));
    QCOMPARE(tree(other.store()), before);
    QVERIFY(AccountStore(other.database()).all()->isEmpty());
}

void TestRegistryBackup::notIntoARegistryThatHoldsSomething()
{
    ApiFixture registry;
    fill(registry);
    const QString folder = registry.folder() + u"/backup"_s;
    QVERIFY(RegistryBackup::write(registry.store(), folder));
    QCOMPARE(RegistryBackup::write(registry.store(), folder).error().kind, Error::Kind::Conflict);
    QCOMPARE(RegistryBackup::restore(registry.store(), folder).error().kind, Error::Kind::Conflict);
    QCOMPARE(registry.store().verify(), QStringList());
}

void TestRegistryBackup::cancelledBackupLeavesNothing()
{
    ApiFixture registry;
    fill(registry);
    CancellationSource source;
    source.cancel();
    const QString folder = registry.folder() + u"/backup"_s;
    QCOMPARE(RegistryBackup::write(registry.store(), folder, source.token()).error().kind,
             Error::Kind::Cancelled);
    QVERIFY(!QFile::exists(folder) && !QFile::exists(folder + u".part"_s));
}

/// The number of the copy's tables was taken over with its facts: migrations that were done already would have been
/// tried once more.
void TestRegistryBackup::anOlderCopyDoesNotMakeTheTablesOld()
{
    const auto schemaOf = [](RegistryDatabase &database) {
        return database.read([](SqlConnection &connection) {
            return connection.queryOne(u"SELECT value FROM facts WHERE name = 'schema'"_s);
        });
    };
    ApiFixture registry;
    fill(registry);
    const QString file = registry.folder() + u"/copy"_s;
    QVERIFY(TableDump::write(registry.database(), file));
    const QString current = (*schemaOf(registry.database()))->text(0);
    QByteArray copy = ReleaseFixture::read(file);
    const QByteArray row = "[\"schema\",\"" + current.toUtf8() + "\"]";
    QCOMPARE(copy.count(row), 1);
    ReleaseFixture::write(file, copy.replace(row, "[\"schema\",\"1\"]"));
    ApiFixture other;
    QVERIFY(TableDump::read(other.database(), file));
    QCOMPARE((*schemaOf(other.database()))->text(0), current);
}

QTEST_GUILESS_MAIN(TestRegistryBackup)
#include "tst_registrybackup.moc"
