// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/staledocuments.h"

#include "registry/registryname.h"

using namespace Qt::StringLiterals;

QString nameOf(StaleDocument::Kind kind)
{
    switch (kind) {
    case StaleDocument::Kind::Distribution:
        return u"dist"_s;
    case StaleDocument::Kind::Extension:
        return u"extension"_s;
    case StaleDocument::Kind::User:
        return u"user"_s;
    case StaleDocument::Kind::Tag:
        return u"tag"_s;
    case StaleDocument::Kind::Stats:
        return u"stats"_s;
    case StaleDocument::Kind::Mirrors:
        return u"mirrors"_s;
    }
    return {};
}

Result<void> StaleDocumentStore::mark(SqlConnection &connection,
                                      const QList<StaleDocument> &documents)
{
    for (const StaleDocument &document : documents) {
        const Result<qint64> marked = connection.execute(
            u"INSERT INTO stale_documents (kind, name, mark) VALUES (?, ?, 0) "
            "ON CONFLICT (kind, name) DO UPDATE SET mark = stale_documents.mark + 1"_s,
            {nameOf(document.kind), document.name});
        if (!marked)
            return marked.error();
    }
    return {};
}

Result<QList<StaleDocument>> StaleDocumentStore::all()
{
    return m_database.read([](SqlConnection &connection) -> Result<QList<StaleDocument>> {
        const Result<SqlRows> rows =
            connection.query(u"SELECT kind, name, mark FROM stale_documents"_s);
        if (!rows)
            return rows.error();
        QList<StaleDocument> documents;
        for (const SqlRow &row : *rows) {
            for (const auto kind :
                 {StaleDocument::Kind::Distribution, StaleDocument::Kind::Extension,
                  StaleDocument::Kind::User, StaleDocument::Kind::Tag, StaleDocument::Kind::Stats,
                  StaleDocument::Kind::Mirrors}) {
                if (nameOf(kind) == row.text(0))
                    documents.append({kind, row.text(1), row.number(2)});
            }
        }
        return documents;
    });
}

Result<void> StaleDocumentStore::forget(const QList<StaleDocument> &written)
{
    return m_database.write([&](SqlConnection &connection) -> Result<void> {
        for (const StaleDocument &document : written) {
            const Result<qint64> forgotten = connection.execute(
                u"DELETE FROM stale_documents WHERE kind = ? AND name = ? AND mark = ?"_s,
                {nameOf(document.kind), document.name, document.mark});
            if (!forgotten)
                return forgotten.error();
        }
        return {};
    });
}

Result<void> StaleDocumentStore::markAll()
{
    return m_database.write([](SqlConnection &connection) -> Result<void> {
        for (const QString &statement :
             {u"SELECT 'dist', dist_key FROM distributions"_s,
              u"SELECT DISTINCT 'extension', ext_key FROM release_extensions"_s,
              u"SELECT 'user', nickname_key FROM users"_s}) {
            const Result<qint64> marked =
                connection.execute(u"INSERT INTO stale_documents (kind, name) "_s + statement
                                   + u" WHERE true ON CONFLICT (kind, name) DO UPDATE SET "
                                     "mark = stale_documents.mark + 1"_s);
            if (!marked)
                return marked.error();
        }
        const Result<SqlRows> tags =
            connection.query(u"SELECT DISTINCT tag_key FROM release_tags"_s);
        if (!tags)
            return tags.error();
        QList<StaleDocument> documents{{StaleDocument::Kind::Stats, {}},
                                       {StaleDocument::Kind::Mirrors, {}}};
        for (const SqlRow &row : *tags) {
            if (RegistryName::isFileName(row.text(0)))
                documents.append({StaleDocument::Kind::Tag, row.text(0)});
        }
        return mark(connection, documents);
    });
}

Result<qint64> StaleDocumentStore::generation()
{
    return m_database.read([](SqlConnection &connection) -> Result<qint64> {
        const auto row =
            connection.queryOne(u"SELECT value FROM facts WHERE name = 'generation'"_s);
        if (!row)
            return row.error();
        return *row ? (*row)->text(0).toLongLong() : 0;
    });
}

Result<void> StaleDocumentStore::raiseGeneration(SqlConnection &connection)
{
    const Result<qint64> raised =
        connection.execute(u"UPDATE facts SET value = CAST(CAST(value AS BIGINT) + 1 AS TEXT) "
                           "WHERE name = 'generation'"_s);
    if (!raised)
        return raised.error();
    return {};
}
