// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QHash>
#include <QList>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <memory>

/// One row of an answer; columns are read in the order of the SELECT.
class SqlRow
{
public:
    explicit SqlRow(QVariantList values) : m_values(std::move(values)) {}
    [[nodiscard]] QString text(int column) const { return m_values.value(column).toString(); }
    [[nodiscard]] qint64 number(int column) const { return m_values.value(column).toLongLong(); }
    [[nodiscard]] bool flag(int column) const { return number(column) != 0; }
    [[nodiscard]] const QVariantList &values() const { return m_values; }
    [[nodiscard]] bool isNull(int column) const { return m_values.value(column).isNull(); }
    /// Of a time written by `SqlTime::text()`; invalid when null.
    [[nodiscard]] QDateTime time(int column) const;

private:
    QVariantList m_values;
};
using SqlRows = QList<SqlRow>;

/// Times in the database: text in UTC with milliseconds, which sorts as time does on both databases.
namespace SqlTime {
[[nodiscard]] QString text(const QDateTime &time);
[[nodiscard]] QDateTime read(const QString &text);
} // namespace SqlTime

/// One connection to the registry's database, SQLite or PostgreSQL; belongs to the thread that opened it.
/// Statements are written once for both, with "?" for values; each is prepared once. Errors: Conflict for
/// a violated uniqueness, else Database with the server's words in the detail.
class SqlConnection
{
public:
    enum class Dialect { Sqlite, Postgres };

    SqlConnection(QSqlDatabase database, Dialect dialect);
    ~SqlConnection();
    SqlConnection(const SqlConnection &) = delete;
    SqlConnection &operator=(const SqlConnection &) = delete;

    [[nodiscard]] Dialect dialect() const { return m_dialect; }

    [[nodiscard]] Result<SqlRows> query(const QString &sql, const QVariantList &values = {});
    /// The only row, or none. More are an error of kind Internal.
    [[nodiscard]] Result<std::optional<SqlRow>> queryOne(const QString &sql,
                                                         const QVariantList &values = {});
    /// How many rows were changed.
    [[nodiscard]] Result<qint64> execute(const QString &sql, const QVariantList &values = {});
    /// Of an INSERT without RETURNING into a table with a column `id`: the new id.
    [[nodiscard]] Result<qint64> insert(const QString &sql, const QVariantList &values = {});
    /// In their order; empty when there is no such table.
    [[nodiscard]] QStringList columnsOf(const QString &table) const;
    /// One statement without values that need not be prepared, or cannot.
    [[nodiscard]] Result<void> executeDirectly(const QString &statement);
    /// Statements separated by ";" at the end of a line, unprepared.
    [[nodiscard]] Result<void> executeScript(const QString &script);

    /// Write transactions follow each other on both databases, also of several processes, so that what one
    /// has read is still true when it writes, and ids become visible in their order.
    [[nodiscard]] Result<void> beginWrite();
    [[nodiscard]] Result<void> commit();
    /// A transaction that only reads and sees one state of the whole; ended by `rollback()`.
    [[nodiscard]] Result<void> beginSnapshot();
    void rollback();

private:
    [[nodiscard]] Result<QSqlQuery *> run(const QString &sql, const QVariantList &values);
    [[nodiscard]] Error errorOf(const QSqlQuery &query, const QString &sql) const;
    /// Whether the connection went away (a restarted server); then it is opened again, once.
    [[nodiscard]] bool reopened();
    [[nodiscard]] bool isGone(const Error &error) const;

    QSqlDatabase m_database;
    Dialect m_dialect;
    QHash<QString, QSqlQuery *> m_prepared;
    bool m_isInTransaction = false;
};
