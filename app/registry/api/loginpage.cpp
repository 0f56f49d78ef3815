// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/loginpage.h"

#include "registry/api/devicepage.h"
#include "registry/api/formfields.h"
#include "registry/api/publicaddress.h"
#include "registry/publishing/documentwriter.h"
#include "registry/registryname.h"
#include "registry/registrystore.h"
#include "registry/store/identitystore.h"
#include "signing/base64url.h"
#include "signing/randombytes.h"

#include <QCoreApplication>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcLogin, "howdah.registry.login")

namespace {

constexpr int attemptsInTenMinutes = 30;
constexpr int secretBytes = 32;
const QByteArray cookieName = "howdah-login";

QString tr(const char *text)
{
    return QCoreApplication::translate("LoginPage", text);
}

QString secret()
{
    return Base64Url::text(randomBytes(secretBytes));
}

/// Never tried again by itself: a code works once.
NetworkOptions patientOptions()
{
    NetworkOptions options;
    options.retries = 0;
    return options;
}

QString browserOf(const RegistryRequest &request)
{
    for (const QByteArray &pair : request.header("Cookie").split(';')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0 && pair.left(equals).trimmed() == cookieName)
            return QString::fromLatin1(pair.mid(equals + 1).trimmed());
    }
    return {};
}

RegistryResponse refused(const QString &problem, int status)
{
    return FormPage(tr("You are not signed in")).problem(problem).response(status);
}

int statusOf(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::NotFound:
        return 404;
    case Error::Kind::Timeout:
        return 429;
    case Error::Kind::Invalid:
    case Error::Kind::Unsupported:
        return 400;
    case Error::Kind::Conflict:
        return 409;
    case Error::Kind::Refused:
    case Error::Kind::Permission:
        return 403;
    default:
        return 502;
    }
}

/// What the provider calls somebody, as far as it can be a nickname here.
QString nicknameFrom(const QString &suggestion)
{
    QString nickname;
    for (const QChar letter : suggestion.section(u'@', 0, 0).toLower()) {
        const bool isPlain = letter.unicode() < 0x80 && letter.isLetterOrNumber();
        nickname += isPlain ? letter : QChar(u'-');
    }
    nickname = nickname.left(40);
    return RegistryName::isNickname(nickname) ? nickname : QString();
}

} // namespace

LoginPage::LoginPage(RegistryContext &context)
    : m_context(context),
      m_http(patientOptions()),
      m_client(m_http, context.clock),
      m_logins(context.database),
      m_registration(context.database, context.settings, context.clock),
      m_attempts(attemptsInTenMinutes, 10min, context.clock)
{
}

void LoginPage::addTo(ApiRouter &router)
{
    router.add(
        {"GET", u"/login/{provider}"_s, {}, [this](const ApiCall &call) { return begun(call); }});
    router.add({"GET", u"/login/{provider}/callback"_s, {}, [this](const ApiCall &call) {
                    return returned(call);
                }});
    router.add({"POST",
                u"/login/continue"_s,
                {},
                [this](const ApiCall &call) { return continued(call); },
                16 * 1024});
}

QUrl LoginPage::returnAddress(const ApiCall &call, const QString &provider)
{
    return QUrl(PublicAddress::of(call, m_context.settings) + u"/login/"_s + provider
                + u"/callback"_s);
}

RegistryResponse LoginPage::begun(const ApiCall &call)
{
    if (!Gatekeeper::isSafe(call.request()))
        return refused(tr("Signing in works over HTTPS only."), 403);
    if (const Result<void> may = m_attempts.take(RateLimit::keyOf(call.request().peer)); !may)
        return refused(may.error().message, 429);
    const auto provider =
        IdentityProviders::named(call.variable(u"provider"_s), m_context.settings, m_context.store);
    if (!provider)
        return refused(provider.error().message, statusOf(provider.error()));
    PendingLogin login;
    login.provider = provider->name;
    login.verifier = secret();
    login.nonce = secret();
    login.userCode = call.request().queryValue("user_code").value_or(QString()).left(64);
    const QString browser = secret();
    const OpenIdClient::Attempt attempt{secret(), login.nonce, login.verifier,
                                        returnAddress(call, provider->name)};
    const Result<QUrl> address = m_client.addressFor(*provider, attempt);
    if (!address) {
        qCWarning(lcLogin) << address.error().message << address.error().detail;
        return refused(address.error().message, statusOf(address.error()));
    }
    if (const Result<void> put = m_logins.put(attempt.state, browser, login, m_context.clock.now());
        !put)
        return refused(put.error().message, 503);
    RegistryResponse response;
    response.status = 303;
    QByteArray cookie = cookieName + '=' + browser.toLatin1() + "; Path=/login; Max-Age="
                        + QByteArray::number(LoginStore::lifetimeSeconds)
                        + "; HttpOnly; SameSite=Lax";
    if (call.request().isEncrypted)
        cookie += "; Secure";
    response.headers = {{"Location", address->toEncoded()},
                        {"Set-Cookie", cookie},
                        {"Referrer-Policy", "no-referrer"},
                        {"Cache-Control", "no-store"}};
    return response;
}

RegistryResponse LoginPage::returned(const ApiCall &call)
{
    if (!Gatekeeper::isSafe(call.request()))
        return refused(tr("Signing in works over HTTPS only."), 403);
    const auto value = [&](QByteArrayView name) {
        return call.request().queryValue(name).value_or(QString());
    };
    Result<PendingLogin> login =
        m_logins.take(value("state"), browserOf(call.request()), m_context.clock.now());
    if (!login)
        return refused(login.error().message, 403);
    if (login->provider != call.variable(u"provider"_s) || !login->subject.isEmpty())
        return refused(tr("This is the answer of another provider."), 403);
    const auto provider =
        IdentityProviders::named(login->provider, m_context.settings, m_context.store);
    if (!provider)
        return refused(provider.error().message, statusOf(provider.error()));
    if (value("code").isEmpty())
        return refused(tr("%1 did not let you in.").arg(provider->title), 403);
    const OpenIdClient::Attempt attempt{value("state"), login->nonce, login->verifier,
                                        returnAddress(call, provider->name)};
    const Result<IdToken> person = m_client.redeem(*provider, attempt, value("code"));
    if (!person) {
        qCWarning(lcLogin) << person.error().message << person.error().detail;
        return refused(person.error().message, statusOf(person.error()));
    }
    login->subject = person->subject;
    login->fullName = person->fullName.left(200);
    login->email = person->email.left(200);
    login->suggestion = nicknameFrom(person->suggestion);
    return ask(call, *login);
}

RegistryResponse LoginPage::ask(const ApiCall &call, const PendingLogin &login,
                                const QString &problem, int status)
{
    const Result<Account> account =
        IdentityStore(m_context.database).find(login.provider, login.subject);
    if (account && !account->isActive())
        return refused(tr("The account “%1” is not active.").arg(account->nickname), 403);
    const QDateTime now = m_context.clock.now();
    if (account && login.userCode.isEmpty())
        return FormPage(tr("You are known here"))
            .text(
                tr("As “%1”. Programs can be signed in with it at /device.").arg(account->nickname))
            .response();
    const QString ticket = secret();
    if (const Result<void> put = m_logins.put(ticket, browserOf(call.request()), login, now); !put)
        return refused(put.error().message, 503);
    if (account) {
        const auto grant = DeviceGrantStore(m_context.database).waiting(login.userCode, now);
        if (!grant)
            return refused(grant.error().message, 404);
        FormPage page(tr("Sign a program in"));
        if (!problem.isEmpty())
            page.problem(problem);
        DevicePage::describe(page, *grant);
        return page.text(tr("It would act as “%1”.").arg(account->nickname))
            .beginForm(u"post"_s, u"/login/continue"_s)
            .hidden(u"ticket"_s, ticket)
            .button(tr("Sign it in"), u"decision"_s, u"approve"_s)
            .button(tr("No"), u"decision"_s, u"deny"_s)
            .endForm()
            .response(status);
    }
    FormPage page(tr("You have no account here yet"));
    if (!problem.isEmpty())
        page.problem(problem);
    return page.text(tr("If you have one, say so once; from then on you are known."))
        .beginForm(u"post"_s, u"/login/continue"_s)
        .hidden(u"ticket"_s, ticket)
        .field(tr("Nickname"), u"nickname"_s, u"text"_s, u"username"_s)
        .field(tr("Password"), u"password"_s, u"password"_s, u"current-password"_s)
        .button(tr("This is my account"), u"decision"_s, u"link"_s)
        .endForm()
        .text(tr("Or make one."))
        .beginForm(u"post"_s, u"/login/continue"_s)
        .hidden(u"ticket"_s, ticket)
        .field(tr("Nickname"), u"nickname"_s, u"text"_s, u"username"_s, login.suggestion)
        .field(tr("Name"), u"name"_s, u"text"_s, u"name"_s, login.fullName)
        .field(tr("E-mail address, which everybody sees"), u"email"_s, u"email"_s, u"email"_s,
               login.email)
        .field(tr("Why you would like an account"), u"why"_s, u"text"_s, u"off"_s)
        .field(tr("Invitation, when you have one"), u"invitation"_s, u"text"_s, u"off"_s)
        .button(tr("Make an account"), u"decision"_s, u"create"_s)
        .endForm()
        .response(status);
}

Result<Account> LoginPage::accountFor(const ApiCall &call, const PendingLogin &login,
                                      const FormFields &form)
{
    const QString decision = form.value(u"decision"_s);
    if (decision == u"link") {
        Result<Account> account = m_context.gatekeeper.signIn(
            form.value(u"nickname"_s), form.value(u"password"_s), call.request().peer);
        if (!account && account.error().kind == Error::Kind::Permission)
            return Error{Error::Kind::Permission, tr("Nickname or password is wrong."), {}};
        if (!account)
            return account;
        const Result<void> linked = m_context.database.write([&](SqlConnection &connection) {
            return IdentityStore::link(connection, login.provider, login.subject, account->id,
                                       m_context.clock.now());
        });
        if (!linked)
            return linked.error();
        return account;
    }
    if (decision != u"create")
        return Error{Error::Kind::Invalid, tr("Choose one of the two."), {}};
    Registration::Wish wish;
    wish.account.nickname = form.value(u"nickname"_s).trimmed();
    wish.account.fullName = form.value(u"name"_s).trimmed();
    wish.account.email = form.value(u"email"_s).trimmed();
    wish.account.why = form.value(u"why"_s).left(2000);
    wish.invitation = form.value(u"invitation"_s).trimmed();
    wish.identity = Registration::ForeignIdentity{login.provider, login.subject};
    Result<Account> account = m_registration.make(wish);
    if (account) {
        if (const Result<void> written = m_context.store.documents().writeStale(); !written)
            qCWarning(lcLogin) << "documents are not up to date:" << written.error().message;
    }
    return account;
}

RegistryResponse LoginPage::continued(const ApiCall &call)
{
    if (PublicAddress::isForeign(call.request(), m_context.settings)
        || !Gatekeeper::isSafe(call.request()))
        return refused(tr("This form was sent by another site, or over an open connection."), 403);
    const Result<FormFields> form = FormFields::read(call);
    if (!form)
        return refused(form.error().message, 400);
    const auto login =
        m_logins.take(form->value(u"ticket"_s), browserOf(call.request()), m_context.clock.now());
    if (!login)
        return refused(login.error().message, 403);
    if (login->subject.isEmpty())
        return refused(tr("This sign-in is not at its end."), 403);
    const auto known = IdentityStore(m_context.database).find(login->provider, login->subject);
    if (known)
        return decided(call, *login, *known, form->value(u"decision"_s) == u"approve");
    const Result<Account> account = accountFor(call, *login, *form);
    if (!account)
        return ask(call, *login, account.error().message, statusOf(account.error()));
    if (account->status == Account::Status::New)
        return FormPage(tr("Your account waits"))
            .text(tr("An administrator lets “%1” in. Come back then.").arg(account->nickname))
            .response();
    return ask(call, *login);
}

RegistryResponse LoginPage::decided(const ApiCall &call, const PendingLogin &login,
                                    const Account &account, bool isApproved)
{
    if (!account.isActive())
        return refused(tr("The account “%1” is not active.").arg(account.nickname), 403);
    DeviceGrantStore grants(m_context.database);
    const auto grant = grants.waiting(login.userCode, m_context.clock.now());
    if (!grant)
        return refused(grant.error().message, 404);
    if (!isApproved) {
        const Result<void> done = grants.deny(grant->userCode, m_context.clock.now());
        return done ? DevicePage::denied() : refused(done.error().message, 409);
    }
    const Result<void> done =
        DevicePage::approve(m_context, call, *grant, account, u"provider "_s + login.provider);
    return done ? DevicePage::approved(*grant) : refused(done.error().message, 403);
}
