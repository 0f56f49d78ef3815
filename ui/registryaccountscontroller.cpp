// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registryaccountscontroller.h"

#include "core/deliver.h"
#include "registry/accounts/accountrules.h"
#include "registry/api/gatekeeper.h"
#include "registry/api/identity.h"
#include "registry/registrystore.h"
#include "registrywork.h"
#include "texts.h"

#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryAccountsController", text);
}

QString roleText(Account::Role role)
{
    switch (role) {
    case Account::Role::Service:
        return tr("Service");
    case Account::Role::Admin:
        return tr("Administrator");
    case Account::Role::Author:
        break;
    }
    return tr("Author");
}

std::pair<QString, QString> statusOf(Account::Status status)
{
    switch (status) {
    case Account::Status::Active:
        return {tr("Active"), u"ok"_s};
    case Account::Status::Inactive:
        return {tr("Deactivated"), u"warn"_s};
    case Account::Status::Deleted:
        return {tr("Deleted"), {}};
    case Account::Status::New:
        break;
    }
    return {tr("Waits for you"), u"accent"_s};
}

RegistryAccountRow rowOf(const Account &account, const QDateTime &now)
{
    const auto [statusText, kind] = statusOf(account.status);
    const QString visited =
        account.visited.isValid()
            ? tr("last seen %1").arg(Texts::ago(account.visited, now))
            : (account.passwordHash.isEmpty() ? tr("has no password") : tr("never signed in"));
    QStringList parts{account.fullName, account.email,
                      tr("since %1").arg(Texts::date(account.created)), visited};
    if (account.status == Account::Status::New && !account.why.isEmpty())
        parts += account.why;
    parts.removeAll(QString());
    parts.removeAll(account.nickname);
    return {account.nickname,       account.fullName,       account.email, nameOf(account.role),
            roleText(account.role), nameOf(account.status), statusText,    kind,
            parts.join(u" · "_s),   account.isActive()};
}

RegistryTokenRow rowOf(const ApiToken &token, const QDateTime &now)
{
    QString statusText = tr("Valid");
    QString kind = u"ok"_s;
    if (token.revoked.isValid()) {
        statusText = tr("Revoked");
        kind.clear();
    } else if (!token.isUsable(now)) {
        statusText = tr("Expired");
        kind = u"warn"_s;
    }
    const QString expires = token.expires.isValid() ? tr("until %1").arg(Texts::date(token.expires))
                                                    : tr("does not expire");
    const QString used = token.lastUsed.isValid()
                             ? tr("used %1").arg(Texts::ago(token.lastUsed, now))
                             : tr("never used");
    return {token.id,
            token.name,
            token.hint + u'…',
            scopesText(token.scopes),
            QStringList{expires, used}.join(u" · "_s),
            statusText,
            kind,
            token.isUsable(now)};
}

Result<QString> hashOfNewPassword(const QString &password)
{
    return Gatekeeper::hashOf(password);
}

} // namespace

RegistryAccountsController::RegistryAccountsController(UiServices &services,
                                                       ConfirmationController &confirmation,
                                                       QObject *parent)
    : RegistryEditor(services, parent), m_confirmation(confirmation)
{
}

QStringList RegistryAccountsController::nicknames() const
{
    QStringList names;
    for (const Account &account : m_accounts) {
        if (account.isActive())
            names += account.nickname;
    }
    return names;
}

QString RegistryAccountsController::summary() const
{
    const auto waiting =
        std::count_if(m_accounts.begin(), m_accounts.end(), [](const Account &account) {
            return account.status == Account::Status::New;
        });
    const QString all = m_accounts.size() == 1
                            ? tr("One account")
                            : tr("%n accounts", "", static_cast<int>(m_accounts.size()));
    if (waiting == 0)
        return all;
    return all + u" · "_s
           + (waiting == 1 ? tr("one waits for you")
                           : tr("%n wait for you", "", static_cast<int>(waiting)));
}

QVariantList RegistryAccountsController::roles() const
{
    QVariantList roles;
    for (const Account::Role role :
         {Account::Role::Author, Account::Role::Service, Account::Role::Admin})
        roles += QVariantMap{{u"value"_s, nameOf(role)}, {u"text"_s, roleText(role)}};
    return roles;
}

QVariantList RegistryAccountsController::scopes() const
{
    const Account *owner = account(m_tokenOwner);
    const TokenScopes allowed = owner ? scopesOf(owner->role) : TokenScopes();
    const QList<std::pair<TokenScope, QString>> known{
        {TokenScope::Read, tr("see the own account, tokens and delivery logs")},
        {TokenScope::Publish, tr("publish, yank and deprecate releases")},
        {TokenScope::Review, tr("write reviews and send receipts of installs")},
        {TokenScope::Report, tr("send reports of builds and tests")},
        {TokenScope::Admin, tr("everything an administrator may")},
    };
    QVariantList scopes;
    for (const auto &[scope, text] : known) {
        if (allowed.testFlag(scope))
            scopes += QVariantMap{{u"value"_s, nameOf(scope)}, {u"text"_s, text}};
    }
    return scopes;
}

QVariantList RegistryAccountsController::lifetimes() const
{
    return {QVariantMap{{u"value"_s, 30}, {u"text"_s, tr("30 days")}},
            QVariantMap{{u"value"_s, 90}, {u"text"_s, tr("90 days")}},
            QVariantMap{{u"value"_s, 365}, {u"text"_s, tr("1 year")}},
            QVariantMap{{u"value"_s, 0}, {u"text"_s, tr("No end")}}};
}

const Account *RegistryAccountsController::account(const QString &nickname) const
{
    const auto found =
        std::find_if(m_accounts.begin(), m_accounts.end(),
                     [&](const Account &account) { return account.nickname == nickname; });
    return found == m_accounts.end() ? nullptr : &*found;
}

void RegistryAccountsController::show(const QList<Account> &accounts)
{
    m_accounts = accounts;
    const QDateTime now = services().install.clock.now();
    QList<RegistryAccountRow> rows;
    for (const Account &account : accounts) {
        if (account.status != Account::Status::Deleted)
            rows += rowOf(account, now);
    }
    m_rows.setRows(rows);
    if (!nicknames().contains(m_tokenOwner))
        m_tokenOwner = nicknames().value(0);
    Q_EMIT changed();
    loadTokens();
}

void RegistryAccountsController::setTokenOwner(const QString &nickname)
{
    if (nickname == m_tokenOwner || !account(nickname))
        return;
    m_tokenOwner = nickname;
    Q_EMIT changed();
    loadTokens();
}

void RegistryAccountsController::loadTokens()
{
    const Account *owner = account(m_tokenOwner);
    if (!owner) {
        m_tokens.setRows({});
        return;
    }
    deliver(QtConcurrent::run(&services().workers,
                              [id = owner->id, &store = services().registry] {
                                  return TokenStore(store.database()).ofUser(id);
                              }),
            this, [this, asked = m_tokenOwner](const Result<QList<ApiToken>> &tokens) {
                if (asked != m_tokenOwner)
                    return;
                if (!tokens) {
                    Q_EMIT failed(tokens.error().message);
                    return;
                }
                QList<RegistryTokenRow> rows;
                for (const ApiToken &token : *tokens)
                    rows += rowOf(token, services().install.clock.now());
                m_tokens.setRows(rows);
            });
}

void RegistryAccountsController::add(const QString &nickname, const QString &fullName,
                                     const QString &email, const QString &role)
{
    Account wanted;
    wanted.nickname = nickname.trimmed();
    wanted.fullName = fullName.trimmed();
    wanted.email = email.trimmed();
    wanted.role = roleNamed(role).value_or(Account::Role::Author);
    wanted.status = Account::Status::Active;
    run(
        [wanted](RegistryStore &store) mutable -> Result<Secret> {
            if (Result<void> good = AccountRules::check(wanted); !good)
                return good.error();
            const QString password = RegistryWork::newPassword();
            const Result<QString> hash = hashOfNewPassword(password);
            if (!hash)
                return hash.error();
            wanted.passwordHash = *hash;
            const Result<Account> added =
                AccountStore(store.database()).add(wanted, store.clock().now());
            if (!added)
                return added.error();
            if (Result<void> noted = RegistryWork::finish(store, u"user add"_s, added->nickname);
                !noted)
                return noted.error();
            return Secret{tr("The password of %1").arg(added->nickname),
                          tr("It is shown this once. Give it to its owner in a safe way."),
                          password};
        },
        Told::InDialog);
}

void RegistryAccountsController::setRole(const QString &nickname, const QString &role)
{
    const Account *changed = account(nickname);
    const auto wanted = roleNamed(role);
    if (!changed || !wanted || changed->role == *wanted)
        return;
    if (*wanted != Account::Role::Admin) {
        changeRole(changed->id, nickname, *wanted);
        return;
    }
    m_confirmation.ask(
        {tr("Make %1 an administrator?").arg(nickname),
         tr("An administrator may do everything here: change accounts, publish and "
            "yank releases of others, read the audit log."),
         {},
         {},
         tr("Make an administrator"),
         true},
        [this, id = changed->id, nickname] { changeRole(id, nickname, Account::Role::Admin); });
}

void RegistryAccountsController::changeRole(qint64 id, const QString &nickname, Account::Role role)
{
    run(
        [id, nickname, role](RegistryStore &store) -> Result<Secret> {
            const Result<Account> done =
                AccountStore(store.database()).setRole(id, role, {}, store.clock().now());
            if (!done)
                return done.error();
            if (Result<void> noted =
                    RegistryWork::finish(store, u"user role"_s, nickname + u' ' + nameOf(role));
                !noted)
                return noted.error();
            return Secret();
        },
        Told::OnPage);
}

void RegistryAccountsController::activate(const QString &nickname)
{
    const Account *changed = account(nickname);
    if (!changed)
        return;
    run(
        [id = changed->id, nickname](RegistryStore &store) -> Result<Secret> {
            const Result<Account> done =
                AccountStore(store.database())
                    .setStatus(id, Account::Status::Active, {}, store.clock().now());
            if (!done)
                return done.error();
            if (Result<void> noted = RegistryWork::finish(store, u"user activate"_s, nickname);
                !noted)
                return noted.error();
            return Secret();
        },
        Told::OnPage);
}

void RegistryAccountsController::deactivate(const QString &nickname)
{
    const Account *changed = account(nickname);
    if (!changed)
        return;
    m_confirmation.ask(
        {tr("Deactivate %1?").arg(nickname),
         tr("Nobody can sign in or publish as %1 until you activate the account again. What was "
            "released stays.")
             .arg(nickname),
         {},
         {},
         tr("Deactivate"),
         true},
        [this, id = changed->id, nickname] {
            run(
                [id, nickname](RegistryStore &store) -> Result<Secret> {
                    const Result<Account> done =
                        AccountStore(store.database())
                            .setStatus(id, Account::Status::Inactive, {}, store.clock().now());
                    if (!done)
                        return done.error();
                    if (Result<void> noted =
                            RegistryWork::finish(store, u"user deactivate"_s, nickname);
                        !noted)
                        return noted.error();
                    return Secret();
                },
                Told::OnPage);
        });
}

void RegistryAccountsController::resetPassword(const QString &nickname)
{
    const Account *changed = account(nickname);
    if (!changed)
        return;
    m_confirmation.ask(
        {tr("Give %1 a new password?").arg(nickname),
         tr("The old password and all tokens of %1 end now: what publishes with them has to sign "
            "in again.")
             .arg(nickname),
         {},
         {},
         tr("Reset the password"),
         true},
        [this, id = changed->id, nickname] {
            run(
                [id, nickname](RegistryStore &store) -> Result<Secret> {
                    const QString password = RegistryWork::newPassword();
                    const Result<QString> hash = hashOfNewPassword(password);
                    if (!hash)
                        return hash.error();
                    if (Result<void> set = AccountStore(store.database())
                                               .setPassword(id, *hash, false, store.clock().now());
                        !set)
                        return set.error();
                    if (Result<void> noted =
                            RegistryWork::finish(store, u"user password-reset"_s, nickname);
                        !noted)
                        return noted.error();
                    return Secret{tr("The new password of %1").arg(nickname),
                                  tr("It is shown this once. Give it to its owner in a safe way."),
                                  password};
                },
                Told::OnPage);
        });
}

void RegistryAccountsController::makeToken(const QString &name, const QStringList &scopes, int days)
{
    const Account *owner = account(m_tokenOwner);
    if (!owner)
        return;
    const QString wantedName = name.trimmed();
    run(
        [wantedName, scopes, days, owner = *owner](RegistryStore &store) -> Result<Secret> {
            if (wantedName.isEmpty())
                return Error{
                    Error::Kind::Invalid, tr("Give the token a name that says what uses it."), {}};
            if (scopes.isEmpty())
                return Error{
                    Error::Kind::Invalid, tr("Choose at least one thing that it may do."), {}};
            const Result<TokenScopes> parsed = parseScopes(scopes.join(u' '));
            if (!parsed)
                return parsed.error();
            const QDateTime now = store.clock().now();
            ApiToken token;
            token.userId = owner.id;
            token.name = wantedName;
            token.scopes = *parsed & scopesOf(owner.role);
            if (days > 0)
                token.expires = now.addDays(days);
            const auto made = TokenStore(store.database()).add(token, now);
            if (!made)
                return made.error();
            if (Result<void> noted = RegistryWork::audit(
                    store, u"token add"_s, owner.nickname + u' ' + QString::number(made->token.id));
                !noted)
                return noted.error();
            return Secret{tr("The token “%1” of %2").arg(wantedName, owner.nickname),
                          tr("It is shown this once and cannot be read again: copy it now. Whoever "
                             "has it may do with it what you allowed."),
                          made->secret};
        },
        Told::InDialog);
}

void RegistryAccountsController::revokeToken(qint64 id, const QString &name)
{
    const Account *owner = account(m_tokenOwner);
    if (!owner)
        return;
    m_confirmation.ask(
        {tr("Revoke the token “%1”?").arg(name),
         tr("What uses it is refused from its next request on. This cannot be undone; you can make "
            "another token."),
         {},
         {},
         tr("Revoke"),
         true},
        [this, id, ownerId = owner->id, nickname = owner->nickname] {
            run(
                [id, ownerId, nickname](RegistryStore &store) -> Result<Secret> {
                    if (Result<void> done =
                            TokenStore(store.database()).revoke(ownerId, id, store.clock().now());
                        !done)
                        return done.error();
                    if (Result<void> noted = RegistryWork::audit(
                            store, u"token revoke"_s, nickname + u' ' + QString::number(id));
                        !noted)
                        return noted.error();
                    return Secret();
                },
                Told::OnPage);
        });
}
