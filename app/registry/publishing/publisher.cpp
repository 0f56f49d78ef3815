// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/publishing/publisher.h"

#include "archive/digest.h"
#include "catalog/metaparser.h"
#include "core/durablefile.h"
#include "registry/keys/registrykeys.h"
#include "registry/releasedmeta.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTemporaryFile>

#include <optional>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pieceSize = 256 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryStore", text);
}

Error cannotWrite(const QString &path, const QString &detail)
{
    return {Error::Kind::Permission, tr("%1 cannot be written.").arg(path), detail};
}

Error cancelled()
{
    return {Error::Kind::Cancelled, tr("The import was cancelled."), {}};
}

} // namespace

Publisher::Publisher(RegistryFolder tree, QString incomingFolder, RegistryDatabase &database,
                     const Clock &clock)
    : m_tree(std::move(tree)),
      m_incoming(std::move(incomingFolder)),
      m_reservations(database),
      m_clock(clock)
{
}

Result<void> Publisher::publishKeys() const
{
    const RegistryKeys *keys = m_keys;
    if (!keys)
        return {};
    if (Result<void> prepared = keys->prepare(); !prepared)
        return prepared;
    const Result<QByteArray> jwks = keys->jwks();
    if (!jwks)
        return jwks.error();
    return RegistryFolder::write(m_tree.path(RegistryKeys::jwksPath()), *jwks);
}

Result<void> Publisher::takeIn(const QString &archive, QTemporaryFile &incoming) const
{
    QFile source(archive);
    if (!source.open(QIODevice::ReadOnly))
        return Error{source.exists() ? Error::Kind::Permission : Error::Kind::NotFound,
                     tr("%1 cannot be read.").arg(archive), source.errorString()};
    QByteArray buffer(pieceSize, Qt::Uninitialized);
    for (;;) {
        const qint64 count = source.read(buffer.data(), buffer.size());
        if (count < 0)
            return Error{Error::Kind::Integrity, tr("%1 cannot be read completely.").arg(archive),
                         source.errorString()};
        if (count == 0)
            break;
        if (incoming.write(buffer.constData(), count) != count)
            return cannotWrite(incoming.fileName(), incoming.errorString());
    }
    if (!incoming.flush())
        return cannotWrite(incoming.fileName(), incoming.errorString());
    return {};
}

Result<ReservationStore::Published> Publisher::place(const ReleaseCandidate &candidate,
                                                     const QString &archive,
                                                     ReservationStore::Reservation &reservation)
{
    const QString name = candidate.release.name;
    const QString version = candidate.release.version.toString();
    const Result<FileDigests> digests = digestsOfFile(archive);
    if (!digests)
        return digests.error();
    std::optional<SigningKey> signer;
    if (const RegistryKeys *keys = m_keys) {
        // Published before anything is signed: another process may have changed the key.
        if (Result<void> published = publishKeys(); !published)
            return published.error();
        const Result<SigningKey> active = keys->active();
        if (!active)
            return active.error();
        signer = *active;
    }
    const ReleasedMeta::Facts released{reservation.nickname, reservation.date, *digests};
    const Result<QByteArray> meta =
        ReleasedMeta::make(candidate.metaText, released, signer ? &*signer : nullptr);
    if (!meta)
        return meta.error();
    const ReservationStore::Published facts{digests->sha1, digests->sha512,
                                            QFileInfo(archive).size()};
    // Packing may have taken long; nobody else's files are replaced.
    if (Result<void> renewed = m_reservations.renewWhenDue(reservation, m_clock.now()); !renewed)
        return renewed.error();
    const QString folder = m_tree.releaseFolder(name, version);
    if (!QDir().mkpath(folder))
        return cannotWrite(folder, {});
    if (!QFile::setPermissions(archive, DurableFile::publicFile))
        return cannotWrite(archive, {});
    if (Result<void> moved = DurableFile::replace(archive, m_tree.archive(name, version)); !moved)
        return moved.error();
    // One that died before may have left another archive's.
    const QByteArray readme = candidate.readme.value_or(QByteArray());
    if (Result<void> written = RegistryFolder::write(folder + u"/README.txt"_s, readme); !written)
        return written.error();
    const QByteArray certificate =
        signer ? ReleasedMeta::certificateDocument(candidate.release, released, *signer)
               : QByteArray();
    if (Result<void> written =
            RegistryFolder::write(m_tree.certificates(name, version), certificate);
        !written)
        return written.error();
    if (Result<void> written = RegistryFolder::write(m_tree.meta(name, version), *meta); !written)
        return written.error();
    for (const QString &parent : {QFileInfo(folder).path(), m_tree.path(u"dist"_s)}) {
        if (Result<void> synced = DurableFile::syncFolder(parent); !synced)
            return synced.error();
    }
    return facts;
}

void Publisher::removeFiles(const QString &name, const QString &version) const
{
    const QString folder = m_tree.releaseFolder(name, version);
    QDir(folder).removeRecursively();
    // Gone when this was the only version.
    QDir().rmdir(QFileInfo(folder).path());
}

Result<void> Publisher::giveUp(const Release &release, ReservationStore::Reservation &reservation)
{
    if (Result<void> renewed = m_reservations.renew(reservation, m_clock.now()); !renewed)
        return renewed.error().kind == Error::Kind::Conflict ? Result<void>() : renewed;
    removeFiles(release.name, release.version.toString());
    return m_reservations.abandon(reservation);
}

Result<ReleaseCandidate> Publisher::examine(const Upload &upload, const QString &archive,
                                            const CancellationToken &token)
{
    const QString shown =
        upload.shownName.isEmpty() ? QFileInfo(upload.archive).fileName() : upload.shownName;
    Result<ReleaseCandidate> candidate = ReleaseCandidate::examine(archive, shown, token);
    if (candidate && !upload.onlyDistribution.isEmpty()
        && candidate->release.key() != upload.onlyDistribution.toLower())
        return Error{Error::Kind::Permission,
                     tr("This token may publish “%1” only, not “%2”.")
                         .arg(upload.onlyDistribution, candidate->release.name),
                     {}};
    return candidate;
}

Result<void> Publisher::pack(const ReleaseCandidate &candidate, const QString &archive,
                             const CancellationToken &token) const
{
    if (!candidate.mustBePacked)
        return {};
    QTemporaryDir work(m_incoming + u"/unpacked.XXXXXX"_s);
    if (!work.isValid())
        return cannotWrite(m_incoming, work.errorString());
    return candidate.packAnew(archive, work.path(), archive, token);
}

Result<Release> Publisher::rehearse(const Upload &upload, const CancellationToken &token)
{
    if (!QDir().mkpath(m_incoming))
        return cannotWrite(m_incoming, {});
    QTemporaryFile copy(m_incoming + u"/XXXXXX.zip"_s);
    if (!copy.open())
        return cannotWrite(m_incoming, copy.errorString());
    if (Result<void> taken = takeIn(upload.archive, copy); !taken)
        return taken.error();
    const QString archive = copy.fileName();
    const Result<ReleaseCandidate> candidate = examine(upload, archive, token);
    if (!candidate)
        return candidate.error();
    if (Result<void> recovered = recover(); !recovered)
        return recovered.error();
    const Result<ReservationStore::Reservation> reservation =
        m_reservations.rehearse(candidate->release, upload.nickname, upload.authority,
                                m_clock.now(), QFileInfo(archive).size());
    if (!reservation)
        return reservation.error();
    if (Result<void> packed = pack(*candidate, archive, token); !packed)
        return packed.error();
    const Result<FileDigests> digests = digestsOfFile(archive);
    if (!digests)
        return digests.error();
    const Result<QByteArray> meta = ReleasedMeta::make(
        candidate->metaText, {reservation->nickname, reservation->date, *digests});
    if (!meta)
        return meta.error();
    Result<Release> release = MetaParser::parse(*meta);
    if (release)
        release->digests.sha512 = digests->sha512;
    return release;
}

Result<Release> Publisher::publish(const Upload &upload, const CancellationToken &token)
{
    if (token.isCancelled())
        return cancelled();
    if (!QDir().mkpath(m_incoming))
        return cannotWrite(m_incoming, {});
    // What is examined is what is published: a copy that nobody else writes to.
    QTemporaryFile copy(m_incoming + u"/XXXXXX.zip"_s);
    QString archive = upload.archive;
    if (!upload.isOurs) {
        if (!copy.open())
            return cannotWrite(m_incoming, copy.errorString());
        if (Result<void> taken = takeIn(upload.archive, copy); !taken)
            return taken.error();
        archive = copy.fileName();
    }
    const Result<ReleaseCandidate> candidate = examine(upload, archive, token);
    if (!candidate)
        return candidate.error();
    const Release &wanted = candidate->release;
    // Of one that died on the same name.
    if (Result<void> recovered = recover(); !recovered)
        return recovered.error();
    Result<ReservationStore::Reservation> reservation = m_reservations.reserve(
        wanted, upload.nickname, upload.authority, m_clock.now(), QFileInfo(archive).size());
    if (!reservation)
        return reservation.error();
    const auto givenUp = [&](const Error &error) -> Result<Release> {
        if (Result<void> given = giveUp(wanted, *reservation); !given)
            return given.error();
        return error;
    };
    if (Result<void> packed = pack(*candidate, archive, token); !packed)
        return givenUp(packed.error());
    if (copy.isOpen())
        copy.close();
    const Result<ReservationStore::Published> placed = place(*candidate, archive, *reservation);
    // Renamed by now, or to be removed.
    copy.setAutoRemove(QFile::exists(archive));
    if (!placed)
        return givenUp(placed.error());
    if (token.isCancelled())
        return givenUp(cancelled());
    Result<Release> release = m_tree.readRelease(wanted.name, wanted.version.toString());
    if (!release)
        return givenUp(release.error());
    release->digests.sha512 = placed->sha512; // META.json of version 1 has no room for it
    if (Result<void> published = m_reservations.publish(*reservation, *release, *placed);
        !published) {
        // Unknown: it may be visible; recovery looks again.
        const Result<bool> isVisible = m_reservations.isPublished(reservation->id);
        if (isVisible && *isVisible)
            return release;
        if (!isVisible)
            return published.error();
        return givenUp(published.error());
    }
    return release;
}

Result<void> Publisher::recover()
{
    const auto dead = m_reservations.dead(m_clock.now());
    if (!dead)
        return dead.error();
    for (const ReservationStore::Dead &reservation : *dead) {
        // Others look at the same time: who does not hold it must not remove what is published under its name.
        const auto taken = m_reservations.takeOver(reservation, m_clock.now());
        if (!taken)
            return taken.error();
        if (!*taken)
            continue;
        removeFiles(reservation.name, reservation.version);
        if (Result<void> given = m_reservations.abandon(**taken); !given)
            return given;
    }
    return {};
}
