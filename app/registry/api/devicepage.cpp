// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/devicepage.h"

#include "registry/accounts/accountrules.h"
#include "registry/api/formfields.h"
#include "registry/api/publicaddress.h"
#include "registry/openid/identityprovider.h"
#include "registry/store/passwordresetstore.h"

#include <QCoreApplication>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int lookupsInTenMinutes = 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("DevicePage", text);
}

QString meaningOf(TokenScope scope)
{
    switch (scope) {
    case TokenScope::Read:
        return tr("see your account and what only you may see");
    case TokenScope::Publish:
        return tr("publish, yank and deprecate releases, and change your profile and who owns your "
                  "extensions");
    case TokenScope::Report:
        return tr("send reports of the service that you run");
    case TokenScope::Review:
        return tr("write reviews in your name");
    case TokenScope::Admin:
        return tr("do everything that you may do as an administrator");
    }
    return {};
}

/// A foreign site, or a connection that others read: nothing is taken from it.
std::optional<RegistryResponse> refusalOf(const ApiCall &call, RegistrySettings &settings)
{
    FormPage page(tr("This form cannot be taken"));
    if (PublicAddress::isForeign(call.request(), settings))
        return page.problem(tr("It was sent by another site.")).response(403);
    if (!Gatekeeper::isSafe(call.request()))
        return page.problem(tr("Passwords are taken over HTTPS only.")).response(403);
    return {};
}

} // namespace

DevicePage::DevicePage(RegistryContext &context)
    : m_context(context),
      m_grants(context.database),
      m_lookups(lookupsInTenMinutes, 10min, context.clock)
{
}

void DevicePage::addTo(ApiRouter &router)
{
    router.add({"GET", u"/device"_s, {}, [this](const ApiCall &call) { return shown(call); }});
    router.add({"POST",
                u"/device"_s,
                {},
                [this](const ApiCall &call) { return decided(call); },
                16 * 1024});
    router.add({"GET", u"/account/reset/{token}"_s, {}, [this](const ApiCall &call) {
                    return resetForm(call);
                }});
    router.add({"POST",
                u"/account/reset/{token}"_s,
                {},
                [this](const ApiCall &call) { return resetDone(call); },
                16 * 1024});
}

void DevicePage::describe(FormPage &page, const DeviceGrant &grant)
{
    page.text(tr("A program that calls itself “%1” shows this code:").arg(grant.client));
    page.code(grant.userCode);
    page.text(tr("It would like to:"));
    for (const TokenScope scope : {TokenScope::Read, TokenScope::Publish, TokenScope::Report,
                                   TokenScope::Review, TokenScope::Admin}) {
        if (grant.scopes.testFlag(scope))
            page.item(meaningOf(scope));
    }
    page.text(tr("Go on only if you started it yourself and it shows this very code."));
}

Result<void> DevicePage::approve(RegistryContext &context, const ApiCall &call,
                                 const DeviceGrant &grant, const Account &account,
                                 const QString &means)
{
    const TokenScopes scopes = grant.scopes & scopesOf(account.role);
    if (!scopes)
        return Error{
            Error::Kind::Permission, tr("Your account may do nothing of this itself."), {}};
    const QDateTime now = context.clock.now();
    if (const Result<void> done =
            DeviceGrantStore(context.database).approve(grant.userCode, account.id, scopes, now);
        !done)
        return done;
    AuditStore::Entry entry;
    entry.time = now;
    entry.actor = account.nickname;
    entry.means = means;
    entry.address = call.request().peer;
    entry.action = u"device approval"_s;
    entry.subject = grant.client + u": "_s + scopesText(scopes);
    entry.outcome = u"ok"_s;
    return context.audit.append(entry);
}

RegistryResponse DevicePage::approved(const DeviceGrant &grant)
{
    return FormPage(tr("The program is signed in"))
        .text(tr("“%1” goes on in a moment. You can close this page.").arg(grant.client))
        .response();
}

RegistryResponse DevicePage::denied()
{
    return FormPage(tr("The program is not signed in"))
        .text(tr("Nobody can use that code any more. You can close this page."))
        .response();
}

RegistryResponse DevicePage::codeForm(const QString &problem, int status)
{
    FormPage page(tr("Sign a program in"));
    if (!problem.isEmpty())
        page.problem(problem);
    return page.text(tr("Type the code that the program shows."))
        .beginForm(u"get"_s, u"/device"_s)
        .field(tr("Code"), u"user_code"_s, u"text"_s, u"off"_s)
        .button(tr("Continue"))
        .endForm()
        .response(status);
}

RegistryResponse DevicePage::decisionForm(const DeviceGrant &grant, const QString &problem,
                                          int status)
{
    FormPage page(tr("Sign a program in"));
    if (!problem.isEmpty())
        page.problem(problem);
    describe(page, grant);
    page.beginForm(u"post"_s, u"/device"_s)
        .hidden(u"user_code"_s, grant.userCode)
        .field(tr("Nickname"), u"nickname"_s, u"text"_s, u"username"_s)
        .field(tr("Password"), u"password"_s, u"password"_s, u"current-password"_s)
        .button(tr("Sign it in"), u"decision"_s, u"approve"_s)
        .button(tr("No"), u"decision"_s, u"deny"_s)
        .endForm();
    const auto providers = IdentityProviders::read(m_context.settings, m_context.store);
    for (const IdentityProvider &provider : providers.value_or(QList<IdentityProvider>()))
        page.link(tr("Continue with %1").arg(provider.title),
                  u"/login/"_s + provider.name + u"?user_code="_s + grant.userCode);
    return page.response(status);
}

RegistryResponse DevicePage::shown(const ApiCall &call)
{
    const QString code = call.request().queryValue("user_code").value_or(QString());
    if (code.isEmpty())
        return codeForm({}, 200);
    if (const Result<void> may = m_lookups.take(RateLimit::keyOf(call.request().peer)); !may)
        return codeForm(may.error().message, 429);
    const auto grant = m_grants.waiting(code, m_context.clock.now());
    return grant ? decisionForm(*grant, {}, 200) : codeForm(grant.error().message, 404);
}

RegistryResponse DevicePage::decided(const ApiCall &call)
{
    if (auto refused = refusalOf(call, m_context.settings))
        return std::move(*refused);
    const Result<FormFields> form = FormFields::read(call);
    if (!form)
        return codeForm(form.error().message, 400);
    if (const Result<void> may = m_lookups.take(RateLimit::keyOf(call.request().peer)); !may)
        return codeForm(may.error().message, 429);
    const QDateTime now = m_context.clock.now();
    const auto grant = m_grants.waiting(form->value(u"user_code"_s), now);
    if (!grant)
        return codeForm(grant.error().message, 404);
    const QString decision = form->value(u"decision"_s);
    if (decision == u"deny") {
        const Result<void> done = m_grants.deny(grant->userCode, now);
        return done ? denied() : codeForm(done.error().message, 409);
    }
    // Pressing Enter in a field sends the first button's decision; anything else is nobody's form.
    if (decision != u"approve")
        return decisionForm(*grant, tr("Say whether the program is to be signed in."), 400);
    const Result<Account> account = m_context.gatekeeper.signIn(
        form->value(u"nickname"_s), form->value(u"password"_s), call.request().peer);
    if (!account && account.error().kind == Error::Kind::Permission)
        return decisionForm(*grant, tr("Nickname or password is wrong."), 403);
    if (!account)
        return decisionForm(*grant, account.error().message,
                            account.error().kind == Error::Kind::Timeout ? 429 : 503);
    const Result<void> done = approve(m_context, call, *grant, *account, u"password"_s);
    return done ? approved(*grant) : decisionForm(*grant, done.error().message, 403);
}

RegistryResponse DevicePage::resetForm(const ApiCall &call)
{
    const QString token = call.variable(u"token"_s);
    const auto account = PasswordResetStore(m_context.database).find(token, m_context.clock.now());
    FormPage page(tr("Set a new password"));
    if (!account)
        return page.problem(account.error().message).response(410);
    return page
        .text(tr("For the account “%1”; at least %2 characters, some words will do.")
                  .arg(account->nickname)
                  .arg(AccountRules::shortestPassword))
        .beginForm(u"post"_s,
                   u"/account/reset/"_s + QString::fromLatin1(QUrl::toPercentEncoding(token)))
        .field(tr("New password"), u"new_pass"_s, u"password"_s, u"new-password"_s)
        .field(tr("Once more"), u"verify"_s, u"password"_s, u"new-password"_s)
        .button(tr("Set it"))
        .endForm()
        .response();
}

RegistryResponse DevicePage::resetDone(const ApiCall &call)
{
    if (auto refused = refusalOf(call, m_context.settings))
        return std::move(*refused);
    FormPage page(tr("Set a new password"));
    const Result<FormFields> form = FormFields::read(call);
    if (!form)
        return page.problem(form.error().message).response(400);
    PasswordResetStore resets(m_context.database);
    const QString token = call.variable(u"token"_s);
    const auto account = resets.find(token, m_context.clock.now());
    if (!account)
        return page.problem(account.error().message).response(410);
    const QString password = form->value(u"new_pass"_s);
    if (password != form->value(u"verify"_s))
        return page.problem(tr("The two are not the same. Go back and try again.")).response(409);
    if (const Result<void> good = AccountRules::checkPassword(password, *account); !good)
        return page.problem(good.error().message).response(409);
    const Result<QString> hash = Gatekeeper::hashOf(password);
    if (!hash)
        return page.problem(hash.error().message)
            .response(hash.error().kind == Error::Kind::Missing ? 503 : 409);
    if (const auto done = resets.use(token, *hash, m_context.clock.now()); !done)
        return page.problem(done.error().message).response(410);
    return FormPage(tr("The new password is set"))
        .text(tr("Sign in with it from now on; tokens of before work no longer."))
        .response();
}
