// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/accountsapi.h"

#include "registry/accounts/accountrules.h"
#include "registry/api/accountjson.h"
#include "registry/api/jsonfields.h"
#include "registry/api/problem.h"
#include "registry/publishing/documentwriter.h"
#include "registry/registrystore.h"
#include "registry/store/identitystore.h"
#include "registry/store/passwordresetstore.h"

#include <QCoreApplication>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Q_LOGGING_CATEGORY(lcAccounts, "howdah.registry.accounts")

namespace {

constexpr int registrationsAnHour = 10;

QString tr(const char *text)
{
    return QCoreApplication::translate("AccountsApi", text);
}

/// A password in the content is as good as one in the header.
std::optional<RegistryResponse> refusalOfOpenConnection(const ApiCall &call)
{
    if (Gatekeeper::isSafe(call.request()))
        return {};
    return call.problem({Error::Kind::Refused, tr("Passwords are taken over HTTPS only."), {}});
}

/// What is committed stays so; the documents are written by whoever writes next.
void writeDocuments(RegistryStore &store)
{
    if (const Result<void> written = store.documents().writeStale(); !written)
        qCWarning(lcAccounts) << "documents are not up to date:" << written.error().message
                              << written.error().detail;
}

Account profileIn(JsonFields &fields)
{
    Account account;
    account.fullName = fields.text(u"name"_s);
    account.email = fields.text(u"email"_s);
    account.uri = fields.text(u"uri"_s);
    account.twitter = fields.text(u"twitter"_s);
    return account;
}

} // namespace

AccountsApi::AccountsApi(RegistryContext &context)
    : m_context(context),
      m_accounts(context.database),
      m_registration(context.database, context.settings, context.clock),
      m_registrations(registrationsAnHour, 1h, context.clock)
{
}

void AccountsApi::addTo(ApiRouter &router)
{
    const auto answer = [this](RegistryResponse (AccountsApi::*function)(const ApiCall &)) {
        return [this, function](const ApiCall &call) { return (this->*function)(call); };
    };
    router.add({"POST", u"/api/v2/accounts"_s, {}, answer(&AccountsApi::registered)});
    ApiRoute shown{"GET", u"/api/v2/account"_s, TokenScope::Read, answer(&AccountsApi::own)};
    // A program finds out here what its token is for.
    shown.checksDistribution = true;
    router.add(std::move(shown));
    router.add({"PATCH", u"/api/v2/account"_s, TokenScope::Publish, answer(&AccountsApi::changed)});
    router.add({"PUT", u"/api/v2/account/password"_s, TokenScope::Read,
                answer(&AccountsApi::passwordChanged)});
    router.add({"POST",
                u"/api/v2/account/password-resets/{token}"_s,
                {},
                answer(&AccountsApi::passwordReset)});
    router.add({"GET", u"/api/v2/account/identities"_s, TokenScope::Read,
                answer(&AccountsApi::identities)});
    router.add({"DELETE", u"/api/v2/account/identities/{provider}"_s, TokenScope::Publish,
                answer(&AccountsApi::identityUnlinked)});
    router.add({"GET", u"/api/v2/users/{nickname}"_s, {}, answer(&AccountsApi::user)});
}

RegistryResponse AccountsApi::registered(const ApiCall &call)
{
    if (auto refused = refusalOfOpenConnection(call))
        return std::move(*refused);
    if (const Result<void> may = m_registrations.take(RateLimit::keyOf(call.request().peer)); !may)
        return call.problem(may.error());
    const Result<QJsonObject> content = call.json();
    if (!content)
        return call.problem(content.error());
    JsonFields fields(*content);
    Registration::Wish wish;
    wish.account = profileIn(fields);
    wish.account.nickname = fields.text(u"nickname"_s);
    wish.account.why = fields.text(u"why"_s, 2000);
    wish.password = fields.secret(u"password"_s);
    wish.invitation = fields.text(u"invitation"_s);
    if (const Result<void> good = fields.check(); !good)
        return call.problem(good.error());
    const Result<Account> account = m_registration.make(wish);
    if (!account)
        return call.problem(account.error());
    writeDocuments(m_context.store);
    return call.answer(AccountJson::whole(*account), 201);
}

RegistryResponse AccountsApi::own(const ApiCall &call)
{
    QJsonObject object = AccountJson::whole(call.identity().account);
    if (call.identity().token)
        object.insert(u"token"_s, AccountJson::of(*call.identity().token));
    return call.answer(object);
}

RegistryResponse AccountsApi::changed(const ApiCall &call)
{
    const Result<QJsonObject> content = call.json();
    if (!content)
        return call.problem(content.error());
    JsonFields fields(*content);
    const Account wanted = profileIn(fields);
    if (const Result<void> good = fields.check(); !good)
        return call.problem(good.error());
    const Account &account = call.identity().account;
    const auto chosen = [&](const QString &name, const QString &now, const QString &before) {
        return fields.has(name) ? now : before;
    };
    const AccountStore::Profile profile{
        chosen(u"name"_s, wanted.fullName, account.fullName),
        chosen(u"email"_s, wanted.email, account.email),
        chosen(u"uri"_s, wanted.uri, account.uri),
        chosen(u"twitter"_s, wanted.twitter, account.twitter),
    };
    if (const Result<void> good = AccountRules::check(profile); !good)
        return call.problem(good.error());
    const Result<Account> changed = m_accounts.changeProfile(account.id, profile);
    if (!changed)
        return call.problem(changed.error());
    writeDocuments(m_context.store);
    return call.answer(AccountJson::whole(*changed));
}

RegistryResponse AccountsApi::passwordChanged(const ApiCall &call)
{
    const Result<QJsonObject> content = call.json();
    if (!content)
        return call.problem(content.error());
    JsonFields fields(*content);
    const QString before = fields.secret(u"old"_s);
    const QString wanted = fields.secret(u"new"_s);
    const bool keepsTokens = fields.flag(u"keepTokens"_s);
    if (const Result<void> good = fields.check(); !good)
        return call.problem(good.error());
    const Account &account = call.identity().account;
    const Result<Account> proven =
        m_context.gatekeeper.signIn(account.nickname, before, call.request().peer);
    if (!proven && proven.error().kind == Error::Kind::Permission)
        return call.problem({Error::Kind::Permission, tr("The old password is wrong."), {}});
    if (!proven)
        return call.problem(proven.error());
    if (const Result<void> good = AccountRules::checkPassword(wanted, account); !good)
        return call.problem(good.error());
    if (before == wanted)
        return call.problem(
            {Error::Kind::Invalid, tr("The new password is the old one. Choose another."), {}});
    const Result<QString> hash = Gatekeeper::hashOf(wanted);
    if (!hash)
        return call.problem(hash.error());
    const Result<void> set =
        m_accounts.setPassword(account.id, *hash, keepsTokens, m_context.clock.now());
    return set ? ApiCall::nothing() : call.problem(set.error());
}

RegistryResponse AccountsApi::passwordReset(const ApiCall &call)
{
    if (auto refused = refusalOfOpenConnection(call))
        return std::move(*refused);
    const Result<QJsonObject> content = call.json();
    if (!content)
        return call.problem(content.error());
    JsonFields fields(*content);
    const QString wanted = fields.secret(u"password"_s);
    if (const Result<void> good = fields.check(); !good)
        return call.problem(good.error());
    PasswordResetStore resets(m_context.database);
    const QString token = call.variable(u"token"_s);
    const auto refused = [&](const Error &error) {
        return error.kind == Error::Kind::NotFound ? Problem::of(error, call.request(), 410)
                                                   : call.problem(error);
    };
    const Result<Account> account = resets.find(token, m_context.clock.now());
    if (!account)
        return refused(account.error());
    if (const Result<void> good = AccountRules::checkPassword(wanted, *account); !good)
        return call.problem(good.error());
    const Result<QString> hash = Gatekeeper::hashOf(wanted);
    if (!hash)
        return call.problem(hash.error());
    const Result<Account> reset = resets.use(token, *hash, m_context.clock.now());
    return reset ? ApiCall::nothing() : refused(reset.error());
}

RegistryResponse AccountsApi::identities(const ApiCall &call)
{
    const auto linked = IdentityStore(m_context.database).ofUser(call.identity().account.id);
    if (!linked)
        return call.problem(linked.error());
    QJsonArray items;
    for (const IdentityStore::Identity &identity : *linked)
        items.append(QJsonObject{{u"provider"_s, identity.provider},
                                 {u"subject"_s, identity.subject},
                                 {u"created"_s, AccountJson::timeOf(identity.created)}});
    return call.answer({{u"items"_s, items}});
}

RegistryResponse AccountsApi::identityUnlinked(const ApiCall &call)
{
    const Account &account = call.identity().account;
    if (account.passwordHash.isEmpty())
        return call.problem({Error::Kind::Conflict,
                             tr("Without a password you could not sign in any more. Ask an "
                                "administrator for a password reset first."),
                             {}});
    const Result<void> unlinked =
        IdentityStore(m_context.database).unlink(account.id, call.variable(u"provider"_s));
    return unlinked ? ApiCall::nothing() : call.problem(unlinked.error());
}

RegistryResponse AccountsApi::user(const ApiCall &call)
{
    const QString nickname = call.variable(u"nickname"_s);
    const Result<Account> account = m_accounts.byNickname(nickname);
    if (!account)
        return call.problem(account.error());
    // As with the v1 document: who waits to be let in, or was not, has no page.
    if (account->status == Account::Status::New || account->status == Account::Status::Deleted)
        return call.problem({Error::Kind::NotFound,
                             tr("There is no user “%1” in the registry.").arg(nickname),
                             {}});
    return call.answer(AccountJson::shown(*account));
}
