// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
// Boost.Asio comes first: Qt's headers define words that it uses.
#include "registry/http/httpsession.h"

#include "registry/http/registryserver.h"

#include "registry/http/selfsignedcertificate.h"

#include <QCoreApplication>
#include <QUrl>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcServer, "howdah.registry.http.registryserver")

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryServer", text);
}

/// Descriptors for so many connections, and for files beside them, as far as the system lets.
void allowDescriptors(int connections)
{
#ifdef Q_OS_UNIX
    rlimit limit{};
    const rlim_t wanted = rlim_t(connections) + 256;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = std::min(wanted, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
#else
    Q_UNUSED(connections)
#endif
}

/// On the calling thread: sending to a client that has gone is an error, not the program's end. `sendfile()` has no
/// flag for that.
void ignoreVanishedClients()
{
#ifdef Q_OS_UNIX
    sigset_t brokenPipe;
    sigemptyset(&brokenPipe);
    sigaddset(&brokenPipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &brokenPipe, nullptr);
#endif
}

} // namespace

struct RegistryServer::Engine {
    Engine(RequestHandler &handler, const Options &theOptions)
        : options(theOptions), core(handler, options)
    {
        for (int count = 0; count < std::max(options.servingThreads, 1); ++count)
            lanes.push_back(std::make_unique<ServingLane>());
        acceptor.emplace(*lanes.front()->context);
    }

    Result<void> loadTls();
    Result<void> listen(quint16 wanted);
    void run();
    void stop();
    net::awaitable<void> accept();
    void welcome(tcp::socket socket, ServingLane &lane);
    void turnAway(tcp::socket socket, ConnectionSlot::Problem problem);

    const Options options;
    ServerCore core;
    std::vector<std::unique_ptr<ServingLane>> lanes;
    std::optional<tcp::acceptor> acceptor; ///< belongs to the first lane
    quint16 port = 0;
    QString fingerprint;
};

// --- listening ---

Result<void> RegistryServer::Engine::loadTls()
{
    QString certificate = options.certificateFile;
    QString key = options.keyFile;
    if (certificate.isEmpty() != key.isEmpty())
        return Error{Error::Kind::Invalid, tr("TLS needs both a certificate and its key."), {}};
    if (certificate.isEmpty() && options.tlsFolder.isEmpty())
        return {};
    if (certificate.isEmpty()) {
        QStringList names{u"localhost"_s, u"127.0.0.1"_s, u"::1"_s};
        const bool isWildcard = options.address == u"0.0.0.0" || options.address == u"::";
        if (!isWildcard && !names.contains(options.address))
            names.append(options.address);
        names += options.hostNames;
        const Result<SelfSignedCertificate::Files> files =
            SelfSignedCertificate::ensure(options.tlsFolder, names);
        if (!files)
            return files.error();
        certificate = files->certificate;
        key = files->key;
    }
    const Result<QString> print = SelfSignedCertificate::fingerprintOf(certificate);
    if (!print)
        return print.error();
    fingerprint = *print;
    error_code error;
    core.tls.emplace(net::ssl::context::tls_server);
    SSL_CTX_set_min_proto_version(core.tls->native_handle(), TLS1_2_VERSION);
    SSL_CTX_set_options(core.tls->native_handle(),
                        SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    // A connection that waits keeps no buffers of OpenSSL.
    SSL_CTX_set_mode(core.tls->native_handle(), SSL_MODE_RELEASE_BUFFERS);
    core.tls->use_certificate_chain_file(certificate.toStdString(), error);
    if (!error)
        core.tls->use_private_key_file(key.toStdString(), net::ssl::context::pem, error);
    if (error)
        return Error{Error::Kind::Invalid,
                     tr("The certificate %1 and the key %2 cannot be used; both must be PEM files "
                        "that belong "
                        "together, the key without a passphrase.")
                         .arg(certificate, key),
                     QString::fromStdString(error.message())};
    return {};
}

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
    if (Result<void> loaded = loadTls(); !loaded)
        return loaded;
    if (!address.is_loopback() && !core.tls && !options.allowPlain)
        return Error{Error::Kind::Refused,
                     tr("On %1 others could read along: serve with TLS (--tls-self-signed), or "
                        "allow plain HTTP (--allow-plain).")
                         .arg(options.address),
                     {}};
    const tcp::endpoint endpoint(address, wanted);
    acceptor->open(endpoint.protocol(), error);
    if (!error)
        acceptor->set_option(tcp::acceptor::reuse_address(true), error);
    if (!error)
        acceptor->bind(endpoint, error);
    if (!error)
        acceptor->listen(net::socket_base::max_listen_connections, error);
    if (!error) {
        port = acceptor->local_endpoint(error).port();
        core.names.emplace(options, port, core.tls.has_value());
        allowDescriptors(options.connections);
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

net::awaitable<void> RegistryServer::Engine::accept()
{
    for (size_t next = 0; acceptor->is_open(); next = (next + 1) % lanes.size()) {
        ServingLane &lane = *lanes[next];
        error_code error;
        tcp::socket socket(*lane.context);
        co_await acceptor->async_accept(socket, redirect_error(use_awaitable, error));
        if (lanes.front()->isDraining || error == net::error::operation_aborted)
            co_return;
        if (error) {
            // Out of descriptors, most likely: wait until some are free.
            qCWarning(lcServer) << "cannot accept:" << error.message().c_str();
            net::steady_timer pause(*lanes.front()->context, 100ms);
            co_await pause.async_wait(redirect_error(use_awaitable, error));
            continue;
        }
        net::post(*lane.context, [this, &lane, socket = std::move(socket)]() mutable {
            if (!lane.isDraining)
                welcome(std::move(socket), lane);
        });
    }
}

void RegistryServer::Engine::welcome(tcp::socket socket, ServingLane &lane)
{
    error_code error;
    const tcp::endpoint remote = socket.remote_endpoint(error);
    if (error)
        return;
    socket.set_option(tcp::no_delay(true), error);
    socket.non_blocking(true, error);
    PeerAddress peer = PeerAddress::of(remote.address(), options.trustedProxies);
    auto slot = std::make_unique<ConnectionSlot>(core, peer);
    if (slot->problem() != ConnectionSlot::Problem::None) {
        turnAway(std::move(socket), slot->problem());
        return;
    }
    const auto connection = std::make_shared<Connection>(core, lane, std::move(socket),
                                                         std::move(peer), std::move(slot));
    net::co_spawn(*lane.context, HttpSession::serve(connection), net::detached);
}

/// As much as can be said without waiting for the client.
void RegistryServer::Engine::turnAway(tcp::socket socket, ConnectionSlot::Problem problem)
{
    const bool isTotal = problem == ConnectionSlot::Problem::Total;
    core.metrics.countRefused(isTotal ? ServerMetrics::ConnectionsInTotal
                                      : ServerMetrics::ConnectionsPerPeer);
    if (core.tls)
        return;
    static constexpr std::string_view full =
        "HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Length: 32\r\nRetry-After: 5\r\nConnection: close\r\n\r\n"
        "too many connections, try again\n";
    static constexpr std::string_view many =
        "HTTP/1.1 429 Too Many Requests\r\nContent-Type: text/plain; charset=utf-8\r\n"
        "Content-Length: 43\r\nRetry-After: 5\r\nConnection: close\r\n\r\n"
        "too many connections from this address now\n";
    error_code error;
    socket.write_some(net::buffer(isTotal ? full : many), error);
    socket.shutdown(tcp::socket::shutdown_send, error);
    // What has come already must not turn the answer into a reset.
    std::array<char, 4096> sink;
    while (!error)
        socket.read_some(net::buffer(sink), error);
}

void RegistryServer::Engine::run()
{
    net::co_spawn(*lanes.front()->context, accept(), net::detached);
    for (const std::unique_ptr<ServingLane> &lane : lanes) {
        lane->thread = std::thread([&context = *lane->context] {
            ignoreVanishedClients();
            for (;;) {
                // What a session throws (out of memory) ends that session; the others go on.
                try {
                    context.run();
                    return;
                } catch (const std::exception &exception) {
                    qCCritical(lcServer) << "a connection ended:" << exception.what();
                }
            }
        });
    }
}

void RegistryServer::Engine::stop()
{
    for (const std::unique_ptr<ServingLane> &lane : lanes) {
        net::post(*lane->context, [this, lane = lane.get()] {
            if (lane == lanes.front().get()) {
                error_code error;
                acceptor->close(error);
            }
            lane->drain(options.drainTimeout);
        });
    }
    for (const std::unique_ptr<ServingLane> &lane : lanes)
        lane->thread.join();
    core.workers.reset();
}

// --- life ---

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
    engine->run();
    m_engine = std::move(engine);
    return m_engine->port;
}

void RegistryServer::stop()
{
    if (!m_engine)
        return;
    m_engine->stop();
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
    QString host = m_options.address;
    if (host == u"0.0.0.0")
        host = u"127.0.0.1"_s;
    else if (host == u"::")
        host = u"::1"_s;
    QUrl url;
    url.setScheme(m_engine->core.tls ? u"https"_s : u"http"_s);
    url.setHost(host);
    url.setPort(m_engine->port);
    url.setPath(u"/"_s);
    return url;
}

QString RegistryServer::fingerprint() const
{
    return m_engine ? m_engine->fingerprint : QString();
}

const ServerMetrics &RegistryServer::metrics() const
{
    return *m_options.metrics;
}
