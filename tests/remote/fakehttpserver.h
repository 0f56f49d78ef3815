// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QMap>
#include <QObject>
#include <QString>
#include <QThread>
#include <QUrl>

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

class QTcpServer;

struct FakeRequest {
    QByteArray method;
    QByteArray target; ///< as sent: a path, or a whole address when asked as a proxy
    QMap<QByteArray, QByteArray> headers; ///< lower-case names
    QByteArray body;
};

/// What the server does with one request.
struct FakeReply {
    int status = 200;
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {};
    std::chrono::milliseconds delay{0};
    bool isSilent = false;     ///< never answers; the connection stays open
    bool hangsUp = false;      ///< closes without an answer
    qint64 dropsAfter = -1;    ///< closes after so many bytes of the body
    qint64 stallsAfter = -1;   ///< goes silent after so many bytes of the body
    qint64 claimedLength = -1; ///< a Content-Length that need not be true
    bool isChunked = false;
    bool servesRanges = false;               ///< honours Range, and If-Range against its ETag
    qint64 pieceSize = 0;                    ///< sends the body in pieces of this size…
    std::chrono::milliseconds pieceEvery{0}; ///< …with this pause between them
    QByteArray raw = {}; ///< sent as it is instead of all this, then the connection closes
};

/// A scripted HTTP server on a free port of this machine, in a thread of its own. It can also be an HTTP
/// proxy: it answers whole addresses itself, and CONNECT by a tunnel to `tunnels[host:port]`.
class FakeHttpServer
{
public:
    using Handler = std::function<FakeReply(const FakeRequest &)>; ///< runs on the server's thread

    struct Options {
        QString certificateFile = {}; ///< PEM; with it the server speaks TLS
        QString keyFile = {};
        QHash<QByteArray, quint16> tunnels = {};
        QByteArray proxyCredentials = {}; ///< "user:password"; asked for with status 407
    };

    explicit FakeHttpServer(Handler handler);
    FakeHttpServer(Handler handler, Options options);
    ~FakeHttpServer();
    FakeHttpServer(const FakeHttpServer &) = delete;
    FakeHttpServer &operator=(const FakeHttpServer &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/")) const;
    /// All requests so far, in the order they came.
    [[nodiscard]] QList<FakeRequest> requests() const;
    [[nodiscard]] QList<QByteArray> targets() const;
    [[nodiscard]] qsizetype connectionCount() const;
    void forget(); ///< the requests so far

    /// Serves a folder as a plain static web server does, with Last-Modified, ETag and 304.
    [[nodiscard]] static Handler folder(const QString &path);
    /// Serves these bodies, 404 for other targets.
    [[nodiscard]] static Handler documents(const QMap<QByteArray, QByteArray> &bodies);

private:
    friend class FakeConnection;
    [[nodiscard]] FakeReply answer(const FakeRequest &request);

    Handler m_handler;
    Options m_options;
    QThread m_thread;
    QObject *m_root = nullptr;
    quint16 m_port = 0;
    mutable std::mutex m_mutex;
    QList<FakeRequest> m_requests;
    qsizetype m_connections = 0;
};

/// A SOCKS5 proxy with user name and password that connects every name to one local port.
class FakeSocksServer
{
public:
    FakeSocksServer(quint16 targetPort, QByteArray user, QByteArray password);
    ~FakeSocksServer();
    FakeSocksServer(const FakeSocksServer &) = delete;
    FakeSocksServer &operator=(const FakeSocksServer &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] QList<QByteArray> hosts() const; ///< that clients wanted to reach

private:
    QThread m_thread;
    QObject *m_root = nullptr;
    quint16 m_port = 0;
    mutable std::mutex m_mutex;
    QList<QByteArray> m_hosts;
};
