// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
// What a run does with the server: settings, restart, SQL, proof.
#include "install/planrun.h"
#include "install/serversettings.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QThread>

using namespace Qt::StringLiterals;

namespace {

constexpr int reloadTries = 40;
constexpr unsigned long reloadPause = 50;

QString tr(const char *text)
{
    return QCoreApplication::translate("InstallJob", text);
}

/// `path` as one more element of a search path setting; unchanged when it is there already.
QString withElement(const QString &setting, const QString &fallback, const QString &path)
{
    QStringList elements = setting.split(u':', Qt::SkipEmptyParts);
    if (elements.isEmpty())
        elements << fallback;
    if (!elements.contains(path))
        elements << path;
    return elements.join(u':');
}

QStringList controlNames(const QList<StagedFile> &files)
{
    QStringList names;
    for (const StagedFile &file : files) {
        const QString &path = file.place.relative;
        if (file.place.folder == u"sharedir"_s && path.startsWith(u"extension/"_s)
            && path.endsWith(u".control"_s))
            names << path.mid(10).chopped(8);
    }
    return names;
}

} // namespace

bool PlanRun::isLeftOut(const Step &step) const
{
    if (!step.optional || step.extension.isEmpty())
        return false;
    QStringList names;
    for (const Work &work : m_works)
        names += controlNames(work.files);
    return !names.contains(step.extension)
           && !QFileInfo::exists(m_plan.target.installation.extensionDir() + u'/' + step.extension
                                 + u".control"_s);
}

Result<void> PlanRun::lookInUserFolder()
{
    const ServerSettings settings(m_plan.target, m_services.runner, m_services.credentials,
                                  m_store);
    Result<Session> session = openSession(m_plan.target, {}, m_services.credentials);
    if (!session)
        return session.error();
    const std::initializer_list<std::tuple<QString, QString, QString>> wanted{
        {u"extension_control_path"_s, u"$system"_s, m_plan.userFolder + u"/share"_s},
        {u"dynamic_library_path"_s, u"$libdir"_s, m_plan.userFolder + u"/lib"_s}};
    bool isChanged = false;
    for (const auto &[name, fallback, folder] : wanted) {
        const Result<QString> now = session->setting(name);
        if (!now)
            return now.error();
        const QString value = withElement(*now, fallback, folder);
        if (value == *now)
            continue;
        say(u"ALTER SYSTEM SET %1 = '%2'"_s.arg(name, value));
        if (Result<void> done = settings.change(name, value, {}, *m_manifest); !done)
            return done;
        isChanged = true;
    }
    if (!isChanged)
        return {};
    if (Result<void> done = settings.reload(); !done)
        return done;
    // The server reads its files a moment later; only then do new sessions know.
    for (int i = 0; i < reloadTries; ++i) {
        Result<Session> fresh = openSession(m_plan.target, {}, m_services.credentials);
        if (!fresh)
            return fresh.error();
        const Result<QString> value = fresh->setting(u"extension_control_path"_s);
        if (value && value->contains(m_plan.userFolder))
            return {};
        QThread::msleep(reloadPause);
    }
    return Error{Error::Kind::Timeout,
                 tr("%1 does not take over its new setting extension_control_path.")
                     .arg(m_plan.target.title()),
                 {}};
}

/// The new list holds what was there when this was planned; what came since must not be lost.
Result<void> PlanRun::checkPreload() const
{
    Result<Session> session = openSession(m_plan.target, {}, m_services.credentials);
    if (!session)
        return session.error();
    const Result<PreloadSetting> now = session->preload();
    if (!now)
        return now.error();
    const QStringList libraries =
        PreloadSetting::split(now->pendingValue.isEmpty() ? now->sharedPreload : now->pendingValue);
    if (libraries == m_plan.preload.before)
        return {};
    return Error{
        Error::Kind::Conflict,
        tr("shared_preload_libraries was changed since this was planned: it is \"%1\" now. "
           "Plan again.")
            .arg(PreloadSetting::join(libraries)),
        {}};
}

Result<void> PlanRun::preload(const Step &step)
{
    if (Result<void> begun = beginManifest(); !begun)
        return begun;
    if (Result<void> same = checkPreload(); !same)
        return same;
    if (m_plan.preload.after.isEmpty())
        say(u"ALTER SYSTEM RESET shared_preload_libraries"_s);
    else
        say(step.sql);
    const QString value = PreloadSetting::join(m_plan.preload.after);
    // An empty list cannot be written by ALTER SYSTEM SET; the session knows the way round.
    const QString sql = m_plan.preload.after.isEmpty() ? QString() : step.sql;
    return ServerSettings(m_plan.target, m_services.runner, m_services.credentials, m_store)
        .change(u"shared_preload_libraries"_s, value, sql, *m_manifest);
}

Result<void> PlanRun::restart()
{
    if (Result<void> begun = beginManifest(); !begun)
        return begun;
    m_databases.suspend();
    m_manifest->restarted = true;
    if (Result<void> saved = m_store.save(*m_manifest); !saved)
        return saved;
    const ServerSettings settings(m_plan.target, m_services.runner, m_services.credentials,
                                  m_store);
    if (Result<void> done = settings.restart(*m_manifest, m_reporter.token()); !done)
        return done;
    Result<Session> session = openSession(m_plan.target, {}, m_services.credentials);
    if (!session)
        return session.error();
    const Result<QString> running = session->setting(u"shared_preload_libraries"_s);
    if (!running)
        return running.error();
    const QStringList libraries = PreloadSetting::split(*running);
    for (const QString &library : m_plan.preload.after) {
        if (!libraries.contains(library)) {
            return Error{Error::Kind::Conflict,
                         tr("After the restart the server still does not preload %1; another "
                            "setting overrides it.")
                             .arg(library),
                         *running};
        }
    }
    m_note = libraries.isEmpty() ? tr("The server answers.")
                                 : tr("The server answers; preloaded: %1.").arg(*running);
    return {};
}

Result<void> PlanRun::create(const Step &step)
{
    if (Result<void> begun = beginManifest(); !begun)
        return begun;
    const Result<QString> version = m_databases.version(step.database, step.extension);
    if (!version)
        return version.error();
    if (!version->isEmpty() && step.sql.startsWith(u"CREATE"_s)) {
        m_skipped = tr("Created already, with one that requires it.");
        return {};
    }
    say(step.database + u"=# "_s + step.sql);
    return m_databases.execute(step.database, step.sql);
}

QStringList PlanRun::modulesOf(const Step &step) const
{
    if (step.release < 0)
        return {};
    QStringList named;
    for (const ProvidedModule &module : m_plan.releases[step.release].release.modules)
        named << module.name << QFileInfo(module.library).fileName();
    QStringList modules;
    for (const StagedFile &file : m_works[step.release].files) {
        const QString name = file.moduleName();
        if (!name.isEmpty() && (name == step.extension || named.contains(name)))
            modules << name;
    }
    return modules;
}

Result<void> PlanRun::prove(const Step &step)
{
    const Result<DatabaseWork::Proof> proof =
        m_databases.prove(step.database, step.extension, modulesOf(step));
    if (!proof)
        return proof.error();
    m_installed.append(QJsonObject{{u"extension"_s, step.extension},
                                   {u"database"_s, step.database},
                                   {u"version"_s, proof->version},
                                   {u"libraries"_s, QJsonArray::fromStringList(proof->libraries)}});
    if (step.release >= 0)
        m_proven.insert(step.release);
    m_note = tr("The server reports %1 %2.").arg(step.extension, proof->version);
    if (!proof->libraries.isEmpty())
        m_note += u' ' + tr("Loaded: %1.").arg(proof->libraries.join(u", "_s));
    else if (!proof->mayLoad)
        m_note += u' ' + tr("Only a superuser can have its library loaded on demand.");
    say(m_note);
    return {};
}

Result<void> PlanRun::drop(const Step &step)
{
    if (Result<void> begun = beginManifest(); !begun)
        return begun;
    const Result<QString> version = m_databases.version(step.database, step.extension);
    if (!version)
        return version.error();
    if (version->isEmpty()) {
        m_skipped = tr("It is not there any more.");
        return {};
    }
    say(step.database + u"=# "_s + step.sql);
    return m_databases.execute(step.database, step.sql);
}

Result<void> PlanRun::finishSql()
{
    if (Result<void> done = m_databases.repeat(); !done)
        return done;
    if (!m_databases.isOpen())
        return {};
    const Result<QList<Manifest::SqlChange>> changes = m_databases.changes();
    if (!changes)
        return changes.error();
    if (!changes->isEmpty()) {
        if (Result<void> begun = beginManifest(); !begun)
            return begun;
        m_manifest->sql += *changes;
        if (Result<void> saved = m_store.save(*m_manifest); !saved)
            return saved;
    }
    return m_databases.commit();
}
