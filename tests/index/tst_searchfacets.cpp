// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "../bench/syntheticcatalog.h"
#include "catalog/license.h"
#include "index/entrycolumns.h"
#include "index/searchindex.h"

#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <random>

using namespace Qt::StringLiterals;

class TestSearchFacets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void countsAgreeWithCountingByHand();
    void choosingAValueGivesItsCount();
    void singleValuedFacetsSumToTheTotal();
    void unknownValuesMatchNothing();
    void majorsFollowTheRange_data();
    void majorsFollowTheRange();

private:
    using Predicate = std::function<bool(const IndexEntry &)>;
    /// One for each facet, true when the query does not use it.
    [[nodiscard]] static QMap<QString, Predicate> predicates(const SearchQuery &query);
    [[nodiscard]] static QStringList valuesOf(const IndexEntry &entry, const QString &facet);
    [[nodiscard]] static SearchQuery randomQuery(std::mt19937 &random);

    static constexpr int size = 600;
    QTemporaryDir m_folder;
    QList<IndexEntry> m_entries;
    std::unique_ptr<SearchIndex> m_index;
};

namespace {

const QList<int> majors{13, 14, 15, 16, 17, 18};

QString languageOf(const IndexEntry &entry)
{
    return entry.language.isEmpty() ? u"unknown"_s : entry.language;
}

} // namespace

void TestSearchFacets::initTestCase()
{
    const SyntheticCatalog catalog(size, 5);
    QSet<QString> names;
    QStringList installed;
    for (int n = 0; n < size; ++n) {
        const IndexEntry entry = catalog.entry(n);
        if (names.contains(entry.release.key()))
            continue;
        names.insert(entry.release.key());
        m_entries.append(entry);
        if (n % 11 == 0)
            installed.append(entry.release.name);
    }
    m_index = std::make_unique<SearchIndex>(m_folder.filePath(u"i.sqlite"_s), majors);
    QVERIFY(m_index->open().result());
    QVERIFY(m_index->setInstalled(installed).result());
    QVERIFY(m_index->put(m_entries).result());
    QCOMPARE(m_index->searchNow({})->total, int(m_entries.size()));
}

QStringList TestSearchFacets::valuesOf(const IndexEntry &entry, const QString &facet)
{
    const auto word = [](bool value) { return QStringList{value ? u"true"_s : u"false"_s}; };
    if (facet == u"postgres"_s) {
        QStringList values;
        for (const int major : majors) {
            bool any = false;
            for (quint64 minor = 0; minor < 40; ++minor)
                any = any || entry.release.postgres.contains(Version(quint64(major), minor, 0));
            if (any)
                values.append(QString::number(major));
        }
        return values;
    }
    if (facet == u"license"_s)
        return {License::nameOf(License::classOf(entry.release.license))};
    if (facet == u"language"_s)
        return {languageOf(entry)};
    if (facet == u"restart"_s)
        return word(entry.needsRestart);
    if (facet == u"native"_s)
        return word(entry.hasNativeCode);
    if (facet == u"status"_s)
        return {nameOf(entry.release.status)};
    return {entry.registry};
}

QMap<QString, TestSearchFacets::Predicate> TestSearchFacets::predicates(const SearchQuery &query)
{
    QMap<QString, Predicate> result;
    const auto among = [&](const QString &facet, const QStringList &wanted) {
        result.insert(facet, [facet, wanted](const IndexEntry &entry) {
            if (wanted.isEmpty())
                return true;
            for (const QString &value : valuesOf(entry, facet)) {
                if (wanted.contains(value))
                    return true;
            }
            return false;
        });
    };
    const auto flag = [](std::optional<bool> wanted) {
        return wanted ? QStringList{*wanted ? u"true"_s : u"false"_s} : QStringList();
    };
    QStringList wantedMajors;
    for (const int major : query.postgresMajors)
        wantedMajors.append(QString::number(major));
    among(u"postgres"_s, wantedMajors);
    among(u"license"_s, query.licenseClasses);
    among(u"language"_s, query.languages);
    among(u"status"_s, query.statuses);
    among(u"registry"_s, query.registries);
    among(u"restart"_s, flag(query.needsRestart));
    among(u"native"_s, flag(query.nativeCode));
    return result;
}

SearchQuery TestSearchFacets::randomQuery(std::mt19937 &random)
{
    SearchQuery query;
    const auto chance = [&] { return random() % 3 == 0; };
    if (chance())
        query.postgresMajors = {13 + int(random() % 6), 17};
    if (chance())
        query.licenseClasses = {u"permissive"_s, u"copyleft"_s};
    if (chance())
        query.languages = {u"c"_s, u"unknown"_s};
    if (chance())
        query.needsRestart = random() % 2 == 0;
    if (chance())
        query.nativeCode = random() % 2 == 0;
    if (chance())
        query.statuses = {u"stable"_s, u"unstable"_s};
    if (chance())
        query.registries = {u"local"_s};
    query.limit = 1000;
    return query;
}

void TestSearchFacets::countsAgreeWithCountingByHand()
{
    std::mt19937 random(3);
    for (int round = 0; round < 60; ++round) {
        const SearchQuery query = randomQuery(random);
        const auto answer = m_index->searchNow(query);
        QVERIFY(answer);
        const QMap<QString, Predicate> all = predicates(query);
        int total = 0;
        QMap<QString, QMap<QString, int>> counts;
        for (const IndexEntry &entry : m_entries) {
            QStringList failing;
            for (auto it = all.cbegin(); it != all.cend(); ++it) {
                if (!(*it)(entry))
                    failing.append(it.key());
            }
            total += failing.isEmpty() ? 1 : 0;
            for (auto it = all.cbegin(); it != all.cend(); ++it) {
                if (failing.isEmpty() || failing == QStringList{it.key()}) {
                    for (const QString &value : valuesOf(entry, it.key()))
                        ++counts[it.key()][value];
                }
            }
        }
        QCOMPARE(answer->total, total);
        QCOMPARE(int(answer->hits.size()), total);
        for (auto it = all.cbegin(); it != all.cend(); ++it) {
            QMap<QString, int> found;
            for (const FacetValue &value : answer->facets.value(it.key())) {
                if (value.count > 0)
                    found.insert(value.value, value.count);
            }
            QCOMPARE(found, counts.value(it.key()));
        }
    }
}

void TestSearchFacets::choosingAValueGivesItsCount()
{
    SearchQuery query;
    query.text = u"ex"_s; // with a text, and beside another facet
    query.nativeCode = true;
    const auto before = m_index->searchNow(query);
    QVERIFY(before && before->total > 10);
    for (const FacetValue &value : before->facets.value(u"postgres"_s)) {
        SearchQuery chosen = query;
        chosen.postgresMajors = {value.value.toInt()};
        QCOMPARE(m_index->searchNow(chosen)->total, value.count);
    }
    for (const FacetValue &value : before->facets.value(u"language"_s)) {
        SearchQuery chosen = query;
        chosen.languages = {value.value};
        QCOMPARE(m_index->searchNow(chosen)->total, value.count);
        // Its own facet still shows what the other values would give.
        QCOMPARE(m_index->searchNow(chosen)->facets.value(u"language"_s),
                 before->facets.value(u"language"_s));
    }
    for (const FacetValue &value : before->facets.value(u"native"_s)) {
        SearchQuery chosen = query;
        chosen.nativeCode = value.value == u"true"_s;
        QCOMPARE(m_index->searchNow(chosen)->total, value.count);
    }
    for (const FacetValue &value : before->facets.value(u"installed"_s)) {
        SearchQuery chosen = query;
        chosen.installed = value.value == u"true"_s;
        QVERIFY(value.count > 0);
        QCOMPARE(m_index->searchNow(chosen)->total, value.count);
    }
}

void TestSearchFacets::singleValuedFacetsSumToTheTotal()
{
    for (const QString &text : {u""_s, u"p"_s, u"index"_s}) {
        SearchQuery query;
        query.text = text;
        const auto answer = m_index->searchNow(query);
        QVERIFY(answer && answer->total > 0);
        for (const QString &facet : {u"license"_s, u"language"_s, u"restart"_s, u"native"_s,
                                     u"status"_s, u"installed"_s, u"registry"_s}) {
            int sum = 0;
            for (const FacetValue &value : answer->facets.value(facet))
                sum += value.count;
            QCOMPARE(sum, answer->total);
        }
    }
}

void TestSearchFacets::unknownValuesMatchNothing()
{
    SearchQuery query;
    query.languages = {u"cobol"_s};
    const auto answer = m_index->searchNow(query);
    QCOMPARE(answer->total, 0);
    QVERIFY(answer->facets.value(u"language"_s).contains(FacetValue{u"cobol"_s, 0}));
    query = {};
    query.postgresMajors = {7};
    QCOMPARE(m_index->searchNow(query)->total, 0);
    QVERIFY(m_index->searchNow(query)->facets.value(u"postgres"_s).contains(FacetValue{u"7"_s, 0}));
}

void TestSearchFacets::majorsFollowTheRange_data()
{
    QTest::addColumn<QString>("range");
    QTest::addColumn<QList<int>>("within");
    QTest::newRow("any") << u"0"_s << majors;
    QTest::newRow("from") << u"15.0.0"_s << QList<int>{15, 16, 17, 18};
    QTest::newRow("from a minor") << u">=15.4.0"_s << QList<int>{15, 16, 17, 18};
    QTest::newRow("before") << u"<15.0.0"_s << QList<int>{13, 14};
    QTest::newRow("up to") << u"<=15.0.0"_s << QList<int>{13, 14, 15};
    QTest::newRow("after") << u">15.0.0"_s << QList<int>{15, 16, 17, 18};
    QTest::newRow("between") << u">=14.0.0, <16.0.0"_s << QList<int>{14, 15};
    QTest::newRow("one") << u"==16.2.0"_s << QList<int>{16};
    QTest::newRow("one, old style") << u"==16.0.2"_s << QList<int>{16};
    QTest::newRow("not one") << u"!=16.0.0"_s << majors;
    QTest::newRow("none") << u"<9.0.0"_s << QList<int>{};
    QTest::newRow("far minor") << u">=17.80.0, <18.0.0"_s << QList<int>{17};
    QTest::newRow("old") << u">=9.6.0"_s << majors;
}

void TestSearchFacets::majorsFollowTheRange()
{
    QFETCH(QString, range);
    QFETCH(QList<int>, within);
    const auto parsed = VersionRange::parseTolerant(range);
    QVERIFY(parsed);
    const quint32 mask = majorsWithin(*parsed, majors);
    QList<int> found;
    for (qsizetype i = 0; i < majors.size(); ++i) {
        if (mask >> i & 1)
            found.append(majors[i]);
    }
    QCOMPARE(found, within);
}

QTEST_GUILESS_MAIN(TestSearchFacets)
#include "tst_searchfacets.moc"
