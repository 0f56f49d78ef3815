// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/clientstream.h"

ClientStream::ClientStream(tcp::socket socket, net::ssl::context *tls)
    : m_socket(std::move(socket)), m_tls(tls ? std::make_unique<Tls>(m_socket, *tls) : nullptr)
{
}

net::awaitable<void> ClientStream::shakeHands(error_code &error)
{
    if (m_tls)
        co_await m_tls->async_handshake(net::ssl::stream_base::server,
                                        redirect_error(use_awaitable, error));
}

net::awaitable<void> ClientStream::endWriting(error_code &error)
{
    if (m_tls)
        co_await m_tls->async_shutdown(redirect_error(use_awaitable, error));
    m_socket.shutdown(tcp::socket::shutdown_send, error);
}
