// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/registrystore.h"

#include "archive/archivereader.h"
#include "archive/digest.h"
#include "registry/publishing/reservationstore.h"
#include "registry/releasefixture.h"
#include "registry/store/staledocuments.h"

#include <QDirIterator>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;

class TestRegistryStore : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void emptyRegistryAnswersNothing();
    void importWritesTheTreeOfAMirror();
    void goodZipIsPublishedUntouched();
    void otherArchivesArePackedAnew_data();
    void otherArchivesArePackedAnew();
    void manyAreImportedAtOnce();
    void secondImportIsAConflictAndChangesNothing();
    void buildMetadataMakesNoNewVersion();
    void olderVersionMayBeImportedLater();
    void newReleaseUpdatesTheDocuments();
    void refusesWhatCannotBePublished_data();
    void refusesWhatCannotBePublished();
    void refusalLeavesNothing();
    void tagsThatAreNoFileNamesStayInMeta();
    void readmeIsOptional();
    void deadReservationIsTakenAway_data();
    void deadReservationIsTakenAway();
    void documentsThatWereNotWrittenAreWrittenAtStart();
    void onlyOldTemporaryFilesAreSwept();
    void twoStoresShareOneFolder();
    void cancelledImportLeavesNothing();
    void verifyFindsWhatWasChanged();
    void verifyMakesTheApiServersDocumentsOnceMore();
    void filesAreReadableForAll();

private:
    [[nodiscard]] QString path(const QString &relative) const
    {
        return m_root->filePath(u"registry/mirror/"_s + relative);
    }
    [[nodiscard]] QMap<QString, QByteArray> tree() const
    {
        QMap<QString, QByteArray> files;
        QDirIterator all(path({}), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (all.hasNext()) {
            const QString file = all.next();
            files[QDir(path({})).relativeFilePath(file)] = ReleaseFixture::read(file);
        }
        return files;
    }
    [[nodiscard]] QString packed(const ReleaseFixture &release) const
    {
        return release.pack(m_root->path());
    }

    static void writeTemporary(const QString &path, bool isOld)
    {
        ReleaseFixture::write(path, "half");
        QFile file(path);
        if (isOld
            && (!file.open(QIODevice::ReadWrite)
                || !file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-2),
                                     QFileDevice::FileModificationTime)))
            qFatal("cannot change the time of %s", qPrintable(path));
    }

    std::unique_ptr<QTemporaryDir> m_root;
    std::unique_ptr<RegistryStore> m_store;
    FakeClock m_clock;
};

void TestRegistryStore::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    m_clock = FakeClock();
    m_store = std::make_unique<RegistryStore>(m_root->filePath(u"registry"_s), m_clock);
}

void TestRegistryStore::emptyRegistryAnswersNothing()
{
    QVERIFY(m_store->distributions().isEmpty());
    QVERIFY(!m_store->contains(u"kvbox"_s, Version(1, 2, 0)));
    QCOMPARE(m_store->release(u"kvbox"_s, Version(1, 2, 0)).error().kind, Error::Kind::NotFound);
    QCOMPARE(m_store->distribution(u"../../etc/passwd"_s).error().kind, Error::Kind::NotFound);
    QVERIFY(m_store->verify().isEmpty());
    QVERIFY2(!QFile::exists(m_root->filePath(u"registry"_s)), "reading makes no folder");
    QVERIFY(m_store->prepare());
    QCOMPARE(tree().keys(),
             (QStringList{u".well-known/jwks.json"_s, u"index.json"_s, u"meta/dists.json"_s,
                          u"meta/mirrors.json"_s, u"meta/spec.txt"_s, u"stats/dist.json"_s,
                          u"stats/extension.json"_s, u"stats/summary.json"_s, u"stats/tag.json"_s,
                          u"stats/user.json"_s}));
}

void TestRegistryStore::importWritesTheTreeOfAMirror()
{
    ReleaseFixture fixture;
    fixture.name = u"kvBox"_s;
    fixture.version = u"1.2.0-RC1"_s;
    fixture.changes[u"release_status"] = u"testing"_s;
    const Result<Release> release = m_store->import(packed(fixture), u"Ada"_s);
    QVERIFY2(release, qPrintable(release ? QString() : release.error().message));
    QCOMPARE(release->name, u"kvBox"_s);
    QCOMPARE(release->user, u"Ada"_s);
    QCOMPARE(release->date, m_clock.time);
    QCOMPARE(tree().keys(),
             (QStringList{u".well-known/jwks.json"_s, u"dist/kvbox.json"_s,
                          u"dist/kvbox/1.2.0-rc1/CERT.json"_s, u"dist/kvbox/1.2.0-rc1/META.json"_s,
                          u"dist/kvbox/1.2.0-rc1/README.txt"_s,
                          u"dist/kvbox/1.2.0-rc1/kvbox-1.2.0-rc1.zip"_s, u"extension/kvbox.json"_s,
                          u"index.json"_s, u"meta/dists.json"_s, u"meta/mirrors.json"_s,
                          u"meta/spec.txt"_s, u"stats/dist.json"_s, u"stats/extension.json"_s,
                          u"stats/summary.json"_s, u"stats/tag.json"_s, u"stats/user.json"_s,
                          u"tag/box.json"_s, u"tag/key value.json"_s, u"user/ada.json"_s}));
    const QJsonObject meta = ReleaseFixture::readObject(path(u"dist/kvbox/1.2.0-rc1/META.json"_s));
    QCOMPARE(meta[u"name"].toString(), u"kvBox"_s);
    QCOMPARE(meta[u"version"].toString(), u"1.2.0-RC1"_s);
    const Result<FileDigests> digests =
        digestsOfFile(m_store->archivePath(u"kvBox"_s, release->version));
    QVERIFY(digests);
    QCOMPARE(meta[u"sha1"].toString(), QString::fromLatin1(digests->sha1.toHex()));
    QCOMPARE(release->digests.sha1, digests->sha1);
    QCOMPARE(ReleaseFixture::readObject(path(u"tag/box.json"_s))[u"tag"].toString(), u"Box"_s);
    QCOMPARE(m_store->distributions(), QStringList{u"kvBox"_s});
    QVERIFY(m_store->contains(u"KVBOX"_s, release->version));
    QCOMPARE(m_store->verify(), QStringList());
}

void TestRegistryStore::goodZipIsPublishedUntouched()
{
    const QString archive = packed({});
    QVERIFY(m_store->import(archive));
    QCOMPARE(ReleaseFixture::read(path(u"dist/kvbox/1.2.0/kvbox-1.2.0.zip"_s)),
             ReleaseFixture::read(archive));
}

void TestRegistryStore::otherArchivesArePackedAnew_data()
{
    QTest::addColumn<QString>("prefix");
    QTest::newRow("upper case") << u"kvBox-1.2.0"_s;
    QTest::newRow("another name") << u"whatever"_s;
}

void TestRegistryStore::otherArchivesArePackedAnew()
{
    QFETCH(QString, prefix);
    ReleaseFixture fixture;
    fixture.prefix = prefix;
    const QString archive = packed(fixture);
    const Result<Release> release = m_store->import(archive);
    QVERIFY2(release, qPrintable(release ? QString() : release.error().message));
    const QString published = m_store->archivePath(u"kvbox"_s, release->version);
    QVERIFY(ReleaseFixture::read(published) != ReleaseFixture::read(archive));
    const Result<ArchiveReader> reader = ArchiveReader::open(published);
    QVERIFY(reader);
    QCOMPARE(reader->topFolder(), u"kvbox-1.2.0"_s);
    QVERIFY(reader->contains(u"kvbox-1.2.0/sql/kvbox.sql"_s));
    QCOMPARE(m_store->verify(), QStringList());
}

void TestRegistryStore::manyAreImportedAtOnce()
{
    const QString broken = m_root->filePath(u"broken.zip"_s);
    ReleaseFixture::write(broken, "PK nothing");
    const QString good = packed({.version = u"1.0.0"_s});
    const QList<Result<Release>> results =
        m_store->importAll({good, broken, packed({.version = u"1.1.0"_s}), good});
    QCOMPARE(results.size(), 4);
    QVERIFY(results[0]);
    QVERIFY(!results[1]);
    QVERIFY(results[2]);
    QCOMPARE(results[3].error().kind, Error::Kind::Conflict);
    QCOMPARE(m_store->verify(), QStringList());
    QVERIFY(m_store->contains(u"kvbox"_s, Version(1, 1, 0)));
    QVERIFY(m_store->importAll({}).isEmpty());
}

void TestRegistryStore::secondImportIsAConflictAndChangesNothing()
{
    const QString archive = packed({});
    QVERIFY(m_store->import(archive));
    const QMap<QString, QByteArray> before = tree();
    m_clock.time = m_clock.time.addDays(1);
    const Result<Release> again = m_store->import(archive);
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Conflict);
    QVERIFY(again.error().message.contains(u"kvbox 1.2.0"_s));
    QCOMPARE(tree(), before);
}

void TestRegistryStore::buildMetadataMakesNoNewVersion()
{
    QVERIFY(m_store->import(packed({.version = u"1.2.0+a"_s})));
    const Result<Release> again = m_store->import(packed({.version = u"1.2.0+b"_s}));
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Conflict);
}

void TestRegistryStore::olderVersionMayBeImportedLater()
{
    QVERIFY(m_store->import(packed({.version = u"2.0.0"_s})));
    const Result<Release> older = m_store->import(packed({.version = u"1.0.0"_s}));
    QVERIFY2(older, qPrintable(older ? QString() : older.error().message));
    const Result<Distribution> distribution = m_store->distribution(u"kvbox"_s);
    QVERIFY(distribution);
    QCOMPARE(distribution->releases.size(), 2);
    QCOMPARE(distribution->releases.first().version.toString(), u"2.0.0"_s);
}

void TestRegistryStore::newReleaseUpdatesTheDocuments()
{
    QVERIFY(m_store->import(packed({.version = u"1.0.0"_s}), u"ada"_s));
    m_clock.time = m_clock.time.addDays(1);
    ReleaseFixture second{.version = u"1.1.0"_s};
    second.changes[u"tags"] = QJsonArray{u"box"_s, u"new"_s};
    QVERIFY(m_store->import(packed(second), u"bob"_s));
    const QJsonObject box = ReleaseFixture::readObject(path(u"tag/box.json"_s));
    QCOMPARE(box[u"releases"][u"kvbox"][u"stable"].toArray().size(), 2);
    QCOMPARE(box[u"tag"].toString(), u"Box"_s);
    const QJsonObject old = ReleaseFixture::readObject(path(u"tag/key value.json"_s));
    QCOMPARE(old[u"releases"][u"kvbox"][u"stable"].toArray().size(), 1);
    QCOMPARE(ReleaseFixture::readObject(path(u"user/bob.json"_s))[u"releases"][u"kvbox"][u"stable"]
                 .toArray()
                 .size(),
             1);
    const QJsonObject summary = ReleaseFixture::readObject(path(u"stats/summary.json"_s));
    QCOMPARE(summary[u"releases"].toInt(), 2);
    QCOMPARE(summary[u"users"].toInt(), 2);
    QCOMPARE(m_store->verify(), QStringList());
}

void TestRegistryStore::refusesWhatCannotBePublished_data()
{
    QTest::addColumn<QJsonObject>("changes");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("inMessage");
    QTest::newRow("no abstract") << QJsonObject{{u"abstract"_s, QJsonValue::Null}} << u"kvbox"_s
                                 << u"abstract"_s;
    QTest::newRow("version") << QJsonObject{{u"version"_s, u"1.2"_s}} << u"kvbox"_s
                             << u"/version"_s;
    QTest::newRow("path") << QJsonObject{{u"provides"_s,
                                          QJsonObject{{u"kvbox"_s,
                                                       QJsonObject{{u"file"_s, u"../../x"_s},
                                                                   {u"version"_s, u"1.0.0"_s}}}}}}
                          << u"kvbox"_s << u"/provides/kvbox/file"_s;
    QTest::newRow("hidden name") << QJsonObject() << u".kvbox"_s << u".kvbox"_s;
    QTest::newRow("option name") << QJsonObject() << u"-kvbox"_s << u"-kvbox"_s;
    QTest::newRow("parent name") << QJsonObject() << u".."_s << u".."_s;
    QTest::newRow("device name") << QJsonObject() << u"con"_s << u"con"_s;
    QTest::newRow("extension name")
        << QJsonObject{{u"provides"_s,
                        QJsonObject{{u"..kvbox"_s, QJsonObject{{u"file"_s, u"sql/x.sql"_s},
                                                               {u"version"_s, u"1.0.0"_s}}}}}}
        << u"kvbox"_s << u"..kvbox"_s;
}

void TestRegistryStore::refusesWhatCannotBePublished()
{
    QFETCH(QJsonObject, changes);
    QFETCH(QString, name);
    QFETCH(QString, inMessage);
    ReleaseFixture fixture{.name = name, .changes = changes};
    fixture.prefix = u"top"_s;
    const Result<Release> release = m_store->import(packed(fixture));
    QVERIFY(!release);
    QCOMPARE(release.error().kind, Error::Kind::Invalid);
    QVERIFY2(release.error().message.contains(inMessage), qPrintable(release.error().message));
    QVERIFY(m_store->distributions().isEmpty());
}

void TestRegistryStore::refusalLeavesNothing()
{
    QVERIFY(m_store->prepare());
    const QMap<QString, QByteArray> before = tree();
    const QString broken = m_root->filePath(u"broken.zip"_s);
    ReleaseFixture::write(broken, "PK\x03\x04 and nothing more");
    QVERIFY(!m_store->import(broken));
    QCOMPARE(m_store->import(m_root->filePath(u"none.zip"_s)).error().kind, Error::Kind::NotFound);
    ReleaseFixture notJson;
    notJson.metaText = "{\"name\": ";
    const Result<Release> release = m_store->import(packed(notJson));
    QCOMPARE(release.error().kind, Error::Kind::Invalid);
    QVERIFY2(release.error().message.contains(u"line 1"_s), qPrintable(release.error().message));
    QCOMPARE(m_store->import(packed({}), u"no nickname"_s).error().kind, Error::Kind::Invalid);
    QCOMPARE(tree(), before);
}

void TestRegistryStore::tagsThatAreNoFileNamesStayInMeta()
{
    ReleaseFixture fixture;
    fixture.changes[u"tags"] = QJsonArray{u"..hidden"_s, u"a:b"_s, u"good"_s};
    const Result<Release> release = m_store->import(packed(fixture));
    QVERIFY2(release, qPrintable(release ? QString() : release.error().message));
    QCOMPARE(QDir(path(u"tag"_s)).entryList(QDir::Files | QDir::Hidden),
             QStringList{u"good.json"_s});
    QCOMPARE(release->tags.size(), 3);
    QCOMPARE(m_store->verify(), QStringList());
}

void TestRegistryStore::readmeIsOptional()
{
    QVERIFY(m_store->import(packed({.readme = u"NOTES"_s})));
    QVERIFY(!QFile::exists(path(u"dist/kvbox/1.2.0/README.txt"_s)));
    QVERIFY(m_store->import(packed({.version = u"1.2.1"_s, .readme = u"README"_s})));
    QCOMPARE(ReleaseFixture::read(path(u"dist/kvbox/1.2.1/README.txt"_s)), "# kvbox\n");
}

void TestRegistryStore::deadReservationIsTakenAway_data()
{
    QTest::addColumn<QStringList>("left");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("archive") << QStringList{u"kvbox-1.2.0.zip"_s};
    QTest::newRow("all files") << QStringList{u"kvbox-1.2.0.zip"_s, u"README.txt"_s, u"CERT.json"_s,
                                              u"META.json"_s};
}

void TestRegistryStore::deadReservationIsTakenAway()
{
    // What a process leaves that is killed after it took the name and before the release was visible.
    QFETCH(QStringList, left);
    QVERIFY(m_store->import(packed({.name = u"other"_s})));
    const QMap<QString, QByteArray> before = tree();
    ReservationStore reservations(m_store->database());
    Release release;
    release.name = u"kvBox"_s;
    release.version = Version(1, 2, 0);
    QVERIFY(reservations.reserve(release, u"local"_s, ReservationStore::Authority::Operator,
                                 m_clock.now()));
    for (const QString &file : left)
        ReleaseFixture::write(path(u"dist/kvbox/1.2.0/"_s + file), "half");
    m_store->database()
        .write([](SqlConnection &connection) {
            return connection.execute(
                u"UPDATE releases SET lease = '2999-01-01T00:00:00.000Z nowhere 1 1' "
                "WHERE lease IS NOT NULL"_s);
        })
        .value();
    RegistryStore same(m_store->folder(), m_clock);
    QVERIFY(same.prepare());
    QVERIFY2(same.import(packed({})).error().kind == Error::Kind::Conflict,
             "another computer may be at work on it until its time is up");
    m_clock.time = QDateTime(QDate(3000, 1, 1), QTime(), Qt::UTC);
    RegistryStore after(m_store->folder(), m_clock);
    QVERIFY(after.prepare());
    QCOMPARE(tree(), before);
    QCOMPARE(after.verify(), QStringList());
    QVERIFY(after.import(packed({})));
}

void TestRegistryStore::documentsThatWereNotWrittenAreWrittenAtStart()
{
    QVERIFY(m_store->import(packed({})));
    const QMap<QString, QByteArray> whole = tree();
    // A kill between the transaction and its documents.
    QVERIFY(StaleDocumentStore(m_store->database()).markAll());
    for (const QString &file : {u"dist/kvbox.json"_s, u"extension/kvbox.json"_s,
                                u"user/local.json"_s, u"tag/box.json"_s, u"stats/dist.json"_s})
        QVERIFY(QFile::remove(path(file)));
    writeTemporary(path(u"dist/.kvbox.json.aBcDeF"_s), true);
    RegistryStore after(m_store->folder(), m_clock);
    QVERIFY(after.prepare());
    QCOMPARE(tree(), whole);
    QCOMPARE(after.verify(), QStringList());
}

void TestRegistryStore::onlyOldTemporaryFilesAreSwept()
{
    QVERIFY(m_store->import(packed({})));
    const QMap<QString, QByteArray> whole = tree();
    // Another process is writing these now.
    const QStringList young{path(u"dist/kvbox/1.3.0/.META.json.aBcDeF"_s),
                            m_store->apiTree().path(u"dist/.kvbox.json.aBcDeF"_s),
                            m_store->incomingFolder() + u"/upload-aBcDeF"_s};
    for (const QString &file : young)
        writeTemporary(file, false);
    const QString upload = m_store->incomingFolder() + u"/upload-gHiJkL"_s;
    writeTemporary(upload, true);
    RegistryStore second(m_store->folder(), m_clock);
    QVERIFY(second.prepare());
    QVERIFY2(!QFile::exists(upload), "at every start, whether documents are to be written or not");
    QVERIFY(StaleDocumentStore(m_store->database()).markAll());
    RegistryStore third(m_store->folder(), m_clock);
    QVERIFY(third.prepare());
    QVERIFY(third.sweep());
    for (const QString &file : young)
        QVERIFY2(QFile::exists(file), qPrintable(file));
    for (const QString &file : young)
        writeTemporary(file, true);
    QVERIFY(third.sweep());
    for (const QString &file : young)
        QVERIFY2(!QFile::exists(file), qPrintable(file));
    QCOMPARE(tree(), whole);
}

void TestRegistryStore::twoStoresShareOneFolder()
{
    RegistryStore other(m_store->folder(), m_clock);
    QVERIFY(m_store->import(packed({.version = u"1.0.0"_s})));
    QVERIFY(other.import(packed({.version = u"1.1.0"_s})));
    QVERIFY(m_store->import(packed({.version = u"1.2.0"_s})));
    QCOMPARE(m_store->distribution(u"kvbox"_s)->releases.size(), 3);
    QCOMPARE(other.verify(), QStringList());

    // At the same time.
    const QString one = packed({.name = u"one"_s});
    const QString two = packed({.name = u"two"_s});
    bool oneIsIn = false;
    const std::unique_ptr<QThread> thread(
        QThread::create([&] { oneIsIn = m_store->import(one).has_value(); }));
    thread->start();
    const bool twoIsIn = other.import(two).has_value();
    QVERIFY(thread->wait(60'000));
    QVERIFY(oneIsIn && twoIsIn);
    QCOMPARE(other.verify(), QStringList());
    QCOMPARE(other.distributions(), (QStringList{u"kvbox"_s, u"one"_s, u"two"_s}));
}

void TestRegistryStore::cancelledImportLeavesNothing()
{
    QVERIFY(m_store->prepare());
    const QMap<QString, QByteArray> before = tree();
    CancellationSource source;
    source.cancel();
    const Result<Release> release = m_store->import(packed({}), u"ada"_s, source.token());
    QVERIFY(!release);
    QCOMPARE(release.error().kind, Error::Kind::Cancelled);
    QCOMPARE(tree(), before);
}

void TestRegistryStore::verifyMakesTheApiServersDocumentsOnceMore()
{
    QVERIFY(m_store->import(packed({})));
    QVERIFY(m_store->import(packed({.version = u"1.3.0"_s})));
    QCOMPARE(m_store->verify(), QStringList());
    const RegistryFolder &api = m_store->apiTree();
    const QString changed = api.distribution(u"kvbox"_s);
    const QString missing = api.htmlDoc(u"kvbox"_s, u"1.2.0"_s, u"README"_s);
    const QString unknown = api.path(u"dist/other/1.0.0/META.json"_s);
    ReleaseFixture::write(changed, ReleaseFixture::read(changed).replace("kvbox", "kvfox"));
    QVERIFY(QFile::remove(missing));
    ReleaseFixture::write(unknown, "{}");
    const QStringList problems = m_store->verify();
    QCOMPARE(problems.size(), 3);
    for (const QString &file : {changed, missing, unknown})
        QVERIFY2(!problems.filter(file).isEmpty(), qPrintable(file));
    QVERIFY(m_store->reindex());
    QCOMPARE(m_store->verify(), QStringList());
    // Nothing of the comparison is left.
    QVERIFY(QDir(m_store->incomingFolder())
                .entryList({u"verify.*"_s}, QDir::Dirs | QDir::Files)
                .isEmpty());
}

void TestRegistryStore::verifyFindsWhatWasChanged()
{
    QVERIFY(m_store->import(packed({})));
    QVERIFY(m_store->import(packed({.version = u"1.3.0"_s})));
    QFile archive(path(u"dist/kvbox/1.2.0/kvbox-1.2.0.zip"_s));
    QVERIFY(archive.open(QIODevice::ReadWrite));
    QVERIFY(archive.seek(40));
    QVERIFY(archive.write("evil") == 4);
    archive.close();
    ReleaseFixture::write(path(u"extension/kvbox.json"_s), "{}");
    QVERIFY(QFile::remove(path(u"tag/box.json"_s)));
    const QStringList problems = m_store->verify();
    QCOMPARE(problems.size(), 3);
    QVERIFY(problems.join(u'\n').contains(u"kvbox-1.2.0.zip"_s));
    QVERIFY(problems.join(u'\n').contains(u"extension/kvbox.json"_s));
    QVERIFY(problems.join(u'\n').contains(u"tag/box.json"_s));
}

void TestRegistryStore::filesAreReadableForAll()
{
#ifdef Q_OS_UNIX
    const mode_t before = ::umask(077);
    const Result<Release> release = m_store->import(packed({}));
    ::umask(before);
    QVERIFY(release);
    const QStringList files = tree().keys();
    for (const QString &file : files) {
        struct stat status = {};
        QCOMPARE(::stat(qPrintable(path(file)), &status), 0);
        QVERIFY2((status.st_mode & 07777) == 0644, qPrintable(file));
    }
#else
    QSKIP("Windows has no such modes");
#endif
}

QTEST_GUILESS_MAIN(TestRegistryStore)
#include "tst_registrystore.moc"
