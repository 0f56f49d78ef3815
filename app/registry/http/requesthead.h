// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>

/// Reads the header of an HTTP/1.1 request (RFC 9112) from the bytes that have come so far. Stricter than the RFC
/// must be: what two readers could understand in two ways is refused, so that no request hides in another. Copies
/// nothing: what it found are views into the bytes of the last `read()`.
class RequestHead
{
public:
    enum class State {
        Incomplete,
        Complete,
        Bad, ///< see `problemStatus()`
    };

    /// `bytes`: all that has come of this request, and maybe of what follows it. `largest`: bytes of a header.
    [[nodiscard]] State read(QByteArrayView bytes, qsizetype largest);
    /// For the next request.
    void reset() { *this = {}; }

    [[nodiscard]] qsizetype size() const
    {
        return m_size;
    } ///< bytes of the header, its empty line included
    [[nodiscard]] QByteArrayView method() const { return m_method; }
    /// As it was sent: "/path?query", or the absolute form "http://host/path".
    [[nodiscard]] QByteArrayView target() const { return m_target; }
    [[nodiscard]] QByteArrayView lines() const { return m_lines; } ///< "Name: value\r\n"…
    [[nodiscard]] bool hasHost() const { return m_hasHost; }
    [[nodiscard]] QByteArrayView host() const { return m_host; }
    [[nodiscard]] bool isVersion10() const { return m_isVersion10; }
    [[nodiscard]] bool keepsAlive() const { return m_keepsAlive; }
    [[nodiscard]] bool isChunked() const { return m_isChunked; }
    [[nodiscard]] qint64 contentLength() const { return m_contentLength; } ///< 0 when there is none
    [[nodiscard]] bool hasContent() const { return m_isChunked || m_contentLength > 0; }
    [[nodiscard]] bool expectsContinue() const { return m_expectsContinue; }

    [[nodiscard]] int problemStatus() const { return m_problemStatus; }
    [[nodiscard]] const char *problem() const
    {
        return m_problem;
    } ///< one line, ends with a line feed

private:
    State bad(int status, const char *problem);
    State scan(QByteArrayView bytes, qsizetype largest);
    State parse(QByteArrayView head);
    State parseRequestLine(QByteArrayView line);
    State parseField(QByteArrayView name, QByteArrayView value);
    State parseLength(QByteArrayView value);
    State checkWhole();

    qsizetype m_scanned = 0;
    bool m_isPastFirstLine = false;
    qsizetype m_size = 0;
    QByteArrayView m_method;
    QByteArrayView m_target;
    QByteArrayView m_lines;
    QByteArrayView m_host;
    bool m_hasHost = false;
    bool m_isVersion10 = false;
    bool m_keepsAlive = true;
    bool m_isChunked = false;
    bool m_hasLength = false;
    bool m_expectsContinue = false;
    qint64 m_contentLength = 0;
    int m_problemStatus = 0;
    const char *m_problem = "";
};
