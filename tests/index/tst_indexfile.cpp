// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/searchindex.h"
#include "sampleentries.h"

#include <QDir>
#include <QProcess>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>
#include <cstdio>

using namespace Qt::StringLiterals;

class TestIndexFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reopenedFileHasEverything();
    void damagedFileIsSetAside_data();
    void damagedFileIsSetAside();
    void damageFoundWhileReadingIsMended();
    void otherSchemaIsSetAside_data();
    void otherSchemaIsSetAside();
    void indexWithoutPhrasesIsBuiltAnew();
    void onlyTheLastDamagedFilesAreKept();
    void rebuildIsRememberedUntilDone();
    void searchesAgreeWithThemselvesDuringChanges();
    void anotherProcessesChangesAreSeen();
    void killWhileWritingLeavesAWholeState();
    void unchangedEntriesAreNotWritten();
    void noConnectionIsLeft();
};

namespace {

bool fill(const QString &file)
{
    SearchIndex index(file);
    if (!index.open().result())
        return false;
    QList<IndexEntry> entries = sampleEntries();
    for (int i = 0; i < 300; ++i) {
        entries.append(sampleEntry(u"filler_%1"_s.arg(i), u"abstract %1"_s.arg(i * 7919),
                                   u"lorem%1 ipsum%2 "_s.arg(i).arg(i * 31).repeated(50)));
    }
    return index.put(entries).result().has_value();
}

bool execute(const QString &file, const QString &sql)
{
    const QString name = u"tst_indexfile"_s;
    bool done = false;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        database.setDatabaseName(file);
        done = database.open() && QSqlQuery(database).exec(sql);
    }
    QSqlDatabase::removeDatabase(name);
    return done;
}

bool overwrite(const QString &file, qint64 at, const QByteArray &bytes)
{
    QFile out(file);
    return out.open(QIODevice::ReadWrite) && out.seek(at) && out.write(bytes) == bytes.size();
}

int total(const SearchIndex &index, const QString &text = {})
{
    SearchQuery query;
    query.text = text;
    const auto answer = index.searchNow(query);
    return answer ? answer->total : -1;
}

/// What the process that is killed does: put batches of ten for ever.
int writeForEver(const QString &file)
{
    SearchIndex index(file);
    if (!index.open().result())
        return 1;
    for (int batch = 0;; ++batch) {
        QList<IndexEntry> entries;
        for (int i = 0; i < 10; ++i) {
            entries.append(sampleEntry(u"batch_%1_%2"_s.arg(batch % 50).arg(i),
                                       u"round %1"_s.arg(batch),
                                       u"generation%1 "_s.arg(batch).repeated(100)));
        }
        if (!index.put(entries).result())
            return 1;
        std::puts("batch");
        std::fflush(stdout);
    }
}

} // namespace

void TestIndexFile::reopenedFileHasEverything()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"i.sqlite"_s);
    QVERIFY(fill(file));
    SearchIndex index(file);
    QVERIFY(index.open().result());
    QVERIFY(!index.rebuildNeeded());
    QCOMPARE(total(index), int(sampleEntries().size()) + 300);
    QCOMPARE(total(index, u"cosine_distance"_s), 1);
    const auto entry = index.entryNow(u"pgtap"_s);
    QVERIFY(entry && *entry && **entry == sampleEntries()[3]);
    SearchQuery query;
    query.postgresMajors = {15};
    query.text = u"vector"_s;
    QCOMPARE(index.searchNow(query)->total, 2); // pgtap asks for less than 15
}

void TestIndexFile::damagedFileIsSetAside_data()
{
    QTest::addColumn<int>("keep"); // bytes; -1: all
    QTest::addColumn<int>("at");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("header overwritten") << -1 << 0 << QByteArray(100, 'x');
    QTest::newRow("schema page overwritten") << -1 << 100 << QByteArray(3000, '\xA5');
    QTest::newRow("cut to one page") << 4096 << -1 << QByteArray();
    QTest::newRow("cut in half a page") << 10000 << -1 << QByteArray();
    QTest::newRow("not a database")
        << 0 << 0 << QByteArray("These are not the bytes you look for.\n").repeated(200);
}

void TestIndexFile::damagedFileIsSetAside()
{
    QFETCH(int, keep);
    QFETCH(int, at);
    QFETCH(QByteArray, bytes);
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"i.sqlite"_s);
    QVERIFY(fill(file));
    if (keep >= 0)
        QVERIFY(QFile::resize(file, keep));
    if (at >= 0)
        QVERIFY(overwrite(file, at, bytes));

    SearchIndex index(file);
    const auto opened = index.open().result();
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
    QVERIFY(index.rebuildNeeded());
    QVERIFY(QFile::exists(file + u".corrupt-1"_s));
    QCOMPARE(total(index), 0);
    QVERIFY(index.replaceRegistry(u"pgxn"_s, sampleEntries()).result());
    QCOMPARE(total(index), int(sampleEntries().size()));
    QVERIFY(!index.rebuildNeeded());
}

void TestIndexFile::damageFoundWhileReadingIsMended()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"i.sqlite"_s);
    QVERIFY(fill(file));
    // Everything after the pages that opening reads.
    SearchIndex index(file);
    QVERIFY(index.open().result());
    QVERIFY(execute(file, u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
    const qint64 size = QFileInfo(file).size();
    QVERIFY(overwrite(file, 4096, QByteArray(int(size) - 4096, '\xFF')));
    // Something notices sooner or later; then the index is whole again, and empty.
    QTRY_VERIFY([&] {
        for (const QString &text : {u"vector"_s, u"lorem1"_s, u"cosine"_s})
            (void)total(index, text);
        (void)index.put({sampleEntry(u"new"_s)}).result();
        return index.rebuildNeeded();
    }());
    QVERIFY(QFile::exists(file + u".corrupt-1"_s));
    QVERIFY(index.replaceRegistry(u"pgxn"_s, sampleEntries()).result());
    QCOMPARE(total(index), int(sampleEntries().size()));
    QCOMPARE(total(index, u"cosine_distance"_s), 1);
}

void TestIndexFile::otherSchemaIsSetAside_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("newer") << u"PRAGMA user_version = 99"_s;
    QTest::newRow("older analysis") << u"UPDATE meta SET value = 0 WHERE key = 'analysis'"_s;
    QTest::newRow("another program's") << u"PRAGMA application_id = 5"_s;
}

void TestIndexFile::otherSchemaIsSetAside()
{
    QFETCH(QString, sql);
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"i.sqlite"_s);
    QVERIFY(fill(file));
    QVERIFY(execute(file, sql));
    SearchIndex index(file);
    QVERIFY(index.open().result());
    QVERIFY(index.rebuildNeeded());
    QVERIFY(QFile::exists(file + u".other-1"_s));
    QCOMPARE(total(index), 0);
}

/// As schema 2 was: what it has cannot be found by phrases.
void TestIndexFile::indexWithoutPhrasesIsBuiltAnew()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"i.sqlite"_s);
    QVERIFY(fill(file));
    for (const QString &sql :
         {u"DROP TABLE pairs"_s,
          u"ALTER TABLE document ADD COLUMN terms BLOB NOT NULL DEFAULT ''"_s,
          u"UPDATE meta SET value = 1 WHERE key = 'analysis'"_s, u"PRAGMA user_version = 2"_s})
        QVERIFY2(execute(file, sql), qPrintable(sql));
    SearchIndex index(file);
    QVERIFY(index.open().result());
    QVERIFY(index.rebuildNeeded());
    QVERIFY(QFile::exists(file + u".other-1"_s));
    QVERIFY(index.replaceRegistry(u"pgxn"_s, sampleEntries()).result());
    QVERIFY(!index.rebuildNeeded());
    QCOMPARE(total(index, u"\"an error is raised\""_s), 1);
}

void TestIndexFile::onlyTheLastDamagedFilesAreKept()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"i.sqlite"_s);
    for (int i = 0; i < 5; ++i) {
        QFile::remove(file);
        QFile out(file);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(QByteArray(5000, char('a' + i)));
        out.close();
        SearchIndex index(file);
        QVERIFY(index.open().result());
    }
    const QStringList aside =
        QDir(folder.path()).entryList({u"*.corrupt-*"_s}, QDir::Files, QDir::Name);
    QCOMPARE(aside, (QStringList{u"i.sqlite.corrupt-3"_s, u"i.sqlite.corrupt-4"_s,
                                 u"i.sqlite.corrupt-5"_s}));
}

void TestIndexFile::rebuildIsRememberedUntilDone()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"i.sqlite"_s);
    QVERIFY(fill(file));
    QVERIFY(overwrite(file, 0, "garbage, garbage"));
    {
        SearchIndex index(file);
        QVERIFY(index.open().result());
        QVERIFY(index.rebuildNeeded());
    }
    SearchIndex index(file);
    QVERIFY(index.open().result());
    QVERIFY(index.rebuildNeeded());
    QVERIFY(!QFile::exists(file + u".corrupt-2"_s));
    QVERIFY(index.replaceRegistry(u"pgxn"_s, {}).result());
    QVERIFY(!index.rebuildNeeded());
}

void TestIndexFile::searchesAgreeWithThemselvesDuringChanges()
{
    const QTemporaryDir folder;
    SearchIndex index(folder.filePath(u"i.sqlite"_s));
    QVERIFY(index.open().result());
    std::atomic<bool> stop = false;
    std::atomic<int> searches = 0;
    QList<QString> wrong;
    QThread *reader = QThread::create([&] {
        while (!stop) {
            SearchQuery query;
            query.text = searches % 2 == 0 ? u"item"_s : QString();
            query.limit = 1000;
            const auto answer = index.searchNow(query);
            ++searches;
            if (!answer) {
                wrong.append(answer.error().message + answer.error().detail);
                continue;
            }
            int sum = 0;
            for (const FacetValue &value : answer->facets.value(u"status"_s))
                sum += value.count;
            if (sum != answer->total || answer->hits.size() != answer->total
                || answer->total % 20 != 0)
                wrong.append(u"%1 %2 %3"_s.arg(sum).arg(answer->total).arg(answer->hits.size()));
            for (const SearchHit &hit : answer->hits) {
                if (hit.name.isEmpty())
                    wrong.append(u"a hit without entry"_s);
            }
        }
    });
    reader->start();
    for (int round = 0; round < 30; ++round) {
        QList<IndexEntry> entries;
        for (int i = 0; i < 20; ++i)
            entries.append(
                sampleEntry(u"item_%1_%2"_s.arg(round % 7).arg(i), u"round %1"_s.arg(round)));
        if (round % 5 == 4)
            QVERIFY(index.replaceRegistry(u"pgxn"_s, entries).result());
        else
            QVERIFY(index.put(entries).result());
    }
    QTRY_VERIFY(searches > 20);
    stop = true;
    reader->wait();
    delete reader;
    QCOMPARE(wrong, QList<QString>());
}

void TestIndexFile::anotherProcessesChangesAreSeen()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"i.sqlite"_s);
    SearchIndex window(file);
    SearchIndex commandLine(file);
    QVERIFY(window.open().result());
    QVERIFY(commandLine.open().result());
    QVERIFY(commandLine.put({sampleEntry(u"one"_s)}).result());
    QCOMPARE(total(window), 1);
    QVERIFY(window.put({sampleEntry(u"two"_s)}).result());
    QVERIFY(commandLine.put({sampleEntry(u"three"_s)}).result());
    QVERIFY(window.put({sampleEntry(u"four"_s)}).result());
    QCOMPARE(total(window), 4);
    QCOMPARE(total(commandLine), 4);
    QCOMPARE(total(commandLine, u"two"_s), 1);
}

void TestIndexFile::killWhileWritingLeavesAWholeState()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"i.sqlite"_s);
    for (int round = 0; round < 3; ++round) {
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(), {u"--write-for-ever"_s, file});
        QByteArray seen;
        while (seen.count('\n') < 3 + 4 * round && writer.waitForReadyRead(20000))
            seen += writer.readAllStandardOutput();
        QVERIFY(seen.count('\n') >= 3 + 4 * round);
        writer.kill();
        QVERIFY(writer.waitForFinished());

        SearchIndex index(file);
        QVERIFY(index.open().result());
        QVERIFY(!index.rebuildNeeded());
        const int found = total(index);
        QVERIFY(found >= 30);
        QCOMPARE(found % 10, 0); // whole batches only
        QCOMPARE(total(index, u"batch"_s), found);
        QVERIFY(index.put(sampleEntries()).result());
        QCOMPARE(total(index), found + int(sampleEntries().size()));
        QVERIFY(index.removeRegistry(u"local"_s).result());
        for (const IndexEntry &entry : sampleEntries())
            QVERIFY(index.remove(u"pgxn"_s, entry.release.name).result());
        QCOMPARE(total(index), found);
    }
    QVERIFY(QDir(folder.path()).entryList({u"*.corrupt-*"_s}).isEmpty());
}

void TestIndexFile::unchangedEntriesAreNotWritten()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"i.sqlite"_s);
    SearchIndex index(file);
    QVERIFY(index.open().result());
    QVERIFY(index.replaceRegistry(u"pgxn"_s, sampleEntries()).result());
    const auto writtenTerms = [&] {
        const QString name = u"tst_indexfile"_s;
        int rows = -1;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
            database.setDatabaseName(file);
            if (database.open()) {
                QSqlQuery query(database);
                if (query.exec(u"SELECT sum(length(block)) FROM terms_data"_s) && query.next())
                    rows = query.value(0).toInt();
            }
        }
        QSqlDatabase::removeDatabase(name);
        return rows;
    };
    const int before = writtenTerms();
    QVERIFY(before > 0);
    QVERIFY(index.replaceRegistry(u"pgxn"_s, sampleEntries()).result());
    QCOMPARE(writtenTerms(), before);
    QCOMPARE(total(index), int(sampleEntries().size()));
}

void TestIndexFile::noConnectionIsLeft()
{
    const QTemporaryDir folder;
    {
        SearchIndex index(folder.filePath(u"i.sqlite"_s));
        QVERIFY(index.open().result());
        QVERIFY(index.put(sampleEntries()).result());
        QCOMPARE(total(index), int(sampleEntries().size()));
        QVERIFY(!QSqlDatabase::connectionNames().isEmpty());
    }
    QVERIFY(QSqlDatabase::connectionNames().isEmpty());
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == u"--write-for-ever"_s)
        return writeForEver(arguments[2]);
    TestIndexFile test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_indexfile.moc"
