// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/autoconf.h"
#include "install/databasework.h"
#include "install/manifest.h"
#include "install/sampleplan.h"
#include "install/serversettings.h"
#include "install/takeback.h"
#include "install/targetjson.h"
#include "install/unprivileged.h"
#include "postgres/session.h"
#include "postgres/testservers.h"

#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

/// What taking back does to a server on which more has happened since.
class TestTakeBack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rowsOfAnUpdatedExtensionAreAskedAbout_data() { QVERIFY(TestServers::addRows()); }
    void rowsOfAnUpdatedExtensionAreAskedAbout();
    void dropsWhatKilledTestsLeft();
    void helperThatMayStillBeAtItIsLeftToRecovery_data();
    void helperThatMayStillBeAtItIsLeftToRecovery();
    void createsAgainWhatAnEarlierTakeBackDropped();
    void extensionsThatRequireEachOtherComeBack_data();
    void extensionsThatRequireEachOtherComeBack();
    void keepsWhatLaterInstallsPreload_data() { QVERIFY(TestServers::addRows()); }
    void keepsWhatLaterInstallsPreload();
    void keepsLaterSettingsOfAServerThatDoesNotAnswer_data() { QVERIFY(TestServers::addRows()); }
    void keepsLaterSettingsOfAServerThatDoesNotAnswer();
    void ownFolderStaysKnownWhileItIsUsed();
    void settingsOfNoListAreAskedAbout();
    void autoConfIsReadAsTheServerWritesIt_data();
    void autoConfIsReadAsTheServerWritesIt();

private:
    [[nodiscard]] SandboxServer *anyServer()
    {
        return m_servers.shared(TestServers::installations().first());
    }
    /// In a database of its own.
    [[nodiscard]] std::optional<Session> database(SandboxServer &server, const QString &name);
    static void writeExtension(const SandboxServer &server, const QString &name,
                               const QString &version, const QByteArray &script,
                               const QString &required = {});
    [[nodiscard]] Manifest manifest(const SandboxServer &server, const QString &title);
    [[nodiscard]] std::optional<Error> takeBack(Manifest &manifest, bool force = false);
    [[nodiscard]] std::optional<Error> change(const SandboxServer &server, const QString &name,
                                              const QString &value, Manifest &manifest);
    /// As postgresql.auto.conf has it; "(none)".
    [[nodiscard]] static QString setting(SandboxServer &server, const QString &name);
    [[nodiscard]] static QByteArray autoConf(const SandboxServer &server);

    TestServers m_servers;
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

std::optional<Error> TestTakeBack::change(const SandboxServer &server, const QString &name,
                                          const QString &value, Manifest &manifest)
{
    const ServerSettings settings(server.target(), m_services->runner, m_services->credentials,
                                  *m_store);
    const Result<void> done = settings.change(name, value, {}, manifest);
    if (done)
        return std::nullopt;
    return done.error();
}

QString TestTakeBack::setting(SandboxServer &server, const QString &name)
{
    return AutoConf(autoConf(server)).value(name).value_or(u"(none)"_s);
}

QByteArray TestTakeBack::autoConf(const SandboxServer &server)
{
    QFile file(server.cluster().dataDirectory + u"/postgresql.auto.conf"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// An update without a way back was undone by DROP and CREATE without a word about the rows of the extension's own
// tables.
void TestTakeBack::rowsOfAnUpdatedExtensionAreAskedAbout()
{
    QFETCH(Installation, installation);
    SandboxServer *sandbox = m_servers.shared(installation);
    QVERIFY(sandbox);
    const QByteArray tables =
        "CREATE TABLE note_setting (name text);\n"
        "CREATE TABLE note_kind (name text, is_own bool);\n"
        "INSERT INTO note_kind VALUES ('built in', false);\n"
        "SELECT pg_catalog.pg_extension_config_dump('note_setting', '');\n"
        "SELECT pg_catalog.pg_extension_config_dump('note_kind', 'WHERE is_own');\n";
    writeExtension(*sandbox, u"note"_s, u"1.0"_s, tables);
    writeExtension(*sandbox, u"note"_s, u"2.0"_s, tables);
    std::optional<Session> session = database(*sandbox, u"rows"_s);
    QVERIFY(session);
    const QString version = u"SELECT extversion FROM pg_extension WHERE extname = 'note'"_s;
    for (const bool isFilled : {false, true}) {
        QVERIFY(session->createExtension(u"note"_s, u"2.0"_s));
        if (isFilled)
            QVERIFY(session->execute(u"INSERT INTO note_setting VALUES ('of a person')"_s));
        Manifest update = manifest(*sandbox, u"Update note"_s);
        update.sql << Manifest::SqlChange{u"rows"_s, u"note"_s, u"1.0"_s, u"2.0"_s, u"public"_s};
        std::optional<Error> error = takeBack(update);
        if (isFilled) {
            QVERIFY(error);
            QCOMPARE(error->kind, Error::Kind::Conflict);
            QVERIFY2(error->message.contains(u"public.note_setting"_s), qPrintable(error->message));
            QVERIFY2(!error->message.contains(u"note_kind"_s), qPrintable(error->message));
            QCOMPARE(error->detail.count(u'\n'), 0);
            QVERIFY(error->detail.contains(u"public.note_setting"_s));
            QCOMPARE(*session->column(version), QStringList{u"2.0"_s});
            QCOMPARE(session->column(u"SELECT name FROM note_setting"_s)->size(), 1);
            QCOMPARE(update.state, Manifest::State::Complete);
            error = takeBack(update, true);
        }
        QVERIFY2(!error, error ? qPrintable(error->message) : "");
        QCOMPARE(*session->column(version), QStringList{u"1.0"_s});
        QVERIFY(session->dropExtension(u"note"_s));
    }
}

// What killed tests leave was in no manifest, and kept all later ones from running.
void TestTakeBack::dropsWhatKilledTestsLeft()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const std::optional<Session> client = database(*sandbox, u"contrib_regression"_s);
    QVERIFY(client);
    QVERIFY(database(*sandbox, u"contrib_regression_of_somebody"_s));
    Manifest install = manifest(*sandbox, u"Install"_s);
    install.state = Manifest::State::InProgress;
    install.testDatabases = {u"contrib_regression"_s, u"not_made_yet"_s};
    const std::optional<Error> error = takeBack(install);
    QVERIFY2(!error, error ? qPrintable(error->message) : "");
    QCOMPARE(m_store->load(install.id)->testDatabases, QStringList());
    Result<Session> session = Session::open(sandbox->cluster().connection);
    QVERIFY(session);
    const Result<QStringList> left = session->column(
        u"SELECT datname FROM pg_database WHERE datname LIKE 'contrib_regression%'"_s);
    QVERIFY(left);
    QCOMPARE(*left, QStringList{u"contrib_regression_of_somebody"_s});
}

void TestTakeBack::helperThatMayStillBeAtItIsLeftToRecovery_data()
{
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<Manifest::State>("state");
    QTest::newRow("the person said no") << Error::Kind::Permission << Manifest::State::Complete;
    QTest::newRow("no answer in time") << Error::Kind::Timeout << Manifest::State::InProgress;
    QTest::newRow("ended without an answer")
        << Error::Kind::Internal << Manifest::State::InProgress;
}

/// Answers every command with one error.
class FailingRunner final : public CommandRunner
{
public:
    explicit FailingRunner(Error::Kind kind) : m_kind(kind) {}
    Result<CommandOutcome> run(const Command &, const CancellationToken &,
                               const LineSink &) override
    {
        return Error{m_kind, u"no"_s, {}};
    }

private:
    Error::Kind m_kind;
};

// Whatever went wrong with the helper, the manifest was set back as if nothing had been changed.
void TestTakeBack::helperThatMayStillBeAtItIsLeftToRecovery()
{
    QFETCH(Error::Kind, kind);
    QFETCH(Manifest::State, state);
    if (QStandardPaths::findExecutable(u"pkexec"_s, {u"/usr/bin"_s}).isEmpty())
        QSKIP("pkexec is not installed");
    QTemporaryDir folder;
    for (const QString &name : {u"manifests"_s, u"closed"_s})
        QVERIFY(QDir().mkpath(folder.filePath(name)));
    QFile file(folder.filePath(u"closed/a"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("A") == 1);
    file.close();
    QVERIFY(Unprivileged::give(folder.path())
            && Unprivileged::give(folder.filePath(u"manifests"_s)));
    ::chmod(QFile::encodeName(folder.filePath(u"closed"_s)).constData(), 0555);
    FailingRunner runner(kind);
    const InstallServices services{
        runner, m_http, m_credentials, m_clock, Locations::standard(folder.path()), u"/bin/true"_s};
    const ManifestStore store(folder.filePath(u"manifests"_s));
    std::optional<Manifest> saved;
    {
        const Unprivileged nobody;
        Manifest manifest;
        manifest.id = store.create(u"left"_s, m_clock.now()).value_or(QString());
        manifest.state = Manifest::State::Complete;
        manifest.folders = {folder.filePath(u"closed"_s)};
        Manifest::File put;
        put.path = file.fileName();
        put.sha256 = QCryptographicHash::hash("A", QCryptographicHash::Sha256);
        manifest.files << put;
        const Result<void> done = TakeBack(manifest, store, services, {}).run();
        if (!done && done.error().kind == kind)
            saved = store.load(manifest.id).value_or(Manifest());
    }
    ::chmod(QFile::encodeName(folder.filePath(u"closed"_s)).constData(), 0755);
    QVERIFY(saved);
    QCOMPARE(saved->state, state);
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

void TestTakeBack::extensionsThatRequireEachOtherComeBack_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("named before what it requires") << u"area"_s;
    QTest::newRow("named after it") << u"zone"_s;
}

// They were noted by name, and CASCADE made the required one in its newest version before it could be made as it was.
void TestTakeBack::extensionsThatRequireEachOtherComeBack()
{
    QFETCH(QString, name);
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const QString core = u"area_core"_s;
    writeExtension(*sandbox, name, u"1.0"_s, "SELECT 1;\n", core);
    writeExtension(*sandbox, core, u"1.0"_s, "SELECT 1;\n");
    writeExtension(*sandbox, core, u"2.0"_s, "SELECT 1;\n");
    std::optional<Session> session = database(*sandbox, name);
    QVERIFY(session);
    QVERIFY(session->execute(u"CREATE SCHEMA apart"_s));
    QVERIFY(session->createExtension(core, u"1.0"_s, u"apart"_s));
    QVERIFY(session->createExtension(name));
    const QString created =
        u"SELECT extname || ' ' || extversion || ' ' || extnamespace::regnamespace "
        "FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1"_s;
    const Result<QStringList> before = session->column(created);
    QVERIFY(before);
    QCOMPARE(before->size(), 2);

    Manifest removal = manifest(*sandbox, u"Remove "_s + name);
    removal.isRemoval = true;
    DatabaseWork work(sandbox->target(), m_credentials);
    QVERIFY(work.execute(name, u"DROP EXTENSION %1, %2"_s.arg(core, name)));
    const Result<QList<Manifest::SqlChange>> changes = work.changes();
    QVERIFY(changes);
    QStringList noted;
    for (const Manifest::SqlChange &change : *changes)
        noted << change.extension;
    QCOMPARE(noted, (QStringList{name, core}));
    removal.sql = *changes;
    QVERIFY(work.commit());
    QCOMPARE(*session->column(created), QStringList());
    const std::optional<Error> error = takeBack(removal);
    QVERIFY2(!error, error ? qPrintable(error->message + error->detail) : "");
    QCOMPARE(*session->column(created), *before);
}

// Undoing an older install reset shared_preload_libraries, and with it what newer ones had added.
void TestTakeBack::keepsWhatLaterInstallsPreload()
{
    QFETCH(Installation, installation);
    SandboxServer *sandbox = m_servers.shared(installation);
    QVERIFY(sandbox);
    const QString name = u"shared_preload_libraries"_s;
    const QByteArray before = autoConf(*sandbox);
    for (const bool isOlderFirst : {true, false}) {
        Manifest first = manifest(*sandbox, u"First"_s);
        Manifest second = manifest(*sandbox, u"Second"_s);
        QVERIFY(!change(*sandbox, name, u"auto_explain"_s, first));
        QVERIFY(!change(*sandbox, name, u"auto_explain, pg_stat_statements"_s, second));
        std::optional<Error> error = takeBack(isOlderFirst ? first : second);
        QVERIFY2(!error, error ? qPrintable(error->message) : "");
        QCOMPARE(setting(*sandbox, name),
                 isOlderFirst ? u"pg_stat_statements"_s : u"auto_explain"_s);
        error = takeBack(isOlderFirst ? second : first);
        QVERIFY2(!error, error ? qPrintable(error->message) : "");
        QCOMPARE(autoConf(*sandbox), before);
    }
    // A removal takes a library out of the list; undone, it is in it again, beside what came since.
    Manifest first = manifest(*sandbox, u"First"_s);
    Manifest removal = manifest(*sandbox, u"Removal"_s);
    QVERIFY(!change(*sandbox, name, u"auto_explain"_s, first));
    QVERIFY(!change(*sandbox, name, QString(), removal));
    Manifest later = manifest(*sandbox, u"Later"_s);
    QVERIFY(!change(*sandbox, name, u"pg_stat_statements"_s, later));
    QVERIFY(!takeBack(removal));
    QCOMPARE(PreloadSetting::split(setting(*sandbox, name)),
             (QStringList{u"pg_stat_statements"_s, u"auto_explain"_s}));
    QVERIFY(!takeBack(first));
    QVERIFY(!takeBack(later));
    QCOMPARE(autoConf(*sandbox), before);
}

// The whole old file was put back, and every ALTER SYSTEM since was lost.
void TestTakeBack::keepsLaterSettingsOfAServerThatDoesNotAnswer()
{
    QFETCH(Installation, installation);
    SandboxServer *sandbox = m_servers.shared(installation);
    QVERIFY(sandbox);
    const QByteArray before = autoConf(*sandbox);
    const QString name = u"shared_preload_libraries"_s;
    Manifest first = manifest(*sandbox, u"First"_s);
    QVERIFY(!change(*sandbox, name, u"no_such_library"_s, first));
    Manifest second = manifest(*sandbox, u"Second"_s);
    QVERIFY(!change(*sandbox, name, u"no_such_library, auto_explain"_s, second));
    {
        Result<Session> session = Session::open(sandbox->cluster().connection);
        QVERIFY(session);
        QVERIFY(session->execute(u"ALTER SYSTEM SET log_line_prefix = 'it''s \\ %t '"_s));
    }
    QVERIFY(sandbox->stop());
    std::optional<Error> error = takeBack(first);
    QVERIFY2(!error, error ? qPrintable(error->message + error->detail) : "");
    QCOMPARE(setting(*sandbox, name), u"auto_explain"_s);
    QVERIFY(sandbox->restart());
    {
        Result<Session> session = Session::open(sandbox->cluster().connection);
        QVERIFY(session);
        QCOMPARE(*session->setting(u"log_line_prefix"_s), u"it's \\ %t "_s);
        QCOMPARE(*session->setting(name), u"auto_explain"_s);
        QVERIFY(session->alterSystem(u"log_line_prefix"_s, std::nullopt));
    }
    error = takeBack(second);
    QVERIFY2(!error, error ? qPrintable(error->message) : "");
    QVERIFY(sandbox->restart());
    QCOMPARE(autoConf(*sandbox), before);
    // Alone, it is byte for byte as before.
    Manifest alone = manifest(*sandbox, u"Alone"_s);
    QVERIFY(!change(*sandbox, name, u"no_such_library"_s, alone));
    QVERIFY(sandbox->stop());
    QVERIFY(!takeBack(alone));
    QCOMPARE(autoConf(*sandbox), before);
    QVERIFY(sandbox->restart());
}

// The second install into a person's own folder finds the path set and notes nothing; undoing the first one took the
// path away from it.
void TestTakeBack::ownFolderStaysKnownWhileItIsUsed()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const QByteArray before = autoConf(*sandbox);
    const QString name = u"dynamic_library_path"_s; // its companion came with PostgreSQL 18
    Manifest first = manifest(*sandbox, u"First"_s);
    Manifest second = manifest(*sandbox, u"Second"_s);
    for (Manifest *install : {&first, &second}) {
        install->userFolder = m_servers.folder() + u"/own"_s;
        QVERIFY(m_store->save(*install));
    }
    const QString value = u"$libdir:"_s + first.userFolder + u"/lib"_s;
    QVERIFY(!change(*sandbox, name, value, first));
    QVERIFY(!takeBack(first));
    QCOMPARE(setting(*sandbox, name), value);
    Result<Manifest> heir = m_store->load(second.id);
    QVERIFY(heir);
    QVERIFY(!takeBack(*heir));
    QCOMPARE(autoConf(*sandbox), before);
}

void TestTakeBack::settingsOfNoListAreAskedAbout()
{
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const QByteArray before = autoConf(*sandbox);
    Manifest install = manifest(*sandbox, u"Install"_s);
    QVERIFY(!change(*sandbox, u"work_mem"_s, u"5MB"_s, install));
    Result<Session> session = Session::open(sandbox->cluster().connection);
    QVERIFY(session);
    QVERIFY(session->alterSystem(u"work_mem"_s, u"6MB"_s));
    const std::optional<Error> refused = takeBack(install);
    QVERIFY(refused);
    QCOMPARE(refused->kind, Error::Kind::Conflict);
    QCOMPARE(install.state, Manifest::State::Complete);
    QCOMPARE(setting(*sandbox, u"work_mem"_s), u"6MB"_s);
    QVERIFY(!takeBack(install, true));
    QCOMPARE(autoConf(*sandbox), before);
}

void TestTakeBack::autoConfIsReadAsTheServerWritesIt_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("plain") << u"a, b"_s;
    QTest::newRow("empty") << QString(u""_s);
    QTest::newRow("quotes") << u"'it''s'"_s;
    QTest::newRow("backslash at the end") << u"C:\\"_s;
    QTest::newRow("both") << u"\\'\\\\''"_s;
}

void TestTakeBack::autoConfIsReadAsTheServerWritesIt()
{
    QFETCH(QString, value);
    SandboxServer *sandbox = anyServer();
    QVERIFY(sandbox);
    const QString name = u"application_name"_s;
    Result<Session> session = Session::open(sandbox->cluster().connection);
    QVERIFY(session);
    QVERIFY(session->alterSystem(name, value));
    const QByteArray content = autoConf(*sandbox);
    AutoConf file(content);
    QCOMPARE(file.value(u"APPLICATION_NAME"_s), std::optional(value));
    file.set(name, value);
    QCOMPARE(file.content(), content);
    file.set(name, std::nullopt);
    QVERIFY(session->alterSystem(name, std::nullopt));
    QCOMPARE(file.content(), autoConf(*sandbox));
}

QTEST_GUILESS_MAIN(TestTakeBack)
#include "tst_takeback.moc"
