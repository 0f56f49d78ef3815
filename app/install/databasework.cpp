// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/databasework.h"

#include "install/serversettings.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("DatabaseWork", text);
}

/// Name -> version and schema of what is created.
Result<QMap<QString, DatabaseWork::Created>> createdIn(Session &session)
{
    // One column, since names and versions may hold anything but a newline that matters here.
    const Result<QStringList> rows = session.column(
        u"SELECT json_build_array(e.extname, e.extversion, n.nspname, e.oid::bigint)::text FROM "
        "pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace"_s);
    if (!rows)
        return rows.error();
    QMap<QString, DatabaseWork::Created> created;
    for (const QString &row : *rows) {
        const QJsonArray values = QJsonDocument::fromJson(row.toUtf8()).array();
        created.insert(values.at(0).toString(), {values.at(1).toString(), values.at(2).toString(),
                                                 values.at(3).toInteger()});
    }
    return created;
}

} // namespace

DatabaseWork::DatabaseWork(Target target, Credentials &credentials)
    : m_target(std::move(target)), m_credentials(credentials)
{
}

Result<Session *> DatabaseWork::in(const QString &database)
{
    if (const auto open = m_open.constFind(database); open != m_open.constEnd())
        return open->session.get();
    Result<Session> session = openSession(m_target, database, m_credentials);
    if (!session)
        return session.error();
    if (Result<void> begun = session->execute(u"BEGIN"_s); !begun)
        return begun.error();
    const Result<QMap<QString, Created>> before = createdIn(*session);
    if (!before)
        return before.error();
    Open open{std::make_shared<Session>(std::move(*session)), *before};
    return m_open.insert(database, open)->session.get();
}

Result<void> DatabaseWork::perform(const Statement &statement)
{
    const Result<Session *> session = in(statement.database);
    if (!session)
        return session.error();
    if (Result<void> done = (*session)->execute(statement.sql); !done)
        return done.error().within(tr("In the database %1").arg(statement.database));
    return {};
}

Result<void> DatabaseWork::execute(const QString &database, const QString &sql)
{
    const Statement statement{database, sql};
    if (Result<void> done = perform(statement); !done)
        return done;
    m_done << statement;
    return {};
}

Result<QString> DatabaseWork::version(const QString &database, const QString &extension)
{
    const Result<Session *> session = in(database);
    if (!session)
        return session.error();
    const Result<QStringList> versions =
        (*session)->column(u"SELECT extversion FROM pg_extension WHERE extname = ?"_s, {extension});
    if (!versions)
        return versions.error();
    return versions->value(0);
}

/// The name under which a function's library is looked for. PostgreSQL 18 searches dynamic_library_path for
/// "$libdir/NAME", too, when it calls a function, but not for LOAD (dfmgr.c).
static QString asCalled(const QString &library, const ServerVersion &server)
{
    const QString name = library.startsWith(u"$libdir/"_s) ? library.mid(8) : library;
    return server.major >= 18 && !name.contains(u'/') ? name : library;
}

Result<DatabaseWork::Proof> DatabaseWork::prove(const QString &database, const QString &extension,
                                                const QStringList &modules)
{
    const Result<QString> reported = version(database, extension);
    if (!reported)
        return reported.error();
    if (reported->isEmpty()) {
        return Error{Error::Kind::Database,
                     tr("The server does not report %1 as installed in the database %2.")
                         .arg(extension, database),
                     {}};
    }
    Session &session = *m_open[database].session;
    const Result<QStringList> libraries = session.column(
        u"SELECT DISTINCT p.probin FROM pg_proc p JOIN pg_depend d ON d.classid = "
        "'pg_proc'::regclass AND d.objid = p.oid AND d.refclassid = 'pg_extension'::regclass AND "
        "d.deptype = 'e' JOIN pg_extension e ON e.oid = d.refobjid WHERE e.extname = ? AND "
        "p.probin IS NOT NULL ORDER BY 1"_s,
        {extension});
    if (!libraries)
        return libraries.error();
    const Result<bool> isSuperuser = session.isSuperuser();
    if (!isSuperuser)
        return isSuperuser.error();
    Proof proof{*reported, {}, *isSuperuser};
    QStringList all = *libraries;
    for (const QString &module : modules) {
        if (!all.contains(u"$libdir/"_s + module) && !all.contains(module))
            all << module;
    }
    if (!proof.mayLoad)
        return proof;
    const Result<ServerVersion> server = session.version();
    if (!server)
        return server.error();
    for (const QString &library : std::as_const(all)) {
        if (Result<void> loaded = session.loadLibrary(asCalled(library, *server)); !loaded) {
            return loaded.error().within(
                tr("The server cannot load the library %1 of %2").arg(library, extension));
        }
        proof.libraries << library;
    }
    return proof;
}

Result<QList<Manifest::SqlChange>> DatabaseWork::changes()
{
    QList<Manifest::SqlChange> changes;
    for (auto open = m_open.begin(); open != m_open.end(); ++open) {
        const Result<QMap<QString, Created>> now = createdIn(*open->session);
        if (!now)
            return now.error();
        const QMap<QString, Created> &before = open->before;
        // Those created by CASCADE come first in the server as well: their oids are smaller.
        const Result<QStringList> order =
            open->session->column(u"SELECT extname FROM pg_extension ORDER BY oid"_s);
        if (!order)
            return order.error();
        for (const QString &name : *order) {
            const Created created = now->value(name);
            const Created earlier = before.value(name);
            if (created.version != earlier.version) {
                changes << Manifest::SqlChange{open.key(), name, earlier.version, created.version,
                                               earlier.schema};
            }
        }
        QStringList gone;
        for (auto earlier = before.cbegin(); earlier != before.cend(); ++earlier) {
            if (!now->contains(earlier.key()))
                gone << earlier.key();
        }
        // As they were dropped: those first that required the others.
        std::sort(gone.begin(), gone.end(), [&](const QString &a, const QString &b) {
            return before[a].oid > before[b].oid;
        });
        for (const QString &name : std::as_const(gone)) {
            changes << Manifest::SqlChange{
                open.key(), name, before[name].version, {}, before[name].schema};
        }
    }
    return changes;
}

Result<void> DatabaseWork::commit()
{
    while (!m_open.isEmpty()) {
        const auto first = m_open.begin();
        const QString database = first.key();
        const std::shared_ptr<Session> session = first->session;
        m_open.erase(first);
        if (Result<void> done = session->execute(u"COMMIT"_s); !done) {
            m_open.clear();
            return done.error().within(tr("In the database %1").arg(database));
        }
    }
    m_done.clear();
    return {};
}

void DatabaseWork::suspend()
{
    m_open.clear(); // ends the connections, and with them the transactions
}

Result<void> DatabaseWork::repeat()
{
    if (!m_open.isEmpty())
        return {};
    for (const Statement &statement : std::as_const(m_done)) {
        if (Result<void> done = perform(statement); !done)
            return done;
    }
    return {};
}

void DatabaseWork::rollBack()
{
    m_open.clear();
    m_done.clear();
}
