// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/connection.h"

#include "registry/http/requesthead.h"

/// What is sent first of an answer: its header, and its content when that is in memory.
class AnswerHead
{
public:
    struct Bytes {
        Connection::Buffers buffers{};
        qsizetype size = 0;        ///< of all buffers
        qsizetype contentSize = 0; ///< of it
    };
    explicit AnswerHead(Connection &connection) : m_connection(connection) {}

    /// Views of this, the lane and `response`.
    [[nodiscard]] Bytes describe(const RegistryResponse &response, const RequestHead &request,
                                 bool isHead, bool keepAlive);

private:
    Connection &m_connection;
    QByteArray m_text;
};
