// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/verifyingkey.h"

#include "signing/base64url.h"
#include "signing/sodium.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonArray>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestKid = 256;

QString tr(const char *text)
{
    return QCoreApplication::translate("VerifyingKey", text);
}

Error otherUse(const QString &what)
{
    return {Error::Kind::Unsupported, tr("The key is not one for Ed25519 signatures."), what};
}

/// RFC 7638, section 3, with the members of RFC 8037, section 2.
QString thumbprintOf(const QByteArray &bytes)
{
    const QByteArray members =
        R"({"crv":"Ed25519","kty":"OKP","x":")" + Base64Url::encode(bytes) + "\"}";
    return Base64Url::text(QCryptographicHash::hash(members, QCryptographicHash::Sha256));
}

} // namespace

Result<VerifyingKey> VerifyingKey::fromBytes(const QByteArray &bytes)
{
    if (bytes.size() != qsizetype(crypto_sign_PUBLICKEYBYTES)) {
        return Error{Error::Kind::Integrity,
                     tr("A public key has %1 bytes, this one has %2.")
                         .arg(crypto_sign_PUBLICKEYBYTES)
                         .arg(bytes.size()),
                     {}};
    }
    VerifyingKey key;
    key.m_bytes = bytes;
    key.m_thumbprint = thumbprintOf(bytes);
    key.m_kid = key.m_thumbprint;
    return key;
}

Result<VerifyingKey> VerifyingKey::fromJwk(const QJsonObject &jwk)
{
    if (jwk[u"kty"] != u"OKP"_s || jwk[u"crv"] != u"Ed25519"_s)
        return otherUse(u"kty, crv"_s);
    if (jwk.contains(u"use") && jwk[u"use"] != u"sig"_s)
        return otherUse(u"use"_s);
    if (jwk.contains(u"key_ops") && !jwk[u"key_ops"].toArray().contains(u"verify"_s))
        return otherUse(u"key_ops"_s);
    // RFC 9864 renames EdDSA with this curve.
    if (jwk.contains(u"alg") && jwk[u"alg"] != u"EdDSA"_s && jwk[u"alg"] != u"Ed25519"_s)
        return otherUse(u"alg"_s);
    if (jwk.contains(u"d")) {
        return Error{Error::Kind::Refused,
                     tr("A private key was published, so that anybody can sign with it. Do not "
                        "trust it, and tell its owner."),
                     {}};
    }
    const std::optional<QByteArray> bytes = Base64Url::decode(jwk[u"x"].toString().toLatin1());
    if (!bytes) {
        return Error{Error::Kind::Invalid, tr("The public key's member x is not base64url."),
                     jwk[u"x"].toString()};
    }
    Result<VerifyingKey> key = fromBytes(*bytes);
    if (!key)
        return key;
    if (jwk.contains(u"kid")) {
        const QString kid = jwk[u"kid"].toString();
        if (kid.isEmpty() || kid.size() > longestKid) {
            return Error{
                Error::Kind::Invalid,
                tr("A key's name (kid) must be a text of 1 to %1 letters.").arg(longestKid),
                {}};
        }
        key->m_kid = kid;
    }
    return key;
}

QString VerifyingKey::shownName() const
{
    QString name = m_thumbprint.left(16);
    for (qsizetype at = 12; at > 0; at -= 4)
        name.insert(at, u' ');
    return name;
}

QJsonObject VerifyingKey::toJwk() const
{
    return {{u"alg"_s, u"EdDSA"_s}, {u"crv"_s, u"Ed25519"_s}, {u"kid"_s, m_kid},
            {u"kty"_s, u"OKP"_s},   {u"use"_s, u"sig"_s},     {u"x"_s, Base64Url::text(m_bytes)}};
}

bool VerifyingKey::verifies(QByteArrayView message, QByteArrayView signature) const
{
    needSodium();
    return signature.size() == qsizetype(crypto_sign_BYTES)
           && crypto_sign_verify_detached(reinterpret_cast<const uchar *>(signature.data()),
                                          reinterpret_cast<const uchar *>(message.data()),
                                          static_cast<unsigned long long>(message.size()),
                                          reinterpret_cast<const uchar *>(m_bytes.constData()))
                  == 0;
}
