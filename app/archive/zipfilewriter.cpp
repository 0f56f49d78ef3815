// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/zipfilewriter.h"

#include "archive/crc32.h"

#include <KCompressionDevice>
#include <KFilterBase>

#include <QCoreApplication>
#include <QtEndian>

#include <limits>
#include <memory>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ArchiveWriter", text);
}

constexpr quint16 neededVersion = 20;
constexpr quint16 madeByUnix = 0x0314;
constexpr quint16 utf8Flag = 1U << 11;
/// 1980-01-01 00:00, the first moment a zip archive can tell.
constexpr quint32 noTime = 0x00210000;

template <typename T>
void put(QByteArray &bytes, T value)
{
    value = qToLittleEndian(value);
    bytes.append(reinterpret_cast<const char *>(&value), sizeof value);
}

Error cannotWrite(const QFile &file)
{
    const bool isFull = file.error() == QFileDevice::ResourceError;
    return {isFull ? Error::Kind::DiskFull : Error::Kind::Permission,
            isFull ? tr("There is no space left to write %1.").arg(file.fileName())
                   : tr("%1 cannot be written.").arg(file.fileName()),
            file.errorString()};
}

Error tooLarge()
{
    return {Error::Kind::Unsupported,
            tr("The files are too many or too large for a zip archive: 65535 entries and 4 GiB are "
               "its limits."),
            {}};
}

} // namespace

struct ZipFileWriter::Header {
    QByteArray name;
    quint16 method = 0;
    quint32 crc = 0;
    quint32 storedSize = 0;
    quint32 size = 0;

    /// What the local header and the directory have in common.
    [[nodiscard]] QByteArray shared() const
    {
        QByteArray bytes;
        ::put(bytes, neededVersion);
        ::put(bytes, utf8Flag);
        ::put(bytes, method);
        ::put(bytes, noTime);
        ::put(bytes, crc);
        ::put(bytes, storedSize);
        ::put(bytes, size);
        ::put(bytes, quint16(name.size()));
        ::put(bytes, quint16(0));
        return bytes;
    }
    [[nodiscard]] QByteArray local() const { return "PK\003\004" + shared() + name; }
};

struct ZipFileWriter::Sums {
    quint32 crc = 0;
    qint64 storedSize = 0;
    qint64 size = 0;
};

Result<void> ZipFileWriter::put(const QByteArray &bytes)
{
    if (m_file.write(bytes) != bytes.size())
        return cannotWrite(m_file);
    return {};
}

void ZipFileWriter::record(const Header &header, qint64 offset, quint32 mode)
{
    m_directory += "PK\001\002";
    ::put(m_directory, madeByUnix);
    m_directory += header.shared();
    ::put(m_directory, quint16(0)); // no comment
    ::put(m_directory, quint16(0)); // disk
    ::put(m_directory, quint16(0)); // internal attributes
    ::put(m_directory, quint32(mode << 16));
    ::put(m_directory, quint32(offset));
    m_directory += header.name;
    ++m_count;
}

Result<void> ZipFileWriter::addFolder(const QString &path)
{
    const qint64 offset = m_file.pos();
    if (offset > std::numeric_limits<quint32>::max())
        return tooLarge();
    const Header header{path.toUtf8() + '/'};
    record(header, offset, 0040755);
    return put(header.local());
}

Result<ZipFileWriter::Sums> ZipFileWriter::deflate(QFile &source)
{
    const std::unique_ptr<KFilterBase> filter(
        KCompressionDevice::filterForCompressionType(KCompressionDevice::GZip));
    filter->setFilterFlags(KFilterBase::NoHeaders);
    if (!filter->init(QIODevice::WriteOnly))
        return Error{Error::Kind::Internal, tr("The compression cannot be started."), {}};
    QByteArray input(64 * 1024, Qt::Uninitialized);
    QByteArray output(64 * 1024, Qt::Uninitialized);
    Sums sums;
    bool isLast = false;
    KFilterBase::Result state = KFilterBase::Ok;
    while (state == KFilterBase::Ok) {
        if (!isLast && filter->inBufferEmpty()) {
            const qint64 count = source.read(input.data(), input.size());
            if (count < 0) {
                filter->terminate();
                return Error{Error::Kind::Integrity,
                             tr("%1 cannot be read completely.").arg(source.fileName()),
                             source.errorString()};
            }
            isLast = count == 0;
            sums.size += count;
            sums.crc = crc32Of(QByteArrayView(input.constData(), count), sums.crc);
            filter->setInBuffer(input.constData(), uint(count));
        }
        filter->setOutBuffer(output.data(), uint(output.size()));
        state = filter->compress(isLast);
        const qint64 made = output.size() - filter->outBufferAvailable();
        if (m_file.write(output.constData(), made) != made) {
            filter->terminate();
            return cannotWrite(m_file);
        }
        sums.storedSize += made;
    }
    filter->terminate();
    if (state == KFilterBase::Error)
        return Error{
            Error::Kind::Internal, tr("%1 cannot be compressed.").arg(source.fileName()), {}};
    return sums;
}

Result<void> ZipFileWriter::addFile(const QString &path, bool isExecutable, QFile &source)
{
    const qint64 offset = m_file.pos();
    Header header{path.toUtf8(), 8};
    if (Result<void> begun = put(header.local()); !begun)
        return begun;
    Result<Sums> sums = deflate(source);
    if (!sums)
        return sums.error();
    const qint64 end = m_file.pos();
    if (sums->size > std::numeric_limits<quint32>::max()
        || end > std::numeric_limits<quint32>::max())
        return tooLarge();
    header.crc = sums->crc;
    header.storedSize = quint32(sums->storedSize);
    header.size = quint32(sums->size);
    if (!m_file.seek(offset))
        return cannotWrite(m_file);
    if (Result<void> corrected = put(header.local()); !corrected)
        return corrected;
    if (!m_file.seek(end))
        return cannotWrite(m_file);
    record(header, offset, isExecutable ? 0100755 : 0100644);
    return {};
}

Result<void> ZipFileWriter::finish()
{
    const qint64 start = m_file.pos();
    if (m_count > 0xffff - 1 || start + m_directory.size() > std::numeric_limits<quint32>::max())
        return tooLarge();
    QByteArray end = m_directory + "PK\005\006";
    ::put(end, quint32(0));
    ::put(end, quint16(m_count));
    ::put(end, quint16(m_count));
    ::put(end, quint32(m_directory.size()));
    ::put(end, quint32(start));
    ::put(end, quint16(0));
    if (Result<void> written = put(end); !written)
        return written;
    if (!m_file.flush())
        return cannotWrite(m_file);
    return {};
}
