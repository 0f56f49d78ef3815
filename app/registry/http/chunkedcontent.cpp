// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/http/chunkedcontent.h"

#include <algorithm>

namespace {

constexpr int longestSize = 15;
constexpr int mostSkipped = 4096;

int digitOf(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F')
        return byte - 'A' + 10;
    return -1;
}

bool isControl(char byte)
{
    const auto code = static_cast<unsigned char>(byte);
    return (code < 0x20 && code != '\t') || code == 0x7f;
}

} // namespace

QByteArrayView ChunkedContent::next(QByteArrayView &bytes)
{
    while (!bytes.isEmpty() && !isComplete() && !isBad()) {
        if (m_state == State::Content) {
            const auto count = qsizetype(std::min<qint64>(m_left, bytes.size()));
            const QByteArrayView piece = bytes.first(count);
            bytes = bytes.sliced(count);
            m_left -= count;
            if (m_left == 0)
                m_state = State::ContentEnd;
            return piece;
        }
        const char byte = bytes.front();
        bytes = bytes.sliced(1);
        step(byte);
    }
    return {};
}

void ChunkedContent::step(char byte)
{
    switch (m_state) {
    case State::Size:
        stepSize(byte);
        break;
    case State::Extension:
        if (byte == '\r')
            m_state = State::SizeEnd;
        else if (isControl(byte) || ++m_skipped > mostSkipped)
            m_state = State::Bad;
        break;
    case State::SizeEnd:
        if (byte != '\n')
            m_state = State::Bad;
        else
            m_state = m_left > 0 ? State::Content : State::Trailer;
        m_digits = 0;
        break;
    case State::ContentEnd:
        m_state = byte == '\r' ? State::ContentFeed : State::Bad;
        break;
    case State::ContentFeed:
        m_state = byte == '\n' ? State::Size : State::Bad;
        break;
    case State::Trailer:
        stepTrailer(byte);
        break;
    case State::Content:
    case State::Complete:
    case State::Bad:
        break;
    }
}

void ChunkedContent::stepSize(char byte)
{
    const int digit = digitOf(byte);
    if (digit >= 0 && m_digits < longestSize) {
        m_left = m_left * 16 + digit;
        ++m_digits;
    } else if (m_digits > 0 && byte == '\r') {
        m_state = State::SizeEnd;
    } else if (m_digits > 0 && byte == ';') {
        m_state = State::Extension;
    } else {
        m_state = State::Bad;
    }
}

void ChunkedContent::stepTrailer(char byte)
{
    if (m_isAfterReturn) {
        m_isAfterReturn = false;
        if (byte != '\n')
            m_state = State::Bad;
        else if (m_lineSize == 0)
            m_state = State::Complete;
        m_lineSize = 0;
    } else if (byte == '\r') {
        m_isAfterReturn = true;
    } else if (isControl(byte) || ++m_skipped > mostSkipped) {
        m_state = State::Bad;
    } else {
        ++m_lineSize;
    }
}
