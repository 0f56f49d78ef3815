// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/managerapi.h"

#include "registry/accounts/accountrules.h"
#include "registry/api/accountjson.h"
#include "registry/api/formfields.h"
#include "registry/api/formpage.h"
#include "registry/api/manageranswer.h"
#include "registry/api/publicaddress.h"
#include "registry/publishing/documentwriter.h"
#include "registry/registrystore.h"
#include "registry/store/ownershipstore.h"
#include "registry/store/releasestore.h"

#include <QCoreApplication>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcManager, "howdah.registry.manager")

namespace {

constexpr int registrationsAnHour = 10;

QString tr(const char *text)
{
    return QCoreApplication::translate("ManagerApi", text);
}

/// The form in which somebody makes an account, filled with what he typed before.
RegistryResponse formPage(const QString &mode, const FormFields &form, const QString &problem,
                          int status)
{
    FormPage page(tr("Make an account"));
    if (!problem.isEmpty())
        page.problem(problem);
    const QString invitation = form.value(u"invitation"_s);
    if (mode == u"closed" || (mode == u"invitation" && invitation.isEmpty()))
        return page
            .text(mode == u"closed"
                      ? tr("Nobody can register here. Whoever runs this registry makes accounts.")
                      : tr("An account is made here with an invitation only: open the link that "
                           "you were given."))
            .response(problem.isEmpty() ? 403 : status);
    page.text(invitation.isEmpty()
                  ? tr("With it you publish releases and write reviews at this registry.")
                  : tr("You were invited. With an account you publish releases and write reviews "
                       "at this registry."));
    page.beginForm(u"post"_s, u"/account/register"_s)
        .hidden(u"page"_s, u"yes"_s)
        .field(tr("Nickname"), u"nickname"_s, u"text"_s, u"username"_s, form.value(u"nickname"_s))
        .field(tr("Name"), u"full_name"_s, u"text"_s, u"name"_s, form.value(u"full_name"_s))
        .field(tr("E-mail address"), u"email"_s, u"email"_s, u"email"_s, form.value(u"email"_s))
        .field(tr("Password, at least %1 characters").arg(AccountRules::shortestPassword),
               u"password"_s, u"password"_s, u"new-password"_s);
    if (invitation.isEmpty())
        page.field(tr("Why would you like an account?"), u"why"_s, u"text"_s, u"off"_s,
                   form.value(u"why"_s));
    else
        page.hidden(u"invitation"_s, invitation).hidden(u"why"_s, tr("Was invited."));
    return page.button(tr("Make the account")).endForm().response(status);
}

/// Nothing: it is not for whoever asks to mend.
std::optional<int> statusOf(const Error &error)
{
    switch (error.kind) {
    case Error::Kind::Conflict:
        return 409;
    case Error::Kind::Permission:
    case Error::Kind::Refused:
        return 403;
    case Error::Kind::Timeout:
        return 429;
    case Error::Kind::Invalid:
    case Error::Kind::Unsupported:
        return 400;
    default:
        return {};
    }
}

/// Upstream's forms of an error, by what the client takes.
RegistryResponse failed(const ApiCall &call, const Error &error)
{
    const auto status = statusOf(error);
    return status ? ManagerAnswer::text(call.request(), *status, error.message)
                  : call.problem(error);
}

} // namespace

ManagerApi::ManagerApi(RegistryContext &context)
    : m_context(context),
      m_registration(context.database, context.settings, context.clock),
      m_registrations(registrationsAnHour, 1h, context.clock)
{
}

void ManagerApi::addTo(ApiRouter &router)
{
    router.add({"POST", u"/account/register"_s, {}, [this](const ApiCall &call) {
                    return registered(call);
                }});
    router.add({"GET", u"/account/register"_s, {}, [this](const ApiCall &call) {
                    return registerForm(call);
                }});
    router.add({"GET", u"/account/thanks"_s, {}, [](const ApiCall &) {
                    return FormPage(tr("Thank you"))
                        .text(tr("Your account is made; perhaps an administrator lets you in "
                                 "first."))
                        .response();
                }});
    router.add({"GET", u"/permissions"_s, TokenScope::Read,
                [this](const ApiCall &call) { return permissions(call); }});
    router.add({"GET", u"/distributions"_s, TokenScope::Read,
                [this](const ApiCall &call) { return distributions(call); }});
}

RegistryResponse ManagerApi::registerForm(const ApiCall &call)
{
    const Result<QString> mode = m_context.settings.text(u"registration"_s);
    if (!mode)
        return call.problem(mode.error());
    const QString invitation = call.request().queryValue("invitation").value_or(QString());
    return formPage(*mode, FormFields({{u"invitation"_s, invitation}}), {}, 200);
}

RegistryResponse ManagerApi::registered(const ApiCall &call)
{
    if (PublicAddress::isForeign(call.request(), m_context.settings)
        || !Gatekeeper::isSafe(call.request()))
        return failed(call, {Error::Kind::Refused, tr("Accounts are made over HTTPS only."), {}});
    if (const Result<void> may = m_registrations.take(RateLimit::keyOf(call.request().peer)); !may)
        return failed(call, may.error());
    const Result<FormFields> form = FormFields::read(call);
    if (!form)
        return failed(call, form.error());
    Registration::Wish wish;
    wish.account.nickname = form->value(u"nickname"_s).trimmed();
    wish.account.fullName = form->value(u"full_name"_s).trimmed();
    wish.account.email = form->value(u"email"_s).trimmed();
    wish.account.uri = form->value(u"uri"_s).trimmed();
    wish.account.twitter = form->value(u"twitter"_s).trimmed();
    wish.account.why = form->value(u"why"_s).left(2000);
    // Upstream mails a link to whom it has let in; here nobody waits for mail.
    wish.password = form->value(u"password"_s);
    wish.invitation = form->value(u"invitation"_s).trimmed();
    Result<Account> account = Error{Error::Kind::Invalid, tr("An e-mail address is needed."), {}};
    if (!wish.account.email.isEmpty()
        && wish.account.why.trimmed().size() < AccountRules::shortestReason)
        account =
            Error{Error::Kind::Invalid, tr("Say in a sentence why you would like an account."), {}};
    else if (!wish.account.email.isEmpty())
        account = m_registration.make(wish);
    if (!account) {
        // Who typed into our page goes on typing there.
        const auto status = statusOf(account.error());
        const Result<QString> mode = m_context.settings.text(u"registration"_s);
        return form->has(u"page"_s) && status && mode
                   ? formPage(*mode, *form, account.error().message, *status)
                   : failed(call, account.error());
    }
    if (const Result<void> written = m_context.store.documents().writeStale(); !written)
        qCWarning(lcManager) << "documents are not up to date:" << written.error().message;
    if (ManagerAnswer::isForProgram(call.request()))
        return ManagerAnswer::text(call.request(), 200, u"Success"_s, false);
    RegistryResponse response = RegistryResponse::text(303, {});
    response.headers.emplaceBack("Location", "/account/thanks");
    return response;
}

RegistryResponse ManagerApi::permissions(const ApiCall &call)
{
    const auto parts = OwnershipStore(m_context.database).partsOf(call.identity().account.id);
    if (!parts)
        return call.problem(parts.error());
    QJsonArray owned;
    QJsonArray shared;
    for (const OwnershipPart &part : *parts) {
        if (part.kind == OwnershipPart::Kind::Owner)
            owned.append(part.extension);
        else if (part.kind == OwnershipPart::Kind::CoOwner)
            shared.append(part.extension);
    }
    return call.answer({{u"owner"_s, owned}, {u"coowner"_s, shared}});
}

RegistryResponse ManagerApi::distributions(const ApiCall &call)
{
    const auto releases = ReleaseStore(m_context.database).ofUser(call.identity().account.nickname);
    if (!releases)
        return call.problem(releases.error());
    QJsonArray items;
    for (const Release &release : *releases)
        items.append(QJsonObject{{u"name"_s, release.name},
                                 {u"version"_s, release.version.toString()},
                                 {u"status"_s, ::nameOf(release.status)},
                                 {u"abstract"_s, release.abstract},
                                 {u"date"_s, AccountJson::timeOf(release.date)}});
    return call.answer({{u"distributions"_s, items}});
}
