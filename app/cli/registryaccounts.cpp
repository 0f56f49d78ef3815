// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/registryaccounts.h"

#include "cli/exitcode.h"
#include "cli/registryoperations.h"
#include "registry/accounts/accountrules.h"
#include "registry/api/accountjson.h"
#include "registry/api/identity.h"
#include "registry/publishing/documentwriter.h"
#include "registry/store/passwordresetstore.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryAccounts", text);
}

struct Work {
    CliContext &context;
    RegistryStore &store;
    const Arguments &arguments;

    [[nodiscard]] QString word(int at) const { return arguments.positional().value(at); }
    [[nodiscard]] QDateTime now() const { return store.clock().now(); }
    [[nodiscard]] Result<Account> account() const
    {
        if (word(2).isEmpty())
            return Error{
                Error::Kind::Invalid,
                tr("Which account? howdahctl registry %1 %2 NICKNAME").arg(word(0), word(1)),
                {}};
        return AccountStore(store.database()).byNickname(word(2));
    }
    /// What was done is in the log, and in the documents.
    [[nodiscard]] Result<int> done(const QString &subject) const
    {
        const QString action = u"registry %1 %2"_s.arg(word(0), word(1));
        if (Result<void> noted = RegistryOperations::audit(store, action, subject); !noted)
            return noted.error();
        if (Result<void> written = store.documents().writeStale(); !written)
            return written.error();
        return ExitCode::ok;
    }
};

Result<std::optional<Account::Role>> roleIn(const Arguments &arguments)
{
    if (!arguments.has(u"role"_s))
        return std::optional<Account::Role>();
    const auto role = roleNamed(arguments.value(u"role"_s));
    if (!role)
        return Error{Error::Kind::Invalid, tr("--role is author, service or admin."), {}};
    return role;
}

Result<Account> addAccount(const Work &work, Account::Role role)
{
    Account account;
    account.nickname = work.word(2);
    account.fullName = work.arguments.value(u"name"_s);
    account.email = work.arguments.value(u"email"_s);
    account.role = role;
    account.status = Account::Status::Active;
    if (const Result<void> good = AccountRules::check(account); !good)
        return good.error();
    return AccountStore(work.store.database()).add(account, work.now());
}

void showReset(const Work &work, const Account &account, const PasswordResetStore::Made &reset)
{
    work.context.output.json(QJsonObject{{u"account"_s, AccountJson::whole(account)},
                                         {u"resetToken"_s, reset.token},
                                         {u"resetPath"_s, u"/account/reset/"_s + reset.token},
                                         {u"expires"_s, AccountJson::timeOf(reset.expires)}});
    work.context.output.line(
        tr("%1 sets a password at this address of the registry, once, until "
           "%2:\n/account/reset/%3")
            .arg(account.nickname, reset.expires.toString(Qt::ISODate), reset.token));
}

Result<int> resetPassword(const Work &work, const Account &account)
{
    const auto reset = PasswordResetStore(work.store.database()).add(account.id, work.now());
    if (!reset)
        return reset.error();
    const Result<int> done = work.done(account.nickname);
    if (done)
        showReset(work, account, *reset);
    return done;
}

Result<int> addUser(const Work &work)
{
    const auto role = roleIn(work.arguments);
    if (!role)
        return role.error();
    const Result<Account> account = addAccount(work, role->value_or(Account::Role::Author));
    if (!account)
        return account.error();
    return resetPassword(work, *account);
}

Result<int> listUsers(const Work &work)
{
    const auto accounts = AccountStore(work.store.database()).all();
    if (!accounts)
        return accounts.error();
    QJsonArray json;
    QList<QStringList> rows;
    for (const Account &account : *accounts) {
        json.append(AccountJson::whole(account));
        rows += {account.nickname,
                 account.fullName,
                 nameOf(account.role),
                 nameOf(account.status),
                 account.visited.isValid() ? account.visited.toString(Qt::ISODate) : tr("never"),
                 account.why};
    }
    work.context.output.json(json);
    work.context.output.table(
        {tr("Nickname"), tr("Name"), tr("Role"), tr("Status"), tr("Last here"), tr("Why")}, rows);
    return ExitCode::ok;
}

Result<int> setUser(const Work &work)
{
    Result<Account> account = work.account();
    if (!account)
        return account.error();
    const auto role = roleIn(work.arguments);
    if (!role)
        return role.error();
    const auto status = accountStatusNamed(work.arguments.value(u"status"_s));
    if (work.arguments.has(u"status"_s) && !status)
        return Error{Error::Kind::Invalid, tr("--status is new, active, inactive or deleted."), {}};
    const bool hasProfile = work.arguments.has(u"name"_s) || work.arguments.has(u"email"_s);
    if (!*role && !status && !hasProfile)
        return Error{
            Error::Kind::Invalid, tr("Set what? --role, --status, --name or --email."), {}};
    AccountStore accounts(work.store.database());
    if (hasProfile) {
        const AccountStore::Profile profile{work.arguments.value(u"name"_s, account->fullName),
                                            work.arguments.value(u"email"_s, account->email),
                                            account->uri, account->twitter};
        if (const Result<void> good = AccountRules::check(profile); !good)
            return good.error();
        account = accounts.changeProfile(account->id, profile);
    }
    if (account && *role)
        account = accounts.setRole(account->id, **role, {}, work.now());
    if (account && status)
        account = accounts.setStatus(account->id, *status, {}, work.now());
    if (!account)
        return account.error();
    const Result<int> done = work.done(
        u"%1: %2, %3"_s.arg(account->nickname, nameOf(account->role), nameOf(account->status)));
    work.context.output.json(AccountJson::whole(*account));
    work.context.output.line(
        tr("%1 is %2, %3.").arg(account->nickname, nameOf(account->status), nameOf(account->role)));
    return done;
}

Result<int> addTokenFor(const Work &work, const Account &account, const QString &usualScopes)
{
    const Result<TokenScopes> scopes =
        parseScopes(work.arguments.value(u"scopes"_s, usualScopes).replace(u',', u' '));
    if (!scopes)
        return scopes.error();
    const TokenScopes tooMuch = *scopes & ~scopesOf(account.role);
    if (tooMuch || !*scopes)
        return Error{Error::Kind::Permission,
                     tr("The account %1 (%2) may not do this itself: %3")
                         .arg(account.nickname, nameOf(account.role), scopesText(tooMuch)),
                     {}};
    const Result<int> days = work.arguments.number(u"days"_s, 0, 1, 3660);
    if (!days)
        return days.error();
    ApiToken token;
    token.userId = account.id;
    token.name = work.arguments.value(u"name"_s, u"made by the operator"_s);
    token.scopes = *scopes;
    token.distribution = work.arguments.value(u"distribution"_s);
    if (work.arguments.has(u"days"_s))
        token.expires = work.now().addDays(*days);
    const auto made = TokenStore(work.store.database()).add(token, work.now());
    if (!made)
        return made.error();
    const Result<int> done = work.done(u"%1: token %2, %3"_s.arg(account.nickname)
                                           .arg(made->token.id)
                                           .arg(scopesText(token.scopes)));
    QJsonObject json = AccountJson::of(made->token);
    json.insert(u"nickname"_s, account.nickname);
    json.insert(u"secret"_s, made->secret);
    work.context.output.json(json);
    work.context.output.line(
        tr("Token %1 of %2, shown only now:").arg(made->token.id).arg(account.nickname));
    work.context.output.line(made->secret);
    return done;
}

Result<int> addService(const Work &work)
{
    const Result<Account> account = addAccount(work, Account::Role::Service);
    return account ? addTokenFor(work, *account, u"read report"_s) : Result<int>(account.error());
}

Result<int> listServices(const Work &work)
{
    const auto accounts = AccountStore(work.store.database()).all();
    if (!accounts)
        return accounts.error();
    QJsonArray json;
    QList<QStringList> rows;
    for (const Account &account : *accounts) {
        if (account.role != Account::Role::Service)
            continue;
        const auto tokens = TokenStore(work.store.database()).ofUser(account.id);
        if (!tokens)
            return tokens.error();
        int working = 0;
        QDateTime lastUsed;
        for (const ApiToken &token : *tokens) {
            const bool isOver = token.expires.isValid() && token.expires <= work.now();
            working += token.revoked.isValid() || isOver ? 0 : 1;
            if (token.lastUsed.isValid() && (!lastUsed.isValid() || token.lastUsed > lastUsed))
                lastUsed = token.lastUsed;
        }
        QJsonObject item = AccountJson::whole(account);
        item.insert(u"tokens"_s, working);
        item.insert(u"lastUsed"_s, AccountJson::timeOf(lastUsed));
        json.append(item);
        rows +=
            {account.nickname, account.fullName, nameOf(account.status), QString::number(working),
             lastUsed.isValid() ? lastUsed.toString(Qt::ISODate) : tr("never")};
    }
    work.context.output.json(json);
    work.context.output.table(
        {tr("Nickname"), tr("Name"), tr("Status"), tr("Tokens"), tr("Last used")}, rows);
    return ExitCode::ok;
}

/// Its reports stay: they are told with its name.
Result<int> removeService(const Work &work)
{
    Result<Account> account = work.account();
    if (!account)
        return account.error();
    if (account->role != Account::Role::Service)
        return Error{Error::Kind::Conflict,
                     tr("%1 is no service; `howdahctl registry user set %1 --status deleted` "
                        "removes any account.")
                         .arg(account->nickname),
                     {}};
    account = AccountStore(work.store.database())
                  .setStatus(account->id, Account::Status::Deleted, {}, work.now());
    if (!account)
        return account.error();
    const Result<int> done = work.done(account->nickname);
    work.context.output.json(AccountJson::whole(*account));
    work.context.output.line(tr("%1 reports no more; what it said stays.").arg(account->nickname));
    return done;
}

Result<int> listTokens(const Work &work)
{
    const Result<Account> account = work.account();
    if (!account)
        return account.error();
    const auto tokens = TokenStore(work.store.database()).ofUser(account->id);
    if (!tokens)
        return tokens.error();
    QJsonArray json;
    QList<QStringList> rows;
    const auto timeText = [](const QDateTime &time) {
        return time.isValid() ? time.toString(Qt::ISODate) : u"–"_s;
    };
    for (const ApiToken &token : *tokens) {
        json.append(AccountJson::of(token));
        rows += {QString::number(token.id), token.name,
                 token.hint + u'…',         scopesText(token.scopes),
                 token.distribution,        timeText(token.expires),
                 timeText(token.lastUsed),  timeText(token.revoked)};
    }
    work.context.output.json(json);
    work.context.output.table({tr("Token"), tr("Name"), tr("Begins"), tr("May"), tr("Only"),
                               tr("Expires"), tr("Last used"), tr("Revoked")},
                              rows);
    return ExitCode::ok;
}

Result<int> revokeToken(const Work &work)
{
    const Result<Account> account = work.account();
    if (!account)
        return account.error();
    const qint64 id = work.word(3).toLongLong();
    if (const Result<void> revoked =
            TokenStore(work.store.database()).revoke(account->id, id, work.now());
        !revoked)
        return revoked.error();
    work.context.output.json(QJsonObject{{u"revoked"_s, id}});
    work.context.output.line(tr("Token %1 is refused from now on.").arg(id));
    return work.done(u"%1: token %2"_s.arg(account->nickname).arg(id));
}

Result<int> addToken(const Work &work)
{
    const Result<Account> account = work.account();
    return account ? addTokenFor(work, *account, u"read"_s) : Result<int>(account.error());
}

Result<int> resetUser(const Work &work)
{
    const Result<Account> account = work.account();
    return account ? resetPassword(work, *account) : Result<int>(account.error());
}

struct Verb {
    QString name;
    Result<int> (*run)(const Work &);
};

const QList<Verb> &table()
{
    static const QList<Verb> verbs{
        {u"user add"_s, &addUser},          {u"user list"_s, &listUsers},
        {u"user set"_s, &setUser},          {u"user reset-password"_s, &resetUser},
        {u"token add"_s, &addToken},        {u"token list"_s, &listTokens},
        {u"token revoke"_s, &revokeToken},  {u"service add"_s, &addService},
        {u"service list"_s, &listServices}, {u"service remove"_s, &removeService}};
    return verbs;
}

} // namespace

std::optional<Result<int>> RegistryAccounts::run(const QString &verb, CliContext &context,
                                                 const Arguments &arguments)
{
    const QString wanted = verb + u' ' + arguments.positional().value(1);
    for (const Verb &known : table()) {
        if (known.name != wanted)
            continue;
        const auto store = RegistryOperations::Chosen::of(context, arguments);
        if (!store)
            return Result<int>(store.error());
        return known.run({context, **store, arguments});
    }
    return {};
}
