// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/httpclient.h"

#include "remote/httpexchange.h"
#include "remote/localfiles.h"
#include "remote/networkfailure.h"
#include "remote/pause.h"
#include "remote/proxies.h"
#include "remote/retrypolicy.h"

#include <QCoreApplication>
#include <QFile>
#include <QNetworkAccessManager>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QThreadPool>
#include <QThreadStorage>

#include <mutex>
#include <vector>

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(HttpClient)
};

constexpr int mostRedirects = 10;

/// Read once: some hundred files are parsed for it.
const QList<QSslCertificate> &systemAuthorities()
{
    static const QList<QSslCertificate> authorities = QSslConfiguration::systemCaCertificates();
    return authorities;
}

/// What all requests made under one set of options share.
class Session
{
public:
    explicit Session(NetworkOptions options) : m_options(std::move(options))
    {
        if (m_options.userAgent.isEmpty())
            m_options.userAgent = u"Howdah/" HOWDAH_VERSION ""_s;
    }

    [[nodiscard]] const NetworkOptions &options() const { return m_options; }

    /// Reads the extra authorities at the first https request; the same answer ever after.
    [[nodiscard]] const Result<std::optional<QSslConfiguration>> &tls() const
    {
        std::call_once(m_tlsRead, [this] { m_tls = readTls(); });
        return m_tls;
    }

private:
    [[nodiscard]] Result<std::optional<QSslConfiguration>> readTls() const
    {
        if (!QSslSocket::supportsSsl())
            return Error{
                Error::Kind::Missing,
                Texts::tr("Secure connections are not possible: Qt finds no TLS library on this "
                          "computer. Install OpenSSL."),
                {}};
        if (m_options.extraCaFile.isEmpty())
            return std::optional<QSslConfiguration>();
        QFile file(m_options.extraCaFile);
        if (!file.open(QIODevice::ReadOnly))
            return Error{
                Error::Kind::Invalid,
                Texts::tr(
                    "The file of certificate authorities %1 cannot be read: %2. Choose another "
                    "in the network settings.")
                    .arg(m_options.extraCaFile, file.errorString()),
                {}};
        const QList<QSslCertificate> extra = QSslCertificate::fromDevice(&file, QSsl::Pem);
        if (extra.isEmpty())
            return Error{
                Error::Kind::Invalid,
                Texts::tr("The file %1 holds no certificate in PEM form. Choose another in the "
                          "network settings.")
                    .arg(m_options.extraCaFile),
                {}};
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setCaCertificates(systemAuthorities() + extra);
        return std::optional(configuration);
    }

    NetworkOptions m_options;
    mutable std::once_flag m_tlsRead;
    mutable Result<std::optional<QSslConfiguration>> m_tls = std::optional<QSslConfiguration>();
};

/// One thread's managers, one for each living session.
class ThreadManagers
{
public:
    QNetworkAccessManager &managerFor(const std::shared_ptr<const Session> &session)
    {
        std::erase_if(m_entries, [](const Entry &entry) { return entry.session.expired(); });
        for (const Entry &entry : m_entries) {
            if (entry.session.lock() == session)
                return *entry.manager;
        }
        m_entries.push_back({session, std::make_unique<QNetworkAccessManager>()});
        return *m_entries.back().manager;
    }

private:
    struct Entry {
        std::weak_ptr<const Session> session;
        std::unique_ptr<QNetworkAccessManager> manager;
    };
    std::vector<Entry> m_entries;
};

QThreadStorage<ThreadManagers *> &managerStorage()
{
    static QThreadStorage<ThreadManagers *> storage;
    return storage;
}

/// Connections that are kept alive must end while there still is an application object: closing a TLS socket
/// later makes Qt look for one. Threads of our own have ended by then; these two have not.
void endConnections()
{
    managerStorage().setLocalData(nullptr);
    QThreadPool::globalInstance()->waitForDone();
}

QNetworkAccessManager &managerFor(const std::shared_ptr<const Session> &session)
{
    static std::once_flag isRegistered;
    std::call_once(isRegistered, [] { qAddPostRoutine(endConnections); });
    QThreadStorage<ThreadManagers *> &storage = managerStorage();
    if (!storage.hasLocalData())
        storage.setLocalData(new ThreadManagers);
    return storage.localData()->managerFor(session);
}

bool isRedirect(const HttpResponse &response)
{
    const int status = response.status;
    return (status == 301 || status == 302 || status == 303 || status == 307 || status == 308)
           && response.headers.contains("location");
}

bool hasSameOrigin(const QUrl &a, const QUrl &b)
{
    return a.scheme() == b.scheme() && NetworkFailure::placeOf(a) == NetworkFailure::placeOf(b);
}

Result<HttpRequest> redirected(const HttpRequest &request, const HttpResponse &response)
{
    HttpRequest next = request;
    next.url =
        request.url.resolved(QUrl::fromEncoded(response.headers.value("location").trimmed()));
    const QString scheme = next.url.scheme();
    if (request.url.scheme() == u"https"_s && scheme == u"http"_s)
        return Error{
            Error::Kind::Refused,
            Texts::tr("%1 wants to go on without encryption, at %2. This is refused.")
                .arg(NetworkFailure::placeOf(request.url), NetworkFailure::addressOf(next.url)),
            {}};
    if ((scheme != u"https"_s && scheme != u"http"_s) || next.url.host().isEmpty())
        return Error{Error::Kind::Refused,
                     Texts::tr("%1 sends to the address \"%2\", which is refused.")
                         .arg(NetworkFailure::placeOf(request.url),
                              QString::fromUtf8(response.headers.value("location"))),
                     {}};
    const bool becomesGet =
        response.status == 303 || (response.status <= 302 && request.method == "POST");
    if (becomesGet && request.method != "HEAD") {
        next.method = "GET";
        next.body.clear();
        next.headers.remove("Content-Type");
    }
    if (!hasSameOrigin(request.url, next.url)) {
        next.headers.remove("Authorization");
        next.headers.remove("Cookie");
    }
    return next;
}

std::optional<Error> unusable(const HttpRequest &request, const NetworkOptions &options)
{
    const QString scheme = request.url.scheme();
    if (!request.url.isValid() || (scheme != u"http"_s && scheme != u"https"_s)
        || request.url.host().isEmpty())
        return Error{
            Error::Kind::Invalid,
            Texts::tr("\"%1\" is no address that can be fetched: it must start with https://, "
                      "http:// or file://.")
                .arg(NetworkFailure::addressOf(request.url)),
            {}};
    if (options.offline)
        return Error{Error::Kind::Network,
                     Texts::tr("%1 is not asked: working offline is switched on in the settings.")
                         .arg(NetworkFailure::placeOf(request.url)),
                     {}};
    return std::nullopt;
}

/// A request with its redirects and retries.
class Conversation
{
public:
    Conversation(std::shared_ptr<const Session> session, HeaderSink head, ByteSink sink,
                 std::function<void()> restart)
        : m_session(std::move(session)),
          m_head(std::move(head)),
          m_sink(std::move(sink)),
          m_restart(std::move(restart)),
          m_policy(m_session->options().retries, m_session->options().firstBackoff)
    {
    }

    Result<HttpResponse> run(const HttpRequest &request, const CancellationToken &token)
    {
        const bool isRepeatable = RetryPolicy::isRepeatable(request.method);
        for (int retry = 0;; ++retry) {
            m_pause.reset();
            m_retry = isRepeatable ? retry : m_session->options().retries;
            const HttpExchange::Outcome outcome = follow(request, token);
            if (!outcome.error && !m_pause)
                return outcome.response;
            if (outcome.error) {
                const bool mayRepeat =
                    outcome.mayPass && isRepeatable && (!outcome.handedOver || m_restart);
                m_pause = mayRepeat ? m_policy.pauseBefore(retry) : std::nullopt;
                if (!m_pause)
                    return *outcome.error;
                if (m_restart)
                    m_restart();
            }
            if (!pauseFor(*m_pause, token))
                return NetworkFailure::cancelled(request.url);
        }
    }

private:
    /// Whether this answer ends the conversation. Says in m_pause when it is to be asked for again.
    bool isWanted(const HttpResponse &response)
    {
        if (RetryPolicy::isPassing(response.status))
            m_pause = m_policy.pauseBefore(m_retry, response.headers.value("retry-after"));
        return !m_pause && !isRedirect(response);
    }

    HttpExchange::Outcome follow(HttpRequest request, const CancellationToken &token)
    {
        HttpExchange::Outcome outcome;
        for (int redirects = 0; redirects <= mostRedirects; ++redirects) {
            HttpExchange::Route route{&m_session->options(),
                                      proxyFor(m_session->options(), request.url),
                                      std::nullopt,
                                      m_head,
                                      m_sink,
                                      [this](const HttpResponse &head) { return isWanted(head); }};
            if (request.url.scheme() == u"https"_s) {
                if (!m_session->tls()) {
                    outcome.error = m_session->tls().error();
                    return outcome;
                }
                route.tls = *m_session->tls();
            }
            outcome = HttpExchange(managerFor(m_session), route).run(request, token);
            if (outcome.error || m_pause || !isRedirect(outcome.response))
                return outcome;
            const Result<HttpRequest> next = redirected(request, outcome.response);
            if (!next) {
                outcome.error = next.error();
                return outcome;
            }
            request = *next;
        }
        outcome.error = Error{Error::Kind::Network,
                              Texts::tr("%1 redirects more than %2 times.")
                                  .arg(NetworkFailure::placeOf(request.url))
                                  .arg(mostRedirects),
                              NetworkFailure::addressOf(request.url)};
        return outcome;
    }

    std::shared_ptr<const Session> m_session;
    HeaderSink m_head;
    ByteSink m_sink;
    std::function<void()> m_restart; ///< empty: what was handed over cannot be taken back
    RetryPolicy m_policy;
    int m_retry = 0;
    std::optional<milliseconds> m_pause;
};

} // namespace

std::optional<Error> errorOfStatus(const HttpResponse &response)
{
    if (response.isSuccess() || response.status == 304)
        return std::nullopt;
    const QString address = NetworkFailure::addressOf(response.finalUrl);
    const QString detail = u"%1: %2"_s.arg(address).arg(response.status);
    if (response.status == 404 || response.status == 410)
        return Error{Error::Kind::NotFound, Texts::tr("There is no %1.").arg(address), detail};
    if (response.status == 401 || response.status == 403 || response.status == 407)
        return Error{
            Error::Kind::Permission,
            Texts::tr("%1 may not be read (status %2). Check the user name and the rights.")
                .arg(address)
                .arg(response.status),
            detail};
    if (response.status >= 500)
        return Error{Error::Kind::Network,
                     Texts::tr("%1 has a problem of its own (status %2). Try again later.")
                         .arg(NetworkFailure::placeOf(response.finalUrl))
                         .arg(response.status),
                     detail};
    if (response.status == 429)
        return Error{Error::Kind::Network,
                     Texts::tr("%1 is asked too often (status 429). Try again later.")
                         .arg(NetworkFailure::placeOf(response.finalUrl)),
                     detail};
    return Error{Error::Kind::Network,
                 Texts::tr("%1 answered with status %2, which was not expected.")
                     .arg(address)
                     .arg(response.status),
                 detail};
}

struct QtHttpClient::State {
    mutable std::mutex mutex;
    std::shared_ptr<const Session> session;

    [[nodiscard]] std::shared_ptr<const Session> current() const
    {
        const std::lock_guard lock(mutex);
        return session;
    }
};

QtHttpClient::QtHttpClient(NetworkOptions options) : m_state(std::make_unique<State>())
{
    setOptions(options);
}

QtHttpClient::~QtHttpClient() = default;

void QtHttpClient::setOptions(const NetworkOptions &options)
{
    auto session = std::make_shared<const Session>(options);
    const std::lock_guard lock(m_state->mutex);
    m_state->session = std::move(session);
}

NetworkOptions QtHttpClient::options() const
{
    return m_state->current()->options();
}

Result<HttpResponse> QtHttpClient::send(const HttpRequest &request, const CancellationToken &token)
{
    QByteArray body;
    const ByteSink collect = [&body](QByteArrayView bytes) -> Result<void> {
        body.append(bytes);
        return {};
    };
    if (token.isCancelled())
        return NetworkFailure::cancelled(request.url);
    Result<HttpResponse> response = HttpResponse{};
    if (request.url.isLocalFile()) {
        response = LocalFiles::stream(request, {}, collect, token);
    } else {
        const auto session = m_state->current();
        if (const auto error = unusable(request, session->options()))
            return *error;
        response =
            Conversation(session, {}, collect, [&body] { body.clear(); }).run(request, token);
    }
    if (response)
        response->body = body;
    return response;
}

Result<HttpResponse> QtHttpClient::stream(const HttpRequest &request, const HeaderSink &head,
                                          const ByteSink &sink, const CancellationToken &token)
{
    if (token.isCancelled())
        return NetworkFailure::cancelled(request.url);
    if (request.url.isLocalFile())
        return LocalFiles::stream(request, head, sink, token);
    const auto session = m_state->current();
    if (const auto error = unusable(request, session->options()))
        return *error;
    return Conversation(session, head, sink, {}).run(request, token);
}
