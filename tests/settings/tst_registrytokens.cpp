// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "settings/registrytokens.h"

#include <QFile>
#include <QHash>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

class FakeCredentials final : public Credentials
{
public:
    Result<QString> read(const QString &key) override
    {
        if (!isThere)
            return Error{Error::Kind::Missing, u"no keychain"_s, {}};
        if (!secrets.contains(key))
            return Error{Error::Kind::NotFound, u"none"_s, {}};
        return secrets.value(key);
    }
    Result<void> write(const QString &key, const QString &secret) override
    {
        if (!isThere)
            return Error{Error::Kind::Missing, u"no keychain"_s, {}};
        secrets.insert(key, secret);
        return {};
    }
    Result<void> remove(const QString &key) override
    {
        if (!isThere)
            return Error{Error::Kind::Missing, u"no keychain"_s, {}};
        secrets.remove(key);
        return {};
    }
    bool isThere = true;
    QHash<QString, QString> secrets;
};

const QUrl registry(u"https://pgxn.example/"_s);

} // namespace

class TestRegistryTokens : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        qunsetenv("HOWDAH_TOKEN");
        qunsetenv("HOWDAH_REGISTRY");
    }
    void sameRegistryHoweverItIsWritten();
    void keychainIsTheUsualPlace();
    void fileIsWrittenOnlyWhenSaidAndPrivate();
    void fileThatOthersReadIsNotUsed();
    void environmentGoesFirstAtItsRegistry();
    void environmentsTokenIsForNoOtherRegistry_data();
    void environmentsTokenIsForNoOtherRegistry();
    void environmentsTokenIsForTheOneThatWasNamed();
    void oneOfSeveralAddressesIsEnough();
};

void TestRegistryTokens::sameRegistryHoweverItIsWritten()
{
    // An address with a slash at its end was another registry than without.
    const QString key = RegistryTokens::keyOf(registry);
    for (const QString &address : {u"https://pgxn.example"_s, u"https://PGXN.example:443/"_s,
                                   u"https://ada@pgxn.example/?a=b#c"_s})
        QCOMPARE(RegistryTokens::keyOf(QUrl(address)), key);
    for (const QString &address : {u"http://pgxn.example/"_s, u"https://pgxn.example:7432/"_s,
                                   u"https://pgxn.example/team"_s})
        QVERIFY(RegistryTokens::keyOf(QUrl(address)) != key);
}

void TestRegistryTokens::keychainIsTheUsualPlace()
{
    QTemporaryDir folder;
    FakeCredentials credentials;
    RegistryTokens tokens(credentials, folder.filePath(u"tokens.json"_s));
    QCOMPARE(tokens.find(registry).error().kind, Error::Kind::NotFound);
    QVERIFY(tokens.keep(registry, u"secret"_s));
    QCOMPARE(tokens.find(registry)->secret, u"secret"_s);
    QCOMPARE(int(tokens.find(registry)->place), int(RegistryTokens::Place::Keychain));
    QVERIFY(tokens.forget(registry));
    QCOMPARE(tokens.find(registry).error().kind, Error::Kind::NotFound);
    QVERIFY(!QFile::exists(tokens.file()));
}

void TestRegistryTokens::fileIsWrittenOnlyWhenSaidAndPrivate()
{
    QTemporaryDir folder;
    FakeCredentials credentials;
    credentials.isThere = false;
    RegistryTokens tokens(credentials, folder.filePath(u"tokens.json"_s));
    QCOMPARE(tokens.keep(registry, u"secret"_s).error().kind, Error::Kind::Missing);
    QVERIFY(!QFile::exists(tokens.file()));
    QVERIFY(tokens.keepInFile(registry, u"secret"_s));
    QVERIFY(
        !(QFile::permissions(tokens.file()) & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    QCOMPARE(tokens.find(registry)->secret, u"secret"_s);
    QCOMPARE(int(tokens.find(registry)->place), int(RegistryTokens::Place::File));
    QVERIFY(tokens.forget(registry));
    QCOMPARE(tokens.find(registry).error().kind, Error::Kind::NotFound);
}

void TestRegistryTokens::fileThatOthersReadIsNotUsed()
{
    QTemporaryDir folder;
    FakeCredentials credentials;
    RegistryTokens tokens(credentials, folder.filePath(u"tokens.json"_s));
    QVERIFY(tokens.keepInFile(registry, u"secret"_s));
    QVERIFY(QFile::setPermissions(tokens.file(), QFileDevice::ReadOwner | QFileDevice::WriteOwner
                                                     | QFileDevice::ReadOther));
    QCOMPARE(tokens.find(registry).error().kind, Error::Kind::Refused);
}

void TestRegistryTokens::environmentGoesFirstAtItsRegistry()
{
    QTemporaryDir folder;
    FakeCredentials credentials;
    RegistryTokens tokens(credentials, folder.filePath(u"tokens.json"_s));
    QVERIFY(tokens.keep(registry, u"secret"_s));
    qputenv("HOWDAH_TOKEN", "given");
    qputenv("HOWDAH_REGISTRY", "https://PGXN.example:443");
    QCOMPARE(tokens.find(registry)->secret, u"given"_s);
    QCOMPARE(int(tokens.find(registry)->place), int(RegistryTokens::Place::Environment));
}

void TestRegistryTokens::environmentsTokenIsForNoOtherRegistry_data()
{
    QTest::addColumn<QByteArray>("meant");
    QTest::newRow("none said") << QByteArray();
    QTest::newRow("another host") << QByteArray("https://evil.example");
    QTest::newRow("another port") << QByteArray("https://pgxn.example:7432");
    QTest::newRow("unencrypted") << QByteArray("http://pgxn.example");
    QTest::newRow("another folder of the host") << QByteArray("https://pgxn.example/team");
    QTest::newRow("no address") << QByteArray("pgxn.example");
    QTest::newRow("not to be understood") << QByteArray("https://[");
}

void TestRegistryTokens::environmentsTokenIsForNoOtherRegistry()
{
    // Whichever registry was asked got the token: that of a company, for example, the public one's.
    QFETCH(QByteArray, meant);
    QTemporaryDir folder;
    FakeCredentials credentials;
    RegistryTokens tokens(credentials, folder.filePath(u"tokens.json"_s));
    qputenv("HOWDAH_TOKEN", "given");
    if (!meant.isNull())
        qputenv("HOWDAH_REGISTRY", meant);
    const Result<RegistryTokens::Kept> none = tokens.find(registry);
    QVERIFY(!none);
    QCOMPARE(none.error().kind, Error::Kind::NotFound);
    QVERIFY2(none.error().message.contains(u"HOWDAH_REGISTRY"_s), qPrintable(none.error().message));
    QVERIFY(tokens.keep(registry, u"secret"_s));
    QCOMPARE(tokens.find(registry)->secret, u"secret"_s);
}

void TestRegistryTokens::environmentsTokenIsForTheOneThatWasNamed()
{
    QTemporaryDir folder;
    FakeCredentials credentials;
    const QUrl other(u"https://other.example"_s);
    const RegistryTokens tokens(credentials, folder.filePath(u"tokens.json"_s), registry);
    qputenv("HOWDAH_TOKEN", "given");
    QCOMPARE(tokens.find(registry)->secret, u"given"_s);
    QVERIFY(!tokens.find(other));
    // What the environment says goes before what was named: they were set together.
    qputenv("HOWDAH_REGISTRY", "https://other.example");
    QVERIFY(!tokens.find(registry));
    QCOMPARE(tokens.find(other)->secret, u"given"_s);
}

void TestRegistryTokens::oneOfSeveralAddressesIsEnough()
{
    QTemporaryDir folder;
    FakeCredentials credentials;
    RegistryTokens tokens(credentials, folder.filePath(u"tokens.json"_s));
    const QUrl here = QUrl::fromLocalFile(folder.path());
    QVERIFY(tokens.keep(here, u"secret"_s));
    qputenv("HOWDAH_TOKEN", "given");
    qputenv("HOWDAH_REGISTRY", "http://127.0.0.1:7432");
    QCOMPARE(tokens.find({here, QUrl(u"http://127.0.0.1:7432/"_s)})->secret, u"given"_s);
    qputenv("HOWDAH_REGISTRY", folder.path().toUtf8());
    QCOMPARE(tokens.find(here)->secret, u"given"_s);
}

QTEST_GUILESS_MAIN(TestRegistryTokens)
#include "tst_registrytokens.moc"
