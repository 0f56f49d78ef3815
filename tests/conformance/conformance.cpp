// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL

// howdah-conformance CORPUS_DIR: holds the META checker and converter against a folder of labelled
// documents and test vectors (protocol.md, companion data) and counts where they agree.

#include "catalog/jsontext.h"
#include "catalog/metaparser.h"
#include "catalog/metavalidator.h"
#include "catalog/metawriter.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTextStream>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QTextStream out(stdout);

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject objectOf(const QString &path)
{
    return QJsonDocument::fromJson(bytesOf(path)).object();
}

QStringList jsonFiles(const QString &folder)
{
    QStringList files;
    QDirIterator it(folder, {u"*.json"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files << it.next();
    files.sort();
    return files;
}

QString compact(const QJsonValue &value)
{
    return QString::fromUtf8(QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact));
}

QString textOf(const QList<MetaProblem> &problems)
{
    QStringList lines;
    for (const MetaProblem &problem : problems)
        lines << u"%1: %2"_s.arg(problem.pointer, problem.message);
    return lines.isEmpty() ? u"no problem"_s : lines.join(u"; "_s);
}

/// A named count; prints each disagreement when it happens.
class Group
{
public:
    explicit Group(QString name) : m_name(std::move(name)) {}

    void record(bool agrees, const QString &what)
    {
        (agrees ? m_agree : m_disagree) += 1;
        if (!agrees)
            out << "  DISAGREE " << m_name << ": " << what.left(600) << Qt::endl;
    }

    int finish() const
    {
        out << m_name.leftJustified(34) << " agree " << QString::number(m_agree).rightJustified(5)
            << "  disagree " << m_disagree << Qt::endl;
        if (m_agree + m_disagree == 0)
            out << "  DISAGREE " << m_name << ": nothing was found to compare" << Qt::endl;
        return m_agree == 0 ? m_disagree + 1 : m_disagree;
    }

private:
    QString m_name;
    int m_agree = 0;
    int m_disagree = 0;
};

/// Valid only where both upstream validators accept.
int checkLabelsV1(const QDir &corpus)
{
    Group group(u"meta-v1 labels"_s);
    const QJsonObject labels = objectOf(corpus.filePath(u"meta-v1/labels.json"_s));
    for (const QString &name : labels.keys()) {
        const QJsonObject label = labels[name].toObject();
        const bool expected = label[u"manager"] == u"valid"_s && label[u"schema"] == u"valid"_s;
        const QList<MetaProblem> problems = MetaValidator::check(bytesOf(corpus.filePath(name)));
        group.record(problems.isEmpty() == expected, name + u" -> "_s + textOf(problems));
    }
    return group.finish();
}

/// Where the schema's validator found something, ours points to the same member or into it.
int checkLocationsV1(const QDir &corpus)
{
    Group group(u"meta-v1 problem locations"_s);
    const QJsonObject labels = objectOf(corpus.filePath(u"meta-v1/labels.json"_s));
    for (const QString &name : labels.keys()) {
        const QList<MetaProblem> problems = MetaValidator::check(bytesOf(corpus.filePath(name)));
        const QJsonArray paths = labels[name][u"schema_paths"].toArray();
        for (const QJsonValue &path : paths) {
            const QString expected = path.toString() == u"/" ? QString() : path.toString();
            const bool agrees =
                std::any_of(problems.begin(), problems.end(), [&](const MetaProblem &problem) {
                    return problem.pointer == expected
                           || problem.pointer.startsWith(expected + u'/');
                });
            group.record(agrees, name + u" at "_s + expected + u" -> "_s + textOf(problems));
        }
    }
    return group.finish();
}

int checkFolder(const QDir &corpus, const QString &folder, bool expected)
{
    Group group(folder);
    for (const QString &path : jsonFiles(corpus.filePath(folder))) {
        const QList<MetaProblem> problems = MetaValidator::check(bytesOf(path));
        group.record(problems.isEmpty() == expected,
                     QFileInfo(path).fileName() + u" -> "_s + textOf(problems));
    }
    return group.finish();
}

int checkVectors(const QDir &corpus, int spec)
{
    int disagreements = 0;
    for (const QString &path : jsonFiles(corpus.filePath(u"test-vectors/v%1"_s.arg(spec)))) {
        const QJsonObject vectors = objectOf(path);
        const QString schema = vectors[u"schema"].toString();
        Group group(u"vectors "_s + schema);
        for (const bool expected : {true, false}) {
            const QJsonArray cases = vectors[expected ? u"valid"_s : u"invalid"_s].toArray();
            for (const QJsonValue &item : cases) {
                const QList<MetaProblem> problems =
                    MetaValidator::checkPart(spec, schema.section(u'/', 1), item[u"value"],
                                             MetaValidator::Strictness::Schema);
                group.record(problems.isEmpty() == expected,
                             compact(item[u"value"])
                                 + (expected ? u" is valid"_s : u" is invalid"_s) + u" -> "_s
                                 + textOf(problems));
            }
        }
        disagreements += group.finish();
    }
    return disagreements;
}

/// What upstream lets through and must not pass here (protocol.md 2.1).
int checkDangerousPaths(const QDir &corpus)
{
    Group group(u"dangerous paths refused"_s);
    for (const int spec : {1, 2}) {
        const QJsonObject vectors =
            objectOf(corpus.filePath(u"test-vectors/v%1/path.json"_s.arg(spec)));
        const QJsonArray cases = vectors[u"valid"].toArray();
        for (const QJsonValue &item : cases) {
            const QString path = item[u"value"].toString();
            const bool expected =
                !path.startsWith(u'/') && !path.contains(u'\\') && !path.contains(u':');
            const QList<MetaProblem> problems =
                MetaValidator::checkPart(spec, u"path"_s, item[u"value"]);
            group.record(problems.isEmpty() == expected, path + u" -> "_s + textOf(problems));
        }
    }
    return group.finish();
}

/// The signature is random upstream: both must have one.
QJsonObject withoutSignature(QJsonObject document)
{
    QJsonObject certs = document[u"certs"].toObject();
    QJsonObject jws = certs[u"pgxn"].toObject();
    if (jws.contains(u"signature")) {
        jws[u"signature"_s] = u"(some)"_s;
        certs[u"pgxn"_s] = jws;
        document[u"certs"_s] = certs;
    }
    return document;
}

QJsonValue nullIfUndefined(const QJsonValue &value)
{
    return value.isUndefined() ? QJsonValue(QJsonValue::Null) : value;
}

int checkConversionParts(const QDir &corpus)
{
    static const QHash<QString, QString> partOfFile = {
        {u"contents_err"_s, u"contents"_s},
        {u"licenses"_s, u"license"_s},
        {u"licenses_error"_s, u"license"_s},
        {u"maintainers_errors"_s, u"maintainers"_s},
    };
    int disagreements = 0;
    const QDir folder(corpus.filePath(u"test-vectors/conversion"_s));
    for (const QFileInfo &file : folder.entryInfoList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        const QString part = partOfFile.value(file.baseName(), file.baseName());
        Group group(u"conversion "_s + file.baseName());
        const QJsonArray cases = objectOf(file.filePath())[u"cases"].toArray();
        for (const QJsonValue &item : cases) {
            const Result<QJsonValue> value = MetaWriter::partToV2(part, item[u"v1"].toObject());
            const bool agrees =
                item.toObject().contains(u"error")
                    ? !value && value.error().detail == item[u"error"].toString()
                    : value && nullIfUndefined(*value) == nullIfUndefined(item[u"v2"]);
            group.record(agrees, compact(item) + u" -> "_s
                                     + (value ? compact(*value) : value.error().detail));
        }
        disagreements += group.finish();
    }
    return disagreements;
}

int checkWholeConversions(const QDir &corpus)
{
    const QStringList files = jsonFiles(corpus.filePath(u"test-vectors/conversion/full"_s));
    if (files.isEmpty())
        return 0;
    Group group(u"conversion of whole documents"_s);
    for (const QString &path : files) {
        const QJsonObject document = objectOf(path);
        const QJsonArray cases =
            document.contains(u"cases") ? document[u"cases"].toArray() : QJsonArray{document};
        for (const QJsonValue &item : cases) {
            const Result<QJsonObject> value = MetaWriter::toV2(item[u"v1"].toObject());
            const bool agrees =
                item.toObject().contains(u"error")
                    ? !value && value.error().detail == item[u"error"].toString()
                    : value && withoutSignature(*value) == withoutSignature(item[u"v2"].toObject());
            group.record(agrees, QFileInfo(path).fileName());
        }
    }
    return group.finish();
}

/// What mirrors and API servers hold, whatever its age, can be read.
int checkReleasedAreRead(const QDir &corpus)
{
    Group documents(u"released META read"_s);
    Group distributions(u"dist documents read"_s);
    for (const QString &folder : {u"mirror"_s, u"api"_s}) {
        for (const QString &path : jsonFiles(corpus.filePath(folder))) {
            const QString name = QDir(corpus).relativeFilePath(path);
            if (path.endsWith(u"/META.json")) {
                const Result<Release> release = MetaParser::parse(bytesOf(path));
                documents.record(release && release->isReleased() && !release->extensions.isEmpty(),
                                 name);
            } else if (QFileInfo(path).dir().dirName() == u"dist" && !path.contains(u"/stats/")) {
                const Result<Distribution> distribution =
                    MetaParser::parseDistribution(bytesOf(path));
                distributions.record(distribution && distribution->best() != nullptr, name);
            }
        }
    }
    return documents.finish() + distributions.finish();
}

/// Each valid v1 document that converts must become a valid v2 document, but for what v1 allows and v2
/// does not.
int checkConvertedAreValid(const QDir &corpus)
{
    Group group(u"converted documents are valid"_s);
    for (const QString &path : jsonFiles(corpus.filePath(u"meta-v1/valid"_s))) {
        const Result<JsonText> source = JsonText::parse(bytesOf(path));
        if (!source)
            continue;
        const Result<QJsonObject> converted = MetaWriter::toV2(source->value.toObject());
        if (!converted)
            continue;
        const QList<MetaProblem> problems = MetaValidator::check(*converted);
        group.record(problems.isEmpty(), QFileInfo(path).fileName() + u" -> "_s + textOf(problems));
    }
    return group.finish();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 2 || !QDir(arguments[1]).exists()) {
        QTextStream(stderr) << "usage: howdah-conformance CORPUS_DIR" << Qt::endl;
        return 2;
    }
    const QDir corpus(arguments[1]);
    int disagreements = checkLabelsV1(corpus);
    disagreements += checkLocationsV1(corpus);
    disagreements += checkFolder(corpus, u"meta-v2/valid"_s, true);
    disagreements += checkFolder(corpus, u"meta-v2/invalid"_s, false);
    disagreements += checkVectors(corpus, 1);
    disagreements += checkVectors(corpus, 2);
    disagreements += checkDangerousPaths(corpus);
    disagreements += checkConversionParts(corpus);
    disagreements += checkWholeConversions(corpus);
    disagreements += checkConvertedAreValid(corpus);
    disagreements += checkReleasedAreRead(corpus);
    out << (disagreements == 0 ? "All agree." : "Disagreements: ");
    if (disagreements > 0)
        out << disagreements;
    out << Qt::endl;
    return disagreements == 0 ? 0 : 1;
}
