// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/termstore.h"

#include "index/documentterms.h"
#include "index/indexconnection.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <random>

using namespace Qt::StringLiterals;

class TestTermStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void setsAreStoredAsBits_data();
    void setsAreStoredAsBits();
    void frequentTermsBecomeReady();
    void rareTermsDoNot();
    void readySetsFollowEveryChange();
    void rolledBackChangesAreForgotten();
    void eraseAllLeavesNothing();

private:
    void insert(quint32 id, const QByteArray &words)
    {
        QVERIFY(m_store->insert(id, {words}));
        m_words[id] = words;
    }
    void erase(quint32 id)
    {
        QVERIFY(m_store->erase(id, {m_words[id]}));
        m_words.erase(id);
    }
    /// Every ready-made set, read anew, against the full-text table and against what was inserted.
    void verifySets();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<IndexConnection> m_connection;
    std::unique_ptr<TermStore> m_store;
    std::map<quint32, QByteArray> m_words;
};

void TestTermStore::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto opened = IndexConnection::open(m_folder->filePath(u"i.sqlite"_s),
                                        IndexConnection::Access::ReadWrite);
    QVERIFY(opened);
    m_connection = std::move(*opened);
    m_store = std::make_unique<TermStore>(*m_connection);
    m_words.clear();
    QVERIFY(m_connection->begin());
}

void TestTermStore::cleanup()
{
    m_store.reset();
    m_connection.reset();
}

void TestTermStore::verifySets()
{
    const auto read = m_store->readFrequent();
    QVERIFY(read);
    QCOMPARE(*read, m_store->frequent());
    for (auto it = read->cbegin(); it != read->cend(); ++it) {
        const bool prefix = it.key().endsWith('*');
        const QByteArray term = prefix ? it.key().chopped(1) : it.key();
        DocSet expected;
        for (const auto &[id, words] : m_words) {
            for (const QByteArray &word : words.split(' ')) {
                if (prefix ? word.startsWith(term) : word == term)
                    expected.insert(id);
            }
        }
        const auto ready = m_store->readySet(*it);
        const auto found = m_store->having(term, prefix);
        QVERIFY(ready && found);
        QList<quint32> numbers[3];
        expected.forEach([&](quint32 id) { numbers[0].append(id); });
        ready->forEach([&](quint32 id) { numbers[1].append(id); });
        found->forEach([&](quint32 id) { numbers[2].append(id); });
        QVERIFY2(numbers[0] == numbers[1], it.key().constData());
        QVERIFY2(numbers[0] == numbers[2], it.key().constData());
    }
}

void TestTermStore::setsAreStoredAsBits_data()
{
    QTest::addColumn<QList<quint32>>("numbers");
    QTest::newRow("empty") << QList<quint32>();
    QTest::newRow("first") << QList<quint32>{0};
    QTest::newRow("edges of chunks") << QList<quint32>{8191, 8192, 16383};
    QTest::newRow("an empty chunk between") << QList<quint32>{7, 99, 20000, 20001};
}

void TestTermStore::setsAreStoredAsBits()
{
    QFETCH(QList<quint32>, numbers);
    DocSet set;
    for (const quint32 number : numbers)
        set.insert(number);
    DocSet copy;
    for (quint32 chunk = 0; chunk < set.chunks(); ++chunk) {
        QCOMPARE(set.hasAny(chunk), !set.bits(chunk).isEmpty());
        if (set.hasAny(chunk))
            copy.setBits(chunk, set.bits(chunk));
    }
    QVERIFY(!set.hasAny(set.chunks()));
    QList<quint32> stored;
    copy.forEach([&](quint32 id) { stored.append(id); });
    QCOMPARE(stored, numbers);
}

void TestTermStore::frequentTermsBecomeReady()
{
    for (quint32 id = 1; id <= 400; ++id)
        insert(id, id % 4 ? "ncron rpostgres r\xC3\xA9t\xC3\xA9" : "ncronos rpostgresql");
    QVERIFY(m_store->flush());
    for (const char *key : {"ncron", "nc*", "ncron*", "rpostgres*", "rp*", "r\xC3\xA9*"})
        QVERIFY2(m_store->frequent().contains(key), key);
    // Never asked for: a field as a whole, half a character, an exact word of a long text.
    for (const char *key : {"n*", "r\xC3*", "rpostgres"})
        QVERIFY2(!m_store->frequent().contains(key), key);
    verifySets();
}

void TestTermStore::rareTermsDoNot()
{
    for (quint32 id = 1; id <= 3000; ++id) // two flushes
        insert(id, id % 20 ? "acommon" : "acommon arare");
    QVERIFY(m_store->flush());
    QVERIFY(m_store->frequent().contains("acommon"));
    QVERIFY(!m_store->frequent().contains("arare"));
    QVERIFY(!m_store->frequent().contains("ar*"));
    verifySets();
}

void TestTermStore::readySetsFollowEveryChange()
{
    std::mt19937 random(7);
    const QByteArrayList vocabulary{"ncron",     "ncronos", "npg",   "npg_cron", "rpost", "rposter",
                                    "rpostgres", "rtable",  "tjobs", "dwhole",   "dwhere"};
    const auto someWords = [&] {
        QByteArrayList words;
        for (const QByteArray &word : vocabulary) {
            if (random() % 2)
                words.append(word);
        }
        return words.isEmpty() ? QByteArray("alone") : words.join(' ');
    };
    for (quint32 id = 1; id <= 700; ++id)
        insert(id, someWords());
    QVERIFY(m_store->flush());
    verifySets();
    QVERIFY(m_store->frequent().size() > 20);
    for (int round = 0; round < 4; ++round) {
        for (int i = 0; i < 200; ++i) {
            const quint32 id = 1 + random() % 900;
            const bool known = m_words.contains(id);
            if (known)
                erase(id);
            if (!known || random() % 2)
                insert(id, someWords());
        }
        insert(20000 + quint32(round), "npg_cron rpostgres tnew"); // far away
        QVERIFY(m_store->flush());
        verifySets();
        QVERIFY(m_connection->commit());
        QVERIFY(m_connection->begin());
    }
    // Made late, of entries that were there before.
    for (quint32 id = 1000; id < 1400; ++id)
        insert(id, "tnew");
    QVERIFY(m_store->flush());
    QVERIFY(m_store->frequent().contains("tnew"));
    verifySets();
    while (!m_words.empty())
        erase(m_words.begin()->first);
    QVERIFY(m_store->flush());
    verifySets();
}

void TestTermStore::rolledBackChangesAreForgotten()
{
    for (quint32 id = 1; id <= 300; ++id)
        insert(id, "ncron");
    QVERIFY(m_store->flush());
    QVERIFY(m_connection->commit());
    const FrequentTerms before = m_store->frequent();
    const auto words = m_words;

    QVERIFY(m_connection->begin());
    for (quint32 id = 301; id <= 700; ++id)
        insert(id, "ncron nother");
    QVERIFY(m_store->flush());
    insert(701, "ncron");
    m_store->forgetChanges();
    m_connection->rollback();

    QVERIFY(m_connection->begin());
    m_store->setFrequent(before);
    m_words = words;
    insert(302, "ncron");
    QVERIFY(m_store->flush());
    verifySets();
}

void TestTermStore::eraseAllLeavesNothing()
{
    for (quint32 id = 1; id <= 300; ++id)
        insert(id, "ncron");
    QVERIFY(m_store->flush());
    QVERIFY(m_store->eraseAll());
    m_words.clear();
    QVERIFY(m_store->frequent().isEmpty());
    insert(1, "ncron");
    QVERIFY(m_store->flush());
    verifySets();
    const auto found = m_store->having("ncron", false);
    QVERIFY(found);
    QCOMPARE(found->count(), 1);
}

QTEST_GUILESS_MAIN(TestTermStore)
#include "tst_termstore.moc"
