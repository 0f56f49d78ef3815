// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/testdatabases.h"

#include "postgres/testservers.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace {

/// Goes with the program, before Qt does.
struct Server {
    TestServers servers;
    std::unique_ptr<SandboxServer> sandbox;
    int databases = 0;
};

Server *startedServer()
{
    static std::unique_ptr<Server> server;
    if (!server) {
        server = std::make_unique<Server>();
        Result<std::unique_ptr<SandboxServer>> started =
            server->servers.start(TestServers::installations().last());
        if (!started)
            qFatal("no PostgreSQL: %s", qPrintable(started.error().message));
        server->sandbox = std::move(*started);
        qAddPostRoutine([] { server.reset(); });
    }
    return server.get();
}

QUrl newPostgres()
{
    Server *server = startedServer();
    const ConnectionParameters to = server->sandbox->cluster().connection;
    const QString name = u"registry%1"_s.arg(++server->databases);
    {
        QSqlDatabase admin = QSqlDatabase::addDatabase(u"QPSQL"_s, u"admin"_s);
        admin.setHostName(to.host);
        admin.setPort(to.port);
        admin.setUserName(to.user);
        admin.setDatabaseName(to.database);
        if (!admin.open())
            qFatal("%s", qPrintable(admin.lastError().text()));
        QSqlQuery query(admin);
        if (!query.exec(u"CREATE DATABASE "_s + name))
            qFatal("%s", qPrintable(query.lastError().text()));
    }
    QSqlDatabase::removeDatabase(u"admin"_s);
    QUrl url(u"postgresql:///"_s + name);
    url.setUserName(to.user);
    url.setHost(u"localhost"_s);
    url.setPort(to.port);
    QUrlQuery query;
    query.addQueryItem(u"host"_s, to.host);
    url.setQuery(query);
    return url;
}

} // namespace

void TestDatabases::addRows()
{
    QTest::addColumn<QString>("database");
    QTest::newRow("sqlite") << u"sqlite"_s;
    if (!TestServers::installations().isEmpty())
        QTest::newRow("postgresql") << u"postgresql"_s;
}

DatabaseAddress TestDatabases::newAddress()
{
    const QString kind =
        *static_cast<QString *>(QTest::qGlobalData("database", qMetaTypeId<QString>()));
    if (kind == u"postgresql")
        return {{}, newPostgres()};
    static QTemporaryDir folder;
    static int number = 0;
    return {folder.filePath(u"registry%1.sqlite"_s.arg(++number)), {}};
}

std::unique_ptr<RegistryDatabase> TestDatabases::open()
{
    Result<std::unique_ptr<RegistryDatabase>> database = RegistryDatabase::open(newAddress());
    if (!database) {
        qWarning("%s: %s", qPrintable(database.error().message),
                 qPrintable(database.error().detail));
        return nullptr;
    }
    return std::move(*database);
}
