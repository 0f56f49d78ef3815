// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
// What a Session changes. These statements take no bound values, so names and texts are quoted here.
#include "postgres/session.h"
#include "postgres/sessionstate.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Session", text);
}

/// Settings that hold a list of names: ALTER SYSTEM takes each as a literal of its own, and would keep
/// 'a, b' as one name with a comma in it.
bool holdsNames(const QString &setting)
{
    static const QStringList names{
        u"shared_preload_libraries"_s,
        u"session_preload_libraries"_s,
        u"local_preload_libraries"_s,
        u"unix_socket_directories"_s,
        u"search_path"_s,
        u"temp_tablespaces"_s,
    };
    return names.contains(setting.toLower());
}

QString settingName(const QString &name)
{
    QStringList parts;
    for (const QString &part : name.split(u'.'))
        parts += Session::quotedIdentifier(part);
    return parts.join(u'.');
}

} // namespace

Result<void> Session::createExtension(const QString &name, const QString &version,
                                      const QString &schema, bool cascade)
{
    QString sql = u"CREATE EXTENSION "_s + quotedIdentifier(name);
    if (!schema.isEmpty())
        sql += u" SCHEMA "_s + quotedIdentifier(schema);
    if (!version.isEmpty())
        sql += u" VERSION "_s + quotedLiteral(version);
    if (cascade && m_state->serverNumber >= 90600)
        sql += u" CASCADE"_s;
    return execute(sql);
}

Result<void> Session::updateExtension(const QString &name, const QString &version)
{
    QString sql = u"ALTER EXTENSION "_s + quotedIdentifier(name) + u" UPDATE"_s;
    if (!version.isEmpty())
        sql += u" TO "_s + quotedLiteral(version);
    return execute(sql);
}

Result<void> Session::dropExtension(const QString &name, bool cascade)
{
    return execute(u"DROP EXTENSION "_s + quotedIdentifier(name)
                   + (cascade ? u" CASCADE"_s : QString()));
}

Result<void> Session::alterSystem(const QString &name, const std::optional<QString> &value)
{
    const QString setting = settingName(name);
    if (!value)
        return execute(u"ALTER SYSTEM RESET "_s + setting);
    if (!holdsNames(name))
        return execute(u"ALTER SYSTEM SET "_s + setting + u" = "_s + quotedLiteral(*value));

    QStringList literals;
    for (const QString &item : PreloadSetting::split(*value))
        literals += quotedLiteral(item);
    if (!literals.isEmpty()) {
        return execute(u"ALTER SYSTEM SET "_s + setting + u" = "_s + literals.join(u", "_s));
    }
    // ALTER SYSTEM cannot write an empty list: '' becomes a list of one empty name, and the server does
    // not start. Taking the line away is the same as long as no other file sets one.
    if (Result<void> reset = execute(u"ALTER SYSTEM RESET "_s + setting); !reset)
        return reset;
    const Result<QStringList> elsewhere = column(
        u"SELECT sourcefile FROM pg_file_settings WHERE name = ? AND setting <> ''"_s, {name});
    if (elsewhere && !elsewhere->isEmpty()) {
        return Error{Error::Kind::Conflict,
                     tr("%1 is also set in %2. Empty it there; ALTER SYSTEM cannot.")
                         .arg(name, elsewhere->last()),
                     {}};
    }
    return {};
}

Result<void> Session::reloadConfiguration()
{
    return execute(u"SELECT pg_reload_conf()"_s);
}

Result<void> Session::createDatabase(const QString &name)
{
    return execute(u"CREATE DATABASE "_s + quotedIdentifier(name));
}

Result<void> Session::dropDatabase(const QString &name, bool force)
{
    const bool canForce = force && m_state->serverNumber >= 130000;
    return execute(u"DROP DATABASE "_s + quotedIdentifier(name)
                   + (canForce ? u" WITH (FORCE)"_s : QString()));
}

Result<void> Session::loadLibrary(const QString &library)
{
    return execute(u"LOAD "_s + quotedLiteral(library));
}
