// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registrysession.h"

#include "registry/api/accountjson.h"
#include "registry/api/gatekeeper.h"
#include "registry/localregistryapi.h"
#include "registry/registrystore.h"
#include "registry/store/accountstore.h"
#include "registry/store/tokenstore.h"
#include "registrywork.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

constexpr int daysOfOwnToken = 365;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistrySession", text);
}

Error ended()
{
    return {Error::Kind::Permission, tr("The token has expired or was revoked. Sign in anew."), {}};
}

} // namespace

RegistrySession::RegistrySession(const UiServices &services, const QString &registry)
    : m_services(services), m_registry(registry)
{
    if (const std::shared_ptr<RegistryClient> client = services.sync.client(registry))
        m_address = client->base();
}

bool RegistrySession::wantsAnotherPlace(const Error &error)
{
    return error.kind == Error::Kind::Missing || error.kind == Error::Kind::Timeout
           || error.kind == Error::Kind::Permission;
}

bool RegistrySession::isHere() const
{
    return m_address == m_services.registry.url();
}

QString RegistrySession::scopes()
{
    return u"read publish review"_s;
}

RegistryTokens RegistrySession::tokens() const
{
    return {m_services.install.credentials, m_services.install.locations.tokensFile()};
}

Result<RegistryTokens::Kept> RegistrySession::token() const
{
    return tokens().find(m_address);
}

Result<void> RegistrySession::keep(const QString &secret) const
{
    RegistryTokens kept = tokens();
    // A file goes before the keychain: what an earlier sign-in left there is no good any more.
    if (Result<void> forgotten = kept.forget(m_address);
        !forgotten && !wantsAnotherPlace(forgotten.error()))
        return forgotten;
    return kept.keep(m_address, secret);
}

Result<void> RegistrySession::keepInFile(const QString &secret) const
{
    return tokens().keepInFile(m_address, secret);
}

Result<void> RegistrySession::forget() const
{
    return tokens().forget(m_address);
}

Result<QJsonObject> RegistrySession::account(const QString &secret,
                                             const CancellationToken &token) const
{
    if (!isHere())
        return login().account(secret, token);
    RegistryStore &store = m_services.registry;
    if (Result<void> prepared = store.prepare(); !prepared)
        return prepared.error();
    const Result<ApiToken> found =
        TokenStore(store.database()).bySecret(secret, store.clock().now());
    if (!found)
        return found.error().kind == Error::Kind::NotFound ? ended() : found.error();
    const Result<Account> account = AccountStore(store.database()).byId(found->userId);
    if (!account)
        return account.error();
    if (!account->isActive())
        return ended();
    QJsonObject object = AccountJson::whole(*account);
    object.insert(u"token"_s, AccountJson::of(*found));
    return object;
}

Result<void> RegistrySession::revoke(const QString &secret, const CancellationToken &token) const
{
    if (!isHere())
        return login().revoke(secret, token);
    RegistryStore &store = m_services.registry;
    if (Result<void> prepared = store.prepare(); !prepared)
        return prepared;
    TokenStore tokens(store.database());
    const QDateTime now = store.clock().now();
    const Result<ApiToken> found = tokens.bySecret(secret, now);
    if (!found)
        return found.error().kind == Error::Kind::NotFound ? Result<void>() : found.error();
    if (Result<void> revoked = tokens.revoke(found->userId, found->id, now); !revoked)
        return revoked;
    return RegistryWork::audit(store, u"token revoke"_s, QString::number(found->id));
}

Result<QString> RegistrySession::tokenByPassword(const QString &nickname,
                                                 const QString &password) const
{
    RegistryStore &store = m_services.registry;
    if (Result<void> prepared = store.prepare(); !prepared)
        return prepared.error();
    Gatekeeper gatekeeper(store.database(), store.clock());
    const Result<Account> account = gatekeeper.signIn(nickname, password, {});
    if (!account && account.error().kind == Error::Kind::Permission)
        return Error{Error::Kind::Permission, tr("Nickname or password is wrong."), {}};
    if (!account)
        return account.error();
    const Result<TokenScopes> scopes = parseScopes(RegistrySession::scopes());
    if (!scopes)
        return scopes.error();
    const QDateTime now = store.clock().now();
    ApiToken token;
    token.userId = account->id;
    token.name = RegistryLogin::clientId;
    token.scopes = *scopes;
    token.expires = now.addDays(daysOfOwnToken);
    const auto made = TokenStore(store.database()).add(token, now);
    if (!made)
        return made.error();
    if (Result<void> noted = RegistryWork::audit(
            store, u"token add"_s, account->nickname + u' ' + QString::number(made->token.id));
        !noted)
        return noted.error();
    return made->secret;
}

Result<QJsonObject> RegistrySession::post(const QString &path, const QJsonObject &content,
                                          bool asPerson, const CancellationToken &token) const
{
    QString secret;
    if (asPerson) {
        const auto kept = this->token();
        if (!kept)
            return Error{Error::Kind::Permission,
                         tr("%1 wants to know who says so: sign in there first.").arg(m_registry),
                         kept.error().message};
        secret = kept->secret;
    }
    Result<std::unique_ptr<RegistryApi>> api = this->api(token);
    if (!api)
        return api.error();
    (*api)->setToken(secret);
    return (*api)->send("POST", path, content, token);
}

Result<std::unique_ptr<RegistryApi>> RegistrySession::api(const CancellationToken &token) const
{
    if (isHere()) {
        if (Result<void> prepared = m_services.registry.prepare(); !prepared)
            return prepared.error();
        return std::unique_ptr<RegistryApi>(
            std::make_unique<LocalRegistryApi>(m_services.registry));
    }
    const std::shared_ptr<RegistryClient> client = m_services.sync.client(m_registry);
    if (!client)
        return Error{Error::Kind::NotFound, tr("%1 is not in use any more.").arg(m_registry), {}};
    return registryApiOf(*client, m_services.registry, token);
}
