// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/takeback.h"

#include "install/copyrunner.h"
#include "install/filechanges.h"
#include "install/serversettings.h"
#include "install/targetjson.h"
#include "install/workfolder.h"

#include <QCoreApplication>

#include <map>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("TakeBack", text);
}

QString versionOf(Session &session, const QString &extension)
{
    const Result<QStringList> versions =
        session.column(u"SELECT extversion FROM pg_extension WHERE extname = ?"_s, {extension});
    return versions ? versions->value(0) : QString();
}

QString describe(const QList<Dependant> &dependants)
{
    QStringList names;
    for (const Dependant &dependant : dependants)
        names << dependant.kind + u' ' + dependant.identity;
    return names.join(u", "_s);
}

bool hasUpdatePath(Session &session, const Manifest::SqlChange &change)
{
    const Result<QStringList> paths =
        session.column(u"SELECT path FROM pg_extension_update_paths(?) WHERE source = ? AND target "
                       "= ? AND path IS NOT NULL"_s,
                       {change.extension, change.toVersion, change.fromVersion});
    return paths && !paths->isEmpty();
}

} // namespace

/// One open transaction a database, and what has to be created again once the files are back.
struct TakeBack::Databases {
    std::map<QString, Session> sessions;
    QList<Manifest::SqlChange> toCreate;

    Result<void> commit()
    {
        for (auto &[name, session] : sessions) {
            if (Result<void> done = session.execute(u"COMMIT"_s); !done)
                return done.error().within(tr("In the database %1").arg(name));
        }
        sessions.clear();
        return {};
    }

    Result<Session *> in(const QString &database, const Target &target, Credentials &credentials)
    {
        if (const auto found = sessions.find(database); found != sessions.end())
            return &found->second;
        Result<Session> session = openSession(target, database, credentials);
        if (!session)
            return session.error();
        if (Result<void> begun = session->execute(u"BEGIN"_s); !begun)
            return begun.error();
        return &sessions.emplace(database, std::move(*session)).first->second;
    }
};

TakeBack::TakeBack(Manifest &manifest, const ManifestStore &store, const InstallServices &services,
                   Options options)
    : m_manifest(manifest),
      m_store(store),
      m_services(services),
      m_options(options),
      m_folders(manifest.folders)
{
}

Result<void> TakeBack::findTarget()
{
    const Result<Target> target = TargetJson::read(m_manifest.target, m_services.runner);
    if (target) {
        m_target = *target;
        return {};
    }
    const bool needsServer = !m_manifest.sql.isEmpty() || !m_manifest.settings.isEmpty();
    if (needsServer && !m_options.filesOnly)
        return target.error();
    // The installation is gone; what is left of its folders can still be cleaned.
    m_target.installation.pgConfig = m_manifest.target.value(u"pgConfig"_s).toString();
    return {};
}

Result<void> TakeBack::beginSql(Databases &databases) const
{
    for (auto change = m_manifest.sql.crbegin(); change != m_manifest.sql.crend(); ++change) {
        const Result<Session *> opened =
            databases.in(change->database, m_target, m_services.credentials);
        if (!opened)
            return opened.error();
        Session &session = **opened;
        const QString now = versionOf(session, change->extension);
        if (change->toVersion.isEmpty()) { // it was dropped
            if (now.isEmpty())
                databases.toCreate.prepend(*change);
            continue;
        }
        if (now.isEmpty() || now == change->fromVersion)
            continue;
        if (!change->fromVersion.isEmpty() && now == change->toVersion
            && hasUpdatePath(session, *change)) {
            if (Result<void> done = session.updateExtension(change->extension, change->fromVersion);
                !done)
                return done;
            continue;
        }
        const Result<QList<Dependant>> dependants = session.dependants(change->extension);
        if (!dependants)
            return dependants.error();
        if (!dependants->isEmpty() && !m_options.force) {
            return Error{Error::Kind::Conflict,
                         tr("In the database %1 these use %2: %3. Remove them first, or force the "
                            "undo, which drops them too.")
                             .arg(change->database, change->extension, describe(*dependants)),
                         describe(*dependants)};
        }
        if (Result<void> done = session.dropExtension(change->extension, m_options.force); !done)
            return done;
        if (!change->fromVersion.isEmpty())
            databases.toCreate.prepend(*change);
    }
    return {};
}

Result<void> TakeBack::finishSql(Databases &databases) const
{
    for (const Manifest::SqlChange &change : std::as_const(databases.toCreate)) {
        const Result<Session *> session =
            databases.in(change.database, m_target, m_services.credentials);
        if (!session)
            return session.error();
        if (Result<void> done =
                (*session)->createExtension(change.extension, change.fromVersion, change.schema);
            !done)
            return done;
    }
    return databases.commit();
}

Result<void> TakeBack::takeBackSettings() const
{
    return ServerSettings(m_target, m_services.runner, m_services.credentials, m_store)
        .putBack(m_manifest);
}

Result<void> TakeBack::run(const PartSink &sink)
{
    const auto begin = [&](Part part, const QString &what) {
        if (sink)
            sink(part, what);
    };
    begin(Part::Check, tr("Comparing with what is there now"));
    if (Result<void> found = findTarget(); !found)
        return found;
    const QString pgConfig = m_target.installation.pgConfig;
    Result<CopyBatch> batch =
        FileChanges::takeBack(m_manifest, m_store, pgConfig, m_options.force, m_options.flush);
    if (!batch)
        return batch.error();
    const bool hasServer = !m_options.filesOnly && m_target.cluster.has_value();
    const bool needsRestart = hasServer && m_manifest.restarted;

    Databases databases;
    if (hasServer && !m_manifest.sql.isEmpty()) {
        begin(Part::Sql, tr("Taking back what was done in databases"));
        if (Result<void> done = beginSql(databases); !done)
            return done;
    }
    // From here on things change: a kill is answered by going on with this at the next start.
    const Manifest::State earlier = m_manifest.state;
    m_manifest.state = Manifest::State::InProgress;
    if (Result<void> saved = m_store.save(m_manifest); !saved)
        return saved;
    if (!batch->isEmpty()) {
        begin(Part::Files, tr("Putting %1 files back").arg(m_manifest.files.size()));
        const CopyRunner copier(m_services.runner, m_services.helper);
        if (Result<void> done = copier.run(*batch, m_folders); !done) {
            // A batch that fails has changed nothing: the person refused, or a disk is full.
            m_manifest.state = earlier;
            if (Result<void> saved = m_store.save(m_manifest); !saved)
                return saved;
            return done;
        }
    }
    if (hasServer && !m_manifest.settings.isEmpty()) {
        begin(Part::Settings, tr("Putting server settings back"));
        if (Result<void> done = takeBackSettings(); !done)
            return done;
    }
    if (needsRestart) {
        begin(Part::Restart, tr("Restarting the server"));
        if (Result<void> done = databases.commit(); !done)
            return done;
        const ServerSettings settings(m_target, m_services.runner, m_services.credentials, m_store);
        Manifest nothingToPutBack;
        if (Result<void> done = settings.restart(nothingToPutBack, {}); !done)
            return done;
    }
    if (Result<void> done = finishSql(databases); !done)
        return done;
    for (const QString &id : std::as_const(m_manifest.superseded)) {
        // Their files are there again.
        Result<Manifest> older = m_store.load(id);
        if (!older)
            continue;
        older->state = Manifest::State::Complete;
        if (Result<void> saved = m_store.save(*older); !saved)
            return saved;
    }
    m_manifest.state = Manifest::State::Undone;
    if (Result<void> saved = m_store.save(m_manifest); !saved)
        return saved;
    FolderTree::remove(m_store.folderOf(m_manifest.id) + u"/saved"_s);
    return {};
}
