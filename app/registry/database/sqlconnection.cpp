// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/database/sqlconnection.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLoggingCategory>
#include <QSqlError>
#include <QSqlRecord>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.registry.database")

QString tr(const char *text)
{
    return QCoreApplication::translate("SqlConnection", text);
}

/// Any number that no other program takes: the lock that makes write transactions follow each other.
constexpr qint64 writeLock = 0x686f77646168;

bool isUniqueViolation(const QString &code, const QString &text)
{
    // SQLite tells its extended codes (2067 unique, 1555 primary key) only in newer versions of Qt.
    return code == u"23505" || code == u"2067" || code == u"1555"
           || (code == u"19" && text.contains(u"UNIQUE constraint"));
}

/// A null string is an empty text; NULL is a null QVariant.
QVariant bindable(const QVariant &value)
{
    const bool isEmptyText = value.userType() == QMetaType::QString && value.toString().isNull();
    return isEmptyText ? QVariant(u""_s) : value;
}

} // namespace

QDateTime SqlRow::time(int column) const
{
    return SqlTime::read(text(column));
}

QString SqlTime::text(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(u"yyyy-MM-dd'T'HH:mm:ss.zzz'Z'") : QString();
}

QDateTime SqlTime::read(const QString &text)
{
    // As `text()` writes it; lists have thousands.
    if (text.size() == 24 && text[10] == u'T' && text[23] == u'Z') {
        const QStringView view(text);
        const auto number = [&](qsizetype at, qsizetype count) {
            int value = 0;
            for (const QChar c : view.sliced(at, count))
                value = c >= u'0' && c <= u'9' ? 10 * value + (c.unicode() - u'0') : -100000;
            return value;
        };
        const QDate day(number(0, 4), number(5, 2), number(8, 2));
        const QTime time(number(11, 2), number(14, 2), number(17, 2), number(20, 3));
        if (day.isValid() && time.isValid())
            return QDateTime(day, time, Qt::UTC);
    }
    return text.isEmpty() ? QDateTime() : QDateTime::fromString(text, Qt::ISODateWithMs).toUTC();
}

SqlConnection::SqlConnection(QSqlDatabase database, Dialect dialect)
    : m_database(std::move(database)), m_dialect(dialect)
{
}

SqlConnection::~SqlConnection()
{
    const QString name = m_database.connectionName();
    qDeleteAll(m_prepared);
    m_prepared.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(name);
}

Error SqlConnection::errorOf(const QSqlQuery &query, const QString &sql) const
{
    const QSqlError error = query.lastError();
    const QString detail =
        error.nativeErrorCode() + u": "_s + error.text().trimmed() + u" in "_s + sql;
    if (isUniqueViolation(error.nativeErrorCode(), error.text()))
        return {Error::Kind::Conflict, tr("This is in the registry already."), detail};
    qCWarning(lc).noquote() << detail;
    return {
        Error::Kind::Database,
        tr("The registry's database refused a statement. Its log, or the registry's, says why."),
        detail};
}

bool SqlConnection::isGone(const Error &error) const
{
    // Without a code of its own it is not the server that speaks; 57P…: it is shutting down.
    return error.kind == Error::Kind::Database && m_dialect == Dialect::Postgres
           && (!m_database.isOpen() || error.detail.startsWith(u": ")
               || error.detail.startsWith(u"57P"));
}

bool SqlConnection::reopened()
{
    if (m_dialect != Dialect::Postgres || m_isInTransaction)
        return false;
    qDeleteAll(m_prepared);
    m_prepared.clear();
    m_database.close();
    return m_database.open();
}

Result<QSqlQuery *> SqlConnection::run(const QString &sql, const QVariantList &values)
{
    for (int attempt = 0;; ++attempt) {
        QSqlQuery *query = m_prepared.value(sql);
        bool isGood = true;
        if (!query) {
            query = new QSqlQuery(m_database);
            query->setForwardOnly(true);
            isGood = query->prepare(sql);
            m_prepared.insert(sql, query);
        }
        if (isGood) {
            for (int i = 0; i < values.size(); ++i)
                query->bindValue(i, bindable(values[i]));
            if (query->exec())
                return query;
        }
        Error error = errorOf(*query, sql);
        delete m_prepared.take(sql);
        if (attempt > 0 || !isGone(error) || !reopened())
            return error;
    }
}

Result<SqlRows> SqlConnection::query(const QString &sql, const QVariantList &values)
{
    Result<QSqlQuery *> query = run(sql, values);
    if (!query)
        return query.error();
    SqlRows rows;
    const int columns = (*query)->record().count();
    while ((*query)->next()) {
        QVariantList row;
        row.reserve(columns);
        for (int column = 0; column < columns; ++column)
            row.append((*query)->isNull(column) ? QVariant() : (*query)->value(column));
        rows.append(SqlRow(std::move(row)));
    }
    if ((*query)->lastError().isValid()) {
        Error error = errorOf(**query, sql);
        (*query)->finish();
        return error;
    }
    (*query)->finish();
    return rows;
}

Result<std::optional<SqlRow>> SqlConnection::queryOne(const QString &sql,
                                                      const QVariantList &values)
{
    Result<SqlRows> rows = query(sql, values);
    if (!rows)
        return rows.error();
    if (rows->size() > 1)
        return Error{Error::Kind::Internal, tr("One row was expected, more came."), sql};
    return rows->isEmpty() ? std::optional<SqlRow>() : std::optional(rows->first());
}

Result<qint64> SqlConnection::execute(const QString &sql, const QVariantList &values)
{
    Result<QSqlQuery *> query = run(sql, values);
    if (!query)
        return query.error();
    const qint64 changed = (*query)->numRowsAffected();
    (*query)->finish();
    return changed;
}

Result<qint64> SqlConnection::insert(const QString &sql, const QVariantList &values)
{
    Result<std::optional<SqlRow>> row = queryOne(sql + u" RETURNING id"_s, values);
    if (!row)
        return row.error();
    return *row ? (*row)->number(0) : 0;
}

QStringList SqlConnection::columnsOf(const QString &table) const
{
    const QSqlRecord record = m_database.record(table);
    QStringList names;
    for (int column = 0; column < record.count(); ++column)
        names.append(record.fieldName(column));
    return names;
}

Result<void> SqlConnection::executeDirectly(const QString &statement)
{
    for (int attempt = 0;; ++attempt) {
        QSqlQuery query(m_database);
        if (query.exec(statement))
            return {};
        const Error error = errorOf(query, statement);
        if (attempt > 0 || !isGone(error) || !reopened())
            return error;
    }
}

Result<void> SqlConnection::executeScript(const QString &script)
{
    QStringList statements;
    QString statement;
    for (const QString &line : script.split(u'\n')) {
        if (line.trimmed().startsWith(u"--"))
            continue;
        statement += line + u'\n';
        if (line.trimmed().endsWith(u';'))
            statements.append(std::exchange(statement, {}));
    }
    if (!statement.trimmed().isEmpty())
        statements.append(statement);
    for (const QString &text : std::as_const(statements)) {
        if (Result<void> done = executeDirectly(text.trimmed()); !done)
            return done;
    }
    return {};
}

Result<void> SqlConnection::beginWrite()
{
    const QString begin = m_dialect == Dialect::Sqlite ? u"BEGIN IMMEDIATE"_s : u"BEGIN"_s;
    if (Result<void> begun = executeDirectly(begin); !begun)
        return begun;
    m_isInTransaction = true;
    if (m_dialect == Dialect::Postgres) {
        if (Result<SqlRows> locked = query(u"SELECT pg_advisory_xact_lock(?)"_s, {writeLock});
            !locked) {
            rollback();
            return locked.error();
        }
    }
    return {};
}

Result<void> SqlConnection::beginSnapshot()
{
    const QString begin = m_dialect == Dialect::Sqlite
                              ? u"BEGIN"_s
                              : u"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"_s;
    if (Result<void> begun = executeDirectly(begin); !begun)
        return begun;
    m_isInTransaction = true;
    return {};
}

Result<void> SqlConnection::commit()
{
    if (Result<void> done = executeDirectly(u"COMMIT"_s); !done) {
        rollback();
        return done;
    }
    m_isInTransaction = false;
    return {};
}

void SqlConnection::rollback()
{
    if (!m_isInTransaction)
        return;
    QSqlQuery query(m_database);
    if (!query.exec(u"ROLLBACK"_s))
        qCWarning(lc) << "cannot roll back:" << query.lastError().text();
    m_isInTransaction = false;
}
