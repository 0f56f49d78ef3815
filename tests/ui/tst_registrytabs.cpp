// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "compatibilitycontroller.h"
#include "install/receiptstore.h"
#include "registry/communityfixture.h"
#include "registry/embeddedregistry.h"
#include "registry/releasefixture.h"
#include "registry/store/counterstore.h"
#include "reviewscontroller.h"
#include "settings/registrytokens.h"
#include "statscontroller.h"
#include "targetmodel.h"
#include "windowservices.h"

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

constexpr int patience = 20'000;
const QString team = u"team"_s;

/// A registry that another program might serve, with kvbox in two versions by "owner".
class ServedRegistry
{
public:
    ServedRegistry()
        : m_store(m_root.filePath(u"registry"_s)), community(m_store), m_server(m_store)
    {
        for (const QString &version : {u"1.2.0"_s, u"1.3.0"_s}) {
            ReleaseFixture release;
            release.version = version;
            const auto done = m_store.import(release.pack(m_root.path()), u"owner"_s);
            if (!done)
                qFatal("%s", qPrintable(done.error().message));
        }
    }
    [[nodiscard]] QUrl serve()
    {
        const Result<QUrl> url = m_server.switchOn(0);
        return url ? *url : QUrl();
    }
    void stop() { m_server.switchOff(); }
    [[nodiscard]] RegistryStore &store() { return m_store; }

private:
    QTemporaryDir m_root;
    RegistryStore m_store;

public:
    CommunityFixture community;

private:
    EmbeddedRegistry m_server;
};

/// The engine of somebody who uses that registry over HTTP, and the tabs.
class Reader
{
public:
    explicit Reader(const QUrl &url = {})
        : m_services({m_root.path(), false}),
          m_ui(uiServicesOf(m_services, m_services.install, m_workers)),
          m_targets(m_ui),
          reviews(m_ui, question),
          stats(m_ui),
          compatibility(m_ui, m_targets)
    {
        m_services.settings.setProxyMode(Settings::ProxyMode::None);
        if (!url.isEmpty())
            m_services.settings.setRegistries({{team, url, true}});
        m_url = url;
    }
    ~Reader() { m_workers.waitForDone(); }

    /// As when the page of kvbox is opened, on this tab.
    bool show(RegistryTabController &tab, const QString &registry = team)
    {
        tab.setSubject({registry, u"kvbox"_s, u"1.3.0"_s});
        tab.setShown(true);
        return settles(tab);
    }
    static bool settles(RegistryTabController &tab)
    {
        return QTest::qWaitFor([&] { return tab.state() != u"loading"; }, patience);
    }
    void signIn(const QString &token)
    {
        RegistryTokens tokens(m_services.credentials, m_services.locations.tokensFile());
        if (const Result<void> kept = tokens.keepInFile(m_url, token); !kept)
            qFatal("%s", qPrintable(kept.error().message));
    }
    void install(const InstallReceipt &receipt, const QString &registry = team)
    {
        const ReceiptStore receipts(m_services.locations, m_services.clock);
        if (const auto kept = receipts.add(receipt, registry); !kept)
            qFatal("%s", qPrintable(kept.error().message));
    }
    /// What was asked so far is answered and shown.
    void finishWork()
    {
        m_workers.waitForDone();
        QCoreApplication::processEvents();
    }
    [[nodiscard]] Services &services() { return m_services; }

private:
    QTemporaryDir m_root;
    Services m_services;
    QThreadPool m_workers;
    UiServices m_ui;
    TargetModel m_targets;
    QUrl m_url;

public:
    ConfirmationController question;
    ReviewsController reviews;
    StatsController stats;
    CompatibilityController compatibility;
};

/// As the person comes back to the tab.
bool lookAgain(ReviewsController &reviews)
{
    QSignalSpy answered(&reviews, &ReviewsController::contentChanged);
    reviews.setShown(false);
    reviews.setShown(true);
    return QTest::qWaitFor([&] { return !answered.isEmpty(); }, patience);
}

} // namespace

class TestRegistryTabs : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qunsetenv("HOWDAH_TOKEN"); }

    void nothingIsAskedBeforeTheTabIsShown()
    {
        ServedRegistry registry;
        Reader reader(registry.serve());
        registry.stop();
        reader.reviews.setSubject({team, u"kvbox"_s, u"1.3.0"_s});
        reader.finishWork();
        QCOMPARE(reader.reviews.state(), u"loading"_s);
        reader.reviews.setShown(true);
        QVERIFY(Reader::settles(reader.reviews));
        QCOMPARE(reader.reviews.state(), u"error"_s);
        QVERIFY(!reader.reviews.errorText().isEmpty());
    }

    void reviewsAreToldWithTheirRatingAndReplies()
    {
        ServedRegistry registry;
        registry.community.review(u"bob"_s, u"kvbox"_s, u"1.2.0"_s, u"no"_s, {1, 1, 1, 1});
        const qint64 praised = registry.community.review(u"ada"_s, u"kvbox"_s, u"1.3.0"_s, u"yes"_s,
                                                         {4, 0, 0, 5}, u"Does what it says."_s, 16);
        registry.community.reply(praised, u"owner"_s, u"Thank you!"_s);
        Reader reader(registry.serve());
        ReviewsController &reviews = reader.reviews;
        const QAbstractItemModelTester rows(reviews.rows());
        QVERIFY(reader.show(reviews));
        QCOMPARE(reviews.errorText(), QString());
        QCOMPARE(reviews.state(), u"ready"_s);
        QCOMPARE(reviews.total(), 2);
        QCOMPARE(reviews.rows()->rowCount(), 1);
        const ReviewRow row = reviews.rows()->rows().constFirst();
        QCOMPARE(row.user, u"ada"_s);
        QCOMPARE(row.works, u"yes"_s);
        QCOMPARE(row.worksKind, u"ok"_s);
        QCOMPARE(row.place, u"1.3.0 · PostgreSQL 16 · Linux amd64"_s);
        QCOMPARE(row.text, u"Does what it says."_s);
        QCOMPARE(row.reply, u"Thank you!"_s);
        QVERIFY(row.replyBy.startsWith(u"owner"));
        QCOMPARE(row.aspects.size(), 2);
        // The one about the older version is folded, and does not count.
        QCOMPARE(reviews.outdatedCount(), 1);
        QCOMPARE(reviews.outdated()->rows().constFirst().user, u"bob"_s);
        const QVariantMap rating = reviews.rating();
        QCOMPARE(rating[u"counted"_s].toInt(), 1);
        QCOMPARE(rating[u"averageText"_s].toString(), QLocale().toString(4.5, 'f', 1));
        QCOMPARE(rating[u"works"_s].toList().at(0).toMap()[u"share"_s].toReal(), 1.0);
        const QVariantMap overall = rating[u"stars"_s].toList().constFirst().toMap();
        QCOMPARE(overall[u"bars"_s].toList().size(), 5);
        QCOMPARE(overall[u"bars"_s].toList().constFirst().toMap()[u"stars"_s].toInt(), 5);
        QVERIFY(!rating[u"rule"_s].toString().isEmpty());
    }

    void reviewsOfOnePostgresAreShownAlone()
    {
        ServedRegistry registry;
        registry.community.review(u"bob"_s, u"kvbox"_s, u"1.3.0"_s, u"no"_s, {}, {}, 15);
        registry.community.review(u"ada"_s, u"kvbox"_s, u"1.3.0"_s, u"yes"_s, {}, {}, 17);
        Reader reader(registry.serve());
        ReviewsController &reviews = reader.reviews;
        QVERIFY(reader.show(reviews));
        QCOMPARE(reviews.rows()->rowCount(), 2);
        QCOMPARE(reviews.majors().size(), 3);
        QCOMPARE(reviews.majors().at(1).toMap()[u"value"_s].toInt(), 17);
        reviews.setPostgres(15);
        QVERIFY(reviews.isRefreshing());
        QTRY_COMPARE_WITH_TIMEOUT(reviews.rows()->rowCount(), 1, patience);
        QCOMPARE(reviews.rows()->rows().constFirst().user, u"bob"_s);
        QCOMPARE(reviews.rating()[u"works"_s].toList().at(2).toMap()[u"count"_s].toInt(), 1);
        QCOMPARE(reviews.total(), 2);
        QCOMPARE(reviews.majors().size(), 3);
        reviews.setPostgres(0);
        QTRY_COMPARE_WITH_TIMEOUT(reviews.rows()->rowCount(), 2, patience);
    }

    void moreReviewsComePageByPage()
    {
        ServedRegistry registry;
        for (int i = 0; i < 45; ++i)
            registry.community.review(u"person%1"_s.arg(i), u"kvbox"_s, u"1.3.0"_s, u"yes"_s);
        Reader reader(registry.serve());
        ReviewsController &reviews = reader.reviews;
        const QAbstractItemModelTester rows(reviews.rows());
        QVERIFY(reader.show(reviews));
        QCOMPARE(reviews.rows()->rowCount(), 20);
        QVERIFY(reviews.hasMore());
        reviews.fetchMore();
        QVERIFY(reviews.isFetching());
        reviews.fetchMore(); // pressed twice
        QTRY_COMPARE_WITH_TIMEOUT(reviews.rows()->rowCount(), 40, patience);
        reviews.fetchMore();
        QTRY_COMPARE_WITH_TIMEOUT(reviews.rows()->rowCount(), 45, patience);
        QVERIFY(!reviews.hasMore());
        QSet<QString> people;
        for (const ReviewRow &row : reviews.rows()->rows())
            people.insert(row.user);
        QCOMPARE(people.size(), 45);
    }

    void whatAReviewTakesIsSaidStepByStep()
    {
        ServedRegistry registry;
        Reader reader(registry.serve());
        ReviewsController &reviews = reader.reviews;
        QVERIFY(reader.show(reviews));
        const auto isMet = [&](int requirement) {
            return reviews.requirements().at(requirement).toMap()[u"isMet"_s].toBool();
        };
        QCOMPARE(reviews.requirements().size(), 2);
        QVERIFY(!isMet(0));
        QVERIFY(!isMet(1));
        QVERIFY(!reviews.canWrite());
        QVERIFY(!reviews.canReport());
        // From another registry: proves nothing to this one.
        reader.install(registry.community.receipt(u"kvbox"_s, u"1.3.0"_s), u"elsewhere"_s);
        QVERIFY(lookAgain(reviews));
        QVERIFY(!isMet(0));
        reader.install(registry.community.receipt(u"kvbox"_s, u"1.3.0"_s));
        QVERIFY(lookAgain(reviews));
        QVERIFY(isMet(0));
        QVERIFY(!reviews.canWrite());
        reader.signIn(registry.community.token(u"ada"_s, {TokenScope::Read}));
        QVERIFY(lookAgain(reviews));
        QVERIFY(!isMet(1));
        QVERIFY2(reviews.requirements().at(1).toMap()[u"detail"_s].toString().contains(u"review"),
                 qPrintable(reviews.requirements().at(1).toMap()[u"detail"_s].toString()));
        reader.signIn(registry.community.token(u"ada"_s, {TokenScope::Read | TokenScope::Review}));
        QVERIFY(lookAgain(reviews));
        QVERIFY(isMet(1));
        QVERIFY(reviews.requirements().at(1).toMap()[u"text"_s].toString().contains(u"ada"));
        QVERIFY(reviews.canWrite());
        QVERIFY(reviews.canReport());
    }

    void reviewIsPublishedChangedAndDeleted()
    {
        ServedRegistry registry;
        Reader reader(registry.serve());
        reader.install(registry.community.receipt(u"kvbox"_s, u"1.3.0"_s));
        reader.signIn(registry.community.token(u"ada"_s, {TokenScope::Read | TokenScope::Review}));
        ReviewsController &reviews = reader.reviews;
        QVERIFY(reader.show(reviews));
        QVERIFY(reviews.own().isEmpty());
        QSignalSpy done(&reviews, &ReviewsController::done);
        reviews.publish({}, {}, u"?"_s);
        QVERIFY(!reviews.problem().isEmpty());
        const QVariantMap stars{{u"docs"_s, 3}, {u"ease"_s, 0}};
        const QJsonObject shown =
            QJsonDocument::fromJson(reviews.payload(u"partly"_s, stars, u"Slow."_s).toUtf8())
                .object();
        QCOMPARE(shown[u"works"].toString(), u"partly"_s);
        QCOMPARE(shown[u"stars"].toObject(), (QJsonObject{{u"docs"_s, 3}}));
        QVERIFY(!shown[u"receipt"].toString().isEmpty());
        reviews.publish(u"partly"_s, stars, u"Slow."_s);
        QVERIFY(reviews.isBusy());
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, patience);
        QCOMPARE(reviews.problem(), QString());
        QTRY_COMPARE_WITH_TIMEOUT(reviews.rows()->rowCount(), 1, patience);
        QVERIFY(reviews.rows()->rows().constFirst().isOwn);
        QCOMPARE(reviews.own()[u"works"_s].toString(), u"partly"_s);
        QCOMPARE(reviews.own()[u"body"_s].toString(), u"Slow."_s);
        QCOMPARE(reviews.own()[u"stars"_s].toMap()[u"docs"_s].toInt(), 3);
        const ReceiptStore receipts(reader.services().locations, reader.services().clock);
        QVERIFY(receipts.newest(u"kvbox"_s, team)->isSent);

        // The same install says nothing new: it is not sent again.
        QVERIFY(!reviews.payload(u"yes"_s, {}, {}).contains(u"receipt"));
        reviews.publish(u"yes"_s, {}, {});
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 2, patience);
        QTRY_COMPARE_WITH_TIMEOUT(reviews.rows()->rows().value(0).works, u"yes"_s, patience);
        QCOMPARE(reviews.rows()->rowCount(), 1);

        reviews.remove();
        QVERIFY(reader.question.isOpen());
        reader.question.accept();
        QTRY_COMPARE_WITH_TIMEOUT(reviews.rows()->rowCount(), 0, patience);
        QVERIFY(reviews.own().isEmpty());
        QVERIFY(reviews.canWrite());
    }

    void ownersReviewIsRefusedWithTheRegistrysWords()
    {
        ServedRegistry registry;
        Reader reader(registry.serve());
        reader.install(registry.community.receipt(u"kvbox"_s, u"1.3.0"_s));
        reader.signIn(
            registry.community.token(u"owner"_s, {TokenScope::Read | TokenScope::Review}));
        QVERIFY(reader.show(reader.reviews));
        QVERIFY(reader.reviews.isOwner());
        QVERIFY(!reader.reviews.canWrite());
        QCOMPARE(reader.reviews.requirements().size(), 1);
        QCOMPARE(reader.reviews.requirements().first().toMap()[u"key"_s].toString(), u"owner"_s);
        reader.reviews.publish(u"yes"_s, {}, {});
        QTRY_VERIFY_WITH_TIMEOUT(reader.reviews.problem().contains(u"Owners"), patience);
        QVERIFY(!reader.reviews.isBusy());
        reader.reviews.clearProblem();
        QCOMPARE(reader.reviews.problem(), QString());
    }

    void ownerRepliesChangesAndDeletesTheReply()
    {
        ServedRegistry registry;
        const qint64 id =
            registry.community.review(u"bob"_s, u"kvbox"_s, u"1.3.0"_s, u"no"_s, {}, u"Slow."_s);
        Reader reader(registry.serve());
        ReviewsController &reviews = reader.reviews;
        reader.signIn(
            registry.community.token(u"owner"_s, {TokenScope::Publish | TokenScope::Review}));
        QVERIFY(reader.show(reviews));
        QVERIFY(reviews.canReply());
        QVERIFY(reviews.replyText().contains(team));
        QSignalSpy done(&reviews, &ReviewsController::done);
        reviews.reply(id, u"  "_s);
        QVERIFY(!reviews.problem().isEmpty());
        reviews.reply(id, QString(4001, u'x'));
        QTRY_VERIFY_WITH_TIMEOUT(reviews.problem().contains(u"4001"), patience);
        reviews.reply(id, u"Make an index."_s);
        const auto reply = [&] { return reviews.rows()->rows().value(0).reply; };
        QTRY_COMPARE_WITH_TIMEOUT(reply(), u"Make an index."_s, patience);
        QCOMPARE(done.size(), 1);
        QVERIFY(reviews.rows()->rows().constFirst().replyBy.startsWith(u"owner"));
        reviews.reply(id, u"Update to 1.4."_s);
        QTRY_COMPARE_WITH_TIMEOUT(reply(), u"Update to 1.4."_s, patience);
        reviews.removeReply(id, u"bob"_s);
        QVERIFY(reader.question.isOpen());
        QCOMPARE(reply(), u"Update to 1.4."_s);
        reader.question.accept();
        QTRY_COMPARE_WITH_TIMEOUT(reply(), QString(), patience);
        QCOMPARE(reviews.rows()->rows().constFirst().text, u"Slow."_s);
    }

    void onlyOwnersReply_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addColumn<TokenScopes>("scopes");
        const TokenScopes all = TokenScope::Publish | TokenScope::Review;
        QTest::newRow("somebody else") << u"ada"_s << all;
        QTest::newRow("owner, not for publishing") << u"owner"_s << TokenScopes(TokenScope::Review);
    }

    void onlyOwnersReply()
    {
        QFETCH(QString, who);
        QFETCH(TokenScopes, scopes);
        ServedRegistry registry;
        registry.community.review(u"bob"_s, u"kvbox"_s, u"1.3.0"_s, u"yes"_s);
        Reader reader(registry.serve());
        reader.signIn(registry.community.token(who, scopes));
        QVERIFY(reader.show(reader.reviews));
        QVERIFY(reader.reviews.canReport());
        QVERIFY(!reader.reviews.canReply());
    }

    void reviewIsReportedToTheModerators()
    {
        ServedRegistry registry;
        const qint64 id = registry.community.review(u"bob"_s, u"kvbox"_s, u"1.3.0"_s, u"yes"_s, {},
                                                    u"Buy my book"_s);
        Reader reader(registry.serve());
        reader.signIn(registry.community.token(u"ada"_s, {TokenScope::Review}));
        QVERIFY(reader.show(reader.reviews));
        QVERIFY(reader.reviews.canReport());
        QSignalSpy done(&reader.reviews, &ReviewsController::done);
        reader.reviews.report(id, u"x"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!reader.reviews.problem().isEmpty(), patience);
        reader.reviews.report(id, u"advertising"_s);
        QTRY_COMPARE_WITH_TIMEOUT(done.size(), 1, patience);
        const auto queue = ReviewStore(registry.store().database()).queue(0, 10);
        QCOMPARE(queue->size(), 1);
        QCOMPARE(queue->constFirst().flags.constFirst().reason, u"advertising"_s);
    }

    void keptAnswersAreShownWithTheirAgeWhenTheRegistryIsAway()
    {
        ServedRegistry registry;
        registry.community.review(u"ada"_s, u"kvbox"_s, u"1.3.0"_s, u"yes"_s);
        Reader reader(registry.serve());
        reader.signIn(registry.community.token(u"ada"_s, {TokenScope::Review}));
        for (RegistryTabController *tab : QList<RegistryTabController *>{
                 &reader.reviews, &reader.stats, &reader.compatibility}) {
            QVERIFY(reader.show(*tab));
            QCOMPARE(tab->state(), u"ready"_s);
            QCOMPARE(tab->ageText(), QString());
            tab->setShown(false);
        }
        registry.stop();
        for (RegistryTabController *tab : QList<RegistryTabController *>{
                 &reader.reviews, &reader.stats, &reader.compatibility}) {
            tab->setShown(true);
            QTRY_VERIFY_WITH_TIMEOUT(tab->ageText().contains(team), patience);
            QCOMPARE(tab->state(), u"ready"_s);
        }
        QCOMPARE(reader.reviews.rows()->rowCount(), 1);
        // The sign-in may be good: signing in again would not help.
        const QVariantMap signIn = reader.reviews.requirements().at(1).toMap();
        QVERIFY(!signIn[u"isMet"_s].toBool());
        QCOMPARE(signIn[u"actionText"_s].toString(), QString());
        QVERIFY(!reader.reviews.canWrite());
    }

    void folderHasNoReviews()
    {
        ServedRegistry registry;
        Reader reader(registry.store().url());
        QVERIFY(reader.show(reader.reviews));
        QCOMPARE(reader.reviews.state(), u"empty"_s);
        QVERIFY(reader.reviews.errorText().contains(u"folder"));
    }

    void registryOfThisComputerIsAskedWithoutAServer()
    {
        Reader reader;
        RegistryStore &store = reader.services().registry;
        QTemporaryDir folder;
        QVERIFY(store.prepare());
        QVERIFY(
            store.import(ReleaseFixture{.version = u"1.3.0"_s}.pack(folder.path()), u"owner"_s));
        CommunityFixture community(store);
        community.review(u"bob"_s, u"kvbox"_s, u"1.3.0"_s, u"yes"_s);
        const QString own = embeddedRegistryName();
        reader.install(community.receipt(u"kvbox"_s, u"1.3.0"_s), own);
        RegistryTokens tokens(reader.services().credentials,
                              reader.services().locations.tokensFile());
        // Signed in by its address, when it was served.
        QVERIFY(tokens.keepInFile(QUrl(u"http://127.0.0.1:7432/"_s),
                                  community.token(u"ada"_s, {TokenScope::Review})));
        ReviewsController &reviews = reader.reviews;
        QVERIFY(reader.show(reviews, own));
        QCOMPARE(reviews.errorText(), QString());
        QCOMPARE(reviews.state(), u"ready"_s);
        QCOMPARE(reviews.rows()->rowCount(), 1);
        QVERIFY(reviews.canWrite());
        reviews.publish(u"no"_s, {{u"stability"_s, 2}}, u"It crashed."_s);
        QTRY_COMPARE_WITH_TIMEOUT(reviews.rows()->rowCount(), 2, patience);
        QCOMPARE(reviews.problem(), QString());
        QCOMPARE(reviews.rows()->rows().constFirst().user, u"ada"_s);
    }

    void anotherExtensionForgetsTheFirst()
    {
        ServedRegistry registry;
        registry.community.review(u"ada"_s, u"kvbox"_s, u"1.3.0"_s, u"yes"_s);
        Reader reader(registry.serve());
        QVERIFY(reader.show(reader.reviews));
        reader.reviews.setPostgres(17);
        reader.reviews.setSubject({team, u"nothing"_s, u"1.0.0"_s});
        QCOMPARE(reader.reviews.rows()->rowCount(), 0);
        QCOMPARE(reader.reviews.postgres(), 0);
        QVERIFY(Reader::settles(reader.reviews));
        QCOMPARE(reader.reviews.state(), u"empty"_s);
        QCOMPARE(reader.reviews.rows()->rowCount(), 0);
    }

    void threeNumbersHaveADayForEachDay()
    {
        ServedRegistry registry;
        CounterStore counters(registry.store().database());
        const QDate today = QDateTime::currentDateTimeUtc().date();
        for (int i = 0; i < 3; ++i)
            QVERIFY(counters.addFetches({{today, u"client %1"_s.arg(i), u"kvbox"_s, u"1.3.0"_s}},
                                        today));
        QVERIFY(counters.addFetches({{today, u"client 0"_s, u"kvbox"_s, u"1.2.0"_s}}, today));
        registry.community.review(u"ada"_s, u"kvbox"_s, u"1.3.0"_s,
                                  u"yes"_s); // confirms an install
        Reader reader(registry.serve());
        StatsController &stats = reader.stats;
        QVERIFY(reader.show(stats));
        QCOMPARE(stats.state(), u"ready"_s);
        QVERIFY(!stats.isAllZero());
        QCOMPARE(stats.numbers().size(), 3);
        const QVariantMap downloads = stats.numbers().at(0).toMap();
        QCOMPARE(downloads[u"totalText"_s].toString(), u"4"_s);
        QCOMPARE(downloads[u"values"_s].toList().size(), 90);
        QCOMPARE(downloads[u"texts"_s].toStringList().size(), 90);
        QCOMPARE(downloads[u"values"_s].toList().constLast().toInt(), 4);
        QCOMPARE(downloads[u"values"_s].toList().constFirst().toInt(), 0);
        QVERIFY(!downloads[u"rule"_s].toString().isEmpty());
        QCOMPARE(stats.numbers().at(1).toMap()[u"totalText"_s].toString(), u"1"_s);
        QCOMPARE(stats.numbers().at(2).toMap()[u"totalText"_s].toString(), u"0"_s);
        QCOMPARE(stats.versions().size(), 2);
        QCOMPARE(stats.versions().at(0).toMap()[u"version"_s].toString(), u"1.3.0"_s);
        QCOMPARE(stats.versions().at(0).toMap()[u"share"_s].toReal(), 1.0);
        stats.setDays(30);
        QTRY_COMPARE_WITH_TIMEOUT(stats.numbers().at(0).toMap()[u"values"_s].toList().size(), 30,
                                  patience);
    }

    void matrixHasEveryCombinationAndWhoSaysSo()
    {
        ServedRegistry registry;
        registry.community.report(u"farm"_s, u"tests"_s, u"kvbox"_s, u"1.3.0"_s, 17, u"linux"_s,
                                  u"amd64"_s, u"pass"_s, u"https://farm.example.org/17.log"_s);
        registry.community.report(u"farm"_s, u"builds"_s, u"kvbox"_s, u"1.3.0"_s, 16, u"darwin"_s,
                                  u"arm64"_s, u"fail"_s, u"file:///etc/passwd"_s);
        registry.community.report(Report::users(), u"builds"_s, u"kvbox"_s, u"1.2.0"_s, 15,
                                  u"linux"_s, u"amd64"_s, u"pass"_s);
        Reader reader(registry.serve());
        CompatibilityController &matrix = reader.compatibility;
        QVERIFY(reader.show(matrix));
        QCOMPARE(matrix.state(), u"ready"_s);
        QCOMPARE(matrix.versions(), (QStringList{u"1.3.0"_s, u"1.2.0"_s}));
        QCOMPARE(matrix.version(), u"1.3.0"_s);
        QVERIFY(matrix.hasReports());
        QVERIFY(!matrix.rule().isEmpty());
        const auto cell = [&](const QString &title) {
            for (const QVariant &row : matrix.rows()) {
                for (const QVariant &one : row.toMap()[u"cells"_s].toList()) {
                    if (one.toMap()[u"title"_s].toString() == title)
                        return one.toMap();
                }
            }
            return QVariantMap();
        };
        for (const QVariant &row : matrix.rows())
            QCOMPARE(row.toMap()[u"cells"_s].toList().size(), matrix.platforms().size());
        const QVariantMap works = cell(u"PostgreSQL 17 on Linux amd64"_s);
        QCOMPARE(works[u"state"_s].toString(), u"works"_s);
        QCOMPARE(works[u"icon"_s].toString(), u"check-circle"_s);
        const QVariantMap report = works[u"reports"_s].toList().constFirst().toMap();
        QCOMPARE(report[u"source"_s].toString(), u"farm"_s);
        QCOMPARE(report[u"log"_s].toString(), u"https://farm.example.org/17.log"_s);
        const QVariantMap fails = cell(u"PostgreSQL 16 on macOS arm64"_s);
        QCOMPARE(fails[u"state"_s].toString(), u"fails"_s);
        // Only addresses of the web are opened.
        QCOMPARE(fails[u"reports"_s].toList().constFirst().toMap()[u"log"_s].toString(), QString());
        QCOMPARE(cell(u"PostgreSQL 16 on Linux amd64"_s)[u"state"_s].toString(), u"untested"_s);
        matrix.setVersion(u"1.2.0"_s);
        const QVariantMap users = cell(u"PostgreSQL 15 on Linux amd64"_s);
        QCOMPARE(users[u"state"_s].toString(), u"works"_s);
        QVERIFY(!users[u"usersText"_s].toString().isEmpty());
        QVERIFY(users[u"reports"_s].toList().isEmpty());
        QVERIFY(cell(u"PostgreSQL 17 on Linux amd64"_s).isEmpty());
    }
};

QTEST_MAIN(TestRegistryTabs)
#include "tst_registrytabs.moc"
