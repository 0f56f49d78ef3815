// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/httpcache.h"

#include "remote/cachefolder.h"
#include "remote/networkfailure.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <map>
#include <mutex>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.remote.httpcache")

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(HttpCache)
};

constexpr qint64 secondsUntilNextTry = 15;

/// Trouble on the way, which a kept answer makes up for; not a server's own "no".
bool isPassing(const Error &error)
{
    return error.kind == Error::Kind::Network || error.kind == Error::Kind::Timeout
           || error.kind == Error::Kind::Integrity;
}

Error unexpected(const QUrl &url)
{
    return {
        Error::Kind::Network,
        Texts::tr("%1 did not answer with what was asked for. Check the address, and whether this "
                  "network wants you to sign in first.")
            .arg(NetworkFailure::addressOf(url)),
        {}};
}

} // namespace

struct HttpCache::State {
    State(const QString &path, qint64 capBytes, HttpClient &httpClient, const Clock &theClock)
        : folder(path, capBytes), client(httpClient), clock(theClock)
    {
    }

    [[nodiscard]] bool isUnreachable(const QUrl &url)
    {
        const std::lock_guard lock(mutex);
        const auto found = nextTry.find(NetworkFailure::placeOf(url));
        return found != nextTry.end() && clock.now() < found->second;
    }

    void noteReached(const QUrl &url, bool isReached)
    {
        const std::lock_guard lock(mutex);
        if (isReached)
            nextTry.erase(NetworkFailure::placeOf(url));
        else
            nextTry[NetworkFailure::placeOf(url)] = clock.now().addSecs(secondsUntilNextTry);
    }

    void keep(const QUrl &url, const HttpResponse &response, const QDateTime &now)
    {
        if (response.status != 200 || response.headers.value("cache-control").contains("no-store"))
            return;
        const Result<void> written =
            folder.write({url, response.headers.value("etag"),
                          response.headers.value("last-modified"), response.body, now});
        // A full or read-only disk takes away the cache, not the answer.
        if (!written)
            qCWarning(lc) << written.error().message << written.error().detail;
    }

    CacheFolder folder;
    HttpClient &client;
    const Clock &clock;
    std::mutex mutex;
    std::map<QString, QDateTime> nextTry; ///< by host and port
};

HttpCache::HttpCache(const QString &folder, qint64 capBytes, HttpClient &client, const Clock &clock)
    : m_state(std::make_unique<State>(folder, capBytes, client, clock))
{
}

HttpCache::~HttpCache() = default;

Result<HttpCache::Answer> HttpCache::get(const QUrl &url, const CancellationToken &token,
                                         const Check &check)
{
    const bool isKept = !url.isLocalFile();
    const auto kept = isKept ? m_state->folder.read(url, m_state->clock.now()) : std::nullopt;
    const auto keptOr = [&kept](const Error &error) -> Result<Answer> {
        if (kept && isPassing(error))
            return Answer{kept->body, kept->confirmedAt, true};
        return error;
    };
    if (kept && m_state->isUnreachable(url))
        return Answer{kept->body, kept->confirmedAt, true};

    HttpRequest request{.url = url};
    if (kept && !kept->etag.isEmpty())
        request.headers.insert("If-None-Match", kept->etag);
    else if (kept && !kept->lastModified.isEmpty())
        request.headers.insert("If-Modified-Since", kept->lastModified);
    const Result<HttpResponse> response = m_state->client.send(request, token);
    if (!response) {
        if (isPassing(response.error()))
            m_state->noteReached(url, false);
        return keptOr(response.error());
    }
    m_state->noteReached(url, true);
    const QDateTime now = m_state->clock.now();
    if (const auto error = errorOfStatus(*response)) {
        if (error->kind == Error::Kind::NotFound && isKept)
            m_state->folder.remove(url);
        return keptOr(*error);
    }
    if (response->status == 304) {
        if (!kept)
            return unexpected(url);
        m_state->folder.confirm(url, now);
        return Answer{kept->body, now, false};
    }
    if (check && !check(response->body))
        return keptOr(unexpected(url));
    if (isKept)
        m_state->keep(url, *response, now);
    return Answer{response->body, now, false};
}

void HttpCache::forgetFailures()
{
    const std::lock_guard lock(m_state->mutex);
    m_state->nextTry.clear();
}

qint64 HttpCache::size() const
{
    return m_state->folder.size();
}

void HttpCache::clear()
{
    m_state->folder.clear();
}
