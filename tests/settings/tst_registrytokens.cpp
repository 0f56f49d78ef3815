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
    void init() { qunsetenv("HOWDAH_TOKEN"); }
    void sameRegistryHoweverItIsWritten();
    void keychainIsTheUsualPlace();
    void fileIsWrittenOnlyWhenSaidAndPrivate();
    void fileThatOthersReadIsNotUsed();
    void environmentGoesFirst();
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

void TestRegistryTokens::environmentGoesFirst()
{
    QTemporaryDir folder;
    FakeCredentials credentials;
    RegistryTokens tokens(credentials, folder.filePath(u"tokens.json"_s));
    QVERIFY(tokens.keep(registry, u"secret"_s));
    qputenv("HOWDAH_TOKEN", "given");
    QCOMPARE(tokens.find(registry)->secret, u"given"_s);
}

QTEST_GUILESS_MAIN(TestRegistryTokens)
#include "tst_registrytokens.moc"
