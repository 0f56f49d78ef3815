// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/archivereader.h"
#include "archive/crc32.h"

#include "archive/tarbuilder.h"
#include "archive/zipbuilder.h"

#include <KCompressionDevice>

#include <QBuffer>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Error::Kind)

class TestArchiveReader : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void crcAgreesWithThePublishedCheckValue();
    void readsEveryFormatByContent_data();
    void readsEveryFormatByContent();
    void readsZipWrittenToAPipe();
    void readsLongTarNames();
    void readsRepeatedFoldersOnce();
    void readsSeveralGzipMembers();
    void skipsTheFolderThatTarCallsDot();

    void refusesHostileNamesInZip_data();
    void refusesHostileNamesInZip();
    void refusesHostileNamesInTar_data();
    void refusesHostileNamesInTar();
    void refusesLinksAndSpecialFilesInZip_data();
    void refusesLinksAndSpecialFilesInZip();
    void refusesLinksAndSpecialFilesInTar_data();
    void refusesLinksAndSpecialFilesInTar();
    void refusesDuplicates_data();
    void refusesDuplicates();
    void refusesLiesAboutContent_data();
    void refusesLiesAboutContent();
    void refusesNulHiddenInTarName();
    void refusesPrefixedZip();
    void refusesWhatIsNoArchive();
    void refusesCutOffArchives_data();
    void refusesCutOffArchives();
    void everyCutOfAZipIsRefused();
    void everyFlippedByteIsHarmless();
    void refusesBombs_data();
    void refusesBombs();
    void countsEntriesBeforeReadingThem();
    void inflatesNoMoreThanTheCap();

    void readsOneFile();
    void refusesToReadMoreThanTheLimit();
    void unpacksBelowPrefixWithPlainModes();
    void setuidIsMasked();
    void unpacksIntoEmptyFolderOnly();
    void changedFileLeavesNothingUnpacked();
    void cancelLeavesNothing();
    void topFolderOnlyWhenAllIsInIt_data();
    void topFolderOnlyWhenAllIsInIt();
    void opensSmallArchivesFast();

private:
    QString written(const QByteArray &bytes) const
    {
        const QString path = m_folder->filePath(u"archive"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }
    static QByteArray packed(const QByteArray &plain, KCompressionDevice::CompressionType type)
    {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        KCompressionDevice device(&buffer, false, type);
        if (!device.open(QIODevice::WriteOnly) || device.write(plain) != plain.size())
            return {};
        device.close();
        return bytes;
    }
    /// Everything below the test's folder but the archive itself.
    [[nodiscard]] QStringList leftovers() const
    {
        QStringList found;
        QDirIterator all(m_folder->path(), QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
        while (all.hasNext())
            found.append(QDir(m_folder->path()).relativeFilePath(all.next()));
        found.removeOne(u"archive"_s);
        return found;
    }
    void expectRefusal(const QByteArray &bytes, const QString &inMessage,
                       const ArchiveLimits &limits = {});

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestArchiveReader::init()
{
    static const QByteArray temporary = qgetenv("TMPDIR");
    qputenv("TMPDIR", temporary);
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
    // Temporary files land where the test can count them.
    qputenv("TMPDIR", m_folder->path().toLocal8Bit());
}

void TestArchiveReader::expectRefusal(const QByteArray &bytes, const QString &inMessage,
                                      const ArchiveLimits &limits)
{
    const Result<ArchiveReader> reader = ArchiveReader::open(written(bytes), limits);
    QVERIFY2(!reader, "the archive was accepted");
    const Error error = reader.error();
    QVERIFY2(error.kind == Error::Kind::Refused || error.kind == Error::Kind::Integrity,
             qPrintable(nameOf(error.kind) + u": "_s + error.message));
    QVERIFY2(error.message.contains(inMessage), qPrintable(error.message));
    QCOMPARE(leftovers(), QStringList());
}

void TestArchiveReader::crcAgreesWithThePublishedCheckValue()
{
    QCOMPARE(crc32Of("123456789"), 0xcbf43926U);
    QCOMPARE(crc32Of("6789", crc32Of("12345")), 0xcbf43926U);
}

void TestArchiveReader::readsEveryFormatByContent_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray large = QByteArray("0123456789abcdef").repeated(20'000);
    const QByteArray tar = TarBuilder()
                               .addFolder("top/")
                               .add("top/a.txt", "hello")
                               .add("top/run", "#!/bin/sh\n", '0', 0755)
                               .add("top/large", large)
                               .build();
    ZipBuilder::Entry run{"top/run", "#!/bin/sh\n"};
    run.mode = 0100755;
    QTest::newRow("zip") << ZipBuilder()
                                .addFolder("top/")
                                .add("top/a.txt", "hello")
                                .add(run)
                                .add("top/large", large)
                                .build();
    QTest::newRow("tar") << tar;
    QTest::newRow("tar.gz") << packed(tar, KCompressionDevice::GZip);
    QTest::newRow("tar.xz") << packed(tar, KCompressionDevice::Xz);
    QTest::newRow("tar.zst") << packed(tar, KCompressionDevice::Zstd);
    QTest::newRow("tar.bz2") << packed(tar, KCompressionDevice::BZip2);
}

void TestArchiveReader::readsEveryFormatByContent()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!bytes.isEmpty());
    const Result<ArchiveReader> reader = ArchiveReader::open(written(bytes));
    QVERIFY2(reader, qPrintable(reader ? QString() : reader.error().message));
    const QList<ArchiveEntry> expected{{u"top"_s, true, false, 0},
                                       {u"top/a.txt"_s, false, false, 5},
                                       {u"top/run"_s, false, true, 10},
                                       {u"top/large"_s, false, false, 320'000}};
    QCOMPARE(reader->entries(), expected);
    QCOMPARE(reader->topFolder(), u"top"_s);
    QVERIFY(reader->contains(u"top/a.txt"_s));
    QVERIFY(!reader->contains(u"a.txt"_s));
    QCOMPARE(*reader->read(u"top/a.txt"_s), "hello");
    QCOMPARE(reader->read(u"top/large"_s)->right(4), "cdef");
}

void TestArchiveReader::readsZipWrittenToAPipe()
{
    ZipBuilder::Entry entry{"a.txt", "hello"};
    entry.sizesFollow = true;
    const Result<ArchiveReader> reader =
        ArchiveReader::open(written(ZipBuilder().add(entry).add("b.txt", "b").build()));
    QVERIFY2(reader, qPrintable(reader ? QString() : reader.error().message));
    QCOMPARE(*reader->read(u"a.txt"_s), "hello");
}

void TestArchiveReader::readsLongTarNames()
{
    const QByteArray first = "top/" + QByteArray(120, 'a');
    const QByteArray second = "top/" + QByteArray(130, 'b');
    const Result<ArchiveReader> reader =
        ArchiveReader::open(written(TarBuilder()
                                        .addPax("comment", "0123456789", 'g')
                                        .addPax("path", first)
                                        .add("top/short", "one")
                                        .add("././@LongLink", second + '\0', 'L')
                                        .add("top/short", "two")
                                        .build()));
    QVERIFY2(reader, qPrintable(reader ? QString() : reader.error().message));
    QCOMPARE(*reader->read(QString::fromUtf8(first)), "one");
    QCOMPARE(*reader->read(QString::fromUtf8(second)), "two");
}

void TestArchiveReader::readsRepeatedFoldersOnce()
{
    // Real releases name a folder twice; other clients stumble over it.
    const Result<ArchiveReader> reader = ArchiveReader::open(
        written(ZipBuilder().add("top/a", "a").addFolder("top/").addFolder("top/").build()));
    QVERIFY2(reader, qPrintable(reader ? QString() : reader.error().message));
    QCOMPARE(reader->entries().size(), 2);
    QVERIFY(reader->unpack(m_folder->filePath(u"out"_s)));
}

void TestArchiveReader::readsSeveralGzipMembers()
{
    const QByteArray tar = TarBuilder().add("a.txt", QByteArray(100'000, 'x')).build();
    const QByteArray bytes = packed(tar.first(1000), KCompressionDevice::GZip)
                             + packed(tar.sliced(1000), KCompressionDevice::GZip);
    const Result<ArchiveReader> reader = ArchiveReader::open(written(bytes));
    QVERIFY2(reader, qPrintable(reader ? QString() : reader.error().message));
    QCOMPARE(reader->entries().first().size, 100'000);
}

void TestArchiveReader::skipsTheFolderThatTarCallsDot()
{
    const Result<ArchiveReader> reader = ArchiveReader::open(
        written(TarBuilder().addFolder("./").addFolder("./top/").add("./top/a", "a").build()));
    QVERIFY2(reader, qPrintable(reader ? QString() : reader.error().message));
    QCOMPARE(reader->topFolder(), u"top"_s);
    QVERIFY(reader->contains(u"top/a"_s));
}

static void addHostileNames()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("reason");
    QTest::newRow("parent") << QByteArray("../x") << u"“..”"_s;
    QTest::newRow("parent inside") << QByteArray("a/../../x") << u"“..”"_s;
    QTest::newRow("parent at the end") << QByteArray("a/..") << u"“..”"_s;
    QTest::newRow("dot inside") << QByteArray("a/./x") << u"“.”"_s;
    QTest::newRow("absolute") << QByteArray("/etc/passwd") << u"absolute"_s;
    QTest::newRow("two slashes") << QByteArray("a//x") << u"empty part"_s;
    QTest::newRow("backslash") << QByteArray("a\\..\\x") << u"backslash"_s;
    QTest::newRow("drive") << QByteArray("C:x") << u"colon"_s;
    QTest::newRow("stream") << QByteArray("a/x:hidden") << u"colon"_s;
    QTest::newRow("newline") << QByteArray("a\nb") << u"control character"_s;
    QTest::newRow("escape") << QByteArray("a\x1b[2Jb") << u"control character"_s;
    QTest::newRow("delete") << QByteArray("a\x7f") << u"control character"_s;
    QTest::newRow("device") << QByteArray("a/NUL") << u"device"_s;
    QTest::newRow("device with suffix") << QByteArray("a/com1.sql") << u"device"_s;
    QTest::newRow("dot at the end") << QByteArray("a/x.") << u"dot or a blank"_s;
    QTest::newRow("blank at the end") << QByteArray("a /x") << u"dot or a blank"_s;
    QTest::newRow("not UTF-8") << QByteArray("a\xff") << u"UTF-8"_s;
    QTest::newRow("overlong UTF-8") << QByteArray("a\xc0\xae\xc0\xae/x") << u"UTF-8"_s;
    QTest::newRow("long") << QByteArray("a/").repeated(40) + QByteArray(1000, 'x') << u"longer"_s;
    QTest::newRow("long part") << QByteArray(256, 'x') << u"255"_s;
    QTest::newRow("deep") << QByteArray("a/").repeated(70) + 'x' << u"folders deep"_s;
}

void TestArchiveReader::refusesHostileNamesInZip_data()
{
    addHostileNames();
    QTest::newRow("NUL") << QByteArray("a.sql\0.txt", 10) << u"control character"_s;
    QTest::newRow("empty") << QByteArray() << u"no name"_s;
}

void TestArchiveReader::refusesHostileNamesInZip()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, reason);
    expectRefusal(ZipBuilder().add("good", "good").add(name, "bad").build(), reason);
    expectRefusal(ZipBuilder().add("good", "good").addFolder(name + '/').build(),
                  name.isEmpty() ? u"absolute"_s : reason);
}

void TestArchiveReader::refusesHostileNamesInTar_data()
{
    addHostileNames();
    QTest::newRow("NUL") << QByteArray("a.sql\0.txt", 10) << u"control character"_s;
}

void TestArchiveReader::refusesHostileNamesInTar()
{
    QFETCH(QByteArray, name);
    QFETCH(QString, reason);
    expectRefusal(TarBuilder().add("good", "good").addPax("path", name).add("x", "bad").build(),
                  reason);
}

void TestArchiveReader::refusesLinksAndSpecialFilesInZip_data()
{
    QTest::addColumn<quint32>("mode");
    QTest::addColumn<QString>("reason");
    QTest::newRow("symbolic link")
        << 0120777U << u"“evil” in the archive is refused: it is a symbolic"_s;
    QTest::newRow("pipe") << 0010644U << u"“evil”"_s;
    QTest::newRow("character device") << 0020644U << u"“evil”"_s;
    QTest::newRow("block device") << 0060644U << u"“evil”"_s;
    QTest::newRow("socket") << 0140644U << u"“evil”"_s;
    QTest::newRow("folder without slash") << 0040755U << u"file and a folder"_s;
}

void TestArchiveReader::refusesLinksAndSpecialFilesInZip()
{
    QFETCH(quint32, mode);
    QFETCH(QString, reason);
    ZipBuilder::Entry entry{"evil", "/etc/passwd"};
    entry.mode = mode;
    expectRefusal(ZipBuilder().add("good", "good").add(entry).build(), reason);
}

void TestArchiveReader::refusesLinksAndSpecialFilesInTar_data()
{
    QTest::addColumn<char>("type");
    QTest::addColumn<QString>("reason");
    QTest::newRow("hard link") << '1' << u"“evil” in the archive is refused: it is a hard link"_s;
    QTest::newRow("symbolic link") << '2' << u"symbolic link"_s;
    QTest::newRow("character device") << '3' << u"device"_s;
    QTest::newRow("block device") << '4' << u"device"_s;
    QTest::newRow("pipe") << '6' << u"pipe"_s;
    QTest::newRow("sparse file") << 'S' << u"sparse"_s;
    QTest::newRow("unknown") << 'Z' << u"neither"_s;
}

void TestArchiveReader::refusesLinksAndSpecialFilesInTar()
{
    QFETCH(char, type);
    QFETCH(QString, reason);
    const QByteArray tar =
        TarBuilder().add("good", "good").add("evil", {}, type, 0644, "/etc/passwd").build();
    expectRefusal(tar, reason);
    expectRefusal(packed(tar, KCompressionDevice::GZip), reason);
}

void TestArchiveReader::refusesDuplicates_data()
{
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QString>("reason");
    QTest::newRow("same") << QByteArray("a/x") << QByteArray("a/x") << u"two entries"_s;
    QTest::newRow("case") << QByteArray("a/x") << QByteArray("a/X") << u"upper and lower case"_s;
    QTest::newRow("case of folder")
        << QByteArray("a/x") << QByteArray("A/y") << u"upper and lower"_s;
    QTest::newRow("case beyond ASCII")
        << QByteArray("\xc3\xa4") << QByteArray("\xc3\x84") << u"upper and lower case"_s;
    QTest::newRow("composition") << QByteArray("\xc3\xa4") << QByteArray("a\xcc\x88")
                                 << u"upper and lower case"_s;
    QTest::newRow("file as folder") << QByteArray("a") << QByteArray("a/x") << u"which is a file"_s;
    QTest::newRow("folder as file") << QByteArray("a/x") << QByteArray("a") << u"two entries"_s;
}

void TestArchiveReader::refusesDuplicates()
{
    QFETCH(QByteArray, first);
    QFETCH(QByteArray, second);
    QFETCH(QString, reason);
    expectRefusal(ZipBuilder().add(first, "1").add(second, "2").build(), reason);
    expectRefusal(TarBuilder().add(first, "1").add(second, "2").build(), reason);
}

void TestArchiveReader::refusesLiesAboutContent_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const QByteArray content(588'895, 'x');
    const auto zipWith = [&](auto change) {
        ZipBuilder::Entry entry{"evil", content};
        change(entry);
        return ZipBuilder().add("good", "good").add(entry).build();
    };
    using Entry = ZipBuilder::Entry;
    QTest::newRow("more than said") << zipWith([](Entry &entry) { entry.declaredSize = 10; })
                                    << u"“evil” in the archive is refused: it holds more"_s;
    QTest::newRow("less than said") << zipWith([](Entry &entry) { entry.declaredSize = 600'000; })
                                    << u"“evil” in the archive: it holds fewer"_s;
    QTest::newRow("stored sizes disagree") << zipWith([](Entry &entry) {
        entry.deflate = false;
        entry.declaredSize = 10;
    }) << u"disagree"_s;
    QTest::newRow("crc") << zipWith([](Entry &entry) { entry.crc = 1; })
                         << u"“evil” in the archive: its checksum"_s;
    QTest::newRow("damaged deflate") << zipWith([&](Entry &entry) {
        entry.stored = ZipBuilder::deflated(content).replace(20, 40, QByteArray(40, '\xaa'));
    }) << u"“evil”"_s;
    QTest::newRow("cut deflate") << zipWith([&](Entry &entry) {
        entry.stored = ZipBuilder::deflated(content).chopped(10);
    }) << u"cut off"_s;
    QTest::newRow("bytes behind deflate")
        << zipWith([&](Entry &entry) { entry.stored = ZipBuilder::deflated(content) + "hidden"; })
        << u"damaged"_s;
    QTest::newRow("encrypted") << zipWith([](Entry &entry) { entry.flags |= 1; })
                               << u"“evil” in the archive is refused: it is encrypted"_s;
    QTest::newRow("unknown method")
        << zipWith([](Entry &entry) { entry.method = 99; }) << u"method 99"_s;
    QTest::newRow("other local name")
        << zipWith([](Entry &entry) { entry.localName = "nice"; })
        << u"“evil” in the archive is refused: the archive's directory"_s;
    QTest::newRow("other local size")
        << zipWith([](Entry &entry) { entry.localSize = 5; }) << u"disagree"_s;
    QTest::newRow("shared bytes") << zipWith([](Entry &entry) {
        entry = Entry{"good", "good"};
        entry.name = "evil";
        entry.localName = "evil";
        entry.localOffset = 0;
    }) << u"disagree"_s;
    QTest::newRow("second name") << zipWith([](Entry &entry) {
        entry.centralExtra = QByteArray("\x75\x70\x09\x00\x01....nice", 13);
    }) << u"second, different name"_s;
    QTest::newRow("tar beyond the end")
        << TarBuilder().add("evil", "x", '0', 0644, {}, 1LL << 32).build()
        << u"“evil” reaches beyond"_s;
    QTest::newRow("tar checksum")
        << TarBuilder().add("good", "good").add("evil", "x").build().replace("evil", "evio")
        << u"checksum"_s;
    // Two entries over the same bytes: the second lies inside the first's content.
    const QByteArray inner = ZipBuilder().add("b", "b").build().first(30 + 1 + 3);
    ZipBuilder::Entry outer{"a", inner};
    outer.deflate = false;
    ZipBuilder::Entry overlapping{"b", "b"};
    overlapping.localOffset = 31;
    QTest::newRow("overlap") << ZipBuilder().add(outer).add(overlapping).build()
                             << u"“b” in the archive is refused: it shares"_s;
}

void TestArchiveReader::refusesLiesAboutContent()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    expectRefusal(bytes, reason);
}

void TestArchiveReader::refusesNulHiddenInTarName()
{
    expectRefusal(TarBuilder().add(QByteArray("a.sql\0.txt", 10), "x").build(), u"hidden"_s);
}

void TestArchiveReader::refusesPrefixedZip()
{
    const QByteArray zip = ZipBuilder().add("a", "a").build();
    expectRefusal("#!/bin/sh\nexit\n" + zip, u"self-extracting"_s);
    expectRefusal("MZ" + QByteArray(1000, '\0') + zip, u"self-extracting"_s);
    // Begins like a zip, but the directory's offsets are those of the second one.
    expectRefusal(ZipBuilder().add("b", "b").build() + zip, u"not where the archive says"_s);
    expectRefusal(zip + "hidden", u"cut off"_s);
}

void TestArchiveReader::refusesWhatIsNoArchive()
{
    for (const QByteArray &bytes : {QByteArray(), QByteArray("hello"), QByteArray(100'000, 'x')}) {
        const Result<ArchiveReader> reader = ArchiveReader::open(written(bytes));
        QVERIFY(!reader);
        QCOMPARE(reader.error().kind, Error::Kind::Invalid);
    }
    const Result<ArchiveReader> none = ArchiveReader::open(m_folder->filePath(u"none"_s));
    QVERIFY(!none);
    QCOMPARE(none.error().kind, Error::Kind::NotFound);
}

void TestArchiveReader::refusesCutOffArchives_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QByteArray noise(50'000, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : noise) {
        state = state * 1664525 + 1013904223;
        byte = char(state >> 24);
    }
    const QByteArray tar = TarBuilder().add("a", noise).add("b", noise).build();
    const QByteArray zip = ZipBuilder().add("a", noise).build();
    QTest::newRow("zip without end record") << zip.chopped(22);
    QTest::newRow("zip, half") << zip.first(zip.size() / 2);
    QTest::newRow("tar, half") << tar.first(tar.size() / 2);
    QTest::newRow("tar without end") << TarBuilder().add("a", noise).withoutEnd();
    for (const auto &[name, type] :
         {std::pair{"gz", KCompressionDevice::GZip}, std::pair{"xz", KCompressionDevice::Xz},
          std::pair{"zst", KCompressionDevice::Zstd},
          std::pair{"bz2", KCompressionDevice::BZip2}}) {
        const QByteArray bytes = packed(tar, type);
        QVERIFY(!bytes.isEmpty());
        QTest::addRow("tar.%s, half", name) << bytes.first(bytes.size() / 2);
        QTest::addRow("tar.%s, one byte", name) << bytes.chopped(1);
        // zstd carries no checksum unless asked for one.
        if (type != KCompressionDevice::Zstd)
            QTest::addRow("tar.%s, damaged", name) << QByteArray(bytes).replace(
                bytes.size() / 2, 8, "\xff\xff\xff\xff\xff\xff\xff\xff");
        QTest::addRow("tar.%s, something behind", name) << bytes + "hidden";
    }
}

void TestArchiveReader::refusesCutOffArchives()
{
    QFETCH(QByteArray, bytes);
    expectRefusal(bytes, {});
}

void TestArchiveReader::everyCutOfAZipIsRefused()
{
    const QByteArray whole =
        ZipBuilder().addFolder("top/").add("top/a", "hello hello hello").add("top/b", "").build();
    for (qsizetype size = 4; size < whole.size(); ++size)
        QVERIFY2(!ArchiveReader::open(written(whole.first(size))),
                 qPrintable(QString::number(size)));
    QVERIFY(ArchiveReader::open(written(whole)));
}

void TestArchiveReader::everyFlippedByteIsHarmless()
{
    // Accepted or refused, never a crash, and what is accepted has the right content.
    const QList<QByteArray> archives{
        ZipBuilder().addFolder("top/").add("top/a", "hello hello hello").build(),
        TarBuilder()
            .addFolder("top/")
            .addPax("path", "top/a")
            .add("x", "hello hello hello")
            .build(),
        packed(TarBuilder().add("top/a", "hello hello hello").build(), KCompressionDevice::GZip)};
    for (const QByteArray &whole : archives) {
        // A tar archive is zeros for the most part: one flip a byte will do.
        const QByteArray flips =
            whole.size() > 1000 ? QByteArray("\x81") : QByteArray("\x01\x80\xff");
        for (qsizetype at = 0; at < std::min<qsizetype>(whole.size(), 2000); ++at) {
            for (const char flip : flips) {
                QByteArray bytes = whole;
                bytes[at] = char(bytes[at] ^ flip);
                const Result<ArchiveReader> reader = ArchiveReader::open(written(bytes));
                if (!reader)
                    continue;
                for (const ArchiveEntry &entry : reader->entries())
                    QVERIFY(entry.isFolder || reader->read(entry.path));
            }
        }
    }
}

void TestArchiveReader::refusesBombs_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("reason");
    const QByteArray zeros(12 * 1024 * 1024, '\0');
    const QByteArray tar = TarBuilder().add("evil", zeros).build();
    const QByteArray zip = ZipBuilder().add("good", "good").add("evil", zeros).build();
    QTest::newRow("zip, ratio") << zip << u"“evil” unpacks to more than 200 times"_s;
    QTest::newRow("tar.gz, ratio") << packed(tar, KCompressionDevice::GZip) << u"200 times"_s;
    QTest::newRow("tar.xz, ratio") << packed(tar, KCompressionDevice::Xz) << u"200 times"_s;
    ZipBuilder::Entry liar{"evil", zeros};
    liar.declaredSize = 1000;
    QTest::newRow("zip, lying about it") << ZipBuilder().add(liar).build() << u"holds more bytes"_s;
}

void TestArchiveReader::refusesBombs()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, reason);
    expectRefusal(bytes, reason);
}

void TestArchiveReader::countsEntriesBeforeReadingThem()
{
    ArchiveLimits limits;
    limits.entries = 100;
    expectRefusal(ZipBuilder().add("a", "a").build(5000), u"5000 entries"_s, limits);
    TarBuilder tar;
    for (int index = 0; index < 101; ++index)
        tar.add(QByteArray::number(index), {});
    expectRefusal(tar.build(), u"100"_s, limits);
    expectRefusal(packed(tar.build(), KCompressionDevice::GZip), u"100"_s, limits);
}

void TestArchiveReader::inflatesNoMoreThanTheCap()
{
    ArchiveLimits limits;
    limits.totalBytes = 3 * 1024 * 1024;
    limits.entryBytes = 2 * 1024 * 1024;
    limits.entries = 100;
    const QByteArray content(limits.entryBytes + 1, 'x');
    const QByteArray half = content.first(limits.entryBytes - 1);
    const QByteArray one = TarBuilder().add("evil", content).build();
    const QByteArray two = TarBuilder().add("a", half).add("evil", half).build();
    expectRefusal(ZipBuilder().add("evil", content).build(),
                  u"“evil” unpacks to more than the 2 MiB"_s, limits);
    expectRefusal(ZipBuilder().add("a", half).add("evil", half).build(),
                  u"“evil” unpacks to more than the 3 MiB"_s, limits);
    expectRefusal(one, u"“evil” unpacks to more than the 2 MiB"_s, limits);
    expectRefusal(two, u"3 MiB"_s, limits);
    expectRefusal(packed(two, KCompressionDevice::GZip), u"3 MiB"_s, limits);
    limits.compressedBytes = 1024 * 1024;
    expectRefusal(two, u"larger than the 1 MiB"_s, limits);
}

void TestArchiveReader::readsOneFile()
{
    const Result<ArchiveReader> reader =
        ArchiveReader::open(written(ZipBuilder().addFolder("top/").add("top/a", "hello").build()));
    QVERIFY(reader);
    QCOMPARE(*reader->read(u"top/a"_s), "hello");
    QCOMPARE(*reader->read(u"top/a"_s), "hello");
    QCOMPARE(reader->read(u"top/none"_s).error().kind, Error::Kind::NotFound);
    QCOMPARE(reader->read(u"top"_s).error().kind, Error::Kind::NotFound);
}

void TestArchiveReader::refusesToReadMoreThanTheLimit()
{
    const Result<ArchiveReader> reader =
        ArchiveReader::open(written(ZipBuilder().add("a", "hello").build()));
    QVERIFY(reader);
    QVERIFY(reader->read(u"a"_s, 5));
    QCOMPARE(reader->read(u"a"_s, 4).error().kind, Error::Kind::Refused);
}

void TestArchiveReader::unpacksBelowPrefixWithPlainModes()
{
    ZipBuilder::Entry run{"top/bin/run", "#!/bin/sh\n"};
    run.mode = 0100777;
    const Result<ArchiveReader> reader = ArchiveReader::open(
        written(ZipBuilder().add("top/a/b/c.txt", "c").add(run).add("other", "o").build()));
    QVERIFY(reader);
    const QString out = m_folder->filePath(u"out"_s);
    const Result<void> done = reader->unpack(out, u"top/"_s);
    QVERIFY2(done, qPrintable(done ? QString() : done.error().message));
    QVERIFY(!QFileInfo::exists(out + u"/other"_s));
    QFile text(out + u"/a/b/c.txt"_s);
    QVERIFY(text.open(QIODevice::ReadOnly));
    QCOMPARE(text.readAll(), "c");
    QVERIFY(!QFileInfo(out + u"/a/b/c.txt"_s).isExecutable());
    QVERIFY(QFileInfo(out + u"/bin/run"_s).isExecutable());
#ifdef Q_OS_UNIX
    const auto modeOf = [&](const QString &path) {
        struct stat status = {};
        ::stat(qPrintable(out + path), &status);
        return status.st_mode & 07777;
    };
    QCOMPARE(modeOf(u"/a/b/c.txt"_s), 0644U);
    QCOMPARE(modeOf(u"/bin/run"_s), 0755U);
    QCOMPARE(modeOf(u"/a"_s), 0755U);
#endif
    const Result<void> none = reader->unpack(m_folder->filePath(u"none"_s), u"to"_s);
    QVERIFY(!none);
    QCOMPARE(none.error().kind, Error::Kind::NotFound);
    QVERIFY(!QFileInfo::exists(m_folder->filePath(u"none"_s)));
}

void TestArchiveReader::setuidIsMasked()
{
#ifdef Q_OS_UNIX
    ZipBuilder::Entry entry{"a", "a"};
    entry.mode = 0106777;
    for (const QByteArray &bytes :
         {ZipBuilder().add(entry).build(), TarBuilder().add("a", "a", '0', 06777).build()}) {
        const Result<ArchiveReader> reader = ArchiveReader::open(written(bytes));
        QVERIFY(reader);
        QTemporaryDir out;
        QVERIFY(reader->unpack(out.path()));
        struct stat status = {};
        QCOMPARE(::stat(qPrintable(out.filePath(u"a"_s)), &status), 0);
        QCOMPARE(status.st_mode & 07777, 0755U);
    }
#else
    QSKIP("Windows knows no setuid");
#endif
}

void TestArchiveReader::unpacksIntoEmptyFolderOnly()
{
    const Result<ArchiveReader> reader =
        ArchiveReader::open(written(ZipBuilder().add("a", "a").build()));
    QVERIFY(reader);
    QTemporaryDir out;
    QVERIFY(reader->unpack(out.path()));
    const Result<void> again = reader->unpack(out.path());
    QVERIFY(!again);
    QCOMPARE(again.error().kind, Error::Kind::Conflict);
    QVERIFY2(QFileInfo::exists(out.filePath(u"a"_s)),
             "a refused unpack must not remove what was there");
}

void TestArchiveReader::changedFileLeavesNothingUnpacked()
{
    // The file is replaced after it was checked, as someone who can write to the cache could do.
    ZipBuilder::Entry last{"top/z", QByteArray(1000, 'z')};
    last.deflate = false;
    const QByteArray bytes = ZipBuilder().add("top/a", "a").add(last).build();
    const QString path = written(bytes);
    const Result<ArchiveReader> reader = ArchiveReader::open(path);
    QVERIFY(reader);
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(bytes.indexOf("zzz") + 500));
    QVERIFY(file.write("evil") == 4);
    file.close();
    const Result<void> done = reader->unpack(m_folder->filePath(u"out"_s));
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Integrity);
    QCOMPARE(leftovers(), QStringList());
}

void TestArchiveReader::cancelLeavesNothing()
{
    const QByteArray bytes =
        ZipBuilder().add("top/a", "a").add("top/b", QByteArray(1'000'000, 'b')).build();
    const QString path = written(bytes);
    CancellationSource source;
    const Result<ArchiveReader> reader = ArchiveReader::open(path);
    QVERIFY(reader);
    source.cancel();
    const Result<void> done = reader->unpack(m_folder->filePath(u"out"_s), {}, source.token());
    QVERIFY(!done);
    QCOMPARE(done.error().kind, Error::Kind::Cancelled);
    QCOMPARE(leftovers(), QStringList());
    const Result<ArchiveReader> cancelled = ArchiveReader::open(path, {}, source.token());
    QVERIFY(!cancelled);
    QCOMPARE(cancelled.error().kind, Error::Kind::Cancelled);
}

void TestArchiveReader::topFolderOnlyWhenAllIsInIt_data()
{
    QTest::addColumn<QByteArrayList>("names");
    QTest::addColumn<QString>("top");
    QTest::newRow("one") << QByteArrayList{"a/x", "a/y"} << u"a"_s;
    QTest::newRow("two") << QByteArrayList{"a/x", "b/y"} << QString();
    QTest::newRow("prefix of a name") << QByteArrayList{"a/x", "ab/y"} << QString();
    QTest::newRow("file beside") << QByteArrayList{"a/x", "y"} << QString();
    QTest::newRow("only a file") << QByteArrayList{"a"} << QString();
}

void TestArchiveReader::topFolderOnlyWhenAllIsInIt()
{
    QFETCH(QByteArrayList, names);
    QFETCH(QString, top);
    ZipBuilder zip;
    for (const QByteArray &name : names)
        zip.add(name, "x");
    const Result<ArchiveReader> reader = ArchiveReader::open(written(zip.build()));
    QVERIFY(reader);
    QCOMPARE(reader->topFolder(), top);
}

void TestArchiveReader::opensSmallArchivesFast()
{
    // The size of a large C extension: 150 files, 1.5 MB.
    ZipBuilder zip;
    for (int index = 0; index < 150; ++index) {
        QByteArray content;
        for (int line = 0; line < 400; ++line)
            content += "line " + QByteArray::number(line * index) + " of some source\n";
        zip.add("vector-0.8.0/src/file" + QByteArray::number(index) + ".c", content);
    }
    const QString path = written(zip.build());
    QElapsedTimer timer;
    timer.start();
    QVERIFY(ArchiveReader::open(path));
    const qint64 elapsed = timer.elapsed();
    qInfo("opened in %lld ms", elapsed);
    // Generous: other programs and the sanitizers take their share.
    QVERIFY(elapsed < 1000);
}

QTEST_GUILESS_MAIN(TestArchiveReader)
#include "tst_archivereader.moc"
