// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/coreextensions.h"
#include "core/durablefile.h"
#include "core/useraccount.h"
#include "install/buildjail.h"
#include "install/controlfile.h"
#include "install/manifest.h"
#include "install/targetfacts.h"
#include "install/toolchain.h"
#include "settings/locations.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QStandardPaths>
#include <QStorageInfo>

using namespace Qt::StringLiterals;

namespace {

/// Also for a folder that does not exist yet: then of where it would be made.
qint64 freeBytes(const QString &folder)
{
    QString existing = folder;
    while (!existing.isEmpty() && existing != u"/"_s && !QFileInfo::exists(existing))
        existing = QFileInfo(existing).path();
    const QStorageInfo storage(existing);
    return storage.isValid() ? storage.bytesAvailable() : -1;
}

bool isOfSystem(const QString &path)
{
    return path.startsWith(u"/usr/"_s) && !path.startsWith(u"/usr/local/"_s);
}

/// What dpkg or rpm says: path -> package.
QHash<QString, QString> packagesOf(const QStringList &paths, CommandRunner &runner,
                                   const CancellationToken &token)
{
    QHash<QString, QString> packages;
    const QString dpkg = QStandardPaths::findExecutable(u"dpkg-query"_s);
    const QString rpm = dpkg.isEmpty() ? QStandardPaths::findExecutable(u"rpm"_s) : QString();
    if (paths.isEmpty() || (dpkg.isEmpty() && rpm.isEmpty()))
        return packages;
    Command command;
    command.program = dpkg.isEmpty() ? rpm : dpkg;
    command.arguments = dpkg.isEmpty() ? QStringList{u"-qf"_s, u"--queryformat"_s, u"%{NAME}\n"_s}
                                       : QStringList{u"--search"_s, u"--"_s};
    command.arguments += paths;
    command.workingDirectory = u"/"_s;
    command.timeout = std::chrono::seconds(5);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C"_s);
    command.environment = environment;
    const auto outcome = runner.run(command, token);
    if (!outcome)
        return packages;
    const QStringList lines = QString::fromUtf8(outcome->output).split(u'\n', Qt::SkipEmptyParts);
    for (qsizetype index = 0; index < lines.size(); ++index) {
        const QString &line = lines[index];
        if (!dpkg.isEmpty()) {
            // "package, other: /path"
            const qsizetype colon = line.indexOf(u": /"_s);
            if (colon > 0 && !line.startsWith(u"diversion "_s))
                packages.insert(line.mid(colon + 2), line.left(colon).section(u',', 0, 0));
        } else if (index < paths.size() && !line.contains(u' ')) {
            packages.insert(paths[index], line);
        }
    }
    return packages;
}

} // namespace

Result<TargetFacts> TargetInspector::inspect(const Target &target, const QStringList &databases,
                                             const CancellationToken &token)
{
    TargetFacts facts;
    facts.target = target;
    lookAtFiles(facts);
    findOwners(facts, token);
    lookAtTools(facts, token);
    if (target.cluster)
        askServer(facts, databases, token);
    if (token.isCancelled())
        return Error{Error::Kind::Cancelled, u"cancelled"_s, {}};
    return facts;
}

void TargetInspector::lookAtFiles(TargetFacts &facts) const
{
    const Installation &installation = facts.target.installation;
    const QDir folder(installation.extensionDir());
    for (const QString &file : folder.entryList({u"*.control"_s}, QDir::Files)) {
        const QString name = file.chopped(8);
        if (name.contains(u"--"_s)) // one version's own control file
            continue;
        const auto bytes = DurableFile::read(folder.filePath(file), 64 * 1024);
        if (bytes)
            facts.onDisk.insert(name, ControlFile::parse(*bytes).defaultVersion());
    }
    facts.freeBytesInstallation = freeBytes(installation.pkglibdir);
    facts.freeBytesCache = freeBytes(Locations::standard().cache);
}

void TargetInspector::findOwners(TargetFacts &facts, const CancellationToken &token)
{
    const QString folder = facts.target.installation.extensionDir() + u'/';
    const QString suffix = u".control"_s;
    if (m_manifests) {
        for (const Manifest &manifest : m_manifests->all()) { // newest first
            if (manifest.state != Manifest::State::Complete || manifest.isRemoval)
                continue;
            for (const Manifest::File &file : manifest.files) {
                if (!file.path.startsWith(folder) || !file.path.endsWith(suffix))
                    continue;
                const QString name = file.path.mid(folder.size()).chopped(suffix.size());
                if (facts.onDisk.contains(name) && !facts.owners.contains(name)) {
                    facts.owners.insert(name, {FileOwner::Kind::Distribution,
                                               manifest.distribution.toLower(), manifest.version,
                                               manifest.id});
                }
            }
        }
    }
    if (!isOfSystem(folder))
        return;
    QStringList paths;
    for (auto entry = facts.onDisk.cbegin(); entry != facts.onDisk.cend(); ++entry) {
        if (!facts.owners.contains(entry.key()) && !CoreExtensions::contains(entry.key()))
            paths += folder + entry.key() + suffix;
    }
    const QHash<QString, QString> packages = packagesOf(paths, m_runner, token);
    for (auto package = packages.cbegin(); package != packages.cend(); ++package) {
        const QString name = package.key().mid(folder.size()).chopped(suffix.size());
        facts.owners.insert(name, {FileOwner::Kind::SystemPackage, package.value(), QString()});
    }
}

void TargetInspector::lookAtTools(TargetFacts &facts, const CancellationToken &token)
{
    const UserAccount account = UserAccount::current();
    facts.account = account.name;
    facts.home = account.home;
    const Toolchain tools = Toolchain::find(facts.target.installation, m_runner, token);
    facts.make = tools.make;
    facts.compiler = tools.compiler;
    facts.compilerTakesFlags = !tools.cflags.has_value();
    facts.cmake = tools.cmake;
    const auto jail = BuildJail::find(m_runner, UserAccount::forUnprivilegedWork(), token);
    if (jail)
        facts.jail = QStandardPaths::findExecutable(u"bwrap"_s);
    else
        facts.jailProblem = jail.error().message;
    facts.elevation = QStandardPaths::findExecutable(u"pkexec"_s);
}

void TargetInspector::askServer(TargetFacts &facts, const QStringList &databases,
                                const CancellationToken &token)
{
    const ConnectionParameters &connection = facts.target.cluster->connection;
    Session::Options options;
    options.password = m_credentials.read(connection.credentialKey()).value_or(QString());
    auto session = Session::open(connection, options);
    if (!session) {
        facts.serverProblem = session.error().message;
        return;
    }
    const auto all = session->databases();
    if (!all) {
        facts.serverProblem = all.error().message;
        return;
    }
    facts.serverReachable = true;
    for (const DatabaseFacts &database : *all) {
        if (database.allowsConnections && !database.isTemplate)
            facts.databases += database.name;
    }
    facts.isSuperuser = session->isSuperuser().value_or(false);
    facts.preload = session->preload().value_or(PreloadSetting());
    facts.clients = session->clients().value_or(QList<ClientFacts>());

    for (const QString &database : databases.isEmpty() ? facts.databases : databases) {
        if (token.isCancelled())
            return;
        if (!facts.databases.contains(database))
            continue; // the planner says so
        ConnectionParameters there = connection;
        there.database = database;
        auto inside = Session::open(there, options);
        if (!inside)
            continue; // one that this user may not enter
        const auto extensions = inside->extensions();
        if (!extensions)
            continue;
        facts.extensions.insert(database, *extensions);
        const auto schemas = inside->column(u"SELECT nspname FROM pg_namespace ORDER BY 1"_s);
        if (schemas)
            facts.schemas.insert(database, *schemas);
        // What the server finds outside of its own folders (PostgreSQL 18 and later).
        for (const ExtensionFacts &extension : *extensions) {
            if (!extension.defaultVersion.isEmpty() && !facts.onDisk.contains(extension.name))
                facts.onDisk.insert(extension.name, extension.defaultVersion);
        }
    }
}
