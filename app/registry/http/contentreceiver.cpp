// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/contentreceiver.h"

#include "registry/http/chunkedcontent.h"
#include "registry/http/workerquestion.h"

RegistryResponse ContentReceiver::refusalFor(SpooledContent::Outcome outcome)
{
    switch (outcome) {
    case SpooledContent::Outcome::TooLarge:
        if (m_rule.tooLarge) {
            m_connection.core.metrics.countRefused(ServerMetrics::BodySize);
            return *m_rule.tooLarge;
        }
        return m_connection.refuse(413, "the content is larger than this server takes here\n",
                                   ServerMetrics::BodySize);
    case SpooledContent::Outcome::TooMany:
        return m_connection.refuseForNow(503, "too many uploads at once, try again\n",
                                         ServerMetrics::BodyCount, 5);
    default:
        return m_connection.refuseForNow(507, "this server has no room for the content now\n",
                                         ServerMetrics::BodySpace, 60);
    }
}

net::awaitable<BodyRule> ContentReceiver::largeRule(const RequestHead &head,
                                                    const RegistryRequest &request)
{
    const qint64 size = head.isChunked() ? -1 : head.contentLength();
    std::function<BodyRule(const RegistryRequest &)> ask =
        [&core = m_connection.core, size, rule = m_rule](const RegistryRequest &asked) {
            try {
                return core.handler.largeBodyRule(asked, size, rule);
            } catch (const std::exception &exception) {
                qCCritical(lcServer) << "a body rule failed:" << exception.what();
                return BodyRule{0, RegistryResponse::text(500, "internal server error\n"), {}};
            }
        };
    std::optional<BodyRule> answer =
        co_await askWorker<BodyRule>(m_connection, request, std::move(ask));
    if (!answer)
        co_return BodyRule{0, m_connection.refuseAsBusy(), {}};
    co_return std::move(*answer);
}

auto ContentReceiver::receive(const RequestHead &head, RegistryRequest &request,
                              RegistryResponse &refusal) -> net::awaitable<Outcome>
{
    ServerCore &core = m_connection.core;
    m_rule = {};
    try {
        m_rule = core.handler.bodyRule(request);
    } catch (const std::exception &exception) {
        qCCritical(lcServer) << "a body rule failed:" << exception.what();
        m_rule.answerInstead = RegistryResponse::text(500, "internal server error\n");
    }
    const bool mayBeLarge =
        head.isChunked() || head.contentLength() > RegistryRequest::largestInMemory;
    if (!m_rule.answerInstead && mayBeLarge && m_rule.largest > RegistryRequest::largestInMemory)
        m_rule = co_await largeRule(head, request);
    if (m_rule.answerInstead) {
        refusal = std::move(*m_rule.answerInstead);
        co_return Outcome::Refused;
    }
    const PeerAddress asker = m_connection.asker(request);
    m_content = std::make_unique<SpooledContent>(core.budget,
                                                 core.isLimited(asker) ? asker.network : QString(),
                                                 m_rule.largest, core.options.bodyFolder);
    SpooledContent::Outcome outcome = m_content->expect(head.contentLength());
    if (outcome == SpooledContent::Outcome::Taken && m_rule.largest == 0)
        outcome = SpooledContent::Outcome::TooLarge;
    if (outcome != SpooledContent::Outcome::Taken) {
        refusal = refusalFor(outcome);
        co_return Outcome::Refused;
    }
    if (head.expectsContinue() && m_connection.received.isEmpty()) {
        static constexpr std::string_view goOn = "HTTP/1.1 100 Continue\r\n\r\n";
        m_connection.allow(core.options.writeTimeout);
        const Connection::Buffers buffers{net::buffer(goOn)};
        if (!co_await m_connection.write(buffers, qsizetype(goOn.size())))
            co_return Outcome::Gone;
    }
    const Outcome read = co_await readAll(head, refusal);
    if (read != Outcome::Content)
        co_return read;
    outcome = m_content->finish(request);
    if (outcome != SpooledContent::Outcome::Taken) {
        refusal = refusalFor(outcome);
        co_return Outcome::Refused;
    }
    co_return Outcome::Content;
}

auto ContentReceiver::readAll(const RequestHead &head, RegistryResponse &refusal)
    -> net::awaitable<Outcome>
{
    constexpr qsizetype readSize = 32 * 1024;
    SpooledContent &content = *m_content;
    const auto begin = m_connection.lane.now;
    ChunkedContent chunks;
    for (;;) {
        QByteArrayView bytes = m_connection.received.view();
        const qsizetype before = bytes.size();
        while (!bytes.isEmpty()) {
            QByteArrayView piece;
            if (head.isChunked()) {
                piece = chunks.next(bytes);
            } else {
                piece = bytes.first(qsizetype(
                    std::min<qint64>(bytes.size(), head.contentLength() - content.size())));
                bytes = bytes.sliced(piece.size());
            }
            if (piece.isEmpty())
                break;
            const SpooledContent::Outcome outcome = content.append(piece);
            if (outcome != SpooledContent::Outcome::Taken) {
                refusal = refusalFor(outcome);
                co_return Outcome::Refused;
            }
        }
        m_connection.received.consume(before - bytes.size());
        if (chunks.isBad()) {
            refusal = m_connection.refuse(400, "the content's chunks cannot be read\n",
                                          ServerMetrics::BadRequest);
            co_return Outcome::Refused;
        }
        if (head.isChunked() ? chunks.isComplete() : content.size() == head.contentLength())
            co_return Outcome::Content;
        const ServerOptions &options = m_connection.core.options;
        m_connection.allow(begin, content.size(), options.bodyTimeout,
                           content.isInFile() ? options.largeBodyRate : options.bodyRate);
        error_code error;
        const size_t count = co_await m_connection.read(readSize, error);
        m_connection.hasRead(count);
        if (error && m_connection.isOverdue) {
            refusal =
                m_connection.refuse(408, "the content came too slowly\n", ServerMetrics::TimedOut);
            co_return Outcome::Refused;
        }
        if (error)
            co_return Outcome::Gone;
    }
}
