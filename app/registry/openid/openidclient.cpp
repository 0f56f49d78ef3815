// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/openid/openidclient.h"

#include "signing/base64url.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestAnswer = 512 * 1024;
constexpr qint64 freshSeconds = 3600;

QString tr(const char *text)
{
    return QCoreApplication::translate("OpenIdClient", text);
}

QString withoutSlash(QString address)
{
    while (address.endsWith(u'/'))
        address.chop(1);
    return address;
}

QByteArray encoded(const QString &text)
{
    return QUrl::toPercentEncoding(text);
}

QByteArray formOf(const QList<std::pair<QByteArray, QString>> &fields)
{
    QByteArrayList pairs;
    for (const auto &[name, value] : fields)
        pairs.append(name + '=' + encoded(value));
    return pairs.join('&');
}

} // namespace

bool OpenIdClient::isFresh(const QDateTime &read) const
{
    return read.secsTo(m_clock.now()) < freshSeconds;
}

Result<QJsonObject> OpenIdClient::fetch(const HttpRequest &request)
{
    const Result<HttpResponse> response = m_http.send(request);
    if (!response)
        return response.error();
    const QJsonDocument document = QJsonDocument::fromJson(response->body);
    if (!response->isSuccess() || !document.isObject())
        return Error{Error::Kind::Network,
                     tr("The identity provider does not answer as it should. Try again later."),
                     u"%1: status %2, error %3"_s.arg(request.url.toString(QUrl::RemoveQuery))
                         .arg(response->status)
                         .arg(document.object().value(u"error"_s).toString())};
    return document.object();
}

Result<OpenIdClient::Metadata> OpenIdClient::metadataOf(const IdentityProvider &provider)
{
    const QString issuer = provider.issuer.toString();
    {
        const QMutexLocker locker(&m_mutex);
        const auto known = m_metadata.constFind(issuer);
        if (known != m_metadata.cend() && isFresh(known->read))
            return *known;
    }
    HttpRequest request;
    request.url = QUrl(withoutSlash(issuer) + u"/.well-known/openid-configuration"_s);
    request.bodyLimit = largestAnswer;
    const Result<QJsonObject> answer = fetch(request);
    if (!answer)
        return answer.error();
    Metadata metadata;
    metadata.authorization = QUrl(answer->value(u"authorization_endpoint"_s).toString());
    metadata.token = QUrl(answer->value(u"token_endpoint"_s).toString());
    metadata.keys = QUrl(answer->value(u"jwks_uri"_s).toString());
    const QJsonArray methods = answer->value(u"token_endpoint_auth_methods_supported"_s).toArray();
    metadata.takesBasic = methods.isEmpty() || methods.contains(u"client_secret_basic"_s);
    metadata.read = m_clock.now();
    const bool isGood = answer->value(u"issuer"_s).toString() == issuer
                        && IdentityProviders::isSafeAddress(metadata.authorization)
                        && IdentityProviders::isSafeAddress(metadata.token)
                        && IdentityProviders::isSafeAddress(metadata.keys);
    if (!isGood)
        return Error{Error::Kind::Network,
                     tr("%1 does not describe itself as OpenID Connect wants it.").arg(issuer),
                     {}};
    const QMutexLocker locker(&m_mutex);
    m_metadata.insert(issuer, metadata);
    return metadata;
}

Result<QJsonArray> OpenIdClient::keysOf(const Metadata &metadata, bool anew)
{
    const QString address = metadata.keys.toString();
    {
        const QMutexLocker locker(&m_mutex);
        const auto known = m_keys.constFind(address);
        // A key that the provider withdrew is believed no longer than that.
        if (!anew && known != m_keys.cend() && isFresh(known->read))
            return known->keys;
    }
    HttpRequest request;
    request.url = metadata.keys;
    request.bodyLimit = largestAnswer;
    const Result<QJsonObject> answer = fetch(request);
    if (!answer)
        return answer.error();
    const QJsonArray keys = answer->value(u"keys"_s).toArray();
    const QMutexLocker locker(&m_mutex);
    m_keys.insert(address, {keys, m_clock.now()});
    return keys;
}

Result<QUrl> OpenIdClient::addressFor(const IdentityProvider &provider, const Attempt &attempt)
{
    const Result<Metadata> metadata = metadataOf(provider);
    if (!metadata)
        return metadata.error();
    const QString challenge = Base64Url::text(
        QCryptographicHash::hash(attempt.verifier.toLatin1(), QCryptographicHash::Sha256));
    const QByteArray query = formOf({{"response_type", u"code"_s},
                                     {"client_id", provider.clientId},
                                     {"redirect_uri", attempt.returnTo.toString()},
                                     {"scope", provider.scopes},
                                     {"state", attempt.state},
                                     {"nonce", attempt.nonce},
                                     {"code_challenge", challenge},
                                     {"code_challenge_method", u"S256"_s}});
    QUrl address = metadata->authorization;
    const QString before = address.query(QUrl::FullyEncoded);
    address.setQuery((before.isEmpty() ? QString() : before + u'&') + QString::fromLatin1(query));
    return address;
}

Result<IdToken> OpenIdClient::redeem(const IdentityProvider &provider, const Attempt &attempt,
                                     const QString &code)
{
    const Result<Metadata> metadata = metadataOf(provider);
    if (!metadata)
        return metadata.error();
    HttpRequest request;
    request.url = metadata->token;
    request.method = "POST";
    request.bodyLimit = largestAnswer;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}};
    QList<std::pair<QByteArray, QString>> fields{{"grant_type", u"authorization_code"_s},
                                                 {"code", code},
                                                 {"redirect_uri", attempt.returnTo.toString()},
                                                 {"code_verifier", attempt.verifier}};
    if (!provider.clientSecret.isEmpty() && metadata->takesBasic) {
        request.headers.insert(
            "Authorization",
            "Basic "
                + (encoded(provider.clientId) + ':' + encoded(provider.clientSecret)).toBase64());
    } else {
        fields.append({"client_id", provider.clientId});
        if (!provider.clientSecret.isEmpty())
            fields.append({"client_secret", provider.clientSecret});
    }
    request.body = formOf(fields);
    const Result<QJsonObject> answer = fetch(request);
    if (!answer)
        return answer.error();
    const QByteArray token = answer->value(u"id_token"_s).toString().toLatin1();
    const IdToken::Expected expected{provider.issuer.toString(), provider.clientId, attempt.nonce,
                                     m_clock.now()};
    for (const bool anew : {false, true}) {
        const Result<QJsonArray> keys = keysOf(*metadata, anew);
        if (!keys)
            return keys.error();
        Result<IdToken> person = IdToken::verify(token, *keys, expected);
        // A key that is not known may be a new one.
        if (anew || person || person.error().kind != Error::Kind::NotFound)
            return person;
    }
    return Error{Error::Kind::Internal, {}, {}};
}
