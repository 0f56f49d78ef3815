// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/registryapiclient.h"

#include "remote/networkfailure.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestAnswer = 8 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryApiClient", text);
}

bool isObject(const QByteArray &body)
{
    return QJsonDocument::fromJson(body).isObject();
}

bool isOnThisComputer(const QUrl &url)
{
    return url.host() == u"localhost" || QHostAddress(url.host()).isLoopback();
}

} // namespace

RegistryApiClient::RegistryApiClient(const QUrl &base, HttpCache &cache, HttpClient &client)
    : m_base(base), m_cache(cache), m_client(client)
{
    QString path = m_base.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    m_base.setPath(path, QUrl::TolerantMode);
    m_base.setQuery(QString());
    m_base.setFragment(QString());
}

void RegistryApiClient::setToken(const QString &token)
{
    m_token = token;
}

Result<QUrl> RegistryApiClient::urlOf(const QString &path, const QUrlQuery &query) const
{
    if (!m_base.scheme().startsWith(u"http"))
        return Error{Error::Kind::Unsupported,
                     tr("%1 is a folder; this needs a registry that is served over HTTP.")
                         .arg(m_base.toDisplayString()),
                     {}};
    if (hasToken() && m_base.scheme() != u"https" && !isOnThisComputer(m_base))
        return Error{Error::Kind::Refused,
                     tr("%1 is not encrypted, so the token would be read on the way. Use its "
                        "https:// address.")
                         .arg(NetworkFailure::addressOf(m_base)),
                     {}};
    QUrl url = m_base;
    url.setPath(m_base.path(QUrl::FullyEncoded) + u"/api/v2/"_s + path, QUrl::TolerantMode);
    url.setQuery(query);
    return url;
}

Result<bool> RegistryApiClient::isThere(const CancellationToken &token)
{
    if (!m_base.scheme().startsWith(u"http"))
        return false;
    const Result<QUrl> url = urlOf(u"status"_s, {});
    if (!url)
        return url.error();
    const Result<HttpCache::Answer> answer = m_cache.get(*url, token, isObject);
    if (!answer && answer.error().kind == Error::Kind::NotFound)
        return false;
    if (!answer)
        return answer.error();
    const QJsonObject status = QJsonDocument::fromJson(answer->body).object();
    return status.contains(u"software"_s) && status.contains(u"registration"_s);
}

Result<RegistryApiClient::Reading>
RegistryApiClient::get(const QString &path, const QUrlQuery &query, const CancellationToken &token)
{
    const Result<QUrl> url = urlOf(path, query);
    if (!url)
        return url.error();
    if (hasToken()) {
        HttpRequest request;
        request.url = *url;
        const Result<QJsonObject> object = exchange(request, token);
        if (!object)
            return object.error();
        return Reading{*object, QDateTime::currentDateTimeUtc(), false};
    }
    const Result<HttpCache::Answer> answer = m_cache.get(*url, token, isObject);
    if (!answer)
        return answer.error();
    return Reading{QJsonDocument::fromJson(answer->body).object(), answer->fetchedAt,
                   answer->fromCache};
}

Result<QJsonObject> RegistryApiClient::send(const QByteArray &method, const QString &path,
                                            const QJsonObject &content,
                                            const CancellationToken &token)
{
    const Result<QUrl> url = urlOf(path, {});
    if (!url)
        return url.error();
    HttpRequest request;
    request.url = *url;
    request.method = method;
    if (method != "DELETE") {
        request.headers.insert("Content-Type", "application/json");
        request.body = QJsonDocument(content).toJson(QJsonDocument::Compact);
    }
    return exchange(request, token);
}

Result<QJsonObject> RegistryApiClient::exchange(const HttpRequest &asked,
                                                const CancellationToken &token)
{
    HttpRequest request = asked;
    request.bodyLimit = largestAnswer;
    request.headers.insert("Accept", "application/json");
    if (hasToken())
        request.headers.insert("Authorization", "Bearer " + m_token.toLatin1());
    const Result<HttpResponse> response = m_client.send(request, token);
    if (!response)
        return response.error();
    if (const std::optional<Error> problem =
            problemIn(response->headers.value("content-type"), response->body))
        return *problem;
    if (const std::optional<Error> error = errorOfStatus(*response))
        return *error;
    if (response->body.isEmpty())
        return QJsonObject();
    const QJsonDocument document = QJsonDocument::fromJson(response->body);
    if (!document.isObject())
        return Error{Error::Kind::Network,
                     tr("%1 answered with something else than JSON; is it a Howdah registry?")
                         .arg(NetworkFailure::addressOf(m_base)),
                     {}};
    return document.object();
}
