// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <functional>
#include <optional>

/// Reads multipart/form-data (RFC 7578) piece by piece, in memory that does not grow with the content. Strict: what
/// browsers and curl never send (text before the first part, nested encodings, a name twice, boundaries that are nearly
/// right) is an error of kind Invalid, and nothing is read behind an error.
class MultipartParser
{
public:
    struct Part {
        QString name;
        std::optional<QString> fileName; ///< as sent: never a path to be trusted
        QByteArray contentType;
    };
    /// Told as it is read; an error stops and is what `feed()` returns.
    struct Listener {
        std::function<Result<void>(const Part &)> begin;
        std::function<Result<void>(QByteArrayView)> content;
        std::function<Result<void>()> end;
    };
    static constexpr int mostParts = 32;
    static constexpr qsizetype mostHeaderBytes = 8 * 1024; ///< of one part

    /// Of a Content-Type. Unsupported: another type. Invalid: no usable boundary.
    [[nodiscard]] static Result<QByteArray> boundaryOf(QByteArrayView contentType);
    /// Of a part's header lines, without the empty one.
    [[nodiscard]] static Result<Part> parseHeader(QByteArrayView lines);

    MultipartParser(const QByteArray &boundary, Listener listener);

    [[nodiscard]] Result<void> feed(QByteArrayView bytes);
    /// At the end of the content. Invalid: it is cut off.
    [[nodiscard]] Result<void> finish();

private:
    enum class State { Delimiter, Header, Content, Epilogue, Failed };
    [[nodiscard]] Result<void> step(bool &isDone);
    [[nodiscard]] Result<void> readDelimiter(bool &isDone);
    [[nodiscard]] Result<void> readHeader(bool &isDone);
    [[nodiscard]] Result<void> readContent(bool &isDone);

    QByteArray m_delimiter; ///< with the line break that belongs to it
    Listener m_listener;
    State m_state = State::Delimiter;
    QByteArray m_pending; ///< at most a header and a delimiter
    int m_parts = 0;
    bool m_mayBeginEmpty = true; ///< one line, before the first delimiter
};
