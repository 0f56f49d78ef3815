// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/searchindex.h"
#include "sampleentries.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestSearchIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();

    void textFindsInEachField_data();
    void textFindsInEachField();
    void mendsOneError_data();
    void mendsOneError();
    void shortWordsAreNotMended();
    void everyStepOfTypingKeepsTheResult();
    void exactNameComesFirst();
    void snippetsSayWhereTheWordIs_data();
    void snippetsSayWhereTheWordIs();
    void anyTextIsSafe_data();
    void anyTextIsSafe();
    void pagesNeitherOverlapNorLeaveGaps_data();
    void pagesNeitherOverlapNorLeaveGaps();
    void sortsAsAsked();
    void tagAndUserNarrow();
    void entriesComeBackWhole();
    void providersAreFound();
    void completesNames();
    void tagsAreCounted();
    void newestVersionOfSeveralRegistriesWins();

    void newerSearchCancelsWaitingOnes();
    void answersCancelledAfterClosing();
    void searchBeforeOpenAnswersWithTheReason();

private:
    [[nodiscard]] SearchAnswer ask(const QString &text) const
    {
        SearchQuery query;
        query.text = text;
        return ask(query);
    }
    [[nodiscard]] SearchAnswer ask(const SearchQuery &query) const
    {
        const auto answer = m_index->searchNow(query);
        if (!answer)
            qWarning("%s", qPrintable(answer.error().message + answer.error().detail));
        return answer ? *answer : SearchAnswer();
    }
    [[nodiscard]] static QStringList namesOf(const SearchAnswer &answer)
    {
        QStringList names;
        for (const SearchHit &hit : answer.hits)
            names.append(hit.name);
        return names;
    }

    QTemporaryDir m_folder;
    std::unique_ptr<SearchIndex> m_index; ///< with the samples, never changed
};

namespace {

/// An index of its own for tests that change it.
struct Scratch {
    QTemporaryDir folder;
    SearchIndex index{folder.filePath(u"i.sqlite"_s)};
    Scratch() { opened = index.open().result().has_value(); }
    bool opened = false;

    [[nodiscard]] int total(const QString &text = {}) const
    {
        SearchQuery query;
        query.text = text;
        const auto answer = index.searchNow(query);
        return answer ? answer->total : -1;
    }
};

/// One index for the many rows of a test; gone before the application is.
std::unique_ptr<Scratch> keptScratch;

} // namespace

void TestSearchIndex::cleanupTestCase()
{
    keptScratch.reset();
}

void TestSearchIndex::initTestCase()
{
    m_index = std::make_unique<SearchIndex>(m_folder.filePath(u"deep/er/index.sqlite"_s));
    QVERIFY(m_index->open().result());
    QVERIFY(m_index->put(sampleEntries()).result());
    QCOMPARE(m_index->count().result().value(), int(sampleEntries().size()));
    QVERIFY(!m_index->rebuildNeeded());
}

void TestSearchIndex::textFindsInEachField_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("name") << u"pg_cron"_s << QStringList{u"pg_cron"_s};
    QTest::newRow("name, no separator") << u"pgcron"_s << QStringList{u"pg_cron"_s};
    QTest::newRow("name, blank") << u"pg cron"_s << QStringList{u"pg_cron"_s};
    QTest::newRow("name, hyphen") << u"PG-CRON"_s << QStringList{u"pg_cron"_s};
    QTest::newRow("part of a name") << u"cron"_s << QStringList{u"pg_cron"_s};
    QTest::newRow("hyphen by underscore") << u"json_schema"_s << QStringList{u"json-schema"_s};
    QTest::newRow("extension") << u"jsonpointer"_s << QStringList{u"json-schema"_s};
    QTest::newRow("tag") << u"scheduling"_s << QStringList{u"pg_cron"_s};
    QTest::newRow("tag of two words") << u"background worker"_s << QStringList{u"pg_cron"_s};
    QTest::newRow("abstract") << u"embeddings"_s << QStringList{u"vector"_s};
    QTest::newRow("function") << u"cosine_distance"_s << QStringList{u"vector"_s};
    QTest::newRow("part of a function") << u"throws"_s << QStringList{u"pgtap"_s};
    QTest::newRow("README") << u"approximate"_s << QStringList{u"vector"_s};
    QTest::newRow("docs") << u"raised"_s << QStringList{u"pgtap"_s};
    QTest::newRow("accents do not matter") << u"naive cafe"_s << QStringList{u"pgtap"_s};
    QTest::newRow("beginning") << u"embedd"_s << QStringList{u"vector"_s};
    QTest::newRow("beginnings of each word") << u"appr neigh"_s << QStringList{u"vector"_s};
    QTest::newRow("other form") << u"validating documents"_s << QStringList{u"json-schema"_s};
    QTest::newRow("words apart") << u"database unit"_s << QStringList{u"pgtap"_s};
    QTest::newRow("all words must be there") << u"unit embeddings"_s << QStringList{};
    QTest::newRow("Japanese") << u"全文検索"_s << QStringList{u"pg_bigm"_s};
    QTest::newRow("Japanese, inside") << u"文検"_s << QStringList{u"pg_bigm"_s};
    QTest::newRow("one character") << u"索"_s << QStringList{u"pg_bigm"_s};
    QTest::newRow("Cyrillic, other case") << u"ПОЛНОТЕКСТОВОГО"_s << QStringList{u"slovnik"_s};
    QTest::newRow("Cyrillic, beginning") << u"слова"_s << QStringList{u"slovnik"_s};
    QTest::newRow("nowhere") << u"qqqq"_s << QStringList{};
}

void TestSearchIndex::textFindsInEachField()
{
    QFETCH(QString, text);
    QFETCH(QStringList, names);
    const SearchAnswer answer = ask(text);
    QCOMPARE(namesOf(answer), names);
    QCOMPARE(answer.total, int(names.size()));
    QCOMPARE(answer.correctedText, QString());
    QVERIFY(answer.milliseconds > 0);
}

void TestSearchIndex::mendsOneError_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("corrected");
    QTest::addColumn<QString>("first");
    QTest::newRow("left out") << u"schedler "_s << u"scheduler "_s << u"pg_cron"_s;
    QTest::newRow("too many") << u"schedduler"_s << u"scheduler"_s << u"pg_cron"_s;
    QTest::newRow("replaced") << u"scheduker"_s << u"scheduler"_s << u"pg_cron"_s;
    QTest::newRow("swapped") << u"shceduler"_s << u"scheduler"_s << u"pg_cron"_s;
    QTest::newRow("first letter") << u"dcheduler"_s << u"scheduler"_s << u"pg_cron"_s;
    QTest::newRow("last letter") << u"schedulet"_s << u"scheduler"_s << u"pg_cron"_s;
    QTest::newRow("swapped in the middle") << u"vetcor "_s << u"vector "_s << u"vector"_s;
    QTest::newRow("name") << u"pgtab"_s << u"pgtap"_s << u"pgtap"_s;
    QTest::newRow("four letters") << u"crom"_s << u"cron"_s << u"pg_cron"_s;
    QTest::newRow("one of two words") << u"unit tesitng"_s << u"unit testing"_s << u"pgtap"_s;
    QTest::newRow("not Latin") << u"полнотекстовго"_s << u"полнотекстового"_s << u"slovnik"_s;
    QTest::newRow("while typing") << u"partitoin"_s << u"partition"_s << u"partitioner"_s;
    QTest::newRow("begins nearly so") << u"jsonpiont"_s << u"jsonpointer"_s << u"json-schema"_s;
}

void TestSearchIndex::mendsOneError()
{
    QFETCH(QString, text);
    QFETCH(QString, corrected);
    QFETCH(QString, first);
    const SearchAnswer answer = ask(text);
    QVERIFY(!answer.hits.isEmpty());
    QCOMPARE(answer.hits.first().name, first);
    QVERIFY2(answer.correctedText == corrected || corrected == u"partition"_s,
             qPrintable(answer.correctedText));
    QVERIFY(!answer.correctedText.isEmpty());
    // What is proposed is what was searched.
    QCOMPARE(ask(answer.correctedText).total, answer.total);
}

void TestSearchIndex::shortWordsAreNotMended()
{
    QCOMPARE(ask(u"tpa"_s).total, 0);
    QCOMPARE(ask(u"9999"_s).total, 0);
    QCOMPARE(ask(u"schdlr"_s).total, 0); // three edits
}

void TestSearchIndex::everyStepOfTypingKeepsTheResult()
{
    for (const QString &text : {u"pg_cron"_s, u"similarity search"_s, u"cosine_distance"_s}) {
        const QString wanted = namesOf(ask(text)).value(0);
        for (qsizetype length = 1; length <= text.size(); ++length) {
            const QString typed = text.left(length);
            QVERIFY2(namesOf(ask(typed)).contains(wanted), qPrintable(typed));
            QVERIFY2(ask(typed).correctedText.isEmpty(), qPrintable(typed));
        }
    }
}

void TestSearchIndex::exactNameComesFirst()
{
    // vector_tools is installed ten times as often, and its abstract has the word too.
    QCOMPARE(namesOf(ask(u"vector"_s)).mid(0, 2), (QStringList{u"vector"_s, u"vector_tools"_s}));
    QCOMPARE(namesOf(ask(u" VECTOR "_s)).value(0), u"vector"_s);
    // pgtap only mentions it in its README.
    QCOMPARE(namesOf(ask(u"vector"_s)).value(2), u"pgtap"_s);
}

void TestSearchIndex::snippetsSayWhereTheWordIs_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("snippet");
    QTest::addColumn<QString>("abstract");
    QTest::newRow("abstract") << u"scheduler "_s << u""_s << u""_s
                              << u"Job [scheduler] for PostgreSQL"_s;
    QTest::newRow("name") << u"pg_bigm"_s << u""_s << u""_s
                          << u"全文検索 with bigrams, for Japanese"_s;
    QTest::newRow("tags") << u"background "_s << u"tags"_s << u"[background] worker, scheduling"_s
                          << u"Job scheduler for PostgreSQL"_s;
    QTest::newRow("other form in the abstract")
        << u"scheduling "_s << u""_s << u""_s << u"Job [scheduler] for PostgreSQL"_s;
    QTest::newRow("extensions") << u"jsonpointer"_s << u"extensions"_s
                                << u"json_schema, [jsonpointer]"_s << u"Validates documents"_s;
    QTest::newRow("functions") << u"hnsw"_s << u"functions"_s
                               << u"cosine_distance l2_distance [hnsw]_handler"_s
                               << u"Similarity search for embeddings"_s;
    QTest::newRow("README") << u"night "_s << u"README"_s
                            << u"Runs jobs at [night]. Add it to shared_preload_libraries."_s
                            << u"Job scheduler for PostgreSQL"_s;
    QTest::newRow("docs")
        << u"raised "_s << u"docs"_s
        << u"The function throws_ok() checks that an error is [raised]. Naïve café."_s
        << u"Unit testing for the database"_s;
    QTest::newRow("mended") << u"nigth "_s << u"README"_s
                            << u"Runs jobs at [night]. Add it to shared_preload_libraries."_s
                            << u"Job scheduler for PostgreSQL"_s;
}

void TestSearchIndex::snippetsSayWhereTheWordIs()
{
    QFETCH(QString, text);
    QFETCH(QString, source);
    QFETCH(QString, snippet);
    QFETCH(QString, abstract);
    const SearchAnswer answer = ask(text);
    QVERIFY(!answer.hits.isEmpty());
    const SearchHit &hit = answer.hits.first();
    QCOMPARE(hit.snippetSource, source);
    QCOMPARE(hit.snippet.toHtml(u"["_s, u"]"_s), snippet);
    QCOMPARE(hit.abstract.toHtml(u"["_s, u"]"_s), abstract);
}

void TestSearchIndex::anyTextIsSafe_data()
{
    QTest::addColumn<QString>("text");
    const QStringList texts{u"\""_s,
                            u"\"\"\""_s,
                            u"a\"b"_s,
                            u"' OR 1=1 --"_s,
                            u"'; DROP TABLE entry; --"_s,
                            u"vector AND"_s,
                            u"AND OR NOT NEAR"_s,
                            u"NEAR(vector pg, 3)"_s,
                            u"vector*"_s,
                            u"*"_s,
                            u"^vector"_s,
                            u"words:vector"_s,
                            u"-vector"_s,
                            u"{words} : vector"_s,
                            u"(vector"_s,
                            u"vector)"_s,
                            u"+ + +"_s,
                            u"%"_s,
                            u"_"_s,
                            u"____"_s,
                            u"?1 :name @x $1"_s,
                            u"\\"_s,
                            u"\n\r\t"_s,
                            QString(QChar(0)),
                            u"vec"_s + QChar(0) + u"tor"_s,
                            QString(QChar(0xD800)),
                            u"a"_s + QChar(0xDC00) + QChar(0xD800),
                            QString(QChar(0xFFFF)),
                            QString(QChar(0xFFFE)),
                            u"🐘"_s,
                            u"👩‍👩‍👧‍👦 vector"_s,
                            u"全文検索データベース"_s,
                            u"ﷺﷺﷺﷺ"_s,
                            u"\u202Eevil\u202C"_s,
                            u"é\u0301\u0301\u0301\u0301"_s,
                            QString(1000000, u'a'),
                            u"a "_s.repeated(100000),
                            u"vector "_s.repeated(5000),
                            u"a_"_s.repeated(2000),
                            u"全"_s.repeated(10000),
                            QString(100000, u'"'),
                            QString(100000, QChar(0x0301)),
                            u"ÿĀ߿ࠀ"_s,
                            u"İıſK"_s,
                            u"1e309 -0 NaN"_s};
    for (qsizetype i = 0; i < texts.size(); ++i)
        QTest::addRow("%lld", static_cast<long long>(i)) << texts[i];
}

void TestSearchIndex::anyTextIsSafe()
{
    QFETCH(QString, text);
    SearchQuery query;
    for (const bool asTag : {false, true}) {
        query.text = asTag ? QString() : text;
        query.tag = asTag ? text : QString();
        query.user = query.tag;
        query.languages = asTag ? QStringList{text} : QStringList();
        query.registries = query.statuses = query.licenseClasses = query.languages;
        const auto answer = m_index->searchNow(query);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().detail));
        QVERIFY(answer->hits.size() <= answer->total);
        for (const SearchHit &hit : answer->hits) {
            for (const HighlightedText &shown : {hit.abstract, hit.snippet}) {
                int end = 0;
                for (const HighlightedText::Range &range : shown.matches) {
                    QVERIFY(range.start >= end && range.length > 0);
                    end = range.start + range.length;
                }
                QVERIFY(end <= shown.text.size());
            }
        }
    }
    QVERIFY(m_index->complete(text).result());
    QVERIFY(m_index->entryNow(text));
    QVERIFY(m_index->providersNow(text));
    QVERIFY(m_index->lastSync(text).result());
    QCOMPARE(m_index->count().result().value(), int(sampleEntries().size()));

    // The same text as content.
    Scratch scratch;
    IndexEntry entry = sampleEntry(u"n"_s + text.left(3000), text, text);
    entry.docs = entry.functions = entry.registry = entry.language = text;
    entry.release.tags = {text, text};
    entry.release.user = text;
    const auto put = scratch.index.put({entry}).result();
    QVERIFY2(put, put ? "" : qPrintable(put.error().detail));
    const auto found = scratch.index.entryNow(entry.release.name);
    QVERIFY(found && *found);
    QCOMPARE((*found)->readme, entry.readme);
    QVERIFY(scratch.index.removeRegistry(entry.registry).result());
    QCOMPARE(scratch.total(), 0);
}

void TestSearchIndex::pagesNeitherOverlapNorLeaveGaps_data()
{
    QTest::addColumn<int>("sort");
    QTest::addColumn<QString>("text");
    for (int sort = 0; sort < 4; ++sort) {
        QTest::addRow("all, sort %d", sort) << sort << QString();
        QTest::addRow("text, sort %d", sort) << sort << u"pg"_s;
    }
}

void TestSearchIndex::pagesNeitherOverlapNorLeaveGaps()
{
    QFETCH(int, sort);
    QFETCH(QString, text);
    if (!keptScratch)
        keptScratch = std::make_unique<Scratch>();
    Scratch &scratch = *keptScratch;
    QVERIFY(scratch.opened);
    if (scratch.total() == 0) {
        QList<IndexEntry> entries;
        for (int i = 0; i < 137; ++i) // many equals: only the name tells them apart
            entries.append(sampleEntry(u"pg_item_%1"_s.arg(i % 130), u"The same abstract"_s));
        for (int i = 130; i < 137; ++i)
            entries[i].registry = u"other"_s;
        QVERIFY(scratch.index.put(entries).result());
    }
    SearchQuery query;
    query.text = text;
    query.sort = SearchQuery::Sort(sort);
    query.limit = 1000;
    const auto all = scratch.index.searchNow(query);
    QVERIFY(all);
    QCOMPARE(all->total, 137);
    QCOMPARE(all->hits.size(), 137);
    QList<SearchHit> pages;
    query.limit = 10;
    for (query.offset = 0; query.offset < 150; query.offset += 10) {
        const auto page = scratch.index.searchNow(query);
        QVERIFY(page);
        QCOMPARE(page->total, 137);
        pages += page->hits;
    }
    QCOMPARE(pages, all->hits);
    query.offset = -5;
    query.limit = 0;
    QVERIFY(scratch.index.searchNow(query)->hits.isEmpty());
    query.limit = -1;
    QCOMPARE(scratch.index.searchNow(query)->total, 137);
}

void TestSearchIndex::sortsAsAsked()
{
    SearchQuery query;
    query.sort = SearchQuery::Sort::Name;
    const QStringList names = namesOf(ask(query));
    QStringList sorted = names;
    std::sort(sorted.begin(), sorted.end());
    QCOMPARE(names, sorted);
    query.sort = SearchQuery::Sort::Installs;
    QCOMPARE(namesOf(ask(query)).mid(0, 2), (QStringList{u"vector_tools"_s, u"vector"_s}));
    query.sort = SearchQuery::Sort::Newest;
    QCOMPARE(namesOf(ask(query)).first(), u"json-schema"_s);
    QCOMPARE(namesOf(ask(query)).last(), u"slovnik"_s); // has no date
}

void TestSearchIndex::tagAndUserNarrow()
{
    SearchQuery query;
    query.tag = u"Embedding"_s;
    QCOMPARE(namesOf(ask(query)), QStringList{u"vector"_s});
    query.tag = u"embed"_s; // a tag is meant whole
    QCOMPARE(ask(query).total, 0);
    query = {};
    query.user = u"bob"_s;
    QCOMPARE(namesOf(ask(query)), QStringList{u"pgtap"_s});
    query.text = u"cron"_s;
    QCOMPARE(ask(query).total, 0);
}

void TestSearchIndex::entriesComeBackWhole()
{
    IndexEntry full = sampleEntry(u"Full_Entry"_s, u"Everything set"_s, u"# Read\n\nme"_s);
    Release &release = full.release;
    release.version = *Version::parse(u"2.0.0-beta.1+build.7"_s);
    release.description = u"Longer"_s;
    release.maintainers = {u"A <a@example.org>"_s, u"B"_s};
    release.tags = {u"x"_s, u"y z"_s};
    release.categories = {u"Search"_s};
    release.status = ReleaseStatus::Unstable;
    release.extensions[0].tle = true;
    release.extensions[0].controlFile = u"f.control"_s;
    ProvidedModule module;
    module.name = u"m"_s;
    module.kind = ProvidedModule::Kind::Hook;
    module.preload = ProvidedModule::Preload::Session;
    module.library = u"lib/m"_s;
    release.modules = {module};
    release.apps = {{u"app"_s, u"bin/app"_s, u"does"_s}};
    release.postgres = *VersionRange::parseTolerant(u">=14.0.0, !=15.1.0, <19.0.0"_s);
    release.postgresFeatures = {u"icu"_s};
    Requirement requirement;
    requirement.phase = Requirement::Phase::Build;
    requirement.relation = Requirement::Relation::Conflicts;
    requirement.source = Requirement::Source::System;
    requirement.name = u"geos"_s;
    requirement.range = *VersionRange::parseTolerant(u">=3.0.0"_s);
    requirement.purl = u"pkg:generic/geos"_s;
    release.requirements = {requirement};
    release.platforms = {u"linux-amd64"_s};
    release.pipeline = u"cmake"_s;
    release.noIndex = {u"private"_s};
    release.resources.homepage = QUrl(u"https://example.org/ä?q=1"_s);
    release.resources.repository = QUrl(u"https://example.org/r.git"_s);
    release.metaSpec = 2;
    release.digests.sha1 = QByteArray(20, '\1');
    release.digests.sha512 = QByteArray(64, '\2');
    release.meta = QJsonObject{
        {u"name"_s, u"Full_Entry"_s}, {u"n"_s, 1.5}, {u"o"_s, QJsonObject{{u"a"_s, true}}}};
    full.distribution.releases.append({Version(1, 0, 0), ReleaseStatus::Testing, QDateTime()});
    full.docs = u"docs\u0000\U0001F418"_s + QChar(0xD800);
    full.functions = u"f\ng"_s;
    full.language = u"c"_s;
    full.hasNativeCode = full.needsRestart = true;
    full.archiveBytes = 123456789012;
    full.installs = 42;

    Scratch scratch;
    QVERIFY(scratch.index.put({full}).result());
    const auto found = scratch.index.entryNow(u"FULL_entry"_s);
    QVERIFY(found && *found);
    QCOMPARE((*found)->release, full.release);
    QCOMPARE((*found)->release.version.toString(), u"2.0.0-beta.1+build.7"_s);
    QVERIFY(**found == full);
    QVERIFY(!*scratch.index.entryNow(u"absent"_s));

    const auto answer = scratch.index.searchNow({});
    QVERIFY(answer);
    const SearchHit &hit = answer->hits.first();
    QCOMPARE(hit.name, u"Full_Entry"_s);
    QCOMPARE(hit.version.toString(), release.version.toString());
    QCOMPARE(hit.author, u"A"_s);
    QCOMPARE(hit.abstract.text, release.abstract);
    QCOMPARE(hit.extensions, QStringList{u"Full_Entry"_s});
    QCOMPARE(hit.license, u"PostgreSQL"_s);
    QCOMPARE(hit.licenseClass, u"permissive"_s);
    QCOMPARE(hit.status, ReleaseStatus::Unstable);
    QCOMPARE(hit.date, release.date);
    QCOMPARE(hit.postgres, release.postgres);
    QCOMPARE(hit.installs, 42);
    QVERIFY(hit.needsRestart && hit.nativeCode && !hit.installed);
}

void TestSearchIndex::providersAreFound()
{
    const auto found = m_index->providersNow(u"JSONPOINTER"_s);
    QVERIFY(found);
    QCOMPARE(found->size(), 1);
    QCOMPARE(found->first().release.name, u"json-schema"_s);
    QVERIFY(m_index->providersNow(u"absent"_s)->isEmpty());

    Scratch scratch;
    IndexEntry fork = sampleEntry(u"a_fork"_s);
    fork.release.extensions[0].name = u"geo"_s;
    fork.installs = 100000;
    QVERIFY(scratch.index.put({fork, sampleEntry(u"geo"_s)}).result());
    const auto both = scratch.index.providers(u"geo"_s).result();
    QCOMPARE(both->size(), 2);
    QCOMPARE(both->first().release.name, u"geo"_s); // the extension's home
}

void TestSearchIndex::completesNames()
{
    QCOMPARE(m_index->complete(u"vec"_s).result().value(),
             (QStringList{u"vector"_s, u"vector_tools"_s}));
    QCOMPARE(m_index->complete(u"jsonp"_s).result().value(), QStringList{u"jsonpointer"_s});
    QCOMPARE(m_index->complete(u"near"_s).result().value(),
             QStringList{u"nearest neighbor search"_s});
    QCOMPARE(m_index->complete(u"pgatp"_s).result().value(), QStringList{u"pgtap"_s});
    QCOMPARE(m_index->complete(u"PG_"_s, 1).result().value().size(), 1);
    QVERIFY(m_index->complete(u"  "_s).result().value().isEmpty());
    QVERIFY(m_index->complete(u"zzzz"_s).result().value().isEmpty());
}

void TestSearchIndex::tagsAreCounted()
{
    Scratch scratch;
    IndexEntry a = sampleEntry(u"a"_s);
    IndexEntry b = sampleEntry(u"b"_s);
    a.release.tags = {u"json"_s, u"JSON"_s, u"rare"_s};
    b.release.tags = {u"json"_s};
    QVERIFY(scratch.index.put({a, b}).result());
    const QMap<QString, int> tags = scratch.index.tags().result().value();
    QCOMPARE(tags, (QMap<QString, int>{{u"json"_s, 2}, {u"rare"_s, 1}}));
    QCOMPARE(scratch.index.tags(1).result().value().size(), 1);
}

void TestSearchIndex::newestVersionOfSeveralRegistriesWins()
{
    Scratch scratch;
    IndexEntry old = sampleEntry(u"same"_s);
    IndexEntry fresh = old;
    IndexEntry testing = old;
    fresh.registry = u"second"_s;
    fresh.release.version = Version(1, 10, 0);
    testing.registry = u"third"_s;
    testing.release.version = Version(2, 0, 0);
    testing.release.status = ReleaseStatus::Testing;
    QVERIFY(scratch.index.put({old, fresh, testing}).result());
    QCOMPARE(scratch.total(), 3);
    QCOMPARE((*scratch.index.entryNow(u"same"_s))->registry, u"second"_s);
}

void TestSearchIndex::newerSearchCancelsWaitingOnes()
{
    const QTemporaryDir folder;
    SearchIndex index(folder.filePath(u"i.sqlite"_s));
    // Searches wait until the index is open.
    SearchQuery query;
    QList<QFuture<Result<SearchAnswer>>> older;
    const int other = 0;
    for (int i = 0; i < 20; ++i)
        older.append(index.search(query));
    auto ofAnother = index.search(query, &other);
    auto newest = index.search(query);
    QVERIFY(!newest.isFinished());
    QVERIFY(index.open().result());
    QVERIFY(newest.result().has_value());
    QVERIFY(ofAnother.result().has_value());
    for (auto &future : older) {
        const auto answer = future.result();
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, Error::Kind::Cancelled);
    }
}

void TestSearchIndex::answersCancelledAfterClosing()
{
    const QTemporaryDir folder;
    QList<QFuture<Result<SearchAnswer>>> searches;
    QList<QFuture<Result<void>>> changes;
    {
        SearchIndex index(folder.filePath(u"i.sqlite"_s));
        QVERIFY(index.open().result());
        for (int i = 0; i < 50; ++i) {
            changes.append(index.put({sampleEntry(u"n%1"_s.arg(i))}));
            searches.append(index.search({}, &searches));
        }
    }
    for (auto &future : searches) {
        QVERIFY(future.isFinished());
        const auto answer = future.result();
        QVERIFY(answer || answer.error().kind == Error::Kind::Cancelled);
    }
    for (auto &future : changes) {
        QVERIFY(future.isFinished());
        const auto done = future.result();
        QVERIFY(done || done.error().kind == Error::Kind::Cancelled);
    }
    QVERIFY(!QFile::exists(folder.filePath(u"i.sqlite-wal"_s))); // every connection was closed
}

void TestSearchIndex::searchBeforeOpenAnswersWithTheReason()
{
    const QTemporaryDir folder;
    QFile blocker(folder.filePath(u"file"_s));
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    SearchIndex index(folder.filePath(u"file/index.sqlite"_s));
    auto search = index.search({});
    const auto opened = index.open().result();
    QVERIFY(!opened);
    QCOMPARE(opened.error().kind, Error::Kind::Permission);
    QVERIFY(!opened.error().message.isEmpty());
    QCOMPARE(search.result().error().kind, Error::Kind::Permission);
    QCOMPARE(index.put({sampleEntry(u"a"_s)}).result().error().kind, Error::Kind::Internal);
}

QTEST_GUILESS_MAIN(TestSearchIndex)
#include "tst_searchindex.moc"
