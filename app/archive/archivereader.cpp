// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/archivereader.h"

#include "archive/crc32.h"
#include "archive/decompressor.h"
#include "archive/entrynames.h"
#include "archive/storedentry.h"
#include "archive/tardirectory.h"
#include "archive/unpacking.h"
#include "archive/zipdirectory.h"

#include <QCoreApplication>
#include <QFile>
#include <QHash>
#include <QTemporaryFile>

#include <algorithm>
#include <optional>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ArchiveReader", text);
}

enum class Container { Zip, Tar, CompressedTar, Prefixed, Unknown };

struct Kind {
    Container container = Container::Unknown;
    Decompressor::Format compression = Decompressor::Format::Gzip;
};

/// By content: names lie, and servers drop suffixes.
Kind kindOf(QByteArrayView head, QByteArrayView tail)
{
    using Format = Decompressor::Format;
    if (head.startsWith("PK\003\004") || head.startsWith("PK\005\006"))
        return {Container::Zip};
    if (head.startsWith("\x1f\x8b"))
        return {Container::CompressedTar, Format::Gzip};
    if (head.startsWith(QByteArrayView("\xfd\x37zXZ\0", 6)))
        return {Container::CompressedTar, Format::Xz};
    if (head.startsWith("\x28\xb5\x2f\xfd"))
        return {Container::CompressedTar, Format::Zstd};
    if (head.startsWith("BZh"))
        return {Container::CompressedTar, Format::Bzip2};
    if (head.size() == 512
        && (TarDirectory::isHeader(head) || head.sliced(257, 5) == QByteArrayView("ustar")))
        return {Container::Tar};
    // A program or other bytes put before a zip: programs disagree about what such a file holds.
    if (tail.indexOf("PK\005\006") >= 0)
        return {Container::Prefixed};
    return {};
}

Result<Kind> kindOf(QFile &file)
{
    const QByteArray head = file.read(512);
    file.seek(std::max<qint64>(0, file.size() - 22 - 0xffff));
    const QByteArray tail = file.readAll();
    if (!file.seek(0))
        return Error{Error::Kind::Integrity, tr("%1 cannot be read.").arg(file.fileName()),
                     file.errorString()};
    return kindOf(head, tail);
}

Error tooLarge(const QString &what, qint64 limit)
{
    return {Error::Kind::Refused,
            tr("The archive is refused: %1 unpacks to more than the %2 MiB that are allowed.")
                .arg(what)
                .arg(limit / (1024 * 1024)),
            {}};
}

Error isBomb(const QString &what, int ratio)
{
    return {Error::Kind::Refused,
            tr("The archive is refused: %1 unpacks to more than %2 times its packed size.")
                .arg(what)
                .arg(ratio),
            {}};
}

bool exceedsRatio(qint64 unpacked, qint64 packed, const ArchiveLimits &limits)
{
    return unpacked > limits.ratioFloorBytes && unpacked / limits.ratio > packed;
}

/// What the archive claims must keep the limits before a byte is unpacked; that the claims hold is
/// checked while counting.
Result<void> checkSizes(const QList<StoredEntry> &entries, qint64 packed,
                        const ArchiveLimits &limits)
{
    qint64 total = 0;
    for (const StoredEntry &stored : entries) {
        const QString name = tr("“%1”").arg(stored.entry.path);
        if (stored.entry.size > limits.entryBytes)
            return tooLarge(name, limits.entryBytes);
        total += stored.entry.size;
        if (total > limits.totalBytes)
            return tooLarge(tr("everything up to “%1”").arg(stored.entry.path), limits.totalBytes);
        if (exceedsRatio(total, packed, limits))
            return isBomb(name, limits.ratio);
    }
    return {};
}

/// Inflates into a file without a name (where the system has such), so that a kill leaves nothing.
Result<std::unique_ptr<QFile>> inflated(QFile &file, Decompressor::Format compression,
                                        const ArchiveLimits &limits, const CancellationToken &token)
{
    auto plain = std::make_unique<QTemporaryFile>();
    if (!plain->open())
        return Error{Error::Kind::Permission, tr("No temporary file can be made."),
                     plain->errorString()};
    // Headers and padding come on top of the files.
    const qint64 cap = limits.totalBytes + 2048LL * limits.entries;
    qint64 total = 0;
    const auto sink = [&](QByteArrayView bytes) -> Result<void> {
        total += bytes.size();
        if (total > cap)
            return tooLarge(tr("it"), limits.totalBytes);
        if (exceedsRatio(total, file.size(), limits))
            return isBomb(tr("it"), limits.ratio);
        if (plain->write(bytes.data(), bytes.size()) != bytes.size())
            return Error{Error::Kind::DiskFull, tr("The temporary file cannot be written."),
                         plain->errorString()};
        return {};
    };
    Result<void> done = Decompressor::run(compression, file, file.size(), sink, token);
    if (!done)
        return done.error().kind == Error::Kind::Integrity
                   ? done.error().within(tr("The archive cannot be read"))
                   : done.error();
    if (!plain->flush())
        return Error{Error::Kind::DiskFull, tr("The temporary file cannot be written."),
                     plain->errorString()};
    return std::unique_ptr<QFile>(std::move(plain));
}

} // namespace

struct ArchiveReader::State {
    std::unique_ptr<QFile> file;
    QList<StoredEntry> stored;
    QList<ArchiveEntry> entries;
    QHash<QString, qsizetype> index;

    /// Hands one file's bytes to `sink`, no more than were declared, and compares count and CRC.
    Result<void> stream(const StoredEntry &stored, const Decompressor::Sink &sink,
                        const CancellationToken &token) const
    {
        Result<void> done = streamed(stored, sink, token);
        if (done || done.error().kind != Error::Kind::Integrity)
            return done;
        return done.error().within(tr("“%1” in the archive").arg(stored.entry.path));
    }

private:
    Result<void> streamed(const StoredEntry &stored, const Decompressor::Sink &sink,
                          const CancellationToken &token) const
    {
        qint64 count = 0;
        quint32 crc = 0;
        const auto counted = [&](QByteArrayView bytes) -> Result<void> {
            count += bytes.size();
            if (count > stored.entry.size)
                return EntryNames::refusal(stored.entry.path.toUtf8(),
                                           tr("it holds more bytes than the archive says."));
            if (stored.crc)
                crc = crc32Of(bytes, crc);
            return sink(bytes);
        };
        if (!file->seek(stored.offset))
            return Error{Error::Kind::Integrity, tr("it cannot be read."), file->errorString()};
        Result<void> done = stored.isDeflated
                                ? Decompressor::run(Decompressor::Format::Deflate, *file,
                                                    stored.storedSize, counted, token)
                                : copied(stored.storedSize, counted, token);
        if (!done)
            return done;
        if (count != stored.entry.size)
            return Error{
                Error::Kind::Integrity, tr("it holds fewer bytes than the archive says."), {}};
        if (stored.crc && crc != *stored.crc)
            return Error{Error::Kind::Integrity,
                         tr("its checksum is wrong. Download the archive again."),
                         {}};
        return {};
    }

    Result<void> copied(qint64 left, const Decompressor::Sink &sink,
                        const CancellationToken &token) const
    {
        QByteArray buffer(std::min<qint64>(left, 64 * 1024), Qt::Uninitialized);
        while (left > 0) {
            if (token.isCancelled())
                return Error{Error::Kind::Cancelled, tr("Reading the archive was cancelled."), {}};
            const qint64 count = file->read(buffer.data(), std::min<qint64>(left, buffer.size()));
            if (count <= 0)
                return Error{Error::Kind::Integrity, tr("it is cut off."), file->errorString()};
            if (Result<void> taken = sink(QByteArrayView(buffer.constData(), count)); !taken)
                return taken;
            left -= count;
        }
        return {};
    }
};

ArchiveReader::ArchiveReader(std::unique_ptr<State> state) : m_state(std::move(state))
{
}
ArchiveReader::ArchiveReader(ArchiveReader &&) noexcept = default;
ArchiveReader &ArchiveReader::operator=(ArchiveReader &&) noexcept = default;
ArchiveReader::~ArchiveReader() = default;

Result<ArchiveReader> ArchiveReader::open(const QString &path, const ArchiveLimits &limits,
                                          const CancellationToken &token)
{
    auto state = std::make_unique<State>();
    state->file = std::make_unique<QFile>(path);
    if (!state->file->open(QIODevice::ReadOnly))
        return Error{state->file->exists() ? Error::Kind::Permission : Error::Kind::NotFound,
                     tr("%1 cannot be read.").arg(path), state->file->errorString()};
    const qint64 packed = state->file->size();
    if (packed > limits.compressedBytes)
        return Error{Error::Kind::Refused,
                     tr("The archive is refused: it is larger than the %1 MiB that are allowed.")
                         .arg(limits.compressedBytes / (1024 * 1024)),
                     {}};
    Result<Kind> kind = kindOf(*state->file);
    if (!kind)
        return kind.error();
    if (kind->container == Container::Prefixed)
        return Error{
            Error::Kind::Refused,
            tr("The archive is refused: it does not begin as a zip archive but holds one, as "
               "self-extracting programs do. Pack it again as a plain zip archive."),
            {}};
    if (kind->container == Container::Unknown)
        return Error{
            Error::Kind::Invalid,
            tr("%1 is not an archive that can be read: it is neither zip nor tar (plain, gz, "
               "xz, zst or bz2).")
                .arg(path),
            {}};
    if (kind->container == Container::CompressedTar) {
        Result<std::unique_ptr<QFile>> plain =
            inflated(*state->file, kind->compression, limits, token);
        if (!plain)
            return plain.error();
        state->file = std::move(*plain);
    }
    Result<QList<StoredEntry>> stored = kind->container == Container::Zip
                                            ? ZipDirectory::read(*state->file, limits)
                                            : TarDirectory::read(*state->file, limits, token);
    if (!stored)
        return stored.error();
    if (Result<void> sizes = checkSizes(*stored, packed, limits); !sizes)
        return sizes.error();
    state->stored = std::move(*stored);
    if (kind->container == Container::Zip) {
        for (const StoredEntry &entry : std::as_const(state->stored)) {
            const auto count = [](QByteArrayView) { return Result<void>(); };
            if (Result<void> sound = state->stream(entry, count, token); !sound)
                return sound.error();
        }
    }
    state->entries.reserve(state->stored.size());
    for (const StoredEntry &entry : std::as_const(state->stored)) {
        state->index.insert(entry.entry.path, state->entries.size());
        state->entries.append(entry.entry);
    }
    return ArchiveReader(std::move(state));
}

const QList<ArchiveEntry> &ArchiveReader::entries() const
{
    return m_state->entries;
}

bool ArchiveReader::contains(const QString &path) const
{
    return m_state->index.contains(path);
}

Result<QByteArray> ArchiveReader::read(const QString &path, qint64 limit) const
{
    const qsizetype at = m_state->index.value(path, -1);
    if (at < 0 || m_state->entries[at].isFolder)
        return Error{Error::Kind::NotFound, tr("The archive holds no file “%1”.").arg(path), {}};
    const StoredEntry &stored = m_state->stored[at];
    if (stored.entry.size > limit)
        return Error{Error::Kind::Refused,
                     tr("“%1” in the archive is larger than the %2 bytes that are read.")
                         .arg(path)
                         .arg(limit),
                     {}};
    QByteArray bytes;
    bytes.reserve(stored.entry.size);
    const auto append = [&](QByteArrayView piece) -> Result<void> {
        bytes.append(piece);
        return {};
    };
    if (Result<void> done = m_state->stream(stored, append, {}); !done)
        return done.error();
    return bytes;
}

Result<void> ArchiveReader::unpack(const QString &destination, const QString &prefix,
                                   const CancellationToken &token) const
{
    QString below = prefix;
    while (below.endsWith(u'/'))
        below.chop(1);
    if (!below.isEmpty())
        below += u'/';
    Result<Unpacking> unpacking = Unpacking::begin(destination);
    if (!unpacking)
        return unpacking.error();
    bool isEmpty = true;
    for (const StoredEntry &stored : std::as_const(m_state->stored)) {
        if (!stored.entry.path.startsWith(below))
            continue;
        isEmpty = false;
        const QString path = stored.entry.path.sliced(below.size());
        if (stored.entry.isFolder) {
            if (Result<void> made = unpacking->addFolder(path); !made)
                return made;
            continue;
        }
        if (token.isCancelled())
            return Error{Error::Kind::Cancelled, tr("Unpacking the archive was cancelled."), {}};
        Result<std::unique_ptr<QFile>> file = unpacking->addFile(path, stored.entry.isExecutable);
        if (!file)
            return file.error();
        const auto write = [&](QByteArrayView bytes) { return Unpacking::write(**file, bytes); };
        if (Result<void> done = m_state->stream(stored, write, token); !done)
            return done;
    }
    if (isEmpty && !below.isEmpty())
        return Error{
            Error::Kind::NotFound, tr("The archive holds no folder “%1”.").arg(prefix), {}};
    unpacking->keep();
    return {};
}

QString ArchiveReader::topFolder() const
{
    const QList<ArchiveEntry> &entries = m_state->entries;
    if (entries.isEmpty())
        return {};
    const QString top = entries.first().path.section(u'/', 0, 0);
    const bool holdsAll =
        std::all_of(entries.begin(), entries.end(), [&](const ArchiveEntry &entry) {
            return entry.path.startsWith(top + u'/') || (entry.isFolder && entry.path == top);
        });
    return holdsAll ? top : QString();
}
