// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/indexconnection.h"

#include <QCoreApplication>
#include <QFile>
#include <QLoggingCategory>
#include <QSqlError>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.index.indexconnection")

constexpr int schemaVersion = 3; // the number of the last file in migrations/
/// Words are cut and folded by code: when that code changes, what is stored no longer fits.
constexpr int analysisVersion = 2;
constexpr int applicationId = 0x486F7764; // "Howd"

Error errorOf(const QSqlError &error)
{
    constexpr int busy = 5;
    constexpr int readOnly = 8;
    constexpr int corrupt = 11;
    constexpr int full = 13;
    constexpr int cannotOpen = 14;
    constexpr int notADatabase = 26;
    const int code = error.nativeErrorCode().toInt() & 0xFF;
    const QString detail = error.text() + u" ["_s + error.nativeErrorCode() + u']';
    switch (code) {
    case corrupt:
    case notADatabase:
        return {Error::Kind::Integrity,
                QCoreApplication::translate("IndexConnection",
                                            "The search index is damaged; it will be built anew."),
                detail};
    case full:
        return {Error::Kind::DiskFull,
                QCoreApplication::translate(
                    "IndexConnection",
                    "The disk is full: the search index cannot be written. Free some space."),
                detail};
    case busy:
        return {Error::Kind::Conflict,
                QCoreApplication::translate(
                    "IndexConnection",
                    "Another program is writing the search index; try again in a moment."),
                detail};
    case readOnly:
    case cannotOpen:
        return {Error::Kind::Permission,
                QCoreApplication::translate(
                    "IndexConnection",
                    "The search index cannot be opened. Check that its folder exists and that you "
                    "may write there."),
                detail};
    default:
        return {
            Error::Kind::Database,
            QCoreApplication::translate("IndexConnection", "The search index refused a request."),
            detail};
    }
}

} // namespace

Result<void> IndexConnection::Rows::end() const
{
    if (m_query->lastError().isValid())
        return errorOf(m_query->lastError());
    return {};
}

// --- opening ---------------------------------------------------------------------------------

Result<std::unique_ptr<IndexConnection>> IndexConnection::open(const QString &file, Access access)
{
    std::unique_ptr<IndexConnection> connection(new IndexConnection);
    connection->m_name = u"howdah-index-"_s + QUuid::createUuid().toString(QUuid::Id128);
    connection->m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection->m_name);
    connection->m_database.setDatabaseName(file);
    connection->m_database.setConnectOptions(
        access == Access::ReadOnly ? u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"_s
                                   : u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!connection->m_database.open())
        return errorOf(connection->m_database.lastError());
    if (const Result<void> prepared = connection->prepareFile(access); !prepared)
        return prepared.error();
    return connection;
}

IndexConnection::~IndexConnection()
{
    m_statements.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<void> IndexConnection::prepareFile(Access access)
{
    if (const auto done = exec(u"PRAGMA cache_size = -8000"_s); !done)
        return done;
    if (access == Access::ReadOnly)
        return {};
    for (const QString &pragma :
         {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s}) {
        if (const auto done = exec(pragma); !done)
            return done;
    }
    return migrate();
}

Result<void> IndexConnection::migrate()
{
    const auto pragma = [this](const QString &name) -> Result<qint64> {
        auto rows = run(u"PRAGMA "_s + name);
        if (!rows)
            return rows.error();
        const qint64 value = rows->next() ? rows->number(0) : 0;
        if (const auto end = rows->end(); !end)
            return end.error();
        return value;
    };
    const auto unknown = [](const QString &what) {
        return Error{
            Error::Kind::Unsupported,
            QCoreApplication::translate("IndexConnection",
                                        "The search index was made by another version of Howdah."),
            what};
    };
    const Result<qint64> version = pragma(u"user_version"_s);
    const Result<qint64> application = pragma(u"application_id"_s);
    if (!version || !application)
        return version ? application.error() : version.error();
    if (*version > schemaVersion)
        return unknown(u"schema %1"_s.arg(*version));
    if (*version > 0 && *application != applicationId)
        return unknown(u"application id %1"_s.arg(*application));

    if (*version > 0) {
        const auto isOurs = hasPresentAnalysis();
        if (!isOurs)
            return isOurs.error();
        if (!*isOurs)
            return unknown(u"analysis"_s);
    }
    for (int number = int(*version) + 1; number <= schemaVersion; ++number) {
        QFile script(u":/howdah/index/migrations/%1.sql"_s.arg(number, 3, 10, QChar(u'0')));
        if (!script.open(QIODevice::ReadOnly))
            return Error{Error::Kind::Internal, u"no migration %1"_s.arg(number), {}};
        if (const auto begun = begin(); !begun)
            return begun;
        QString statement;
        for (const QString &line : QString::fromUtf8(script.readAll()).split(u'\n')) {
            if (line.startsWith(u"--"))
                continue;
            statement += line + u'\n';
            if (!line.endsWith(u';'))
                continue;
            if (const auto done = exec(statement); !done) {
                rollback();
                return done;
            }
            statement.clear();
        }
        const QStringList closing{
            u"PRAGMA application_id = %1"_s.arg(applicationId),
            u"INSERT OR REPLACE INTO meta VALUES ('analysis', %1)"_s.arg(analysisVersion),
            u"PRAGMA user_version = %1"_s.arg(number)};
        for (const QString &sql : closing) {
            if (const auto done = exec(sql); !done) {
                rollback();
                return done;
            }
        }
        if (const auto committed = commit(); !committed)
            return committed;
    }
    return {};
}

Result<bool> IndexConnection::hasPresentAnalysis()
{
    auto rows = run(u"SELECT value FROM meta WHERE key = 'analysis'"_s);
    if (!rows)
        return rows.error();
    const bool present = rows->next() && rows->number(0) == analysisVersion;
    if (const auto end = rows->end(); !end)
        return end.error();
    return present;
}

// --- running statements ----------------------------------------------------------------------

Result<void> IndexConnection::exec(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return errorOf(query.lastError());
    return {};
}

Result<IndexConnection::Rows> IndexConnection::run(const QString &sql, const QVariantList &values)
{
    auto found = m_statements.find(sql);
    if (found == m_statements.end()) {
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (!query.prepare(sql))
            return errorOf(query.lastError());
        found = m_statements.insert(sql, std::move(query));
    }
    QSqlQuery &query = *found;
    for (int i = 0; i < values.size(); ++i)
        query.bindValue(i, values[i]);
    if (!query.exec()) {
        const Error error = errorOf(query.lastError());
        query.finish();
        return error;
    }
    return Rows(&query);
}

Result<void> IndexConnection::change(const QString &sql, const QVariantList &values)
{
    const auto rows = run(sql, values);
    if (!rows)
        return rows.error();
    return {};
}

QVariant IndexConnection::bound(const QString &value)
{
    return value.isNull() ? QVariant(u""_s) : QVariant(value);
}

QString IndexConnection::endOf(const QString &beginning)
{
    return beginning + QString::fromUcs4(U"\U0010FFFF", 1);
}

Result<DocSet> IndexConnection::set(const QString &sql, const QVariantList &values)
{
    auto rows = run(sql, values);
    if (!rows)
        return rows.error();
    DocSet ids;
    if (rows->next())
        ids = DocSet::fromList(rows->value(0).toByteArray());
    if (const auto end = rows->end(); !end)
        return end.error();
    return ids;
}

Result<QStringList> IndexConnection::texts(const QString &sql, const QVariantList &values)
{
    auto rows = run(sql, values);
    if (!rows)
        return rows.error();
    QStringList list;
    while (rows->next())
        list.append(rows->text(0));
    if (const auto end = rows->end(); !end)
        return end.error();
    return list;
}

Result<void> IndexConnection::begin()
{
    const bool readOnly = m_database.connectOptions().contains("READONLY"_L1);
    return exec(readOnly ? u"BEGIN"_s : u"BEGIN IMMEDIATE"_s);
}

Result<void> IndexConnection::commit()
{
    const auto done = exec(u"COMMIT"_s);
    if (!done)
        rollback();
    return done;
}

void IndexConnection::rollback()
{
    if (const auto done = exec(u"ROLLBACK"_s); !done)
        qCDebug(lc) << "rollback:" << done.error().detail; // SQLite had rolled back by itself
}
