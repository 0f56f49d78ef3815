// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/requestadmission.h"

namespace {

/// Into the room that is there already, unless somebody else still reads it.
void assign(QByteArray &target, QByteArrayView bytes)
{
    if (!target.isDetached()) {
        target = bytes.toByteArray();
        return;
    }
    target.resize(bytes.size());
    if (!bytes.isEmpty())
        std::memcpy(target.data(), bytes.data(), size_t(bytes.size()));
}

} // namespace

RequestAdmission::RequestAdmission(Connection &connection)
    : m_connection(connection), m_number(connection.core.sessionNumber.fetch_add(1) + 1)
{
}

std::optional<RegistryResponse> RequestAdmission::admit(const RequestHead &head,
                                                        RegistryRequest &request)
{
    ++m_requests;
    QByteArrayView target = head.target();
    QByteArrayView host = head.host();
    if (!target.startsWith('/')) {
        // The absolute form, as to a proxy: its host counts.
        const qsizetype scheme = target.startsWith("http://")    ? 7
                                 : target.startsWith("https://") ? 8
                                                                 : 0;
        if (scheme == 0)
            return m_connection.refuse(400, "the request's target cannot be read\n",
                                       ServerMetrics::BadRequest);
        const qsizetype slash = target.indexOf('/', scheme);
        host = slash < 0 ? target.sliced(scheme) : target.sliced(scheme, slash - scheme);
        target = slash < 0 ? QByteArrayView("/") : target.sliced(slash);
    }
    const PeerAddress &peer = m_connection.peer;
    assign(request.method, head.method());
    assign(request.target, target);
    assign(request.headerLines, head.lines());
    assign(request.host, host);
    request.id = QByteArray::number(m_number, 36) + '-' + QByteArray::number(m_requests, 36);
    request.peer = peer.text;
    request.isLoopback = peer.isLoopback;
    // Who has a proxy in front of it is not there for this computer alone.
    request.isShared = m_connection.core.options.isPublic || peer.isProxy;
    request.isEncrypted = m_connection.stream.isTls();
    if (peer.isProxy)
        believeProxy(request);
    static const QByteArray schemes[] = {QByteArrayLiteral("http"), QByteArrayLiteral("https")};
    request.scheme = schemes[request.isEncrypted ? 1 : 0];
    if (std::optional<RegistryResponse> refusal = checkName(head, request))
        return refusal;
    return checkRate(request);
}

void RequestAdmission::believeProxy(RegistryRequest &request) const
{
    request.isLoopback = false;
    // The last address that is not one of our proxies: those in front of it are the client's own words.
    QList<QByteArray> chain = request.headerList("X-Forwarded-For");
    while (!chain.isEmpty()) {
        error_code error;
        const auto address = net::ip::make_address(chain.takeLast().toStdString(), error);
        if (error)
            break;
        const PeerAddress peer = PeerAddress::of(address, m_connection.core.options.trustedProxies);
        request.peer = peer.text;
        if (!peer.isProxy)
            break;
    }
    const QList<QByteArray> schemes = request.headerList("X-Forwarded-Proto");
    if (!schemes.isEmpty())
        request.isEncrypted = schemes.last() == "https";
    const QList<QByteArray> hosts = request.headerList("X-Forwarded-Host");
    if (!hosts.isEmpty())
        request.host = hosts.last();
}

std::optional<RegistryResponse> RequestAdmission::checkName(const RequestHead &head,
                                                            const RegistryRequest &request)
{
    const bool isNamed = head.hasHost() || !request.host.isEmpty();
    if (!isNamed || (request.host == m_knownHost && !m_knownHost.isEmpty()))
        return {};
    error_code error;
    const auto local =
        PeerAddress::of(m_connection.stream.socket().local_endpoint(error).address(), {});
    if (!m_connection.core.names->holds(request.host, local.text.toLatin1()))
        return m_connection.refuse(421, "this server is not known by that name\n",
                                   ServerMetrics::ForeignHost);
    m_knownHost = request.host;
    return {};
}

std::optional<RegistryResponse> RequestAdmission::checkRate(const RegistryRequest &request) const
{
    ServerCore &core = m_connection.core;
    std::chrono::seconds wait(0);
    if (const PeerAddress asker = m_connection.asker(request); core.isLimited(asker))
        wait = core.limits.take(asker.network, m_connection.lane.now);
    if (wait.count() <= 0)
        return {};
    RegistryResponse answer =
        m_connection.refuse(429, "too many requests, slow down\n", ServerMetrics::RequestRate);
    answer.headers.append({"Retry-After", QByteArray::number(qint64(wait.count()))});
    return answer;
}
