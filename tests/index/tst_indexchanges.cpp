// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/searchindex.h"
#include "sampleentries.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestIndexChanges : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void putReplacesTheSameNameOnly();
    void removedEntriesAreForgotten();
    void replaceRegistryLeavesOthersAlone();
    void installedFollowsTheTarget();
    void lastSyncIsKept();
    void changesAreAnnounced();
};

namespace {

QStringList namesOf(const SearchAnswer &answer)
{
    QStringList names;
    for (const SearchHit &hit : answer.hits)
        names.append(hit.name);
    return names;
}

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

} // namespace

void TestIndexChanges::putReplacesTheSameNameOnly()
{
    Scratch scratch;
    QVERIFY(
        scratch.index.put({sampleEntry(u"one"_s, u"alpha"_s), sampleEntry(u"two"_s, u"alpha"_s)})
            .result());
    QCOMPARE(scratch.total(u"alpha "_s), 2);
    QVERIFY(scratch.index.put({sampleEntry(u"ONE"_s, u"omega"_s)}).result());
    QCOMPARE(scratch.total(), 2);
    QCOMPARE(scratch.total(u"alpha "_s), 1);
    QCOMPARE(scratch.total(u"omega "_s), 1);
    QCOMPARE((*scratch.index.entryNow(u"one"_s))->release.name, u"ONE"_s);
    // Within one call the last one counts.
    QVERIFY(
        scratch.index.put({sampleEntry(u"two"_s, u"first"_s), sampleEntry(u"two"_s, u"second"_s)})
            .result());
    QCOMPARE(scratch.total(), 2);
    QCOMPARE(scratch.total(u"second "_s), 1);
    QVERIFY(scratch.index.put({}).result());
}

void TestIndexChanges::removedEntriesAreForgotten()
{
    Scratch scratch;
    IndexEntry gone = sampleEntry(u"vanishing"_s, u"unrepeatable"_s, u"peculiarity"_s);
    gone.release.tags = {u"ephemeral"_s};
    QVERIFY(scratch.index.put({gone, sampleEntry(u"stays"_s)}).result());
    QCOMPARE(scratch.total(u"peculiarity"_s), 1);
    QVERIFY(scratch.index.remove(u"pgxn"_s, u"Vanishing"_s).result());
    QCOMPARE(scratch.total(), 1);
    for (const QString &word :
         {u"vanishing"_s, u"unrepeatable"_s, u"peculiarity"_s, u"ephemeral"_s}) {
        QCOMPARE(scratch.total(word), 0);
        QCOMPARE(scratch.total(word.left(5)), 0);
    }
    // Nor does the vocabulary remember them.
    SearchQuery query;
    query.text = u"peculiarty"_s;
    QCOMPARE(scratch.index.searchNow(query)->correctedText, QString());
    QVERIFY(scratch.index.complete(u"ephem"_s).result()->isEmpty());
    QVERIFY(scratch.index.providersNow(u"vanishing"_s)->isEmpty());
    QVERIFY(scratch.index.tags().result()->isEmpty());
    QVERIFY(scratch.index.remove(u"pgxn"_s, u"never there"_s).result());
}

void TestIndexChanges::replaceRegistryLeavesOthersAlone()
{
    Scratch scratch;
    IndexEntry other = sampleEntry(u"other"_s);
    other.registry = u"local"_s;
    QVERIFY(scratch.index.put({sampleEntry(u"a"_s), sampleEntry(u"b"_s), other}).result());
    QVERIFY(scratch.index.replaceRegistry(u"pgxn"_s, {sampleEntry(u"b"_s), sampleEntry(u"c"_s)})
                .result());
    SearchQuery query;
    query.sort = SearchQuery::Sort::Name;
    QCOMPARE(namesOf(*scratch.index.searchNow(query)), (QStringList{u"b"_s, u"c"_s, u"other"_s}));
    // Entries are of the registry that is replaced, whatever they say.
    QVERIFY(scratch.index.replaceRegistry(u"mine"_s, {sampleEntry(u"d"_s)}).result());
    query.registries = {u"mine"_s};
    QCOMPARE(namesOf(*scratch.index.searchNow(query)), QStringList{u"d"_s});
    QVERIFY(scratch.index.removeRegistry(u"pgxn"_s).result());
    QVERIFY(scratch.index.removeRegistry(u"mine"_s).result());
    QCOMPARE(namesOf(*scratch.index.searchNow({})), QStringList{u"other"_s});
    QVERIFY(scratch.index.removeRegistry(u"local"_s).result());
    QCOMPARE(scratch.index.count().result().value(), 0);
    QVERIFY(scratch.index.put(sampleEntries()).result());
    QCOMPARE(scratch.total(u"cosine_distance"_s), 1);
}

void TestIndexChanges::installedFollowsTheTarget()
{
    Scratch scratch;
    QVERIFY(scratch.index.put(sampleEntries()).result());
    SearchQuery query;
    query.installed = true;
    QCOMPARE(scratch.index.searchNow(query)->total, 0);
    QVERIFY(scratch.index.setInstalled({u"VECTOR"_s, u"jsonpointer"_s, u"plpgsql"_s}).result());
    query.sort = SearchQuery::Sort::Name;
    QCOMPARE(namesOf(*scratch.index.searchNow(query)),
             (QStringList{u"json-schema"_s, u"vector"_s}));
    QVERIFY(scratch.index.searchNow(query)->hits.first().installed);
    query.installed = false;
    QCOMPARE(scratch.index.searchNow(query)->total, int(sampleEntries().size()) - 2);
    // Also what is indexed later.
    IndexEntry late = sampleEntry(u"late"_s);
    late.release.extensions[0].name = u"plpgsql"_s;
    QVERIFY(scratch.index.put({late}).result());
    query.installed = true;
    QCOMPARE(scratch.index.searchNow(query)->total, 3);
    QVERIFY(scratch.index.setInstalled({}).result());
    QCOMPARE(scratch.index.searchNow(query)->total, 0);
}

void TestIndexChanges::lastSyncIsKept()
{
    Scratch scratch;
    QVERIFY(scratch.index.lastSync(u"pgxn"_s).result()->isNull());
    const QDateTime time(QDate(2026, 1, 2), QTime(3, 4, 5, 678), Qt::UTC);
    QVERIFY(scratch.index.setLastSync(u"pgxn"_s, time).result());
    QCOMPARE(scratch.index.lastSync(u"pgxn"_s).result().value(), time);
    QVERIFY(scratch.index.lastSync(u"other"_s).result()->isNull());
    QVERIFY(scratch.index.removeRegistry(u"pgxn"_s).result());
    QVERIFY(scratch.index.lastSync(u"pgxn"_s).result()->isNull());
}

void TestIndexChanges::changesAreAnnounced()
{
    Scratch scratch;
    QCoreApplication::processEvents();
    QSignalSpy changed(&scratch.index, &SearchIndex::changed);
    QVERIFY(scratch.index.put({sampleEntry(u"a"_s)}).result());
    QTRY_COMPARE(changed.count(), 1);
    QVERIFY(scratch.index.remove(u"pgxn"_s, u"a"_s).result());
    QTRY_COMPARE(changed.count(), 2);
}

QTEST_GUILESS_MAIN(TestIndexChanges)
#include "tst_indexchanges.moc"
