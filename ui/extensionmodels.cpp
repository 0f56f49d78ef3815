// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "extensionmodels.h"

#include "texts.h"

using namespace Qt::StringLiterals;

namespace {

QString sourceText(Requirement::Source source)
{
    switch (source) {
    case Requirement::Source::Pgxn:
        return DependencyModel::tr("PGXN");
    case Requirement::Source::Core:
        return DependencyModel::tr("part of PostgreSQL");
    case Requirement::Source::System:
        return DependencyModel::tr("system package");
    case Requirement::Source::Other:
        break;
    }
    return DependencyModel::tr("another ecosystem");
}

QString relationText(const Requirement &requirement)
{
    switch (requirement.relation) {
    case Requirement::Relation::Requires:
        break;
    case Requirement::Relation::Recommends:
        return DependencyModel::tr("recommended");
    case Requirement::Relation::Suggests:
        return DependencyModel::tr("suggested");
    case Requirement::Relation::Conflicts:
        return DependencyModel::tr("conflicts");
    }
    switch (requirement.phase) {
    case Requirement::Phase::Test:
        return DependencyModel::tr("for its tests");
    case Requirement::Phase::Develop:
        return DependencyModel::tr("for its developers");
    default:
        return {};
    }
}

DependencyRow rowOf(const Requirement &requirement, const std::optional<TargetFacts> &facts)
{
    DependencyRow row{u"needs"_s,
                      DependencyModel::tr("Needs"),
                      requirement.name,
                      requirement.range.toWords(),
                      sourceText(requirement.source),
                      relationText(requirement),
                      {},
                      requirement.source == Requirement::Source::Pgxn};
    const bool canTell = facts
                         && (requirement.source == Requirement::Source::Pgxn
                             || requirement.source == Requirement::Source::Core);
    if (!canTell || requirement.relation != Requirement::Relation::Requires
        || !row.statusText.isEmpty())
        return row;
    const bool isThere = facts->onDisk.contains(requirement.name);
    row.kind = isThere                                           ? u"ok"_s
               : requirement.source == Requirement::Source::Core ? u"bad"_s
                                                                 : u"primary"_s;
    if (isThere)
        row.statusText = DependencyModel::tr("there");
    else if (requirement.source == Requirement::Source::Core)
        row.statusText = DependencyModel::tr("missing: install postgresql-contrib");
    else
        row.statusText = DependencyModel::tr("will be installed with it");
    return row;
}

QString iconOf(const QString &path)
{
    if (path.endsWith(u".sql"_s))
        return u"database"_s;
    if (path.endsWith(u".c"_s) || path.endsWith(u".h"_s) || path.endsWith(u".cpp"_s))
        return u"chip"_s;
    if (path.endsWith(u".md"_s) || path.endsWith(u".txt"_s))
        return u"book"_s;
    return u"file"_s;
}

QString destinationOf(const QString &path)
{
    const QString name = path.section(u'/', -1);
    const bool isTest =
        path.startsWith(u"test/"_s) || path.contains(u"/test/"_s) || path.startsWith(u"t/"_s);
    if (isTest)
        return FileModel::tr("tests, not installed");
    if (name.endsWith(u".control"_s))
        return u"share/extension/"_s + name;
    if (name.endsWith(u".sql"_s) && name.contains(u"--"_s))
        return u"share/extension/"_s + name;
    if (name.endsWith(u".c"_s) || name.endsWith(u".cpp"_s))
        return FileModel::tr("compiled");
    return {};
}

/// A changelog may write "1.0" for 1.0.0.
QString notesFor(const Version &version, const QMap<QString, QString> &notes)
{
    for (auto note = notes.begin(); note != notes.end(); ++note) {
        if (Version::parseTolerant(note.key()) == version)
            return note.value();
    }
    return {};
}

} // namespace

VersionModel::VersionModel(QObject *parent)
    : RowModel<VersionRow>(
        {{"version", [](const VersionRow &row) -> QVariant { return row.version; }},
         {"date", [](const VersionRow &row) -> QVariant { return row.date; }},
         {"status", [](const VersionRow &row) -> QVariant { return row.status; }},
         {"notesHtml", [](const VersionRow &row) -> QVariant { return row.notesHtml; }},
         {"isShown", [](const VersionRow &row) -> QVariant { return row.isShown; }},
         {"isInstalled", [](const VersionRow &row) -> QVariant { return row.isInstalled; }},
         {"isBetween", [](const VersionRow &row) -> QVariant { return row.isBetween; }}},
        parent)
{
}

void VersionModel::show(const Distribution &distribution, const Version &shown,
                        const std::optional<Version> &installed,
                        const QMap<QString, QString> &notes)
{
    QList<VersionRow> rows;
    for (const Distribution::Entry &entry : distribution.releases) {
        rows += {entry.version.toString(),
                 Texts::date(entry.date),
                 nameOf(entry.status),
                 notesFor(entry.version, notes),
                 entry.version == shown,
                 installed && entry.version == *installed,
                 installed && entry.version > *installed};
    }
    setRows(rows);
}

DependencyModel::DependencyModel(QObject *parent)
    : RowModel<DependencyRow>(
        {{"direction", [](const DependencyRow &row) -> QVariant { return row.direction; }},
         {"directionTitle",
          [](const DependencyRow &row) -> QVariant { return row.directionTitle; }},
         {"name", [](const DependencyRow &row) -> QVariant { return row.name; }},
         {"range", [](const DependencyRow &row) -> QVariant { return row.range; }},
         {"source", [](const DependencyRow &row) -> QVariant { return row.source; }},
         {"statusText", [](const DependencyRow &row) -> QVariant { return row.statusText; }},
         {"kind", [](const DependencyRow &row) -> QVariant { return row.kind; }},
         {"canOpen", [](const DependencyRow &row) -> QVariant { return row.canOpen; }}},
        parent)
{
}

void DependencyModel::show(const Release &release, const std::optional<TargetFacts> &facts)
{
    QList<DependencyRow> rows;
    if (!release.postgres.isAny()) {
        DependencyRow server{u"needs"_s,
                             tr("Needs"),
                             u"PostgreSQL"_s,
                             release.postgres.toWords(),
                             tr("the server"),
                             {},
                             {},
                             false};
        if (facts) {
            const std::optional<Version> version =
                Version::parse(facts->target.installation.version.semVer());
            const bool fits = version && release.postgres.contains(*version);
            server.kind = fits ? u"ok"_s : u"bad"_s;
            server.statusText =
                tr("you have %1").arg(facts->target.installation.version.shortText());
        }
        rows += server;
    }
    for (const Requirement &requirement : release.requirements)
        rows += rowOf(requirement, facts);
    if (facts) {
        QStringList seen;
        for (const QList<ExtensionFacts> &database : facts->extensions) {
            for (const ExtensionFacts &extension : database) {
                for (const ProvidedExtension &provided : release.extensions) {
                    if (!extension.requiredExtensions.contains(provided.name)
                        || seen.contains(extension.name))
                        continue;
                    seen += extension.name;
                    rows += {u"neededBy"_s,
                             tr("Needed by"),
                             extension.name,
                             {},
                             tr("on this server"),
                             {},
                             {},
                             true};
                }
            }
        }
    }
    setRows(rows);
}

FileModel::FileModel(QObject *parent)
    : RowModel<FileRow>(
        {{"path", [](const FileRow &row) -> QVariant { return row.path; }},
         {"sizeText", [](const FileRow &row) -> QVariant { return row.sizeText; }},
         {"destination", [](const FileRow &row) -> QVariant { return row.destination; }},
         {"icon", [](const FileRow &row) -> QVariant { return row.icon; }}},
        parent)
{
}

void FileModel::show(const QList<ArchiveEntry> &entries, const QString &prefix)
{
    QList<FileRow> rows;
    for (const ArchiveEntry &entry : entries) {
        if (entry.isFolder)
            continue;
        QString path = entry.path;
        if (!prefix.isEmpty() && path.startsWith(prefix + u'/'))
            path = path.mid(prefix.size() + 1);
        rows += {path, Texts::bytes(entry.size), destinationOf(path), iconOf(path)};
    }
    setRows(rows);
}
