// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/manifest.h"
#include "install/sampleplan.h"
#include "install/takeback.h"
#include "install/targetjson.h"
#include "postgres/session.h"
#include "postgres/testservers.h"

#include <QTest>

#include <map>

using namespace Qt::StringLiterals;

/// What taking back does to a server on which more has happened since.
class TestTakeBack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rowsOfAnUpdatedExtensionAreAskedAbout_data() { QVERIFY(TestServers::addRows()); }
    void createsAgainWhatAnEarlierTakeBackDropped();
    void keepsWhatLaterInstallsPreload_data() { QVERIFY(TestServers::addRows()); }
    void keepsLaterSettingsOfAServerThatDoesNotAnswer_data() { QVERIFY(TestServers::addRows()); }

private:
    [[nodiscard]] SandboxServer *server(const Installation &installation);
    [[nodiscard]] SandboxServer *anyServer()
    {
        return server(TestServers::installations().first());
    }
    /// In a database of its own.
    [[nodiscard]] std::optional<Session> database(SandboxServer &server, const QString &name);
    static void writeExtension(const SandboxServer &server, const QString &name,
                               const QString &version, const QByteArray &script,
                               const QString &required = {});
    [[nodiscard]] Manifest manifest(const SandboxServer &server, const QString &title);
    [[nodiscard]] std::optional<Error> takeBack(Manifest &manifest, bool force = false);

    TestServers m_servers;
    std::map<QString, std::unique_ptr<SandboxServer>> m_running;
    NoCredentials m_credentials;
    QtHttpClient m_http;
    SystemClock m_clock;
    std::unique_ptr<InstallServices> m_services;
    std::unique_ptr<ManifestStore> m_store;
};

void TestTakeBack::initTestCase()
{
    if (TestServers::installations().isEmpty())
        QSKIP("no PostgreSQL here");
    m_services.reset(new InstallServices{m_servers.runner(), m_http, m_credentials, m_clock,
                                         Locations::standard(m_servers.folder() + u"/d"_s),
                                         QString()});
    m_store = std::make_unique<ManifestStore>(m_services->locations.manifestsFolder());
}

SandboxServer *TestTakeBack::server(const Installation &installation)
{
    std::unique_ptr<SandboxServer> &slot = m_running[installation.bindir];
    if (!slot) {
        Result<std::unique_ptr<SandboxServer>> started = m_servers.start(installation);
        if (!started) {
            qWarning().noquote() << started.error().message << started.error().detail;
            return nullptr;
        }
        slot = std::move(*started);
    }
    return slot.get();
}

std::optional<Session> TestTakeBack::database(SandboxServer &server, const QString &name)
{
    ConnectionParameters connection = server.cluster().connection;
    Result<Session> first = Session::open(connection);
    if (!first || !first->createDatabase(name))
        return std::nullopt;
    connection.database = name;
    Result<Session> session = Session::open(connection);
    return session ? std::optional(std::move(*session)) : std::nullopt;
}

void TestTakeBack::writeExtension(const SandboxServer &server, const QString &name,
                                  const QString &version, const QByteArray &script,
                                  const QString &required)
{
    const QString base = server.installation().extensionDir() + u'/' + name;
    QFile control(base + u".control"_s);
    QVERIFY(control.open(QIODevice::WriteOnly | QIODevice::Truncate));
    control.write("default_version = '" + version.toUtf8() + "'\nrelocatable = true\n");
    if (!required.isEmpty())
        control.write("requires = '" + required.toUtf8() + "'\n");
    QFile sql(base + u"--%1.sql"_s.arg(version));
    QVERIFY(sql.open(QIODevice::WriteOnly | QIODevice::Truncate));
    sql.write(script);
}

Manifest TestTakeBack::manifest(const SandboxServer &server, const QString &title)
{
    Manifest manifest;
    manifest.date = m_clock.now();
    if (const Result<QString> id = m_store->create(title, manifest.date))
        manifest.id = *id;
    manifest.title = title;
    manifest.state = Manifest::State::Complete;
    manifest.target = TargetJson::write(server.target());
    manifest.clusterId = server.cluster().id();
    return manifest;
}

std::optional<Error> TestTakeBack::takeBack(Manifest &manifest, bool force)
{
    TakeBack::Options options;
    options.force = force;
    const Result<void> done = TakeBack(manifest, *m_store, *m_services, options).run();
    if (done)
        return std::nullopt;
    return done.error();
}

// With a restart, the drop is committed before it. A take-back that was killed there passed over what it had dropped
// and called it done.
void TestTakeBack::createsAgainWhatAnEarlierTakeBackDropped()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    writeExtension(*sandbox, u"resumed"_s, u"1.0"_s, "SELECT 1;\n");
    std::optional<Session> session = database(*sandbox, u"resumed"_s);
    QVERIFY(session);
    Manifest update = manifest(*sandbox, u"Update resumed"_s);
    update.state = Manifest::State::InProgress;
    update.sql << Manifest::SqlChange{u"resumed"_s, u"resumed"_s, u"1.0"_s, u"2.0"_s, u"public"_s};
    const std::optional<Error> error = takeBack(update);
    QVERIFY2(!error, error ? qPrintable(error->message) : "");
    const Result<QStringList> created =
        session->column(u"SELECT extversion FROM pg_extension WHERE extname = 'resumed'"_s);
    QVERIFY(created);
    QCOMPARE(*created, QStringList{u"1.0"_s});
}

QTEST_GUILESS_MAIN(TestTakeBack)
#include "tst_takeback.moc"
