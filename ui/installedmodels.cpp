// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "installedmodels.h"

#include "catalog/coreextensions.h"

#include <algorithm>
#include <tuple>

using namespace Qt::StringLiterals;

namespace {

/// Whether PostgreSQL itself brought it: what PGXN calls core, and the extensions of contrib's spi folder and of the
/// language transforms, which PGXN does not list by name.
bool isPartOfPostgres(const QString &name, const QMap<QString, QString> &owned)
{
    static const QStringList others{u"autoinc"_s, u"insert_username"_s, u"moddatetime"_s,
                                    u"refint"_s};
    if (owned.contains(name))
        return false;
    return CoreExtensions::contains(name) || others.contains(name) || name.endsWith(u"_plperlu"_s)
           || name.endsWith(u"_plpython3u"_s);
}

InstalledRow rowOf(const ExtensionFacts &extension, const QString &database,
                   const QMap<QString, QString> &owned)
{
    InstalledRow row;
    row.name = extension.name;
    row.database = extension.isCreated() ? database : QString();
    row.inDatabase = extension.installedVersion;
    row.onDisk = extension.defaultVersion;
    row.schema = extension.schema;
    row.comment = extension.comment;
    if (!extension.requiredBy.isEmpty())
        row.requiredBy = InstalledModel::tr("needed by %1").arg(extension.requiredBy.join(u", "_s));
    const bool isContrib = isPartOfPostgres(extension.name, owned);
    if (!extension.isCreated()) {
        row.statusText = InstalledModel::tr("Not enabled");
        row.canCreate = true;
    } else if (extension.defaultVersion.isEmpty()) {
        row.statusText = InstalledModel::tr("Files are missing");
        row.kind = u"bad"_s;
        row.canDrop = true;
    } else if (extension.hasUpdate()) {
        row.statusText = InstalledModel::tr("Update in database");
        row.kind = u"warn"_s;
        row.canUpdate = extension.updateTargets.contains(extension.defaultVersion);
        row.updateText = InstalledModel::tr("Update to %1").arg(extension.defaultVersion);
        row.canDrop = true;
    } else {
        row.statusText =
            isContrib ? InstalledModel::tr("Part of PostgreSQL") : InstalledModel::tr("Current");
        row.kind = isContrib ? QString() : u"ok"_s;
        row.canDrop = extension.name != u"plpgsql"_s;
    }
    row.canRemoveFiles = owned.contains(extension.name);
    return row;
}

} // namespace

InstalledModel::InstalledModel(QObject *parent)
    : RowModel<InstalledRow>(
        {{"name", [](const InstalledRow &row) -> QVariant { return row.name; }},
         {"database", [](const InstalledRow &row) -> QVariant { return row.database; }},
         {"inDatabase", [](const InstalledRow &row) -> QVariant { return row.inDatabase; }},
         {"onDisk", [](const InstalledRow &row) -> QVariant { return row.onDisk; }},
         {"schema", [](const InstalledRow &row) -> QVariant { return row.schema; }},
         {"comment", [](const InstalledRow &row) -> QVariant { return row.comment; }},
         {"statusText", [](const InstalledRow &row) -> QVariant { return row.statusText; }},
         {"kind", [](const InstalledRow &row) -> QVariant { return row.kind; }},
         {"requiredBy", [](const InstalledRow &row) -> QVariant { return row.requiredBy; }},
         {"canUpdate", [](const InstalledRow &row) -> QVariant { return row.canUpdate; }},
         {"canCreate", [](const InstalledRow &row) -> QVariant { return row.canCreate; }},
         {"canDrop", [](const InstalledRow &row) -> QVariant { return row.canDrop; }},
         {"canRemoveFiles", [](const InstalledRow &row) -> QVariant { return row.canRemoveFiles; }},
         {"updateText", [](const InstalledRow &row) -> QVariant { return row.updateText; }}},
        parent)
{
}

void InstalledModel::show(const TargetFacts &facts, const QMap<QString, QString> &owned,
                          const QString &filter, bool showContrib)
{
    QList<InstalledRow> rows;
    QStringList created;
    for (auto database = facts.extensions.begin(); database != facts.extensions.end(); ++database) {
        for (const ExtensionFacts &extension : database.value()) {
            if (!extension.isCreated())
                continue;
            created += extension.name;
            rows += rowOf(extension, database.key(), owned);
        }
    }
    for (auto file = facts.onDisk.begin(); file != facts.onDisk.end(); ++file) {
        if (created.contains(file.key()))
            continue;
        ExtensionFacts extension;
        extension.name = file.key();
        extension.defaultVersion = file.value();
        for (const QList<ExtensionFacts> &known : facts.extensions) {
            for (const ExtensionFacts &one : known) {
                if (one.name == file.key())
                    extension.comment = one.comment;
            }
        }
        rows += rowOf(extension, {}, owned);
    }
    rows.removeIf([&](const InstalledRow &row) {
        const bool isContrib = isPartOfPostgres(row.name, owned);
        if (isContrib && !showContrib && (row.database.isEmpty() || row.name == u"plpgsql"_s))
            return true;
        return !filter.isEmpty() && !row.name.contains(filter, Qt::CaseInsensitive)
               && !row.database.contains(filter, Qt::CaseInsensitive);
    });
    std::ranges::sort(rows, [](const InstalledRow &a, const InstalledRow &b) {
        return std::tuple(a.database.isEmpty(), a.name, a.database)
               < std::tuple(b.database.isEmpty(), b.name, b.database);
    });
    setRows(rows);
}

ServerModel::ServerModel(QObject *parent)
    : RowModel<ServerRow>(
        {{"serverId", [](const ServerRow &row) -> QVariant { return row.serverId; }},
         {"title", [](const ServerRow &row) -> QVariant { return row.title; }},
         {"detail", [](const ServerRow &row) -> QVariant { return row.detail; }},
         {"kind", [](const ServerRow &row) -> QVariant { return row.kind; }},
         {"isSandbox", [](const ServerRow &row) -> QVariant { return row.isSandbox; }},
         {"isTarget", [](const ServerRow &row) -> QVariant { return row.isTarget; }},
         {"canRestart", [](const ServerRow &row) -> QVariant { return row.canRestart; }},
         {"isStopped", [](const ServerRow &row) -> QVariant { return row.isStopped; }},
         {"problem", [](const ServerRow &row) -> QVariant { return row.problem; }},
         {"problemDetails", [](const ServerRow &row) -> QVariant { return row.problemDetails; }},
         {"extensions", [](const ServerRow &row) { return QVariant::fromValue(row.extensions); }},
         {"extensionCount", [](const ServerRow &row) -> QVariant { return row.extensionCount; }}},
        parent)
{
}
