// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/sampleimport.h"
#include "registry/store/auditstore.h"
#include "registry/store/ownershipstore.h"
#include "registry/store/registrysettings.h"
#include "registry/webhookreceiver.h"
#include "registrycontroller.h"
#include "signing/passwordhash.h"
#include "windowservices.h"

#include <QAbstractItemModelTester>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000;

/// The page's controllers over a registry of their own.
class Registry
{
public:
    Registry()
        : m_services({m_root.path(), true}),
          m_ui(uiServicesOf(m_services, m_services.install, m_workers)),
          m_controller(m_ui, m_confirmation),
          m_failed(&m_controller, &RegistryController::failed)
    {
    }
    ~Registry() { m_workers.waitForDone(); }

    [[nodiscard]] RegistryController &page() { return m_controller; }
    [[nodiscard]] RegistryAccountsController &accounts() { return *m_controller.accounts(); }
    [[nodiscard]] RegistryWebhooksController &webhooks() { return *m_controller.webhooks(); }
    [[nodiscard]] RegistryInvitationsController &invitations()
    {
        return *m_controller.invitations();
    }
    [[nodiscard]] RegistryOrphansController &orphans() { return *m_controller.orphans(); }
    /// The status of what is answered.
    [[nodiscard]] int get(const QUrl &url) { return statusOf(m_network.get(QNetworkRequest(url))); }
    [[nodiscard]] int post(const QUrl &url, const QList<std::pair<QString, QString>> &fields)
    {
        QByteArrayList form;
        for (const auto &[name, value] : fields)
            form += name.toLatin1() + '=' + QUrl::toPercentEncoding(value);
        QNetworkRequest request(url);
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                             QNetworkRequest::ManualRedirectPolicy);
        request.setHeader(QNetworkRequest::ContentTypeHeader,
                          QByteArray("application/x-www-form-urlencoded"));
        return statusOf(m_network.post(request, form.join('&')));
    }
    [[nodiscard]] RegistryTaskController &task() { return *m_controller.task(); }
    [[nodiscard]] ConfirmationController &question() { return m_confirmation; }
    [[nodiscard]] RegistryStore &store() { return m_services.registry; }
    [[nodiscard]] Settings &settings() { return m_services.settings; }
    [[nodiscard]] QString path(const QString &name) const { return m_root.filePath(name); }
    [[nodiscard]] QString failure() const
    {
        return m_failed.isEmpty() ? QString() : m_failed.last().first().toString();
    }

    [[nodiscard]] bool start()
    {
        m_controller.start();
        return QTest::qWaitFor([this] { return m_controller.state() == u"ready"; }, patience);
    }
    /// Adds an account and gives its password.
    QString add(const QString &nickname, const QString &role = u"author"_s)
    {
        accounts().forgetSecret();
        accounts().add(nickname, nickname + u" Sample"_s, nickname + u"@example.org"_s, role);
        const bool isThere = QTest::qWaitFor(
            [&] { return row(nickname) && !accounts().secret().isEmpty(); }, patience);
        return isThere ? accounts().secret() : QString();
    }
    [[nodiscard]] std::optional<RegistryAccountRow> row(const QString &nickname)
    {
        for (const RegistryAccountRow &row : accounts().rows()->rows()) {
            if (row.nickname == nickname)
                return row;
        }
        return {};
    }

private:
    int statusOf(QNetworkReply *asked)
    {
        const std::unique_ptr<QNetworkReply> reply(asked);
        if (!QTest::qWaitFor([&] { return reply->isFinished(); }, patience))
            return 0;
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

    QNetworkAccessManager m_network;
    QTemporaryDir m_root;
    Services m_services;
    QThreadPool m_workers;
    UiServices m_ui;
    ConfirmationController m_confirmation;
    RegistryController m_controller;
    QSignalSpy m_failed;
};

} // namespace

class TestRegistryController : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servesAndSaysWhere()
    {
        Registry registry;
        QVERIFY(registry.start());
        QVERIFY(registry.page().isOn());
        QVERIFY(!registry.page().isShared());
        QVERIFY(registry.page().address().startsWith(u"http://127.0.0.1:"));
        QNetworkAccessManager network;
        std::unique_ptr<QNetworkReply> reply(
            network.get(QNetworkRequest(QUrl(registry.page().address() + u"index.json"_s))));
        QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), patience);
        QCOMPARE(reply->error(), QNetworkReply::NoError);
        RegistryTraffic &traffic = *registry.page().traffic();
        traffic.sample(6'000);
        QCOMPARE(traffic.samples(), QList<qreal>{10.0});
        QCOMPARE(traffic.top(), 10.0);
        traffic.sample(6'000);
        QCOMPARE(traffic.samples(), (QList<qreal>{10.0, 0.0}));
    }

    void switchedOffIsEmptyAndRefusesConnections()
    {
        Registry registry;
        QVERIFY(registry.start());
        const QUrl url(registry.page().address() + u"index.json"_s);
        registry.page().switchOff();
        QTRY_COMPARE_WITH_TIMEOUT(registry.page().state(), u"empty"_s, patience);
        QVERIFY(!registry.page().isOn());
        QNetworkAccessManager network;
        std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(url)));
        QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), patience);
        QCOMPARE(reply->error(), QNetworkReply::ConnectionRefusedError);
        registry.page().switchOn();
        QTRY_COMPARE_WITH_TIMEOUT(registry.page().state(), u"ready"_s, patience);
    }

    void sharingAsksFirst()
    {
        Registry registry;
        QVERIFY(registry.start());
        registry.page().share();
        QVERIFY(registry.question().isOpen());
        QVERIFY(registry.question().isDangerous());
        QCOMPARE(registry.question().items().size(), 4);
        registry.question().reject();
        QVERIFY(!registry.settings().shareEmbeddedRegistry());
        QVERIFY(!registry.page().isShared());
    }

    void sharedIsEncryptedAndShowsItsFingerprint()
    {
#ifndef Q_OS_LINUX
        QSKIP("the system may ask the person whether this program may listen");
#endif
        Registry registry;
        QVERIFY(registry.start());
        registry.page().share();
        registry.question().accept();
        QTRY_VERIFY_WITH_TIMEOUT(registry.page().isShared(), patience);
        QVERIFY(registry.page().address().startsWith(u"https://127.0.0.1:"));
        QCOMPARE(registry.page().fingerprint().count(u':'), 31);
        for (const QString &address : registry.page().networkAddresses())
            QVERIFY2(address.startsWith(u"https://"), qPrintable(address));
        QTRY_COMPARE_WITH_TIMEOUT(registry.page().state(), u"ready"_s, patience);
        registry.page().stopSharing();
        QTRY_VERIFY_WITH_TIMEOUT(registry.page().isOn() && !registry.page().isShared(), patience);
        QVERIFY(registry.page().address().startsWith(u"http://"));
    }

    void addedAccountSignsInWithThePasswordShownOnce()
    {
        Registry registry;
        QVERIFY(registry.start());
        const QAbstractItemModelTester rows(registry.accounts().rows());
        const QString password = registry.add(u"dana"_s, u"admin"_s);
        QVERIFY(!password.isEmpty());
        const Result<Account> account =
            AccountStore(registry.store().database()).byNickname(u"dana"_s);
        QVERIFY(account);
        QVERIFY(PasswordHash::verify(account->passwordHash.toLatin1(), password));
        QVERIFY(account->isActive());
        QCOMPARE(account->role, Account::Role::Admin);
        registry.accounts().forgetSecret();
        QVERIFY(registry.accounts().secret().isEmpty());
    }

    void wrongNicknameIsSaidWhereItIsTyped()
    {
        Registry registry;
        QVERIFY(registry.start());
        QSignalSpy made(&registry.accounts(), &RegistryAccountsController::made);
        registry.accounts().add(u"9 lives"_s, {}, {}, u"author"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!registry.accounts().problem().isEmpty(), patience);
        QVERIFY(made.isEmpty());
        QVERIFY(!registry.row(u"9 lives"_s));
        registry.accounts().clearProblem();
        QVERIFY(registry.accounts().problem().isEmpty());
    }

    void roleAndStatusAreChanged()
    {
        Registry registry;
        QVERIFY(registry.start());
        const QAbstractItemModelTester rows(registry.accounts().rows());
        QVERIFY(!registry.add(u"dana"_s).isEmpty());
        registry.accounts().setRole(u"dana"_s, u"service"_s);
        QTRY_COMPARE_WITH_TIMEOUT(registry.row(u"dana"_s)->role, u"service"_s, patience);
        registry.accounts().setRole(u"dana"_s, u"admin"_s);
        QVERIFY(registry.question().isOpen());
        registry.question().reject();
        QCOMPARE(registry.row(u"dana"_s)->role, u"service"_s);
        registry.accounts().deactivate(u"dana"_s);
        QVERIFY(registry.question().isOpen());
        registry.question().accept();
        QTRY_COMPARE_WITH_TIMEOUT(registry.row(u"dana"_s)->status, u"inactive"_s, patience);
        QVERIFY(!registry.accounts().nicknames().contains(u"dana"_s));
        registry.accounts().activate(u"dana"_s);
        QTRY_COMPARE_WITH_TIMEOUT(registry.row(u"dana"_s)->status, u"active"_s, patience);
        QCOMPARE(registry.failure(), QString());
    }

    void passwordResetEndsTheOldOneAndAllTokens()
    {
        Registry registry;
        QVERIFY(registry.start());
        const QString old = registry.add(u"dana"_s);
        registry.accounts().setTokenOwner(u"dana"_s);
        registry.accounts().forgetSecret();
        registry.accounts().makeToken(u"job"_s, {u"publish"_s}, 30);
        QTRY_VERIFY_WITH_TIMEOUT(!registry.accounts().secret().isEmpty(), patience);
        const QString token = registry.accounts().secret();
        registry.accounts().forgetSecret();
        registry.accounts().resetPassword(u"dana"_s);
        registry.question().accept();
        QTRY_VERIFY_WITH_TIMEOUT(!registry.accounts().secret().isEmpty(), patience);
        const Result<Account> account =
            AccountStore(registry.store().database()).byNickname(u"dana"_s);
        QVERIFY(!PasswordHash::verify(account->passwordHash.toLatin1(), old));
        QVERIFY(
            PasswordHash::verify(account->passwordHash.toLatin1(), registry.accounts().secret()));
        QVERIFY(!TokenStore(registry.store().database())
                     .bySecret(token, registry.store().clock().now()));
    }

    void tokenIsShownOnceAndRefusedWhenRevoked()
    {
        Registry registry;
        QVERIFY(registry.start());
        const QAbstractItemModelTester tokens(registry.accounts().tokens());
        QVERIFY(!registry.add(u"dana"_s).isEmpty());
        registry.accounts().setTokenOwner(u"dana"_s);
        registry.accounts().forgetSecret();
        // An author's token cannot be an administrator's.
        registry.accounts().makeToken(u"release job"_s, {u"publish"_s, u"admin"_s}, 90);
        QTRY_VERIFY_WITH_TIMEOUT(!registry.accounts().secret().isEmpty(), patience);
        QTRY_COMPARE_WITH_TIMEOUT(registry.accounts().tokens()->rowCount(), 1, patience);
        const RegistryTokenRow row = registry.accounts().tokens()->rows().constFirst();
        QCOMPARE(row.name, u"release job"_s);
        QCOMPARE(row.scopes, u"publish"_s);
        QVERIFY(row.isUsable);
        TokenStore store(registry.store().database());
        const QDateTime now = registry.store().clock().now();
        QVERIFY(store.bySecret(registry.accounts().secret(), now));
        registry.accounts().revokeToken(row.id, row.name);
        registry.question().accept();
        QTRY_VERIFY_WITH_TIMEOUT(registry.accounts().tokens()->rowCount() == 0
                                     || !registry.accounts().tokens()->rows().first().isUsable,
                                 patience);
        QVERIFY(!store.bySecret(registry.accounts().secret(), now));
    }

    void tokenForNothingIsRefused()
    {
        Registry registry;
        QVERIFY(registry.start());
        QVERIFY(!registry.add(u"dana"_s).isEmpty());
        registry.accounts().setTokenOwner(u"dana"_s);
        registry.accounts().makeToken(u"job"_s, {}, 30);
        QTRY_VERIFY_WITH_TIMEOUT(!registry.accounts().problem().isEmpty(), patience);
        QCOMPARE(registry.accounts().tokens()->rowCount(), 0);
    }

    void privateAddressIsNoWebhook()
    {
        Registry registry;
        QVERIFY(registry.start());
        QVERIFY(!registry.add(u"dana"_s).isEmpty());
        registry.webhooks().add(u"dana"_s, u"https://192.168.0.1/hook"_s, {});
        QTRY_VERIFY_WITH_TIMEOUT(registry.webhooks().problem().contains(u"192.168.0.1"), patience);
        QCOMPARE(registry.webhooks().rows()->rowCount(), 0);
    }

    void webhookIsToldAndItsLogSaysSo()
    {
        Registry registry;
        QVERIFY(registry.start());
        QVERIFY(!registry.add(u"dana"_s).isEmpty());
        QVERIFY(RegistrySettings(registry.store().database())
                    .set(u"webhooks-to-private-addresses"_s, u"on"_s));
        const QAbstractItemModelTester rows(registry.webhooks().rows());
        const QAbstractItemModelTester log(registry.webhooks().deliveries());
        WebhookReceiver receiver;
        registry.webhooks().add(u"dana"_s, receiver.url(), {});
        QTRY_COMPARE_WITH_TIMEOUT(registry.webhooks().rows()->rowCount(), 1, patience);
        QVERIFY(!registry.webhooks().secret().isEmpty());
        registry.webhooks().forgetSecret();
        const int id = int(registry.webhooks().rows()->rows().constFirst().id);
        QCOMPARE(registry.webhooks().currentUrl(), receiver.url());
        registry.webhooks().sendTest(id);
        QTRY_VERIFY_WITH_TIMEOUT(registry.webhooks().deliveries()->rowCount() == 1
                                     && registry.webhooks().deliveries()->rows().first().canRepeat,
                                 patience);
        const RegistryDeliveryRow first = registry.webhooks().deliveries()->rows().constFirst();
        QCOMPARE(first.kind, u"ok"_s);
        QCOMPARE(first.event, u"ping"_s);
        QCOMPARE(receiver.requests().size(), 1);
        registry.webhooks().repeat(int(first.id));
        QTRY_COMPARE_WITH_TIMEOUT(receiver.requests().size(), 2, patience);
        QTRY_COMPARE_WITH_TIMEOUT(registry.webhooks().deliveries()->rowCount(), 2, patience);
    }

    void webhookIsToldOfTheChosenEventsOnly()
    {
        Registry registry;
        QVERIFY(registry.start());
        QVERIFY(!registry.add(u"dana"_s).isEmpty());
        QCOMPARE(registry.webhooks().kinds().size(), 9);
        registry.webhooks().add(u"dana"_s, u"https://example.org/hook"_s, {u"user"_s});
        QTRY_COMPARE_WITH_TIMEOUT(registry.webhooks().rows()->rowCount(), 1, patience);
        QVERIFY(registry.webhooks().rows()->rows().constFirst().detail.contains(
            u"an account is made or changed"_s));
        registry.webhooks().forgetSecret();
        registry.task().importPath(SampleImport::archives().constFirst());
        QTRY_COMPARE_WITH_TIMEOUT(registry.task().taskState(), u"done"_s, patience);
        QVERIFY(!registry.add(u"eve"_s).isEmpty());
        registry.page().refresh();
        QTRY_VERIFY_WITH_TIMEOUT(registry.webhooks().deliveries()->rowCount() > 0, patience);
        for (const RegistryDeliveryRow &row : registry.webhooks().deliveries()->rows())
            QCOMPARE(row.event, u"user"_s);
    }

    void deliveryIsShownInFull()
    {
        Registry registry;
        QVERIFY(registry.start());
        QVERIFY(!registry.add(u"dana"_s).isEmpty());
        QVERIFY(RegistrySettings(registry.store().database())
                    .set(u"webhooks-to-private-addresses"_s, u"on"_s));
        WebhookReceiver receiver;
        registry.webhooks().add(u"dana"_s, receiver.url(), {});
        QTRY_COMPARE_WITH_TIMEOUT(registry.webhooks().rows()->rowCount(), 1, patience);
        registry.webhooks().sendTest(registry.webhooks().currentId());
        QTRY_VERIFY_WITH_TIMEOUT(registry.webhooks().deliveries()->rowCount() == 1
                                     && registry.webhooks().deliveries()->rows().first().canRepeat,
                                 patience);
        QVERIFY(registry.webhooks().details().isEmpty());
        registry.webhooks().showDetails(
            int(registry.webhooks().deliveries()->rows().constFirst().id));
        const QVariantMap details = registry.webhooks().details();
        QVERIFY(details[u"title"_s].toString().contains(u"ping"_s));
        QVERIFY(details[u"sent"_s].toString().contains(u"\"kind\": \"ping\""_s));
        QStringList facts;
        for (const QVariant &fact : details[u"facts"_s].toList())
            facts += fact.toMap()[u"value"_s].toString();
        QVERIFY2(facts.join(u'|').contains(u"status 204"_s), qPrintable(facts.join(u'|')));
        registry.webhooks().hideDetails();
        QVERIFY(registry.webhooks().details().isEmpty());
    }

    void invitationMakesOneAccount()
    {
        Registry registry;
        QVERIFY(registry.start());
        const QAbstractItemModelTester rows(registry.invitations().rows());
        QCOMPARE(registry.invitations().registration(), u"invitation"_s);
        registry.invitations().make(u"Ada"_s, u"author"_s, 14);
        QTRY_COMPARE_WITH_TIMEOUT(registry.invitations().rows()->rowCount(), 1, patience);
        const QUrl link(registry.invitations().secret());
        QVERIFY(link.toString().startsWith(registry.page().address() + u"account/register?"_s));
        QCOMPARE(registry.get(link), 200);
        QVERIFY(registry.invitations().rows()->rows().constFirst().canRevoke);
        const QUrlQuery code(link);
        const auto join = [&](const QString &nickname) {
            return registry.post(link.adjusted(QUrl::RemoveQuery),
                                 {{u"invitation"_s, code.queryItemValue(u"invitation"_s)},
                                  {u"nickname"_s, nickname},
                                  {u"full_name"_s, nickname},
                                  {u"email"_s, nickname + u"@example.org"_s},
                                  {u"why"_s, u"was invited"_s},
                                  {u"password"_s, u"correct horse battery"_s}});
        };
        QCOMPARE(join(u"ada"_s), 303);
        QCOMPARE(join(u"eve"_s), 403);
        registry.page().refresh();
        QTRY_COMPARE_WITH_TIMEOUT(registry.invitations().rows()->rows().constFirst().statusText,
                                  u"Used by ada"_s, patience);
        QVERIFY(!registry.invitations().rows()->rows().constFirst().canRevoke);
        QVERIFY(registry.row(u"ada"_s) && registry.row(u"ada"_s)->isActive);
    }

    void revokedInvitationIsGone()
    {
        Registry registry;
        QVERIFY(registry.start());
        registry.invitations().make({}, u"author"_s, 3);
        QTRY_COMPARE_WITH_TIMEOUT(registry.invitations().rows()->rowCount(), 1, patience);
        registry.invitations().revoke(int(registry.invitations().rows()->rows().constFirst().id));
        QVERIFY(registry.question().isOpen());
        registry.question().accept();
        QTRY_COMPARE_WITH_TIMEOUT(registry.invitations().rows()->rowCount(), 0, patience);
        QCOMPARE(registry.failure(), QString());
    }

    void registrationIsChosen()
    {
        Registry registry;
        QVERIFY(registry.start());
        QCOMPARE(registry.invitations().registrationChoices().size(), 4);
        registry.invitations().setRegistration(u"closed"_s);
        QTRY_COMPARE_WITH_TIMEOUT(registry.invitations().registration(), u"closed"_s, patience);
        QCOMPARE(*RegistrySettings(registry.store().database()).text(u"registration"_s),
                 u"closed"_s);
        QCOMPARE(registry.get(QUrl(registry.page().address() + u"account/register"_s)), 403);
    }

    void orphanIsGivenToSomebody()
    {
        Registry registry;
        QVERIFY(registry.start());
        QVERIFY(!registry.add(u"dana"_s).isEmpty());
        QVERIFY(!registry.add(u"eve"_s).isEmpty());
        QVERIFY(registry.store().import(SampleImport::archives().constFirst(), u"dana"_s));
        registry.page().refresh();
        QTRY_COMPARE_WITH_TIMEOUT(registry.page().holdings()->rowCount(), 1, patience);
        QVERIFY(registry.orphans().extensions().isEmpty());
        AccountStore accounts(registry.store().database());
        QVERIFY(accounts.setStatus(accounts.byNickname(u"dana"_s)->id, Account::Status::Deleted, {},
                                   registry.store().clock().now()));
        registry.page().refresh();
        QTRY_VERIFY_WITH_TIMEOUT(!registry.orphans().extensions().isEmpty(), patience);
        const QStringList orphans = registry.orphans().extensions();
        for (const QString &orphan : orphans)
            registry.orphans().assign(orphan, u"eve"_s);
        QTRY_VERIFY_WITH_TIMEOUT(registry.orphans().extensions().isEmpty(), patience);
        QCOMPARE(OwnershipStore(registry.store().database()).of(orphans.constFirst())->owner,
                 u"eve"_s);
        QCOMPARE(registry.failure(), QString());
    }

    void pausedWebhookIsSentNothingAndCanBeRemoved()
    {
        Registry registry;
        QVERIFY(registry.start());
        QVERIFY(!registry.add(u"dana"_s).isEmpty());
        registry.webhooks().add(u"dana"_s, u"https://example.org/hook"_s, {});
        QTRY_COMPARE_WITH_TIMEOUT(registry.webhooks().rows()->rowCount(), 1, patience);
        const int id = int(registry.webhooks().rows()->rows().constFirst().id);
        registry.webhooks().setPaused(id, true);
        QTRY_VERIFY_WITH_TIMEOUT(registry.webhooks().rows()->rows().constFirst().isPaused,
                                 patience);
        registry.webhooks().sendTest(id);
        QTRY_VERIFY_WITH_TIMEOUT(!registry.failure().isEmpty(), patience);
        QCOMPARE(registry.webhooks().deliveries()->rowCount(), 0);
        registry.webhooks().remove(id);
        QVERIFY(registry.question().isOpen());
        registry.question().accept();
        QTRY_COMPARE_WITH_TIMEOUT(registry.webhooks().rows()->rowCount(), 0, patience);
        QCOMPARE(registry.webhooks().currentId(), 0);
    }

    void importedArchivesAreShownAndAudited()
    {
        Registry registry;
        QVERIFY(registry.start());
        const QAbstractItemModelTester holdings(registry.page().holdings());
        const QAbstractItemModelTester audit(registry.page().audit());
        QCOMPARE(registry.page().holdings()->rowCount(), 0);
        const QString archive = registry.path(u"sample.zip"_s);
        QVERIFY(QFile::copy(SampleImport::archives().constFirst(), archive));
        const QString broken = registry.path(u"broken.zip"_s);
        QFile file(broken);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("no archive") > 0);
        file.close();
        QSignalSpy imported(&registry.page(), &RegistryController::imported);
        registry.task().importUrls({QUrl::fromLocalFile(archive), QUrl::fromLocalFile(broken)});
        QCOMPARE(registry.task().taskState(), u"running"_s);
        QTRY_COMPARE_WITH_TIMEOUT(registry.task().taskState(), u"done"_s, patience);
        QCOMPARE(registry.task().kind(), u"warn"_s);
        QCOMPARE(registry.task().problems().size(), 1);
        QVERIFY(registry.task().problems().constFirst().startsWith(u"broken.zip: "));
        QCOMPARE(imported.size(), 1);
        QTRY_COMPARE_WITH_TIMEOUT(registry.page().holdings()->rowCount(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(registry.page().audit()->rowCount() > 0, patience);
        const RegistryAuditRow entry = registry.page().audit()->rows().constFirst();
        QCOMPARE(entry.actor, u"operator"_s);
        QCOMPARE(entry.means, u"window"_s);
        QCOMPARE(entry.action, u"registry import"_s);
    }

    void folderWithoutArchivesIsSaid()
    {
        Registry registry;
        QVERIFY(registry.start());
        QVERIFY(QDir().mkpath(registry.path(u"empty"_s)));
        registry.task().importPath(registry.path(u"empty"_s));
        QTRY_COMPARE_WITH_TIMEOUT(registry.task().taskState(), u"failed"_s, patience);
        QVERIFY(registry.task().text().contains(registry.path(u"empty"_s)));
    }

    void backupIsWrittenAndVerifyFindsDamage()
    {
        Registry registry;
        QVERIFY(registry.start());
        registry.task().importPath(SampleImport::archives().constFirst());
        QTRY_COMPARE_WITH_TIMEOUT(registry.task().taskState(), u"done"_s, patience);
        registry.task().backUp(registry.path(u"backup"_s));
        QTRY_VERIFY_WITH_TIMEOUT(registry.task().taskState() != u"running", patience);
        QCOMPARE(registry.task().taskState(), u"done"_s);
        QVERIFY(QDir(registry.path(u"backup"_s)).exists());
        registry.task().verify();
        QTRY_VERIFY_WITH_TIMEOUT(registry.task().taskState() != u"running", patience);
        QCOMPARE(registry.task().problems(), QStringList());
        QCOMPARE(registry.task().kind(), u"ok"_s);
        const QString name = registry.store().distributions().constFirst();
        const Version version = registry.store().distribution(name)->releases.constFirst().version;
        QFile archive(registry.store().archivePath(name, version));
        archive.setPermissions(archive.permissions() | QFile::WriteOwner);
        QVERIFY(archive.open(QIODevice::Append) && archive.write("x") == 1);
        archive.close();
        registry.task().verify();
        QTRY_COMPARE_WITH_TIMEOUT(registry.task().taskState(), u"failed"_s, patience);
        QVERIFY(!registry.task().problems().isEmpty());
        registry.task().dismiss();
        QCOMPARE(registry.task().taskState(), u"idle"_s);
    }

    void backupNeedsAWholePath()
    {
        Registry registry;
        QVERIFY(registry.start());
        registry.task().backUp(u"backup"_s);
        QTRY_COMPARE_WITH_TIMEOUT(registry.task().taskState(), u"failed"_s, patience);
        QVERIFY(!QDir(u"backup"_s).exists());
    }

    void capIsKeptInTheRegistry()
    {
        Registry registry;
        QVERIFY(registry.start());
        QCOMPARE(registry.page().spaceShare(), -1.0);
        registry.page().setCapMiB(100);
        QTRY_COMPARE_WITH_TIMEOUT(registry.page().capMiB(), 100, patience);
        QCOMPARE(registry.page().spaceShare(), 0.0);
        QCOMPARE(registry.failure(), QString());
    }
};

QTEST_GUILESS_MAIN(TestRegistryController)
#include "tst_registrycontroller.moc"
