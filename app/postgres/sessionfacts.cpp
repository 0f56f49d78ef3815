// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
// What a Session asks the catalogues.
#include "postgres/session.h"
#include "postgres/sessionstate.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

/// Arrays come as text with this separator, which no name holds.
const QChar unitSeparator(0x1f);

QStringList listOf(const QVariant &value)
{
    return value.toString().split(unitSeparator, Qt::SkipEmptyParts);
}

// "trusted" came with PostgreSQL 13. A created extension whose files are gone still has a row.
QString extensionsSql(int serverNumber, const QString &condition)
{
    const QString trusted = serverNumber >= 130000 ? u"v.trusted"_s : u"false"_s;
    return uR"(
SELECT coalesce(a.name, e.extname)::text,
       coalesce(a.comment, obj_description(e.oid, 'pg_extension'), ''),
       coalesce(a.default_version, '')::text,
       coalesce(e.extversion, ''),
       coalesce(n.nspname, v.schema, '')::text,
       coalesce(v.relocatable, e.extrelocatable, false),
       coalesce(v.superuser, false),
       coalesce()"_s
           + trusted + uR"(, false),
       coalesce(array_to_string(v.requires, chr(31)), ''),
       coalesce((SELECT string_agg(x.extname::text, chr(31) ORDER BY x.extname)
                 FROM pg_depend d JOIN pg_extension x ON x.oid = d.objid
                 WHERE d.classid = 'pg_extension'::regclass
                   AND d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid), ''),
       CASE WHEN e.oid IS NOT NULL AND a.name IS NOT NULL THEN
           coalesce((SELECT string_agg(p.target, chr(31) ORDER BY p.target)
                     FROM pg_extension_update_paths(e.extname) p
                     WHERE p.source = e.extversion AND p.path IS NOT NULL), '')
       ELSE '' END
FROM pg_available_extensions() a
FULL JOIN pg_extension e ON e.extname = a.name
LEFT JOIN pg_namespace n ON n.oid = e.extnamespace
LEFT JOIN pg_available_extension_versions() v
       ON v.name = a.name AND v.version = coalesce(e.extversion, a.default_version)
)"_s + condition
           + u" ORDER BY 1"_s;
}

ExtensionFacts extensionFrom(const QSqlQuery &row)
{
    ExtensionFacts facts;
    facts.name = row.value(0).toString();
    facts.comment = row.value(1).toString();
    facts.defaultVersion = row.value(2).toString();
    facts.installedVersion = row.value(3).toString();
    facts.schema = row.value(4).toString();
    facts.relocatable = row.value(5).toBool();
    facts.superuser = row.value(6).toBool();
    facts.trusted = row.value(7).toBool();
    facts.requiredExtensions = listOf(row.value(8));
    facts.requiredBy = listOf(row.value(9));
    facts.updateTargets = listOf(row.value(10));
    return facts;
}

// Follows pg_depend as DROP … CASCADE does: to all that depends on what goes, and from a part that goes
// to the whole it is an internal part of (a rule to its view). Told are those that DROP would announce:
// not the extension's members, nor what silently belongs to something else that goes.
const QString dependantsSql = uR"(
WITH RECURSIVE gone(classid, objid, objsubid) AS (
    SELECT 'pg_extension'::regclass::oid, oid, 0 FROM pg_extension WHERE extname = ?
  UNION
    SELECT step.classid, step.objid, step.objsubid
    FROM gone g CROSS JOIN LATERAL (
        SELECT d.classid, d.objid, d.objsubid FROM pg_depend d
        WHERE d.refclassid = g.classid AND d.refobjid = g.objid
          AND (g.objsubid = 0 OR d.refobjsubid = g.objsubid) AND d.deptype <> 'p'
      UNION ALL
        SELECT d.refclassid, d.refobjid, d.refobjsubid FROM pg_depend d
        WHERE d.classid = g.classid AND d.objid = g.objid
          AND (g.objsubid = 0 OR d.objsubid = g.objsubid) AND d.deptype = 'i'
    ) step
)
SELECT object.type, object.identity
FROM gone g CROSS JOIN LATERAL pg_identify_object(g.classid, g.objid, g.objsubid) object
WHERE NOT (g.classid = 'pg_extension'::regclass
           AND g.objid = (SELECT oid FROM pg_extension WHERE extname = ?))
  AND NOT EXISTS (
    SELECT 1 FROM pg_depend d JOIN gone whole
      ON d.refclassid = whole.classid AND d.refobjid = whole.objid
         AND (whole.objsubid = 0 OR d.refobjsubid = whole.objsubid)
    WHERE d.classid = g.classid AND d.objid = g.objid AND d.objsubid = g.objsubid
      AND d.deptype NOT IN ('n', 'p'))
  AND NOT (g.objsubid <> 0 AND EXISTS (
    SELECT 1 FROM gone whole
    WHERE whole.classid = g.classid AND whole.objid = g.objid AND whole.objsubid = 0))
GROUP BY object.type, object.identity
ORDER BY object.type, object.identity)"_s;

const QString membersSql = uR"(
SELECT object.type, object.identity
FROM pg_depend d CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) object
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
  AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = ?)
ORDER BY object.type, object.identity)"_s;

// A configuration table's condition is what pg_dump saves of it (pg_extension_config_dump()): the rest comes back with
// the extension. Of a table that may not be read, it is not known.
const QString memberTablesSql = uR"(
SELECT format('%I.%I', n.nspname, c.relname), coalesce(configuration.condition, ''),
       has_table_privilege(c.oid, 'SELECT')
FROM pg_extension e
JOIN pg_depend d ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
     AND d.classid = 'pg_class'::regclass AND d.objsubid = 0 AND d.deptype = 'e'
JOIN pg_class c ON c.oid = d.objid AND c.relkind IN ('r', 'p')
JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN LATERAL unnest(e.extconfig, e.extcondition) configuration(oid, condition)
     ON configuration.oid = c.oid
WHERE e.extname = ?
ORDER BY 1)"_s;

Result<QList<Dependant>> objectsFrom(Result<QSqlQuery> query)
{
    if (!query)
        return query.error();
    QList<Dependant> objects;
    while (query->next())
        objects += {query->value(0).toString(), query->value(1).toString()};
    return objects;
}

} // namespace

Result<ServerVersion> Session::version()
{
    const Result<QString> text = setting(u"server_version"_s);
    if (!text)
        return text.error();
    ServerVersion version = ServerVersion::fromNumber(m_state->serverNumber);
    version.text = *text;
    return version;
}

Result<bool> Session::isSuperuser()
{
    const Result<QString> answer = setting(u"is_superuser"_s);
    if (!answer)
        return answer.error();
    return *answer == u"on";
}

Result<QString> Session::setting(const QString &name)
{
    const Result<QStringList> values = column(u"SELECT current_setting(?)"_s, {name});
    if (!values)
        return values.error();
    return values->value(0);
}

Result<QList<DatabaseFacts>> Session::databases()
{
    // The size of a database that one may not connect to is an error, so it is not asked.
    Result<QSqlQuery> query = m_state->run(uR"(
SELECT datname::text, pg_get_userbyid(datdba)::text, datallowconn, datistemplate,
       CASE WHEN has_database_privilege(oid, 'CONNECT') THEN pg_database_size(oid) ELSE 0 END
FROM pg_database ORDER BY datname)"_s);
    if (!query)
        return query.error();
    QList<DatabaseFacts> databases;
    while (query->next()) {
        databases +=
            {query->value(0).toString(), query->value(1).toString(), query->value(4).toLongLong(),
             query->value(2).toBool(), query->value(3).toBool()};
    }
    return databases;
}

Result<QList<ExtensionFacts>> Session::extensions()
{
    Result<QSqlQuery> query = m_state->run(extensionsSql(m_state->serverNumber, {}));
    if (!query)
        return query.error();
    QList<ExtensionFacts> extensions;
    while (query->next())
        extensions += extensionFrom(*query);
    return extensions;
}

Result<std::optional<ExtensionFacts>> Session::extension(const QString &name)
{
    Result<QSqlQuery> query = m_state->run(
        extensionsSql(m_state->serverNumber, u"WHERE coalesce(a.name, e.extname) = ?"_s), {name});
    if (!query)
        return query.error();
    if (!query->next())
        return std::optional<ExtensionFacts>();
    return std::optional(extensionFrom(*query));
}

Result<QList<Dependant>> Session::dependants(const QString &extension)
{
    return objectsFrom(m_state->run(dependantsSql, {extension, extension}));
}

Result<QList<Dependant>> Session::members(const QString &extension)
{
    return objectsFrom(m_state->run(membersSql, {extension}));
}

Result<QStringList> Session::filledTables(const QString &extension)
{
    Result<QSqlQuery> tables = m_state->run(memberTablesSql, {extension});
    if (!tables)
        return tables.error();
    QStringList filled;
    QList<std::pair<QString, QString>>
        readable; // a connection answers one question after the other
    while (tables->next()) {
        if (tables->value(2).toBool())
            readable += {tables->value(0).toString(), tables->value(1).toString()};
        else
            filled += tables->value(0).toString();
    }
    for (const auto &[table, condition] : std::as_const(readable)) {
        Result<QSqlQuery> row =
            m_state->run(u"SELECT EXISTS (SELECT FROM "_s + table + u' ' + condition + u')');
        if (!row)
            return row.error();
        if (row->next() && row->value(0).toBool())
            filled += table;
    }
    filled.sort();
    return filled;
}

Result<PreloadSetting> Session::preload()
{
    // sourcefile is shown to superusers and pg_read_all_settings only; others see null.
    Result<QSqlQuery> row = m_state->run(uR"(
SELECT setting, coalesce(sourcefile, ''), coalesce(boot_val, ''), source
FROM pg_settings WHERE name = 'shared_preload_libraries')"_s);
    if (!row)
        return row.error();
    if (!row->next()) {
        return Error{Error::Kind::Permission,
                     QCoreApplication::translate(
                         "Session", "This role may not see shared_preload_libraries. Connect as a "
                                    "superuser or a member of pg_read_all_settings."),
                     {}};
    }
    PreloadSetting preload;
    preload.sharedPreload = row->value(0).toString();
    preload.pendingValue = preload.sharedPreload;
    preload.sourceFile = row->value(1).toString();
    const QString bootValue = row->value(2).toString();
    const QString source = row->value(3).toString();
    // The last line wins. Those that wait for a restart are "not applied", which is no error here.
    Result<QSqlQuery> lines = m_state->run(uR"(
SELECT coalesce(setting, ''), coalesce(sourcefile, '') FROM pg_file_settings
WHERE name = 'shared_preload_libraries' ORDER BY seqno DESC LIMIT 1)"_s);
    if (lines && lines->next()) {
        preload.pendingValue = lines->value(0).toString();
        preload.sourceFile = lines->value(1).toString();
    } else if (lines) {
        preload.sourceFile.clear();
        if (source != u"command line")
            preload.pendingValue = bootValue;
    }
    preload.fromAutoConf = preload.sourceFile.endsWith(u"postgresql.auto.conf"_s);
    return preload;
}

Result<QList<ClientFacts>> Session::clients()
{
    const QString realClients =
        m_state->serverNumber >= 100000 ? u" AND backend_type = 'client backend'"_s : QString();
    Result<QSqlQuery> query = m_state->run(uR"(
SELECT pid, coalesce(usename::text, ''), coalesce(datname::text, ''),
       coalesce(application_name, ''), coalesce(state, '')
FROM pg_stat_activity WHERE pid <> pg_backend_pid())"_s
                                           + realClients + u" ORDER BY pid"_s);
    if (!query)
        return query.error();
    QList<ClientFacts> clients;
    while (query->next()) {
        clients += {query->value(0).toInt(), query->value(1).toString(), query->value(2).toString(),
                    query->value(3).toString(), query->value(4).toString()};
    }
    return clients;
}
