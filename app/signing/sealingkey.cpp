// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/sealingkey.h"

#include "core/durablefile.h"
#include "signing/base64url.h"
#include "signing/randombytes.h"
#include "signing/sodium.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int lockPatience = 10'000; ///< milliseconds
const QString prefix = u"sealed:"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("SealingKey", text);
}

} // namespace

SealingKey::SealingKey(SecretBytes bytes)
    : m_bytes(std::make_shared<const SecretBytes>(std::move(bytes)))
{
}

Result<SealingKey> SealingKey::loadOrMake(const QString &path)
{
    needSodium();
    if (!QDir().mkpath(QFileInfo(path).path()))
        return Error{Error::Kind::Permission,
                     tr("The folder %1 cannot be made.").arg(QFileInfo(path).path()),
                     {}};
    QLockFile lock(path + u".lock"_s);
    if (!lock.tryLock(lockPatience))
        return Error{Error::Kind::Conflict, tr("Another program keeps %1 busy.").arg(path), {}};
    if (!QFileInfo::exists(path)) {
        const SecretBytes fresh = SecretBytes::random(crypto_secretbox_KEYBYTES);
        if (const Result<void> written = DurableFile::write(
                path, QByteArray(reinterpret_cast<const char *>(fresh.data()), fresh.size()),
                DurableFile::privateFile);
            !written)
            return written.error();
    }
#ifdef Q_OS_UNIX
    if (QFile::permissions(path)
        & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup
           | QFileDevice::WriteOther))
        return Error{
            Error::Kind::Refused,
            tr("Others may read the key in %1. Allow its owner only (chmod 600).").arg(path),
            {}};
#endif
    const Result<QByteArray> bytes = DurableFile::read(path, 1024);
    if (!bytes)
        return bytes.error();
    if (bytes->size() != qsizetype(crypto_secretbox_KEYBYTES))
        return Error{
            Error::Kind::Integrity, tr("%1 is no key. Bring it back from a backup.").arg(path), {}};
    return SealingKey(SecretBytes(QByteArrayView(*bytes)));
}

QString SealingKey::seal(const QString &secret) const
{
    const QByteArray plain = secret.toUtf8();
    const QByteArray nonce = randomBytes(crypto_secretbox_NONCEBYTES);
    QByteArray box(plain.size() + qsizetype(crypto_secretbox_MACBYTES), Qt::Uninitialized);
    crypto_secretbox_easy(reinterpret_cast<uchar *>(box.data()),
                          reinterpret_cast<const uchar *>(plain.data()),
                          static_cast<unsigned long long>(plain.size()),
                          reinterpret_cast<const uchar *>(nonce.data()), m_bytes->data());
    return prefix + Base64Url::text(nonce + box);
}

Result<QString> SealingKey::open(const QString &sealed) const
{
    const auto bytes = sealed.startsWith(prefix)
                           ? Base64Url::decode(sealed.mid(prefix.size()).toLatin1())
                           : std::nullopt;
    const qsizetype least = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    QByteArray plain;
    bool isOpen = bytes && bytes->size() >= least;
    if (isOpen) {
        plain.resize(bytes->size() - least);
        const auto *nonce = reinterpret_cast<const uchar *>(bytes->constData());
        isOpen = crypto_secretbox_open_easy(
                     reinterpret_cast<uchar *>(plain.data()), nonce + crypto_secretbox_NONCEBYTES,
                     static_cast<unsigned long long>(bytes->size()
                                                     - qsizetype(crypto_secretbox_NONCEBYTES)),
                     nonce, m_bytes->data())
                 == 0;
    }
    if (!isOpen)
        return Error{Error::Kind::Integrity,
                     tr("A sealed secret cannot be opened: it was sealed with another key, or "
                        "changed. Set it anew."),
                     {}};
    return QString::fromUtf8(plain);
}
