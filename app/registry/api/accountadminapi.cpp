// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/accountadminapi.h"

#include "registry/api/accountjson.h"
#include "registry/api/jsonfields.h"
#include "registry/api/publicaddress.h"
#include "registry/publishing/documentwriter.h"
#include "registry/registrystore.h"
#include "registry/store/invitationstore.h"
#include "registry/store/passwordresetstore.h"

#include <QCoreApplication>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcAccountAdmin, "howdah.registry.accountadmin")

namespace {

constexpr int usualInvitationDays = 14;
constexpr int longestInvitationDays = 365;

QString tr(const char *text)
{
    return QCoreApplication::translate("AccountAdminApi", text);
}

QJsonObject objectOf(const Invitation &invitation)
{
    const auto nickname = [](const QString &name) {
        return name.isEmpty() ? QJsonValue() : QJsonValue(name);
    };
    return {{u"id"_s, invitation.id},
            {u"role"_s, nameOf(invitation.role)},
            {u"note"_s, invitation.note},
            {u"invitedBy"_s, nickname(invitation.invitedBy)},
            {u"created"_s, AccountJson::timeOf(invitation.created)},
            {u"expires"_s, AccountJson::timeOf(invitation.expires)},
            {u"usedBy"_s, nickname(invitation.usedBy)}};
}

} // namespace

AccountAdminApi::AccountAdminApi(RegistryContext &context)
    : m_context(context), m_accounts(context.database)
{
}

void AccountAdminApi::addTo(ApiRouter &router)
{
    const auto add = [&](const QByteArray &method, const QString &pattern,
                         RegistryResponse (AccountAdminApi::*function)(const ApiCall &)) {
        router.add({method, u"/api/v2/admin/"_s + pattern, TokenScope::Admin,
                    [this, function](const ApiCall &call) { return (this->*function)(call); }});
    };
    add("GET", u"users"_s, &AccountAdminApi::users);
    add("GET", u"users/{nickname}"_s, &AccountAdminApi::user);
    add("PATCH", u"users/{nickname}"_s, &AccountAdminApi::userChanged);
    add("POST", u"users/{nickname}/password-reset"_s, &AccountAdminApi::resetMade);
    add("GET", u"invitations"_s, &AccountAdminApi::invitations);
    add("POST", u"invitations"_s, &AccountAdminApi::invitationMade);
    add("DELETE", u"invitations/{id}"_s, &AccountAdminApi::invitationRevoked);
}

RegistryResponse AccountAdminApi::users(const ApiCall &call)
{
    const Result<ApiCall::Page> page = call.page();
    if (!page)
        return call.problem(page.error());
    const auto wanted = call.request().queryValue("status");
    const auto status = wanted ? accountStatusNamed(*wanted) : std::nullopt;
    if (wanted && !status)
        return call.problem({Error::Kind::Invalid,
                             tr("“status” is one of new, active, inactive and deleted."),
                             {}});
    const auto accounts = m_accounts.page(page->after, page->limit, status);
    if (!accounts)
        return call.problem(accounts.error());
    QJsonArray items;
    for (const Account &account : *accounts)
        items.append(AccountJson::whole(account));
    return call.answerPage(items, *page, accounts->isEmpty() ? 0 : accounts->last().id);
}

RegistryResponse AccountAdminApi::user(const ApiCall &call)
{
    const Result<Account> account = m_accounts.byNickname(call.variable(u"nickname"_s));
    return account ? call.answer(AccountJson::whole(*account)) : call.problem(account.error());
}

RegistryResponse AccountAdminApi::userChanged(const ApiCall &call)
{
    const Result<QJsonObject> content = call.json();
    if (!content)
        return call.problem(content.error());
    JsonFields fields(*content);
    const QString statusWord = fields.text(u"status"_s);
    const QString roleWord = fields.text(u"role"_s);
    const auto status = accountStatusNamed(statusWord);
    const auto role = roleNamed(roleWord);
    if (fields.has(u"status"_s) && !status)
        fields.refuse(tr("“status” is one of new, active, inactive and deleted."));
    if (fields.has(u"role"_s) && !role)
        fields.refuse(tr("“role” is one of author, service and admin."));
    if (const Result<void> good = fields.check(); !good)
        return call.problem(good.error());
    Result<Account> account = m_accounts.byNickname(call.variable(u"nickname"_s));
    if (!account)
        return call.problem(account.error());
    const Account &admin = call.identity().account;
    // So that there is always one left, and nobody locks himself out.
    if (account->id == admin.id)
        return call.problem(
            {Error::Kind::Permission,
             tr("An administrator cannot change his own status or role. Ask another one."),
             {}});
    const QDateTime now = m_context.clock.now();
    if (role)
        account = m_accounts.setRole(account->id, *role, admin.nickname, now);
    if (account && status)
        account = m_accounts.setStatus(account->id, *status, admin.nickname, now);
    if (!account)
        return call.problem(account.error());
    if (const Result<void> written = m_context.store.documents().writeStale(); !written)
        qCWarning(lcAccountAdmin) << "documents are not up to date:" << written.error().message;
    return call.answer(AccountJson::whole(*account));
}

RegistryResponse AccountAdminApi::resetMade(const ApiCall &call)
{
    const Result<Account> account = m_accounts.byNickname(call.variable(u"nickname"_s));
    if (!account)
        return call.problem(account.error());
    if (account->status == Account::Status::Deleted)
        return call.problem(
            {Error::Kind::Conflict, tr("The account “%1” is deleted.").arg(account->nickname), {}});
    const auto made =
        PasswordResetStore(m_context.database).add(account->id, m_context.clock.now());
    if (!made)
        return call.problem(made.error());
    const QString url =
        PublicAddress::of(call, m_context.settings) + u"/account/reset/"_s + made->token;
    return call.answer({{u"token"_s, made->token},
                        {u"url"_s, url},
                        {u"expires"_s, AccountJson::timeOf(made->expires)}},
                       201);
}

RegistryResponse AccountAdminApi::invitations(const ApiCall &call)
{
    const Result<ApiCall::Page> page = call.page();
    if (!page)
        return call.problem(page.error());
    const auto invitations = InvitationStore(m_context.database).page(page->after, page->limit);
    if (!invitations)
        return call.problem(invitations.error());
    QJsonArray items;
    for (const Invitation &invitation : *invitations)
        items.append(objectOf(invitation));
    return call.answerPage(items, *page, invitations->isEmpty() ? 0 : invitations->last().id);
}

RegistryResponse AccountAdminApi::invitationMade(const ApiCall &call)
{
    const Result<QJsonObject> content = call.json();
    if (!content)
        return call.problem(content.error());
    JsonFields fields(*content);
    const QString note = fields.text(u"note"_s);
    const QString roleWord = fields.text(u"role"_s);
    const auto role = fields.has(u"role"_s) ? roleNamed(roleWord) : Account::Role::Author;
    if (!role)
        fields.refuse(tr("“role” is one of author, service and admin."));
    const qint64 days =
        fields.number(u"days"_s, 1, longestInvitationDays).value_or(usualInvitationDays);
    if (const Result<void> good = fields.check(); !good)
        return call.problem(good.error());
    const QDateTime now = m_context.clock.now();
    auto made = InvitationStore(m_context.database)
                    .add(*role, note, call.identity().account.id, now.addDays(days), now);
    if (!made)
        return call.problem(made.error());
    made->invitation.invitedBy = call.identity().account.nickname;
    QJsonObject object = objectOf(made->invitation);
    object.insert(u"code"_s, made->code);
    return call.answer(object, 201);
}

RegistryResponse AccountAdminApi::invitationRevoked(const ApiCall &call)
{
    const Result<qint64> id = call.idVariable(u"id"_s);
    if (!id)
        return call.problem(id.error());
    const Result<void> revoked = InvitationStore(m_context.database).revoke(*id);
    return revoked ? ApiCall::nothing() : call.problem(revoked.error());
}
