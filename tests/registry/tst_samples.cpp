// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/archivereader.h"
#include "catalog/metaparser.h"
#include "catalog/metavalidator.h"
#include "registry/registrystore.h"
#include "registry/sampleimport.h"
#include "samples/testsamples.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestSamples : public QObject
{
    Q_OBJECT

private slots:
    void everySampleIsAGoodRelease_data();
    void everySampleIsAGoodRelease();
    void allAreImportedOnceWithWhatTheyNeed();
    void hostileMetaIsRefused();
    void otherTestSamplesAreGoodReleases();
};

void TestSamples::everySampleIsAGoodRelease_data()
{
    QTest::addColumn<QString>("path");
    const QStringList archives = SampleImport::archives();
    QVERIFY(archives.size() >= 11);
    for (const QString &path : archives)
        QTest::addRow("%s", qPrintable(path.section(u'/', -1))) << path;
}

void TestSamples::everySampleIsAGoodRelease()
{
    QFETCH(QString, path);
    const Result<ArchiveReader> reader = ArchiveReader::open(path);
    QVERIFY2(reader, qPrintable(reader ? QString() : reader.error().message));
    const QString top = reader->topFolder() + u'/';
    QCOMPARE(top.chopped(1), path.section(u'/', -1).chopped(4));
    const Result<QByteArray> meta = reader->read(top + u"META.json"_s);
    QVERIFY(meta);
    const QList<MetaProblem> problems = MetaValidator::check(*meta);
    QVERIFY2(problems.isEmpty(),
             qPrintable(problems.isEmpty() ? QString()
                                           : problems.first().pointer + problems.first().message));
    const Result<Release> release = MetaParser::parse(*meta);
    QVERIFY(release);
    for (const QString &file : {u"README.md"_s, u"LICENSE"_s})
        QVERIFY2(reader->contains(top + file), qPrintable(file));
    for (const ProvidedExtension &extension : release->extensions) {
        QVERIFY2(reader->contains(top + extension.sqlFile), qPrintable(extension.sqlFile));
        QVERIFY2(reader->contains(top + extension.docFile), qPrintable(extension.docFile));
        QVERIFY(reader->contains(top + extension.name + u".control"_s));
        // Each has a regression test.
        QVERIFY(reader->contains(top + u"test/sql/"_s + extension.name + u".sql"_s));
        QVERIFY(reader->contains(top + u"test/expected/"_s + extension.name + u".out"_s));
    }
}

void TestSamples::allAreImportedOnceWithWhatTheyNeed()
{
    QTemporaryDir folder;
    RegistryStore store(folder.filePath(u"registry"_s));
    QElapsedTimer timer;
    timer.start();
    const Result<SampleImportOutcome> first = importSamples(store);
    QVERIFY2(first, qPrintable(first ? QString() : first.error().message));
    qInfo("imported %d samples in %lld ms", first->imported, timer.restart());
    QCOMPARE(first->problems, QStringList());
    QCOMPARE(first->imported, SampleImport::archives().size());
    QCOMPARE(store.verify(), QStringList());
    QVERIFY(store.contains(u"business_days"_s, Version(2, 0, 0)));
    timer.restart();
    const Result<SampleImportOutcome> second = importSamples(store);
    qInfo("looked again in %lld ms", timer.elapsed());
    QVERIFY(second);
    QCOMPARE(second->imported, 0);
    QCOMPARE(second->present, first->imported);

    // What one of them needs is among them, or part of PostgreSQL.
    int chained = 0;
    for (const QString &name : store.distributions()) {
        const Result<Distribution> distribution = store.distribution(name);
        QVERIFY(distribution);
        const Result<Release> release = store.release(name, distribution->best()->version);
        QVERIFY(release);
        for (const Requirement &requirement : release->requirements) {
            if (requirement.source == Requirement::Source::Core)
                continue;
            ++chained;
            QVERIFY2(store.distribution(requirement.name), qPrintable(requirement.name));
        }
    }
    QVERIFY(chained >= 1);
}

void TestSamples::hostileMetaIsRefused()
{
    QTemporaryDir folder;
    RegistryStore store(folder.filePath(u"registry"_s));
    const Result<QString> archive = ::PackedSamples::pack(u"hostile_meta"_s, folder.path());
    QVERIFY(archive);
    const Result<Release> release = store.import(*archive);
    QVERIFY(!release);
    QCOMPARE(release.error().kind, Error::Kind::Invalid);
    QVERIFY(release.error().message.contains(u"/provides/hostile_meta/file"_s));
    QVERIFY(release.error().message.contains(u"/provides/hostile_meta/docfile"_s));
}

void TestSamples::otherTestSamplesAreGoodReleases()
{
    QTemporaryDir folder;
    RegistryStore store(folder.filePath(u"registry"_s));
    QStringList archives;
    const QDir sources(QStringLiteral(HOWDAH_SOURCE_DIR "/tests/samples"));
    for (const QString &name : sources.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (name == u"hostile_meta")
            continue;
        const Result<QString> archive = ::PackedSamples::pack(name, folder.path());
        QVERIFY(archive);
        archives.append(*archive);
    }
    QVERIFY(archives.size() >= 12);
    for (const Result<Release> &release : store.importAll(archives))
        QVERIFY2(release, qPrintable(release ? QString() : release.error().message));
}

QTEST_GUILESS_MAIN(TestSamples)
#include "tst_samples.moc"
