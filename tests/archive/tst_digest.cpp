// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/digest.h"

#include <QTemporaryFile>
#include <QTest>

using namespace Qt::StringLiterals;

class TestDigest : public QObject
{
    Q_OBJECT

private slots:
    void agreesWithPublishedValues();
    void pieceByPieceIsTheSame();
    void fileIsReadWhole();
    void missingFileIsNotFound();
};

void TestDigest::agreesWithPublishedValues()
{
    DigestStream stream;
    stream.add("abc");
    const FileDigests digests = stream.result();
    QCOMPARE(digests.sha1.toHex(), "a9993e364706816aba3e25717850c26c9cd0d89d");
    QCOMPARE(digests.sha256.toHex(),
             "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    QCOMPARE(digests.sha512.toHex().first(32), "ddaf35a193617abacc417349ae204131");
    QCOMPARE(digests.size, 3);
}

void TestDigest::pieceByPieceIsTheSame()
{
    DigestStream one;
    one.add("hello world");
    DigestStream two;
    two.add("hello ");
    two.add("");
    two.add("world");
    QCOMPARE(one.result(), two.result());
}

void TestDigest::fileIsReadWhole()
{
    const QByteArray content = QByteArray("0123456789").repeated(100'000);
    QTemporaryFile file;
    QVERIFY(file.open());
    QCOMPARE(file.write(content), content.size());
    file.close();
    DigestStream stream;
    stream.add(content);
    const Result<FileDigests> digests = digestsOfFile(file.fileName());
    QVERIFY(digests);
    QCOMPARE(*digests, stream.result());
}

void TestDigest::missingFileIsNotFound()
{
    const Result<FileDigests> digests = digestsOfFile(u"/nowhere/at/all"_s);
    QVERIFY(!digests);
    QCOMPARE(digests.error().kind, Error::Kind::NotFound);
}

QTEST_GUILESS_MAIN(TestDigest)
#include "tst_digest.moc"
