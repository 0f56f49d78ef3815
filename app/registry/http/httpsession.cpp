// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/httpsession.h"

#include "registry/http/eventsender.h"
#include "registry/http/filesender.h"
#include "registry/http/workerquestion.h"

#include "registry/http/eventstream.h"
#include "registry/http/readyanswer.h"

#include <QFile>

HttpSession::HttpSession(std::shared_ptr<Connection> connection)
    : m_owned(std::move(connection)),
      m_connection(*m_owned),
      m_admission(m_connection),
      m_content(m_connection),
      m_answerHead(m_connection)
{
}

net::awaitable<void> HttpSession::serve(std::shared_ptr<Connection> connection)
{
    HttpSession session(std::move(connection));
    co_await session.run();
}

// --- what is asked ---

net::awaitable<RequestHead::State> HttpSession::readHead()
{
    const ServerOptions &options = m_connection.core.options;
    m_head.reset();
    m_connection.isIdle = true;
    m_connection.allow(m_served == 0 ? options.headerTimeout : options.idleTimeout);
    bool hasBegun = m_served == 0;
    for (;;) {
        if (!m_connection.received.isEmpty()) {
            const RequestHead::State state =
                m_head.read(m_connection.received.view(), options.headerBytes);
            if (state != RequestHead::State::Incomplete)
                co_return state;
            if (!hasBegun) {
                // For the whole header, so that nobody can hold the connection by sending byte after byte.
                m_connection.allow(options.headerTimeout);
                hasBegun = true;
            }
        }
        if (m_connection.isCut || (m_connection.lane.isDraining && m_connection.received.isEmpty()))
            co_return RequestHead::State::Incomplete;
        error_code error;
        const size_t count = co_await m_connection.read(1024, error);
        if (error)
            co_return RequestHead::State::Incomplete;
        m_connection.hasRead(count);
    }
}

bool HttpSession::isRefused(RequestHead::State state, RegistryResponse &response)
{
    if (state != RequestHead::State::Complete) {
        m_request = {};
        const bool isBad = state == RequestHead::State::Bad;
        const int status = isBad ? m_head.problemStatus() : 408;
        response =
            m_connection.refuse(status, isBad ? m_head.problem() : "the request came too slowly\n",
                                status == 408   ? ServerMetrics::TimedOut
                                : status == 431 ? ServerMetrics::HeaderSize
                                                : ServerMetrics::BadRequest);
        return true;
    }
    if (std::optional<RegistryResponse> problem = m_admission.admit(m_head, m_request)) {
        response = std::move(*problem);
        return true;
    }
    return false;
}

// --- who answers ---

std::optional<RegistryResponse> HttpSession::answerAtOnce()
{
    if (m_head.hasContent())
        return {};
    try {
        return m_connection.core.handler.answerAtOnce(m_request);
    } catch (const std::exception &exception) {
        qCCritical(lcServer) << "a request failed:" << exception.what();
        return RegistryResponse::text(500, "internal server error\n");
    }
}

net::awaitable<RegistryResponse> HttpSession::answerByWorker()
{
    std::function<RegistryResponse(const RegistryRequest &)> ask =
        [&core = m_connection.core](const RegistryRequest &request) {
            try {
                return core.handler.answer(request);
            } catch (const std::exception &exception) {
                qCCritical(lcServer) << "a request failed:" << exception.what();
                return RegistryResponse::text(500, "internal server error\n");
            }
        };
    std::optional<RegistryResponse> answer =
        co_await askWorker<RegistryResponse>(m_connection, m_request, std::move(ask));
    if (!answer)
        co_return m_connection.refuseAsBusy();
    co_return std::move(*answer);
}

// --- what is answered ---

/// Most answers are in memory and go out at once, without a coroutine. False: see `send()`.
bool HttpSession::sendAtOnce(const RegistryResponse &response, bool keepAlive)
{
    if (response.file || response.stream || m_connection.stream.isTls())
        return false;
    m_unsent = m_answerHead.describe(response, m_head, m_request.method == "HEAD", keepAlive);
    m_sent = m_unsent.contentSize;
    m_connection.allow(m_connection.core.options.writeTimeout);
    error_code error;
    const size_t count = m_connection.stream.writeNow(m_unsent.buffers, error);
    Connection::advance(m_unsent.buffers, count);
    m_unsent.size -= qsizetype(count);
    return m_unsent.size == 0;
}

net::awaitable<bool> HttpSession::send(RegistryResponse &response, bool keepAlive)
{
    if (m_unsent.size > 0)
        co_return co_await m_connection.write(m_unsent.buffers, m_unsent.size);
    const bool isHead = m_request.method == "HEAD";
    QFile file;
    const bool hasFile = response.file && !isHead;
    if (hasFile && !FileSender::open(file, *response.file))
        response = RegistryResponse::text(500, "internal server error\n");
    const AnswerHead::Bytes bytes = m_answerHead.describe(response, m_head, isHead, keepAlive);
    m_sent = bytes.contentSize;
    m_connection.allow(m_connection.core.options.writeTimeout);
    if (hasFile && response.file && response.file->length > 0) {
        FileSender sender(m_connection);
        co_return co_await sender.send(file, *response.file, bytes, m_sent);
    }
    const bool isWritten = co_await m_connection.write(bytes.buffers, bytes.size);
    if (!isWritten || !response.stream)
        co_return isWritten;
    if (isHead) {
        response.stream->leave();
        co_return true;
    }
    EventSender sender(m_connection);
    co_return co_await sender.send(*response.stream, m_sent);
}

void HttpSession::record(const RegistryResponse &response, bool isComplete)
{
    const ServerOptions &options = m_connection.core.options;
    ServerMetrics &metrics = m_connection.core.metrics;
    const auto now = ServingLane::Clock::now();
    const auto microseconds =
        std::chrono::duration_cast<std::chrono::microseconds>(now - m_started).count();
    const int status = response.ready ? response.ready->status : response.status;
    metrics.countRequest(m_request.method, status, quint64(microseconds));
    metrics.bytesSent.fetch_add(quint64(m_sent), std::memory_order_relaxed);
    if (!options.onAccess)
        return;
    AccessRecord record;
    record.time = QDateTime::currentDateTimeUtc().addMSecs(-microseconds / 1000);
    record.peer = m_request.peer.isEmpty() ? m_connection.peer.text : m_request.peer;
    record.method = m_request.method;
    record.path = m_request.path().toByteArray();
    record.status = status;
    record.bytes = m_sent;
    record.firstByte = response.file ? response.file->offset : 0;
    record.microseconds = microseconds;
    record.userAgent = m_request.header("User-Agent").left(256);
    record.id = m_request.id;
    record.isComplete = isComplete;
    options.onAccess(record);
}

// --- the connection's life ---

net::awaitable<void> HttpSession::run()
{
    ServerCore &core = m_connection.core;
    ServingLane &lane = m_connection.lane;
    error_code error;
    if (m_connection.stream.isTls()) {
        m_connection.allow(core.options.handshakeTimeout);
        co_await m_connection.stream.shakeHands(error);
        if (error) {
            if (m_connection.isOverdue)
                core.metrics.countRefused(ServerMetrics::TimedOut);
            co_return;
        }
    }
    for (bool goesOn = true; goesOn;) {
        const RequestHead::State state = co_await readHead();
        const bool isTooSlow = m_connection.isOverdue && !m_connection.received.isEmpty();
        if (state == RequestHead::State::Incomplete && !isTooSlow)
            break;
        m_connection.isIdle = false;
        lane.now = m_started = ServingLane::Clock::now();
        m_sent = 0;
        ++m_served;
        core.metrics.inFlight.fetch_add(1, std::memory_order_relaxed);
        RegistryResponse response;
        bool hasUnread = true;
        bool isAnswered = isRefused(state, response);
        if (!isAnswered) {
            m_connection.received.consume(m_head.size());
            ContentReceiver::Outcome received = ContentReceiver::Outcome::Content;
            if (m_head.hasContent())
                received = co_await m_content.receive(m_head, m_request, response);
            if (received == ContentReceiver::Outcome::Gone) {
                core.metrics.inFlight.fetch_sub(1, std::memory_order_relaxed);
                break;
            }
            isAnswered = received == ContentReceiver::Outcome::Refused;
            hasUnread = isAnswered;
        }
        if (!isAnswered) {
            if (std::optional<RegistryResponse> atOnce = answerAtOnce())
                response = std::move(*atOnce);
            else
                response = co_await answerByWorker();
        }
        if (m_connection.isOverdue) {
            // It is told why, but no more than that.
            m_connection.isOverdue = false;
            m_connection.isCut = false;
        }
        const bool keepAlive = m_head.keepsAlive() && !hasUnread && !response.stream
                               && !lane.isDraining
                               && m_served < quint64(core.options.requestsPerConnection);
        bool isSent = sendAtOnce(response, keepAlive);
        if (!isSent)
            isSent = co_await send(response, keepAlive);
        record(response, isSent);
        core.metrics.inFlight.fetch_sub(1, std::memory_order_relaxed);
        forgetRequest();
        goesOn = isSent && keepAlive;
        if (goesOn)
            m_connection.received.shrink();
        else if (isSent)
            co_await end(hasUnread);
    }
    m_connection.stream.socket().close(error);
}

void HttpSession::forgetRequest()
{
    m_request.body.clear();
    m_request.bodyFile.clear();
    m_request.bodySize = 0;
    m_content.reset();
    m_unsent = {};
}

/// Closing with unread bytes would reset the connection before the client has read why.
net::awaitable<void> HttpSession::linger()
{
    constexpr size_t mostBytes = 1024 * 1024;
    error_code error;
    std::array<char, 4096> sink;
    for (size_t total = 0; !error && total < mostBytes;) {
        co_await m_connection.stream.waitUntilReadable(error);
        if (!error)
            total += m_connection.stream.socket().read_some(net::buffer(sink), error);
    }
}

net::awaitable<void> HttpSession::end(bool hasUnread)
{
    // Nothing is owed to the client any more.
    m_connection.isIdle = true;
    m_connection.allow(std::chrono::seconds(1));
    if (m_connection.isCut && m_connection.stream.isTls())
        co_return;
    error_code error;
    co_await m_connection.stream.endWriting(error);
    if (hasUnread && !m_connection.isCut)
        co_await linger();
}
