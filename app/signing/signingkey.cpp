// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/signingkey.h"

#include "core/durablefile.h"
#include "signing/base64url.h"
#include "signing/sodium.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLockFile>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestKeyFile = 16 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("SigningKey", text);
}

Error notAKey(const QString &path, const QString &detail)
{
    return {
        Error::Kind::Integrity,
        tr("%1 is not a signing key of this program. Put the file back from a backup, or move it "
           "away to start with a new key, which others must come to trust again.")
            .arg(path),
        detail};
}

} // namespace

SigningKey::SigningKey(std::shared_ptr<const SecretBytes> secret, VerifyingKey verifyingKey,
                       QDateTime created)
    : m_secret(std::move(secret)),
      m_verifyingKey(std::move(verifyingKey)),
      m_created(std::move(created))
{
}

Result<SigningKey> SigningKey::fromSeed(const SecretBytes &seed, const QDateTime &created)
{
    needSodium();
    if (seed.size() != qsizetype(crypto_sign_SEEDBYTES)) {
        return Error{Error::Kind::Integrity,
                     tr("A private key has %1 bytes, this one has %2.")
                         .arg(crypto_sign_SEEDBYTES)
                         .arg(seed.size()),
                     {}};
    }
    auto secret = std::make_shared<SecretBytes>(qsizetype(crypto_sign_SECRETKEYBYTES));
    QByteArray publicHalf(crypto_sign_PUBLICKEYBYTES, '\0');
    crypto_sign_seed_keypair(reinterpret_cast<uchar *>(publicHalf.data()), secret->data(),
                             seed.data());
    Result<VerifyingKey> verifyingKey = VerifyingKey::fromBytes(publicHalf);
    if (!verifyingKey)
        return verifyingKey.error();
    return SigningKey(std::move(secret), *std::move(verifyingKey), created.toUTC());
}

SigningKey SigningKey::make(const QDateTime &created)
{
    // A seed of this length is always one.
    return fromSeed(SecretBytes::random(crypto_sign_SEEDBYTES), created).value();
}

Result<SigningKey> SigningKey::load(const QString &path)
{
    Result<QByteArray> text = DurableFile::read(path, largestKeyFile);
    if (!text)
        return text.error();
#ifdef Q_OS_UNIX
    constexpr QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup
                                                | QFileDevice::ReadOther | QFileDevice::WriteOther;
    if (QFileInfo(path).permissions() & others) {
        return Error{Error::Kind::Refused,
                     tr("Others may read or change the private key %1. If nobody did, run "
                        "“chmod 600 %1”; otherwise move it away, and a new key is made.")
                         .arg(path),
                     {}};
    }
#endif
    const QJsonObject jwk = QJsonDocument::fromJson(*text).object();
    sodium_memzero(text->data(), size_t(text->size()));
    const std::optional<QByteArray> seed = Base64Url::decode(jwk[u"d"].toString().toLatin1());
    if (jwk[u"kty"] != u"OKP"_s || jwk[u"crv"] != u"Ed25519"_s || !seed)
        return notAKey(path, u"kty, crv, d"_s);
    const QDateTime created = QDateTime::fromString(jwk[u"created"].toString(), Qt::ISODate);
    if (!created.isValid())
        return notAKey(path, u"created"_s);
    Result<SigningKey> key = fromSeed(SecretBytes(*seed), created);
    if (!key)
        return notAKey(path, key.error().message);
    if (Base64Url::text(key->m_verifyingKey.bytes()) != jwk[u"x"].toString())
        return notAKey(path, u"x"_s);
    return key;
}

Result<SigningKey> SigningKey::loadOrMake(const QString &path, const QDateTime &now)
{
    if (QFileInfo::exists(path))
        return load(path);
    if (!QDir().mkpath(QFileInfo(path).absolutePath())) {
        return Error{Error::Kind::Permission,
                     tr("The folder %1 cannot be made.").arg(QFileInfo(path).absolutePath()),
                     {}};
    }
    QLockFile lock(path + u".lock"_s);
    if (!lock.tryLock(10'000)) {
        return Error{
            Error::Kind::Timeout,
            tr("Another process has been making the key %1 for long. Try again.").arg(path),
            {}};
    }
    if (QFileInfo::exists(path))
        return load(path);
    const SigningKey key = make(now);
    if (Result<void> saved = key.save(path); !saved)
        return saved.error();
    return key;
}

Result<void> SigningKey::save(const QString &path) const
{
    QJsonObject jwk = m_verifyingKey.toJwk();
    jwk[u"created"] = m_created.toString(Qt::ISODate);
    jwk[u"d"] = Base64Url::text(m_secret->view().first(crypto_sign_SEEDBYTES));
    QByteArray text = QJsonDocument(jwk).toJson();
    Result<void> written = DurableFile::write(path, text, DurableFile::privateFile);
    sodium_memzero(text.data(), size_t(text.size()));
    return written;
}

QByteArray SigningKey::sign(QByteArrayView message) const
{
    QByteArray signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<uchar *>(signature.data()), nullptr,
                         reinterpret_cast<const uchar *>(message.data()),
                         static_cast<unsigned long long>(message.size()), m_secret->data());
    return signature;
}
