// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "core/durablefile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestDurableFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesMissingFoldersAndReplacesWhole()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"a/b/c"_s);
        QVERIFY(DurableFile::write(path, "one"));
        QVERIFY(DurableFile::write(path, "two", DurableFile::publicFile));
        QCOMPARE(*DurableFile::read(path), "two");
        QVERIFY(QFile::permissions(path) & QFileDevice::ReadOther);
        QCOMPARE(QDir(folder.filePath(u"a/b"_s)).entryList(QDir::Files | QDir::Hidden),
                 QStringList{u"c"_s});
    }

    void privateFilesAreForTheOwnerAlone()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"secret"_s);
        QVERIFY(DurableFile::write(path, "x"));
        QVERIFY(!(QFile::permissions(path) & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    }

    void aFailedWriteLeavesTheOldContentAndNothingElse()
    {
        QTemporaryDir folder;
        QVERIFY(QDir(folder.path()).mkpath(u"taken/inside"_s));
        const auto written = DurableFile::write(folder.filePath(u"taken"_s), "x");
        QVERIFY(!written);
        QCOMPARE(
            QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
            QStringList{u"taken"_s});
    }

    void refusesToReadMoreThanTheLimit()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"big"_s);
        QVERIFY(DurableFile::write(path, QByteArray(11, 'x')));
        QVERIFY(DurableFile::read(path, 11));
        QCOMPARE(DurableFile::read(path, 10).error().kind, Error::Kind::Refused);
        QCOMPARE(DurableFile::read(folder.filePath(u"none"_s)).error().kind, Error::Kind::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestDurableFile)
#include "tst_durablefile.moc"
