// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/database/registrydatabase.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QUrlQuery>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr int schemaVersion = 2; // the number of the last file in migrations/
constexpr int readerCount = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryDatabase", text);
}

QString newConnectionName()
{
    static std::atomic<int> number = 0;
    return u"howdah-registry-%1"_s.arg(++number);
}

/// A libpq option's value: quotes and backslashes escaped.
QString quoted(QString value)
{
    value.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + value + u'\'';
}

Result<std::unique_ptr<SqlConnection>> openSqlite(const QString &file)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, newConnectionName());
    database.setDatabaseName(file);
    database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=20000"_s);
    const bool isOpen = database.open();
    const QString detail = database.lastError().text();
    auto connection = std::make_unique<SqlConnection>(database, SqlConnection::Dialect::Sqlite);
    database = QSqlDatabase();
    if (!isOpen)
        return Error{Error::Kind::Permission,
                     tr("The registry's database %1 cannot be opened.").arg(file), detail};
    // FULL: what was acknowledged survives a power failure, also with a write-ahead log.
    for (const QString &pragma : {u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=FULL"_s,
                                  u"PRAGMA foreign_keys=ON"_s}) {
        if (Result<SqlRows> set = connection->query(pragma); !set)
            return set.error().within(file);
    }
    return connection;
}

Result<std::unique_ptr<SqlConnection>> openPostgres(const QUrl &url)
{
    if (!QSqlDatabase::isDriverAvailable(u"QPSQL"_s))
        return Error{Error::Kind::Missing,
                     tr("Qt's driver for PostgreSQL is not installed (package libqt6sql6-psql)."),
                     {}};
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QPSQL"_s, newConnectionName());
    const QUrlQuery query(url);
    const QString host = query.queryItemValue(u"host"_s, QUrl::FullyDecoded);
    database.setHostName(host.isEmpty() ? url.host() : host);
    if (url.port() > 0)
        database.setPort(url.port());
    database.setDatabaseName(url.path().mid(1));
    database.setUserName(url.userName(QUrl::FullyDecoded));
    database.setPassword(url.password(QUrl::FullyDecoded));
    QStringList options{u"connect_timeout=10"_s, u"application_name=howdah"_s};
    for (const QString &key : {u"sslmode"_s, u"sslrootcert"_s}) {
        if (query.hasQueryItem(key))
            options.append(key + u'=' + quoted(query.queryItemValue(key, QUrl::FullyDecoded)));
    }
    database.setConnectOptions(options.join(u';'));
    const bool isOpen = database.open();
    const QString detail = database.lastError().text();
    auto connection = std::make_unique<SqlConnection>(database, SqlConnection::Dialect::Postgres);
    database = QSqlDatabase();
    if (!isOpen)
        return Error{
            Error::Kind::Network,
            tr("The registry's database at %1 cannot be reached.").arg(url.toDisplayString()),
            detail};
    for (const QString &setting :
         {u"SET client_min_messages = warning"_s, u"SET standard_conforming_strings = on"_s}) {
        if (Result<void> set = connection->executeDirectly(setting); !set)
            return set.error();
    }
    return connection;
}

Result<std::unique_ptr<SqlConnection>> connectTo(const DatabaseAddress &address)
{
    return address.postgres.isEmpty() ? openSqlite(address.sqliteFile)
                                      : openPostgres(address.postgres);
}

// --- schema ---

Result<int> versionOf(SqlConnection &connection)
{
    const QString has =
        connection.dialect() == SqlConnection::Dialect::Sqlite
            ? u"SELECT count(*) FROM sqlite_master WHERE type = 'table' "
              "AND name = 'facts'"_s
            : u"SELECT count(*) FROM pg_catalog.pg_tables WHERE tablename = 'facts' "
              "AND schemaname = current_schema()"_s;
    const Result<SqlRows> tables = connection.query(has);
    if (!tables)
        return tables.error();
    if (tables->first().number(0) == 0)
        return 0;
    const Result<SqlRows> rows =
        connection.query(u"SELECT value FROM facts WHERE name = 'schema'"_s);
    if (!rows)
        return rows.error();
    return rows->isEmpty() ? 0 : int(rows->first().text(0).toInt());
}

/// The migrations are written once: what differs between the databases is named.
QString adapted(QString script, SqlConnection::Dialect dialect)
{
    const bool isSqlite = dialect == SqlConnection::Dialect::Sqlite;
    script.replace(u"ID_KEY"_s, isSqlite ? u"INTEGER PRIMARY KEY AUTOINCREMENT"_s
                                         : u"BIGINT GENERATED BY DEFAULT AS IDENTITY "
                                           "PRIMARY KEY"_s);
    script.replace(u"ID_TYPE"_s, isSqlite ? u"INTEGER"_s : u"BIGINT"_s);
    return script;
}

Result<void> migrate(SqlConnection &connection)
{
    if (Result<void> begun = connection.beginWrite(); !begun)
        return begun;
    const Result<int> found = versionOf(connection);
    if (!found) {
        connection.rollback();
        return found.error();
    }
    if (*found > schemaVersion) {
        connection.rollback();
        return Error{
            Error::Kind::Unsupported,
            tr("The registry's database was written by a newer version of Howdah. Use that "
               "version, or restore a backup made by this one."),
            u"schema %1, known %2"_s.arg(*found).arg(schemaVersion)};
    }
    for (int number = *found + 1; number <= schemaVersion; ++number) {
        QFile file(u":/howdah/registry/migrations/%1.sql"_s.arg(number, 3, 10, QChar(u'0')));
        if (!file.open(QIODevice::ReadOnly)) {
            connection.rollback();
            return Error{Error::Kind::Internal, u"no migration %1"_s.arg(number), {}};
        }
        Result<void> done = connection.executeScript(
            adapted(QString::fromUtf8(file.readAll()), connection.dialect()));
        if (done) {
            const Result<qint64> noted =
                connection.execute(u"INSERT INTO facts (name, value) VALUES ('schema', ?) "
                                   "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
                                   {QString::number(number)});
            if (!noted)
                done = noted.error();
        }
        if (!done) {
            connection.rollback();
            return done;
        }
    }
    return connection.commit();
}

} // namespace

Result<DatabaseAddress> DatabaseAddress::parse(const QString &text, const QString &defaultFile)
{
    if (text.isEmpty() || text == u"sqlite")
        return DatabaseAddress{defaultFile, {}};
    if (text.startsWith(u"sqlite:"))
        return DatabaseAddress{QDir::cleanPath(text.mid(7)), {}};
    const QUrl url(text, QUrl::StrictMode);
    if (url.isValid() && (url.scheme() == u"postgresql" || url.scheme() == u"postgres")) {
        if (url.path().size() < 2)
            return Error{Error::Kind::Invalid,
                         tr("The address %1 names no database: write postgresql://HOST/DATABASE.")
                             .arg(url.toDisplayString()),
                         {}};
        return DatabaseAddress{{}, url};
    }
    return Error{Error::Kind::Invalid,
                 tr("“%1” is no database: write sqlite, sqlite:FILE or postgresql://HOST/DATABASE.")
                     .arg(text),
                 {}};
}

QString DatabaseAddress::display() const
{
    return postgres.isEmpty() ? u"sqlite:"_s + sqliteFile : postgres.toDisplayString();
}

// --- threads ---

struct RegistryDatabase::Threads {
    struct Task {
        const std::function<bool(SqlConnection &)> *work;
        Access access;
        std::optional<Result<void>> done;
    };
    /// Tasks that wait for a thread of one kind.
    struct Line {
        std::deque<Task *> tasks;
        std::condition_variable arrived;
    };

    DatabaseAddress databaseAddress;
    std::mutex mutex;
    std::condition_variable finished;
    Line reading;
    Line writing;
    bool isClosing = false;
    int opened = 0;
    std::optional<Error> openingFailed;
    std::vector<std::thread> threads;

    Line &line(Access access) { return access == Access::Read ? reading : writing; }
    void serve(Access access);
    void carryOut(SqlConnection &connection, Task &task) const;
};

void RegistryDatabase::Threads::carryOut(SqlConnection &connection, Task &task) const
{
    if (task.access == Access::Read) {
        (*task.work)(connection);
        task.done.emplace();
        return;
    }
    if (Result<void> begun = connection.beginWrite(); !begun) {
        task.done.emplace(begun.error());
        return;
    }
    if ((*task.work)(connection)) {
        task.done.emplace(connection.commit());
    } else {
        connection.rollback();
        task.done.emplace();
    }
}

void RegistryDatabase::Threads::serve(Access access)
{
    Result<std::unique_ptr<SqlConnection>> connection = connectTo(databaseAddress);
    std::unique_lock lock(mutex);
    ++opened;
    if (!connection)
        openingFailed = connection.error();
    finished.notify_all();
    if (!connection)
        return;
    Line &own = line(access);
    for (;;) {
        own.arrived.wait(lock, [&] { return isClosing || !own.tasks.empty(); });
        if (own.tasks.empty())
            return;
        Task *task = own.tasks.front();
        own.tasks.pop_front();
        lock.unlock();
        carryOut(**connection, *task);
        lock.lock();
        finished.notify_all();
    }
}

RegistryDatabase::RegistryDatabase(std::unique_ptr<Threads> threads) : m_threads(std::move(threads))
{
}

RegistryDatabase::~RegistryDatabase()
{
    {
        const std::lock_guard lock(m_threads->mutex);
        m_threads->isClosing = true;
    }
    m_threads->reading.arrived.notify_all();
    m_threads->writing.arrived.notify_all();
    for (std::thread &thread : m_threads->threads)
        thread.join();
}

Result<std::unique_ptr<RegistryDatabase>> RegistryDatabase::open(const DatabaseAddress &address)
{
    if (address.postgres.isEmpty() && !QDir().mkpath(QFileInfo(address.sqliteFile).path()))
        return Error{Error::Kind::Permission,
                     tr("%1 cannot be made.").arg(QFileInfo(address.sqliteFile).path()),
                     {}};
    {
        Result<std::unique_ptr<SqlConnection>> first = connectTo(address);
        if (!first)
            return first.error();
        if (Result<void> migrated = migrate(**first); !migrated)
            return migrated.error();
        // Password hashes are in it.
        if (address.postgres.isEmpty())
            QFile::setPermissions(address.sqliteFile, QFile::ReadOwner | QFile::WriteOwner);
    }
    auto threads = std::make_unique<Threads>();
    threads->databaseAddress = address;
    Threads *shared = threads.get();
    std::unique_ptr<RegistryDatabase> database(new RegistryDatabase(std::move(threads)));
    shared->threads.emplace_back([shared] { shared->serve(Access::Write); });
    for (int i = 0; i < readerCount; ++i)
        shared->threads.emplace_back([shared] { shared->serve(Access::Read); });
    std::unique_lock lock(shared->mutex);
    shared->finished.wait(lock, [&] { return shared->opened == readerCount + 1; });
    if (shared->openingFailed)
        return *shared->openingFailed;
    lock.unlock();
    return database;
}

SqlConnection::Dialect RegistryDatabase::dialect() const
{
    return address().postgres.isEmpty() ? SqlConnection::Dialect::Sqlite
                                        : SqlConnection::Dialect::Postgres;
}

const DatabaseAddress &RegistryDatabase::address() const
{
    return m_threads->databaseAddress;
}

Result<void> RegistryDatabase::dispatch(Access access,
                                        const std::function<bool(SqlConnection &)> &work)
{
    Threads::Task task{&work, access, {}};
    std::unique_lock lock(m_threads->mutex);
    Threads::Line &line = m_threads->line(access);
    line.tasks.push_back(&task);
    line.arrived.notify_one();
    m_threads->finished.wait(lock, [&] { return task.done.has_value(); });
    return *task.done;
}
