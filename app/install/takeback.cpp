// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/takeback.h"

#include "install/copyrunner.h"
#include "install/filechanges.h"
#include "install/serversettings.h"
#include "install/sqltakeback.h"
#include "install/targetjson.h"
#include "install/workfolder.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("TakeBack", text);
}

} // namespace

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
    const bool needsServer = !m_manifest.sql.isEmpty() || !m_manifest.settings.isEmpty()
                             || !m_manifest.testDatabases.isEmpty();
    if (needsServer && !m_options.filesOnly)
        return target.error();
    // The installation is gone; what is left of its folders can still be cleaned.
    m_target.installation.pgConfig = m_manifest.target.value(u"pgConfig"_s).toString();
    return {};
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
    const ServerSettings settings(m_target, m_services.runner, m_services.credentials, m_store);
    if (hasServer && !m_manifest.settings.isEmpty() && !m_options.force) {
        if (Result<void> possible = settings.checkPutBack(m_manifest); !possible)
            return possible;
    }

    SqlTakeBack sql(m_manifest, m_target, m_services.credentials);
    if (hasServer && !m_manifest.sql.isEmpty()) {
        begin(Part::Sql, tr("Taking back what was done in databases"));
        if (Result<void> done = sql.begin(m_options.force); !done)
            return done;
    }
    // From here on things change: a kill is answered by going on with this at the next start.
    const Manifest::State earlier = m_manifest.state;
    m_manifest.state = Manifest::State::InProgress;
    if (Result<void> saved = m_store.save(m_manifest); !saved)
        return saved;
    if (hasServer) {
        if (Result<void> done = sql.dropTestDatabases(); !done)
            return done;
        m_manifest.testDatabases.clear();
    }
    if (!batch->isEmpty()) {
        begin(Part::Files, tr("Putting %1 files back").arg(m_manifest.files.size()));
        const CopyRunner copier(m_services.runner, m_services.helper);
        if (Result<void> done = copier.run(*batch, m_folders); !done) {
            if (!CopyRunner::hasChangedNothing(done.error()))
                return done;
            // The person refused, or a disk is full.
            m_manifest.state = earlier;
            if (Result<void> saved = m_store.save(m_manifest); !saved)
                return saved;
            return done;
        }
    }
    if (hasServer && !m_manifest.settings.isEmpty()) {
        begin(Part::Settings, tr("Putting server settings back"));
        if (Result<void> done = settings.putBack(m_manifest, m_options.force); !done)
            return done;
    }
    if (needsRestart) {
        begin(Part::Restart, tr("Restarting the server"));
        if (Result<void> done = sql.commit(); !done)
            return done;
        Manifest nothingToPutBack;
        if (Result<void> done = settings.restart(nothingToPutBack, {}); !done)
            return done;
    }
    if (Result<void> done = sql.finish(); !done)
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
