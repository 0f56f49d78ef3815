// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/sqltakeback.h"

#include "install/serversettings.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("TakeBack", text);
}

Result<QString> versionOf(Session &session, const QString &extension)
{
    const Result<QStringList> versions =
        session.column(u"SELECT extversion FROM pg_extension WHERE extname = ?"_s, {extension});
    if (!versions)
        return versions.error();
    return versions->value(0);
}

bool hasUpdatePath(Session &session, const Manifest::SqlChange &change)
{
    const Result<QStringList> paths =
        session.column(u"SELECT path FROM pg_extension_update_paths(?) WHERE source = ? AND target "
                       "= ? AND path IS NOT NULL"_s,
                       {change.extension, change.toVersion, change.fromVersion});
    return paths && !paths->isEmpty();
}

/// The extensions that have to be there first.
Result<QStringList> requirementsOf(Session &session, const Manifest::SqlChange &change)
{
    return session.column(u"SELECT unnest(requires)::text FROM pg_available_extension_versions "
                          "WHERE name = ? AND version = ?"_s,
                          {change.extension, change.fromVersion});
}

} // namespace

SqlTakeBack::SqlTakeBack(const Manifest &manifest, const Target &target, Credentials &credentials)
    : m_manifest(manifest), m_target(target), m_credentials(credentials)
{
}

Result<Session *> SqlTakeBack::in(const QString &database)
{
    if (const auto found = m_sessions.find(database); found != m_sessions.end())
        return &found->second;
    Result<Session> session = openSession(m_target, database, m_credentials);
    if (!session)
        return session.error();
    if (Result<void> begun = session->execute(u"BEGIN"_s); !begun)
        return begun.error();
    return &m_sessions.emplace(database, std::move(*session)).first->second;
}

Result<void> SqlTakeBack::begin(bool force)
{
    for (auto change = m_manifest.sql.crbegin(); change != m_manifest.sql.crend(); ++change) {
        if (Result<void> done = takeBack(*change, force); !done)
            return done;
    }
    if (m_problems.isEmpty() || force)
        return {};
    return Error{Error::Kind::Conflict, m_problems.join(u' '), m_losses.join(u'\n')};
}

Result<void> SqlTakeBack::takeBack(const Manifest::SqlChange &change, bool force)
{
    const Result<Session *> opened = in(change.database);
    if (!opened)
        return opened.error();
    Session &session = **opened;
    const Result<QString> now = versionOf(session, change.extension);
    if (!now)
        return now.error();
    if (now->isEmpty()) {
        // It was dropped by the change itself, or by a take-back that ended before it was created again.
        if (!change.fromVersion.isEmpty())
            m_toCreate.prepend(change);
        return {};
    }
    if (change.toVersion.isEmpty() || *now == change.fromVersion)
        return {};
    if (!change.fromVersion.isEmpty() && *now == change.toVersion && hasUpdatePath(session, change))
        return session.updateExtension(change.extension, change.fromVersion);
    const qsizetype earlier = m_problems.size();
    if (Result<void> noted = noteLosses(session, change); !noted)
        return noted;
    // With problems and without force this transaction ends uncommitted; it only goes on to find all of them.
    const bool isInUse = m_problems.size() > earlier;
    if (Result<void> done = session.dropExtension(change.extension, force || isInUse); !done)
        return done;
    if (!change.fromVersion.isEmpty())
        m_toCreate.prepend(change);
    return {};
}

Result<void> SqlTakeBack::noteLosses(Session &session, const Manifest::SqlChange &change)
{
    const Result<QList<Dependant>> dependants = session.dependants(change.extension);
    if (!dependants)
        return dependants.error();
    QStringList users;
    for (const Dependant &dependant : *dependants)
        users << dependant.kind + u' ' + dependant.identity;
    if (!users.isEmpty()) {
        m_problems << tr("In the database %1 these use %2: %3. Remove them first, or force the "
                         "undo, which drops them too.")
                          .arg(change.database, change.extension, users.join(u", "_s));
        m_losses += users;
    }
    if (change.fromVersion.isEmpty())
        return {}; // it was not there before, and neither were its tables
    const Result<QStringList> tables = session.filledTables(change.extension);
    if (!tables)
        return tables.error();
    if (tables->isEmpty())
        return {};
    m_problems << tr("%1 has no script that leads back to %2, so it would be dropped and created "
                     "again, and in the database %3 these tables of it hold rows: %4. Save them "
                     "first; forcing the undo deletes them.")
                      .arg(change.extension, change.fromVersion, change.database,
                           tables->join(u", "_s));
    for (const QString &table : *tables)
        m_losses << tr("the rows of %1 in %2").arg(table, change.database);
    return {};
}

Result<void> SqlTakeBack::dropTestDatabases()
{
    if (m_manifest.testDatabases.isEmpty())
        return {};
    Result<Session> session = openSession(m_target, {}, m_credentials);
    if (!session)
        return session.error();
    const Result<QStringList> all = session->column(u"SELECT datname FROM pg_database"_s);
    if (!all)
        return all.error();
    for (const QString &name : m_manifest.testDatabases) {
        if (!all->contains(name))
            continue;
        if (Result<void> dropped = session->dropDatabase(name, true); !dropped)
            return dropped;
    }
    return {};
}

Result<void> SqlTakeBack::commit()
{
    for (auto &[name, session] : m_sessions) {
        if (Result<void> done = session.execute(u"COMMIT"_s); !done)
            return done.error().within(tr("In the database %1").arg(name));
    }
    m_sessions.clear();
    return {};
}

/// The first one that waits for none of the others: CREATE EXTENSION … CASCADE would create those it requires in their
/// newest version and in its own schema.
Result<qsizetype> SqlTakeBack::nextToCreate()
{
    for (qsizetype i = 0; i < m_toCreate.size(); ++i) {
        const Manifest::SqlChange &change = m_toCreate[i];
        const Result<Session *> session = in(change.database);
        if (!session)
            return session.error();
        const Result<QStringList> required = requirementsOf(**session, change);
        if (!required)
            return required.error();
        const bool waits = std::any_of(
            m_toCreate.cbegin(), m_toCreate.cend(), [&](const Manifest::SqlChange &other) {
                return other.database == change.database && required->contains(other.extension);
            });
        if (!waits)
            return i;
    }
    return 0;
}

Result<void> SqlTakeBack::finish()
{
    while (!m_toCreate.isEmpty()) {
        const Result<qsizetype> next = nextToCreate();
        if (!next)
            return next.error();
        const Manifest::SqlChange change = m_toCreate.takeAt(*next);
        const Result<Session *> session = in(change.database);
        if (!session)
            return session.error();
        const Result<QString> now = versionOf(**session, change.extension);
        if (!now)
            return now.error();
        if (!now->isEmpty())
            continue;
        if (Result<void> done =
                (*session)->createExtension(change.extension, change.fromVersion, change.schema);
            !done)
            return done.error().within(tr("In the database %1").arg(change.database));
    }
    return commit();
}
