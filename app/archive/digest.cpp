// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "archive/digest.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>

struct DigestStream::State {
    QCryptographicHash sha1{QCryptographicHash::Sha1};
    QCryptographicHash sha256{QCryptographicHash::Sha256};
    QCryptographicHash sha512{QCryptographicHash::Sha512};
    qint64 size = 0;
};

DigestStream::DigestStream() : m_state(std::make_unique<State>())
{
}
DigestStream::~DigestStream() = default;

void DigestStream::add(QByteArrayView bytes)
{
    m_state->sha1.addData(bytes);
    m_state->sha256.addData(bytes);
    m_state->sha512.addData(bytes);
    m_state->size += bytes.size();
}

FileDigests DigestStream::result() const
{
    return {m_state->sha1.result(), m_state->sha256.result(), m_state->sha512.result(),
            m_state->size};
}

Result<FileDigests> digestsOfFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return Error{file.exists() ? Error::Kind::Permission : Error::Kind::NotFound,
                     QCoreApplication::translate("Digest", "%1 cannot be read.").arg(path),
                     file.errorString()};
    DigestStream digests;
    QByteArray buffer(256 * 1024, Qt::Uninitialized);
    for (;;) {
        const qint64 count = file.read(buffer.data(), buffer.size());
        if (count < 0)
            return Error{
                Error::Kind::Integrity,
                QCoreApplication::translate("Digest", "%1 cannot be read completely.").arg(path),
                file.errorString()};
        if (count == 0)
            return digests.result();
        digests.add(QByteArrayView(buffer.constData(), count));
    }
}
