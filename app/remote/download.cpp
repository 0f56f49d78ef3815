// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/download.h"

#include "archive/digest.h"
#include "remote/networkfailure.h"
#include "remote/partfile.h"
#include "remote/pause.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

#include <optional>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Download)
};

constexpr auto lockPoll = 100ms;
constexpr auto resumePause = 300ms;
constexpr int mostResumptions = 50;
constexpr qint64 progressEvery = 100; // milliseconds

/// One digest that was asked for beside the one that came.
struct Comparison {
    QString algorithm;
    QByteArray wanted;
    QByteArray found;
};

/// Those that were asked for, the strongest first.
QList<Comparison> comparisons(const Digests &wanted, const FileDigests &found)
{
    QList<Comparison> all{{u"SHA-512"_s, wanted.sha512, found.sha512},
                          {u"SHA-256"_s, wanted.sha256, found.sha256},
                          {u"SHA-1"_s, wanted.sha1, found.sha1}};
    all.removeIf([](const Comparison &comparison) { return comparison.wanted.isEmpty(); });
    return all;
}

std::optional<Comparison> firstDifference(const QList<Comparison> &all)
{
    for (const Comparison &comparison : all) {
        if (comparison.wanted != comparison.found)
            return comparison;
    }
    return std::nullopt;
}

/// "bytes FROM-TO/TOTAL" or "bytes */TOTAL".
struct ContentRange {
    qint64 from = -1;
    qint64 total = -1;

    static ContentRange parse(const QByteArray &header)
    {
        ContentRange range;
        const QByteArray text = header.trimmed();
        const qsizetype slash = text.indexOf('/');
        if (!text.startsWith("bytes ") || slash < 0)
            return range;
        bool isNumber = false;
        const qint64 total = text.mid(slash + 1).toLongLong(&isNumber);
        range.total = isNumber ? total : -1;
        const QByteArray span = text.mid(6, slash - 6);
        const qint64 from = span.left(span.indexOf('-')).toLongLong(&isNumber);
        range.from = isNumber ? from : -1;
        return range;
    }
};

class Transfer
{
public:
    Transfer(HttpClient &client, const Download::Request &request, const CancellationToken &token,
             const Download::Progress &progress)
        : m_client(client),
          m_request(request),
          m_token(token),
          m_progress(progress),
          m_part(request.path)
    {
    }

    Result<Download::Outcome> run()
    {
        if (Result<void> opened =
                m_part.open(m_request.url, m_request.sizeLimit, !m_request.digests.isEmpty());
            !opened)
            return opened.error();
        for (bool isSecond = false;; isSecond = true) {
            if (Result<void> fetched = fetch(); !fetched)
                return fetched.error();
            const QList<Comparison> all = comparisons(m_request.digests, m_part.digests());
            const auto difference = firstDifference(all);
            if (!difference) {
                report(true);
                Download::Outcome outcome;
                outcome.path = m_request.path;
                outcome.bytes = m_part.size();
                outcome.resumed = m_isResumed;
                outcome.verifiedBy = all.isEmpty() ? QString() : all.first().algorithm;
                if (Result<void> committed = m_part.commit(); !committed)
                    return committed.error();
                return outcome;
            }
            m_part.discard();
            // The old half may be what was wrong.
            if (!m_isResumed || isSecond)
                return mismatch(*difference);
            m_isResumed = false;
        }
    }

private:
    /// Until the server has sent all it has, over as many connections as that takes.
    Result<void> fetch()
    {
        for (int resumptions = 0;; ++resumptions) {
            const qint64 before = m_part.size();
            m_isAnswered = false;
            m_mustRestart = false;
            const Result<void> attempted = attempt();
            if (attempted)
                return {};
            if (m_mustRestart) {
                m_part.discard();
                if (resumptions < mostResumptions)
                    continue;
                return attempted;
            }
            const Error error = attempted.error();
            const bool isBroken = error.kind == Error::Kind::Network
                                  || error.kind == Error::Kind::Timeout
                                  || error.kind == Error::Kind::Integrity;
            if (!isBroken) {
                // What was stopped, or may not be had now, can be resumed; the rest is of no use.
                if (error.kind != Error::Kind::Cancelled && error.kind != Error::Kind::Permission)
                    m_part.discard();
                return error;
            }
            const bool hasProgressed = m_isAnswered && m_part.size() > before;
            if (!hasProgressed || resumptions >= mostResumptions) {
                if (m_isAnswered && m_total >= 0 && m_part.size() != m_total)
                    return NetworkFailure::incomplete(m_request.url, m_total, m_part.size());
                return error;
            }
            if (!pauseFor(resumePause, m_token))
                return NetworkFailure::cancelled(m_request.url);
        }
    }

    Result<void> attempt()
    {
        HttpRequest request{.url = m_request.url, .bodyLimit = m_request.sizeLimit};
        request.headers.insert("Accept-Encoding", "identity"); // the digests are of the file
        if (m_part.size() > 0) {
            request.headers.insert("Range", "bytes=" + QByteArray::number(m_part.size()) + '-');
            const QByteArray condition = m_part.origin().condition();
            if (!condition.isEmpty())
                request.headers.insert("If-Range", condition);
        }
        m_isComplete = false;
        const Result<HttpResponse> response = m_client.stream(
            request, [this](const HttpResponse &head) { return takeHead(head); },
            [this](QByteArrayView bytes) { return takeBytes(bytes); }, m_token);
        if (!response)
            return response.error();
        if (m_total >= 0 && m_part.size() != m_total)
            return NetworkFailure::incomplete(m_request.url, m_total, m_part.size());
        return {};
    }

    Result<void> takeHead(const HttpResponse &head)
    {
        const ContentRange range = ContentRange::parse(head.headers.value("content-range"));
        if (head.status == 416 && m_part.size() > 0 && range.total == m_part.size()) {
            m_isComplete = true; // nothing was missing
            m_total = m_part.size();
            m_isResumed = true;
            return {};
        }
        const bool isUselessRange =
            (head.status == 206 && (range.from < 0 || range.from != m_part.size()))
            || (head.status == 416 && m_part.size() > 0);
        if (isUselessRange) {
            m_mustRestart = true;
            return Error{Error::Kind::Network,
                         Texts::tr("%1 answered with another part of the file than was asked for.")
                             .arg(NetworkFailure::placeOf(m_request.url)),
                         QString::fromLatin1(head.headers.value("content-range"))};
        }
        if (const auto error = errorOfStatus(head))
            return *error;
        m_isAnswered = true;
        if (head.status == 206) {
            m_total = range.total;
            m_isResumed = true;
        } else {
            m_total = head.headers.contains("content-encoding")
                          ? -1
                          : head.headers.value("content-length", "-1").toLongLong();
            m_isResumed = false;
            if (Result<void> restarted = m_part.restart({m_request.url, head.headers.value("etag"),
                                                         head.headers.value("last-modified")});
                !restarted)
                return restarted;
        }
        if (m_total > m_request.sizeLimit)
            return NetworkFailure::tooLarge(m_request.url, m_request.sizeLimit);
        report(true);
        return {};
    }

    Result<void> takeBytes(QByteArrayView bytes)
    {
        if (m_isComplete)
            return {}; // the body of 416
        if (m_part.size() + bytes.size() > m_request.sizeLimit)
            return NetworkFailure::tooLarge(m_request.url, m_request.sizeLimit);
        if (Result<void> written = m_part.append(bytes); !written)
            return written;
        report(false);
        return {};
    }

    void report(bool isDue)
    {
        if (!m_progress)
            return;
        if (!isDue && m_sinceReport.isValid() && m_sinceReport.elapsed() < progressEvery)
            return;
        m_sinceReport.start();
        m_progress(m_part.size(), m_total);
    }

    [[nodiscard]] Error mismatch(const Comparison &difference) const
    {
        return {
            Error::Kind::Integrity,
            Texts::tr("%1 is not the file that was released: its %2 digest is another one. It was "
                      "deleted; try again later, or another mirror.")
                .arg(NetworkFailure::addressOf(m_request.url), difference.algorithm),
            u"%1: %2, not %3"_s.arg(difference.algorithm,
                                    QString::fromLatin1(difference.found.toHex()),
                                    QString::fromLatin1(difference.wanted.toHex()))};
    }

    HttpClient &m_client;
    const Download::Request &m_request;
    const CancellationToken &m_token;
    const Download::Progress &m_progress;
    PartFile m_part;
    QElapsedTimer m_sinceReport;
    qint64 m_total = -1;
    bool m_isResumed = false;   ///< a part of this file came in an earlier connection
    bool m_isAnswered = false;  ///< the server began to send the file
    bool m_isComplete = false;  ///< it says that the part is the whole
    bool m_mustRestart = false; ///< the part cannot be continued
};

} // namespace

Result<Download::Outcome> Download::run(HttpClient &client, const Request &request,
                                        const CancellationToken &token, const Progress &progress)
{
    if (!QDir().mkpath(QFileInfo(request.path).absolutePath()))
        return Error{Error::Kind::Permission,
                     Texts::tr("The folder of %1 cannot be made.").arg(request.path),
                     {}};
    // Two jobs, or two programs, may want the same file: the second finds it when the first is done.
    QLockFile lock(request.path + u".lock"_s);
    lock.setStaleLockTime(0);
    while (!lock.tryLock()) {
        if (lock.error() != QLockFile::LockFailedError)
            return Error{
                Error::Kind::Permission,
                Texts::tr("%1 cannot be written. Check the rights and the space of its folder.")
                    .arg(request.path),
                {}};
        if (!pauseFor(lockPoll, token))
            return NetworkFailure::cancelled(request.url);
    }
    if (!request.digests.isEmpty() && QFileInfo(request.path).isFile()) {
        const Result<FileDigests> found = digestsOfFile(request.path);
        const QList<Comparison> all =
            found ? comparisons(request.digests, *found) : QList<Comparison>();
        if (!all.isEmpty() && !firstDifference(all)) {
            if (progress)
                progress(found->size, found->size);
            return Outcome{request.path, found->size, false, true, all.first().algorithm};
        }
    }
    return Transfer(client, request, token, progress).run();
}
