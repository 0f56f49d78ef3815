// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/archivereader.h"
#include "archive/archivewriter.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestArchiveWriter : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void sameFilesGiveTheSameBytes();
    void timeZoneDoesNotMatter();
    void foldersComeBeforeTheirFilesOnce();
    void readsBackWhatWasWritten();
    void otherToolsReadIt();
    void refusesLinks();
    void refusesNamesThatNoReaderTakes();
    void failureLeavesTheOldArchive();
    void skipsGit();

private:
    void put(const QString &path, const QByteArray &content, bool isExecutable = false) const
    {
        const QString whole = m_source->filePath(path);
        QDir().mkpath(QFileInfo(whole).absolutePath());
        QFile file(whole);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(whole));
        if (isExecutable)
            file.setPermissions(file.permissions() | QFileDevice::ExeOwner);
    }
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    [[nodiscard]] QString target(const QString &name = u"out.zip"_s) const
    {
        return m_target->filePath(name);
    }

    std::unique_ptr<QTemporaryDir> m_source;
    std::unique_ptr<QTemporaryDir> m_target;
};

void TestArchiveWriter::init()
{
    m_source = std::make_unique<QTemporaryDir>();
    m_target = std::make_unique<QTemporaryDir>();
    put(u"META.json"_s, "{}");
    put(u"sql/b.sql"_s, QByteArray("SELECT 1;\n").repeated(1000));
    put(u"sql/a.sql"_s, "");
    put(u"bin/run"_s, "#!/bin/sh\n", true);
    put(u"doc/grüße.md"_s, "# Hallo\n");
    QDir().mkpath(m_source->filePath(u"empty"_s));
}

void TestArchiveWriter::sameFilesGiveTheSameBytes()
{
    QVERIFY(ArchiveWriter::writeZip(target(u"1.zip"_s), m_source->path(), u"kv-1.0.0"_s));
    // Other times, made in another order, other rights of the group.
    QTemporaryDir copy;
    for (const QString &name :
         {u"doc/grüße.md"_s, u"sql/a.sql"_s, u"sql/b.sql"_s, u"bin/run"_s, u"META.json"_s}) {
        QDir().mkpath(QFileInfo(copy.filePath(name)).absolutePath());
        QVERIFY(QFile::copy(m_source->filePath(name), copy.filePath(name)));
        QFile file(copy.filePath(name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addDays(-100),
                                 QFileDevice::FileModificationTime));
    }
    QDir().mkpath(copy.filePath(u"empty"_s));
    QVERIFY(ArchiveWriter::writeZip(target(u"2.zip"_s), copy.path(), u"kv-1.0.0"_s));
    QVERIFY(!bytesOf(target(u"1.zip"_s)).isEmpty());
    QCOMPARE(bytesOf(target(u"1.zip"_s)), bytesOf(target(u"2.zip"_s)));
}

void TestArchiveWriter::timeZoneDoesNotMatter()
{
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", "Asia/Tokyo");
    QVERIFY(ArchiveWriter::writeZip(target(u"1.zip"_s), m_source->path(), u"kv-1.0.0"_s));
    qputenv("TZ", "America/Los_Angeles");
    QVERIFY(ArchiveWriter::writeZip(target(u"2.zip"_s), m_source->path(), u"kv-1.0.0"_s));
    qputenv("TZ", before);
    QCOMPARE(bytesOf(target(u"1.zip"_s)), bytesOf(target(u"2.zip"_s)));
}

void TestArchiveWriter::foldersComeBeforeTheirFilesOnce()
{
    QVERIFY(ArchiveWriter::writeZip(target(), m_source->path(), u"kv-1.0.0"_s));
    const Result<ArchiveReader> reader = ArchiveReader::open(target());
    QVERIFY2(reader, qPrintable(reader ? QString() : reader.error().message));
    QStringList names;
    for (const ArchiveEntry &entry : reader->entries())
        names.append(entry.isFolder ? entry.path + u'/' : entry.path);
    const QStringList expected{u"kv-1.0.0/"_s,          u"kv-1.0.0/META.json"_s,
                               u"kv-1.0.0/bin/"_s,      u"kv-1.0.0/bin/run"_s,
                               u"kv-1.0.0/doc/"_s,      u"kv-1.0.0/doc/grüße.md"_s,
                               u"kv-1.0.0/empty/"_s,    u"kv-1.0.0/sql/"_s,
                               u"kv-1.0.0/sql/a.sql"_s, u"kv-1.0.0/sql/b.sql"_s};
    QCOMPARE(names, expected);
}

void TestArchiveWriter::readsBackWhatWasWritten()
{
    QVERIFY(ArchiveWriter::writeZip(target(), m_source->path(), u"kv-1.0.0"_s));
    const Result<ArchiveReader> reader = ArchiveReader::open(target());
    QVERIFY(reader);
    QCOMPARE(reader->topFolder(), u"kv-1.0.0"_s);
    QCOMPARE(reader->read(u"kv-1.0.0/sql/b.sql"_s)->size(), 10'000);
    QCOMPARE(*reader->read(u"kv-1.0.0/sql/a.sql"_s), QByteArray());
    const QString out = m_target->filePath(u"out"_s);
    QVERIFY(reader->unpack(out, u"kv-1.0.0"_s));
    QVERIFY(QFileInfo(out + u"/bin/run"_s).isExecutable());
    QVERIFY(QFileInfo(out + u"/empty"_s).isDir());
}

void TestArchiveWriter::otherToolsReadIt()
{
    const QString python = QStandardPaths::findExecutable(u"python3"_s);
    if (python.isEmpty())
        QSKIP("python3 is not installed");
    QVERIFY(ArchiveWriter::writeZip(target(), m_source->path(), u"kv-1.0.0"_s));
    QProcess process;
    process.start(python, {u"-c"_s,
                           u"import sys, zipfile\n"
                           "z = zipfile.ZipFile(sys.argv[1])\n"
                           "assert z.testzip() is None\n"
                           "print('|'.join(z.namelist()).encode('unicode_escape').decode())"_s,
                           target()});
    QVERIFY(process.waitForFinished());
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    QVERIFY2(process.readAllStandardOutput().contains("doc/gr\\xfc\\xdfe.md"),
             "names beyond ASCII are not marked as UTF-8");
}

void TestArchiveWriter::refusesLinks()
{
    QVERIFY(QFile::link(u"/etc/passwd"_s, m_source->filePath(u"link"_s)));
    const Result<void> written = ArchiveWriter::writeZip(target(), m_source->path(), u"kv-1.0.0"_s);
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Refused);
    QVERIFY(written.error().message.contains(u"link"_s));
    QVERIFY(QDir(m_target->path()).isEmpty());
}

void TestArchiveWriter::refusesNamesThatNoReaderTakes()
{
    put(u"a:b"_s, "x");
    const Result<void> written = ArchiveWriter::writeZip(target(), m_source->path(), u"kv-1.0.0"_s);
    QVERIFY(!written);
    QCOMPARE(written.error().kind, Error::Kind::Refused);
    QVERIFY(!ArchiveWriter::writeZip(target(), m_source->path(), u"../kv"_s));
    QVERIFY(!ArchiveWriter::writeZip(target(), m_source->path(), {}));
    QVERIFY(QDir(m_target->path()).isEmpty());
}

void TestArchiveWriter::failureLeavesTheOldArchive()
{
    QVERIFY(ArchiveWriter::writeZip(target(), m_source->path(), u"kv-1.0.0"_s));
    const QByteArray before = bytesOf(target());
    put(u"a:b"_s, "x");
    QVERIFY(!ArchiveWriter::writeZip(target(), m_source->path(), u"kv-1.0.0"_s));
    QCOMPARE(bytesOf(target()), before);
    QVERIFY(!ArchiveWriter::writeZip(target(), m_source->filePath(u"none"_s), u"kv-1.0.0"_s));
}

void TestArchiveWriter::skipsGit()
{
    put(u".git/config"_s, "secret");
    put(u".gitignore"_s, "*.o\n");
    QVERIFY(ArchiveWriter::writeZip(target(), m_source->path(), u"kv-1.0.0"_s));
    const Result<ArchiveReader> reader = ArchiveReader::open(target());
    QVERIFY(reader);
    QVERIFY(reader->contains(u"kv-1.0.0/.gitignore"_s));
    QVERIFY(!reader->contains(u"kv-1.0.0/.git/config"_s));
}

QTEST_GUILESS_MAIN(TestArchiveWriter)
#include "tst_archivewriter.moc"
