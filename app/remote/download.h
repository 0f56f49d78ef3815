// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/cancellation.h"
#include "core/result.h"
#include "remote/httpclient.h"

#include <QString>
#include <QUrl>

#include <functional>

/// Fetches one file: to PATH.part, resumed by Range when a part is there and the server's file is the same
/// (If-Range), through running digests, renamed when all given digests (the strongest must be there) and the size
/// agree. Integrity error and no file otherwise. Runs on the calling worker thread.
///
/// A connection that breaks is taken up again as long as each brings something. What was cancelled, or could not
/// be finished, leaves PATH.part and PATH.part.json, from which the next call goes on; a resumed file whose digests
/// are wrong is fetched once more as a whole. Of two calls for one path, also from two programs, the second
/// waits (PATH.lock) and then finds the file.
class Download
{
public:
    struct Request {
        QUrl url;     ///< http(s): or file:
        QString path; ///< where it goes; an existing file with the right digest is taken as it is
        Digests digests; ///< empty: not checked (said in Outcome)
        qint64 sizeLimit = 512LL * 1024 * 1024;
    };
    struct Outcome {
        QString path;
        qint64 bytes = 0;
        bool resumed = false;
        bool wasThere = false;
        QString verifiedBy; ///< "SHA-512", "SHA-256", "SHA-1" or empty
    };
    using Progress = std::function<void(qint64 received, qint64 total)>; ///< total -1: unknown

    [[nodiscard]] static Result<Outcome> run(HttpClient &client, const Request &request,
                                             const CancellationToken &token = {},
                                             const Progress &progress = {});
};
