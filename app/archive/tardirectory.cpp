// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/tardirectory.h"

#include "archive/entrynames.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ArchiveReader", text);
}

constexpr qint64 blockSize = 512;
constexpr qint64 longestExtension = 1024 * 1024; ///< of a pax header or a GNU long name

Error broken(const QString &message)
{
    return {Error::Kind::Integrity, message, {}};
}

/// A number as tar writes it: octal digits, or base 256 when the first bit is set. Empty when it is
/// neither, or does not fit.
std::optional<qint64> numberOf(QByteArrayView field)
{
    if ((field[0] & 0x80) != 0) {
        qint64 value = field[0] & 0x7f;
        for (const char byte : field.sliced(1)) {
            if (value >= (1LL << 54))
                return {};
            value = value << 8 | static_cast<unsigned char>(byte);
        }
        return value;
    }
    QByteArray digits = field.toByteArray();
    if (const qsizetype nul = digits.indexOf('\0'); nul >= 0)
        digits.truncate(nul);
    digits = digits.trimmed();
    if (digits.isEmpty())
        return 0;
    bool isNumber = false;
    const qint64 value = digits.toLongLong(&isNumber, 8);
    return isNumber && value >= 0 ? std::optional<qint64>(value) : std::nullopt;
}

/// A text field up to its first NUL; empty when something hides behind that NUL.
std::optional<QByteArray> textOf(QByteArrayView field)
{
    const qsizetype nul = field.indexOf('\0');
    if (nul < 0)
        return field.toByteArray();
    const QByteArrayView rest = field.sliced(nul);
    if (std::any_of(rest.begin(), rest.end(), [](char byte) { return byte != '\0'; }))
        return {};
    return field.first(nul).toByteArray();
}

bool isZero(QByteArrayView block)
{
    return std::all_of(block.begin(), block.end(), [](char byte) { return byte == '\0'; });
}

/// What pax headers and GNU long names say about the entry that follows.
struct Overrides {
    std::optional<QByteArray> path;
    std::optional<qint64> size;
    bool isSparse = false;
};

/// Records "LENGTH KEY=VALUE\n".
bool takePax(QByteArrayView text, Overrides &overrides)
{
    while (!text.isEmpty()) {
        const qsizetype blank = text.indexOf(' ');
        bool isNumber = false;
        const qlonglong length =
            blank < 1 ? 0 : text.first(blank).toByteArray().toLongLong(&isNumber);
        if (!isNumber || length <= blank + 1 || length > text.size() || text[length - 1] != '\n')
            return false;
        const QByteArrayView record = text.sliced(blank + 1, length - blank - 2);
        const qsizetype equals = record.indexOf('=');
        if (equals < 0)
            return false;
        const QByteArrayView key = record.first(equals);
        const QByteArrayView value = record.sliced(equals + 1);
        if (key == "path") {
            overrides.path = value.toByteArray();
        } else if (key == "size") {
            const qint64 size = value.toByteArray().toLongLong(&isNumber);
            if (!isNumber || size < 0)
                return false;
            overrides.size = size;
        } else if (key.startsWith("GNU.sparse.")) {
            overrides.isSparse = true;
        }
        text = text.sliced(length);
    }
    return true;
}

QString problemOfType(char type)
{
    switch (type) {
    case '1':
        return tr("it is a hard link.");
    case '2':
        return tr("it is a symbolic link.");
    case '3':
    case '4':
        return tr("it is a device.");
    case '6':
        return tr("it is a pipe.");
    case 'S':
        return tr("it is a sparse file, which is not read.");
    default:
        return tr("it is neither a file nor a folder.");
    }
}

/// The header's own name: prefix and name.
std::optional<QByteArray> nameOf(QByteArrayView header)
{
    const std::optional<QByteArray> name = textOf(header.first(100));
    // Only POSIX headers have a prefix there; GNU's magic ends in blanks.
    if (header.sliced(257, 6) != QByteArrayView("ustar\0", 6))
        return name;
    const std::optional<QByteArray> prefix = textOf(header.sliced(345, 155));
    if (!name || !prefix)
        return {};
    return prefix->isEmpty() ? *name : *prefix + '/' + *name;
}

/// Walks one file; each step takes one header and what belongs to it.
class Walk
{
public:
    Walk(QFile &file, const ArchiveLimits &limits) : m_file(file), m_limits(limits), m_names(limits)
    {
    }

    Result<QList<StoredEntry>> run(const CancellationToken &token)
    {
        int headers = 0;
        for (;;) {
            if (token.isCancelled())
                return Error{Error::Kind::Cancelled, tr("reading the archive was cancelled."), {}};
            Result<QByteArray> block = next();
            if (!block)
                return block.error();
            if (isZero(*block))
                break;
            // Every entry may have a long name and a pax header of its own.
            if (m_entries.size() >= m_limits.entries || ++headers / 4 > m_limits.entries)
                return Error{Error::Kind::Refused,
                             tr("The archive is refused: it has more than the %1 entries that are "
                                "allowed.")
                                 .arg(m_limits.entries),
                             {}};
            if (Result<void> taken = take(*block); !taken)
                return taken.error();
        }
        return std::move(m_entries);
    }

private:
    Result<QByteArray> next()
    {
        QByteArray block;
        if (m_file.seek(m_offset))
            block = m_file.read(blockSize);
        if (block.size() != blockSize)
            return broken(tr("The tar archive is cut off. Download it again."));
        m_offset += blockSize;
        return block;
    }

    /// Moves over `size` bytes of content and their padding; false when the file is too short.
    bool skip(qint64 size)
    {
        if (size > m_file.size() - m_offset)
            return false;
        m_offset += (size + blockSize - 1) / blockSize * blockSize;
        return true;
    }

    Result<void> takeExtension(char type, qint64 size, bool &isExtension)
    {
        isExtension = type == 'x' || type == 'g' || type == 'L' || type == 'K';
        if (!isExtension)
            return {};
        const qint64 start = m_offset;
        if (size > longestExtension || !skip(size) || !m_file.seek(start))
            return broken(tr("The tar archive is damaged: an extended header is too long."));
        QByteArray text = m_file.read(size);
        if (text.size() != size)
            return broken(tr("The tar archive is cut off. Download it again."));
        if (type == 'x' && !takePax(text, m_overrides))
            return broken(tr("The tar archive is damaged: an extended header cannot be read."));
        if (type == 'L') {
            if (text.endsWith('\0'))
                text.chop(1);
            m_overrides.path = text;
        }
        Overrides global;
        if (type == 'g' && (!takePax(text, global) || global.path || global.size))
            return broken(tr("The tar archive is damaged: an extended header cannot be read."));
        return {};
    }

    Result<void> take(const QByteArray &header)
    {
        if (!TarDirectory::isHeader(header))
            return broken(tr("The tar archive is damaged: a header's checksum is wrong."));
        const std::optional<qint64> declared = numberOf(QByteArrayView(header).sliced(124, 12));
        const std::optional<qint64> mode = numberOf(QByteArrayView(header).sliced(100, 8));
        std::optional<QByteArray> name = nameOf(header);
        if (!name)
            return EntryNames::refusal(QByteArrayView(header).first(100),
                                       tr("something is hidden behind the end of its name."));
        if (!declared)
            return EntryNames::refusal(*name, tr("its size is not a number."));
        const char type = header[156];
        bool isExtension = false;
        if (Result<void> taken = takeExtension(type, *declared, isExtension); !taken)
            return taken;
        if (isExtension)
            return {};
        const Overrides overrides = std::exchange(m_overrides, {});
        return takeEntry(overrides.path.value_or(*name), type, overrides.size.value_or(*declared),
                         mode.value_or(0644), overrides.isSparse);
    }

    Result<void> takeEntry(QByteArray name, char type, qint64 size, qint64 mode, bool isSparse)
    {
        if (type != '0' && type != '\0' && type != '7' && type != '5')
            return EntryNames::refusal(name, problemOfType(type));
        if (isSparse)
            return EntryNames::refusal(name, problemOfType('S'));
        const bool isFolder = type == '5' || name.endsWith('/');
        if (isFolder)
            size = 0;
        const qint64 start = m_offset;
        if (!skip(size))
            return broken(
                tr("“%1” reaches beyond the end of the archive, which is cut off or damaged.")
                    .arg(EntryNames::printable(name)));
        // "tar -c ." names everything "./NAME".
        while (name.startsWith("./"))
            name.remove(0, 2);
        if (isFolder && (name.isEmpty() || name == "."))
            return {};
        Result<EntryNames::Verdict> verdict = m_names.add(name, isFolder);
        if (!verdict)
            return verdict.error();
        if (!verdict->isRepeatedFolder)
            m_entries.append({{verdict->path, isFolder, !isFolder && (mode & 0111) != 0, size},
                              start,
                              size,
                              false,
                              std::nullopt});
        return {};
    }

    QFile &m_file;
    const ArchiveLimits &m_limits;
    EntryNames m_names;
    QList<StoredEntry> m_entries;
    Overrides m_overrides;
    qint64 m_offset = 0;
};

} // namespace

bool TarDirectory::isHeader(QByteArrayView block)
{
    if (block.size() != blockSize)
        return false;
    const std::optional<qint64> expected = numberOf(block.sliced(148, 8));
    qint64 sum = 0;
    for (qsizetype index = 0; index < block.size(); ++index)
        sum += index >= 148 && index < 156 ? ' ' : static_cast<unsigned char>(block[index]);
    return expected && *expected == sum && block[0] != '\0';
}

Result<QList<StoredEntry>> TarDirectory::read(QFile &file, const ArchiveLimits &limits,
                                              const CancellationToken &token)
{
    return Walk(file, limits).run(token);
}
