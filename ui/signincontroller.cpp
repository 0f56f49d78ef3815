// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signincontroller.h"

#include "core/deliver.h"

#include <QtConcurrent>

#include <utility>

using namespace Qt::StringLiterals;

SignInController::SignInController(UiServices &services, QObject *parent)
    : QObject(parent), m_services(services)
{
    m_line.setMaxThreadCount(2); // one may still end while the next begins
    m_second.setInterval(1'000);
    connect(&m_second, &QTimer::timeout, this, &SignInController::remainingChanged);
}

SignInController::~SignInController()
{
    m_cancellation.cancel();
    m_line.waitForDone();
}

QString SignInController::remainingText() const
{
    const qint64 left = std::max<qint64>(0, m_services.install.clock.now().secsTo(m_ends));
    return tr("The code works for %1 more.")
        .arg(u"%1:%2"_s.arg(left / 60).arg(left % 60, 2, 10, QChar(u'0')));
}

void SignInController::show(const QString &step)
{
    m_step = step;
    m_isBusy = false;
    m_problem = {};
    if (step == u"code")
        m_second.start();
    else
        m_second.stop();
    Q_EMIT changed();
}

void SignInController::fail(const Error &error, const QString &step)
{
    show(step);
    m_problem = error;
    Q_EMIT changed();
}

void SignInController::forgetAttempt()
{
    m_cancellation.cancel();
    m_cancellation = {};
    ++m_attempt;
    m_begun = {};
    m_secret.clear();
}

template <typename Work, typename Receive>
void SignInController::run(Work work, Receive receive)
{
    deliver(QtConcurrent::run(&m_line, std::move(work)), this,
            [this, attempt = m_attempt, receive = std::move(receive)](const auto &result) {
                if (attempt == m_attempt)
                    receive(result);
            });
}

void SignInController::begin(const QString &registry)
{
    forgetAttempt();
    m_registry = registry;
    const RegistrySession session(m_services, registry);
    m_isHere = session.isHere();
    if (m_isHere) {
        show(u"password"_s);
        return;
    }
    show(u"starting"_s);
    run(
        [session, token = m_cancellation.token()] {
            return session.login().begin(RegistrySession::scopes(), token);
        },
        [this](const Result<RegistryLogin::Begun> &begun) {
            if (!begun) {
                fail(begun.error(), u"failed"_s);
                return;
            }
            m_begun = *begun;
            m_ends = m_services.install.clock.now().addSecs(begun->lifetime.count());
            show(u"code"_s);
            wait();
        });
}

void SignInController::wait()
{
    run(
        [session = RegistrySession(m_services, m_registry), begun = m_begun,
         token = m_cancellation.token()]() -> Result<Given> {
            const auto made = session.login().wait(begun, token);
            if (!made)
                return made.error();
            if (!token.isCancelled())
                return keep(session, made->secret);
            // Nobody waits for it any more; should this fail, it ends by itself.
            (void)session.revoke(made->secret).has_value();
            return Error{Error::Kind::Cancelled, {}, {}};
        },
        [this](const Result<Given> &given) { receive(given, u"failed"_s); });
}

Result<SignInController::Given> SignInController::keep(const RegistrySession &session,
                                                       const QString &secret)
{
    const Result<void> kept = session.keep(secret);
    if (!kept && !RegistrySession::wantsAnotherPlace(kept.error()))
        return kept.error();
    return Given{secret, kept.has_value()};
}

void SignInController::receive(const Result<Given> &given, const QString &step)
{
    if (!given) {
        fail(given.error(), step);
        return;
    }
    m_secret = given->secret;
    if (given->isKept)
        finish(false);
    else
        show(u"keep"_s);
}

void SignInController::finish(bool inMemory)
{
    m_secret.clear();
    show(u"closed"_s);
    Q_EMIT signedIn(m_registry, inMemory);
}

void SignInController::preferToken()
{
    forgetAttempt();
    show(u"token"_s);
}

void SignInController::openPage()
{
    const QUrl url = m_begun.pageWithCode.isEmpty() ? m_begun.page : m_begun.pageWithCode;
    if (!url.isEmpty())
        Q_EMIT pageWanted(url.toString(QUrl::FullyEncoded));
}

void SignInController::submitPassword(const QString &nickname, const QString &password)
{
    if (m_isBusy)
        return;
    m_problem = {};
    m_isBusy = true;
    Q_EMIT changed();
    run(
        [session = RegistrySession(m_services, m_registry), nickname = nickname.trimmed(),
         password]() -> Result<Given> {
            const Result<QString> secret = session.tokenByPassword(nickname, password);
            return secret ? keep(session, *secret) : secret.error();
        },
        [this](const Result<Given> &given) { receive(given, u"password"_s); });
}

void SignInController::submitToken(const QString &token)
{
    const QString secret = token.trimmed();
    if (m_isBusy || secret.isEmpty())
        return;
    m_problem = {};
    m_isBusy = true;
    Q_EMIT changed();
    run(
        [session = RegistrySession(m_services, m_registry), secret,
         token = m_cancellation.token()]() -> Result<Given> {
            const Result<QJsonObject> account = session.account(secret, token);
            if (!account && account.error().kind == Error::Kind::Permission)
                return Error{Error::Kind::Permission,
                             tr("%1 does not take this token: it is mistyped, has expired, was "
                                "revoked, or is another registry's.")
                                 .arg(session.registry()),
                             {}};
            return account ? keep(session, secret) : account.error();
        },
        [this](const Result<Given> &given) { receive(given, u"token"_s); });
}

void SignInController::keepInFile()
{
    if (m_secret.isEmpty() || m_isBusy)
        return;
    m_isBusy = true;
    Q_EMIT changed();
    run(
        [session = RegistrySession(m_services, m_registry), secret = m_secret]() -> Result<Given> {
            const Result<void> kept = session.keepInFile(secret);
            return kept ? Result<Given>(Given{secret, true}) : kept.error();
        },
        [this](const Result<Given> &given) { receive(given, u"keep"_s); });
}

void SignInController::keepUntilClosed()
{
    // Credentials keep what no keychain takes in memory.
    if (!m_secret.isEmpty() && !m_isBusy)
        finish(true);
}

void SignInController::cancel()
{
    if (m_step == u"closed")
        return;
    const QString unkept = m_step == u"keep" ? m_secret : QString();
    forgetAttempt();
    show(u"closed"_s);
    if (unkept.isEmpty())
        return;
    // A token that nobody has is not to live on.
    deliver(QtConcurrent::run(&m_line,
                              [session = RegistrySession(m_services, m_registry), unkept] {
                                  (void)session.forget().has_value(); // from memory
                                  return session.revoke(unkept);
                              }),
            this, [this](const Result<void> &revoked) {
                if (!revoked)
                    Q_EMIT failed(tr("The token was not kept, but %1 could not be told: revoke it "
                                     "there. (%2)")
                                      .arg(m_registry, revoked.error().message));
            });
}
