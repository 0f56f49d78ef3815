// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/passwordhash.h"

#include "signing/secretbytes.h"
#include "signing/sodium.h"

#include <QCoreApplication>

#include <cstring>
#include <sodium.h>

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PasswordHash", text);
}

SecretBytes utf8Of(const QString &password)
{
    QByteArray text = password.normalized(QString::NormalizationForm_C).toUtf8();
    SecretBytes secret(text);
    sodium_memzero(text.data(), size_t(text.size()));
    return secret;
}

/// What libsodium reads as a hash: its own text form, bounded and ended by a zero.
bool isReadable(const QByteArray &hash)
{
    return hash.startsWith("$argon2id$") && hash.size() < qsizetype(crypto_pwhash_STRBYTES);
}

QByteArray textOf(const SecretBytes &password, PasswordHash::Cost cost)
{
    char text[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str_alg(text, reinterpret_cast<const char *>(password.data()),
                              size_t(password.size()), cost.passes, size_t(cost.memory),
                              crypto_pwhash_ALG_ARGON2ID13)
        != 0)
        return {};
    return QByteArray(text);
}

/// The hash of a password that nobody knows, at the usual cost.
const QByteArray &nobodysHash()
{
    static const QByteArray hash = textOf(SecretBytes::random(32), {});
    return hash;
}

} // namespace

namespace PasswordHash {

Result<QByteArray> make(const QString &password, Cost cost)
{
    needSodium();
    const SecretBytes secret = utf8Of(password);
    if (secret.isEmpty())
        return Error{Error::Kind::Invalid, tr("A password is needed."), {}};
    if (secret.size() > longestPassword) {
        return Error{
            Error::Kind::Invalid,
            tr("The password is longer than %1 bytes. Take a shorter one.").arg(longestPassword),
            {}};
    }
    const QByteArray text = textOf(secret, cost);
    if (text.isEmpty()) {
        return Error{Error::Kind::Internal,
                     tr("The password cannot be protected: %1 KiB of memory are not to be had. Try "
                        "again when the computer does less.")
                         .arg(cost.memory / 1024),
                     {}};
    }
    return text;
}

bool verify(const QByteArray &hash, const QString &password)
{
    needSodium();
    const SecretBytes secret = utf8Of(password);
    if (secret.size() > longestPassword)
        return false;
    const bool isKnown = isReadable(hash);
    // A copy: libsodium reads up to the terminating zero, which a raw-data array may lack.
    const QByteArray text(isKnown ? hash.constData() : nobodysHash().constData(),
                          isKnown ? hash.size() : nobodysHash().size());
    // An empty secret has no bytes to point at; libsodium wants an address all the same.
    const char *bytes = secret.isEmpty() ? "" : reinterpret_cast<const char *>(secret.data());
    const bool isRight =
        crypto_pwhash_str_verify(text.constData(), bytes, size_t(secret.size())) == 0;
    return isKnown && isRight && !secret.isEmpty();
}

bool needsRehash(const QByteArray &hash, Cost cost)
{
    needSodium();
    if (!isReadable(hash))
        return true;
    const QByteArray text(hash.constData(), hash.size());
    return crypto_pwhash_str_needs_rehash(text.constData(), cost.passes, size_t(cost.memory)) != 0;
}

} // namespace PasswordHash
