// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/partfile.h"

#include "core/durablefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>

using namespace Qt::StringLiterals;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Download)
};

constexpr qint64 pieceSize = 256 * 1024;

QString sidecarOf(const QString &target)
{
    return target + u".part.json"_s;
}

} // namespace

QByteArray PartFile::Origin::condition() const
{
    // A weak ETag may name two files that only mean the same (RFC 9110, 8.8.1).
    if (!etag.isEmpty() && !etag.startsWith("W/"))
        return etag;
    return lastModified;
}

PartFile::PartFile(QString target)
    : m_target(std::move(target)),
      m_file(m_target + u".part"_s),
      m_digests(std::make_unique<DigestStream>())
{
}

Result<void> PartFile::open(const QUrl &url, qint64 sizeLimit, bool isVerified)
{
    const QString folder = QFileInfo(m_target).absolutePath();
    if (!QDir().mkpath(folder))
        return Error{
            Error::Kind::Permission, Texts::tr("The folder %1 cannot be made.").arg(folder), {}};
    m_origin = readOrigin();
    const bool isUsable = m_origin.url == url && (isVerified || !m_origin.condition().isEmpty());
    if (!isUsable)
        m_origin = {};
    const QIODevice::OpenMode mode = QIODevice::ReadWrite | QIODevice::Unbuffered;
    errno = 0;
    if (!m_file.open(isUsable ? mode : mode | QIODevice::Truncate))
        return writeError();
    return isUsable ? takeUp(sizeLimit) : Result<void>();
}

Result<void> PartFile::takeUp(qint64 sizeLimit)
{
    if (m_file.size() > sizeLimit) {
        m_file.resize(0);
        return {};
    }
    for (;;) {
        const QByteArray piece = m_file.read(pieceSize);
        if (piece.isEmpty())
            break;
        m_digests->add(piece);
        m_size += piece.size();
    }
    return {};
}

Result<void> PartFile::restart(const Origin &origin)
{
    m_origin = origin;
    m_size = 0;
    m_digests = std::make_unique<DigestStream>();
    m_file.close();
    errno = 0;
    if (!m_file.open(QIODevice::ReadWrite | QIODevice::Truncate | QIODevice::Unbuffered))
        return writeError();
    // The sidecar need not survive a power cut: without it the next run starts anew.
    QFile sidecar(sidecarOf(m_target));
    if (sidecar.open(QIODevice::WriteOnly | QIODevice::Truncate))
        sidecar.write(
            QJsonDocument(QJsonObject{
                              {u"url"_s, origin.url.toString(QUrl::FullyEncoded)},
                              {u"etag"_s, QString::fromLatin1(origin.etag)},
                              {u"lastModified"_s, QString::fromLatin1(origin.lastModified)},
                          })
                .toJson());
    return {};
}

Result<void> PartFile::append(QByteArrayView bytes)
{
    errno = 0;
    if (m_file.write(bytes.data(), bytes.size()) != bytes.size())
        return writeError();
    m_digests->add(bytes);
    m_size += bytes.size();
    return {};
}

Result<void> PartFile::commit()
{
    m_file.close();
    if (Result<void> renamed = DurableFile::replace(m_file.fileName(), m_target); !renamed)
        return renamed;
    QFile::remove(sidecarOf(m_target));
    return {};
}

void PartFile::discard()
{
    m_file.close();
    m_file.remove();
    QFile::remove(sidecarOf(m_target));
    m_origin = {};
    m_size = 0;
    m_digests = std::make_unique<DigestStream>();
}

PartFile::Origin PartFile::readOrigin() const
{
    QFile sidecar(sidecarOf(m_target));
    if (!sidecar.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject said = QJsonDocument::fromJson(sidecar.read(pieceSize)).object();
    return {QUrl(said[u"url"].toString()), said[u"etag"].toString().toLatin1(),
            said[u"lastModified"].toString().toLatin1()};
}

Error PartFile::writeError() const
{
    const bool isFull =
        errno == ENOSPC || errno == EDQUOT || m_file.error() == QFileDevice::ResourceError;
    if (isFull)
        return {Error::Kind::DiskFull,
                Texts::tr("There is no space left for %1. Free some space and try again.")
                    .arg(m_target),
                m_file.errorString()};
    const bool isForbidden = errno == EACCES || errno == EPERM || errno == EROFS;
    return {isForbidden ? Error::Kind::Permission : Error::Kind::Internal,
            Texts::tr("%1 cannot be written: %2.").arg(m_file.fileName(), m_file.errorString()),
            {}};
}
