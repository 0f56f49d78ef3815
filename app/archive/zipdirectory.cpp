// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/zipdirectory.h"

#include "archive/entrynames.h"

#include <QCoreApplication>
#include <QtEndian>

#include <algorithm>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ArchiveReader", text);
}

constexpr qint64 endRecordSize = 22;
constexpr qint64 localHeaderSize = 30;
constexpr qint64 centralHeaderSize = 46;
constexpr quint32 endSignature = 0x06054b50;
constexpr quint32 end64Signature = 0x06064b50;
constexpr quint32 end64LocatorSignature = 0x07064b50;
constexpr quint32 centralSignature = 0x02014b50;
constexpr quint32 localSignature = 0x04034b50;
constexpr quint16 zip64ExtraId = 0x0001;
constexpr quint16 unicodePathExtraId = 0x7075;

constexpr quint16 encryptedFlag = 1U << 0;
constexpr quint16 sizesFollowFlag = 1U << 3;
constexpr quint16 strongEncryptionFlag = 1U << 6;
constexpr quint16 maskedFlag = 1U << 13;

constexpr quint32 fileTypeMask = 0170000;
constexpr quint32 regularType = 0100000;
constexpr quint32 folderType = 0040000;
constexpr quint32 linkType = 0120000;

template <typename T>
T at(QByteArrayView bytes, qsizetype offset)
{
    return qFromLittleEndian<T>(bytes.data() + offset);
}

Error broken(const QString &message)
{
    return {Error::Kind::Integrity, message, {}};
}

Result<QByteArray> bytesAt(QFile &file, qint64 offset, qint64 count)
{
    if (offset < 0 || count < 0 || offset > file.size() - count || !file.seek(offset))
        return broken(tr("The zip archive is cut off or damaged."));
    QByteArray bytes = file.read(count);
    if (bytes.size() != count)
        return broken(tr("The zip archive is cut off or damaged."));
    return bytes;
}

/// Where the central directory lies.
struct End {
    qint64 offset = 0;
    qint64 size = 0;
    qint64 entries = 0;
};

/// Replaces `end` by what the zip64 end record says; returns where that record begins.
Result<qint64> readEnd64(QFile &file, qint64 endOffset, End &end)
{
    Result<QByteArray> locator = bytesAt(file, endOffset - 20, 20);
    if (!locator)
        return locator.error();
    if (at<quint32>(*locator, 0) != end64LocatorSignature || at<quint32>(*locator, 4) != 0
        || at<quint32>(*locator, 16) > 1)
        return broken(tr("The zip archive's large-file directory is damaged."));
    const auto recordOffset = at<qint64>(*locator, 8);
    Result<QByteArray> record = bytesAt(file, recordOffset, 56);
    if (!record)
        return record.error();
    if (at<quint32>(*record, 0) != end64Signature || at<quint32>(*record, 16) != 0
        || at<quint32>(*record, 20) != 0 || at<qint64>(*record, 24) != at<qint64>(*record, 32)
        || at<qint64>(*record, 4) != endOffset - 20 - recordOffset - 12)
        return broken(tr("The zip archive's large-file directory is damaged."));
    end = {at<qint64>(*record, 48), at<qint64>(*record, 40), at<qint64>(*record, 32)};
    return recordOffset;
}

Result<End> readEnd(QFile &file)
{
    const qint64 tailSize = std::min<qint64>(file.size(), endRecordSize + 0xffff);
    Result<QByteArray> tail = bytesAt(file, file.size() - tailSize, tailSize);
    if (!tail)
        return tail.error();
    qsizetype found = -1;
    for (qsizetype offset = tail->size() - endRecordSize; offset >= 0; --offset) {
        // The comment must end with the file: bytes behind it would be read by some programs only.
        if (at<quint32>(*tail, offset) == endSignature
            && offset + endRecordSize + at<quint16>(*tail, offset + 20) == tail->size()) {
            found = offset;
            break;
        }
    }
    if (found < 0)
        return broken(
            tr("The zip archive is cut off: its directory is missing. Download it again."));
    const QByteArrayView record = QByteArrayView(*tail).sliced(found);
    if (at<quint16>(record, 4) != 0 || at<quint16>(record, 6) != 0
        || at<quint16>(record, 8) != at<quint16>(record, 10))
        return Error{Error::Kind::Unsupported,
                     tr("The zip archive is one part of several; only whole archives can be read."),
                     {}};
    End end{at<quint32>(record, 16), at<quint32>(record, 12), at<quint16>(record, 10)};
    const qint64 endOffset = file.size() - tailSize + found;
    qint64 directoryEnd = endOffset;
    if (end.offset == 0xffffffffLL || end.size == 0xffffffffLL || end.entries == 0xffff) {
        Result<qint64> recordOffset = readEnd64(file, endOffset, end);
        if (!recordOffset)
            return recordOffset.error();
        directoryEnd = *recordOffset;
    }
    if (end.offset < 0 || end.size < 0 || end.entries < 0 || end.offset > directoryEnd
        || end.size != directoryEnd - end.offset)
        return broken(
            tr("The zip archive's directory is not where the archive says: it is damaged, "
               "or something was put before it."));
    return end;
}

/// One record of the central directory, as it stands there.
struct Record {
    quint16 madeBy = 0;
    quint16 flags = 0;
    quint16 method = 0;
    quint32 crc = 0;
    qint64 storedSize = 0;
    qint64 size = 0;
    quint32 attributes = 0;
    qint64 localOffset = 0;
    QByteArrayView name;
    QByteArrayView extra;

    [[nodiscard]] qsizetype length(QByteArrayView header) const
    {
        return centralHeaderSize + name.size() + extra.size() + at<quint16>(header, 32);
    }
};

/// Calls `take(id, data)` for each extra field; false when they do not fit their space.
template <typename Take>
bool eachExtra(QByteArrayView extra, Take take)
{
    while (extra.size() >= 4) {
        const auto size = at<quint16>(extra, 2);
        if (extra.size() < 4 + size || !take(at<quint16>(extra, 0), extra.sliced(4, size)))
            return false;
        extra = extra.sliced(4 + size);
    }
    // Some writers pad with up to three bytes.
    return true;
}

bool takeZip64(QByteArrayView data, Record &record)
{
    qsizetype offset = 0;
    for (qint64 *field : {&record.size, &record.storedSize, &record.localOffset}) {
        if (*field != 0xffffffffLL)
            continue;
        if (data.size() < offset + 8)
            return false;
        *field = at<qint64>(data, offset);
        offset += 8;
        if (*field < 0)
            return false;
    }
    return true;
}

Result<Record> readRecord(QByteArrayView bytes)
{
    const Error damaged = broken(tr("The zip archive's directory is damaged."));
    if (bytes.size() < centralHeaderSize || at<quint32>(bytes, 0) != centralSignature)
        return damaged;
    const qsizetype nameSize = at<quint16>(bytes, 28);
    const qsizetype extraSize = at<quint16>(bytes, 30);
    if (bytes.size() < centralHeaderSize + nameSize + extraSize + at<quint16>(bytes, 32)
        || at<quint16>(bytes, 34) != 0)
        return damaged;
    Record record{at<quint16>(bytes, 4),
                  at<quint16>(bytes, 8),
                  at<quint16>(bytes, 10),
                  at<quint32>(bytes, 16),
                  at<quint32>(bytes, 20),
                  at<quint32>(bytes, 24),
                  at<quint32>(bytes, 38),
                  at<quint32>(bytes, 42),
                  bytes.sliced(centralHeaderSize, nameSize),
                  bytes.sliced(centralHeaderSize + nameSize, extraSize)};
    bool hasSecondName = false;
    const bool isWhole = eachExtra(record.extra, [&](quint16 id, QByteArrayView data) {
        if (id == unicodePathExtraId)
            hasSecondName = data.size() < 5 || data.sliced(5) != record.name;
        return id != zip64ExtraId || takeZip64(data, record);
    });
    if (!isWhole)
        return damaged;
    if (hasSecondName)
        return EntryNames::refusal(record.name, tr("it has a second, different name."));
    return record;
}

/// What the entry is, by the system that made it; an empty text when it may be here.
QString problemOfKind(const Record &record, bool isFolder)
{
    if ((record.flags & (encryptedFlag | strongEncryptionFlag | maskedFlag)) != 0)
        return tr("it is encrypted.");
    if (record.method != 0 && record.method != 8)
        return tr("it is compressed by method %1; only “stored” and “deflate” are read.")
            .arg(record.method);
    const quint32 type = (record.attributes >> 16) & fileTypeMask;
    if (type == linkType)
        return tr("it is a symbolic link.");
    // 0: made without Unix attributes.
    if (type != 0 && type != regularType && type != folderType)
        return tr("it is a device, a pipe or a socket.");
    if (type != 0 && (type == folderType) != isFolder)
        return tr("it claims to be a file and a folder at once.");
    if (isFolder && record.size != 0)
        return tr("it is a folder with content.");
    return {};
}

/// Compares the local header with the directory and returns where the content begins.
Result<qint64> readLocal(QFile &file, const Record &record, qint64 directoryOffset)
{
    Result<QByteArray> header =
        bytesAt(file, record.localOffset, localHeaderSize + record.name.size());
    if (!header)
        return header.error();
    const auto flags = at<quint16>(*header, 6);
    const bool sizesFollow = (flags & sizesFollowFlag) != 0;
    const auto differs = [&](qsizetype offset, qint64 expected) {
        const qint64 local = at<quint32>(*header, offset);
        return local != expected && local != 0xffffffffLL && !(sizesFollow && local == 0);
    };
    if (at<quint32>(*header, 0) != localSignature || at<quint16>(*header, 26) != record.name.size()
        || QByteArrayView(*header).sliced(localHeaderSize) != record.name)
        return EntryNames::refusal(record.name,
                                   tr("the archive's directory and the entry itself disagree."));
    if ((flags & (encryptedFlag | strongEncryptionFlag | maskedFlag)) != 0)
        return EntryNames::refusal(record.name, tr("it is encrypted."));
    if (at<quint16>(*header, 8) != record.method || differs(14, record.crc)
        || differs(18, record.storedSize) || differs(22, record.size))
        return EntryNames::refusal(record.name,
                                   tr("the archive's directory and the entry itself disagree."));
    const qint64 start =
        record.localOffset + localHeaderSize + record.name.size() + at<quint16>(*header, 28);
    if (start > directoryOffset || record.storedSize > directoryOffset - start)
        return EntryNames::refusal(record.name, tr("its content reaches beyond the archive."));
    return start;
}

struct Span {
    qint64 begin = 0;
    qint64 end = 0;
    QByteArrayView name;
};

Result<void> checkOverlaps(QList<Span> &spans)
{
    std::sort(spans.begin(), spans.end(),
              [](const Span &a, const Span &b) { return a.begin < b.begin; });
    for (qsizetype index = 1; index < spans.size(); ++index) {
        if (spans[index].begin < spans[index - 1].end)
            return EntryNames::refusal(spans[index].name,
                                       tr("it shares its bytes with another entry."));
    }
    return {};
}

} // namespace

Result<QList<StoredEntry>> ZipDirectory::read(QFile &file, const ArchiveLimits &limits)
{
    Result<End> end = readEnd(file);
    if (!end)
        return end.error();
    if (end->entries > limits.entries)
        return Error{
            Error::Kind::Refused,
            tr("The archive is refused: it has %1 entries, more than the %2 that are allowed.")
                .arg(end->entries)
                .arg(limits.entries),
            {}};
    const qint64 longestDirectory = end->entries * (centralHeaderSize + 3LL * 0xffff);
    if (end->size > longestDirectory || end->size > limits.compressedBytes)
        return broken(tr("The zip archive's directory is damaged."));
    Result<QByteArray> directory = bytesAt(file, end->offset, end->size);
    if (!directory)
        return directory.error();

    EntryNames names(limits);
    QList<StoredEntry> entries;
    QList<Span> spans;
    entries.reserve(end->entries);
    spans.reserve(end->entries);
    QByteArrayView rest(*directory);
    for (qint64 index = 0; index < end->entries; ++index) {
        Result<Record> record = readRecord(rest);
        if (!record)
            return record.error();
        rest = rest.sliced(record->length(rest));
        const bool isFolder = record->name.endsWith('/');
        Result<EntryNames::Verdict> verdict = names.add(record->name, isFolder);
        if (!verdict)
            return verdict.error();
        if (const QString problem = problemOfKind(*record, isFolder); !problem.isEmpty())
            return EntryNames::refusal(record->name, problem);
        Result<qint64> start = readLocal(file, *record, end->offset);
        if (!start)
            return start.error();
        spans.append({record->localOffset, *start + record->storedSize, record->name});
        if (verdict->isRepeatedFolder)
            continue;
        if (record->method == 0 && record->size != record->storedSize)
            return EntryNames::refusal(record->name, tr("its two sizes disagree."));
        const bool isExecutable = !isFolder && ((record->attributes >> 16) & 0111) != 0;
        entries.append({{verdict->path, isFolder, isExecutable, record->size},
                        *start,
                        record->storedSize,
                        record->method == 8,
                        record->crc});
    }
    if (!rest.isEmpty())
        return broken(tr("The zip archive's directory is damaged."));
    if (Result<void> apart = checkOverlaps(spans); !apart)
        return apart.error();
    return entries;
}
