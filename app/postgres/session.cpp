// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/session.h"

#include "postgres/borrowedidentity.h"
#include "postgres/sessionstate.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSqlError>
#include <QThread>

#include <atomic>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Session", text);
}

QString nextConnectionName()
{
    static std::atomic<quint64> count{0};
    return u"howdah-session-%1"_s.arg(++count);
}

QString placeOf(const ConnectionParameters &parameters)
{
    if (!parameters.service.isEmpty() && parameters.host.isEmpty())
        return tr("service %1").arg(parameters.service);
    return u"%1:%2"_s.arg(parameters.host.isEmpty() ? tr("this computer") : parameters.host,
                          QString::number(parameters.port));
}

bool isLocal(const ConnectionParameters &parameters)
{
    return parameters.service.isEmpty()
           && (parameters.host.isEmpty() || parameters.host.startsWith(u'/'));
}

/// A value of libpq's connection string. QPSQL turns every ; of its options into a space.
QString optionQuoted(QString value)
{
    value.remove(u';').replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + value + u'\'';
}

/// A refused connection has no SQLSTATE here, only the server's words.
Error connectionError(const QString &text, const ConnectionParameters &parameters)
{
    const auto says = [&](const QString &words) {
        return text.contains(words, Qt::CaseInsensitive);
    };
    const QString place = placeOf(parameters);
    if (says(u"timeout expired"_s) || says(u"timed out"_s)) {
        return {Error::Kind::Timeout,
                tr("The server at %1 does not answer. Check that it runs and that no firewall "
                   "stands between.")
                    .arg(place),
                text};
    }
    if (says(u"peer authentication failed"_s) || says(u"ident authentication failed"_s)) {
        return {
            Error::Kind::Permission,
            tr("The server at %1 lets in as “%2” only the system's user of that name (peer "
               "authentication in pg_hba.conf). Run Howdah as that user, connect as a role that "
               "has your own name, or connect to localhost with a password.")
                .arg(place, parameters.user),
            text};
    }
    static const QRegularExpression noDatabase(u"database \".*\" does not exist"_s);
    if (noDatabase.match(text).hasMatch()) {
        return {Error::Kind::NotFound,
                tr("There is no database “%1” at %2.").arg(parameters.database, place), text};
    }
    if (says(u"starting up"_s) || says(u"shutting down"_s) || says(u"in recovery mode"_s)) {
        return {Error::Kind::Network,
                tr("The server at %1 is starting or stopping. Try again in a moment.").arg(place),
                text};
    }
    if (says(u"too many clients"_s) || says(u"connection slots are reserved"_s)) {
        return {Error::Kind::Network,
                tr("The server at %1 has no connection left. Close some and try again.").arg(place),
                text};
    }
    if (says(u"no password supplied"_s) || says(u"password authentication failed"_s)) {
        return {Error::Kind::Permission,
                tr("The server at %1 does not accept the password of “%2”. Enter it again.")
                    .arg(place, parameters.user),
                text};
    }
    if (says(u"FATAL"_s) || says(u"authentication"_s)) {
        return {Error::Kind::Permission,
                tr("The server at %1 refuses the connection. Check the user, and the server's "
                   "pg_hba.conf.")
                    .arg(place),
                text};
    }
    return {
        Error::Kind::Network,
        tr("No server can be reached at %1. Check that it runs and that host and port are right.")
            .arg(place),
        text};
}

Error statementError(const QSqlError &error)
{
    const QString state = error.nativeErrorCode();
    const QString words = error.databaseText().trimmed();
    QString first = words.section(u'\n', 0, 0);
    first.remove(QRegularExpression(u"\\A(?:ERROR|FATAL|PANIC):\\s*"_s));
    Error::Kind kind = Error::Kind::Database;
    if (state == u"42501")
        kind = Error::Kind::Permission;
    else if (state == u"57014")
        kind = Error::Kind::Timeout;
    else if (state.startsWith(u"08"_s) || state == u"57P01" || state == u"57P02")
        kind = Error::Kind::Network;
    return {kind, first.isEmpty() ? tr("The server refused a statement.") : first,
            u"SQLSTATE %1\n%2"_s.arg(state, words)};
}

Result<void> connect(Session::State &state, const Session::Options &options)
{
    const ConnectionParameters &parameters = state.parameters;
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QPSQL"_s, state.connectionName);
    if (!database.isValid()) {
        return Error{Error::Kind::Missing,
                     tr("Qt's PostgreSQL driver is not installed (on Debian: libqt6sql6-psql)."),
                     {}};
    }
    if (!parameters.host.isEmpty())
        database.setHostName(parameters.host);
    if (parameters.service.isEmpty() || parameters.port != 5432)
        database.setPort(parameters.port);
    database.setUserName(parameters.user);
    database.setDatabaseName(parameters.database);
    if (!options.password.isEmpty())
        database.setPassword(options.password);
    QString words = u"application_name=howdah;connect_timeout=%1"_s.arg(
        std::max<qint64>(options.connectTimeout.count(), 2)); // libpq takes 1 for 2
    if (!parameters.sslMode.isEmpty())
        words += u";sslmode="_s + optionQuoted(parameters.sslMode);
    if (!parameters.service.isEmpty())
        words += u";service="_s + optionQuoted(parameters.service);
    database.setConnectOptions(words);

    std::optional<UserAccount> peer;
    if (isLocal(parameters) && UserAccount::current().isRoot() && options.peer)
        peer = UserAccount::named(parameters.user);
    const bool isOpen = [&] {
        const BorrowedIdentity identity(peer);
        return database.open();
    }();
    if (!isOpen)
        return connectionError(database.lastError().databaseText().trimmed(), parameters);
    return {};
}

} // namespace

Session::State::~State()
{
    if (connectionName.isEmpty())
        return;
    {
        QSqlDatabase connection = database();
        if (connection.isValid())
            connection.close();
    }
    QSqlDatabase::removeDatabase(connectionName);
}

QSqlDatabase Session::State::database() const
{
    return QSqlDatabase::database(connectionName, false);
}

Result<QSqlQuery> Session::State::run(const QString &sql, const QVariantList &values) const
{
    QSqlDatabase connection = database();
    if (!connection.isValid()) {
        return Error{Error::Kind::Internal,
                     tr("A database session was used by another thread than its own."),
                     {}};
    }
    QSqlQuery query(connection);
    query.setForwardOnly(true);
    bool done = false;
    if (values.isEmpty()) {
        done = query.exec(sql);
    } else {
        done = query.prepare(sql);
        for (const QVariant &value : values)
            query.addBindValue(value);
        done = done && query.exec();
    }
    if (!done)
        return statementError(query.lastError());
    return query;
}

Session::Session(std::unique_ptr<State> state) : m_state(std::move(state))
{
}
Session::Session(Session &&) noexcept = default;
Session &Session::operator=(Session &&) noexcept = default;
Session::~Session() = default;

Result<Session> Session::open(const ConnectionParameters &parameters)
{
    return open(parameters, Options());
}

Result<Session> Session::open(const ConnectionParameters &parameters, const Options &options)
{
    auto state = std::make_unique<State>();
    state->connectionName = nextConnectionName();
    state->parameters = parameters;
    if (Result<void> connected = connect(*state, options); !connected)
        return connected.error();
    Session session(std::move(state));
    const Result<QString> number = session.setting(u"server_version_num"_s);
    if (!number)
        return number.error();
    session.m_state->serverNumber = number->toInt();
    // Messages are read by code (kinds) and written to logs; roles that may not are spared the error.
    (void)session.m_state->run(u"SELECT set_config('client_min_messages', 'warning', false)"_s);
    if (options.statementTimeout.count() > 0) {
        const Result<QSqlQuery> limited =
            session.m_state->run(u"SELECT set_config('statement_timeout', ?, false)"_s,
                                 {QString::number(options.statementTimeout.count())});
        if (!limited)
            return limited.error();
    }
    return session;
}

Result<QStringList> Session::column(const QString &sql, const QList<QVariant> &values)
{
    Result<QSqlQuery> query = m_state->run(sql, values);
    if (!query)
        return query.error();
    QStringList texts;
    while (query->next())
        texts += query->value(0).toString();
    return texts;
}

Result<void> Session::execute(const QString &sql, const QList<QVariant> &values)
{
    const Result<QSqlQuery> query = m_state->run(sql, values);
    if (!query)
        return query.error();
    return {};
}

QString Session::quotedIdentifier(const QString &name)
{
    return u'"' + QString(name).replace(u'"', u"\"\""_s) + u'"';
}

QString Session::quotedLiteral(const QString &text)
{
    QString quoted = text;
    quoted.replace(u'\'', u"''"_s);
    if (!quoted.contains(u'\\'))
        return u'\'' + quoted + u'\'';
    // The E form means the same whatever standard_conforming_strings says.
    return u"E'"_s + quoted.replace(u'\\', u"\\\\"_s) + u'\'';
}
