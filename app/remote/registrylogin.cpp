// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/registrylogin.h"

#include "remote/pause.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QHostAddress>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

const QString RegistryLogin::clientId = u"Howdah"_s;

namespace {

constexpr qint64 largestAnswer = 64 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryLogin", text);
}

bool isSafe(const QUrl &url)
{
    const bool isHere = url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
    return url.isValid() && !url.host().isEmpty()
           && (url.scheme() == u"https" || (url.scheme() == u"http" && isHere));
}

QJsonObject objectOf(const HttpResponse &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

Error unexpected(const HttpResponse &response)
{
    const QJsonObject answer = objectOf(response);
    QString said = answer.value(u"error_description"_s).toString();
    if (said.isEmpty())
        said = answer.value(u"title"_s).toString();
    if (!said.isEmpty())
        return {response.status == 429 ? Error::Kind::Timeout : Error::Kind::Refused, said, {}};
    return errorOfStatus(response).value_or(
        Error{Error::Kind::Network, tr("The registry does not answer as it should."), {}});
}

} // namespace

Result<RegistryLogin::Endpoints> RegistryLogin::endpoints(const CancellationToken &token)
{
    if (!isSafe(m_registry))
        return Error{Error::Kind::Refused,
                     tr("%1 is no safe address to sign in to: use https://.")
                         .arg(m_registry.toDisplayString()),
                     {}};
    HttpRequest request;
    request.url = m_registry.resolved(QUrl(u"/.well-known/oauth-authorization-server"_s));
    request.bodyLimit = largestAnswer;
    const Result<HttpResponse> response = m_http.send(request, token);
    if (!response)
        return response.error();
    const QJsonObject metadata = objectOf(*response);
    Endpoints found{QUrl(metadata.value(u"device_authorization_endpoint"_s).toString()),
                    QUrl(metadata.value(u"token_endpoint"_s).toString()),
                    QUrl(metadata.value(u"revocation_endpoint"_s).toString())};
    if (!response->isSuccess() || !isSafe(found.device) || !isSafe(found.token))
        return Error{Error::Kind::Unsupported,
                     tr("%1 does not sign programs in this way. It takes a nickname and a "
                        "password, or nothing.")
                         .arg(m_registry.toDisplayString()),
                     {}};
    return found;
}

Result<HttpResponse> RegistryLogin::post(const QUrl &url,
                                         const QList<std::pair<QByteArray, QString>> &fields,
                                         const CancellationToken &token)
{
    HttpRequest request;
    request.url = url;
    request.method = "POST";
    request.bodyLimit = largestAnswer;
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"},
                       {"Accept", "application/json"}};
    QByteArrayList pairs;
    for (const auto &[name, value] : fields)
        pairs.append(name + '=' + QUrl::toPercentEncoding(value));
    request.body = pairs.join('&');
    return m_http.send(request, token);
}

Result<RegistryLogin::Begun> RegistryLogin::begin(const QString &scope,
                                                  const CancellationToken &token)
{
    const Result<Endpoints> found = endpoints(token);
    if (!found)
        return found.error();
    const Result<HttpResponse> response =
        post(found->device, {{"client_id", clientId}, {"scope", scope}}, token);
    if (!response)
        return response.error();
    const QJsonObject answer = objectOf(*response);
    Begun begun;
    begun.userCode = answer.value(u"user_code"_s).toString();
    begun.deviceCode = answer.value(u"device_code"_s).toString();
    begun.page = QUrl(answer.value(u"verification_uri"_s).toString());
    begun.pageWithCode = QUrl(answer.value(u"verification_uri_complete"_s).toString());
    begun.interval = std::chrono::seconds(answer.value(u"interval"_s).toInteger(5));
    begun.lifetime = std::chrono::seconds(answer.value(u"expires_in"_s).toInteger(900));
    if (!response->isSuccess() || begun.userCode.isEmpty() || begun.deviceCode.isEmpty()
        || !isSafe(begun.page))
        return unexpected(*response);
    return begun;
}

Result<RegistryLogin::Token> RegistryLogin::wait(const Begun &begun, const CancellationToken &token)
{
    const Result<Endpoints> found = endpoints(token);
    if (!found)
        return found.error();
    const Error late{Error::Kind::Timeout, tr("Nobody typed the code in time. Try again."), {}};
    std::chrono::seconds interval = std::max(begun.interval, std::chrono::seconds(1));
    QElapsedTimer timer;
    timer.start();
    while (!timer.hasExpired(std::chrono::milliseconds(begun.lifetime).count())) {
        if (!pauseFor(interval, token))
            return Error{Error::Kind::Cancelled, tr("Signing in was stopped."), {}};
        const Result<HttpResponse> response =
            post(found->token,
                 {{"grant_type", u"urn:ietf:params:oauth:grant-type:device_code"_s},
                  {"device_code", begun.deviceCode},
                  {"client_id", clientId}},
                 token);
        // A connection that breaks meanwhile is no reason to give up (RFC 8628, section 3.5).
        if (!response && response.error().kind == Error::Kind::Cancelled)
            return response.error();
        if (!response) {
            interval *= 2;
            continue;
        }
        const QJsonObject answer = objectOf(*response);
        const QString error = answer.value(u"error"_s).toString();
        if (response->isSuccess()) {
            const Token made{answer.value(u"access_token"_s).toString(),
                             answer.value(u"scope"_s).toString(),
                             std::chrono::seconds(answer.value(u"expires_in"_s).toInteger())};
            return made.secret.isEmpty() ? Result<Token>(unexpected(*response)) : made;
        }
        if (error == u"slow_down")
            interval += 5s;
        else if (error == u"access_denied")
            return Error{Error::Kind::Permission, tr("The sign-in was declined."), {}};
        else if (error == u"expired_token")
            return late;
        else if (error != u"authorization_pending")
            return unexpected(*response);
    }
    return late;
}

Result<void> RegistryLogin::revoke(const QString &secret, const CancellationToken &token)
{
    const Result<Endpoints> found = endpoints(token);
    if (!found)
        return found.error();
    if (!isSafe(found->revocation))
        return Error{Error::Kind::Unsupported,
                     tr("%1 names no safe address to revoke a token at. Revoke it there yourself.")
                         .arg(m_registry.toDisplayString()),
                     found->revocation.toDisplayString()};
    const Result<HttpResponse> response =
        post(found->revocation, {{"token", secret}, {"client_id", clientId}}, token);
    if (!response)
        return response.error();
    if (!response->isSuccess())
        return unexpected(*response);
    return {};
}

Result<QJsonObject> RegistryLogin::account(const QString &secret, const CancellationToken &token)
{
    if (const Result<Endpoints> found = endpoints(token); !found)
        return found.error();
    HttpRequest request;
    request.url = m_registry.resolved(QUrl(u"/api/v2/account"_s));
    request.bodyLimit = largestAnswer;
    request.headers = {{"Authorization", "Bearer " + secret.toLatin1()},
                       {"Accept", "application/json"}};
    const Result<HttpResponse> response = m_http.send(request, token);
    if (!response)
        return response.error();
    if (response->status == 401)
        return Error{Error::Kind::Permission,
                     tr("The token for %1 has expired or was revoked. Sign in anew.")
                         .arg(m_registry.toDisplayString()),
                     {}};
    if (!response->isSuccess())
        return unexpected(*response);
    return objectOf(*response);
}
