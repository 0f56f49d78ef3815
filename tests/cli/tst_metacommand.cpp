// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/archivewriter.h"
#include "catalog/metadocuments.h"
#include "cli/metacommand.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestMetaCommand : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;

    struct Outcome {
        int status = -1;
        QString out;
        QString err;
        QJsonArray json() const { return QJsonDocument::fromJson(out.toUtf8()).array(); }
    };

    static Outcome run(const QStringList &arguments, bool json = false)
    {
        Outcome outcome;
        QTextStream out(&outcome.out);
        QTextStream err(&outcome.err);
        outcome.status = runMetaCommand(arguments, json, out, err);
        return outcome;
    }

    QString write(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_dir.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write the fixture");
        return path;
    }

private Q_SLOTS:
    void goodFilesGiveZero()
    {
        const QString first = write(u"a.json"_s, MetaDocuments::version1());
        const QString second = write(u"b/META.json"_s, MetaDocuments::version2());
        const Outcome outcome = run({u"check"_s, first, m_dir.filePath(u"b"_s)});
        QCOMPARE(outcome.status, 0);
        QVERIFY2(outcome.out.contains(u"kvBox 1.2.0 is valid (META spec 1)"_s),
                 qPrintable(outcome.out));
        QVERIFY(outcome.out.contains(u"kvbox 2.0.0-beta1 is valid (META spec 2)"_s));
        QVERIFY(outcome.err.isEmpty());
    }

    void archivesAreLookedInto()
    {
        write(u"c/META.json"_s, MetaDocuments::version1());
        write(u"c/deep/META.json"_s, "{}");
        const QString zip = m_dir.filePath(u"c.zip"_s);
        QVERIFY(ArchiveWriter::writeZip(zip, m_dir.filePath(u"c"_s), u"kvbox-1.2.0"_s));
        const Outcome outcome = run({u"check"_s, zip});
        QCOMPARE(outcome.status, 0);
        QVERIFY(outcome.out.contains(u"c.zip: kvbox-1.2.0/META.json"_s));
        QDir(m_dir.filePath(u"c"_s)).remove(u"META.json"_s);
        QDir(m_dir.filePath(u"c/deep"_s)).rename(u"META.json"_s, u"other.json"_s);
        QVERIFY(ArchiveWriter::writeZip(zip, m_dir.filePath(u"c"_s), u"kvbox-1.2.0"_s));
        QCOMPARE(run({u"check"_s, zip}).status, 2);
        QCOMPARE(run({u"check"_s, write(u"broken.zip"_s, "no zip")}).status, 2);
    }

    void problemsGiveOne()
    {
        QByteArray text = MetaDocuments::version1();
        text.replace("sql/kvbox.sql", "../kvbox.sql");
        const QString path = write(u"bad.json"_s, text);
        const Outcome outcome = run({u"check"_s, path});
        QCOMPARE(outcome.status, 1);
        QVERIFY(outcome.out.contains(u"1 problem\n"_s));
        QVERIFY(outcome.out.contains(u"/provides/kvbox/file: "_s));
        const Outcome json = run({u"check"_s, path}, true);
        QCOMPARE(json.status, 1);
        QCOMPARE(json.json().size(), 1);
        const QJsonObject result = json.json()[0].toObject();
        QCOMPARE(result[u"valid"], false);
        QCOMPARE(result[u"problems"][0][u"pointer"].toString(), u"/provides/kvbox/file"_s);
        QVERIFY(!result[u"problems"][0][u"remedy"].toString().isEmpty());
    }

    void syntaxErrorsArePlaced()
    {
        const Outcome outcome =
            run({u"check"_s, write(u"syntax.json"_s, "{\n  \"name\" \"x\"\n}")});
        QCOMPARE(outcome.status, 1);
        QVERIFY2(outcome.out.contains(u"line 2, column 10"_s), qPrintable(outcome.out));
    }

    void releasedDocumentsAreCheckedAsReleased()
    {
        QJsonObject meta = QJsonDocument::fromJson(MetaDocuments::version1()).object();
        meta.remove(u"meta-spec"_s);
        meta.insert(u"user"_s, u"ada"_s);
        meta.insert(u"date"_s, u"2024-03-02T10:11:12Z"_s);
        meta.insert(u"sha1"_s, u"0123456789abcdef0123456789abcdef01234567"_s);
        const QString path = write(u"released.json"_s, QJsonDocument(meta).toJson());
        QCOMPARE(run({u"check"_s, path}).status, 0);
    }

    void unreadableFilesGiveTwo()
    {
        const QString good = write(u"good.json"_s, MetaDocuments::version1());
        const Outcome outcome = run({u"check"_s, m_dir.filePath(u"nowhere.json"_s), good});
        QCOMPARE(outcome.status, 2);
        QVERIFY(outcome.err.contains(u"nowhere.json"_s));
        QVERIFY(outcome.out.contains(u"is valid"_s)); // the others are done all the same
        QDir().mkpath(m_dir.filePath(u"empty"_s));
        QCOMPARE(run({u"check"_s, m_dir.filePath(u"empty"_s)}).status, 2);
        const Outcome json = run({u"show"_s, m_dir.filePath(u"nowhere.json"_s)}, true);
        QCOMPARE(json.json()[0][u"error"][u"kind"].toString(), u"not-found"_s);
    }

    void wrongCommandLinesShowTheUsage()
    {
        for (const QStringList &arguments :
             {QStringList{}, QStringList{u"check"_s}, QStringList{u"mend"_s, u"x"_s}}) {
            const Outcome outcome = run(arguments);
            QCOMPARE(outcome.status, 2);
            QVERIFY(outcome.err.contains(u"howdahctl meta"_s));
            QVERIFY(outcome.out.isEmpty());
        }
    }

    void documentsAreShown()
    {
        const QString path = write(u"show.json"_s, MetaDocuments::version1());
        const Outcome outcome = run({u"show"_s, path});
        QCOMPARE(outcome.status, 0);
        for (const QString &part :
             {u"kvBox 1.2.0\n"_s, u"Ada Sample <ada@example.org>"_s, u"kvbox 1.1.0  The box type"_s,
              u"requires pgtap (1.0.0 or newer, pgxn)"_s})
            QVERIFY2(outcome.out.contains(part), qPrintable(outcome.out));
        const QJsonObject json = run({u"show"_s, path}, true).json()[0].toObject();
        QCOMPARE(json[u"name"].toString(), u"kvBox"_s);
        QCOMPARE(json[u"extensions"][1][u"name"].toString(), u"abox"_s);
        QCOMPARE(json[u"licenseClass"].toString(), u"permissive"_s);
    }

    void escapeSequencesDoNotReachTheTerminal()
    {
        const QString path =
            write(u"escape.json"_s, "{\"name\":\"ab\",\"version\":\"1.0.0\",\"abstract\":"
                                    "\"\\u001b]0;owned\\u0007\",\"\\u001b[31m\":1}");
        for (const QString &verb : {u"show"_s, u"check"_s}) {
            const Outcome outcome = run({verb, path});
            QVERIFY(!outcome.out.contains(QChar(0x1b)));
            QVERIFY(!outcome.err.contains(QChar(0x1b)));
        }
    }

    void documentsAreConverted()
    {
        const QString path = write(u"convert.json"_s, MetaDocuments::version1());
        const Outcome outcome = run({u"convert"_s, path});
        QCOMPARE(outcome.status, 0);
        const QString converted = write(u"converted.json"_s, outcome.out.toUtf8());
        QCOMPARE(run({u"check"_s, converted}).status, 0);
        QCOMPARE(run({u"convert"_s, converted}).out, outcome.out);
        QCOMPARE(run({u"convert"_s, path}, true).json()[0][u"meta"][u"license"].toString(),
                 u"PostgreSQL"_s);
    }

    void whatVersion2ForbidsIsTold()
    {
        QByteArray text = MetaDocuments::version1();
        text.replace("\"name\": \"kvBox\"", "\"name\": \"kv.box\"");
        const Outcome dotted = run({u"convert"_s, write(u"dotted.json"_s, text)});
        QCOMPARE(dotted.status, 1);
        QVERIFY(dotted.err.contains(u"/name: "_s));
        QVERIFY(QJsonDocument::fromJson(dotted.out.toUtf8()).isObject());
        text.replace("\"license\": \"postgresql\"", "\"license\": \"restricted\"");
        const Outcome restricted = run({u"convert"_s, write(u"restricted.json"_s, text)});
        QCOMPARE(restricted.status, 1);
        QVERIFY(restricted.out.isEmpty());
        QVERIFY(restricted.err.contains(u"license"_s));
    }
};

QTEST_GUILESS_MAIN(TestMetaCommand)
#include "tst_metacommand.moc"
