// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/sqljob.h"

#include "install/installationlock.h"
#include "postgres/session.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QString titleOf(const QString &extension, const QString &database, SqlJob::Verb verb)
{
    switch (verb) {
    case SqlJob::Verb::Create:
        return SqlJob::tr("Enable %1 in %2").arg(extension, database);
    case SqlJob::Verb::Update:
        return SqlJob::tr("Update %1 in %2").arg(extension, database);
    case SqlJob::Verb::Drop:
    case SqlJob::Verb::DropCascade:
        break;
    }
    return SqlJob::tr("Drop %1 in %2").arg(extension, database);
}

QString statementOf(const QString &extension, SqlJob::Verb verb)
{
    const QString name = Session::quotedIdentifier(extension);
    switch (verb) {
    case SqlJob::Verb::Create:
        return u"CREATE EXTENSION %1 CASCADE"_s.arg(name);
    case SqlJob::Verb::Update:
        return u"ALTER EXTENSION %1 UPDATE"_s.arg(name);
    case SqlJob::Verb::Drop:
        return u"DROP EXTENSION %1"_s.arg(name);
    case SqlJob::Verb::DropCascade:
        break;
    }
    return u"DROP EXTENSION %1 CASCADE"_s.arg(name);
}

Job::Facts factsOf(const Target &target, const QString &database, const QString &extension,
                   SqlJob::Verb verb)
{
    return {u"sql"_s,
            titleOf(extension, database, verb),
            extension.toLower(),
            target.id(),
            target.title(),
            {},
            {}};
}

} // namespace

SqlJob::SqlJob(const Target &target, const QString &database, const QString &extension, Verb verb,
               const InstallServices &services, QObject *parent)
    : Job(factsOf(target, database, extension, verb),
          {JobStep{statementOf(extension, verb),
                   tr("in database %1").arg(database),
                   JobStep::State::Pending,
                   {},
                   {}}},
          parent),
      m_target(target),
      m_database(database),
      m_extension(extension),
      m_verb(verb),
      m_services(services)
{
}

QString SqlJob::exclusiveKey() const
{
    return m_target.installation.id();
}

Result<void> SqlJob::run(JobReporter &reporter)
{
    if (!m_target.cluster)
        return Error{Error::Kind::Missing,
                     tr("%1 has no server that is running.").arg(m_target.title()),
                     {}};
    reporter.stepStarted(0);
    const Result<InstallationLock> turn =
        InstallationLock::take(exclusiveKey(), m_target.title(), m_services.locations, reporter);
    if (!turn) {
        reporter.stepFailed(0, turn.error().message);
        return turn.error();
    }
    ConnectionParameters connection = m_target.cluster->connection;
    connection.database = m_database;
    Session::Options options;
    options.password = m_services.credentials.read(connection.credentialKey()).value_or(QString());
    Result<Session> session = Session::open(connection, options);
    if (!session) {
        reporter.stepFailed(0, session.error().message);
        return session.error();
    }
    reporter.log(statementOf(m_extension, m_verb));
    Result<void> done;
    switch (m_verb) {
    case Verb::Create:
        done = session->createExtension(m_extension);
        break;
    case Verb::Update:
        done = session->updateExtension(m_extension);
        break;
    case Verb::Drop:
        done = session->dropExtension(m_extension, false);
        break;
    case Verb::DropCascade:
        done = session->dropExtension(m_extension, true);
        break;
    }
    if (!done) {
        reporter.log(done.error().detail);
        reporter.stepFailed(0, done.error().message);
        return done;
    }
    reporter.stepDone(0);
    return {};
}
