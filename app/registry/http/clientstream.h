// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/asio.h"

#include <array>
#include <memory>

/// The bytes that go between a client and us: a TCP socket, or TLS over one. Belongs to its lane's thread.
class ClientStream
{
public:
    using Buffers = std::array<net::const_buffer, 2>;

    /// `tls`: null for plain TCP; outlives this.
    ClientStream(tcp::socket socket, net::ssl::context *tls);
    ClientStream(const ClientStream &) = delete;
    ClientStream &operator=(const ClientStream &) = delete;

    [[nodiscard]] bool isTls() const { return m_tls != nullptr; }
    [[nodiscard]] tcp::socket &socket() { return m_socket; }

    /// Nothing to do for plain TCP.
    [[nodiscard]] net::awaitable<void> shakeHands(error_code &error);
    /// Tells the client that nothing follows; with TLS, that nobody cut it short.
    [[nodiscard]] net::awaitable<void> endWriting(error_code &error);

    // No coroutines of their own: one more frame for each read would cost more than the branch.
    [[nodiscard]] net::awaitable<size_t> readSome(net::mutable_buffer room, error_code &error)
    {
        if (m_tls)
            return m_tls->async_read_some(room, redirect_error(use_awaitable, error));
        return m_socket.async_read_some(room, redirect_error(use_awaitable, error));
    }
    /// With TLS only; plain TCP is written to without waiting, see `writeNow()`.
    [[nodiscard]] net::awaitable<size_t> writeTls(const Buffers &buffers, error_code &error)
    {
        return m_tls->async_write_some(buffers, redirect_error(use_awaitable, error));
    }
    /// Plain TCP only: as much as goes right now.
    [[nodiscard]] size_t writeNow(const Buffers &buffers, error_code &error)
    {
        return m_socket.write_some(buffers, error);
    }
    [[nodiscard]] net::awaitable<void> waitUntilReadable(error_code &error)
    {
        return m_socket.async_wait(tcp::socket::wait_read, redirect_error(use_awaitable, error));
    }
    [[nodiscard]] net::awaitable<void> waitUntilWritable(error_code &error)
    {
        return m_socket.async_wait(tcp::socket::wait_write, redirect_error(use_awaitable, error));
    }
    template <typename Handler>
    void read(net::mutable_buffer room, Handler handler)
    {
        if (m_tls)
            m_tls->async_read_some(room, std::move(handler));
        else
            m_socket.async_read_some(room, std::move(handler));
    }

private:
    using Tls = net::ssl::stream<tcp::socket &>;

    tcp::socket m_socket;
    std::unique_ptr<Tls> m_tls; ///< 34 KiB, for those who need it
};
