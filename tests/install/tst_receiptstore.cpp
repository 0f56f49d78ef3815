// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/fakeclock.h"
#include "install/receiptstore.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

InstallReceipt sample(const QString &name, const QString &version)
{
    InstallReceipt receipt;
    receipt.distribution = name;
    receipt.version = version;
    receipt.sha512 = QByteArray(64, '\x12');
    receipt.postgresMajor = 17;
    receipt.postgresVersion = u"17.2"_s;
    receipt.os = u"linux"_s;
    receipt.arch = u"amd64"_s;
    return receipt;
}

} // namespace

class TestReceiptStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keptReceiptHoldsAndIsFoundAgain()
    {
        const QTemporaryDir folder;
        FakeClock clock;
        const ReceiptStore store(Locations::standard(folder.path()), clock);
        QVERIFY(store.all().isEmpty());
        const Result<ReceiptStore::Kept> kept =
            store.add(sample(u"kvBox"_s, u"1.2.0"_s), u"ours"_s);
        QVERIFY2(kept, kept ? "" : qPrintable(kept.error().message));
        const Result<InstallReceipt> read = InstallReceipt::verify(kept->signedText, clock.now());
        QVERIFY(read);
        QCOMPARE(*read, kept->receipt);
        QCOMPARE(read->client, store.key()->kid());
        const ReceiptStore again(Locations::standard(folder.path()), clock);
        const std::optional<ReceiptStore::Kept> found = again.newest(u"KVbox"_s);
        QVERIFY(found);
        QCOMPARE(found->id, kept->id);
        QCOMPARE(found->registry, u"ours"_s);
        QVERIFY(!found->isSent);
    }

    void newestOfARegistryIsGiven()
    {
        const QTemporaryDir folder;
        FakeClock clock;
        const ReceiptStore store(Locations::standard(folder.path()), clock);
        QVERIFY(store.add(sample(u"kvbox"_s, u"1.2.0"_s), u"ours"_s));
        clock.time = clock.time.addSecs(60);
        QVERIFY(store.add(sample(u"kvbox"_s, u"1.3.0"_s), u"theirs"_s));
        clock.time = clock.time.addSecs(60);
        QVERIFY(store.add(sample(u"pairs"_s, u"0.1.0"_s), u"ours"_s));
        QCOMPARE(store.newest(u"kvbox"_s)->receipt.version, u"1.3.0"_s);
        QCOMPARE(store.newest(u"kvbox"_s, u"ours"_s)->receipt.version, u"1.2.0"_s);
        QVERIFY(!store.newest(u"other"_s));
        QCOMPARE(store.all().first().receipt.distribution, u"pairs"_s);
    }

    void sentOnesAreRemembered()
    {
        const QTemporaryDir folder;
        FakeClock clock;
        const ReceiptStore store(Locations::standard(folder.path()), clock);
        const QString id = store.add(sample(u"kvbox"_s, u"1.2.0"_s), u"ours"_s)->id;
        QVERIFY(store.markSent(id));
        QVERIFY(store.newest(u"kvbox"_s)->isSent);
        QVERIFY(!store.markSent(u"another"_s));
    }

    void damagedFilesArePassedOver()
    {
        const QTemporaryDir folder;
        FakeClock clock;
        const ReceiptStore store(Locations::standard(folder.path()), clock);
        QVERIFY(store.add(sample(u"kvbox"_s, u"1.2.0"_s), u"ours"_s));
        QFile broken(Locations::standard(folder.path()).receiptsFolder()
                     + u"/20990101T000000-x.receipt.json"_s);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("{\"receipt\":\"a.b.c\"}");
        broken.close();
        QCOMPARE(store.all().size(), 1);
    }

    void nobodyElseReadsTheKey()
    {
        const QTemporaryDir folder;
        FakeClock clock;
        const ReceiptStore store(Locations::standard(folder.path()), clock);
        QVERIFY(store.key());
        const QFileInfo file(Locations::standard(folder.path()).clientKeyFile());
        QVERIFY(file.isFile());
        QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup)));
        QCOMPARE(store.key()->kid(),
                 ReceiptStore(Locations::standard(folder.path()), clock).key()->kid());
    }
};

QTEST_GUILESS_MAIN(TestReceiptStore)
#include "tst_receiptstore.moc"
