// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/filesender.h"

#include <QFile>

#ifdef Q_OS_LINUX
#include <sys/sendfile.h>
#endif

namespace {

/// So much goes to one client before the others have their turn.
constexpr qint64 turn = 2 * 1024 * 1024;

} // namespace

bool FileSender::open(QFile &file, const RegistryResponse::File &part)
{
    file.setFileName(part.path);
    if (file.open(QIODevice::ReadOnly | QIODevice::Unbuffered)
        && file.size() >= part.offset + part.length && file.seek(part.offset))
        return true;
    qCWarning(lcServer) << "cannot read" << part.path << file.errorString();
    return false;
}

net::awaitable<bool> FileSender::send(QFile &file, const RegistryResponse::File &part,
                                      AnswerHead::Bytes head, qint64 &sent)
{
    if (m_connection.stream.isTls())
        return sendTls(file, part, head, sent);
#ifdef Q_OS_LINUX
    return sendBySystem(file, part, head, sent);
#else
    return sendPlain(file, part, head, sent);
#endif
}

/// A client that reads as fast as we send must let the others have their turn.
net::awaitable<void> FileSender::letOthers()
{
    co_await net::post(*m_connection.lane.context, use_awaitable);
    m_connection.lane.now = ServingLane::Clock::now();
}

#ifdef Q_OS_LINUX
/// As the system sends it by itself: no byte of it comes by here.
net::awaitable<bool> FileSender::sendBySystem(QFile &file, const RegistryResponse::File &part,
                                              AnswerHead::Bytes head, qint64 &sent)
{
    error_code problem;
    // In one packet with the file's first bytes.
    const size_t atOnce =
        m_connection.stream.socket().send(head.buffers, MSG_MORE | MSG_NOSIGNAL, problem);
    Connection::advance(head.buffers, atOnce);
    const bool isHeadSent =
        co_await m_connection.write(head.buffers, head.size - qsizetype(atOnce));
    if (!isHeadSent)
        co_return false;
    off_t position = part.offset;
    const qint64 end = part.offset + part.length;
    const auto begin = m_connection.lane.now;
    for (qint64 left = turn; position < end;) {
        if (m_connection.isCut)
            co_return false;
        m_connection.allow(begin, position - part.offset, m_connection.core.options.writeTimeout);
        const ssize_t count =
            ::sendfile(m_connection.stream.socket().native_handle(), file.handle(), &position,
                       size_t(std::min(left, end - position)));
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR))
            co_return false;
        if (count < 0) {
            error_code error;
            co_await m_connection.stream.waitUntilWritable(error);
            if (error)
                co_return false;
            left = turn;
            continue;
        }
        sent += count;
        left -= count;
        // One that took less may have room again by now: its reader was at work meanwhile.
        if (left == 0 && position < end) {
            co_await letOthers();
            left = turn;
        }
    }
    co_return true;
}
#endif

/// No connection keeps a buffer of its own while it waits: what did not go out is read again, so that slow readers
/// cost no memory.
net::awaitable<bool> FileSender::sendPlain(QFile &file, const RegistryResponse::File &part,
                                           AnswerHead::Bytes head, qint64 &sent)
{
    qint64 position = part.offset;
    const qint64 end = part.offset + part.length;
    const auto begin = m_connection.lane.now;
    for (qint64 sinceTurn = 0; position < end;) {
        std::vector<char> &piece = m_connection.lane.piece();
        const qint64 count =
            file.read(piece.data(), std::min<qint64>(end - position, qint64(piece.size())));
        if (count <= 0 || m_connection.isCut)
            co_return false;
        m_connection.allow(begin, position - part.offset, m_connection.core.options.writeTimeout);
        head.buffers[1] = net::buffer(piece.data(), size_t(count));
        error_code error;
        const size_t written = m_connection.stream.writeNow(head.buffers, error);
        const qsizetype ofHead = std::min(head.size, qsizetype(written));
        head.buffers[0] += size_t(ofHead);
        head.size -= ofHead;
        position += qint64(written) - ofHead;
        sent += qint64(written) - ofHead;
        sinceTurn += qint64(written);
        if (error && error != net::error::would_block)
            co_return false;
        if (position == end)
            break;
        if (qint64(written) - ofHead < count) {
            co_await m_connection.stream.waitUntilWritable(error);
            if (error)
                co_return false;
            sinceTurn = 0;
            if (!file.seek(position))
                co_return false;
        } else if (sinceTurn >= turn) {
            co_await letOthers();
            sinceTurn = 0;
        }
    }
    co_return true;
}

net::awaitable<bool> FileSender::sendTls(QFile &file, const RegistryResponse::File &part,
                                         AnswerHead::Bytes head, qint64 &sent)
{
    std::vector<char> piece(64 * 1024);
    qint64 position = part.offset;
    const qint64 end = part.offset + part.length;
    const auto begin = m_connection.lane.now;
    while (position < end) {
        const qint64 count =
            file.read(piece.data(), std::min<qint64>(end - position, qint64(piece.size())));
        if (count <= 0 || m_connection.isCut)
            co_return false;
        m_connection.allow(begin, position - part.offset, m_connection.core.options.writeTimeout);
        head.buffers[1] = net::buffer(piece.data(), size_t(count));
        if (!co_await m_connection.write(head.buffers, head.size + count))
            co_return false;
        head.size = 0;
        head.buffers[0] = {};
        position += count;
        sent += count;
    }
    co_return true;
}
