// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

/// One answered (or refused) request, for the access log. Holds no secret: no query, no Authorization.
struct AccessRecord {
    QDateTime time; ///< when the request had come, UTC
    QString peer;
    QByteArray method;
    QByteArray path; ///< percent-encoded, without query
    int status = 0;
    qint64 bytes = 0;     ///< of content sent
    qint64 firstByte = 0; ///< of the file where the answer began; above 0 when a client goes on
    qint64 microseconds = 0;
    QByteArray userAgent;
    QByteArray id;
    bool isComplete = true; ///< false: the client did not get all of it

    /// One line of JSON, with its line feed.
    [[nodiscard]] QByteArray toJsonLine() const;
};

/// The path without the secret that some end with: one that resets a password.
[[nodiscard]] QByteArray loggablePath(QByteArrayView path);
