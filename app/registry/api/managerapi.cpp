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

/// Upstream's forms of an error, by what the client takes.
RegistryResponse failed(const ApiCall &call, const Error &error)
{
    int status = 400;
    if (error.kind == Error::Kind::Conflict)
        status = 409;
    else if (error.kind == Error::Kind::Permission || error.kind == Error::Kind::Refused)
        status = 403;
    else if (error.kind == Error::Kind::Timeout)
        status = 429;
    else if (error.kind != Error::Kind::Invalid && error.kind != Error::Kind::Unsupported)
        return call.problem(error);
    return ManagerAnswer::text(call.request(), status, error.message);
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

RegistryResponse ManagerApi::registered(const ApiCall &call)
{
    if (FormPage::isForeign(call.request(), PublicAddress::of(call, m_context.settings))
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
    if (wish.account.email.isEmpty())
        return failed(call, {Error::Kind::Invalid, tr("An e-mail address is needed."), {}});
    if (wish.account.why.trimmed().size() < AccountRules::shortestReason)
        return failed(
            call,
            {Error::Kind::Invalid, tr("Say in a sentence why you would like an account."), {}});
    const Result<Account> account = m_registration.make(wish);
    if (!account)
        return failed(call, account.error());
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
