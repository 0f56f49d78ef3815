// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "remote/httpclient.h"

#include <QDateTime>
#include <QString>

#include <functional>
#include <memory>

/// GET answers kept on disk with ETag and Last-Modified: revalidated when online, served with their age when
/// not. Least recently used entries go when the cap is passed. Thread-safe; two processes may share the folder.
/// A server that could not be reached is not tried again for 15 seconds when there is a kept answer.
class HttpCache
{
public:
    struct Answer {
        QByteArray body;
        QDateTime fetchedAt; ///< when the server last confirmed it
        bool fromCache = false;
    };
    /// Whether a fresh body is what was asked for: a hotel's login page must not take a document's place.
    using Check = std::function<bool(const QByteArray &body)>;

    HttpCache(const QString &folder, qint64 capBytes, HttpClient &client, const Clock &clock);
    ~HttpCache();
    /// NotFound for 404 and 410. When the server cannot be reached, has a problem of its own (5xx), or its answer
    /// does not pass `check`, the kept answer is given (fromCache). A file: address is read as it is, nothing of
    /// it is kept.
    [[nodiscard]] Result<Answer> get(const QUrl &url, const CancellationToken &token = {},
                                     const Check &check = {});
    /// The person wants to try again: servers that could not be reached are asked once more.
    void forgetFailures();
    [[nodiscard]] qint64 size() const;
    void clear();

private:
    struct State;
    std::unique_ptr<State> m_state;
};
