// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/textindex.h"

#include "index/textquery.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QThreadPool>
#include <QThreadStorage>
#include <QUuid>
#include <QVariant>

#include <algorithm>
#include <array>
#include <atomic>
#include <functional>
#include <future>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.index.textindex")

constexpr int schemaVersion = 1;
constexpr int threads = 2;
constexpr std::array kinds{TextIndex::Kind::Docs, TextIndex::Kind::Dists,
                           TextIndex::Kind::Extensions, TextIndex::Kind::Users,
                           TextIndex::Kind::Tags};
// Around what was found; no text that is stored has them.
constexpr QChar matchBegins(u'\x02');
constexpr QChar matchEnds(u'\x03');
constexpr QChar cut(u'\x04');

/// The column that an excerpt is taken from; none for tags.
int excerptColumn(TextIndex::Kind kind)
{
    switch (kind) {
    case TextIndex::Kind::Docs:
    case TextIndex::Kind::Users:
        return 2;
    case TextIndex::Kind::Dists:
        return 3;
    case TextIndex::Kind::Extensions:
        return 1;
    case TextIndex::Kind::Tags:
        break;
    }
    return -1;
}

Error errorOf(const QSqlError &error)
{
    return {Error::Kind::Database,
            QCoreApplication::translate("TextIndex", "The search index refused a request."),
            error.text()};
}

QString excerptHtml(const QString &snippet)
{
    QString html = snippet.simplified().toHtmlEscaped();
    html.replace(matchBegins, u"<strong>"_s);
    html.replace(matchEnds, u"</strong>"_s);
    html.replace(cut, u"&#8230;"_s);
    return html;
}

/// Text as it is stored: without what would disturb the excerpts.
QString clean(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control && c != u'\n')
            c = u' ';
    }
    return text.isNull() ? u""_s : text;
}

/// One connection; belongs to the thread that made it.
class Connection
{
public:
    explicit Connection(const QString &file)
        : m_name(u"howdah-text-"_s + QUuid::createUuid().toString(QUuid::Id128))
    {
        m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
        m_database.setDatabaseName(file);
        m_database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=10000"_s);
        if (!m_database.open())
            m_problem = m_database.lastError();
        else
            static_cast<void>(exec(u"PRAGMA journal_mode = WAL"_s)
                              && exec(u"PRAGMA synchronous = NORMAL"_s)
                              && exec(u"PRAGMA cache_size = -2000"_s));
    }
    ~Connection()
    {
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(m_name);
    }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    [[nodiscard]] const QSqlError &problem() const { return m_problem; }
    [[nodiscard]] bool exec(const QString &sql)
    {
        QSqlQuery query(m_database);
        if (query.exec(sql))
            return true;
        m_problem = query.lastError();
        return false;
    }
    [[nodiscard]] Result<QSqlQuery> run(const QString &sql, const QVariantList &values)
    {
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (!query.prepare(sql))
            return errorOf(query.lastError());
        for (int i = 0; i < values.size(); ++i)
            query.bindValue(i, values[i]);
        if (!query.exec())
            return errorOf(query.lastError());
        return query;
    }
    [[nodiscard]] int version()
    {
        QSqlQuery query(m_database);
        return query.exec(u"PRAGMA user_version"_s) && query.next() ? query.value(0).toInt() : -1;
    }
    [[nodiscard]] Result<void> transaction(const std::function<Result<void>()> &work)
    {
        if (!exec(u"BEGIN IMMEDIATE"_s))
            return errorOf(m_problem);
        Result<void> done = work();
        if (done && !exec(u"COMMIT"_s))
            done = errorOf(m_problem);
        if (!done && !exec(u"ROLLBACK"_s))
            qCDebug(lc) << "rollback:" << m_problem.text();
        return done;
    }

private:
    QString m_name;
    QSqlDatabase m_database;
    QSqlError m_problem;
};

} // namespace

QString nameOf(TextIndex::Kind kind)
{
    switch (kind) {
    case TextIndex::Kind::Docs:
        return u"docs"_s;
    case TextIndex::Kind::Dists:
        return u"dists"_s;
    case TextIndex::Kind::Extensions:
        return u"extensions"_s;
    case TextIndex::Kind::Users:
        return u"users"_s;
    case TextIndex::Kind::Tags:
        return u"tags"_s;
    }
    return {};
}

const QStringList &TextIndex::fieldsOf(Kind kind)
{
    static const QStringList docs{u"title"_s, u"abstract"_s,  u"body"_s,
                                  u"dist"_s,  u"user_name"_s, u"user"_s};
    static const QStringList dists{u"dist"_s,      u"abstract"_s, u"description"_s, u"readme"_s,
                                   u"user_name"_s, u"tags"_s,     u"user"_s};
    static const QStringList extensions{u"extension"_s, u"abstract"_s, u"user_name"_s, u"user"_s};
    static const QStringList users{u"user"_s, u"name"_s, u"details"_s, u"email"_s, u"uri"_s};
    static const QStringList tags{u"tag"_s};
    switch (kind) {
    case Kind::Docs:
        return docs;
    case Kind::Dists:
        return dists;
    case Kind::Extensions:
        return extensions;
    case Kind::Users:
        return users;
    case Kind::Tags:
        break;
    }
    return tags;
}

struct TextIndex::State {
    QString file;
    std::atomic<bool> isNew = false;
    QThreadStorage<Connection *> connections;
    QThreadPool pool; ///< last: its threads end before what they use

    State()
    {
        pool.setMaxThreadCount(threads);
        pool.setExpiryTimeout(-1);
    }

    /// Runs on a thread with a connection, and waits.
    template <typename Work>
    auto call(Work work) -> std::invoke_result_t<Work, Connection &>
    {
        using Answer = std::invoke_result_t<Work, Connection &>;
        std::promise<Answer> promise;
        std::future<Answer> future = promise.get_future();
        pool.start([&] {
            if (!connections.hasLocalData())
                connections.setLocalData(new Connection(file)); // the storage owns it
            Connection &connection = *connections.localData();
            promise.set_value(work(connection));
        });
        return future.get();
    }
};

TextIndex::TextIndex() : m_state(std::make_unique<State>())
{
}

TextIndex::~TextIndex() = default;

Result<void> TextIndex::open(const QString &file)
{
    m_state->file = file;
    // Looked at with a connection that is gone again when the file has to go.
    const auto look = [&](bool mayMake) -> Result<void> {
        Connection connection(file);
        const int version = connection.version();
        if (version == schemaVersion)
            return {};
        if (version != 0 || !mayMake)
            return errorOf(connection.problem());
        return connection.transaction([&]() -> Result<void> {
            if (connection.version() == schemaVersion)
                return {}; // by another process, meanwhile
            m_state->isNew = true;
            for (const Kind kind : kinds) {
                const QString name = nameOf(kind);
                for (const QString &sql :
                     {u"CREATE VIRTUAL TABLE %1 USING fts5(%2, tokenize = 'porter unicode61 "
                      "remove_diacritics 2')"_s.arg(name, fieldsOf(kind).join(u", "_s)),
                      u"CREATE TABLE %1_item (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, stored "
                      "TEXT NOT NULL)"_s.arg(name),
                      u"CREATE INDEX %1_owner ON %1_item (owner)"_s.arg(name)}) {
                    if (!connection.exec(sql))
                        return errorOf(connection.problem());
                }
            }
            if (!connection.exec(u"PRAGMA user_version = %1"_s.arg(schemaVersion)))
                return errorOf(connection.problem());
            return {};
        });
    };
    if (look(true))
        return {};
    for (const QString &ending : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(file + ending);
    return look(true);
}

bool TextIndex::isNew() const
{
    return m_state->isNew;
}

Result<TextIndex::Answer> TextIndex::search(Kind kind, const QString &query, int offset, int limit)
{
    const QString match = TextQuery::toMatch(query, fieldsOf(kind));
    if (match.isEmpty())
        return Answer();
    return m_state->call([&](Connection &connection) -> Result<Answer> {
        const QString name = nameOf(kind);
        Answer answer;
        Result<QSqlQuery> counted =
            connection.run(u"SELECT count(*) FROM %1 WHERE %1 MATCH ?"_s.arg(name), {match});
        if (!counted)
            return counted.error();
        answer.count = counted->next() ? counted->value(0).toInt() : 0;
        const int column = excerptColumn(kind);
        const QString excerpt =
            column < 0 ? u"''"_s
                       : u"snippet(%1, %2, char(2), char(3), char(4), 32)"_s.arg(name).arg(column);
        Result<QSqlQuery> rows = connection.run(
            u"SELECT bm25(%1), i.stored, %2 FROM %1 JOIN %1_item i ON i.id = %1.rowid "
            "WHERE %1 MATCH ? ORDER BY bm25(%1), %1.rowid LIMIT ? OFFSET ?"_s.arg(name, excerpt),
            {match, limit, offset});
        if (!rows)
            return rows.error();
        while (rows->next())
            answer.hits.append({-rows->value(0).toDouble(),
                                QJsonDocument::fromJson(rows->value(1).toByteArray()).object(),
                                excerptHtml(rows->value(2).toString())});
        return answer;
    });
}

Result<void> TextIndex::replace(Kind kind, const QString &group, const QList<Item> &items)
{
    return m_state->call([&](Connection &connection) {
        return connection.transaction([&]() -> Result<void> {
            const QString name = nameOf(kind);
            for (const QString &sql :
                 {u"DELETE FROM %1 WHERE rowid IN (SELECT id FROM %1_item WHERE owner = ?)"_s,
                  u"DELETE FROM %1_item WHERE owner = ?"_s}) {
                if (const Result<QSqlQuery> done = connection.run(sql.arg(name), {group}); !done)
                    return done.error();
            }
            const QStringList &fields = fieldsOf(kind);
            const QString into = u"INSERT INTO %1 (rowid, %2) VALUES (?%3)"_s.arg(
                name, fields.join(u", "_s), u", ?"_s.repeated(fields.size()));
            for (const Item &item : items) {
                const Result<QSqlQuery> stored = connection.run(
                    u"INSERT INTO %1_item (owner, stored) VALUES (?, ?)"_s.arg(name),
                    {group,
                     QString::fromUtf8(QJsonDocument(item.stored).toJson(QJsonDocument::Compact))});
                if (!stored)
                    return stored.error();
                QVariantList values{stored->lastInsertId()};
                for (qsizetype i = 0; i < fields.size(); ++i)
                    values.append(clean(item.fields.value(i)));
                if (const Result<QSqlQuery> done = connection.run(into, values); !done)
                    return done.error();
            }
            return {};
        });
    });
}

Result<void> TextIndex::clear()
{
    const Result<void> done = m_state->call([&](Connection &connection) {
        return connection.transaction([&]() -> Result<void> {
            for (const Kind kind : kinds) {
                for (const QString &sql : {u"DELETE FROM %1"_s, u"DELETE FROM %1_item"_s}) {
                    if (!connection.exec(sql.arg(nameOf(kind))))
                        return errorOf(connection.problem());
                }
            }
            return {};
        });
    });
    if (done)
        m_state->isNew = false;
    return done;
}
