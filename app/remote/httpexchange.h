// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "remote/httpclient.h"

#include <QList>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QSslError>

#include <functional>
#include <memory>
#include <optional>

/// One request and its answer: no redirects, no retries. Used once, on the thread of its manager.
class HttpExchange
{
public:
    /// Whether the caller wants this answer; the body of another one is thrown away.
    using Wanted = std::function<bool(const HttpResponse &head)>;

    struct Route {
        const NetworkOptions *options = nullptr;
        QNetworkProxy proxy;
        std::optional<QSslConfiguration> tls; ///< empty: Qt's default
        HeaderSink head;
        ByteSink sink;
        Wanted wanted;
    };
    struct Outcome {
        HttpResponse response;
        std::optional<Error> error;
        bool mayPass = false;    ///< the error is worth another try
        bool handedOver = false; ///< the sinks have seen something
    };

    HttpExchange(QNetworkAccessManager &manager, const Route &route);
    ~HttpExchange();
    HttpExchange(const HttpExchange &) = delete;
    HttpExchange &operator=(const HttpExchange &) = delete;

    [[nodiscard]] Outcome run(const HttpRequest &request, const CancellationToken &token);

private:
    void start(const HttpRequest &request);
    void takeHead();
    void takeBytes(qint64 limit);
    void concludeTransfer();
    void fail(const Error &error, bool mayPass);
    [[nodiscard]] bool isFailed() const { return m_outcome.error.has_value(); }

    QNetworkAccessManager &m_manager;
    const Route &m_route;
    std::unique_ptr<QNetworkReply> m_reply;
    QList<QSslError> m_tlsErrors;
    Outcome m_outcome;
    qint64 m_received = 0;
    bool m_hasHead = false;
    bool m_isWanted = true;
    bool m_isHeadRequest = false;
    bool m_isEnough = false; ///< of an unwanted body
};
