// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/serversettings.h"

#include "core/durablefile.h"
#include "install/autoconf.h"
#include "install/settingtakeback.h"
#include "postgres/clustercontrol.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestAutoConf = 4 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("ServerSettings", text);
}

/// The value that ALTER SYSTEM wrote before, if it did.
Result<std::optional<QString>> valueInAutoConf(Session &session, const QString &name)
{
    const Result<QStringList> values =
        session.column(u"SELECT setting FROM pg_file_settings WHERE name = ? AND sourcefile LIKE "
                       "'%postgresql.auto.conf' ORDER BY seqno DESC LIMIT 1"_s,
                       {name});
    if (!values)
        return values.error();
    return values->isEmpty() ? std::nullopt : std::optional(values->first());
}

/// The value that counts, once the server has read its files; without postgresql.auto.conf when `isOthers`.
Result<QString> valueInForce(Session &session, const QString &name, bool isOthers)
{
    // The last line wins, and without one the server's command line or the default.
    const Result<QStringList> lines =
        session.column(u"SELECT setting FROM pg_file_settings WHERE name = ? AND NOT (? AND "
                       "sourcefile LIKE '%postgresql.auto.conf') ORDER BY seqno DESC LIMIT 1"_s,
                       {name, isOthers});
    if (!lines)
        return lines.error();
    if (!lines->isEmpty())
        return lines->first();
    const Result<QStringList> defaults = session.column(
        u"SELECT CASE source WHEN 'command line' THEN setting ELSE boot_val END FROM pg_settings "
        "WHERE name = ?"_s,
        {name});
    if (!defaults)
        return defaults.error();
    return defaults->value(0);
}

/// Whether `change` tells the server of the manifest's folder of a person's own.
bool isForUserFolder(const Manifest &manifest, const Manifest::SettingChange &change)
{
    const QStringList added = SettingTakeBack::added(change);
    return !manifest.userFolder.isEmpty()
           && std::any_of(added.cbegin(), added.cend(), [&](const QString &folder) {
                  return folder.startsWith(manifest.userFolder + u'/');
              });
}

} // namespace

Result<Session> openSession(const Target &target, const QString &database, Credentials &credentials)
{
    if (!target.cluster) {
        return Error{Error::Kind::Missing,
                     tr("%1 has no server that is known, so nothing can be done in a database.")
                         .arg(target.title()),
                     {}};
    }
    ConnectionParameters connection = target.cluster->connection;
    if (!database.isEmpty())
        connection.database = database;
    Session::Options options;
    options.password = credentials.read(connection.credentialKey()).value_or(QString());
    return Session::open(connection, options);
}

ServerSettings::ServerSettings(Target target, CommandRunner &runner, Credentials &credentials,
                               const ManifestStore &store)
    : m_target(std::move(target)), m_runner(runner), m_credentials(credentials), m_store(store)
{
}

QString ServerSettings::autoConf() const
{
    if (!m_target.cluster || m_target.cluster->isRemote
        || m_target.cluster->dataDirectory.isEmpty())
        return {};
    return m_target.cluster->dataDirectory + u"/postgresql.auto.conf"_s;
}

QString ServerSettings::savedAutoConf(const Manifest &manifest) const
{
    return m_store.folderOf(manifest.id) + u"/postgresql.auto.conf"_s;
}

Result<void> ServerSettings::change(const QString &name, const std::optional<QString> &value,
                                    const QString &sql, Manifest &manifest) const
{
    Result<Session> session = openSession(m_target, {}, m_credentials);
    if (!session)
        return session.error();
    const Result<std::optional<QString>> before = valueInAutoConf(*session, name);
    if (!before)
        return before.error();
    const Result<QString> inForce = valueInForce(*session, name, false);
    if (!inForce)
        return inForce.error();
    if (!QFile::exists(savedAutoConf(manifest)) && !autoConf().isEmpty()) {
        // Not readable for everybody; then there is only the way through SQL.
        if (const Result<QByteArray> bytes = DurableFile::read(autoConf(), largestAutoConf)) {
            if (Result<void> saved = DurableFile::write(savedAutoConf(manifest), *bytes); !saved)
                return saved;
        }
    }
    manifest.settings << Manifest::SettingChange{name, *before, value.value_or(QString()),
                                                 *inForce};
    if (Result<void> saved = m_store.save(manifest); !saved)
        return saved;
    return sql.isEmpty() ? session->alterSystem(name, value) : session->execute(sql);
}

/// Another install that needs what `change` did, since it found it done.
std::optional<Manifest> ServerSettings::heirOf(const Manifest &manifest,
                                               const Manifest::SettingChange &change) const
{
    if (!isForUserFolder(manifest, change))
        return std::nullopt;
    const QList<Manifest> all = m_store.all();
    const auto heir = std::find_if(all.crbegin(), all.crend(), [&](const Manifest &other) {
        return other.id != manifest.id && other.state == Manifest::State::Complete
               && !other.isRemoval && other.userFolder == manifest.userFolder
               && other.clusterId == manifest.clusterId;
    });
    return heir == all.crend() ? std::nullopt : std::optional(*heir);
}

Result<void> ServerSettings::handOver(const Manifest &manifest) const
{
    for (const Manifest::SettingChange &change : manifest.settings) {
        std::optional<Manifest> heir = heirOf(manifest, change);
        if (!heir)
            continue;
        const bool hasIt = std::any_of(
            heir->settings.cbegin(), heir->settings.cend(),
            [&](const Manifest::SettingChange &own) { return own.name == change.name; });
        if (hasIt)
            continue;
        heir->settings << change;
        if (Result<void> saved = m_store.save(*heir); !saved)
            return saved;
    }
    return {};
}

Result<void> ServerSettings::leaveUserFolder(const Manifest &removed, Manifest &uninstall) const
{
    if (removed.userFolder.isEmpty())
        return {};
    if (Result<void> done = handOver(removed); !done)
        return done;
    Result<Session> session = openSession(m_target, {}, m_credentials);
    if (!session)
        return session.error();
    bool isChanged = false;
    for (const Manifest::SettingChange &noted : removed.settings) {
        if (!isForUserFolder(removed, noted) || heirOf(removed, noted))
            continue;
        const Result<std::optional<QString>> now = valueInAutoConf(*session, noted.name);
        if (!now)
            return now.error();
        const Result<QString> otherwise = valueInForce(*session, noted.name, true);
        if (!otherwise)
            return otherwise.error();
        const Result<std::optional<QString>> value =
            SettingTakeBack::wanted(noted, {*now, *otherwise}, false);
        if (!value)
            return value.error();
        if (*value == *now)
            continue;
        if (Result<void> done = change(noted.name, *value, {}, uninstall); !done)
            return done;
        isChanged = true;
    }
    return isChanged ? session->reloadConfiguration() : Result<void>();
}

Result<QList<ServerSettings::Return>>
ServerSettings::returns(Session &session, const Manifest &manifest, bool force) const
{
    QList<Return> all;
    for (auto change = manifest.settings.crbegin(); change != manifest.settings.crend(); ++change) {
        if (heirOf(manifest, *change))
            continue;
        const Result<std::optional<QString>> now = valueInAutoConf(session, change->name);
        if (!now)
            return now.error();
        const Result<QString> otherwise = valueInForce(session, change->name, true);
        if (!otherwise)
            return otherwise.error();
        const Result<std::optional<QString>> value =
            SettingTakeBack::wanted(*change, {*now, *otherwise}, force);
        if (!value)
            return value.error();
        all << Return{change->name, *now, *value};
    }
    return all;
}

Result<void> ServerSettings::checkPutBack(const Manifest &manifest) const
{
    Result<Session> session = openSession(m_target, {}, m_credentials);
    if (!session)
        return {}; // putBack() has another way then
    const Result<QList<Return>> all = returns(*session, manifest, false);
    if (!all && all.error().kind == Error::Kind::Conflict)
        return all.error();
    return {};
}

Result<void> ServerSettings::putBack(const Manifest &manifest, bool force) const
{
    if (manifest.settings.isEmpty())
        return {};
    if (Result<void> done = handOver(manifest); !done)
        return done;
    Result<Session> session = openSession(m_target, {}, m_credentials);
    if (!session) {
        const Result<void> done = putBackFile(manifest, force);
        return done ? done : Result<void>(session.error());
    }
    const Result<QList<Return>> all = returns(*session, manifest, force);
    if (!all)
        return all.error();
    for (const Return &one : *all) {
        if (one.value == one.now)
            continue;
        if (Result<void> done = session->alterSystem(one.name, one.value); !done)
            return done;
    }
    return session->reloadConfiguration();
}

Result<void> ServerSettings::putBackFile(const Manifest &manifest, bool force) const
{
    const Result<QByteArray> bytes = autoConf().isEmpty()
                                         ? Error{Error::Kind::NotFound, {}, {}}
                                         : DurableFile::read(autoConf(), largestAutoConf);
    if (!bytes) {
        return Error{Error::Kind::Permission,
                     tr("The server does not answer and its file postgresql.auto.conf is not "
                        "accessible. Put the line for %1 in it back by hand.")
                         .arg(manifest.settings.first().name),
                     {}};
    }
    AutoConf now(*bytes);
    const Result<QByteArray> saved = DurableFile::read(savedAutoConf(manifest), largestAutoConf);
    AutoConf others(*bytes);
    AutoConf othersBefore(saved.value_or(QByteArray()));
    bool isExact = saved.has_value();
    for (auto change = manifest.settings.crbegin(); change != manifest.settings.crend(); ++change) {
        const bool stays = heirOf(manifest, *change).has_value();
        const Result<std::optional<QString>> value =
            stays ? now.value(change->name)
                  : SettingTakeBack::wanted(*change, {now.value(change->name), {}}, force);
        if (!value)
            return value.error();
        now.set(change->name, *value);
        others.set(change->name, {});
        othersBefore.set(change->name, {});
        isExact = isExact && *value == change->before;
    }
    // ALTER SYSTEM moves what it changes to the end.
    isExact = isExact && others.content() == othersBefore.content();
    return writeAutoConf(isExact ? *saved : now.content());
}

Result<void> ServerSettings::writeAutoConf(const QByteArray &content) const
{
#ifdef Q_OS_UNIX
    // By the server's own account: root does not write into a folder that another user can change.
    Command command{u"/bin/sh"_s,
                    {u"-c"_s,
                     u"umask 077; cat > \"$1.new\" && sync \"$1.new\" && mv \"$1.new\" \"$1\""_s,
                     u"sh"_s, autoConf()},
                    u"/"_s};
    command.input = content;
    command.timeout = std::chrono::seconds(20);
    if (UserAccount::current().isRoot())
        command.runAs = UserAccount::withId(QFileInfo(autoConf()).ownerId());
    const Result<CommandOutcome> written = runChecked(m_runner, command);
    if (!written)
        return written.error();
    return {};
#else
    return DurableFile::write(autoConf(), content);
#endif
}

Result<void> ServerSettings::reload() const
{
    Result<Session> session = openSession(m_target, {}, m_credentials);
    if (!session)
        return session.error();
    return session->reloadConfiguration();
}

Result<void> ServerSettings::restart(const Manifest &manifest, const CancellationToken &token) const
{
    if (!m_target.cluster)
        return Error{Error::Kind::Missing, tr("There is no server to restart."), {}};
    ClusterControl control(m_runner);
    Result<void> restarted = control.restart(m_target.installation, *m_target.cluster, token);
    if (restarted || manifest.settings.isEmpty())
        return restarted;
    const Error reason = restarted.error();
    if (Result<void> back = putBack(manifest); !back) {
        return Error{reason.kind,
                     tr("%1 does not come up with the new settings (%2), and they could not be put "
                        "back: %3")
                         .arg(m_target.title(), reason.message, back.error().message),
                     reason.detail};
    }
    const Result<void> again = control.restart(m_target.installation, *m_target.cluster);
    if (!again) {
        return Error{reason.kind,
                     tr("%1 does not come up, not even with its earlier settings: %2")
                         .arg(m_target.title(), again.error().message),
                     reason.detail + u'\n' + again.error().detail};
    }
    if (reason.kind == Error::Kind::Cancelled)
        return reason;
    return Error{reason.kind,
                 tr("%1 did not come up with the new settings, so they were put back; it runs as "
                    "before. %2")
                     .arg(m_target.title(), reason.message),
                 reason.detail};
}
