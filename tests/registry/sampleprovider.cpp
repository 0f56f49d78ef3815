// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/sampleprovider.h"

#include "signing/base64url.h"
#include "signing/randombytes.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>

using namespace Qt::StringLiterals;

const QString SampleProvider::clientId = u"howdah & co"_s;
const QString SampleProvider::clientSecret = u"a secret: with %"_s;

namespace {

QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QString number(const EVP_PKEY *key, const char *name, int bytes = 0)
{
    BIGNUM *value = nullptr;
    EVP_PKEY_get_bn_param(key, name, &value);
    QByteArray text(bytes > 0 ? bytes : BN_num_bytes(value), '\0');
    BN_bn2binpad(value, reinterpret_cast<uchar *>(text.data()), int(text.size()));
    BN_free(value);
    return Base64Url::text(text);
}

QHash<QString, QString> formOf(const QByteArray &body)
{
    QHash<QString, QString> fields;
    for (const auto &[name, value] :
         QUrlQuery(QString::fromLatin1(body)).queryItems(QUrl::FullyDecoded))
        fields.insert(name, value);
    return fields;
}

} // namespace

struct SampleProvider::Key {
    explicit Key(const QString &algorithm)
        : pkey(algorithm == u"RS256"   ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", size_t(2048))
               : algorithm == u"ES256" ? EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256")
                                       : EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")),
          isEdwards(algorithm == u"EdDSA"),
          isElliptic(algorithm == u"ES256")
    {
    }
    ~Key() { EVP_PKEY_free(pkey); }
    Key(const Key &) = delete;
    Key &operator=(const Key &) = delete;

    [[nodiscard]] QJsonObject jwk() const
    {
        if (isEdwards) {
            QByteArray raw(32, '\0');
            size_t size = 32;
            EVP_PKEY_get_raw_public_key(pkey, reinterpret_cast<uchar *>(raw.data()), &size);
            return {{u"kty"_s, u"OKP"_s}, {u"crv"_s, u"Ed25519"_s}, {u"x"_s, Base64Url::text(raw)}};
        }
        if (isElliptic)
            return {{u"kty"_s, u"EC"_s},
                    {u"crv"_s, u"P-256"_s},
                    {u"x"_s, number(pkey, OSSL_PKEY_PARAM_EC_PUB_X, 32)},
                    {u"y"_s, number(pkey, OSSL_PKEY_PARAM_EC_PUB_Y, 32)}};
        return {{u"kty"_s, u"RSA"_s},
                {u"n"_s, number(pkey, OSSL_PKEY_PARAM_RSA_N)},
                {u"e"_s, number(pkey, OSSL_PKEY_PARAM_RSA_E)}};
    }

    [[nodiscard]] QByteArray sign(const QByteArray &message) const
    {
        EVP_MD_CTX *context = EVP_MD_CTX_new();
        EVP_DigestSignInit(context, nullptr, isEdwards ? nullptr : EVP_sha256(), nullptr, pkey);
        QByteArray signature(1024, '\0');
        size_t size = size_t(signature.size());
        EVP_DigestSign(context, reinterpret_cast<uchar *>(signature.data()), &size,
                       reinterpret_cast<const uchar *>(message.constData()),
                       size_t(message.size()));
        EVP_MD_CTX_free(context);
        signature.truncate(qsizetype(size));
        return isElliptic ? sideBySide(signature) : signature;
    }

    static QByteArray sideBySide(const QByteArray &der)
    {
        const auto *at = reinterpret_cast<const uchar *>(der.constData());
        ECDSA_SIG *signature = d2i_ECDSA_SIG(nullptr, &at, long(der.size()));
        QByteArray raw(64, '\0');
        auto *bytes = reinterpret_cast<uchar *>(raw.data());
        BN_bn2binpad(ECDSA_SIG_get0_r(signature), bytes, 32);
        BN_bn2binpad(ECDSA_SIG_get0_s(signature), bytes + 32, 32);
        ECDSA_SIG_free(signature);
        return raw;
    }

    EVP_PKEY *pkey;
    bool isEdwards;
    bool isElliptic;
};

SampleProvider::SampleProvider(const QString &algorithm)
    : m_algorithm(algorithm), m_claimed(algorithm), m_key(std::make_unique<Key>(algorithm))
{
    m_server = std::make_unique<FakeHttpServer>(
        [this](const FakeRequest &request) { return answer(request); });
}

SampleProvider::~SampleProvider()
{
    m_server.reset();
}

QString SampleProvider::issuer() const
{
    return u"http://127.0.0.1:%1"_s.arg(m_server->port());
}

qsizetype SampleProvider::askedForKeys() const
{
    return m_server->targets().count("/keys");
}

void SampleProvider::falsify(const QJsonObject &claims)
{
    const std::lock_guard lock(m_mutex);
    m_false = claims;
}

void SampleProvider::rotateKey()
{
    const std::lock_guard lock(m_mutex);
    m_key = std::make_unique<Key>(m_algorithm);
    ++m_keyNumber;
}

void SampleProvider::withdrawKey()
{
    const std::lock_guard lock(m_mutex);
    m_isWithdrawn = true;
}

void SampleProvider::claimAlgorithm(const QString &algorithm)
{
    const std::lock_guard lock(m_mutex);
    m_claimed = algorithm;
}

void SampleProvider::breakSignature()
{
    const std::lock_guard lock(m_mutex);
    m_isBroken = true;
}

QString SampleProvider::login(const QUrl &authorization, const QJsonObject &person)
{
    const QHash<QString, QString> asked =
        formOf(authorization.query(QUrl::FullyEncoded).toLatin1());
    if (authorization.path() != u"/authorize" || asked.value(u"client_id"_s) != clientId
        || asked.value(u"response_type"_s) != u"code"
        || asked.value(u"code_challenge_method"_s) != u"S256"
        || !asked.value(u"scope"_s).split(u' ').contains(u"openid"_s)
        || asked.value(u"state"_s).isEmpty())
        return {};
    const QString code = Base64Url::text(randomBytes(16));
    const std::lock_guard lock(m_mutex);
    m_grants.insert(code, {asked.value(u"nonce"_s), asked.value(u"code_challenge"_s),
                           asked.value(u"redirect_uri"_s), person});
    return code;
}

QByteArray SampleProvider::sign(const QJsonObject &claims) const
{
    const QJsonObject header{{u"alg"_s, m_claimed}, {u"kid"_s, u"key %1"_s.arg(m_keyNumber)}};
    const QByteArray message =
        Base64Url::encode(json(header)) + '.' + Base64Url::encode(json(claims));
    QByteArray signature = m_key->sign(message);
    if (m_isBroken)
        signature[0] = char(signature[0] ^ 1);
    return message + '.' + Base64Url::encode(signature);
}

FakeReply SampleProvider::token(const FakeRequest &request)
{
    const QHash<QString, QString> asked = formOf(request.body);
    const Grant grant = m_grants.take(asked.value(u"code"_s));
    const QString challenge = Base64Url::text(QCryptographicHash::hash(
        asked.value(u"code_verifier"_s).toLatin1(), QCryptographicHash::Sha256));
    const QByteArray credentials =
        "Basic "
        + (QUrl::toPercentEncoding(clientId) + ':' + QUrl::toPercentEncoding(clientSecret))
              .toBase64();
    if (request.headers.value("authorization") != credentials)
        return {401, {}, json({{u"error"_s, u"invalid_client"_s}})};
    if (grant.nonce.isEmpty() || challenge != grant.challenge
        || asked.value(u"redirect_uri"_s) != grant.returnTo)
        return {400, {}, json({{u"error"_s, u"invalid_grant"_s}})};
    QJsonObject claims = grant.person;
    claims.insert(u"iss"_s, issuer());
    claims.insert(u"aud"_s, clientId);
    claims.insert(u"nonce"_s, grant.nonce);
    // The registry's clock in tests.
    claims.insert(u"iat"_s, 1709374272);
    claims.insert(u"exp"_s, 1709374272 + 300);
    for (auto claim = m_false.begin(); claim != m_false.end(); ++claim) {
        if (claim->isNull())
            claims.remove(claim.key());
        else
            claims.insert(claim.key(), *claim);
    }
    return {200,
            {{"Content-Type", "application/json"}},
            json({{u"access_token"_s, u"unused"_s},
                  {u"token_type"_s, u"Bearer"_s},
                  {u"id_token"_s, QString::fromLatin1(sign(claims))}})};
}

FakeReply SampleProvider::answer(const FakeRequest &request)
{
    const std::lock_guard lock(m_mutex);
    if (request.target == "/.well-known/openid-configuration")
        return {200,
                {},
                json({{u"issuer"_s, issuer()},
                      {u"authorization_endpoint"_s, issuer() + u"/authorize"_s},
                      {u"token_endpoint"_s, issuer() + u"/token"_s},
                      {u"jwks_uri"_s, issuer() + u"/keys"_s}})};
    if (request.target == "/keys") {
        QJsonObject key = m_key->jwk();
        key.insert(u"kid"_s, u"key %1"_s.arg(m_keyNumber));
        return {200, {}, json({{u"keys"_s, m_isWithdrawn ? QJsonArray() : QJsonArray{key}}})};
    }
    if (request.target == "/token" && request.method == "POST")
        return token(request);
    return {404, {}, {}};
}
