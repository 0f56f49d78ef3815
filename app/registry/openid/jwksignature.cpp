// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/openid/jwksignature.h"

#include "signing/base64url.h"

#include <memory>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

using namespace Qt::StringLiterals;

namespace {

constexpr int fewestRsaBits = 2048;
constexpr int mostRsaBits = 8192;
constexpr qsizetype coordinateBytes = 32; ///< of P-256

template <auto function>
struct Freeing {
    template <typename T>
    void operator()(T *object) const
    {
        function(object);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freeing<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Freeing<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freeing<BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freeing<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Freeing<OSSL_PARAM_free>>;
using EcSignature = std::unique_ptr<ECDSA_SIG, Freeing<ECDSA_SIG_free>>;

const uchar *bytesOf(const QByteArray &bytes)
{
    return reinterpret_cast<const uchar *>(bytes.constData());
}

QByteArray member(const QJsonObject &jwk, const QString &name)
{
    return Base64Url::decode(jwk.value(name).toString().toLatin1()).value_or(QByteArray());
}

Number numberOf(const QByteArray &bytes)
{
    return Number(BN_bin2bn(bytesOf(bytes), int(bytes.size()), nullptr));
}

Key keyFrom(const char *type, const Builder &builder)
{
    const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY *key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) <= 0
        || EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) <= 0)
        return nullptr;
    return Key(key);
}

Key rsaKey(const QJsonObject &jwk)
{
    const Number modulus = numberOf(member(jwk, u"n"_s));
    const Number exponent = numberOf(member(jwk, u"e"_s));
    const Builder builder(OSSL_PARAM_BLD_new());
    if (!modulus || !exponent || !builder || BN_num_bits(modulus.get()) < fewestRsaBits
        || BN_num_bits(modulus.get()) > mostRsaBits || BN_num_bits(exponent.get()) > 64
        || !BN_is_odd(exponent.get()) || BN_is_one(exponent.get())
        || !OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get())
        || !OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()))
        return nullptr;
    return keyFrom("RSA", builder);
}

Key ellipticKey(const QJsonObject &jwk)
{
    const QByteArray x = member(jwk, u"x"_s);
    const QByteArray y = member(jwk, u"y"_s);
    const QByteArray point = '\x04' + x + y;
    const Builder builder(OSSL_PARAM_BLD_new());
    if (x.size() != coordinateBytes || y.size() != coordinateBytes || !builder
        || !OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1",
                                            0)
        || !OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY,
                                             point.constData(), size_t(point.size())))
        return nullptr;
    return keyFrom("EC", builder);
}

Key edwardsKey(const QJsonObject &jwk)
{
    const QByteArray x = member(jwk, u"x"_s);
    return Key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(x), size_t(x.size())));
}

/// Of the two numbers side by side (RFC 7518, section 3.4) the form that OpenSSL reads.
QByteArray derOf(const QByteArray &raw)
{
    if (raw.size() != 2 * coordinateBytes)
        return {};
    const EcSignature signature(ECDSA_SIG_new());
    Number r = numberOf(raw.first(coordinateBytes));
    Number s = numberOf(raw.last(coordinateBytes));
    if (!signature || !r || !s || ECDSA_SIG_set0(signature.get(), r.get(), s.get()) != 1)
        return {};
    // They are the signature's now.
    r.release();
    s.release();
    uchar *der = nullptr;
    const int length = i2d_ECDSA_SIG(signature.get(), &der);
    const QByteArray bytes =
        length > 0 ? QByteArray(reinterpret_cast<const char *>(der), length) : QByteArray();
    OPENSSL_free(der);
    return bytes;
}

} // namespace

bool JwkSignature::isKnown(const QString &algorithm)
{
    return algorithm == u"RS256" || algorithm == u"ES256" || algorithm == u"EdDSA";
}

bool JwkSignature::fits(const QString &algorithm, const QJsonObject &jwk)
{
    const QString type = jwk.value(u"kty"_s).toString();
    const QString curve = jwk.value(u"crv"_s).toString();
    if (jwk.value(u"use"_s).toString(u"sig"_s) != u"sig"
        || jwk.value(u"alg"_s).toString(algorithm) != algorithm)
        return false;
    if (algorithm == u"RS256")
        return type == u"RSA";
    if (algorithm == u"ES256")
        return type == u"EC" && curve == u"P-256";
    return algorithm == u"EdDSA" && type == u"OKP" && curve == u"Ed25519";
}

bool JwkSignature::verify(const QString &algorithm, const QJsonObject &jwk,
                          const QByteArray &message, const QByteArray &signature)
{
    if (!fits(algorithm, jwk))
        return false;
    const bool isElliptic = algorithm == u"ES256";
    const bool isEdwards = algorithm == u"EdDSA";
    const Key key = isElliptic ? ellipticKey(jwk) : isEdwards ? edwardsKey(jwk) : rsaKey(jwk);
    const QByteArray readable = isElliptic ? derOf(signature) : signature;
    const Digest digest(EVP_MD_CTX_new());
    if (!key || readable.isEmpty() || !digest
        || EVP_DigestVerifyInit(digest.get(), nullptr, isEdwards ? nullptr : EVP_sha256(), nullptr,
                                key.get())
               <= 0)
        return false;
    return EVP_DigestVerify(digest.get(), bytesOf(readable), size_t(readable.size()),
                            bytesOf(message), size_t(message.size()))
           == 1;
}
