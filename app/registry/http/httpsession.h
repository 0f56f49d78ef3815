// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/servercore.h"
#include "registry/http/servinglane.h"

#include "registry/http/chunkedcontent.h"
#include "registry/http/eventstream.h"
#include "registry/http/readyanswer.h"
#include "registry/http/requesthead.h"
#include "registry/http/responsehead.h"
#include "registry/http/spooledcontent.h"

#include <QFile>
#include <QLoggingCategory>

#include <array>

#ifdef Q_OS_LINUX
#include <sys/sendfile.h>
#endif

Q_DECLARE_LOGGING_CATEGORY(lcServer)

/// One connection: reads requests, has them answered, sends the answers. `Stream` is a TCP socket or TLS over one.
/// Belongs to its lane's thread. Lives as long as `run()`.
template <typename Stream>
class HttpSession final : public OpenSession,
                          public std::enable_shared_from_this<HttpSession<Stream>>
{
public:
    static constexpr bool isTls = !std::is_same_v<Stream, tcp::socket>;

    HttpSession(ServerCore &core, ServingLane &lane, Stream stream, PeerAddress peer,
                std::unique_ptr<ConnectionSlot> slot)
        : m_core(core),
          m_lane(lane),
          m_stream(std::move(stream)),
          m_peer(std::move(peer)),
          m_slot(std::move(slot)),
          m_number(core.sessionNumber.fetch_add(1) + 1)
    {
        m_lane.join(*this);
    }
    ~HttpSession() override { m_lane.leave(*this); }

    net::awaitable<void> run();

    void cut() override
    {
        m_isCut = true;
        error_code error;
        socket().cancel(error);
        if (m_signal)
            m_signal->set();
    }
    void drain() override
    {
        if (m_isIdle)
            cut();
        else if (m_signal)
            m_signal->set();
    }

private:
    enum class Received { Content, Refused, Gone };
    using Buffers = std::array<net::const_buffer, 4>;

    tcp::socket &socket()
    {
        if constexpr (isTls)
            return m_stream.next_layer();
        else
            return m_stream;
    }
    void allow(std::chrono::milliseconds time) { deadline = m_lane.now + time; }

    // what was read
    [[nodiscard]] QByteArrayView waiting() const
    {
        return QByteArrayView(m_buffer).sliced(m_begin, m_end - m_begin);
    }
    void consume(qsizetype count);
    net::mutable_buffer room(qsizetype wanted);

    // what is asked
    [[nodiscard]] std::optional<RegistryResponse> takeRequest();
    void believeProxy();
    net::awaitable<Received> receive(RegistryResponse &refusal);
    net::awaitable<Received> receiveContent(SpooledContent &content, RegistryResponse &refusal);
    [[nodiscard]] RegistryResponse refusalFor(SpooledContent::Outcome outcome);
    [[nodiscard]] RegistryResponse refuse(int status, const char *text, ServerMetrics::Limit limit);
    net::awaitable<RegistryResponse> askWorker();

    // what is answered
    [[nodiscard]] qsizetype describe(const RegistryResponse &response, bool keepAlive,
                                     Buffers &buffers);
    net::awaitable<bool> send(RegistryResponse &response, bool keepAlive);
    net::awaitable<bool> write(Buffers buffers, qsizetype size);
    net::awaitable<bool> writeFile(QFile &file, const RegistryResponse::File &part, Buffers head,
                                   qsizetype headSize);
#ifdef Q_OS_LINUX
    net::awaitable<bool> sendFile(QFile &file, const RegistryResponse::File &part, Buffers head,
                                  qsizetype headSize);
#endif
    net::awaitable<bool> writeEvents(EventStream &events);
    void watchForEnd(std::shared_ptr<LaneSignal> signal);
    net::awaitable<void> linger();
    net::awaitable<void> end(bool hasUnread);
    void record(const RegistryResponse &response, bool isComplete);

    static void assign(QByteArray &target, QByteArrayView bytes);
    static qsizetype advance(Buffers &buffers, size_t count);

    ServerCore &m_core;
    ServingLane &m_lane;
    Stream m_stream;
    PeerAddress m_peer;
    std::unique_ptr<ConnectionSlot> m_slot;
    const quint64 m_number;
    quint64 m_served = 0;
    bool m_isIdle = true; ///< between two requests: nothing is lost when it is closed
    bool m_isCut = false;
    QByteArray m_buffer;
    qsizetype m_begin = 0;
    qsizetype m_end = 0;
    RequestHead m_head;
    RegistryRequest m_request;
    QByteArray m_knownHost; ///< the last that was one of ours
    std::unique_ptr<SpooledContent> m_content;
    QByteArray m_out;
    ServingLane::Clock::time_point m_started;
    qint64 m_sent = 0; ///< bytes of the content
    std::shared_ptr<LaneSignal> m_signal;
};

// --- what was read ---

template <typename Stream>
void HttpSession<Stream>::consume(qsizetype count)
{
    m_begin += count;
    if (m_begin == m_end)
        m_begin = m_end = 0;
}

/// Room for at least one byte more, behind what waits.
template <typename Stream>
net::mutable_buffer HttpSession<Stream>::room(qsizetype wanted)
{
    if (m_begin > 0) {
        std::memmove(m_buffer.data(), m_buffer.constData() + m_begin, size_t(m_end - m_begin));
        m_end -= m_begin;
        m_begin = 0;
    }
    if (m_buffer.size() < wanted || m_buffer.size() == m_end)
        m_buffer.resize(std::max({wanted, m_buffer.size(), m_end * 2}));
    return {m_buffer.data() + m_end, size_t(m_buffer.size() - m_end)};
}

// --- what is asked ---

/// Into the room that is there already, unless somebody else still reads it.
template <typename Stream>
void HttpSession<Stream>::assign(QByteArray &target, QByteArrayView bytes)
{
    if (!target.isDetached()) {
        target = bytes.toByteArray();
        return;
    }
    target.resize(bytes.size());
    if (!bytes.isEmpty())
        std::memcpy(target.data(), bytes.data(), size_t(bytes.size()));
}

template <typename Stream>
RegistryResponse HttpSession<Stream>::refuse(int status, const char *text,
                                             ServerMetrics::Limit limit)
{
    m_core.metrics.countRefused(limit);
    return RegistryResponse::text(status, text);
}

/// Makes `m_request` of the header that was read; or says why not.
template <typename Stream>
std::optional<RegistryResponse> HttpSession<Stream>::takeRequest()
{
    QByteArrayView target = m_head.target();
    QByteArrayView host = m_head.host();
    if (!target.startsWith('/')) {
        // The absolute form, as to a proxy: its host counts.
        const qsizetype scheme = target.startsWith("http://")    ? 7
                                 : target.startsWith("https://") ? 8
                                                                 : 0;
        if (scheme == 0)
            return refuse(400, "the request's target cannot be read\n", ServerMetrics::BadRequest);
        const qsizetype slash = target.indexOf('/', scheme);
        host = slash < 0 ? target.sliced(scheme) : target.sliced(scheme, slash - scheme);
        target = slash < 0 ? QByteArrayView("/") : target.sliced(slash);
    }
    assign(m_request.method, m_head.method());
    assign(m_request.target, target);
    assign(m_request.headerLines, m_head.lines());
    assign(m_request.host, host);
    m_request.id = QByteArray::number(m_number, 36) + '-' + QByteArray::number(m_served, 36);
    m_request.peer = m_peer.text;
    m_request.isLoopback = m_peer.isLoopback;
    m_request.isEncrypted = isTls;
    PeerAddress asker = m_peer;
    if (m_peer.isProxy) {
        believeProxy();
        error_code error;
        const auto address = net::ip::make_address(m_request.peer.toStdString(), error);
        if (!error)
            asker = PeerAddress::of(address, {});
        asker.isLoopback = false;
    }
    static const QByteArray schemes[] = {QByteArrayLiteral("http"), QByteArrayLiteral("https")};
    m_request.scheme = schemes[m_request.isEncrypted ? 1 : 0];
    const bool isNamed = m_head.hasHost() || !m_request.host.isEmpty();
    if (isNamed && (m_request.host != m_knownHost || m_knownHost.isEmpty())) {
        error_code error;
        const auto local = PeerAddress::of(socket().local_endpoint(error).address(), {});
        if (!m_core.names->holds(m_request.host, local.text.toLatin1()))
            return refuse(421, "this server is not known by that name\n",
                          ServerMetrics::ForeignHost);
        m_knownHost = m_request.host;
    }
    if (m_core.isLimited(asker)) {
        const auto wait = m_core.limits.take(asker.network, m_lane.now);
        if (wait.count() > 0) {
            RegistryResponse answer =
                refuse(429, "too many requests, slow down\n", ServerMetrics::RequestRate);
            answer.headers.append({"Retry-After", QByteArray::number(qint64(wait.count()))});
            return answer;
        }
    }
    return {};
}

/// Takes over what a trusted proxy says of its client.
template <typename Stream>
void HttpSession<Stream>::believeProxy()
{
    m_request.isLoopback = false;
    // The last address that is not one of our proxies: those in front of it are the client's own words.
    QList<QByteArray> chain = m_request.headerList("X-Forwarded-For");
    while (!chain.isEmpty()) {
        error_code error;
        const auto address = net::ip::make_address(chain.takeLast().toStdString(), error);
        if (error)
            break;
        const PeerAddress peer = PeerAddress::of(address, m_core.options.trustedProxies);
        m_request.peer = peer.text;
        if (!peer.isProxy)
            break;
    }
    const QList<QByteArray> schemes = m_request.headerList("X-Forwarded-Proto");
    if (!schemes.isEmpty())
        m_request.isEncrypted = schemes.last() == "https";
    const QList<QByteArray> hosts = m_request.headerList("X-Forwarded-Host");
    if (!hosts.isEmpty())
        m_request.host = hosts.last();
}

template <typename Stream>
RegistryResponse HttpSession<Stream>::refusalFor(SpooledContent::Outcome outcome)
{
    switch (outcome) {
    case SpooledContent::Outcome::TooLarge:
        return refuse(413, "the content is larger than this server takes here\n",
                      ServerMetrics::BodySize);
    case SpooledContent::Outcome::TooMany: {
        RegistryResponse answer =
            refuse(503, "too many uploads at once, try again\n", ServerMetrics::BodyCount);
        answer.headers.emplaceBack("Retry-After", "5");
        return answer;
    }
    default: {
        RegistryResponse answer =
            refuse(507, "this server has no room for the content now\n", ServerMetrics::BodySpace);
        answer.headers.emplaceBack("Retry-After", "60");
        return answer;
    }
    }
}

/// The content of the request whose header was just consumed.
template <typename Stream>
auto HttpSession<Stream>::receive(RegistryResponse &refusal) -> net::awaitable<Received>
{
    BodyRule rule;
    try {
        rule = m_core.handler.bodyRule(m_request);
    } catch (const std::exception &exception) {
        qCCritical(lcServer) << "a body rule failed:" << exception.what();
        rule.answerInstead = RegistryResponse::text(500, "internal server error\n");
    }
    if (rule.answerInstead) {
        refusal = std::move(*rule.answerInstead);
        co_return Received::Refused;
    }
    m_content =
        std::make_unique<SpooledContent>(m_core.budget, rule.largest, m_core.options.bodyFolder);
    SpooledContent::Outcome outcome = m_content->expect(m_head.contentLength());
    if (outcome == SpooledContent::Outcome::Taken && rule.largest == 0)
        outcome = SpooledContent::Outcome::TooLarge;
    if (outcome != SpooledContent::Outcome::Taken) {
        refusal = refusalFor(outcome);
        co_return Received::Refused;
    }
    if (m_head.expectsContinue() && waiting().isEmpty()) {
        static constexpr std::string_view goOn = "HTTP/1.1 100 Continue\r\n\r\n";
        allow(m_core.options.writeTimeout);
        const Buffers buffers{net::buffer(goOn)};
        if (!co_await write(buffers, qsizetype(goOn.size())))
            co_return Received::Gone;
    }
    const Received received = co_await receiveContent(*m_content, refusal);
    if (received != Received::Content)
        co_return received;
    outcome = m_content->finish(m_request);
    if (outcome != SpooledContent::Outcome::Taken) {
        refusal = refusalFor(outcome);
        co_return Received::Refused;
    }
    co_return Received::Content;
}

template <typename Stream>
auto HttpSession<Stream>::receiveContent(SpooledContent &content, RegistryResponse &refusal)
    -> net::awaitable<Received>
{
    constexpr qsizetype readSize = 32 * 1024;
    const auto begin = m_lane.now;
    ChunkedContent chunks;
    for (;;) {
        QByteArrayView bytes = waiting();
        const qsizetype before = bytes.size();
        while (!bytes.isEmpty()) {
            QByteArrayView piece;
            if (m_head.isChunked()) {
                piece = chunks.next(bytes);
            } else {
                piece = bytes.first(qsizetype(
                    std::min<qint64>(bytes.size(), m_head.contentLength() - content.size())));
                bytes = bytes.sliced(piece.size());
            }
            if (piece.isEmpty())
                break;
            const SpooledContent::Outcome outcome = content.append(piece);
            if (outcome != SpooledContent::Outcome::Taken) {
                refusal = refusalFor(outcome);
                co_return Received::Refused;
            }
        }
        consume(before - bytes.size());
        if (chunks.isBad()) {
            refusal =
                refuse(400, "the content's chunks cannot be read\n", ServerMetrics::BadRequest);
            co_return Received::Refused;
        }
        if (m_head.isChunked() ? chunks.isComplete() : content.size() == m_head.contentLength())
            co_return Received::Content;
        // It may not stall, and not come slower than it must on average.
        const std::chrono::seconds earned(content.size()
                                          / std::max<qint64>(m_core.options.bodyRate, 1));
        deadline = std::min(m_lane.now, begin + earned) + m_core.options.bodyTimeout;
        error_code error;
        const size_t count =
            co_await m_stream.async_read_some(room(readSize), redirect_error(use_awaitable, error));
        m_end += qsizetype(count);
        m_core.metrics.bytesReceived.fetch_add(count, std::memory_order_relaxed);
        if (error && isOverdue) {
            refusal = refuse(408, "the content came too slowly\n", ServerMetrics::TimedOut);
            co_return Received::Refused;
        }
        if (error)
            co_return Received::Gone;
    }
}

template <typename Stream>
net::awaitable<RegistryResponse> HttpSession<Stream>::askWorker()
{
    /// What goes to the worker and comes back. The signal belongs to this lane: only it touches it.
    struct Parcel {
        std::shared_ptr<net::io_context> context;
        LaneSignal signal;
        RegistryRequest request;
        RegistryResponse response;
        bool isDone = false;
    };
    const auto parcel =
        std::make_shared<Parcel>(Parcel{m_lane.context, LaneSignal(m_lane.context), m_request, {}});
    deadline = Time::max();
    const bool isTaken = m_core.workers->submit([parcel, &core = m_core] {
        RegistryResponse response;
        try {
            response = core.handler.answer(parcel->request);
        } catch (const std::exception &exception) {
            qCCritical(lcServer) << "a request failed:" << exception.what();
            response = RegistryResponse::text(500, "internal server error\n");
        }
        net::post(*parcel->context, [parcel, response = std::move(response)]() mutable {
            parcel->response = std::move(response);
            parcel->isDone = true;
            parcel->signal.set();
        });
    });
    if (!isTaken) {
        RegistryResponse busy =
            refuse(503, "this server is busy, try again\n", ServerMetrics::WorkerQueue);
        busy.headers.emplaceBack("Retry-After", "2");
        co_return busy;
    }
    m_core.metrics.workerRequests.fetch_add(1, std::memory_order_relaxed);
    while (!parcel->isDone)
        co_await parcel->signal.wait({});
    m_core.metrics.workerRequests.fetch_sub(1, std::memory_order_relaxed);
    m_lane.now = ServingLane::Clock::now();
    co_return std::move(parcel->response);
}

// --- what is answered ---

/// The bytes to send first: the header, and the content when it is in memory. They stay in `m_out`, the lane and
/// `response`.
template <typename Stream>
qsizetype HttpSession<Stream>::describe(const RegistryResponse &response, bool keepAlive,
                                        Buffers &buffers)
{
    const auto buffer = [](const QByteArray &bytes) {
        return net::buffer(bytes.constData(), size_t(bytes.size()));
    };
    constexpr qsizetype smallContent = 16 * 1024;
    const bool isHead = m_request.method == "HEAD";
    const char *ending = keepAlive
                             ? (m_head.isVersion10() ? "Connection: keep-alive\r\n\r\n" : "\r\n")
                             : "Connection: close\r\n\r\n";
    m_out.resize(0);
    QByteArray content;
    if (response.ready) {
        const ReadyAnswer &ready = *response.ready;
        if (ready.status == 200 && !m_head.isVersion10()) {
            m_out += m_lane.usualStart();
        } else {
            ResponseHead::appendStatusLine(m_out, ready.status, m_head.isVersion10());
            m_out += m_lane.commonFields();
        }
        m_out += ready.headerLines;
        content = ready.body;
    } else {
        ResponseHead::appendStatusLine(m_out, response.status, m_head.isVersion10());
        m_out += m_lane.commonFields();
        ResponseHead::appendFields(m_out, response);
        if (response.stream && response.header("Content-Type").isEmpty())
            m_out += "Content-Type: text/event-stream\r\n";
        if (!response.file && !response.stream && ResponseHead::mayHaveContent(response.status))
            content = response.body;
    }
    m_out += ending;
    if (isHead)
        content = {};
    m_sent = content.size();
    if (isTls && content.size() <= smallContent) {
        // One record.
        m_out += content;
        content = {};
    }
    // What `content` points to is shared with the response, which outlives this.
    buffers = {buffer(m_out), buffer(content)};
    return m_out.size() + content.size();
}

template <typename Stream>
qsizetype HttpSession<Stream>::advance(Buffers &buffers, size_t count)
{
    const auto all = qsizetype(count);
    for (net::const_buffer &buffer : buffers) {
        const size_t used = std::min(count, buffer.size());
        buffer += used;
        count -= used;
    }
    return all;
}

template <typename Stream>
net::awaitable<bool> HttpSession<Stream>::write(Buffers buffers, qsizetype size)
{
    while (size > 0) {
        if (m_isCut)
            co_return false;
        error_code error;
        size_t count = 0;
        if constexpr (isTls) {
            count =
                co_await m_stream.async_write_some(buffers, redirect_error(use_awaitable, error));
        } else {
            count = m_stream.write_some(buffers, error);
            if (error == net::error::would_block) {
                co_await m_stream.async_wait(tcp::socket::wait_write,
                                             redirect_error(use_awaitable, error));
                count = 0;
            }
        }
        if (error)
            co_return false;
        if (count > 0)
            allow(m_core.options.writeTimeout);
        size -= advance(buffers, count);
    }
    co_return true;
}

#ifdef Q_OS_LINUX
/// The header in `head`, then a part of `file` as the system sends it by itself: no byte of it comes by here.
template <typename Stream>
net::awaitable<bool> HttpSession<Stream>::sendFile(QFile &file, const RegistryResponse::File &part,
                                                   Buffers head, qsizetype headSize)
{
    constexpr qint64 turn = 2 * 1024 * 1024;
    const bool isHeadSent = co_await write(head, headSize);
    if (!isHeadSent)
        co_return false;
    off_t position = part.offset;
    const qint64 end = part.offset + part.length;
    const auto begin = m_lane.now;
    while (position < end) {
        if (m_isCut)
            co_return false;
        const std::chrono::seconds earned((position - part.offset)
                                          / std::max<qint64>(m_core.options.bodyRate, 1));
        deadline = std::min(m_lane.now, begin + earned) + m_core.options.writeTimeout;
        const ssize_t count = ::sendfile(socket().native_handle(), file.handle(), &position,
                                         size_t(std::min(turn, end - position)));
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
            co_return false;
        m_sent += std::max<ssize_t>(count, 0);
        if (position == end)
            break;
        if (count < turn) {
            error_code error;
            co_await socket().async_wait(tcp::socket::wait_write,
                                         redirect_error(use_awaitable, error));
            if (error)
                co_return false;
        } else {
            // A client that reads as fast as we send must let the others have their turn.
            co_await net::post(*m_lane.context, use_awaitable);
            m_lane.now = ServingLane::Clock::now();
        }
    }
    co_return true;
}
#endif

/// The header in `head`, then a part of `file`. Over plain TCP no connection keeps a buffer of its own while it
/// waits: what did not go out is read again, so that slow readers cost no memory.
template <typename Stream>
net::awaitable<bool> HttpSession<Stream>::writeFile(QFile &file, const RegistryResponse::File &part,
                                                    Buffers head, qsizetype headSize)
{
    constexpr qint64 turn = 2 * 1024 * 1024;
    std::vector<char> own(isTls ? 64 * 1024 : 0);
    qint64 position = part.offset;
    const qint64 end = part.offset + part.length;
    const auto begin = m_lane.now;
    for (qint64 sinceTurn = 0; position < end;) {
        std::vector<char> &piece = isTls ? own : m_lane.piece();
        const qint64 count =
            file.read(piece.data(), std::min<qint64>(end - position, qint64(piece.size())));
        if (count <= 0 || m_isCut)
            co_return false;
        const std::chrono::seconds earned((position - part.offset)
                                          / std::max<qint64>(m_core.options.bodyRate, 1));
        deadline = std::min(m_lane.now, begin + earned) + m_core.options.writeTimeout;
        head[1] = net::buffer(piece.data(), size_t(count));
        if constexpr (isTls) {
            if (!co_await write(head, headSize + count))
                co_return false;
            headSize = 0;
            head[0] = {};
            position += count;
            m_sent += count;
            continue;
        }
        error_code error;
        const size_t written = socket().write_some(head, error);
        const qsizetype ofHead = std::min(headSize, qsizetype(written));
        head[0] += size_t(ofHead);
        headSize -= ofHead;
        position += qint64(written) - ofHead;
        m_sent += qint64(written) - ofHead;
        sinceTurn += qint64(written);
        if (error && error != net::error::would_block)
            co_return false;
        if (position == end)
            break;
        if (qint64(written) - ofHead < count) {
            co_await socket().async_wait(tcp::socket::wait_write,
                                         redirect_error(use_awaitable, error));
            if (error)
                co_return false;
            sinceTurn = 0;
            if (!file.seek(position))
                co_return false;
        } else if (sinceTurn >= turn) {
            // A client that reads as fast as we send must let the others have their turn.
            co_await net::post(*m_lane.context, use_awaitable);
            sinceTurn = 0;
            m_lane.now = ServingLane::Clock::now();
        }
    }
    co_return true;
}

/// Notices when the client goes, while nothing is being sent.
template <typename Stream>
void HttpSession<Stream>::watchForEnd(std::shared_ptr<LaneSignal> signal)
{
    m_stream.async_read_some(
        room(256), [self = this->shared_from_this(), signal](const error_code &error, size_t) {
            // What it says meanwhile is not listened to.
            if (!error && self->m_signal == signal) {
                self->watchForEnd(signal);
                return;
            }
            self->m_isCut = true;
            signal->set();
        });
}

template <typename Stream>
net::awaitable<bool> HttpSession<Stream>::writeEvents(EventStream &events)
{
    m_begin = m_end = 0;
    const auto signal = std::make_shared<LaneSignal>(m_lane.context);
    m_signal = signal;
    events.onReady([context = m_lane.context, weak = std::weak_ptr<LaneSignal>(signal)] {
        net::post(*context, [weak] {
            if (const std::shared_ptr<LaneSignal> waiting = weak.lock())
                waiting->set();
        });
    });
    watchForEnd(signal);
    m_core.metrics.eventStreams.fetch_add(1, std::memory_order_relaxed);
    auto lastSent = m_lane.now;
    for (;;) {
        EventStream::Taken taken = events.take();
        m_lane.now = ServingLane::Clock::now();
        if (taken.bytes.isEmpty() && m_lane.now - lastSent >= m_core.options.keepAliveInterval)
            taken.bytes = ": still here\n\n";
        if (!taken.bytes.isEmpty()) {
            lastSent = m_lane.now;
            m_sent += taken.bytes.size();
            allow(m_core.options.writeTimeout);
            const Buffers buffers{net::buffer(taken.bytes.constData(), size_t(taken.bytes.size()))};
            if (!co_await write(buffers, taken.bytes.size()))
                break;
            deadline = Time::max();
            if (!taken.isEnd)
                continue;
        }
        if (taken.isEnd || m_isCut || m_lane.isDraining)
            break;
        co_await signal->wait(m_core.options.keepAliveInterval);
    }
    const bool isComplete = !m_isCut;
    events.leave();
    m_signal = nullptr;
    // A read is still under way, beside which TLS cannot say good-bye.
    m_isCut = m_isCut || isTls;
    m_core.metrics.eventStreams.fetch_sub(1, std::memory_order_relaxed);
    co_return isComplete;
}

template <typename Stream>
net::awaitable<bool> HttpSession<Stream>::send(RegistryResponse &response, bool keepAlive)
{
    QFile file;
    const bool isHead = m_request.method == "HEAD";
    if (response.file && !isHead) {
        file.setFileName(response.file->path);
        if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)
            || file.size() < response.file->offset + response.file->length
            || !file.seek(response.file->offset)) {
            qCWarning(lcServer) << "cannot read" << response.file->path << file.errorString();
            response = RegistryResponse::text(500, "internal server error\n");
        }
    }
    Buffers buffers;
    const qsizetype size = describe(response, keepAlive, buffers);
    allow(m_core.options.writeTimeout);
    const bool hasFile = response.file && !isHead && response.file->length > 0;
#ifdef Q_OS_LINUX
    if constexpr (!isTls) {
        if (hasFile)
            co_return co_await sendFile(file, *response.file, buffers, size);
    }
#endif
    if (hasFile)
        co_return co_await writeFile(file, *response.file, buffers, size);
    if (!co_await write(buffers, size))
        co_return false;
    if (response.stream) {
        if (isHead)
            response.stream->leave();
        else
            co_return co_await writeEvents(*response.stream);
    }
    co_return true;
}

template <typename Stream>
void HttpSession<Stream>::record(const RegistryResponse &response, bool isComplete)
{
    const auto now = ServingLane::Clock::now();
    const auto microseconds =
        std::chrono::duration_cast<std::chrono::microseconds>(now - m_started).count();
    const int status = response.ready ? response.ready->status : response.status;
    m_core.metrics.countRequest(m_request.method, status, quint64(microseconds));
    m_core.metrics.bytesSent.fetch_add(quint64(m_sent), std::memory_order_relaxed);
    if (!m_core.options.onAccess)
        return;
    AccessRecord record;
    record.time = QDateTime::currentDateTimeUtc().addMSecs(-microseconds / 1000);
    record.peer = m_request.peer.isEmpty() ? m_peer.text : m_request.peer;
    record.method = m_request.method;
    record.path = m_request.path().toByteArray();
    record.status = status;
    record.bytes = m_sent;
    record.firstByte = response.file ? response.file->offset : 0;
    record.microseconds = microseconds;
    record.userAgent = m_request.header("User-Agent").left(256);
    record.id = m_request.id;
    record.isComplete = isComplete;
    m_core.options.onAccess(record);
}

// --- the connection's life ---

template <typename Stream>
net::awaitable<void> HttpSession<Stream>::run()
{
    const auto self = this->shared_from_this();
    error_code error;
    if constexpr (isTls) {
        allow(m_core.options.handshakeTimeout);
        co_await m_stream.async_handshake(net::ssl::stream_base::server,
                                          redirect_error(use_awaitable, error));
        if (error) {
            if (isOverdue)
                m_core.metrics.countRefused(ServerMetrics::TimedOut);
            co_return;
        }
    }
    for (bool goesOn = true; goesOn;) {
        // The header.
        m_head.reset();
        m_isIdle = true;
        allow(m_served == 0 ? m_core.options.headerTimeout : m_core.options.idleTimeout);
        bool hasBegun = m_served == 0;
        RequestHead::State state = RequestHead::State::Incomplete;
        for (;;) {
            if (m_begin < m_end) {
                state = m_head.read(waiting(), m_core.options.headerBytes);
                if (state != RequestHead::State::Incomplete)
                    break;
                if (!hasBegun) {
                    // For the whole header, so that nobody can hold the connection by sending byte after byte.
                    allow(m_core.options.headerTimeout);
                    hasBegun = true;
                }
            }
            if (m_isCut || (m_lane.isDraining && m_begin == m_end))
                break;
            const size_t count =
                co_await m_stream.async_read_some(room(1024), redirect_error(use_awaitable, error));
            if (error)
                break;
            m_end += qsizetype(count);
            m_core.metrics.bytesReceived.fetch_add(count, std::memory_order_relaxed);
        }
        if (state == RequestHead::State::Incomplete && !(isOverdue && m_begin < m_end))
            break;
        // The request.
        m_isIdle = false;
        m_lane.now = m_started = ServingLane::Clock::now();
        m_sent = 0;
        ++m_served;
        m_core.metrics.inFlight.fetch_add(1, std::memory_order_relaxed);
        bool hasUnread = true;
        bool isAnswered = true;
        RegistryResponse response;
        if (state != RequestHead::State::Complete) {
            m_request = {};
            const int status = state == RequestHead::State::Bad ? m_head.problemStatus() : 408;
            response =
                refuse(status, status == 408 ? "the request came too slowly\n" : m_head.problem(),
                       status == 408   ? ServerMetrics::TimedOut
                       : status == 431 ? ServerMetrics::HeaderSize
                                       : ServerMetrics::BadRequest);
        } else if (std::optional<RegistryResponse> problem = takeRequest()) {
            response = std::move(*problem);
        } else {
            consume(m_head.size());
            Received received = Received::Content;
            if (m_head.hasContent())
                received = co_await receive(response);
            if (received == Received::Gone) {
                m_core.metrics.inFlight.fetch_sub(1, std::memory_order_relaxed);
                break;
            }
            isAnswered = received == Received::Refused;
            hasUnread = isAnswered;
        }
        if (!isAnswered) {
            std::optional<RegistryResponse> atOnce;
            if (!m_head.hasContent()) {
                try {
                    atOnce = m_core.handler.answerAtOnce(m_request);
                } catch (const std::exception &exception) {
                    qCCritical(lcServer) << "a request failed:" << exception.what();
                    atOnce = RegistryResponse::text(500, "internal server error\n");
                }
            }
            if (atOnce)
                response = std::move(*atOnce);
            else
                response = co_await askWorker();
        }
        // The answer.
        if (isOverdue) {
            // It is told why, but no more than that.
            isOverdue = false;
            m_isCut = false;
        }
        const bool keepAlive = m_head.keepsAlive() && !hasUnread && !response.stream
                               && !m_lane.isDraining
                               && m_served < quint64(m_core.options.requestsPerConnection);
        bool isSent = false;
        if (!isTls && !response.file && !response.stream) {
            // Most often all of it goes out at once.
            Buffers buffers;
            const qsizetype size = describe(response, keepAlive, buffers);
            allow(m_core.options.writeTimeout);
            size_t count = 0;
            if constexpr (!isTls)
                count = m_stream.write_some(buffers, error);
            isSent = qsizetype(count) == size;
            if (!isSent && (!error || error == net::error::would_block)) {
                advance(buffers, count);
                isSent = co_await write(buffers, size - qsizetype(count));
            }
        } else {
            isSent = co_await send(response, keepAlive);
        }
        record(response, isSent);
        m_core.metrics.inFlight.fetch_sub(1, std::memory_order_relaxed);
        m_request.body.clear();
        m_request.bodyFile.clear();
        m_request.bodySize = 0;
        m_content.reset();
        if (m_buffer.size() > 4096 && m_begin == m_end)
            m_buffer = QByteArray();
        goesOn = isSent && keepAlive;
        if (isSent && !keepAlive)
            co_await end(hasUnread);
    }
    socket().close(error);
}

/// Closing with unread bytes would reset the connection before the client has read why.
template <typename Stream>
net::awaitable<void> HttpSession<Stream>::linger()
{
    constexpr size_t mostBytes = 1024 * 1024;
    error_code error;
    std::array<char, 4096> sink;
    for (size_t total = 0; !error && total < mostBytes;) {
        co_await socket().async_wait(tcp::socket::wait_read, redirect_error(use_awaitable, error));
        if (!error)
            total += socket().read_some(net::buffer(sink), error);
    }
}

template <typename Stream>
net::awaitable<void> HttpSession<Stream>::end(bool hasUnread)
{
    // Nothing is owed to the client any more.
    m_isIdle = true;
    allow(std::chrono::seconds(1));
    error_code error;
    if constexpr (isTls) {
        if (m_isCut)
            co_return;
        co_await m_stream.async_shutdown(redirect_error(use_awaitable, error));
    }
    socket().shutdown(tcp::socket::shutdown_send, error);
    if (hasUnread && !m_isCut)
        co_await linger();
}
