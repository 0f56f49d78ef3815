// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

/// How the network is reached; a value made from the settings.
struct NetworkOptions {
    enum class Proxy { System, None, Manual };
    Proxy proxy = Proxy::System;
    QUrl manualProxy; ///< http:// or socks5://
    QString proxyPassword;
    QString extraCaFile; ///< PEM
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds idleTimeout{30'000}; ///< no byte for so long
    int retries = 3; ///< after the first try; 5xx, 429 and network errors only
    std::chrono::milliseconds firstBackoff{
        400};             ///< doubles each time, with jitter; Retry-After wins
    QString userAgent;    ///< default "Howdah/VERSION"
    bool offline = false; ///< nothing but file: URLs and the cache
};

struct HttpRequest {
    QUrl url;
    QByteArray method = "GET";
    QMap<QByteArray, QByteArray> headers;
    QByteArray body;
    qint64 bodyLimit = 64 * 1024 * 1024; ///< of the response; more is an error
};

struct HttpResponse {
    int status = 0;
    QUrl finalUrl;                        ///< after redirects
    QMap<QByteArray, QByteArray> headers; ///< lower-case names
    QByteArray body;
    [[nodiscard]] bool isSuccess() const { return status >= 200 && status < 300; }
};

/// Receives a response's bytes as they arrive; an error stops the transfer and is what `stream()` returns.
using ByteSink = std::function<Result<void>(QByteArrayView bytes)>;
/// Called before the first byte with status and headers; may refuse.
using HeaderSink = std::function<Result<void>(const HttpResponse &head)>;

/// HTTP(S) and file: requests that block on the calling worker thread (an event loop of that thread only; never
/// call it on the main thread). Thread-safe: one client serves all jobs. Redirects from https to http are refused.
/// Errors: Network (with the exact cause and host), Timeout, Cancelled, NotFound (404, 410), Permission (401, 403).
class HttpClient
{
public:
    virtual ~HttpClient() = default;
    /// Any status is a response; errors are about the transfer only.
    [[nodiscard]] virtual Result<HttpResponse> send(const HttpRequest &request,
                                                    const CancellationToken &token = {}) = 0;
    /// As `send`, the body goes to `sink` instead of memory; no retry once bytes have been handed over.
    [[nodiscard]] virtual Result<HttpResponse> stream(const HttpRequest &request,
                                                      const HeaderSink &head, const ByteSink &sink,
                                                      const CancellationToken &token = {}) = 0;
};

/// The real one, on QNetworkAccessManager.
class QtHttpClient final : public HttpClient
{
public:
    explicit QtHttpClient(NetworkOptions options = {});
    ~QtHttpClient() override;
    void setOptions(const NetworkOptions &options);
    [[nodiscard]] NetworkOptions options() const;
    [[nodiscard]] Result<HttpResponse> send(const HttpRequest &request,
                                            const CancellationToken &token = {}) override;
    [[nodiscard]] Result<HttpResponse> stream(const HttpRequest &request, const HeaderSink &head,
                                              const ByteSink &sink,
                                              const CancellationToken &token = {}) override;

private:
    struct State;
    std::unique_ptr<State> m_state;
};
