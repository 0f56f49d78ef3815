// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/reports/reportkinds.h"

#include "catalog/versionrange.h"
#include "registry/jsonschema.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ReportKinds", text);
}

QHash<QString, QJsonObject> readSchemas()
{
    QHash<QString, QJsonObject> schemas;
    for (const QString &kind : ReportKinds::all() + QStringList{ReportKinds::ownBuild()}) {
        QFile file(u":/howdah/registry/schemas/%1.json"_s.arg(kind));
        if (file.open(QIODevice::ReadOnly))
            schemas.insert(kind, QJsonDocument::fromJson(file.readAll()).object());
    }
    return schemas;
}

/// What no schema can say: that versions and their ranges can be read.
QStringList versionProblems(const QJsonObject &data)
{
    QStringList problems;
    int index = 0;
    for (const QJsonValue &advisory : data[u"advisories"].toArray()) {
        const QString where = u"/advisories/%1/"_s.arg(index++);
        const QString affected = advisory[u"affected"].toString();
        if (!VersionRange::parseTolerant(affected))
            problems.append(tr("%1affected: should be a version range as in META.json, \">= 1.0.0, "
                               "< 1.2.3\", not \"%2\"")
                                .arg(where, affected));
        const QString fixedIn = advisory[u"fixedIn"].toString();
        if (!fixedIn.isEmpty() && !Version::parseTolerant(fixedIn))
            problems.append(
                tr("%1fixedIn: should be a version, 1.2.3, not \"%2\"").arg(where, fixedIn));
    }
    return problems;
}

} // namespace

const QStringList &ReportKinds::all()
{
    static const QStringList kinds{u"builds"_s,    u"tests"_s,      u"distributions"_s,
                                   u"downloads"_s, u"advisories"_s, u"activity"_s,
                                   u"quality"_s};
    return kinds;
}

QString ReportKinds::ownBuild()
{
    return u"own-build"_s;
}

QJsonObject ReportKinds::schema(const QString &kind)
{
    static const QHash<QString, QJsonObject> schemas = readSchemas();
    return schemas.value(kind);
}

Result<void> ReportKinds::check(const QString &kind, const QJsonObject &data)
{
    const QJsonObject words = schema(kind);
    if (words.isEmpty())
        return Error{Error::Kind::Invalid,
                     tr("“%1” is no kind of report; there are %2.").arg(kind, all().join(u", "_s)),
                     {}};
    QStringList problems = JsonSchema(words).problemsOf(data);
    if (problems.isEmpty() && kind == u"advisories")
        problems = versionProblems(data);
    if (problems.isEmpty())
        return {};
    return Error{Error::Kind::Invalid,
                 tr("This is not as the schema of “%1” says: %2").arg(kind, problems.first()),
                 problems.join(u'\n')};
}
