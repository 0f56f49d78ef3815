// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "remote/httpclient.h"

#include <QDateTime>
#include <QString>

#include <memory>

/// GET answers kept on disk with ETag and Last-Modified: revalidated when online, served with their age when
/// not. Least recently used entries go when the cap is passed. Thread-safe.
class HttpCache
{
public:
    struct Answer {
        QByteArray body;
        QDateTime fetchedAt; ///< when the server last confirmed it
        bool fromCache = false;
    };
    HttpCache(const QString &folder, qint64 capBytes, HttpClient &client, const Clock &clock);
    ~HttpCache();
    /// NotFound for 404 and 410. When the server cannot be reached the kept answer is given (fromCache).
    [[nodiscard]] Result<Answer> get(const QUrl &url, const CancellationToken &token = {});
    [[nodiscard]] qint64 size() const;
    void clear();

private:
    struct State;
    std::unique_ptr<State> m_state;
};
