// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>

/// Takes the chunks of a request's content apart (RFC 9112, section 7.1) as the bytes come. Strict: each line ends
/// with CR LF, a size is hexadecimal digits; extensions and trailers are skipped, but only so many.
class ChunkedContent
{
public:
    /// The next piece of content in `bytes`, a view into it; what was used up is cut off its front. Empty when more
    /// bytes are needed, when all has come (`isComplete`), or when it cannot be read (`isBad`).
    [[nodiscard]] QByteArrayView next(QByteArrayView &bytes);
    [[nodiscard]] bool isComplete() const { return m_state == State::Complete; }
    [[nodiscard]] bool isBad() const { return m_state == State::Bad; }

private:
    enum class State {
        Size,
        Extension,
        SizeEnd,
        Content,
        ContentEnd,
        ContentFeed,
        Trailer,
        Complete,
        Bad
    };
    void step(char byte);
    void stepSize(char byte);
    void stepTrailer(char byte);

    State m_state = State::Size;
    qint64 m_left = 0;  ///< of the chunk
    int m_digits = 0;   ///< of its size
    int m_skipped = 0;  ///< bytes of extensions and trailers, in all
    int m_lineSize = 0; ///< of the trailer's line
    bool m_isAfterReturn = false;
};
