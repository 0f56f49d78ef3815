// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "accountscontroller.h"
#include "fakecredentials.h"
#include "servedregistry.h"
#include "windowservices.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000;
const QString password = u"correct horse battery"_s;

/// The accounts of one person's Howdah, with a keychain of the test.
class Person
{
public:
    Person()
        : m_services({m_root.path(), false}),
          m_install{m_services.runner,
                    m_services.http,
                    credentials,
                    m_services.clock,
                    m_services.locations,
                    {},
                    1,
                    0},
          m_ui(uiServicesOf(m_services, m_install, m_workers))
    {
        m_services.settings.setProxyMode(Settings::ProxyMode::None);
        m_services.settings.setUseEmbeddedRegistry(false);
        open();
    }
    ~Person() { m_workers.waitForDone(); }

    /// As after a new start of the program.
    void open() { accounts = std::make_unique<AccountsController>(m_ui); }
    void use(const QUrl &url)
    {
        m_services.settings.setRegistries({RegistrySource{u"team"_s, url, true}});
    }
    [[nodiscard]] SignInController &signIn() { return *accounts->signIn(); }
    [[nodiscard]] AccountRow row() const { return accounts->rows()->rows().value(0); }
    [[nodiscard]] QString state() const { return row().isBusy ? u"busy"_s : row().accountState; }
    [[nodiscard]] Services &services() { return m_services; }
    /// Signed in with a token; its secret.
    QString signedIn(ServedRegistry &registry)
    {
        const QString secret = registry.addToken(registry.addAccount(u"ada"_s, password));
        use(registry.url());
        signIn().begin(u"team"_s);
        signIn().preferToken();
        signIn().submitToken(secret);
        return QTest::qWaitFor([this] { return state() == u"in"; }, patience) ? secret : QString();
    }

    FakeCredentials credentials;
    std::unique_ptr<AccountsController> accounts;

private:
    QTemporaryDir m_root;
    Services m_services;
    InstallServices m_install;
    QThreadPool m_workers;
    UiServices m_ui;
};

} // namespace

class TestAccountsController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        qunsetenv("HOWDAH_TOKEN");
        qunsetenv("HOWDAH_REGISTRY");
    }

    void codeTypedAtTheRegistrySignsIn()
    {
        ServedRegistry registry;
        QVERIFY(registry.addAccount(u"ada"_s, password) > 0);
        Person person;
        person.use(registry.url());
        const QAbstractItemModelTester rows(person.accounts->rows());
        QCOMPARE(person.accounts->summary(), u"Not signed in"_s);
        QSignalSpy pages(&person.signIn(), &SignInController::pageWanted);
        person.signIn().begin(u"team"_s);
        QCOMPARE(person.signIn().step(), u"starting"_s);
        QTRY_COMPARE_WITH_TIMEOUT(person.signIn().step(), u"code"_s, patience);
        const QString code = person.signIn().userCode();
        QCOMPARE(code.size(), 9);
        QCOMPARE(person.signIn().page(), registry.url().resolved(QUrl(u"device"_s)).toString());
        QVERIFY(person.signIn().remainingText().contains(u':'));
        person.signIn().openPage();
        QVERIFY(pages.value(0).value(0).toString().endsWith(u"user_code="_s + code));
        QCOMPARE(registry.decide(code, u"approve"_s, u"ada"_s, password), 200);
        QTRY_COMPARE_WITH_TIMEOUT(person.signIn().step(), u"closed"_s, patience);
        QTRY_COMPARE_WITH_TIMEOUT(person.state(), u"in"_s, patience);
        QCOMPARE(person.row().statusText, u"Signed in as ada"_s);
        QVERIFY(person.row().detail.contains(u"read, publish, review"_s));
        QVERIFY(person.row().detail.contains(u"in the keychain"_s));
        QVERIFY(person.row().canSignOut && !person.row().canSignIn);
        QCOMPARE(person.accounts->summary(), u"Signed in as ada"_s);
        QCOMPARE(person.credentials.secrets().size(), 1);
        QVERIFY(registry.takes(person.credentials.secrets().constFirst()));
    }

    void declinedCodeSaysSo()
    {
        ServedRegistry registry;
        Person person;
        person.use(registry.url());
        person.signIn().begin(u"team"_s);
        QTRY_COMPARE_WITH_TIMEOUT(person.signIn().step(), u"code"_s, patience);
        QCOMPARE(registry.decide(person.signIn().userCode(), u"deny"_s), 200);
        QTRY_COMPARE_WITH_TIMEOUT(person.signIn().step(), u"failed"_s, patience);
        QVERIFY2(person.signIn().problem().contains(u"declined"_s),
                 qPrintable(person.signIn().problem()));
        QVERIFY(person.credentials.secrets().isEmpty());
    }

    void cancelledSignInLeavesNothing()
    {
        ServedRegistry registry;
        Person person;
        person.use(registry.url());
        person.signIn().begin(u"team"_s);
        QTRY_COMPARE_WITH_TIMEOUT(person.signIn().step(), u"code"_s, patience);
        person.signIn().cancel();
        QCOMPARE(person.signIn().step(), u"closed"_s);
        QVERIFY(person.signIn().userCode().isEmpty());
        QVERIFY(person.credentials.secrets().isEmpty());
    }

    void unreachableRegistrySaysSoAndCanBeTriedAgain()
    {
        ServedRegistry registry;
        Person person;
        person.use(registry.url());
        registry.switchOff();
        person.signIn().begin(u"team"_s);
        QTRY_COMPARE_WITH_TIMEOUT(person.signIn().step(), u"failed"_s, patience);
        QVERIFY(!person.signIn().problem().isEmpty());
        person.signIn().retry();
        QCOMPARE(person.signIn().step(), u"starting"_s);
        QVERIFY(person.signIn().problem().isEmpty());
        person.signIn().cancel();
    }

    void tokenIsTriedBeforeItIsKept()
    {
        ServedRegistry registry;
        const QString secret = registry.addToken(registry.addAccount(u"ada"_s, password));
        Person person;
        person.use(registry.url());
        person.signIn().begin(u"team"_s);
        person.signIn().preferToken();
        QCOMPARE(person.signIn().step(), u"token"_s);
        person.signIn().submitToken(u"howdah_nonsense"_s);
        QVERIFY(person.signIn().isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(!person.signIn().isBusy(), patience);
        QVERIFY(person.signIn().problem().contains(u"does not take this token"_s));
        QVERIFY(person.credentials.secrets().isEmpty());
        person.signIn().submitToken(u' ' + secret + u'\n');
        QTRY_COMPARE_WITH_TIMEOUT(person.state(), u"in"_s, patience);
        QCOMPARE(person.signIn().step(), u"closed"_s);
        QCOMPARE(person.credentials.secrets(), QStringList(secret));
    }

    void withoutKeychainItIsKeptWhereThePersonSays_data()
    {
        QTest::addColumn<bool>("inFile");
        QTest::newRow("in a file") << true;
        QTest::newRow("in memory") << false;
    }
    void withoutKeychainItIsKeptWhereThePersonSays()
    {
        QFETCH(const bool, inFile);
        ServedRegistry registry;
        const QString secret = registry.addToken(registry.addAccount(u"ada"_s, password));
        Person person;
        person.credentials.takeKeychainAway();
        person.use(registry.url());
        person.signIn().begin(u"team"_s);
        person.signIn().preferToken();
        person.signIn().submitToken(secret);
        QTRY_COMPARE_WITH_TIMEOUT(person.signIn().step(), u"keep"_s, patience);
        if (inFile)
            person.signIn().keepInFile();
        else
            person.signIn().keepUntilClosed();
        QTRY_COMPARE_WITH_TIMEOUT(person.state(), u"in"_s, patience);
        const QString file = person.signIn().tokenFile();
        QCOMPARE(QFile::exists(file), inFile);
        QVERIFY2(person.row().detail.contains(inFile ? file : u"in memory"_s),
                 qPrintable(person.row().detail));
#ifdef Q_OS_UNIX
        if (inFile)
            QVERIFY(!(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther)));
#endif
    }

    void tokenThatIsKeptNowhereIsRevoked()
    {
        ServedRegistry registry;
        const QString secret = registry.addToken(registry.addAccount(u"ada"_s, password));
        Person person;
        person.credentials.takeKeychainAway();
        person.use(registry.url());
        person.signIn().begin(u"team"_s);
        person.signIn().preferToken();
        person.signIn().submitToken(secret);
        QTRY_COMPARE_WITH_TIMEOUT(person.signIn().step(), u"keep"_s, patience);
        person.signIn().cancel();
        QTRY_VERIFY_WITH_TIMEOUT(!registry.takes(secret), patience);
        QTRY_VERIFY_WITH_TIMEOUT(person.credentials.secrets().isEmpty(), patience);
        QVERIFY(!QFile::exists(person.signIn().tokenFile()));
    }

    void passwordSignsInToTheRegistryOfThisComputerWithoutAServer()
    {
        Person person;
        RegistryStore &store = person.services().registry;
        QVERIFY(store.prepare());
        Account account;
        account.nickname = u"ada"_s;
        account.status = Account::Status::Active;
        account.passwordHash = Gatekeeper::hashOf(password).value_or(QString());
        QVERIFY(AccountStore(store.database()).add(account, store.clock().now()));
        person.services().settings.setUseEmbeddedRegistry(true);
        const QString here = embeddedRegistryName();
        QCOMPARE(person.row().registry, here);
        person.signIn().begin(here);
        QCOMPARE(person.signIn().step(), u"password"_s);
        QVERIFY(person.signIn().isHere());
        person.signIn().submitPassword(u"ada"_s, u"wrong"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!person.signIn().isBusy(), patience);
        QVERIFY(person.signIn().problem().contains(u"wrong"_s));
        person.signIn().submitPassword(u"ada"_s, password);
        QTRY_COMPARE_WITH_TIMEOUT(person.state(), u"in"_s, patience);
        QCOMPARE(person.row().nickname, u"ada"_s);
        const QString secret = person.credentials.secrets().constFirst();
        person.accounts->signOut(here);
        QTRY_COMPARE_WITH_TIMEOUT(person.state(), u"out"_s, patience);
        QVERIFY(!TokenStore(store.database()).bySecret(secret, store.clock().now()));
        QVERIFY(person.credentials.secrets().isEmpty());
    }

    void signingOutEndsTheTokenAtTheRegistry()
    {
        ServedRegistry registry;
        Person person;
        const QString secret = person.signedIn(registry);
        QVERIFY(!secret.isEmpty());
        QSignalSpy ok(person.accounts.get(), &AccountsController::toldOk);
        person.accounts->signOut(u"team"_s);
        QTRY_COMPARE_WITH_TIMEOUT(person.state(), u"out"_s, patience);
        QCOMPARE(ok.size(), 1);
        QVERIFY(!registry.takes(secret));
        QVERIFY(person.credentials.secrets().isEmpty());
        QVERIFY(!person.accounts->isSignedIn());
    }

    void signingOutSaysWhenTheRegistryCannotBeTold()
    {
        ServedRegistry registry;
        Person person;
        const QString secret = person.signedIn(registry);
        QVERIFY(!secret.isEmpty());
        registry.switchOff();
        QSignalSpy warning(person.accounts.get(), &AccountsController::toldWarning);
        person.accounts->signOut(u"team"_s);
        QTRY_COMPARE_WITH_TIMEOUT(warning.size(), 1, patience);
        QVERIFY(warning.constFirst().constFirst().toString().contains(u"could not be told"_s));
        QTRY_COMPARE_WITH_TIMEOUT(person.state(), u"out"_s, patience);
        QVERIFY(person.credentials.secrets().isEmpty());
        QVERIFY(registry.takes(secret)); // as was said
    }

    void offlineItSaysWhoItWasAndThatItIsNotChecked()
    {
        ServedRegistry registry;
        Person person;
        QVERIFY(!person.signedIn(registry).isEmpty());
        registry.switchOff();
        person.accounts->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(person.state(), u"unchecked"_s, patience);
        QCOMPARE(person.row().statusText, u"Signed in as ada, not checked"_s);
        QVERIFY(person.accounts->isSignedIn());
    }

    void tokenRevokedAtTheRegistryIsSaid()
    {
        ServedRegistry registry;
        Person person;
        const QString secret = person.signedIn(registry);
        TokenStore tokens(registry.store().database());
        const QDateTime now = registry.store().clock().now();
        const auto token = tokens.bySecret(secret, now);
        QVERIFY(token && tokens.revoke(token->userId, token->id, now));
        person.accounts->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(person.state(), u"expired"_s, patience);
        QVERIFY(person.row().canSignIn);
        QVERIFY(!person.accounts->isSignedIn());
    }

    void theStartAsksOnlyWhereThePersonWasSignedIn()
    {
        ServedRegistry registry;
        Person person;
        person.use(registry.url());
        person.accounts->refreshRemembered();
        QVERIFY(person.credentials.asked().isEmpty());
        QCOMPARE(person.state(), u"unknown"_s);
        QVERIFY(!person.signedIn(registry).isEmpty());
        person.open();
        QCOMPARE(person.state(), u"unknown"_s);
        person.accounts->refreshRemembered();
        QTRY_COMPARE_WITH_TIMEOUT(person.state(), u"in"_s, patience);
    }

    void folderHasNobodyToSignInTo()
    {
        const QTemporaryDir folder;
        Person person;
        person.use(QUrl::fromLocalFile(folder.path()));
        person.accounts->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(person.state(), u"none"_s, patience);
        QVERIFY(!person.row().canSignIn);
        QVERIFY(person.accounts->menu().isEmpty());
    }

    void tokenOfTheEnvironmentIsNotSignedOutHere()
    {
        ServedRegistry registry;
        const QString secret = registry.addToken(registry.addAccount(u"ada"_s, password));
        qputenv("HOWDAH_TOKEN", secret.toLatin1());
        qputenv("HOWDAH_REGISTRY", registry.url().toEncoded());
        Person person;
        person.use(registry.url());
        person.accounts->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(person.state(), u"in"_s, patience);
        QVERIFY(person.row().detail.contains(u"HOWDAH_TOKEN"_s));
        QVERIFY(!person.row().canSignOut && !person.row().canSignIn);
    }

    void tokenOfTheEnvironmentForAnotherRegistryIsNotShownToThisOne()
    {
        ServedRegistry registry;
        const QString secret = registry.addToken(registry.addAccount(u"ada"_s, password));
        qputenv("HOWDAH_TOKEN", secret.toLatin1());
        qputenv("HOWDAH_REGISTRY", "https://pgxn.example");
        Person person;
        person.use(registry.url());
        person.accounts->refresh();
        QTRY_COMPARE_WITH_TIMEOUT(person.state(), u"out"_s, patience);
        QVERIFY(person.row().canSignIn);
    }
};

QTEST_GUILESS_MAIN(TestAccountsController)
#include "tst_accountscontroller.moc"
