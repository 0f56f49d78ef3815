// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "index/docset.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStringList>
#include <QVariant>

#include <memory>
#include <utility>

/// One connection to the index file, brought to the present schema, with its prepared statements.
/// Belongs to the thread that opened it.
class IndexConnection
{
public:
    enum class Access { ReadWrite, ReadOnly };

    /// The rows of a running statement; ends it, and with it the view of the file it holds, when it
    /// goes out of scope.
    class Rows
    {
    public:
        explicit Rows(QSqlQuery *query) : m_query(query) {}
        ~Rows()
        {
            if (m_query)
                m_query->finish();
        }
        Rows(Rows &&other) noexcept : m_query(std::exchange(other.m_query, nullptr)) {}
        Rows &operator=(Rows &&) = delete;
        Rows(const Rows &) = delete;
        Rows &operator=(const Rows &) = delete;

        [[nodiscard]] bool next() { return m_query->next(); }
        [[nodiscard]] QVariant value(int column) const { return m_query->value(column); }
        [[nodiscard]] QString text(int column) const { return m_query->value(column).toString(); }
        [[nodiscard]] qint64 number(int column) const
        {
            return m_query->value(column).toLongLong();
        }
        [[nodiscard]] bool isNull(int column) const { return m_query->isNull(column); }
        [[nodiscard]] qint64 lastInsertId() const { return m_query->lastInsertId().toLongLong(); }
        /// Whether the rows ended because there are no more.
        [[nodiscard]] Result<void> end() const;

    private:
        QSqlQuery *m_query;
    };

    /// ReadWrite makes a missing file and brings an older one to the present schema. Error kinds:
    /// Integrity (damaged, or no index), Unsupported (of a newer or no longer known schema).
    [[nodiscard]] static Result<std::unique_ptr<IndexConnection>> open(const QString &file,
                                                                       Access access);
    ~IndexConnection();
    IndexConnection(const IndexConnection &) = delete;
    IndexConnection &operator=(const IndexConnection &) = delete;

    /// Runs a statement, prepared once a connection, with its values bound.
    [[nodiscard]] Result<Rows> run(const QString &sql, const QVariantList &values = {});
    /// The same for statements that give no rows.
    [[nodiscard]] Result<void> change(const QString &sql, const QVariantList &values = {});
    /// One statement's list of entry numbers, as group_concat() gives it.
    [[nodiscard]] Result<DocSet> set(const QString &sql, const QVariantList &values);
    /// The first column of all rows.
    [[nodiscard]] Result<QStringList> texts(const QString &sql, const QVariantList &values);
    /// A null QString would be bound as NULL.
    [[nodiscard]] static QVariant bound(const QString &value);
    /// The first text after all that begin with `beginning`, in SQLite's byte order.
    [[nodiscard]] static QString endOf(const QString &beginning);
    /// A statement that is not worth keeping.
    [[nodiscard]] Result<void> exec(const QString &sql);

    [[nodiscard]] Result<void> begin(); ///< writers: takes the write lock at once
    [[nodiscard]] Result<void> commit();
    void rollback();

private:
    IndexConnection() = default;
    [[nodiscard]] Result<void> prepareFile(Access access);
    [[nodiscard]] Result<void> migrate();
    [[nodiscard]] Result<bool> hasPresentAnalysis();

    QString m_name;
    QSqlDatabase m_database;
    QHash<QString, QSqlQuery> m_statements;
};
