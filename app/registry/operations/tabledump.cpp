// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/operations/tabledump.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

constexpr int format = 1;
constexpr int rowsAtOnce = 2000;
constexpr qint64 longestLine = 64 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryBackup", text);
}

/// In an order in which each refers to earlier ones only. What is passing (downloads' fetchers, sign-ins under way) and
/// what is made anew (stale documents) is not among them.
struct Table {
    QString name;
    QString order; ///< columns that make the order certain
    bool hasId = false;
};
const QList<Table> &tables()
{
    static const QList<Table> all{{u"facts"_s, u"name"_s},
                                  {u"settings"_s, u"name"_s},
                                  {u"users"_s, u"id"_s, true},
                                  {u"identities"_s, u"provider, subject"_s},
                                  {u"invitations"_s, u"id"_s, true},
                                  {u"tokens"_s, u"id"_s, true},
                                  {u"distributions"_s, u"id"_s, true},
                                  {u"extensions"_s, u"ext_key"_s},
                                  {u"coowners"_s, u"ext_key, user_id"_s},
                                  {u"transfers"_s, u"ext_key"_s},
                                  {u"releases"_s, u"id"_s, true},
                                  {u"release_extensions"_s, u"release_id, position"_s},
                                  {u"release_tags"_s, u"release_id, position"_s},
                                  {u"mirrors"_s, u"uri"_s},
                                  {u"events"_s, u"id"_s, true},
                                  {u"webhooks"_s, u"id"_s, true},
                                  {u"deliveries"_s, u"id"_s, true},
                                  {u"delivery_attempts"_s, u"delivery_id, number"_s},
                                  {u"reports"_s, u"id"_s, true},
                                  {u"receipts"_s, u"nonce"_s},
                                  {u"reviews"_s, u"id"_s, true},
                                  {u"review_flags"_s, u"review_id, user_id"_s},
                                  {u"downloads"_s, u"dist_key, version, day"_s},
                                  {u"heartbeats"_s, u"client_key, dist_key, day"_s},
                                  {u"audit"_s, u"id"_s, true}};
    return all;
}

QByteArray line(const QJsonValue &value)
{
    const QJsonDocument document =
        value.isArray() ? QJsonDocument(value.toArray()) : QJsonDocument(value.toObject());
    return document.toJson(QJsonDocument::Compact) + '\n';
}

QJsonValue jsonOf(const QVariant &value)
{
    if (value.isNull())
        return {};
    return value.userType() == QMetaType::QString ? QJsonValue(value.toString())
                                                  : QJsonValue(value.toLongLong());
}

QVariant variantOf(const QJsonValue &value)
{
    if (value.isNull() || value.isUndefined())
        return {};
    return value.isString() ? QVariant(value.toString()) : QVariant(value.toInteger());
}

/// A release that is not visible yet, or never will be, is not part of a backup.
QString conditionOf(const QString &table)
{
    return table == u"releases" ? u" WHERE state = 'published'"_s : QString();
}

Result<void> writeTable(SqlConnection &connection, const Table &table, QFile &out,
                        const CancellationToken &token)
{
    const QStringList columns = connection.columnsOf(table.name);
    const QString list = columns.join(u", "_s);
    out.write(line(QJsonObject{{u"table"_s, table.name},
                               {u"columns"_s, QJsonArray::fromStringList(columns)}}));
    for (qint64 offset = 0;; offset += rowsAtOnce) {
        if (token.isCancelled())
            return Error{Error::Kind::Cancelled, tr("The backup was cancelled."), {}};
        const Result<SqlRows> rows =
            connection.query(u"SELECT %1 FROM %2%3 ORDER BY %4 LIMIT ? OFFSET ?"_s.arg(
                                 list, table.name, conditionOf(table.name), table.order),
                             {rowsAtOnce, offset});
        if (!rows)
            return rows.error();
        for (const SqlRow &row : *rows) {
            QJsonArray values;
            for (const QVariant &value : row.values())
                values.append(jsonOf(value));
            if (out.write(line(values)) < 0)
                return Error{Error::Kind::DiskFull, tr("%1 cannot be written.").arg(out.fileName()),
                             out.errorString()};
        }
        if (rows->size() < rowsAtOnce)
            return {};
    }
}

Error unreadable(const QString &file, int number, const QString &detail = {})
{
    return {Error::Kind::Invalid,
            tr("%1 is no copy of a registry's database that this version can read (line %2).")
                .arg(file)
                .arg(number),
            detail};
}

Result<void> isEmpty(SqlConnection &connection)
{
    const auto rows = connection.queryOne(
        u"SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM releases)"_s);
    if (!rows)
        return rows.error();
    if ((*rows)->number(0) > 0)
        return Error{Error::Kind::Conflict,
                     tr("There is something in this registry already. Restore into a new one."),
                     {}};
    return {};
}

/// What would follow the restored numbers must not be one of them.
Result<void> setNumbers(SqlConnection &connection)
{
    if (connection.dialect() != SqlConnection::Dialect::Postgres)
        return {};
    for (const Table &table : tables()) {
        if (!table.hasId)
            continue;
        const Result<SqlRows> set =
            connection.query(u"SELECT setval(pg_get_serial_sequence('%1', 'id'), "
                             "(SELECT coalesce(max(id), 0) + 1 FROM %1), false)"_s.arg(table.name));
        if (!set)
            return set.error();
    }
    return {};
}

Result<void> readAll(SqlConnection &connection, QFile &in, const CancellationToken &token)
{
    if (Result<void> empty = isEmpty(connection); !empty)
        return empty;
    const auto schema = connection.queryOne(u"SELECT value FROM facts WHERE name = 'schema'"_s);
    if (!schema)
        return schema.error();
    for (const QString &name : {u"facts"_s, u"settings"_s}) {
        if (const Result<qint64> emptied = connection.execute(u"DELETE FROM "_s + name); !emptied)
            return emptied.error();
    }
    QString statement;
    qsizetype width = 0;
    int number = 0;
    while (!in.atEnd()) {
        ++number;
        if (token.isCancelled())
            return Error{Error::Kind::Cancelled, tr("The restore was cancelled."), {}};
        QJsonParseError error{};
        const QJsonDocument document = QJsonDocument::fromJson(in.readLine(longestLine), &error);
        if (error.error != QJsonParseError::NoError)
            return unreadable(in.fileName(), number, error.errorString());
        if (number == 1) {
            if (document[u"howdah-registry"].toInt() != format)
                return unreadable(in.fileName(), number);
            continue;
        }
        if (document.isObject()) {
            const QString name = document[u"table"].toString();
            const bool isKnown =
                std::any_of(tables().begin(), tables().end(),
                            [&](const Table &table) { return table.name == name; });
            QStringList columns;
            for (const QJsonValue &column : document[u"columns"].toArray())
                columns.append(column.toString());
            const QStringList there = connection.columnsOf(name);
            const bool fits =
                std::all_of(columns.begin(), columns.end(),
                            [&](const QString &column) { return there.contains(column); });
            if (!isKnown || !fits || columns.isEmpty())
                return unreadable(in.fileName(), number, name);
            width = columns.size();
            statement = u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(
                name, columns.join(u", "_s), QStringList(width, u"?"_s).join(u", "_s));
            continue;
        }
        const QJsonArray values = document.array();
        if (statement.isEmpty() || values.size() != width)
            return unreadable(in.fileName(), number);
        QVariantList row;
        for (const QJsonValue &value : values)
            row.append(variantOf(value));
        if (const Result<qint64> inserted = connection.execute(statement, row); !inserted)
            return unreadable(in.fileName(), number, inserted.error().detail);
    }
    if (number == 0)
        return unreadable(in.fileName(), 1);
    // The tables are as this version makes them, whatever those were that the copy was made of.
    const Result<qint64> kept = connection.execute(
        u"UPDATE facts SET value = ? WHERE name = 'schema'"_s, {(*schema)->text(0)});
    if (!kept)
        return kept.error();
    return setNumbers(connection);
}

} // namespace

Result<void> TableDump::write(RegistryDatabase &database, const QString &file,
                              const CancellationToken &token)
{
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly | QIODevice::Truncate))
        return Error{Error::Kind::Permission, tr("%1 cannot be written.").arg(file),
                     out.errorString()};
    // Tokens' and passwords' hashes are in it.
    out.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    out.write(line(QJsonObject{{u"howdah-registry"_s, format}}));
    return database.read([&](SqlConnection &connection) -> Result<void> {
        if (Result<void> begun = connection.beginSnapshot(); !begun)
            return begun;
        Result<void> done;
        for (const Table &table : tables()) {
            done = writeTable(connection, table, out, token);
            if (!done)
                break;
        }
        connection.rollback(); // nothing was written
        if (done && !out.flush())
            return Error{Error::Kind::DiskFull, tr("%1 cannot be written.").arg(file),
                         out.errorString()};
        return done;
    });
}

Result<void> TableDump::read(RegistryDatabase &database, const QString &file,
                             const CancellationToken &token)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return Error{Error::Kind::NotFound, tr("%1 cannot be read.").arg(file), in.errorString()};
    return database.write(
        [&](SqlConnection &connection) { return readAll(connection, in, token); });
}
