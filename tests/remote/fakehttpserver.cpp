// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/fakehttpserver.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<QTcpServer> makeServer(const FakeHttpServer::Options &options)
{
    if (options.certificateFile.isEmpty())
        return std::make_unique<QTcpServer>();
    QFile key(options.keyFile);
    if (!key.open(QIODevice::ReadOnly))
        qFatal("no key for the test server");
    QSslConfiguration configuration;
    configuration.setLocalCertificateChain(QSslCertificate::fromPath(options.certificateFile));
    configuration.setPrivateKey(QSslKey(&key, QSsl::Rsa));
    auto server = std::make_unique<QSslServer>();
    server->setSslConfiguration(configuration);
    return server;
}

void connectBothWays(QTcpSocket *a, QTcpSocket *b)
{
    const auto pipe = [](QTcpSocket *from, QTcpSocket *to) {
        QObject::connect(from, &QTcpSocket::readyRead, to,
                         [from, to] { to->write(from->readAll()); });
        QObject::connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
        to->write(from->readAll());
    };
    pipe(a, b);
    pipe(b, a);
}

} // namespace

/// One client: reads requests, writes what the handler says.
class FakeConnection : public QObject
{
public:
    FakeConnection(FakeHttpServer &server, QTcpSocket *socket)
        : QObject(socket), m_server(server), m_socket(socket)
    {
        connect(socket, &QTcpSocket::readyRead, this, &FakeConnection::read);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        read();
    }

private:
    void read()
    {
        m_buffer += m_socket->readAll();
        while (!m_isBusy) {
            const qsizetype end = m_buffer.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            FakeRequest request = parseHead(m_buffer.left(end));
            const qsizetype length = request.headers.value("content-length").toLongLong();
            if (m_buffer.size() < end + 4 + length)
                return;
            request.body = m_buffer.mid(end + 4, length);
            m_buffer.remove(0, end + 4 + length);
            m_isBusy = true;
            handle(request);
        }
    }

    static FakeRequest parseHead(const QByteArray &head)
    {
        FakeRequest request;
        const QList<QByteArray> lines = head.split('\n');
        const QList<QByteArray> first = lines.first().trimmed().split(' ');
        request.method = first.value(0);
        request.target = first.value(1);
        for (const QByteArray &line : lines.mid(1)) {
            const qsizetype colon = line.indexOf(':');
            request.headers.insert(line.left(colon).trimmed().toLower(),
                                   line.mid(colon + 1).trimmed());
        }
        return request;
    }

    void handle(const FakeRequest &request)
    {
        const FakeReply reply = m_server.answer(request);
        const QByteArray wanted = m_server.m_options.proxyCredentials;
        if (!wanted.isEmpty()
            && request.headers.value("proxy-authorization") != "Basic " + wanted.toBase64()) {
            send(request,
                 {.status = 407, .headers = {{"Proxy-Authenticate", "Basic realm=\"test\""}}});
        } else if (request.method == "CONNECT") {
            tunnel(request.target);
        } else if (reply.isSilent) {
            return;
        } else if (reply.hangsUp) {
            m_socket->abort();
        } else if (reply.delay.count() > 0) {
            QTimer::singleShot(reply.delay, this, [this, request, reply] { send(request, reply); });
        } else {
            send(request, reply);
        }
    }

    void tunnel(const QByteArray &target)
    {
        const quint16 port = m_server.m_options.tunnels.value(target);
        if (port == 0) {
            m_socket->write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n");
            m_isBusy = false;
            return;
        }
        auto *far = new QTcpSocket(m_socket);
        disconnect(m_socket, &QTcpSocket::readyRead, this, nullptr);
        connect(far, &QTcpSocket::connected, this, [this, far] {
            m_socket->write("HTTP/1.1 200 Connected\r\n\r\n");
            connectBothWays(m_socket, far);
        });
        far->connectToHost(u"127.0.0.1"_s, port);
    }

    static void applyRange(const FakeRequest &request, FakeReply &reply)
    {
        const QByteArray range = request.headers.value("range");
        if (!reply.servesRanges || !range.startsWith("bytes=") || reply.status != 200)
            return;
        QByteArray etag;
        for (const auto &[name, value] : reply.headers) {
            if (name == "ETag")
                etag = value;
        }
        const QByteArray condition = request.headers.value("if-range");
        if (!condition.isEmpty() && condition != etag)
            return;
        const qint64 size = reply.body.size();
        const qint64 from = range.mid(6).split('-').first().toLongLong();
        if (from >= size) {
            reply.status = 416;
            reply.headers.append({"Content-Range", "bytes */" + QByteArray::number(size)});
            reply.body.clear();
            return;
        }
        reply.status = 206;
        reply.headers.append({"Content-Range", "bytes " + QByteArray::number(from) + '-'
                                                   + QByteArray::number(size - 1) + '/'
                                                   + QByteArray::number(size)});
        reply.body = reply.body.mid(from);
    }

    void send(const FakeRequest &request, FakeReply reply)
    {
        if (!reply.raw.isEmpty()) {
            reply.body = reply.raw;
            reply.dropsAfter = reply.raw.size();
            sendBody(reply, 0);
            return;
        }
        applyRange(request, reply);
        QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + " Scripted\r\n";
        for (const auto &[name, value] : reply.headers)
            head += name + ": " + value + "\r\n";
        if (reply.isChunked)
            head += "Transfer-Encoding: chunked\r\n";
        else if (reply.status != 304)
            head += "Content-Length: "
                    + QByteArray::number(reply.claimedLength >= 0 ? reply.claimedLength
                                                                  : reply.body.size())
                    + "\r\n";
        m_socket->write(head + "\r\n");
        if (request.method == "HEAD")
            reply.body.clear();
        sendBody(reply, 0);
    }

    void sendBody(const FakeReply &reply, qint64 from)
    {
        qint64 end = reply.body.size();
        if (reply.dropsAfter >= 0)
            end = std::min(end, reply.dropsAfter);
        if (reply.stallsAfter >= 0)
            end = std::min(end, reply.stallsAfter);
        const qint64 to = reply.pieceSize > 0 ? std::min(end, from + reply.pieceSize) : end;
        const QByteArray piece = reply.body.mid(from, to - from);
        if (reply.isChunked && !piece.isEmpty())
            m_socket->write(QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n");
        else
            m_socket->write(piece);
        if (to < end) {
            QTimer::singleShot(reply.pieceEvery, this, [this, reply, to] { sendBody(reply, to); });
            return;
        }
        if (reply.stallsAfter >= 0)
            return;
        if (reply.dropsAfter >= 0) {
            m_socket->disconnectFromHost(); // after what was written
            return;
        }
        if (reply.isChunked)
            m_socket->write("0\r\n\r\n");
        if (reply.claimedLength > reply.body.size()) {
            m_socket->disconnectFromHost();
            return;
        }
        m_isBusy = false;
        QMetaObject::invokeMethod(
            this, [this] { read(); }, Qt::QueuedConnection);
    }

    FakeHttpServer &m_server;
    QTcpSocket *m_socket;
    QByteArray m_buffer;
    bool m_isBusy = false;
};

FakeHttpServer::FakeHttpServer(Handler handler) : FakeHttpServer(std::move(handler), Options())
{
}

FakeHttpServer::FakeHttpServer(Handler handler, Options options)
    : m_handler(std::move(handler)), m_options(std::move(options)), m_root(new QObject)
{
    m_thread.start();
    m_root->moveToThread(&m_thread);
    QMetaObject::invokeMethod(
        m_root,
        [this] {
            QTcpServer *server = makeServer(m_options).release();
            server->setParent(m_root);
            QObject::connect(server, &QTcpServer::pendingConnectionAvailable, server,
                             [this, server] {
                                 while (QTcpSocket *socket = server->nextPendingConnection()) {
                                     {
                                         const std::lock_guard lock(m_mutex);
                                         ++m_connections;
                                     }
                                     new FakeConnection(*this, socket);
                                 }
                             });
            if (!server->listen(QHostAddress::LocalHost))
                qFatal("the test server cannot listen");
            m_port = server->serverPort();
        },
        Qt::BlockingQueuedConnection);
}

FakeHttpServer::~FakeHttpServer()
{
    QMetaObject::invokeMethod(
        m_root, [this] { delete m_root; }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QUrl FakeHttpServer::url(const QString &path) const
{
    const QString scheme = m_options.certificateFile.isEmpty() ? u"http"_s : u"https"_s;
    return QUrl(scheme + u"://127.0.0.1:"_s + QString::number(m_port) + path);
}

QList<FakeRequest> FakeHttpServer::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

QList<QByteArray> FakeHttpServer::targets() const
{
    QList<QByteArray> found;
    const QList<FakeRequest> seen = requests();
    for (const FakeRequest &request : seen)
        found.append(request.target);
    return found;
}

qsizetype FakeHttpServer::connectionCount() const
{
    const std::lock_guard lock(m_mutex);
    return m_connections;
}

void FakeHttpServer::forget()
{
    const std::lock_guard lock(m_mutex);
    m_requests.clear();
    m_connections = 0;
}

FakeReply FakeHttpServer::answer(const FakeRequest &request)
{
    {
        const std::lock_guard lock(m_mutex);
        m_requests.append(request);
    }
    return m_handler(request);
}

FakeHttpServer::Handler FakeHttpServer::folder(const QString &path)
{
    return [path](const FakeRequest &request) -> FakeReply {
        const QString name = QUrl::fromPercentEncoding(request.target.split('?').first());
        QFile file(path + name);
        if (name.contains(u".."_s) || !QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly))
            return {.status = 404, .body = "not found"};
        const QByteArray body = file.readAll();
        const QByteArray etag =
            '"' + QCryptographicHash::hash(body, QCryptographicHash::Md5).toHex() + '"';
        if (request.headers.value("if-none-match") == etag)
            return {.status = 304, .headers = {{"ETag", etag}}};
        return {.headers = {{"ETag", etag}}, .body = body, .servesRanges = true};
    };
}

FakeHttpServer::Handler FakeHttpServer::documents(const QMap<QByteArray, QByteArray> &bodies)
{
    return [bodies](const FakeRequest &request) -> FakeReply {
        const auto found = bodies.find(request.target);
        if (found == bodies.end())
            return {.status = 404, .body = "not found"};
        return {.body = *found};
    };
}

namespace {

/// The server's half of RFC 1928 and RFC 1929, as far as one client needs it.
class SocksConversation : public QObject
{
public:
    using Wanted = std::function<void(const QByteArray &host)>;

    SocksConversation(QTcpSocket *socket, quint16 port, QByteArray login, Wanted wanted)
        : QObject(socket),
          m_socket(socket),
          m_port(port),
          m_login(std::move(login)),
          m_wanted(std::move(wanted))
    {
        connect(socket, &QTcpSocket::readyRead, this, &SocksConversation::read);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    }

private:
    enum class Step { Greeting, Login, Target, Connected };

    void read()
    {
        if (m_step == Step::Connected)
            return;
        m_buffer += m_socket->readAll();
        if (m_step == Step::Greeting && m_buffer.size() >= 2
            && m_buffer.size() >= 2 + m_buffer.at(1)) {
            m_buffer.clear();
            m_step = Step::Login;
            m_socket->write(QByteArray("\x05\x02", 2));
        } else if (m_step == Step::Login && m_buffer.size() >= m_login.size()) {
            const bool isRight = m_buffer == m_login;
            m_buffer.clear();
            m_step = Step::Target;
            m_socket->write(isRight ? QByteArray("\x01\x00", 2) : QByteArray("\x01\x01", 2));
            if (!isRight)
                m_socket->disconnectFromHost();
        } else if (m_step == Step::Target && m_buffer.size() > 5 && m_buffer.at(3) == 3
                   && m_buffer.size() >= 7 + m_buffer.at(4)) {
            m_wanted(m_buffer.mid(5, m_buffer.at(4)));
            m_step = Step::Connected;
            auto *far = new QTcpSocket(m_socket);
            connect(far, &QTcpSocket::connected, this, [this, far] {
                m_socket->write(QByteArray("\x05\x00\x00\x01\x7f\x00\x00\x01\x00\x50", 10));
                connectBothWays(m_socket, far);
            });
            far->connectToHost(u"127.0.0.1"_s, m_port);
        }
    }

    QTcpSocket *m_socket;
    quint16 m_port;
    QByteArray m_login;
    Wanted m_wanted;
    QByteArray m_buffer;
    Step m_step = Step::Greeting;
};

} // namespace

FakeSocksServer::FakeSocksServer(quint16 targetPort, QByteArray user, QByteArray password)
    : m_root(new QObject)
{
    m_thread.start();
    m_root->moveToThread(&m_thread);
    const QByteArray login =
        '\x01' + QByteArray(1, char(user.size())) + user + char(password.size()) + password;
    QMetaObject::invokeMethod(
        m_root,
        [this, targetPort, login] {
            auto *server = new QTcpServer(m_root);
            QObject::connect(server, &QTcpServer::newConnection, server,
                             [this, server, targetPort, login] {
                                 new SocksConversation(server->nextPendingConnection(), targetPort,
                                                       login, [this](const QByteArray &host) {
                                                           const std::lock_guard lock(m_mutex);
                                                           m_hosts.append(host);
                                                       });
                             });
            if (!server->listen(QHostAddress::LocalHost))
                qFatal("the test proxy cannot listen");
            m_port = server->serverPort();
        },
        Qt::BlockingQueuedConnection);
}

FakeSocksServer::~FakeSocksServer()
{
    QMetaObject::invokeMethod(
        m_root, [this] { delete m_root; }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

QList<QByteArray> FakeSocksServer::hosts() const
{
    const std::lock_guard lock(m_mutex);
    return m_hosts;
}
