// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/answerhead.h"
#include "registry/http/connection.h"
#include "registry/http/contentreceiver.h"
#include "registry/http/requestadmission.h"

#include "registry/http/requesthead.h"

#include <memory>

/// What is said over one connection: reads requests, has them answered, sends the answers. Belongs to its lane's
/// thread. Lives as long as `run()`.
class HttpSession
{
public:
    explicit HttpSession(std::shared_ptr<Connection> connection);

    /// Serves the connection until it ends, and keeps it until then.
    [[nodiscard]] static net::awaitable<void> serve(std::shared_ptr<Connection> connection);

private:
    [[nodiscard]] net::awaitable<void> run();
    /// Complete or Bad; Incomplete: nothing more will come, or it came too slowly.
    [[nodiscard]] net::awaitable<RequestHead::State> readHead();
    /// True: `response` is a refusal.
    [[nodiscard]] bool isRefused(RequestHead::State state, RegistryResponse &response);
    [[nodiscard]] std::optional<RegistryResponse> answerAtOnce();
    [[nodiscard]] net::awaitable<RegistryResponse> answerByWorker();
    [[nodiscard]] bool sendAtOnce(const RegistryResponse &response, bool keepAlive);
    [[nodiscard]] net::awaitable<bool> send(RegistryResponse &response, bool keepAlive);
    void record(const RegistryResponse &response, bool isComplete);
    void forgetRequest();
    [[nodiscard]] net::awaitable<void> linger();
    [[nodiscard]] net::awaitable<void> end(bool hasUnread);

    const std::shared_ptr<Connection> m_owned;
    Connection &m_connection;
    RequestAdmission m_admission;
    ContentReceiver m_content;
    AnswerHead m_answerHead;
    quint64 m_served = 0;
    RequestHead m_head;
    RegistryRequest m_request;
    ServingLane::Clock::time_point m_started;
    AnswerHead::Bytes m_unsent; ///< of an answer that did not go out at once
    qint64 m_sent = 0;          ///< bytes of the content
};
