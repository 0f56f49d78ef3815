// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/reviewclient.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// Answers everything alike and remembers what it was asked.
class FakeRegistryApi final : public RegistryApi
{
public:
    void setToken(const QString &) override {}
    [[nodiscard]] bool hasToken() const override { return true; }
    [[nodiscard]] Result<Reading> get(const QString &path, const QUrlQuery &,
                                      const CancellationToken &) override
    {
        asked += u"GET "_s + path;
        if (error)
            return *error;
        return Reading{{{u"works"_s, u"yes"_s}}, {}, false};
    }
    [[nodiscard]] Result<QJsonObject> send(const QByteArray &method, const QString &path,
                                           const QJsonObject &content,
                                           const CancellationToken &) override
    {
        asked += QString::fromLatin1(method) + u' ' + path;
        sent = content;
        if (error)
            return *error;
        return QJsonObject();
    }

    QStringList asked;
    QJsonObject sent;
    std::optional<Error> error;
};

} // namespace

class TestReviewClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void draftThatARegistryWouldRefuseIsRefusedHere_data()
    {
        QTest::addColumn<QString>("works");
        QTest::addColumn<QString>("aspect");
        QTest::addColumn<int>("stars");
        QTest::addColumn<int>("letters");
        QTest::addColumn<QString>("word"); ///< of the message
        QTest::newRow("no verdict") << QString() << u"docs"_s << 3 << 0 << u"yes, partly or no"_s;
        QTest::newRow("another verdict")
            << u"maybe"_s << u"docs"_s << 3 << 0 << u"yes, partly or no"_s;
        QTest::newRow("six stars") << u"yes"_s << u"docs"_s << 6 << 0 << u"docs"_s;
        QTest::newRow("no star") << u"yes"_s << u"ease"_s << 0 << 0 << u"ease"_s;
        QTest::newRow("another aspect") << u"yes"_s << u"colour"_s << 3 << 0 << u"colour"_s;
        QTest::newRow("a novel") << u"yes"_s << u"docs"_s << 3 << 4001 << u"4001"_s;
    }
    void draftThatARegistryWouldRefuseIsRefusedHere()
    {
        QFETCH(QString, works);
        QFETCH(QString, aspect);
        QFETCH(int, stars);
        QFETCH(int, letters);
        QFETCH(QString, word);
        const Result<QJsonObject> review =
            ReviewDraft{works, {{aspect, stars}}, QString(letters, u'x')}.toJson();
        QVERIFY(!review);
        QCOMPARE(review.error().kind, Error::Kind::Invalid);
        QVERIFY2(review.error().message.contains(word), qPrintable(review.error().message));
    }

    void whatWasNotSaidIsLeftOut()
    {
        QCOMPARE(*(ReviewDraft{u"no"_s, {}, u"  "_s}.toJson()),
                 (QJsonObject{{u"works"_s, u"no"_s}}));
        QCOMPARE(*(ReviewDraft{u"no"_s, {{u"ease"_s, 1}}, u" hard "_s}.toJson()),
                 (QJsonObject{{u"works"_s, u"no"_s},
                              {u"stars"_s, QJsonObject{{u"ease"_s, 1}}},
                              {u"text"_s, u"hard"_s}}));
    }

    void publishedReviewMarksItsReceiptAsSent()
    {
        const auto kept = receipts().add(receipt(), u"team"_s);
        QVERIFY(kept);
        FakeRegistryApi api;
        const ReceiptStore store = receipts();
        const QJsonObject review = *ReviewDraft{u"yes"_s, {}, {}}.toJson(*kept);
        QCOMPARE(review[u"receipt"].toString(), QString::fromLatin1(kept->signedText));
        api.error = Error{Error::Kind::Network, u"away"_s, {}};
        QVERIFY(!ReviewClient(api, store).publish(u"kv box"_s, review, *kept));
        QVERIFY(!store.newest(u"kvbox"_s)->isSent);
        api.error.reset();
        QVERIFY(ReviewClient(api, store).publish(u"kv box"_s, review, *kept));
        QVERIFY(store.newest(u"kvbox"_s)->isSent);
        QCOMPARE(api.asked.constLast(), u"PUT distributions/kv%20box/reviews/own"_s);
        QCOMPARE(api.sent, review);
    }

    void nothingWrittenYetIsNoError()
    {
        FakeRegistryApi api;
        const ReceiptStore store = receipts();
        ReviewClient client(api, store);
        QVERIFY(client.own(u"kvbox"_s)->has_value());
        api.error = Error{Error::Kind::NotFound, u"There is no such review."_s, {}};
        QVERIFY(!client.own(u"kvbox"_s)->has_value());
        api.error = Error{Error::Kind::Permission, u"Authorization required"_s, {}};
        QCOMPARE(client.own(u"kvbox"_s).error().kind, Error::Kind::Permission);
    }

    void flagNeedsAReason()
    {
        FakeRegistryApi api;
        const ReceiptStore store = receipts();
        ReviewClient client(api, store);
        QCOMPARE(client.flag(7, u"  x "_s).error().kind, Error::Kind::Invalid);
        QVERIFY(api.asked.isEmpty());
        QVERIFY(client.flag(7, u" advertising "_s));
        QCOMPARE(api.asked, QStringList(u"POST reviews/7/flags"_s));
        QCOMPARE(api.sent, (QJsonObject{{u"reason"_s, u"advertising"_s}}));
    }

private:
    [[nodiscard]] ReceiptStore receipts() const
    {
        return {Locations::standard(m_folder.path()), m_clock};
    }
    [[nodiscard]] static InstallReceipt receipt()
    {
        InstallReceipt receipt;
        receipt.distribution = u"kvbox"_s;
        receipt.version = u"1.2.0"_s;
        receipt.sha512 = QByteArray(64, 'x');
        receipt.postgresMajor = 17;
        receipt.postgresVersion = u"17.2"_s;
        receipt.os = u"linux"_s;
        receipt.arch = u"amd64"_s;
        return receipt;
    }

    QTemporaryDir m_folder;
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestReviewClient)
#include "tst_reviewclient.moc"
