// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/requesthead.h"

#include <array>
#include <cstring>

namespace {

constexpr int mostFields = 100;
constexpr qsizetype longestMethod = 32;

constexpr std::array<bool, 256> tokenTable()
{
    std::array<bool, 256> table{};
    for (int code = 0; code < 256; ++code)
        table[size_t(code)] = (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z')
                              || (code >= 'A' && code <= 'Z');
    for (const char other :
         {'!', '#', '$', '%', '&', '\'', '*', '+', '-', '.', '^', '_', '`', '|', '~'})
        table[static_cast<unsigned char>(other)] = true;
    return table;
}

bool isToken(QByteArrayView text)
{
    static constexpr std::array<bool, 256> table = tokenTable();
    for (const char byte : text) {
        if (!table[static_cast<unsigned char>(byte)])
            return false;
    }
    return !text.isEmpty();
}

bool isValue(QByteArrayView text)
{
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        if ((code < 0x20 && code != '\t') || code == 0x7f)
            return false;
    }
    return true;
}

bool isTarget(QByteArrayView text)
{
    for (const char byte : text) {
        const auto code = static_cast<unsigned char>(byte);
        if (code <= 0x20 || code >= 0x7f || code == '#')
            return false;
    }
    return !text.isEmpty();
}

bool isSame(QByteArrayView one, QByteArrayView lowerCase)
{
    return one.size() == lowerCase.size() && one.compare(lowerCase, Qt::CaseInsensitive) == 0;
}

QByteArrayView withoutBlanks(QByteArrayView text)
{
    while (!text.isEmpty() && (text.front() == ' ' || text.front() == '\t'))
        text = text.sliced(1);
    while (!text.isEmpty() && (text.back() == ' ' || text.back() == '\t'))
        text.chop(1);
    return text;
}

} // namespace

RequestHead::State RequestHead::bad(int status, const char *problem)
{
    m_problemStatus = status;
    m_problem = problem;
    return State::Bad;
}

RequestHead::State RequestHead::read(QByteArrayView bytes, qsizetype largest)
{
    // One empty line in front is a habit of old clients (RFC 9112, 2.2).
    const qsizetype start = bytes.startsWith("\r\n") ? 2 : 0;
    const qsizetype from = std::max(start, m_scanned - 3);
    const qsizetype end = bytes.size() > from ? bytes.indexOf("\r\n\r\n", from) : -1;
    if (end < 0)
        return scan(bytes, largest);
    if (end + 4 > largest)
        return bad(431, "the request's header is too large\n");
    m_size = end + 4;
    return parse(bytes.sliced(start, end + 2 - start));
}

/// Sees early what can become no header: a client that speaks something else need not wait for the time-out.
RequestHead::State RequestHead::scan(QByteArrayView bytes, qsizetype largest)
{
    if (bytes.size() > largest)
        return bad(431, "the request's header is too large\n");
    for (; m_scanned < bytes.size(); ++m_scanned) {
        const auto code = static_cast<unsigned char>(bytes[m_scanned]);
        const bool follows = m_scanned > 0 && bytes[m_scanned - 1] == '\r';
        if (follows != (code == '\n'))
            return bad(400, "a line must end with CR LF\n");
        if (code == '\n' && m_scanned > 1)
            m_isPastFirstLine = true;
        if ((code < 0x20 && code != '\r' && code != '\n' && code != '\t') || code == 0x7f
            || (!m_isPastFirstLine && code >= 0x80))
            return bad(400, "the request is not HTTP as this server understands it\n");
    }
    return State::Incomplete;
}

/// `head`: the request line and the fields, each with its end of line.
RequestHead::State RequestHead::parse(QByteArrayView head)
{
    const qsizetype lineEnd = head.indexOf("\r\n");
    if (const State state = parseRequestLine(head.first(lineEnd)); state == State::Bad)
        return state;
    m_lines = head.sliced(lineEnd + 2);
    QByteArrayView rest = m_lines;
    for (int fields = 0; !rest.isEmpty(); ++fields) {
        if (fields == mostFields)
            return bad(431, "the request has too many header fields\n");
        const auto *feed =
            static_cast<const char *>(std::memchr(rest.data(), '\n', size_t(rest.size())));
        const qsizetype length = feed - rest.data();
        if (length < 1 || rest[length - 1] != '\r')
            return bad(400, "a line must end with CR LF\n");
        const QByteArrayView line = rest.first(length - 1);
        rest = rest.sliced(length + 1);
        const qsizetype colon = line.indexOf(':');
        // A blank before the colon, and a line that continues another, fail here: no blank is in a token.
        if (colon < 1 || !isToken(line.first(colon)) || !isValue(line.sliced(colon + 1)))
            return bad(400, "a header field cannot be read\n");
        if (const State state =
                parseField(line.first(colon), withoutBlanks(line.sliced(colon + 1)));
            state == State::Bad)
            return state;
    }
    return checkWhole();
}

RequestHead::State RequestHead::parseRequestLine(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first < 1 || first == last)
        return bad(400, "the request is not HTTP as this server understands it\n");
    m_method = line.first(first);
    m_target = line.sliced(first + 1, last - first - 1);
    if (!isToken(m_method) || m_method.size() > longestMethod || !isTarget(m_target))
        return bad(400, "the request is not HTTP as this server understands it\n");
    const QByteArrayView version = line.sliced(last + 1);
    if (version == QByteArrayView("HTTP/1.0")) {
        m_isVersion10 = true;
        m_keepsAlive = false;
    } else if (version != QByteArrayView("HTTP/1.1")) {
        return version.startsWith("HTTP/")
                   ? bad(505, "this server speaks HTTP/1.1\n")
                   : bad(400, "the request is not HTTP as this server understands it\n");
    }
    return State::Complete;
}

RequestHead::State RequestHead::parseField(QByteArrayView name, QByteArrayView value)
{
    switch (name.size()) {
    case 4:
        if (!isSame(name, "host"))
            break;
        if (m_hasHost)
            return bad(400, "a request must name its host once\n");
        m_hasHost = true;
        m_host = value;
        break;
    case 6:
        if (!isSame(name, "expect"))
            break;
        if (!isSame(value, "100-continue"))
            return bad(417, "this server knows no such expectation\n");
        m_expectsContinue = true;
        break;
    case 10:
        if (!isSame(name, "connection"))
            break;
        for (QByteArrayView rest = value; !rest.isEmpty();) {
            const qsizetype comma = rest.indexOf(',');
            const QByteArrayView word = withoutBlanks(comma < 0 ? rest : rest.first(comma));
            rest = comma < 0 ? QByteArrayView() : rest.sliced(comma + 1);
            if (isSame(word, "close")) {
                m_keepsAlive = false;
                break;
            }
            if (isSame(word, "keep-alive"))
                m_keepsAlive = true;
        }
        break;
    case 14:
        return isSame(name, "content-length") ? parseLength(value) : State::Complete;
    case 17:
        if (!isSame(name, "transfer-encoding"))
            break;
        if (m_isChunked || m_isVersion10)
            return bad(400, "the length of the content is not clear\n");
        if (!isSame(value, "chunked"))
            return bad(501, "this server knows no transfer coding but chunked\n");
        m_isChunked = true;
        break;
    default:
        break;
    }
    return State::Complete;
}

RequestHead::State RequestHead::parseLength(QByteArrayView value)
{
    if (m_hasLength || value.isEmpty() || value.size() > 18)
        return bad(400, "the length of the content is not clear\n");
    for (const char digit : value) {
        if (digit < '0' || digit > '9')
            return bad(400, "the length of the content is not clear\n");
        m_contentLength = m_contentLength * 10 + (digit - '0');
    }
    m_hasLength = true;
    return State::Complete;
}

RequestHead::State RequestHead::checkWhole()
{
    if (m_isChunked && m_hasLength)
        return bad(400, "the length of the content is not clear\n");
    if (!m_hasHost && !m_isVersion10)
        return bad(400, "a request must name its host once\n");
    return State::Complete;
}
