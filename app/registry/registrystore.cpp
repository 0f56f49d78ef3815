// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/registrystore.h"

#include "archive/digest.h"
#include "core/durablefile.h"
#include "registry/keys/registrykeys.h"
#include "registry/mirrordocuments.h"
#include "registry/publishing/apicheck.h"
#include "registry/publishing/apitree.h"
#include "registry/publishing/documentwriter.h"
#include "registry/publishing/publisher.h"
#include "registry/publishing/treelock.h"
#include "registry/registryname.h"
#include "registry/search/registrysearch.h"
#include "registry/store/releasestore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMutex>
#include <QUrl>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;

namespace {

/// Seconds after which nobody writes to a temporary file any more.
constexpr qint64 oldInIncoming = 24 * 3600;
constexpr qint64 oldInTree = 3600;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryStore", text);
}

const Clock &systemClock()
{
    static const SystemClock clock;
    return clock;
}

/// Everything that a database must be open for.
struct Open {
    Open(std::unique_ptr<RegistryDatabase> theDatabase, const RegistryFolder &tree,
         const QString &folder, const Clock &clock)
        : database(std::move(theDatabase)),
          keys(folder + u"/keys"_s, clock),
          publisher(tree, folder + u"/incoming"_s, *database, clock),
          search(folder + u"/search"_s),
          api(tree, RegistryFolder(folder + u"/api"_s), *database, search),
          documents(tree, folder + u"/.lock"_s, *database, api)
    {
    }
    std::unique_ptr<RegistryDatabase> database;
    RegistryKeys keys;
    Publisher publisher;
    RegistrySearch search;
    ApiTree api;
    DocumentWriter documents;
};

} // namespace

struct RegistryStore::State {
    State(QString theFolder, const Clock &theClock, DatabaseAddress theAddress)
        : folder(std::move(theFolder)),
          tree(folder + u"/mirror"_s),
          api(folder + u"/api"_s),
          clock(theClock),
          address(std::move(theAddress))
    {
        if (address.postgres.isEmpty() && address.sqliteFile.isEmpty())
            address.sqliteFile = folder + u"/registry.sqlite"_s;
    }

    QString folder;
    RegistryFolder tree;
    RegistryFolder api;
    const Clock &clock;
    DatabaseAddress address;
    QMutex mutex; ///< while it is being opened
    std::unique_ptr<Open> open;

    Result<Open *> opened();
    /// Of a registry that may never have been made: null then.
    Open *existing();
    Result<void> prepare();
    void sweepIncoming() const;
    Result<void> sweepTrees() const;
};

// --- opening ---

void RegistryStore::State::sweepIncoming() const
{
    const QDir incoming(folder + u"/incoming"_s);
    // Younger ones may belong to another process that is at work now.
    const QDateTime old = QDateTime::currentDateTimeUtc().addSecs(-oldInIncoming);
    for (const QFileInfo &info :
         incoming.entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)) {
        if (info.lastModified() > old)
            continue;
        if (info.isDir())
            QDir(info.filePath()).removeRecursively();
        else
            QFile::remove(info.filePath());
    }
}

Result<void> RegistryStore::State::sweepTrees() const
{
    // Files of releases are written without the lock.
    const QDateTime old = QDateTime::currentDateTimeUtc().addSecs(-oldInTree);
    QStringList leftovers;
    for (const QString &file : tree.leftovers() + api.leftovers()) {
        if (QFileInfo(file).lastModified() <= old)
            leftovers.append(file);
    }
    if (leftovers.isEmpty())
        return {};
    const Result<TreeLock> lock = TreeLock::take(folder + u"/.lock"_s);
    if (!lock)
        return lock.error();
    for (const QString &leftover : std::as_const(leftovers))
        QFile::remove(leftover);
    return {};
}

Result<void> RegistryStore::State::prepare()
{
    Result<std::unique_ptr<RegistryDatabase>> database = RegistryDatabase::open(address);
    if (!database)
        return database.error();
    auto made = std::make_unique<Open>(std::move(*database), tree, folder, clock);
    // A server keeps large content there before anybody publishes it.
    const QString incoming = folder + u"/incoming"_s;
    if (!QDir().mkpath(incoming))
        return Error{Error::Kind::Permission, tr("%1 cannot be written.").arg(incoming), {}};
    made->publisher.setKeys(&made->keys);
    if (Result<void> published = made->publisher.publishKeys(); !published)
        return published;
    for (const auto &[file, bytes] : std::initializer_list<std::pair<QString, QByteArray>>{
             {tree.path(u"index.json"_s), MirrorDocuments::index()},
             {tree.path(u"meta/spec.txt"_s), MirrorDocuments::spec()}}) {
        if (Result<void> written = RegistryFolder::write(file, bytes); !written)
            return written;
    }
    if (Result<void> found = made->search.open(); !found)
        return found;
    StaleDocumentStore stale(*made->database);
    if (!QFile::exists(tree.stats(u"summary"_s))
        || !QFile::exists(tree.path(u"meta/mirrors.json"_s))) {
        // New, or somebody took the documents away.
        if (Result<void> marked = stale.markAll(); !marked)
            return marked;
    }
    const Result<QList<StaleDocument>> documents = stale.all();
    if (!documents)
        return documents.error();
    sweepIncoming();
    // Looks at every file: only when somebody may have died at it. What is too young is left for `sweep()`.
    if (!documents->isEmpty()) {
        if (Result<void> swept = sweepTrees(); !swept)
            return swept;
    }
    if (Result<void> recovered = made->publisher.recover(); !recovered)
        return recovered;
    const bool isWhole = !made->api.mustBeMade();
    if (Result<void> written = isWhole ? made->documents.writeStale() : made->documents.writeAll();
        !written)
        return written;
    open = std::move(made);
    return {};
}

Result<Open *> RegistryStore::State::opened()
{
    const QMutexLocker locker(&mutex);
    if (!open) {
        if (Result<void> prepared = prepare(); !prepared)
            return prepared.error();
    }
    return open.get();
}

Open *RegistryStore::State::existing()
{
    if (address.postgres.isEmpty() && !QFile::exists(address.sqliteFile))
        return nullptr;
    const Result<Open *> found = opened();
    return found ? *found : nullptr;
}

RegistryStore::RegistryStore(QString folder) : RegistryStore(std::move(folder), systemClock())
{
}

RegistryStore::RegistryStore(QString folder, const Clock &clock)
    : RegistryStore(std::move(folder), clock, {})
{
}

RegistryStore::RegistryStore(QString folder, const Clock &clock, DatabaseAddress database)
    : m_state(std::make_unique<State>(QDir::cleanPath(folder), clock, std::move(database)))
{
}

RegistryStore::~RegistryStore() = default;

const QString &RegistryStore::folder() const
{
    return m_state->folder;
}

const RegistryFolder &RegistryStore::tree() const
{
    return m_state->tree;
}

const RegistryFolder &RegistryStore::apiTree() const
{
    return m_state->api;
}

QString RegistryStore::incomingFolder() const
{
    return m_state->folder + u"/incoming"_s;
}

QUrl RegistryStore::url() const
{
    // As RegistryClient writes the base of what it reads: who asks whether that is this one compares.
    return QUrl::fromLocalFile(QDir::cleanPath(tree().root()));
}

QString RegistryStore::defaultUser()
{
    return u"local"_s;
}

Result<void> RegistryStore::prepare()
{
    const Result<Open *> opened = m_state->opened();
    if (!opened)
        return opened.error();
    return {};
}

RegistryDatabase &RegistryStore::database() const
{
    Q_ASSERT(m_state->open);
    return *m_state->open->database;
}

Publisher &RegistryStore::publisher() const
{
    Q_ASSERT(m_state->open);
    return m_state->open->publisher;
}

RegistryKeys &RegistryStore::keys() const
{
    Q_ASSERT(m_state->open);
    return m_state->open->keys;
}

DocumentWriter &RegistryStore::documents() const
{
    Q_ASSERT(m_state->open);
    return m_state->open->documents;
}

RegistrySearch &RegistryStore::search() const
{
    Q_ASSERT(m_state->open);
    return m_state->open->search;
}

const Clock &RegistryStore::clock() const
{
    return m_state->clock;
}

// --- import ---

QList<Result<Release>> RegistryStore::importAll(const QStringList &archivePaths,
                                                const QString &user, const CancellationToken &token)
{
    const auto allAre = [&](const Error &error) {
        return QList<Result<Release>>(archivePaths.size(), Result<Release>(error));
    };
    if (!RegistryName::isNickname(user))
        return allAre({Error::Kind::Invalid,
                       tr("“%1” is no nickname: letters, digits and hyphens, beginning with a "
                          "letter, 63 characters at most.")
                           .arg(user),
                       {}});
    const Result<Open *> open = m_state->opened();
    if (!open)
        return allAre(open.error());
    QList<Result<Release>> results;
    for (const QString &path : archivePaths)
        results.append((*open)->publisher.publish(
            {path, user, ReservationStore::Authority::Operator, false}, token));
    if (Result<void> written = (*open)->documents.writeStale(); !written)
        return allAre(written.error());
    return results;
}

Result<Release> RegistryStore::import(const QString &archivePath, const QString &user,
                                      const CancellationToken &token)
{
    return importAll({archivePath}, user, token).first();
}

Result<void> RegistryStore::sweep()
{
    m_state->sweepIncoming();
    return m_state->sweepTrees();
}

Result<void> RegistryStore::reindex(const CancellationToken &token)
{
    const Result<Open *> open = m_state->opened();
    if (!open)
        return open.error();
    return (*open)->documents.writeAll(token);
}

// --- reading ---

bool RegistryStore::contains(const QString &name, const Version &version) const
{
    Open *open = m_state->existing();
    return open && ReleaseStore(*open->database).contains(name, version).value_or(false);
}

QStringList RegistryStore::distributions() const
{
    Open *open = m_state->existing();
    return open ? ReleaseStore(*open->database).distributions().value_or(QStringList())
                : QStringList();
}

Result<Distribution> RegistryStore::distribution(const QString &name) const
{
    Distribution distribution;
    if (Open *open = m_state->existing()) {
        Result<QList<Release>> releases = ReleaseStore(*open->database).ofDistribution(name);
        if (!releases)
            return releases.error();
        std::sort(releases->begin(), releases->end(),
                  [](const Release &a, const Release &b) { return a.version > b.version; });
        for (const Release &release : std::as_const(*releases))
            distribution.releases.append({release.version, release.status, release.date});
        const MirrorDocuments documents(*releases);
        distribution.name = documents.nameOf(name.toLower());
    }
    if (distribution.releases.isEmpty())
        return Error{Error::Kind::NotFound,
                     tr("There is no distribution “%1” in the registry.").arg(name),
                     {}};
    return distribution;
}

Result<Release> RegistryStore::release(const QString &name, const Version &version) const
{
    const Result<Distribution> found = distribution(name);
    if (!found)
        return found.error();
    for (const Distribution::Entry &entry : found->releases) {
        if (entry.version == version)
            return m_state->tree.readRelease(name, entry.version.toString());
    }
    return Error{
        Error::Kind::NotFound,
        tr("There is no version %1 of “%2” in the registry.").arg(version.toString(), found->name),
        {}};
}

QString RegistryStore::archivePath(const QString &name, const Version &version) const
{
    return m_state->tree.archive(name, version.toString());
}

// --- verifying ---

QStringList RegistryStore::verify(const CancellationToken &token) const
{
    Open *open = m_state->existing();
    if (!open)
        return {};
    QStringList problems;
    const Result<QList<Release>> all = ReleaseStore(*open->database).all();
    if (!all)
        return {all.error().message};
    using Kind = StaleDocument::Kind;
    std::set<std::pair<Kind, QString>> documents;
    std::set<std::pair<QString, QString>> folders;
    for (const Release &release : *all) {
        if (token.isCancelled())
            return problems;
        const QString version = release.version.toString();
        folders.insert({release.key(), version.toLower()});
        documents.insert({Kind::Distribution, release.key()});
        documents.insert({Kind::User, release.user.toLower()});
        for (const ProvidedExtension &extension : release.extensions)
            documents.insert({Kind::Extension, extension.name.toLower()});
        for (const QString &tag : release.tags) {
            if (RegistryName::isFileName(tag))
                documents.insert({Kind::Tag, tag.toLower()});
        }
        const QString archive = m_state->tree.archive(release.name, version);
        const Result<FileDigests> digests = digestsOfFile(archive);
        if (!digests)
            problems.append(digests.error().message);
        else if (digests->sha1 != release.digests.sha1 || digests->sha512 != release.digests.sha512)
            problems.append(tr("%1 is not what was published: its digest differs.").arg(archive));
        const Result<Release> meta = m_state->tree.readRelease(release.name, version);
        if (!meta)
            problems.append(meta.error().message);
        else if (meta->digests.sha1 != release.digests.sha1 || meta->version != release.version)
            problems.append(tr("%1 does not agree with the release.")
                                .arg(m_state->tree.meta(release.name, version)));
    }
    for (const auto &[name, version] : m_state->tree.releaseFolders()) {
        if (!folders.contains({name, version}))
            problems.append(tr("%1 was never released: the database does not know it.")
                                .arg(m_state->tree.releaseFolder(name, version)));
    }
    // What the API server tells is made of the archives: it can be judged when these are right.
    const bool isSound = problems.isEmpty();
    const auto compare = [&](const QString &file, const Result<QByteArray> &expected) {
        const Result<QByteArray> bytes = DurableFile::read(file);
        if (!expected)
            problems.append(expected.error().message);
        else if (!bytes)
            problems.append(bytes.error().message);
        else if (*bytes != *expected)
            problems.append(tr("%1 does not agree with the releases.").arg(file));
    };
    for (const auto &[kind, name] : documents) {
        if (token.isCancelled())
            return problems;
        const StaleDocument document{kind, name};
        compare(open->documents.fileOf(document), open->documents.contentOf(document));
    }
    if (isSound) {
        QList<StaleDocument> made;
        for (const auto &[kind, name] : documents)
            made.append({kind, name});
        const Result<QStringList> api = ApiCheck::problems(
            m_state->tree, m_state->api, *open->database, made, incomingFolder(), token);
        problems += api ? *api : QStringList{api.error().message};
    }
    const auto stats = open->documents.stats();
    if (!stats)
        return problems + QStringList{stats.error().message};
    for (const auto &[file, bytes] : *stats)
        compare(file, bytes);
    problems.sort();
    return problems;
}
