// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/registrystore.h"

#include "archive/digest.h"
#include "core/durablefile.h"
#include "registry/mirrordocuments.h"
#include "registry/registryfolder.h"
#include "registry/registryname.h"
#include "registry/releasecandidate.h"
#include "registry/releasedmeta.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QMutex>
#include <QTemporaryDir>
#include <QTemporaryFile>
#include <QUrl>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryStore", text);
}

const Clock &systemClock()
{
    static const SystemClock clock;
    return clock;
}

constexpr auto longestWait = 60s;

Error cannotWrite(const QString &path, const QString &detail)
{
    return {Error::Kind::Permission, tr("%1 cannot be written.").arg(path), detail};
}

/// Which documents a release appears in.
struct Touched {
    QSet<QString> distributions;
    QSet<QString> extensions;
    QSet<QString> tags;
    QSet<QString> users;

    void add(const Release &release)
    {
        distributions.insert(release.key());
        users.insert(release.user.toLower());
        for (const ProvidedExtension &extension : release.extensions)
            extensions.insert(extension.name.toLower());
        for (const QString &tag : release.tags) {
            // A tag may hold what no file name may; it stays in META.json then.
            if (RegistryName::isFileName(tag))
                tags.insert(tag.toLower());
        }
    }
};

} // namespace

struct RegistryStore::State {
    State(QString root, const Clock &theClock) : folder(std::move(root)), clock(theClock) {}

    RegistryFolder folder;
    const Clock &clock;
    mutable QMutex mutex;
    bool isPrepared = false;
    QList<Release> known; ///< as of `stamp`
    std::pair<QDateTime, qint64> stamp;

    Result<std::unique_ptr<QLockFile>> lock(const CancellationToken &token) const;
    Result<void> prepare();
    Result<void> finishInterrupted();
    void refresh();
    [[nodiscard]] std::pair<QDateTime, qint64> currentStamp() const;
    Result<void> writeDocuments(const Touched &touched);
    Result<void> writeStats(const MirrorDocuments &documents) const;
    /// The archive as it is to be published, under a temporary name in the registry.
    Result<void> takeIn(const QString &archivePath, QTemporaryFile &incoming) const;
    /// Checks one archive and puts archive, README and META.json in their places; no documents yet.
    Result<Release> admit(const QString &archivePath, const QString &user,
                          const CancellationToken &token);
    Result<Release> place(const ReleaseCandidate &candidate, const QString &archive,
                          const QString &user);
    QList<Result<Release>> importAll(const QStringList &archivePaths, const QString &user,
                                     const CancellationToken &token);
};

RegistryStore::RegistryStore(QString root) : RegistryStore(std::move(root), systemClock())
{
}

RegistryStore::RegistryStore(QString root, const Clock &clock)
    : m_state(std::make_unique<State>(QDir::cleanPath(root), clock))
{
}

RegistryStore::~RegistryStore() = default;

const QString &RegistryStore::root() const
{
    return m_state->folder.root();
}

QUrl RegistryStore::url() const
{
    return QUrl::fromLocalFile(root() + u'/');
}

QString RegistryStore::defaultUser()
{
    return u"local"_s;
}

// --- one writer at a time ---

Result<std::unique_ptr<QLockFile>> RegistryStore::State::lock(const CancellationToken &token) const
{
    if (!QDir().mkpath(folder.root()))
        return cannotWrite(folder.root(), {});
    auto file = std::make_unique<QLockFile>(folder.path(u".lock"_s));
    // A lock whose process died is taken over; one that is merely old is not.
    file->setStaleLockTime(0);
    const auto deadline = std::chrono::steady_clock::now() + longestWait;
    while (!file->tryLock(100)) {
        if (file->error() == QLockFile::PermissionError)
            return cannotWrite(folder.root(), {});
        if (token.isCancelled())
            return Error{Error::Kind::Cancelled, tr("The import was cancelled."), {}};
        if (std::chrono::steady_clock::now() > deadline)
            return Error{
                Error::Kind::Conflict,
                tr("Another program is writing to the registry in %1. Try again when it has "
                   "finished.")
                    .arg(folder.root()),
                {}};
    }
    return file;
}

std::pair<QDateTime, qint64> RegistryStore::State::currentStamp() const
{
    // The last document that an import writes.
    const QFileInfo info(folder.stats(u"summary"_s));
    return {info.lastModified(), info.size()};
}

void RegistryStore::State::refresh()
{
    const std::pair<QDateTime, qint64> now = currentStamp();
    if (now == stamp && now.first.isValid())
        return;
    known = folder.readAll();
    stamp = now;
}

Result<void> RegistryStore::State::prepare()
{
    if (isPrepared)
        return {};
    for (const QString &leftover : folder.leftovers()) {
        if (QFileInfo(leftover).isDir())
            QDir(leftover).removeRecursively();
        else
            QFile::remove(leftover);
    }
    const std::initializer_list<std::pair<QString, QByteArray>> files{
        {folder.path(u"index.json"_s), MirrorDocuments::index()},
        {folder.path(u"meta/spec.txt"_s), MirrorDocuments::spec()}};
    for (const auto &[file, bytes] : files) {
        if (Result<void> written = RegistryFolder::write(file, bytes); !written)
            return written;
    }
    const QString mirrors = folder.path(u"meta/mirrors.json"_s);
    if (!QFile::exists(mirrors)) {
        if (Result<void> written = RegistryFolder::write(mirrors, "[]\n"); !written)
            return written;
    }
    if (Result<void> finished = finishInterrupted(); !finished)
        return finished;
    isPrepared = true;
    return {};
}

Result<void> RegistryStore::State::finishInterrupted()
{
    refresh();
    Touched touched;
    for (const auto &[name, version] : folder.releaseFolders()) {
        const Result<Release> release = folder.readRelease(name, version);
        if (!release || release->key() != name || release->version.toString().toLower() != version)
            continue;
        const bool isKnown = std::any_of(known.begin(), known.end(), [&](const Release &other) {
            return other.key() == name && other.version == release->version;
        });
        if (isKnown)
            continue;
        // META.json is written behind the archive: when both agree, only documents are missing.
        const Result<FileDigests> digests = digestsOfFile(folder.archive(name, version));
        if (!digests || digests->sha1 != release->digests.sha1)
            continue;
        known.append(*release);
        touched.add(*release);
    }
    // Also when nothing is missing: a kill between the documents and the statistics leaves only these old.
    return writeDocuments(touched);
}

Result<void> RegistryStore::State::writeDocuments(const Touched &touched)
{
    const MirrorDocuments documents(known);
    const auto write = [](const QString &file, const QByteArray &bytes) {
        return RegistryFolder::write(file, bytes);
    };
    for (const QString &name : touched.extensions) {
        if (Result<void> done = write(folder.extension(name), documents.extension(name)); !done)
            return done;
    }
    for (const QString &name : touched.tags) {
        if (Result<void> done = write(folder.tag(name), documents.tag(name)); !done)
            return done;
    }
    for (const QString &name : touched.users) {
        const QString file = folder.user(name);
        if (Result<void> done = write(file, documents.user(name, RegistryFolder::readObject(file)));
            !done)
            return done;
    }
    for (const QString &name : touched.distributions) {
        if (Result<void> done = write(folder.distribution(name), documents.distribution(name));
            !done)
            return done;
    }
    if (Result<void> done = writeStats(documents); !done)
        return done;
    stamp = currentStamp();
    return {};
}

Result<void> RegistryStore::State::writeStats(const MirrorDocuments &documents) const
{
    for (const auto &[file, bytes] : std::initializer_list<std::pair<QString, QByteArray>>{
             {folder.path(u"meta/dists.json"_s), documents.distributionList()},
             {folder.stats(u"extension"_s), documents.extensionStats()},
             {folder.stats(u"tag"_s), documents.tagStats()},
             {folder.stats(u"user"_s), documents.userStats()},
             {folder.stats(u"dist"_s), documents.distributionStats()},
             {folder.stats(u"summary"_s), documents.summary()}}) {
        if (Result<void> written = RegistryFolder::write(file, bytes); !written)
            return written;
    }
    return {};
}

Result<void> RegistryStore::prepare()
{
    const QMutexLocker locker(&m_state->mutex);
    Result<std::unique_ptr<QLockFile>> lock = m_state->lock({});
    if (!lock)
        return lock.error();
    return m_state->prepare();
}

// --- import ---

Result<void> RegistryStore::State::takeIn(const QString &archivePath,
                                          QTemporaryFile &incoming) const
{
    QFile source(archivePath);
    if (!source.open(QIODevice::ReadOnly))
        return Error{source.exists() ? Error::Kind::Permission : Error::Kind::NotFound,
                     tr("%1 cannot be read.").arg(archivePath), source.errorString()};
    if (!incoming.open())
        return cannotWrite(folder.root(), incoming.errorString());
    QByteArray buffer(256 * 1024, Qt::Uninitialized);
    for (;;) {
        const qint64 count = source.read(buffer.data(), buffer.size());
        if (count < 0)
            return Error{Error::Kind::Integrity,
                         tr("%1 cannot be read completely.").arg(archivePath),
                         source.errorString()};
        if (count == 0)
            break;
        if (incoming.write(buffer.constData(), count) != count)
            return cannotWrite(incoming.fileName(), incoming.errorString());
    }
    if (!incoming.flush() || !incoming.setPermissions(DurableFile::publicFile))
        return cannotWrite(incoming.fileName(), incoming.errorString());
    return {};
}

Result<Release> RegistryStore::State::place(const ReleaseCandidate &candidate,
                                            const QString &archive, const QString &user)
{
    const QString name = candidate.release.name;
    const QString version = candidate.release.version.toString();
    Result<FileDigests> digests = digestsOfFile(archive);
    if (!digests)
        return digests.error();
    Result<QByteArray> meta = ReleasedMeta::make(candidate.metaText, {user, clock.now(), *digests});
    if (!meta)
        return meta.error();
    const QString releaseFolder = folder.releaseFolder(name, version);
    if (!QDir().mkpath(releaseFolder))
        return cannotWrite(releaseFolder, {});
    if (Result<void> moved = DurableFile::replace(archive, folder.archive(name, version)); !moved)
        return moved.error();
    // An interrupted import of another archive may have left one.
    const QByteArray readme = candidate.readme.value_or(QByteArray());
    if (Result<void> written = RegistryFolder::write(releaseFolder + u"/README.txt"_s, readme);
        !written)
        return written.error();
    if (Result<void> written = RegistryFolder::write(folder.meta(name, version), *meta); !written)
        return written.error();
    return folder.readRelease(name, version);
}

Result<Release> RegistryStore::State::admit(const QString &archivePath, const QString &user,
                                            const CancellationToken &token)
{
    if (token.isCancelled())
        return Error{Error::Kind::Cancelled, tr("The import was cancelled."), {}};
    // What is examined is what is published: the copy, which nobody else writes to.
    QTemporaryFile incoming(folder.path(u".incoming.XXXXXX.zip"_s));
    if (Result<void> taken = takeIn(archivePath, incoming); !taken)
        return taken.error();
    const QString file = incoming.fileName();
    Result<ReleaseCandidate> candidate = ReleaseCandidate::examine(file, token);
    if (!candidate)
        return candidate.error();
    const Release &wanted = candidate->release;
    for (const Release &other : std::as_const(known)) {
        if (other.key() == wanted.key() && other.version == wanted.version)
            return Error{
                Error::Kind::Conflict,
                tr("The distribution “%1 %2” is in the registry already. A release never changes: "
                   "give a changed one a new version.")
                    .arg(other.name, other.version.toString()),
                {}};
    }
    if (candidate->mustBePacked) {
        QTemporaryDir work(folder.path(u".unpacked.XXXXXX"_s));
        if (!work.isValid())
            return cannotWrite(folder.root(), work.errorString());
        if (Result<void> packed = candidate->packAnew(file, work.path(), file, token); !packed)
            return packed.error();
    }
    incoming.close();
    Result<Release> release = place(*candidate, file, user);
    // Renamed by now, or to be removed.
    incoming.setAutoRemove(QFile::exists(file));
    return release;
}

QList<Result<Release>> RegistryStore::State::importAll(const QStringList &archivePaths,
                                                       const QString &user,
                                                       const CancellationToken &token)
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
    const QMutexLocker locker(&mutex);
    const Result<std::unique_ptr<QLockFile>> lock = this->lock(token);
    if (!lock)
        return allAre(lock.error());
    if (Result<void> prepared = prepare(); !prepared)
        return allAre(prepared.error());
    refresh();
    QList<Result<Release>> results;
    Touched touched;
    for (const QString &path : archivePaths) {
        Result<Release> release = admit(path, user, token);
        if (release) {
            touched.add(*release);
            known.append(*release);
            known.last().meta = {};
        }
        results.append(std::move(release));
    }
    if (touched.distributions.isEmpty())
        return results;
    if (Result<void> written = writeDocuments(touched); !written)
        return allAre(written.error());
    return results;
}

Result<Release> RegistryStore::import(const QString &archivePath, const QString &user,
                                      const CancellationToken &token)
{
    return m_state->importAll({archivePath}, user, token).first();
}

QList<Result<Release>> RegistryStore::importAll(const QStringList &archivePaths,
                                                const QString &user, const CancellationToken &token)
{
    return m_state->importAll(archivePaths, user, token);
}

// --- reading ---

bool RegistryStore::contains(const QString &name, const Version &version) const
{
    const Result<Distribution> found = distribution(name);
    return found
           && std::any_of(
               found->releases.begin(), found->releases.end(),
               [&](const Distribution::Entry &entry) { return entry.version == version; });
}

QStringList RegistryStore::distributions() const
{
    QStringList names;
    for (const QString &key : m_state->folder.keys()) {
        if (const Result<Distribution> found = m_state->folder.readDistribution(key))
            names.append(found->name);
    }
    std::sort(names.begin(), names.end(), [](const QString &a, const QString &b) {
        return a.compare(b, Qt::CaseInsensitive) < 0;
    });
    return names;
}

Result<Distribution> RegistryStore::distribution(const QString &name) const
{
    const Error unknown{
        Error::Kind::NotFound, tr("There is no distribution “%1” in the registry.").arg(name), {}};
    if (!RegistryName::isFileName(name) || !QFile::exists(m_state->folder.distribution(name)))
        return unknown;
    return m_state->folder.readDistribution(name);
}

Result<Release> RegistryStore::release(const QString &name, const Version &version) const
{
    Result<Distribution> found = distribution(name);
    if (!found)
        return found.error();
    for (const Distribution::Entry &entry : std::as_const(found->releases)) {
        if (entry.version == version)
            return m_state->folder.readRelease(name, entry.version.toString());
    }
    return Error{
        Error::Kind::NotFound,
        tr("There is no version %1 of “%2” in the registry.").arg(version.toString(), found->name),
        {}};
}

QString RegistryStore::archivePath(const QString &name, const Version &version) const
{
    return m_state->folder.archive(name, version.toString());
}

QStringList RegistryStore::verify(const CancellationToken &token) const
{
    const RegistryFolder &folder = m_state->folder;
    QStringList problems;
    const QList<Release> all = folder.readAll(&problems);
    const MirrorDocuments documents(all);
    Touched touched;
    for (const Release &release : all) {
        if (token.isCancelled())
            return problems;
        touched.add(release);
        const QString archive = folder.archive(release.name, release.version.toString());
        const Result<FileDigests> digests = digestsOfFile(archive);
        if (!digests)
            problems.append(digests.error().message);
        else if (digests->sha1 != release.digests.sha1
                 || (!release.digests.sha512.isEmpty()
                     && digests->sha512 != release.digests.sha512))
            problems.append(tr("%1 is not what was published: its digest differs.").arg(archive));
    }
    const auto compare = [&](const QString &file, const QByteArray &expected) {
        const Result<QByteArray> bytes = DurableFile::read(file);
        if (!bytes)
            problems.append(bytes.error().message);
        else if (*bytes != expected)
            problems.append(tr("%1 does not agree with the releases.").arg(file));
    };
    for (const QString &name : std::as_const(touched.distributions))
        compare(folder.distribution(name), documents.distribution(name));
    for (const QString &name : std::as_const(touched.extensions))
        compare(folder.extension(name), documents.extension(name));
    for (const QString &name : std::as_const(touched.tags))
        compare(folder.tag(name), documents.tag(name));
    for (const QString &name : std::as_const(touched.users)) {
        const QString file = folder.user(name);
        compare(file, documents.user(name, RegistryFolder::readObject(file)));
    }
    if (!all.isEmpty())
        compare(folder.stats(u"summary"_s), documents.summary());
    problems.sort();
    return problems;
}
