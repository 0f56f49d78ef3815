// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "fakecredentials.h"
#include "jobactions.h"
#include "registry/api/gatekeeper.h"
#include "registry/database/registrydatabase.h"
#include "registry/store/accountstore.h"
#include "registry/store/tokenstore.h"
#include "registrysession.h"
#include "sharingcontroller.h"
#include "windowservices.h"

#include <QDir>
#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 30'000;
const QString sample = u"checkdigits"_s;

/// Ends as it is told to.
class EndingJob : public Job
{
public:
    EndingJob(const QString &targetId, const QString &version, std::optional<Error> error,
              bool isProven)
        : Job(
            {u"install"_s, u"Install "_s + sample, sample, targetId, u"PostgreSQL"_s, {}, version}),
          m_error(std::move(error)),
          m_isProven(isProven)
    {
    }

protected:
    [[nodiscard]] Result<void> run(JobReporter &reporter) override
    {
        if (m_isProven)
            reporter.outcome(
                {{u"installed"_s,
                  QJsonArray{QJsonObject{{u"extension"_s, sample}, {u"database"_s, u"shop"_s}}}}});
        return m_error ? Result<void>(*m_error) : Result<void>();
    }

private:
    std::optional<Error> m_error;
    bool m_isProven;
};

/// A window over the samples, one PostgreSQL 17, and a keychain of the test.
class Window
{
public:
    Window()
        : m_services({m_root.path(), true}),
          m_install{m_services.runner,
                    m_services.http,
                    credentials,
                    m_services.clock,
                    m_services.locations,
                    {},
                    1,
                    0},
          m_ui(uiServicesOf(m_services, m_install, m_workers)),
          m_targets(m_ui),
          m_actions(m_ui, m_confirmation),
          job(m_ui, m_actions),
          sharing(m_ui, m_targets, job)
    {
        isReady = m_services.start().problems.isEmpty();
        isReady = isReady && m_services.sync.freshen(IndexSync::Extent::Everything).has_value();
        Target target;
        target.installation.bindir = u"/usr/lib/postgresql/17/bin"_s;
        target.installation.version = ServerVersion::fromNumber(170'002);
        m_targets.addOwn(target);
        m_targetId = target.id();
        const Result<IndexEntry> entry = m_services.releases.distribution(sample);
        if (entry)
            m_version = entry->release.version.toString();
    }
    ~Window()
    {
        m_services.queue.waitForAll(patience);
        m_workers.waitForDone();
    }

    [[nodiscard]] Settings &settings() { return m_services.settings; }
    [[nodiscard]] ReceiptStore receipts() const { return {m_services.locations, m_services.clock}; }
    /// Runs an install to its end; its job is the one that is shown.
    bool install(std::optional<Error> error = {}, bool isProven = false)
    {
        Job *added = m_services.queue.add(
            std::make_unique<EndingJob>(m_targetId, m_version, error, isProven));
        const QString id = added->id();
        const bool hasEnded =
            QTest::qWaitFor([&] { return m_services.history.record(id) != nullptr; }, patience);
        job.setJobId(id);
        return hasEnded;
    }
    /// As somebody with an account of the registry on this computer.
    void signIn()
    {
        RegistryStore &store = m_services.registry;
        Account account;
        account.nickname = u"ada"_s;
        account.status = Account::Status::Active;
        const Result<Account> added =
            AccountStore(store.database()).add(account, store.clock().now());
        ApiToken token;
        token.userId = added ? added->id : 0;
        token.name = u"test"_s;
        token.scopes = TokenScope::Review;
        const auto made = TokenStore(store.database()).add(token, store.clock().now());
        if (made)
            isReady =
                isReady
                && RegistrySession(m_ui, embeddedRegistryName()).keep(made->secret).has_value();
    }
    /// What Howdah knows of a proven install from the registry on this computer.
    bool proveInstall()
    {
        InstallReceipt receipt;
        receipt.distribution = sample;
        receipt.version = m_version;
        receipt.sha512 = QByteArray(64, 'x');
        receipt.postgresMajor = 17;
        receipt.postgresVersion = u"17.2"_s;
        receipt.os = u"linux"_s;
        receipt.arch = u"amd64"_s;
        Manifest manifest;
        manifest.id = u"test-manifest"_s;
        manifest.distribution = sample;
        manifest.version = m_version;
        manifest.date = m_services.clock.now();
        manifest.state = Manifest::State::Complete;
        QDir().mkpath(m_services.locations.manifestsFolder() + u'/' + manifest.id);
        return receipts().add(receipt, embeddedRegistryName()).has_value()
               && m_services.manifests.save(manifest).has_value();
    }
    /// Rows of a table of the registry.
    [[nodiscard]] int rowsOf(const QString &table)
    {
        const auto count = m_services.registry.database().read([&](SqlConnection &connection) {
            return connection.queryOne(u"SELECT count(*) FROM "_s + table);
        });
        return count && *count ? static_cast<int>((*count)->number(0)) : -1;
    }
    [[nodiscard]] QString reportData()
    {
        const auto row = m_services.registry.database().read([](SqlConnection &connection) {
            return connection.queryOne(u"SELECT data FROM reports"_s);
        });
        return row && *row ? (*row)->text(0) : QString();
    }
    [[nodiscard]] bool isLoaded() const { return sharing.isOpen() && !sharing.isBusy(); }
    [[nodiscard]] QString payload(const QString &member) const
    {
        return sharing.payloads().value(0).toMap()[member].toString();
    }

    bool isReady = false;
    FakeCredentials credentials;

private:
    QTemporaryDir m_root;
    Services m_services;
    InstallServices m_install;
    QThreadPool m_workers;
    UiServices m_ui;
    ConfirmationController m_confirmation;
    TargetModel m_targets;
    JobActions m_actions;
    QString m_targetId;
    QString m_version;

public:
    JobController job;
    SharingController sharing;
};

} // namespace

class TestSharingController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { qunsetenv("HOWDAH_TOKEN"); }

    void choiceIsOnOnlyAfterItsPayloadWasSeen_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("member");
        for (const auto &[what, member] :
             {std::pair(u"installs"_s, u"receipt"_s), std::pair(u"builds"_s, u"outcome"_s),
              std::pair(u"active"_s, u"heartbeat"_s)})
            QTest::newRow(qPrintable(what)) << what << member;
    }
    void choiceIsOnOnlyAfterItsPayloadWasSeen()
    {
        QFETCH(const QString, what);
        QFETCH(const QString, member);
        Window window;
        QVERIFY(window.isReady);
        const auto isOn = [&] {
            for (const QVariant &choice : window.sharing.choices()) {
                if (choice.toMap()[u"value"_s] == what)
                    return choice.toMap()[u"isOn"_s].toBool();
            }
            return true;
        };
        QVERIFY(!isOn());
        window.sharing.setShared(what, true);
        QVERIFY(!window.sharing.canConfirm());
        QTRY_VERIFY_WITH_TIMEOUT(window.isLoaded(), patience);
        QVERIFY2(window.payload(u"text"_s).contains(u'"' + member + u'"'),
                 qPrintable(window.payload(u"text"_s)));
        QVERIFY(window.payload(u"title"_s).startsWith(u"An example"_s));
        QCOMPARE(window.payload(u"meaning"_s).isEmpty(), what == u"builds"_s);
        window.sharing.close();
        QVERIFY(!isOn());
        window.sharing.setShared(what, true);
        QTRY_VERIFY_WITH_TIMEOUT(window.sharing.canConfirm(), patience);
        window.sharing.confirm();
        QVERIFY(isOn());
        QVERIFY(!window.sharing.isOpen());
        window.sharing.setShared(what, false);
        QVERIFY(!isOn());
    }

    void nothingIsToldUnasked()
    {
        Window window;
        window.signIn();
        QVERIFY(window.isReady && window.proveInstall());
        QVERIFY(window.install());
        window.sharing.tellInUse();
        QVERIFY(!window.sharing.offerText().isEmpty());
        window.sharing.showPayload(u"installs"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window.isLoaded(), patience);
        window.sharing.confirm(); // there is nothing to confirm: it is only shown
        for (const QString &table : {u"reports"_s, u"receipts"_s, u"heartbeats"_s})
            QCOMPARE(window.rowsOf(table), 0);
    }

    void jobIsReportedWhenThePersonSaysSo_data()
    {
        QTest::addColumn<bool>("works");
        QTest::newRow("it worked") << true;
        QTest::newRow("it failed") << false;
    }
    void jobIsReportedWhenThePersonSaysSo()
    {
        QFETCH(const bool, works);
        Window window;
        QVERIFY(window.isReady);
        QVERIFY(window.install(works ? std::optional<Error>()
                                     : Error{Error::Kind::Process, u"no compiler likes it"_s, {}}));
        QVERIFY(window.sharing.offerText().startsWith(works ? u"It worked"_s : u"It failed"_s));
        window.sharing.showOffer();
        QTRY_VERIFY_WITH_TIMEOUT(window.isLoaded(), patience);
        QCOMPARE(window.sharing.signInTo(), embeddedRegistryName());
        QVERIFY(!window.sharing.canConfirm());
        window.sharing.close();
        window.signIn();
        QVERIFY(window.isReady);
        window.sharing.showOffer();
        QTRY_VERIFY_WITH_TIMEOUT(window.sharing.canConfirm(), patience);
        const QString text = window.payload(u"text"_s);
        const QString outcome = works ? u"\"pass\""_s : u"\"fail\""_s;
        QVERIFY2(text.contains(u"\"outcome\": "_s + outcome), qPrintable(text));
        QVERIFY(!text.contains(u"compiler"_s));
        QSignalSpy told(&window.sharing, &SharingController::told);
        window.sharing.confirm();
        QTRY_VERIFY2_WITH_TIMEOUT(!window.sharing.isOpen() || !window.sharing.problem().isEmpty(),
                                  qPrintable(window.sharing.problem()), patience);
        QCOMPARE(window.sharing.problem(), QString());
        QCOMPARE(told.size(), 1);
        QCOMPARE(window.rowsOf(u"reports"_s), 1);
        QVERIFY2(window.reportData().contains(works ? u"pass"_s : u"fail"_s),
                 qPrintable(window.reportData()));
        QCOMPARE(window.sharing.offerAction(), u"Show what was sent"_s);
        window.sharing.showOffer();
        QCOMPARE(window.payload(u"text"_s), text);
        QVERIFY(window.sharing.confirmText().isEmpty());
    }

    void whatSaysNothingAboutTheReleaseIsNotOffered()
    {
        Window window;
        QVERIFY(window.install(Error{Error::Kind::Network, u"the cable is out"_s, {}}));
        QVERIFY(window.sharing.offerText().isEmpty());
        QVERIFY(window.sharing.offerAction().isEmpty());
    }

    void listOffersToTellOfProvenInstallsUntilItIsTold()
    {
        Window window;
        window.signIn();
        QSignalSpy changed(&window.sharing, &SharingController::offersChanged);
        QVERIFY(window.isReady && window.install());
        QVERIFY(window.sharing.offers().isEmpty()); // files only: nothing was proven
        QVERIFY(window.install(Error{Error::Kind::Process, u"it fails"_s, {}}, true));
        QVERIFY(window.sharing.offers().isEmpty());
        changed.clear();
        QVERIFY(window.install({}, true));
        QVERIFY(!changed.isEmpty());
        const QString id = window.job.jobId();
        window.job.setJobId({}); // no details are open
        QCOMPARE(window.sharing.offers().keys(), QStringList{id});
        const auto offer = [&] { return window.sharing.offers()[id].toMap(); };
        QVERIFY(offer()[u"canSend"_s].toBool());
        window.sharing.showOfferOf(id);
        QTRY_VERIFY_WITH_TIMEOUT(window.sharing.canConfirm(), patience);
        QVERIFY(window.payload(u"text"_s).contains(u"\"pass\""_s));
        QCOMPARE(window.rowsOf(u"reports"_s), 0);
        window.sharing.confirm();
        QTRY_VERIFY_WITH_TIMEOUT(!offer()[u"canSend"_s].toBool(), patience);
        QCOMPARE(window.rowsOf(u"reports"_s), 1);
        QVERIFY(!offer()[u"text"_s].toString().isEmpty());
    }

    void listOffersNothingToWhoRefused()
    {
        Window window;
        QVERIFY(window.isReady && window.install({}, true));
        QCOMPARE(window.sharing.offers().size(), 1);
        QSignalSpy changed(&window.sharing, &SharingController::offersChanged);
        window.sharing.refuse();
        QCOMPARE(changed.size(), 1);
        QVERIFY(window.sharing.offers().isEmpty());
        // The details still say what could be told, for who looks.
        QVERIFY(!window.sharing.offerText().isEmpty());
        window.settings().setShareBuilds(true);
        QCOMPARE(window.sharing.offers().size(), 1);
    }

    void buildsAreToldAfterAnInstallWhenAllowed()
    {
        Window window;
        window.signIn();
        window.settings().setShareBuilds(true);
        QVERIFY(window.isReady && window.install());
        QTRY_COMPARE_WITH_TIMEOUT(window.rowsOf(u"reports"_s), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(window.sharing.offerText().contains(u"was told"_s), patience);
    }

    void whoIsNotSignedInTellsNothingAboutBuilds()
    {
        Window window;
        window.settings().setShareBuilds(true);
        QVERIFY(window.isReady && window.install());
        window.sharing.showPayload(u"builds"_s); // waits for its turn behind
        QTRY_VERIFY_WITH_TIMEOUT(window.isLoaded(), patience);
        QCOMPARE(window.rowsOf(u"reports"_s), 0);
        QVERIFY(window.sharing.offerText().startsWith(u"It worked"_s));
    }

    void whatIsInUseIsToldOnceADay()
    {
        Window window;
        QVERIFY(window.isReady && window.proveInstall());
        window.settings().setShareInUse(true);
        window.sharing.showPayload(u"active"_s);
        QTRY_VERIFY_WITH_TIMEOUT(window.isLoaded(), patience);
        QVERIFY(window.payload(u"meaning"_s).contains(sample));
        window.sharing.close();
        window.sharing.tellInUse();
        QTRY_COMPARE_WITH_TIMEOUT(window.rowsOf(u"heartbeats"_s), 1, patience);
        const QString told = window.settings().windowState(u"toldInUse"_s).toString();
        QVERIFY(!told.isEmpty());
        window.sharing.tellInUse();
        QCOMPARE(window.settings().windowState(u"toldInUse"_s).toString(), told);
    }
};

QTEST_GUILESS_MAIN(TestSharingController)
#include "tst_sharingcontroller.moc"
