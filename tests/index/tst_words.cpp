// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/highlighter.h"
#include "index/querywords.h"
#include "index/spelling.h"
#include "index/words.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void splitsTextIntoFoldedWords_data();
    void splitsTextIntoFoldedWords();
    void wordsPointToWhereTheyStand();
    void longWordsAreCut();
    void squashForgetsSeparators();
    void stemsKeepShortWordsWhole_data();
    void stemsKeepShortWordsWhole();
    void oneEditIsToldFromTwo_data();
    void oneEditIsToldFromTwo();
    void queriesDropFillersOnlyWhenOthersRemain_data();
    void queriesDropFillersOnlyWhenOthersRemain();
    void highlightsEachForm_data();
    void highlightsEachForm();
    void pieceShowsWhereTheWordsStandTogether();
    void htmlIsEscaped();
};

void TestWords::splitsTextIntoFoldedWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("plain") << u"Hello, World"_s << QStringList{u"hello"_s, u"world"_s};
    QTest::newRow("identifier") << u"pg_stat_statements()"_s
                                << QStringList{u"pg_stat_statements"_s};
    QTest::newRow("outer underscores") << u"__init__"_s << QStringList{u"init"_s};
    QTest::newRow("only underscores") << u"___"_s << QStringList{};
    QTest::newRow("accents") << u"Naïve CAFÉ"_s << QStringList{u"naive"_s, u"cafe"_s};
    QTest::newRow("accents apart") << u"cafe\u0301"_s << QStringList{u"cafe"_s};
    QTest::newRow("sharp s") << u"Straße"_s << QStringList{u"strasse"_s};
    QTest::newRow("ligature") << u"ﬁle"_s << QStringList{u"file"_s};
    QTest::newRow("fraction") << u"½"_s << QStringList{u"12"_s};
    QTest::newRow("Cyrillic") << u"Полнотекстовый ПОИСК"_s
                              << QStringList{u"полнотекстовыи"_s, u"поиск"_s};
    QTest::newRow("Chinese") << u"全文検索"_s
                             << QStringList{u"全文"_s, u"文検"_s, u"検索"_s, u"索"_s};
    QTest::newRow("mixed") << u"PostgreSQLの検索x"_s
                           << QStringList{u"postgresql"_s, u"の検"_s, u"検索"_s, u"索"_s, u"x"_s};
    QTest::newRow("outside the first plane") << u"𠀀𠀁"_s << QStringList{u"𠀀𠀁"_s, u"𠀁"_s};
    QTest::newRow("emoji") << u"a 🐘 b"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("NUL") << u"a"_s + QChar(0) + u"b"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("half a character")
        << u"a"_s + QChar(0xD800) + u"b"_s << QStringList{u"a"_s, u"b"_s};
    QTest::newRow("mark alone") << QString(QChar(0x0301)) << QStringList{};
    QTest::newRow("nothing") << u""_s << QStringList{};
}

void TestWords::splitsTextIntoFoldedWords()
{
    QFETCH(QString, text);
    QFETCH(QStringList, words);
    QStringList found;
    for (const Words::Word &word : Words::split(text))
        found.append(word.folded);
    QCOMPARE(found, words);
}

void TestWords::wordsPointToWhereTheyStand()
{
    const QString text = u"Ünder __score__, 全文検索!"_s;
    const QList<Words::Word> words = Words::split(text);
    QCOMPARE(words.size(), 6);
    QCOMPARE(text.mid(words[0].start, words[0].length), u"Ünder"_s);
    QCOMPARE(text.mid(words[1].start, words[1].length), u"score"_s);
    QCOMPARE(text.mid(words[2].start, words[2].length), u"全文"_s);
    QCOMPARE(text.mid(words[5].start, words[5].length), u"索"_s);
}

void TestWords::longWordsAreCut()
{
    QCOMPARE(Words::fold(QString(100000, u'a')).size(), Words::maximumLength);
    QCOMPARE(Words::fold(QString(100000, QChar(0xFDFA))).size(), Words::maximumLength);
    QVERIFY(Words::fold(u"𝒳"_s.repeated(5000)).size() <= Words::maximumLength);
}

void TestWords::squashForgetsSeparators()
{
    QCOMPARE(Words::squash(u"PG-Cron"_s), u"pgcron"_s);
    QCOMPARE(Words::squash(u"pg_cron"_s), u"pgcron"_s);
    QCOMPARE(Words::squash(u" pg cron "_s), u"pgcron"_s);
    QCOMPARE(Words::squash(u"全文検索"_s), u"全文検索"_s);
}

void TestWords::stemsKeepShortWordsWhole_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("stem");
    const auto row = [](const char *word, const char *stem) {
        QTest::newRow(word) << QString::fromLatin1(word) << QString::fromLatin1(stem);
    };
    row("indexing", "index");
    row("indexes", "index");
    row("extensions", "extens");
    row("partitioned", "partition");
    row("mapping", "map");
    row("queries", "quer");
    row("json", "json");
    row("postgis", "postgis");
    row("status", "status");
    row("class", "class");
    row("string", "string");
    row("uuid", "uuid");
    row("pg_stats", "pg_stats");
}

void TestWords::stemsKeepShortWordsWhole()
{
    QFETCH(QString, word);
    QFETCH(QString, stem);
    QCOMPARE(Words::stem(word), stem);
    QVERIFY(word.startsWith(Words::stem(word)));
}

void TestWords::oneEditIsToldFromTwo_data()
{
    QTest::addColumn<QString>("a");
    QTest::addColumn<QString>("b");
    QTest::addColumn<bool>("within");
    const auto row = [](const QString &a, const QString &b, bool within) {
        QTest::newRow(qPrintable(a + u'/' + b)) << a << b << within;
    };
    row(u"vector"_s, u"vector"_s, true);
    row(u"vector"_s, u"vectr"_s, true);
    row(u"vector"_s, u"vecttor"_s, true);
    row(u"vector"_s, u"vextor"_s, true);
    row(u"vector"_s, u"vecotr"_s, true);
    row(u"vector"_s, u"evctor"_s, true);
    row(u"vector"_s, u"vectro"_s, true);
    row(u"vector"_s, u"ector"_s, true);
    row(u"vector"_s, u"vectors"_s, true);
    row(u"vector"_s, u"vetcro"_s, false);
    row(u"vector"_s, u"vctr"_s, false);
    row(u"vector"_s, u"vectorize"_s, false);
    row(u"abcd"_s, u"cdab"_s, false);
    row(u""_s, u"a"_s, true);
    row(u""_s, u""_s, true);
}

void TestWords::oneEditIsToldFromTwo()
{
    QFETCH(QString, a);
    QFETCH(QString, b);
    QFETCH(bool, within);
    QCOMPARE(Spelling::withinOneEdit(a, b), within);
    QCOMPARE(Spelling::withinOneEdit(b, a), within);
}

void TestWords::queriesDropFillersOnlyWhenOthersRemain_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("words");
    QTest::newRow("sentence") << u"how to search the text "_s
                              << QStringList{u"search"_s, u"text"_s};
    QTest::newRow("typing one") << u"search the"_s << QStringList{u"search"_s, u"the"_s};
    QTest::newRow("fillers only") << u"to be or "_s << QStringList{u"to"_s, u"be"_s, u"or"_s};
    QTest::newRow("twice") << u"json json"_s << QStringList{u"json"_s};
    QTest::newRow("operators") << u"\"a\" AND (b* OR -c^2) NEAR/3:"_s
                               << QStringList{u"b"_s, u"c"_s, u"2"_s, u"near"_s, u"3"_s};
    QTest::newRow("pairs say all") << u"全文検索"_s << QStringList{u"全文"_s, u"文検"_s, u"検索"_s};
    QTest::newRow("one character") << u"全"_s << QStringList{u"全"_s};
}

void TestWords::queriesDropFillersOnlyWhenOthersRemain()
{
    QFETCH(QString, text);
    QFETCH(QStringList, words);
    QStringList found;
    for (const QueryWord &word : QueryWords::parse(text))
        found.append(word.folded);
    QCOMPARE(found, words);
}

void TestWords::highlightsEachForm_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("marked");
    QTest::newRow("as typed") << u"rep"_s << u"Logical Replication"_s << u"Logical [Rep]lication"_s;
    QTest::newRow("finished word")
        << u"rep "_s << u"Logical Replication"_s << u"Logical [Replication]"_s;
    QTest::newRow("other form") << u"indexing "_s << u"an index; indexes"_s
                                << u"an [index]; [indexes]"_s;
    QTest::newRow("part") << u"stat "_s << u"pg_stat_statements"_s << u"pg_[stat]_[statements]"_s;
    QTest::newRow("across parts") << u"pg_stat"_s << u"pg_stat_x"_s << u"[pg_stat]_x"_s;
    QTest::newRow("accents") << u"cafe "_s << u"le CAFÉ noir"_s << u"le [CAFÉ] noir"_s;
    QTest::newRow("Chinese") << u"検索"_s << u"全文検索を"_s << u"全文[検索]を"_s;
    QTest::newRow("inside a word") << u"tor"_s << u"vector"_s << u"vector"_s;
}

void TestWords::highlightsEachForm()
{
    QFETCH(QString, query);
    QFETCH(QString, text);
    QFETCH(QString, marked);
    const HighlightedText result = Highlighter(QueryWords::parse(query)).whole(text);
    QCOMPARE(result.text, text);
    QCOMPARE(result.toHtml(u"["_s, u"]"_s), marked);
}

void TestWords::pieceShowsWhereTheWordsStandTogether()
{
    const QString filler = u"lorem ipsum dolor sit amet "_s.repeated(40);
    const QString text =
        u"hash once. "_s + filler + u"\n\nHere a hash   join\nof two tables. "_s + filler;
    const Highlighter highlighter(QueryWords::parse(u"hash join "_s));
    const Highlighter::Piece piece = highlighter.best(text);
    QCOMPARE(piece.words, 2);
    QVERIFY(piece.text.text.startsWith(u"Here a hash join of two"_s));
    QVERIFY(piece.text.text.size() < 200);
    QCOMPARE(piece.text.matches.size(), 2);
    QCOMPARE(piece.text.text.mid(piece.text.matches[1].start, piece.text.matches[1].length),
             u"join"_s);
    QCOMPARE(highlighter.best(filler).words, 0);
    QCOMPARE(highlighter.best(u"全文検索"_s.repeated(1000) + u" hash"_s).words, 1);
}

void TestWords::htmlIsEscaped()
{
    const HighlightedText text{u"<b> & \"x\""_s, {{6, 3}}};
    QCOMPARE(text.toHtml(), u"&lt;b&gt; &amp; <b>&quot;x&quot;</b>"_s);
    QCOMPARE(text.toHtml(u"["_s, u"]"_s), u"&lt;b&gt; &amp; [&quot;x&quot;]"_s);
}

QTEST_GUILESS_MAIN(TestWords)
#include "tst_words.moc"
