// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/cluster.h"

#include <QTest>

using namespace Qt::StringLiterals;

class ConnectionParametersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsBothForms_data();
    void readsBothForms();
    void refusesPasswords_data();
    void refusesPasswords();
    void explainsWhatItCannotRead_data();
    void explainsWhatItCannotRead();
    void writtenFormsReadBackTheSame_data();
    void writtenFormsReadBackTheSame();
    void psqlCommandIsQuotedForAShell();
    void identifiesServers();
};

void ConnectionParametersTest::readsBothForms_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("database");
    QTest::newRow("words") << u"host=db.example port=6432 user=me dbname=shop"_s << u"db.example"_s
                           << 6432 << u"me"_s << u"shop"_s;
    QTest::newRow("spaces and quotes") << u"host = 'my host' user='o\\'hara' dbname=a\\ b"_s
                                       << u"my host"_s << 5432 << u"o'hara"_s << u"a b"_s;
    QTest::newRow("socket folder") << u"host=/var/run/postgresql"_s << u"/var/run/postgresql"_s
                                   << 5432 << QString() << u"postgres"_s;
    QTest::newRow("URI") << u"postgresql://me@db.example:6432/shop"_s << u"db.example"_s << 6432
                         << u"me"_s << u"shop"_s;
    QTest::newRow("short URI") << u"postgres://localhost"_s << u"localhost"_s << 5432 << QString()
                               << u"postgres"_s;
    QTest::newRow("URI with a folder") << u"postgresql:///shop?host=%2Ftmp&port=5433"_s << u"/tmp"_s
                                       << 5433 << QString() << u"shop"_s;
    QTest::newRow("IPv6") << u"postgresql://me@[::1]:5433/"_s << u"::1"_s << 5433 << u"me"_s
                          << u"postgres"_s;
    QTest::newRow("encoded") << u"postgresql://a%40b@h/c%20d"_s << u"h"_s << 5432 << u"a@b"_s
                             << u"c d"_s;
}

void ConnectionParametersTest::readsBothForms()
{
    QFETCH(QString, text);
    const Result<ConnectionParameters> parsed = ConnectionParameters::parse(text);
    if (!parsed)
        QFAIL(qPrintable(parsed.error().message));
    QTEST(parsed->host, "host");
    QTEST(parsed->port, "port");
    QTEST(parsed->user, "user");
    QTEST(parsed->database, "database");
}

void ConnectionParametersTest::refusesPasswords_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("words") << u"host=h password=secret"_s;
    QTest::newRow("URI") << u"postgresql://me:secret@h/"_s;
    QTest::newRow("URI query") << u"postgresql://h/?password=secret"_s;
}

void ConnectionParametersTest::refusesPasswords()
{
    QFETCH(QString, text);
    const Result<ConnectionParameters> parsed = ConnectionParameters::parse(text);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, Error::Kind::Refused);
    QVERIFY(!parsed.error().message.contains(u"secret"_s));
    QVERIFY(!parsed.error().detail.contains(u"secret"_s));
}

void ConnectionParametersTest::explainsWhatItCannotRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said");
    QTest::newRow("empty") << u"  "_s << u"empty"_s;
    QTest::newRow("no value") << u"host"_s << u"“host”"_s;
    QTest::newRow("open quote") << u"host='a"_s << u"quote"_s;
    QTest::newRow("unknown word") << u"hots=a"_s << u"“hots”"_s;
    QTest::newRow("port") << u"port=66000"_s << u"66000"_s;
    QTest::newRow("port word") << u"postgresql://h/?port=x"_s << u"“x”"_s;
    QTest::newRow("several hosts") << u"host=a,b"_s << u"one host"_s;
    QTest::newRow("sslmode") << u"sslmode=maybe"_s << u"verify-full"_s;
    QTest::newRow("URI") << u"postgresql://[h/"_s << u"URI"_s;
}

void ConnectionParametersTest::explainsWhatItCannotRead()
{
    QFETCH(QString, text);
    QFETCH(QString, said);
    const Result<ConnectionParameters> parsed = ConnectionParameters::parse(text);
    QVERIFY(!parsed);
    QCOMPARE(parsed.error().kind, Error::Kind::Invalid);
    QVERIFY2(parsed.error().message.contains(said), qPrintable(parsed.error().message));
}

void ConnectionParametersTest::writtenFormsReadBackTheSame_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("service");
    QTest::newRow("name") << u"db.example"_s << QString();
    QTest::newRow("folder") << u"/var/run/my folder"_s << QString();
    QTest::newRow("IPv6") << u"::1"_s << QString();
    QTest::newRow("none") << QString() << QString();
    QTest::newRow("service") << QString() << u"shop"_s;
}

void ConnectionParametersTest::writtenFormsReadBackTheSame()
{
    QFETCH(QString, host);
    QFETCH(QString, service);
    ConnectionParameters parameters;
    parameters.host = host;
    parameters.port = 5499;
    parameters.user = u"o'hara \\ @"_s;
    parameters.database = u"a b/c?d"_s;
    parameters.sslMode = u"require"_s;
    parameters.service = service;
    const auto fromWords = ConnectionParameters::parse(parameters.toConnectionString());
    QVERIFY2(fromWords, qPrintable(parameters.toConnectionString()));
    QCOMPARE(fromWords->toConnectionString(), parameters.toConnectionString());
    QVERIFY(*fromWords == parameters);
    const auto fromUri = ConnectionParameters::parse(parameters.toUri());
    QVERIFY2(fromUri, qPrintable(parameters.toUri()));
    QVERIFY2(*fromUri == parameters, qPrintable(parameters.toUri()));
}

void ConnectionParametersTest::psqlCommandIsQuotedForAShell()
{
    ConnectionParameters parameters;
    parameters.host = u"/run/a"_s;
    QCOMPARE(parameters.toPsqlCommand(), u"psql 'host=/run/a port=5432 dbname=postgres'"_s);
    parameters.user = u"x'; rm -rf /"_s;
    QVERIFY(parameters.toPsqlCommand(u"/opt/my pg/psql"_s).startsWith(u"'/opt/my pg/psql' "_s));
    QVERIFY(!parameters.toPsqlCommand().contains(u"x'; rm"_s));
}

void ConnectionParametersTest::identifiesServers()
{
    Cluster cluster;
    cluster.connection.port = 5433;
    QCOMPARE(cluster.id(), u"localhost:5433"_s);
    QCOMPARE(cluster.title(), u"PostgreSQL"_s);
    cluster.name = u"main"_s;
    cluster.dataDirectory = u"/data"_s;
    cluster.version = ServerVersion::parse(u"15.20 (Debian)"_s);
    QCOMPARE(cluster.id(), u"/data"_s);
    QCOMPARE(cluster.title(), u"PostgreSQL 15.20 · main"_s);
    Target target;
    target.installation.bindir = u"/bin"_s;
    QCOMPARE(target.id(), u"/bin"_s);
    target.cluster = cluster;
    QCOMPARE(target.id(), u"/bin|/data"_s);
    ConnectionParameters parameters;
    parameters.user = u"%3"_s;
    QCOMPARE(parameters.credentialKey(), u"postgresql://%3@localhost:5432"_s);
}

QTEST_GUILESS_MAIN(ConnectionParametersTest)
#include "tst_connectionparameters.moc"
