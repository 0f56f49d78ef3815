// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/textindex.h"
#include "index/textquery.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestTextIndex : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void queriesFindWhatTheyMean_data();
    void queriesFindWhatTheyMean();
    void anythingTypedIsAQuery_data();
    void anythingTypedIsAQuery();
    void phraseDoesNotCrossTags();
    void excerptIsEscapedAndMarked();
    void longTextIsCut();
    void replacingAGroupForgetsWhatItHad();
    void damagedFileIsMadeAnew();
    void twoMayShareTheFile();

private:
    [[nodiscard]] QStringList names(const QString &query)
    {
        const Result<TextIndex::Answer> answer =
            m_index.search(TextIndex::Kind::Dists, query, 0, 50);
        if (!answer)
            qFatal("%s", qPrintable(answer.error().detail));
        QStringList found;
        for (const TextIndex::Hit &hit : answer->hits)
            found.append(hit.stored[u"dist"].toString());
        found.sort();
        return found;
    }
    static TextIndex::Item dist(const QString &name, const QString &abstract, const QString &readme,
                                const QString &user, const QStringList &tags)
    {
        return {name.toLower(),
                {name, abstract, {}, readme, u"Ada Sample"_s, tags.join(u" \xE000 "_s), user},
                {{u"dist"_s, name}}};
    }

    QTemporaryDir m_folder;
    TextIndex m_index;
};

void TestTextIndex::initTestCase()
{
    QVERIFY(m_index.open(m_folder.filePath(u"texts.sqlite"_s)));
    QVERIFY(m_index.isNew());
    QVERIFY(m_index.clear());
    QVERIFY(!m_index.isNew());
    const QList<TextIndex::Item> items{
        dist(u"kvBox"_s, u"A small key/value box"_s, u"Stores keys and values."_s, u"ada"_s,
             {u"key value"_s, u"box"_s}),
        dist(u"geo"_s, u"Maps and boxes"_s, u"Indexing of <b>shapes</b>, foo-bar & more."_s,
             u"bob-2"_s, {u"maps"_s}),
        dist(u"timer"_s, u"Runs jobs"_s, u"Key first, then a value far away."_s, u"ada"_s,
             {u"cron"_s})};
    for (const TextIndex::Item &item : items)
        QVERIFY(m_index.replace(TextIndex::Kind::Dists, item.group, {item}));
}

void TestTextIndex::queriesFindWhatTheyMean_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("found");
    const QStringList all{u"geo"_s, u"kvBox"_s, u"timer"_s};
    QTest::newRow("word") << u"maps"_s << QStringList{u"geo"_s};
    QTest::newRow("case") << u"MAPS"_s << QStringList{u"geo"_s};
    QTest::newRow("another form") << u"indexed"_s << QStringList{u"geo"_s};
    QTest::newRow("words are joined by or") << u"maps cron"_s << QStringList{u"geo"_s, u"timer"_s};
    QTest::newRow("or") << u"maps OR cron"_s << QStringList{u"geo"_s, u"timer"_s};
    QTest::newRow("and") << u"key AND jobs"_s << QStringList{u"timer"_s};
    QTest::newRow("and binds more")
        << u"maps OR key AND jobs"_s << QStringList{u"geo"_s, u"timer"_s};
    QTest::newRow("plus") << u"+key jobs"_s << QStringList{u"kvBox"_s, u"timer"_s};
    QTest::newRow("minus") << u"key -jobs"_s << QStringList{u"kvBox"_s};
    QTest::newRow("not") << u"key NOT jobs"_s << QStringList{u"kvBox"_s};
    QTest::newRow("and not") << u"key AND NOT jobs"_s << QStringList{u"kvBox"_s};
    QTest::newRow("only minus") << u"-jobs"_s << QStringList();
    QTest::newRow("phrase") << u"\"key value\""_s << QStringList{u"kvBox"_s};
    QTest::newRow("parentheses") << u"(maps OR jobs) AND cron"_s << QStringList{u"timer"_s};
    QTest::newRow("field") << u"user:ada"_s << QStringList{u"kvBox"_s, u"timer"_s};
    QTest::newRow("field with a hyphen") << u"user:bob-2"_s << QStringList{u"geo"_s};
    QTest::newRow("field with a phrase") << u"tags:\"key value\""_s << QStringList{u"kvBox"_s};
    QTest::newRow("field with a group")
        << u"abstract:(maps jobs)"_s << QStringList{u"geo"_s, u"timer"_s};
    QTest::newRow("not in that field") << u"tags:jobs"_s << QStringList();
    QTest::newRow("no such field") << u"size:box"_s << QStringList();
    QTest::newRow("no such field beside a word") << u"size:box maps"_s << QStringList{u"geo"_s};
    QTest::newRow("required from no such field") << u"+size:box maps"_s << QStringList();
    QTest::newRow("hyphen inside") << u"foo-bar"_s << QStringList{u"geo"_s};
    QTest::newRow("of all") << u"ada OR bob"_s << all;
}

void TestTextIndex::queriesFindWhatTheyMean()
{
    QFETCH(QString, query);
    QTEST(names(query), "found");
}

void TestTextIndex::anythingTypedIsAQuery_data()
{
    QTest::addColumn<QString>("query");
    QTest::newRow("empty") << QString();
    QTest::newRow("open quote") << u"\"key value"_s;
    QTest::newRow("quotes") << u"\"\" \"\"\""_s;
    QTest::newRow("open parentheses") << u"((((key"_s;
    QTest::newRow("closed parentheses") << u"key))))"_s;
    QTest::newRow("empty parentheses") << u"() AND ()"_s;
    QTest::newRow("operators alone") << u"AND OR NOT AND"_s;
    QTest::newRow("colons") << u":::: user: :ada user::ada"_s;
    QTest::newRow("signs") << u"+ - +- -+ ++key"_s;
    QTest::newRow("stars") << u"* ** key* ^key {dist}:x NEAR(a b)"_s;
    QTest::newRow("nul") << u"key"_s + QChar(0) + u"value"_s;
    QTest::newRow("control") << u"\x02key\x03"_s;
    QTest::newRow("many words") << u"word "_s.repeated(2000);
    QTest::newRow("deep") << u"("_s.repeated(900) + u"key"_s;
    QTest::newRow("deep fields") << u"user:"_s.repeated(200) + u"ada"_s;
    QTest::newRow("deep mixture") << u"a AND NOT (b OR user:("_s.repeated(40) + u"key"_s;
    QTest::newRow("lone surrogate") << QString(QChar(0xD800)) + u"key"_s;
    QTest::newRow("apostrophe") << u"'; DROP TABLE dists; --"_s;
}

void TestTextIndex::anythingTypedIsAQuery()
{
    QFETCH(QString, query);
    for (const auto kind :
         {TextIndex::Kind::Docs, TextIndex::Kind::Dists, TextIndex::Kind::Extensions,
          TextIndex::Kind::Users, TextIndex::Kind::Tags}) {
        const Result<TextIndex::Answer> answer = m_index.search(kind, query, 0, 50);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().detail));
    }
}

void TestTextIndex::phraseDoesNotCrossTags()
{
    QCOMPARE(names(u"tags:\"value box\""_s), QStringList());
    QCOMPARE(names(u"tags:box"_s), QStringList{u"kvBox"_s});
}

void TestTextIndex::excerptIsEscapedAndMarked()
{
    const Result<TextIndex::Answer> answer =
        m_index.search(TextIndex::Kind::Dists, u"shape"_s, 0, 50);
    QVERIFY(answer);
    QCOMPARE(answer->count, 1);
    QCOMPARE(answer->hits.first().excerpt,
             u"Indexing of &lt;b&gt;<strong>shapes</strong>&lt;/b&gt;, foo-bar &amp; more."_s);
    QVERIFY(answer->hits.first().score > 0);
}

void TestTextIndex::longTextIsCut()
{
    const QString text = u"filler "_s.repeated(200) + u"needle "_s + u"filler "_s.repeated(200);
    QVERIFY(m_index.replace(TextIndex::Kind::Docs, u"long"_s,
                            {{u"long"_s, {u"t"_s, {}, text, u"long"_s, {}, {}}, {}}}));
    const Result<TextIndex::Answer> answer =
        m_index.search(TextIndex::Kind::Docs, u"needle"_s, 0, 50);
    QVERIFY(answer);
    const QString excerpt = answer->hits.first().excerpt;
    QVERIFY2(excerpt.startsWith(u"&#8230;") && excerpt.endsWith(u"&#8230;"), qPrintable(excerpt));
    QVERIFY(excerpt.contains(u"<strong>needle</strong>"));
    QVERIFY(excerpt.size() < 400);
}

void TestTextIndex::replacingAGroupForgetsWhatItHad()
{
    using Kind = TextIndex::Kind;
    const auto count = [&](const QString &word) {
        return m_index.search(Kind::Tags, word, 0, 50)->count;
    };
    QVERIFY(m_index.replace(Kind::Tags, u"a"_s,
                            {{u"a"_s, {u"apple"_s}, {}}, {u"a"_s, {u"pear"_s}, {}}}));
    QVERIFY(m_index.replace(Kind::Tags, u"b"_s, {{u"b"_s, {u"plum"_s}, {}}}));
    QCOMPARE(count(u"apple"_s), 1);
    QVERIFY(m_index.replace(Kind::Tags, u"a"_s, {{u"a"_s, {u"pear"_s}, {}}}));
    QCOMPARE(count(u"apple"_s), 0);
    QCOMPARE(count(u"pear"_s), 1);
    QCOMPARE(count(u"plum"_s), 1);
    QVERIFY(m_index.replace(Kind::Tags, u"a"_s, {}));
    QCOMPARE(count(u"pear"_s), 0);
}

void TestTextIndex::damagedFileIsMadeAnew()
{
    const QString path = m_folder.filePath(u"damaged.sqlite"_s);
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
    }
    TextIndex index;
    QVERIFY(index.open(path));
    QVERIFY(index.isNew());
    QVERIFY(index.search(TextIndex::Kind::Tags, u"x"_s, 0, 1));
}

void TestTextIndex::twoMayShareTheFile()
{
    const QString path = m_folder.filePath(u"shared.sqlite"_s);
    TextIndex first;
    TextIndex second;
    QVERIFY(first.open(path));
    QVERIFY(second.open(path));
    QVERIFY(first.isNew());
    QVERIFY(!second.isNew());
    QVERIFY(first.replace(TextIndex::Kind::Tags, u"a"_s, {{u"a"_s, {u"apple"_s}, {}}}));
    QCOMPARE(second.search(TextIndex::Kind::Tags, u"apple"_s, 0, 1)->count, 1);
}

QTEST_GUILESS_MAIN(TestTextIndex)
#include "tst_textindex.moc"
