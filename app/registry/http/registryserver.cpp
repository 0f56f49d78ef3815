// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
// Boost.Beast is included here only, and first: Qt's headers define words that it uses.
#include <utility> // Boost 1.74 forgets it

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include "registry/http/registryserver.h"

#include "registry/http/httpconditions.h"
#include "registry/http/requesthandler.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>
#include <QLoggingCategory>

#include <set>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using net::redirect_error;
using net::use_awaitable;
using net::ip::tcp;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.registry.registryserver")

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryServer", text);
}

constexpr qint64 pieceSize = 256 * 1024;
/// How long, and how much, is read of a client that was refused, so that it sees the answer.
constexpr auto lingerTime = 1s;
constexpr size_t lingerBytes = 256 * 1024;

/// One connection.
struct Session {
    explicit Session(tcp::socket socket) : stream(std::move(socket)) {}

    beast::tcp_stream stream;
    beast::flat_buffer buffer;
    bool isIdle = true; ///< between two requests: nothing is lost when it is closed
};

RegistryResponse refusal(int status, const QByteArray &body)
{
    RegistryResponse response;
    response.status = status;
    response.headers = {{"Content-Type", "text/plain; charset=utf-8"},
                        {"X-Content-Type-Options", "nosniff"}};
    response.body = body;
    return response;
}

/// The answer to a request that Beast's parser refuses; none when the client has just gone.
std::optional<RegistryResponse> refusalFor(const error_code &error)
{
    if (error == http::error::end_of_stream || error == http::error::partial_message
        || error.category() != http::make_error_code(http::error::bad_method).category())
        return {};
    if (error == http::error::header_limit || error == http::error::buffer_overflow)
        return refusal(431, "the request's header is too large\n");
    if (error == http::error::body_limit)
        return refusal(413, "this server takes no content\n");
    if (error == http::error::bad_version)
        return refusal(505, "this server speaks HTTP/1.1\n");
    return refusal(400, "the request is not HTTP as this server understands it\n");
}

QByteArray bytesOf(boost::string_view view)
{
    return {view.data(), qsizetype(view.size())};
}

/// A request whose header has come, before it is looked at.
using Header = http::request<http::empty_body>;

} // namespace

/// The thread that serves: all members but those set before it starts belong to it.
struct RegistryServer::Engine {
    Engine(RequestHandler &theHandler, const Options &theOptions)
        : handler(theHandler), options(theOptions)
    {
    }

    RequestHandler &handler;
    const Options &options;
    net::io_context context{1};
    tcp::acceptor acceptor{context};
    net::steady_timer drainTimer{context};
    std::set<Session *> sessions;
    bool isDraining = false;
    quint16 port = 0;
    std::thread thread;

    Result<void> listen(quint16 wanted);
    void run();
    void drain();

    /// Keeps a session in the list for as long as it lives, however it ends.
    class Membership
    {
    public:
        Membership(Engine &engine, Session &session) : m_engine(engine), m_session(session)
        {
            m_engine.sessions.insert(&m_session);
        }
        ~Membership()
        {
            m_engine.sessions.erase(&m_session);
            if (m_engine.isDraining && m_engine.sessions.empty())
                m_engine.drainTimer.cancel();
        }
        Membership(const Membership &) = delete;
        Membership &operator=(const Membership &) = delete;

    private:
        Engine &m_engine;
        Session &m_session;
    };

    net::awaitable<void> accept();
    net::awaitable<void> refuse(tcp::socket socket);
    net::awaitable<void> serve(tcp::socket socket);
    net::awaitable<bool> serveOne(Session &session, bool isFirst);
    net::awaitable<bool> send(Session &session, const RegistryResponse &response, unsigned version,
                              bool isHead, bool keepAlive);
    net::awaitable<bool> sendFile(Session &session, QFile &file, qint64 length);
    net::awaitable<void> linger(Session &session);

    [[nodiscard]] std::optional<RegistryResponse> problemOf(const Header &header,
                                                            QByteArray &target) const;
    [[nodiscard]] bool isOwnHost(const QByteArray &host) const;
};

// --- what is asked ---

/// No web page may reach this server under a name of its own.
bool RegistryServer::Engine::isOwnHost(const QByteArray &host) const
{
    QByteArray name = host.toLower();
    quint16 asked = 80;
    const qsizetype colon = name.lastIndexOf(':');
    if (colon >= 0 && !name.endsWith(']')) {
        bool isNumber = false;
        asked = name.sliced(colon + 1).toUShort(&isNumber);
        if (!isNumber)
            return false;
        name.truncate(colon);
    }
    if (asked != port)
        return false;
    return name == "localhost" || name == "127.0.0.1" || name == "[::1]"
           || options.hostNames.contains(QString::fromUtf8(name), Qt::CaseInsensitive);
}

std::optional<RegistryResponse> RegistryServer::Engine::problemOf(const Header &header,
                                                                  QByteArray &target) const
{
    if (header.version() != 10 && header.version() != 11)
        return refusal(505, "this server speaks HTTP/1.1\n");
    const size_t hosts = header.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && header.version() == 11))
        return refusal(400, "a request must name its host once\n");
    target = bytesOf(header.target());
    QByteArray host = bytesOf(header[http::field::host]);
    if (target.startsWith("http://")) {
        // The absolute form, as to a proxy: its host counts.
        const qsizetype slash = target.indexOf('/', 7);
        host = slash < 0 ? target.sliced(7) : target.sliced(7, slash - 7);
        target = slash < 0 ? QByteArray("/") : target.sliced(slash);
    }
    if ((hosts > 0 || !host.isEmpty()) && !isOwnHost(host))
        return refusal(421, "this server is not known by that name\n");
    if (header.has_content_length() && header[http::field::content_length] != "0")
        return refusal(413, "this server takes no content\n");
    if (header.count(http::field::transfer_encoding) > 0)
        return refusal(413, "this server takes no content\n");
    return {};
}

// --- one connection ---

net::awaitable<bool> RegistryServer::Engine::serveOne(Session &session, bool isFirst)
{
    error_code error;
    http::request_parser<http::empty_body> parser;
    parser.header_limit(std::uint32_t(options.headerBytes));
    parser.body_limit(0);
    // For the whole header, so that a client cannot hold the connection by sending byte after byte.
    session.stream.expires_after(isFirst ? options.headerTimeout : options.idleTimeout);
    session.isIdle = true;
    co_await http::async_read_header(session.stream, session.buffer, parser,
                                     redirect_error(use_awaitable, error));
    session.isIdle = false;
    if (error) {
        if (const std::optional<RegistryResponse> answer = refusalFor(error)) {
            co_await send(session, *answer, 11, false, false);
            co_await linger(session);
        }
        co_return false;
    }
    const Header &header = parser.get();
    QByteArray target;
    const bool isHead = header.method() == http::verb::head;
    if (const std::optional<RegistryResponse> problem = problemOf(header, target)) {
        const unsigned version = header.version() == 10 ? 10 : 11;
        co_await send(session, *problem, version, isHead, false);
        co_await linger(session);
        co_return false;
    }
    RegistryRequest request{bytesOf(header.method_string()), target};
    for (const auto &field : header)
        request.headers.append({bytesOf(field.name_string()), bytesOf(field.value())});
    std::optional<RegistryResponse> atOnce = handler.answerAtOnce(request);
    const RegistryResponse response = atOnce ? std::move(*atOnce) : handler.answer(request);
    const bool keepAlive = header.keep_alive() && !isDraining;
    co_return co_await send(session, response, header.version(), isHead, keepAlive);
}

net::awaitable<bool> RegistryServer::Engine::send(Session &session,
                                                  const RegistryResponse &response,
                                                  unsigned version, bool isHead, bool keepAlive)
{
    QFile file;
    if (response.file && !isHead) {
        file.setFileName(response.file->path);
        if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)
            || file.size() < response.file->offset + response.file->length
            || !file.seek(response.file->offset)) {
            qCWarning(lc) << "cannot read" << response.file->path << file.errorString();
            co_return co_await send(session, refusal(500, "internal server error\n"), version,
                                    isHead, false);
        }
    }
    http::response<http::empty_body> head;
    head.version(version);
    head.result(unsigned(response.status));
    head.set(http::field::server, "Howdah");
    const QByteArray date = HttpConditions::dateText(QDateTime::currentDateTimeUtc());
    head.set(http::field::date, boost::string_view(date.constData(), size_t(date.size())));
    for (const auto &[name, value] : response.headers)
        head.set(boost::string_view(name.constData(), size_t(name.size())),
                 boost::string_view(value.constData(), size_t(value.size())));
    if (response.status != 304)
        head.content_length(std::uint64_t(response.length()));
    head.keep_alive(keepAlive);

    error_code error;
    session.stream.expires_after(options.writeTimeout);
    http::response_serializer<http::empty_body> serializer(head);
    co_await http::async_write_header(session.stream, serializer,
                                      redirect_error(use_awaitable, error));
    if (error)
        co_return false;
    if (!isHead && response.file) {
        if (!co_await sendFile(session, file, response.file->length))
            co_return false;
    } else if (!isHead && !response.body.isEmpty()) {
        co_await net::async_write(
            session.stream, net::buffer(response.body.constData(), size_t(response.body.size())),
            redirect_error(use_awaitable, error));
    }
    co_return !error && keepAlive;
}

net::awaitable<bool> RegistryServer::Engine::sendFile(Session &session, QFile &file, qint64 length)
{
    QByteArray piece(std::min(length, pieceSize), Qt::Uninitialized);
    while (length > 0) {
        const qint64 count = file.read(piece.data(), std::min<qint64>(length, piece.size()));
        if (count <= 0)
            co_return false;
        error_code error;
        session.stream.expires_after(options.writeTimeout);
        co_await net::async_write(session.stream, net::buffer(piece.constData(), size_t(count)),
                                  redirect_error(use_awaitable, error));
        if (error)
            co_return false;
        length -= count;
    }
    co_return true;
}

/// Closing with unread bytes would reset the connection before the client has read why.
net::awaitable<void> RegistryServer::Engine::linger(Session &session)
{
    error_code error;
    session.stream.socket().shutdown(tcp::socket::shutdown_send, error);
    session.stream.expires_after(lingerTime);
    std::array<char, 4096> sink;
    for (size_t total = 0; !error && total < lingerBytes;)
        total += co_await session.stream.async_read_some(net::buffer(sink),
                                                         redirect_error(use_awaitable, error));
}

net::awaitable<void> RegistryServer::Engine::serve(tcp::socket socket)
{
    Session session(std::move(socket));
    const Membership membership(*this, session);
    error_code error;
    session.stream.socket().set_option(tcp::no_delay(true), error);
    bool isFirst = true;
    while (co_await serveOne(session, isFirst) && !isDraining)
        isFirst = false;
    session.stream.socket().shutdown(tcp::socket::shutdown_send, error);
    session.stream.close();
}

net::awaitable<void> RegistryServer::Engine::refuse(tcp::socket socket)
{
    Session session(std::move(socket));
    co_await send(session, refusal(503, "too many connections, try again\n"), 11, false, false);
    session.stream.close();
}

net::awaitable<void> RegistryServer::Engine::accept()
{
    while (acceptor.is_open()) {
        error_code error;
        tcp::socket socket = co_await acceptor.async_accept(redirect_error(use_awaitable, error));
        if (isDraining || error == net::error::operation_aborted)
            co_return;
        if (error) {
            // Out of descriptors, most likely: wait until some are free.
            qCWarning(lc) << "cannot accept:" << error.message().c_str();
            net::steady_timer pause(context, 100ms);
            co_await pause.async_wait(redirect_error(use_awaitable, error));
            continue;
        }
        if (sessions.size() >= size_t(options.connections))
            net::co_spawn(context, refuse(std::move(socket)), net::detached);
        else
            net::co_spawn(context, serve(std::move(socket)), net::detached);
    }
}

// --- life ---

Result<void> RegistryServer::Engine::listen(quint16 wanted)
{
    error_code error;
    const auto address = net::ip::make_address(options.address.toStdString(), error);
    if (error)
        return Error{Error::Kind::Invalid,
                     tr("“%1” is no IP address to listen on.").arg(options.address),
                     QString::fromStdString(error.message())};
    if (!address.is_loopback() && !options.isPublic)
        return Error{Error::Kind::Refused,
                     tr("The registry is served to this computer only; listening on %1 must be "
                        "allowed by name.")
                         .arg(options.address),
                     {}};
    const tcp::endpoint endpoint(address, wanted);
    acceptor.open(endpoint.protocol(), error);
    if (!error)
        acceptor.set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        acceptor.bind(endpoint, error);
    if (!error)
        acceptor.listen(net::socket_base::max_listen_connections, error);
    if (!error) {
        port = acceptor.local_endpoint(error).port();
        return {};
    }
    const QString detail = QString::fromStdString(error.message());
    if (error == net::error::address_in_use)
        return Error{
            Error::Kind::Conflict,
            tr("Port %1 is used by another program. Choose another one, or 0 for any.").arg(wanted),
            detail};
    if (error == net::error::access_denied)
        return Error{Error::Kind::Permission,
                     tr("This user may not listen on port %1. Choose one above 1023.").arg(wanted),
                     detail};
    return Error{Error::Kind::Network, tr("The registry cannot be served on port %1.").arg(wanted),
                 detail};
}

void RegistryServer::Engine::run()
{
    net::co_spawn(context, accept(), net::detached);
    for (;;) {
        // What a session throws (out of memory) ends that session; the others go on.
        try {
            context.run();
            return;
        } catch (const std::exception &exception) {
            qCCritical(lc) << "a connection ended:" << exception.what();
        }
    }
}

void RegistryServer::Engine::drain()
{
    isDraining = true;
    error_code error;
    acceptor.close(error);
    for (Session *session : sessions) {
        if (session->isIdle)
            session->stream.cancel();
    }
    if (sessions.empty())
        return;
    drainTimer.expires_after(options.drainTimeout);
    drainTimer.async_wait([this](const error_code &cancelled) {
        if (cancelled)
            return;
        for (Session *session : sessions)
            session->stream.cancel();
    });
}

RegistryServer::RegistryServer(RequestHandler &handler, Options options)
    : m_handler(handler), m_options(std::move(options))
{
    if (!m_options.metrics)
        m_options.metrics = std::make_shared<ServerMetrics>();
}

RegistryServer::~RegistryServer()
{
    stop();
}

Result<quint16> RegistryServer::start(quint16 port)
{
    if (m_engine)
        return m_engine->port;
    auto engine = std::make_unique<Engine>(m_handler, m_options);
    if (Result<void> listening = engine->listen(port); !listening)
        return listening.error();
    engine->thread = std::thread([engine = engine.get()] { engine->run(); });
    m_engine = std::move(engine);
    return m_engine->port;
}

void RegistryServer::stop()
{
    if (!m_engine)
        return;
    net::post(m_engine->context, [engine = m_engine.get()] { engine->drain(); });
    m_engine->thread.join();
    m_engine.reset();
}

bool RegistryServer::isRunning() const
{
    return m_engine != nullptr;
}

quint16 RegistryServer::port() const
{
    return m_engine ? m_engine->port : 0;
}

QUrl RegistryServer::url() const
{
    if (!m_engine)
        return {};
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(m_options.address);
    url.setPort(m_engine->port);
    url.setPath(u"/"_s);
    return url;
}

QString RegistryServer::fingerprint() const
{
    return {};
}

const ServerMetrics &RegistryServer::metrics() const
{
    return *m_options.metrics;
}
