// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/sqltext.h"

#include "postgres/session.h"

#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace SqlText {

QString name(const QString &identifier)
{
    static const QRegularExpression simple(u"\\A[a-z_][a-z0-9_]*\\z"_s);
    // The reserved words an extension, schema or database could be called.
    static const QStringList reserved{
        u"all"_s,     u"analyse"_s,      u"analyze"_s, u"and"_s,   u"any"_s,    u"array"_s,
        u"as"_s,      u"case"_s,         u"cast"_s,    u"check"_s, u"column"_s, u"create"_s,
        u"default"_s, u"desc"_s,         u"do"_s,      u"end"_s,   u"from"_s,   u"grant"_s,
        u"group"_s,   u"in"_s,           u"into"_s,    u"limit"_s, u"not"_s,    u"null"_s,
        u"offset"_s,  u"on"_s,           u"only"_s,    u"or"_s,    u"order"_s,  u"primary"_s,
        u"select"_s,  u"session_user"_s, u"table"_s,   u"then"_s,  u"to"_s,     u"true"_s,
        u"union"_s,   u"unique"_s,       u"user"_s,    u"using"_s, u"when"_s,   u"where"_s,
        u"window"_s,  u"with"_s};
    if (simple.match(identifier).hasMatch() && !reserved.contains(identifier))
        return identifier;
    return Session::quotedIdentifier(identifier);
}

QString literal(const QString &text)
{
    return Session::quotedLiteral(text);
}

QString createExtension(const QString &extension, const QString &schema, bool cascade)
{
    QString sql = u"CREATE EXTENSION "_s + name(extension);
    if (!schema.isEmpty())
        sql += u" SCHEMA "_s + name(schema);
    if (cascade)
        sql += u" CASCADE"_s;
    return sql;
}

QString updateExtension(const QString &extension)
{
    return u"ALTER EXTENSION "_s + name(extension) + u" UPDATE"_s;
}

QString dropExtension(const QString &extension)
{
    return u"DROP EXTENSION "_s + name(extension);
}

QString alterSystem(const QString &setting, const QString &value)
{
    if (value.isEmpty())
        return u"ALTER SYSTEM RESET "_s + name(setting);
    return u"ALTER SYSTEM SET "_s + name(setting) + u" = "_s + literal(value);
}

QString alterSystemLibraries(const QStringList &libraries)
{
    if (libraries.isEmpty())
        return u"ALTER SYSTEM RESET shared_preload_libraries"_s;
    // One literal for all would be read as one library with a comma in its name.
    QStringList words;
    for (const QString &library : libraries)
        words += literal(library);
    return u"ALTER SYSTEM SET shared_preload_libraries = "_s + words.join(u", "_s);
}

} // namespace SqlText
