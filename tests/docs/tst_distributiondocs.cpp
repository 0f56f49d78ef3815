// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/zipbuilder.h"
#include "catalog/metaparser.h"
#include "docs/distributiondocs.h"
#include "docs/docpaths.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using DocRenderer::Markup;

class TestDistributionDocs : public QObject
{
    Q_OBJECT

    using Files = QList<std::pair<QByteArray, QByteArray>>;

    static Release release(const QByteArray &members = {})
    {
        const QByteArray json =
            "{\"name\":\"kvBox\",\"version\":\"1.2.0\",\"abstract\":\"x\","
            "\"maintainer\":\"Ada <ada@example.org>\",\"license\":\"postgresql\","
            "\"provides\":{\"kvbox\":{\"file\":\"sql/kvbox.sql\",\"version\":\"1.2.0\","
            "\"abstract\":\"The box type\",\"docfile\":\"doc/kvbox.md\"},"
            "\"boxfdw\":{\"file\":\"sql/boxfdw.sql\",\"version\":\"1.2.0\"}}"
            + members + "}";
        const Result<Release> parsed = MetaParser::parse(json);
        return parsed ? *parsed : Release();
    }

    ArchiveReader archive(const Files &files, const QByteArray &prefix = "kvbox-1.2.0/")
    {
        ZipBuilder zip;
        for (const auto &[name, content] : files)
            zip.add(ZipBuilder::Entry{prefix + name, content, false});
        const QString path = m_folder.filePath(QString::number(++m_count) + u".zip"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(zip.build()) < 0)
            qFatal("cannot write the archive");
        file.close();
        Result<ArchiveReader> reader = ArchiveReader::open(path);
        if (!reader)
            qFatal("%s", qPrintable(reader.error().message));
        return std::move(*reader);
    }

    static QStringList docpaths(const DistributionDocs &docs)
    {
        QStringList list;
        for (const DistributionDoc &doc : docs.docs())
            list += doc.docpath;
        return list;
    }

    QTemporaryDir m_folder;
    int m_count = 0;

private Q_SLOTS:
    void documentsAreFound()
    {
        const ArchiveReader reader =
            archive({{"README", "kvBox"},
                     {"Makefile", "all:"},
                     {"sql/kvbox.sql", "SELECT 1;"},
                     {"doc/kvbox.md", "# kvbox 1.2.0\n\nText"},
                     {"doc/boxfdw.rst", "no heading"},
                     {"doc/api/index.html", "<title>The API</title><h1>x</h1>"},
                     {"LICENSE", "free"},
                     {"lib/x.pl", "print 1;"},
                     {"lib/y.pl", "=head1 Y\n\ntext"},
                     {"lib/libx.a", "x"},
                     {"doc/empty.md", " \n"},
                     {"doc/logo.png", "x"}});
        DistributionDocs docs = DistributionDocs::of(reader, release());
        QVERIFY(docs.readTitles(reader));
        QCOMPARE(docpaths(docs), QStringList({u"doc/kvbox"_s, u"README"_s, u"doc/boxfdw"_s,
                                              u"doc/api/index"_s, u"lib/y"_s}));
        QCOMPARE(docs.find(u"doc/kvbox"_s)->title, u"kvbox 1.2.0"_s);
        QCOMPARE(docs.find(u"doc/kvbox"_s)->abstract, u"The box type"_s);
        QCOMPARE(docs.find(u"doc/boxfdw"_s)->title, u"boxfdw"_s);
        QCOMPARE(docs.find(u"doc/boxfdw"_s)->abstract, QString());
        QCOMPARE(docs.find(u"doc/api/index"_s)->title, u"The API"_s);
        QCOMPARE(docs.find(u"README"_s)->markup, Markup::Plain);
        QCOMPARE(docs.docpathOf(u"kvbox"_s), u"doc/kvbox"_s);
        QCOMPARE(docs.docpathOf(u"boxfdw"_s), u"doc/boxfdw"_s);
        QCOMPARE(docs.docpathOf(u"other"_s), QString());
        QVERIFY(!docs.find(u"doc/empty"_s));
    }

    void metaGetsWhatAnApiServerTells()
    {
        const ArchiveReader reader = archive({{"META.json", "{}"},
                                              {"kvBox.control", "x"},
                                              {"Makefile", "x"},
                                              {"README.md", "# kvBox"},
                                              {"Changes", "x"},
                                              {"doc/kvbox.md", "# kvbox 1.2.0"}});
        const Release meta = release(",\"tags\":[\"box\"]");
        DistributionDocs docs = DistributionDocs::of(reader, meta);
        QVERIFY(docs.readTitles(reader));
        const QJsonObject added = docs.addedTo(meta.meta);
        QCOMPARE(
            QJsonDocument(added[u"docs"_s].toObject()).toJson(QJsonDocument::Compact),
            QByteArray(
                "{\"README\":{\"title\":\"kvBox\"},\"doc/kvbox\":{\"abstract\":\"The box type\","
                "\"title\":\"kvbox 1.2.0\"}}"));
        QCOMPARE(
            QJsonDocument(added[u"special_files"_s].toArray()).toJson(QJsonDocument::Compact),
            QByteArray("[\"Changes\",\"README.md\",\"META.json\",\"Makefile\",\"kvBox.control\"]"));
        QCOMPARE(added[u"provides"_s][u"kvbox"_s][u"docpath"_s].toString(), u"doc/kvbox"_s);
        QVERIFY(!added[u"provides"_s][u"boxfdw"_s].toObject().contains(u"docpath"_s));
        QCOMPARE(added[u"tags"_s], meta.meta[u"tags"_s]);
    }

    void specialFilesComeInOrder_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QStringList>("special");
        const auto row = [](const char *name, const QString &files, const QString &special) {
            QTest::newRow(name) << files.split(u' ') << special.split(u' ', Qt::SkipEmptyParts);
        };
        row("order", u"x.control MANIFEST Makefile META.json README Changes"_s,
            u"Changes README META.json Makefile MANIFEST x.control"_s);
        row("first of a kind", u"LICENSE README.md changelog.md Changes"_s,
            u"changelog.md LICENSE"_s);
        row("any case", u"readme.TXT CHANGELOG"_s, u"CHANGELOG readme.TXT"_s);
        row("exact case", u"makefile meta.json manifest X.control"_s, u""_s);
        row("made from .in", u"Makefile.in MANIFEST.in x.control.in"_s,
            u"Makefile.in MANIFEST.in x.control.in"_s);
        row("made and source", u"Makefile.in Makefile"_s, u"Makefile"_s);
        row("at the top only", u"doc/README a/Makefile a/META.json"_s, u""_s);
        row("not alike", u"README-old MyMakefile Changes.d.md"_s, u""_s);
    }

    void specialFilesComeInOrder()
    {
        QFETCH(QStringList, files);
        QFETCH(QStringList, special);
        QCOMPARE(DocPaths::specialFiles(files, u"x"_s), special);
    }

    void docpathsLoseTheSuffix_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("docpath");
        QTest::newRow("folder") << u"doc/a.b.md"_s << u"doc/a.b"_s;
        QTest::newRow("top") << u"README.md"_s << u"README"_s;
        QTest::newRow("no suffix") << u"README"_s << u"README"_s;
        QTest::newRow("dot in folder") << u"doc.d/a"_s << u"doc.d/a"_s;
        QTest::newRow("hidden") << u"doc/.md"_s << u"doc/.md"_s;
    }

    void docpathsLoseTheSuffix()
    {
        QFETCH(QString, file);
        QFETCH(QString, docpath);
        QCOMPARE(DocPaths::docpathOf(file), docpath);
    }

    void noIndexIsObeyed_data()
    {
        QTest::addColumn<QByteArray>("noIndex");
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("isUnindexed");
        const auto row = [](const QByteArray &noIndex, const QString &file, bool is) {
            QTest::newRow((noIndex + ' ' + file.toUtf8()).constData()) << noIndex << file << is;
        };
        row("{}", u"doc/a.md"_s, false);
        row("{\"file\":[\"doc/a.md\"]}", u"doc/a.md"_s, true);
        row("{\"file\":[\"doc/a.md\"]}", u"doc/a.md2"_s, false);
        row("{\"file\":\"doc/a.md\"}", u"doc/a.md"_s, true);
        row("{\"directory\":[\"doc\"]}", u"doc/a.md"_s, true);
        row("{\"directory\":\"doc\"}", u"docs/a.md"_s, true); // a plain beginning
        row("{\"directory\":[\"src\",\"test\"]}", u"doc/test/a.md"_s, false);
        row("{\"directory\":[\"\"]}", u"a.md"_s, false);
        row("{\"file\":[\"doc\"]}", u"doc/a.md"_s, false);
    }

    void noIndexIsObeyed()
    {
        QFETCH(QByteArray, noIndex);
        QFETCH(QString, file);
        QFETCH(bool, isUnindexed);
        QCOMPARE(DocPaths::isUnindexed(file, release(",\"no_index\":" + noIndex)), isUnindexed);
    }

    void ignoreOfTheSecondSpecIsObeyed_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("file");
        QTest::addColumn<bool>("isIgnored");
        const auto row = [](const QString &pattern, const QString &file, bool is) {
            QTest::newRow(qPrintable(pattern + u' ' + file)) << pattern << file << is;
        };
        row(u"*.md"_s, u"doc/a.md"_s, true);
        row(u"doc"_s, u"doc/a.md"_s, true);
        row(u"doc/"_s, u"x/doc/a.md"_s, true);
        row(u"/doc"_s, u"x/doc/a.md"_s, false);
        row(u"doc/*.md"_s, u"doc/a.md"_s, true);
        row(u"doc/*.md"_s, u"doc/b/a.md"_s, false);
        row(u"doc/**/*.md"_s, u"doc/b/c/a.md"_s, true);
        row(u"doc/**"_s, u"doc/b/c/a.md"_s, true);
        row(u"d?c"_s, u"doc/a.md"_s, true);
        row(u"!doc"_s, u"doc/a.md"_s, false);
        row(u"doc"_s, u"docs/a.md"_s, false);
        row(u"*a*a*a*a*a*a*a*a*a*b"_s, QString(2000, u'a'), false);
    }

    void ignoreOfTheSecondSpecIsObeyed()
    {
        QFETCH(QString, pattern);
        QFETCH(QString, file);
        QFETCH(bool, isIgnored);
        Release second;
        second.metaSpec = 2;
        second.noIndex = {pattern};
        QCOMPARE(DocPaths::isUnindexed(file, second), isIgnored);
    }

    void namedDocumentsAreIndexedAnyway()
    {
        const ArchiveReader reader =
            archive({{"doc/kvbox.md", "# a"}, {"doc/other.md", "# b"}, {"README.md", "# c"}});
        DistributionDocs docs = DistributionDocs::of(
            reader, release(",\"no_index\":{\"directory\":[\"doc\"],\"file\":[\"README.md\"]}"));
        QVERIFY(docs.readTitles(reader));
        QCOMPARE(docpaths(docs), QStringList{u"doc/kvbox"_s});
        // It is still what the distribution's page shows.
        QCOMPARE(docs.readmeFile(), u"README.md"_s);
    }

    void lastOfTheSameDocpathWins()
    {
        const ArchiveReader reader =
            archive({{"README.md", "# first"}, {"doc/kvbox.md", "# x"}, {"README.txt", "second"}});
        DistributionDocs docs = DistributionDocs::of(reader, release());
        QVERIFY(docs.readTitles(reader));
        QCOMPARE(docpaths(docs), QStringList({u"doc/kvbox"_s, u"README"_s}));
        QCOMPARE(docs.find(u"README"_s)->file, u"README.txt"_s);
        QCOMPARE(docs.find(u"README"_s)->title, u"README"_s);
    }

    void readmeWithMarkupIsShown_data()
    {
        QTest::addColumn<QByteArrayList>("files");
        QTest::addColumn<QString>("readme");
        QTest::newRow("markdown") << QByteArrayList{"README", "README.md", "README.txt"}
                                  << u"README.md"_s;
        QTest::newRow("rst first") << QByteArrayList{"README.rst", "README.md"} << u"README.rst"_s;
        QTest::newRow("plain") << QByteArrayList{"README.kvbox", "README"} << u"README.kvbox"_s;
        QTest::newRow("case") << QByteArrayList{"readme.adoc"} << u"readme.adoc"_s;
        QTest::newRow("deeper") << QByteArrayList{"doc/README.md", "x"} << QString();
        QTest::newRow("alike") << QByteArrayList{"READMEs.md", "x"} << QString();
    }

    void readmeWithMarkupIsShown()
    {
        QFETCH(QByteArrayList, files);
        QFETCH(QString, readme);
        Files contents;
        for (const QByteArray &file : files)
            contents.append({file, "text"});
        const ArchiveReader reader = archive(contents);
        const DistributionDocs docs = DistributionDocs::of(reader, release());
        QCOMPARE(docs.readmeFile(), readme);
        if (!readme.isEmpty())
            QCOMPARE(docs.bytes(reader, readme).value_or("none"), QByteArray("text"));
    }

    void documentsAreRenderedOnDemand()
    {
        const ArchiveReader reader =
            archive({{"doc/api/kvbox.rst", "kvbox\n=====\n\n`a <../other.md>`_ `b <x.html>`_"},
                     {"x", "y"}});
        const DistributionDocs docs = DistributionDocs::of(reader, release());
        QCOMPARE(docs.docs().size(), 1);
        const Result<RenderedDoc> doc =
            docs.rendered(reader, docs.docs().first(), QUrl(u"/src/kvbox/kvbox-1.2.0/"_s));
        QVERIFY(doc);
        QCOMPARE(doc->html, u"<h1 id=\"kvbox\">kvbox</h1>\n<p>"
                            "<a href=\"/src/kvbox/kvbox-1.2.0/doc/other.md\">a</a> "
                            "<a href=\"/src/kvbox/kvbox-1.2.0/doc/api/x.html\">b</a></p>\n"_s);
    }

    void archivesWithoutTopFolderAreRead()
    {
        const ArchiveReader reader = archive(
            {{"kvbox/META.json", "{}"}, {"kvbox/doc/kvbox.md", "# A"}, {"stray.md", "# B"}}, "");
        const DistributionDocs docs = DistributionDocs::of(reader, release());
        QCOMPARE(docpaths(docs), QStringList{u"doc/kvbox"_s});
        const ArchiveReader flat = archive({{"META.json", "{}"}, {"doc/kvbox.md", "# A"}}, "");
        QCOMPARE(docpaths(DistributionDocs::of(flat, release())), QStringList{u"doc/kvbox"_s});
    }

    void docfilesOutsideAreNoDocuments()
    {
        const ArchiveReader reader = archive({{"x", "y"}, {"README", "z"}});
        Release odd = release();
        for (const QString &path : {u"../x"_s, u"/etc/passwd"_s, u"x"_s, u""_s, u"doc/none.md"_s}) {
            odd.extensions[0].docFile = path;
            QCOMPARE(docpaths(DistributionDocs::of(reader, odd)), QStringList{u"README"_s});
        }
    }

    void countAndSizeAreLimited()
    {
        Files files{{"doc/large.md", QByteArray(3 * 1024 * 1024, 'x')}};
        for (int i = 0; i < 300; ++i)
            files.append({"doc/" + QByteArray::number(i) + ".md", "# a"});
        const DistributionDocs many = DistributionDocs::of(archive(files), release());
        QCOMPARE(many.docs().size(), 256);
        QVERIFY(!many.find(u"doc/large"_s));
        files.clear();
        for (int i = 0; i < 20; ++i)
            files.append({"doc/" + QByteArray::number(i) + ".md", QByteArray(1'500'000, 'a')});
        QCOMPARE(DistributionDocs::of(archive(files), release()).docs().size(), 11);
    }

    void readingStopsWhenAsked()
    {
        const ArchiveReader reader = archive({{"README.md", "# a"}, {"x", "y"}});
        DistributionDocs docs = DistributionDocs::of(reader, release());
        CancellationSource source;
        source.cancel();
        const Result<void> stopped = docs.readTitles(reader, source.token());
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, Error::Kind::Cancelled);
    }

    /// What a live API server said of the same release, whose archive HOWDAH_REAL_DISTRIBUTIONS (a folder) holds.
    void capturedMetaIsTheSame()
    {
        const QDir captures(QStringLiteral(
            HOWDAH_SOURCE_DIR "/../shared/pgxn/corpus/api/pgxnclient/dist/first_last_agg/0.1.4"));
        const QString zip =
            qEnvironmentVariable("HOWDAH_REAL_DISTRIBUTIONS") + u"/first_last_agg-0.1.4.zip"_s;
        if (!captures.exists() || !QFile::exists(zip))
            QSKIP("neither the captured documents nor the distribution are here");
        QFile file(captures.filePath(u"META.json"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject captured = QJsonDocument::fromJson(file.readAll()).object();
        const Result<Release> parsed = MetaParser::parse(captured);
        QVERIFY(parsed);
        const Result<ArchiveReader> reader = ArchiveReader::open(zip);
        QVERIFY(reader);
        DistributionDocs docs = DistributionDocs::of(*reader, *parsed);
        QVERIFY(docs.readTitles(*reader));
        QJsonObject bare = captured;
        bare.remove(u"docs"_s);
        bare.remove(u"special_files"_s);
        const QJsonObject added = docs.addedTo(bare);
        QCOMPARE(added[u"docs"_s].toObject().keys(), captured[u"docs"_s].toObject().keys());
        QCOMPARE(added[u"special_files"_s], captured[u"special_files"_s]);
        QCOMPARE(added[u"provides"_s], captured[u"provides"_s]);
    }
};

QTEST_GUILESS_MAIN(TestDistributionDocs)
#include "tst_distributiondocs.moc"
