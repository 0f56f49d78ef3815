// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/http/answerhead.h"
#include "registry/http/connection.h"

class QFile;

/// Sends a part of a file behind an answer's header.
class FileSender
{
public:
    explicit FileSender(Connection &connection) : m_connection(connection) {}

    /// Opens the response's file where its part begins. False: it is not what the answer says it is.
    [[nodiscard]] static bool open(QFile &file, const RegistryResponse::File &part);
    /// `sent` counts the bytes of the file that went out. False: not all of them did.
    [[nodiscard]] net::awaitable<bool> send(QFile &file, const RegistryResponse::File &part,
                                            AnswerHead::Bytes head, qint64 &sent);

private:
    [[nodiscard]] net::awaitable<bool> sendTls(QFile &file, const RegistryResponse::File &part,
                                               AnswerHead::Bytes head, qint64 &sent);
    [[nodiscard]] net::awaitable<bool> sendPlain(QFile &file, const RegistryResponse::File &part,
                                                 AnswerHead::Bytes head, qint64 &sent);
#ifdef Q_OS_LINUX
    [[nodiscard]] net::awaitable<bool> sendBySystem(QFile &file, const RegistryResponse::File &part,
                                                    AnswerHead::Bytes head, qint64 &sent);
#endif
    [[nodiscard]] net::awaitable<void> letOthers();

    Connection &m_connection;
};
