// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/indexconnection.h"
#include "index/phrase.h"
#include "index/phrasestore.h"
#include "index/searchindex.h"
#include "sampleentries.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestPhrase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void wordsMustStandTogether_data();
    void wordsMustStandTogether();
    void quotesThatMakeNoPhrase_data();
    void quotesThatMakeNoPhrase();
    void pairsEndWithTheirText();
    void findsOnlyWhatHasThePhrase_data();
    void findsOnlyWhatHasThePhrase();
    void facetsCountOnlyWhatHasThePhrase();
    void findsAmongManyLikelierEntries_data();
    void findsAmongManyLikelierEntries();
    void changedTextIsForgotten();

private:
    QTemporaryDir m_folder;
    std::unique_ptr<SearchIndex> m_index;
};

void TestPhrase::initTestCase()
{
    IndexEntry store = sampleEntry(u"kvstore"_s, u"A key value store"_s);
    IndexEntry apart = sampleEntry(u"apart"_s, u"Value of the key"_s, u"The key has a value."_s);
    apart.release.tags = {u"key"_s, u"value"_s};
    IndexEntry readme = sampleEntry(u"inreadme"_s, u"Other words"_s,
                                    u"First lines.\n\nKeeps each Key-Value pair as it is."_s);
    readme.language = u"rust"_s;
    IndexEntry functions = sampleEntry(u"infunctions"_s, u"Other words"_s);
    functions.functions = u"get_key_value\nkey\nvalue"_s;
    IndexEntry tagged = sampleEntry(u"tagged"_s, u"Other words"_s);
    tagged.release.tags = {u"key value"_s};
    m_index = std::make_unique<SearchIndex>(m_folder.filePath(u"i.sqlite"_s));
    QVERIFY(m_index->open().result());
    QVERIFY(m_index->put({store, apart, readme, functions, tagged}).result());
    QVERIFY(m_index->put(sampleEntries()).result());
}

void TestPhrase::wordsMustStandTogether_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("found");
    QTest::newRow("next to each other") << u"\"key value\""_s << u"a Key, VALUE store"_s << true;
    QTest::newRow("order") << u"\"key value\""_s << u"value key"_s << false;
    QTest::newRow("gap") << u"\"key value\""_s << u"key or value"_s << false;
    QTest::newRow("three words") << u"\"key value store\""_s << u"a key value store"_s << true;
    QTest::newRow("two of three, twice")
        << u"\"key value store\""_s << u"key value, or value store"_s << false;
    QTest::newRow("twice the same word") << u"\"a a\""_s << u"a b a"_s << false;
    QTest::newRow("over a line's end") << u"\"key value\""_s << u"each key\nvalue"_s << true;
    QTest::newRow("quote inside a word")
        << u"\"o'reilly books"_s << u"O\u2019Reilly books"_s << true;
    QTest::newRow("begun anew") << u"\"a a b\""_s << u"a a a b"_s << true;
    QTest::newRow("other form") << u"\"key value\""_s << u"key values"_s << false;
    QTest::newRow("identifier") << u"\"key value\""_s << u"get_key_value"_s << true;
    QTest::newRow("identifier asked for") << u"\"pg_cron job\""_s << u"a pg_cron job"_s << true;
    QTest::newRow("fillers count") << u"\"as of\""_s << u"state as of yesterday"_s << true;
    QTest::newRow("not finished") << u"\"key val"_s << u"key values"_s << true;
    QTest::newRow("finished by a blank") << u"\"key val "_s << u"key values"_s << false;
    QTest::newRow("accents") << u"\"na\u00EFve caf\u00E9\""_s << u"Naive CAFE\u0301"_s << true;
    QTest::newRow("typographic") << u"\u201Ckey value\u201D"_s << u"key value"_s << true;
    QTest::newRow("no blanks") << u"\"\u5168\u6587\u691C\u7D22\""_s
                               << u"\u5168\u6587\u691C\u7D22\u3092"_s << true;
    QTest::newRow("no blanks, apart")
        << u"\"\u5168\u6587\u691C\u7D22\""_s << u"\u5168\u6587\u3092\u691C\u7D22"_s << false;
}

void TestPhrase::wordsMustStandTogether()
{
    QFETCH(QString, query);
    QFETCH(QString, text);
    const QList<Phrase> phrases = Phrase::parse(query);
    QCOMPARE(phrases.size(), 1);
    const QTemporaryDir folder;
    const auto connection =
        IndexConnection::open(folder.filePath(u"i.sqlite"_s), IndexConnection::Access::ReadWrite);
    QVERIFY(connection);
    PhraseStore store(**connection);
    QVERIFY(store.insert(1, WordPairs::of(text)));
    const auto having = store.having(phrases.first());
    QVERIFY(having);
    QTEST(having->contains(1), "found");
}

void TestPhrase::quotesThatMakeNoPhrase_data()
{
    QTest::addColumn<QString>("query");
    QTest::newRow("none") << u"key value"_s;
    QTest::newRow("one word") << u"\"key\" value"_s;
    QTest::newRow("empty") << u"\"\" key value"_s;
    QTest::newRow("only a quote") << u"\""_s;
    QTest::newRow("punctuation") << u"\"-- ;\""_s;
}

void TestPhrase::quotesThatMakeNoPhrase()
{
    QFETCH(QString, query);
    QVERIFY(Phrase::parse(query).isEmpty());
}

void TestPhrase::pairsEndWithTheirText()
{
    IndexEntry entry = sampleEntry(u"p"_s, u"One two"_s, u"Two three."_s);
    entry.release.description = u"four"_s;
    entry.functions = u"five_six\nsix"_s;
    entry.docs = u"Docs of it"_s;
    const QList<QByteArray> pairs = WordPairs::of(entry).text.split(' ');
    for (const char *there : {"one_two", "two_three", "five_six", "docs_of", "of_it"})
        QVERIFY2(pairs.contains(there), there);
    for (const char *over : {"two_two", "three_docs", "six_six", "two_four", "p_one"})
        QVERIFY2(!pairs.contains(over), over);
    // One after the other, and no pair of the next text right behind.
    QCOMPARE(pairs.value(pairs.indexOf("docs_of") + 1), "of_it");
    QCOMPARE(pairs.value(pairs.indexOf("one_two") + 1), "_");
}

void TestPhrase::findsOnlyWhatHasThePhrase_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("words anywhere")
        << u"key value "_s
        << QStringList{u"apart"_s, u"infunctions"_s, u"inreadme"_s, u"kvstore"_s, u"tagged"_s};
    QTest::newRow("phrase") << u"\"key value\""_s
                            << QStringList{u"infunctions"_s, u"inreadme"_s, u"kvstore"_s,
                                           u"tagged"_s};
    QTest::newRow("and a word") << u"\"key value\" store "_s << QStringList{u"kvstore"_s};
    QTest::newRow("two phrases") << u"\"key value\" \"each key\""_s << QStringList{u"inreadme"_s};
    QTest::newRow("nowhere") << u"\"value store key\""_s << QStringList();
    QTest::newRow("in README") << u"\"pair as it is\""_s << QStringList{u"inreadme"_s};
    QTest::newRow("in two texts") << u"\"value store other\""_s << QStringList();
    QTest::newRow("in docs") << u"\"an error is raised\""_s << QStringList{u"pgtap"_s};
    QTest::newRow("as typed") << u"\"key valu"_s
                              << QStringList{u"infunctions"_s, u"inreadme"_s, u"kvstore"_s,
                                             u"tagged"_s};
}

void TestPhrase::findsOnlyWhatHasThePhrase()
{
    QFETCH(QString, text);
    SearchQuery query;
    query.text = text;
    query.sort = SearchQuery::Sort::Name;
    const auto answer = m_index->searchNow(query);
    QVERIFY(answer);
    QStringList names;
    for (const SearchHit &hit : answer->hits)
        names.append(hit.name);
    QTEST(names, "names");
    QCOMPARE(answer->total, int(names.size()));
}

void TestPhrase::facetsCountOnlyWhatHasThePhrase()
{
    SearchQuery query;
    query.text = u"\"key value\""_s;
    query.languages = {u"rust"_s};
    const auto answer = m_index->searchNow(query);
    QVERIFY(answer);
    QCOMPARE(answer->total, 1);
    QCOMPARE(answer->facets.value(u"language"_s),
             (QList<FacetValue>{{u"sql"_s, 3}, {u"rust"_s, 1}}));
}

void TestPhrase::findsAmongManyLikelierEntries_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("total");
    QTest::newRow("two words") << u"\"left right\""_s << 30;
    QTest::newRow("three words") << u"\"and left right\""_s << 30;
    QTest::newRow("as typed") << u"\"left rig"_s << 30;
    QTest::newRow("the other way round") << u"\"right left\""_s << 3000;
}

/// However many entries have the words, and however well: those with the phrase are all found.
void TestPhrase::findsAmongManyLikelierEntries()
{
    QFETCH(QString, text);
    const QTemporaryDir folder;
    SearchIndex index(folder.filePath(u"i.sqlite"_s));
    QVERIFY(index.open().result());
    QList<IndexEntry> entries;
    for (int i = 0; i < 3000; ++i)
        entries.append(sampleEntry(u"right_left_%1"_s.arg(i), u"Right, left"_s));
    for (int i = 0; i < 30; ++i) {
        entries.append(sampleEntry(u"zz%1"_s.arg(i), u"Something else"_s,
                                   u"Words first, and left right in the end."_s));
    }
    QVERIFY(index.put(entries).result());
    SearchQuery query;
    query.text = text;
    const auto answer = index.searchNow(query);
    QVERIFY(answer);
    QTEST(answer->total, "total");
    QVERIFY(!answer->hits.isEmpty());
    query.offset = answer->total - 1;
    const auto last = index.searchNow(query);
    QVERIFY(last);
    QCOMPARE(last->hits.size(), 1);
}

void TestPhrase::changedTextIsForgotten()
{
    const QTemporaryDir folder;
    SearchIndex index(folder.filePath(u"i.sqlite"_s));
    QVERIFY(index.open().result());
    const auto total = [&](const QString &text) {
        SearchQuery query;
        query.text = text;
        const auto answer = index.searchNow(query);
        return answer ? answer->total : -1;
    };
    const IndexEntry other = sampleEntry(u"other"_s, u"Other words"_s, u"Their old text too."_s);
    QVERIFY(index.put({sampleEntry(u"one"_s, u"Words"_s, u"Its old text."_s), other}).result());
    QCOMPARE(total(u"\"old text\""_s), 2);
    QVERIFY(index.put({sampleEntry(u"one"_s, u"Words"_s, u"Text that is old."_s)}).result());
    QCOMPARE(total(u"\"old text\""_s), 1);
    QCOMPARE(total(u"\"text that is old\""_s), 1);
    QVERIFY(index.remove(other.registry, u"other"_s).result());
    QCOMPARE(total(u"\"old text\""_s), 0);
    QVERIFY(index.removeRegistry(other.registry).result());
    QVERIFY(index.put({other}).result());
    QCOMPARE(total(u"\"old text\""_s), 1);
    QCOMPARE(total(u"\"text that is old\""_s), 0);
}

QTEST_GUILESS_MAIN(TestPhrase)
#include "tst_phrase.moc"
