// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/phrase.h"
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
    void findsOnlyWhatHasThePhrase_data();
    void findsOnlyWhatHasThePhrase();
    void facetsCountOnlyWhatHasThePhrase();

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
    QTEST(phrases.first().isIn(text), "found");
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

QTEST_GUILESS_MAIN(TestPhrase)
#include "tst_phrase.moc"
