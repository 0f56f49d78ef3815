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
#include <optional>

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
    QUrl url = {};
    QByteArray method = "GET";
    QMap<QByteArray, QByteArray> headers = {};
    QByteArray body = {};
    qint64 bodyLimit = 64 * 1024 * 1024; ///< of the response; more is an error
};

struct HttpResponse {
    int status = 0;
    QUrl finalUrl;                        ///< after redirects
    QMap<QByteArray, QByteArray> headers; ///< lower-case names
    QByteArray body;
    [[nodiscard]] bool isSuccess() const { return status >= 200 && status < 300; }
};

/// The error that a response's status stands for, told with its host; none for 2xx and 304. Kinds: NotFound
/// (404, 410), Permission (401, 403, 407), Network otherwise.
[[nodiscard]] std::optional<Error> errorOfStatus(const HttpResponse &response);

/// Receives a response's bytes as they arrive; an error stops the transfer and is what `stream()` returns.
using ByteSink = std::function<Result<void>(QByteArrayView bytes)>;
/// Called before the first byte with status and headers; may refuse.
using HeaderSink = std::function<Result<void>(const HttpResponse &head)>;

/// HTTP(S) and file: requests that block on the calling thread in an event loop of its own. Call it on worker
/// threads: on a window's main thread the nested loop would deliver the window's events in the middle of
/// the caller. Thread-safe: one client serves all jobs. At most 10 redirects are followed, none from https to
/// http. Errors are about the transfer: Network (with the exact cause, host and port), Timeout, Cancelled,
/// Integrity (fewer bytes than promised), Refused (too large, unsafe redirect), Invalid (an address or a
/// certificate file of no use). A missing file: is a response with status 404.
class HttpClient
{
public:
    virtual ~HttpClient() = default;
    /// Any status is a response; errors are about the transfer only.
    [[nodiscard]] virtual Result<HttpResponse> send(const HttpRequest &request,
                                                    const CancellationToken &token = {}) = 0;
    /// As `send`, the body goes to `sink` instead of memory; no retry once bytes have been handed over. `head`
    /// and `sink` see the final response only: no redirects, nothing that is tried again.
    [[nodiscard]] virtual Result<HttpResponse> stream(const HttpRequest &request,
                                                      const HeaderSink &head, const ByteSink &sink,
                                                      const CancellationToken &token = {}) = 0;
};

/// The real one, on QNetworkAccessManager: one for each calling thread, so that connections are kept alive
/// between requests, gone with the thread or the options.
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
