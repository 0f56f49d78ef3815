// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/httpexchange.h"

#include "remote/networkfailure.h"

#include <QEventLoop>
#include <QNetworkRequest>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 pieceSize = 256 * 1024;
constexpr qint64 bufferSize = 1024 * 1024;
/// Up to here the body of an unwanted answer is read, which keeps the connection usable.
constexpr qint64 unwantedLimit = 64 * 1024;

/// QNetworkReply calls every status from 400 on an error; here it is an answer like another.
bool isOnlyStatus(const QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const int code = int(reply.error());
    const bool isTransport = code < 200 && reply.error() != QNetworkReply::NoError;
    return status >= 400 && !isTransport && reply.error() != QNetworkReply::ProtocolFailure;
}

} // namespace

HttpExchange::HttpExchange(QNetworkAccessManager &manager, const Route &route)
    : m_manager(manager), m_route(route)
{
}

HttpExchange::~HttpExchange() = default;

HttpExchange::Outcome HttpExchange::run(const HttpRequest &request, const CancellationToken &token)
{
    QEventLoop loop;
    QTimer silence;
    silence.setSingleShot(true);
    bool isSent = false;
    start(request);
    QNetworkReply *const reply = m_reply.get();
    const auto heard = [&] {
        silence.start(isSent ? m_route.options->idleTimeout : m_route.options->connectTimeout);
    };
    const auto stopWhenDone = [&] {
        if (isFailed() || m_isEnough)
            loop.quit();
    };
    QObject::connect(&silence, &QTimer::timeout, &loop, [&] {
        fail(isSent ? NetworkFailure::silent(request.url, m_route.options->idleTimeout.count())
                    : NetworkFailure::noConnectionInTime(request.url,
                                                         m_route.options->connectTimeout.count()),
             true);
        loop.quit();
    });
    QObject::connect(reply, &QNetworkReply::sslErrors, &loop,
                     [&](const QList<QSslError> &errors) { m_tlsErrors = errors; });
    QObject::connect(reply, &QNetworkReply::requestSent, &loop, [&] {
        isSent = true;
        heard();
    });
    QObject::connect(reply, &QNetworkReply::uploadProgress, &loop, heard);
    QObject::connect(reply, &QNetworkReply::metaDataChanged, &loop, [&] {
        isSent = true;
        heard();
        takeHead();
        stopWhenDone();
    });
    QObject::connect(reply, &QNetworkReply::readyRead, &loop, [&] {
        heard();
        takeBytes(request.bodyLimit);
        stopWhenDone();
    });
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    const auto registration = token.onCancel(
        [&loop] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); });
    heard();
    // A quit that comes before exec() would be lost; the queued one of a cancel is not.
    if (!reply->isFinished() && !token.isCancelled())
        loop.exec();
    silence.stop();
    QObject::disconnect(reply, nullptr, &loop, nullptr);
    if (token.isCancelled())
        fail(NetworkFailure::cancelled(request.url), false);
    else if (!isFailed() && reply->isFinished())
        takeBytes(request.bodyLimit);
    if (!isFailed())
        concludeTransfer();
    // Ends an unfinished transfer. Not abort(): that complains when the reply has told an error before.
    m_reply.reset();
    return m_outcome;
}

void HttpExchange::start(const HttpRequest &request)
{
    QNetworkRequest out(request.url);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                     QNetworkRequest::ManualRedirectPolicy);
    // One kind of connection everywhere: dropped and resumed transfers behave alike.
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setHeader(QNetworkRequest::UserAgentHeader, m_route.options->userAgent);
    if (m_route.tls)
        out.setSslConfiguration(*m_route.tls);
    for (auto header = request.headers.begin(); header != request.headers.end(); ++header)
        out.setRawHeader(header.key(), header.value());
    m_manager.setProxy(m_route.proxy);
    m_isHeadRequest = request.method == "HEAD";
    if (request.method == "GET")
        m_reply.reset(m_manager.get(out));
    else if (m_isHeadRequest)
        m_reply.reset(m_manager.head(out));
    else
        m_reply.reset(m_manager.sendCustomRequest(out, request.method, request.body));
    m_reply->setReadBufferSize(bufferSize);
}

void HttpExchange::takeHead()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (m_hasHead || isFailed() || status == 0)
        return;
    m_hasHead = true;
    HttpResponse &response = m_outcome.response;
    response.status = status;
    response.finalUrl = m_reply->url();
    const auto headers = m_reply->rawHeaderPairs();
    for (const auto &[name, value] : headers)
        response.headers.insert(name.toLower(), value);
    m_isWanted = m_route.wanted(response);
    if (!m_isWanted || !m_route.head)
        return;
    m_outcome.handedOver = true;
    if (Result<void> accepted = m_route.head(response); !accepted)
        fail(accepted.error(), false);
}

void HttpExchange::takeBytes(qint64 limit)
{
    takeHead();
    if (!m_hasHead || isFailed())
        return;
    if (m_isWanted && m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong() > limit
        && !m_isHeadRequest) {
        fail(NetworkFailure::tooLarge(m_reply->url(), limit), false);
        return;
    }
    while (m_reply->bytesAvailable() > 0) {
        const QByteArray piece = m_reply->read(pieceSize);
        if (piece.isEmpty())
            return;
        m_received += piece.size();
        if (!m_isWanted) {
            m_isEnough = m_received > unwantedLimit;
            if (m_isEnough)
                return;
            continue;
        }
        if (m_received > limit) {
            fail(NetworkFailure::tooLarge(m_reply->url(), limit), false);
            return;
        }
        m_outcome.handedOver = true;
        if (Result<void> taken = m_route.sink(piece); !taken) {
            fail(taken.error(), false);
            return;
        }
    }
}

void HttpExchange::concludeTransfer()
{
    if (m_hasHead && !m_isWanted)
        return; // its status is all the caller asks for
    if (m_reply->error() != QNetworkReply::NoError && !isOnlyStatus(*m_reply)) {
        const NetworkFailure failure = NetworkFailure::of(*m_reply, m_tlsErrors, m_route.proxy);
        fail(failure.error, failure.mayPass);
        return;
    }
    const QMap<QByteArray, QByteArray> &headers = m_outcome.response.headers;
    const QByteArray encoding = headers.value("content-encoding");
    const bool isAsSent = encoding.isEmpty() || encoding == "identity";
    const qint64 promised = headers.value("content-length", "-1").toLongLong();
    if (isAsSent && !m_isHeadRequest && promised >= 0 && m_outcome.response.status != 304
        && promised != m_received && !headers.contains("transfer-encoding"))
        fail(NetworkFailure::incomplete(m_reply->url(), promised, m_received), true);
}

void HttpExchange::fail(const Error &error, bool mayPass)
{
    if (isFailed())
        return;
    m_outcome.error = error;
    m_outcome.mayPass = mayPass;
}
