// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/tokensapi.h"

#include "registry/api/accountjson.h"
#include "registry/api/jsonfields.h"
#include "registry/registryname.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int mostUsable = 100;
constexpr int longestDays = 3660;

QString tr(const char *text)
{
    return QCoreApplication::translate("TokensApi", text);
}

/// Nobody could tell that a stolen token had made itself a second life.
Result<void> needPassword(const Identity &identity)
{
    if (identity.means == Identity::Means::Password)
        return {};
    return Error{Error::Kind::Permission,
                 tr("A token cannot make tokens. Show your password, or sign the program in at "
                    "/device."),
                 {}};
}

/// A token that only reads, or only one distribution, must not lock out the programs that use the others.
bool mayRevoke(const Identity &identity, qint64 id)
{
    if (!identity.token || identity.token->id == id)
        return true;
    return !identity.isRestricted() && identity.may(TokenScope::Publish);
}

} // namespace

TokensApi::TokensApi(RegistryContext &context) : m_context(context), m_tokens(context.database)
{
}

void TokensApi::addTo(ApiRouter &router)
{
    router.add({"GET", u"/api/v2/account/tokens"_s, TokenScope::Read,
                [this](const ApiCall &call) { return list(call); }});
    router.add({"POST", u"/api/v2/account/tokens"_s, TokenScope::Read,
                [this](const ApiCall &call) { return made(call); }});
    ApiRoute revoking{"DELETE", u"/api/v2/account/tokens/{id}"_s, TokenScope::Read,
                      [this](const ApiCall &call) { return revoked(call); }};
    // Any token may end itself.
    revoking.checksDistribution = true;
    router.add(std::move(revoking));
}

RegistryResponse TokensApi::list(const ApiCall &call)
{
    const auto tokens = m_tokens.ofUser(call.identity().account.id);
    if (!tokens)
        return call.problem(tokens.error());
    QJsonArray items;
    for (const ApiToken &token : *tokens)
        items.append(AccountJson::of(token));
    return call.answer({{u"items"_s, items}});
}

RegistryResponse TokensApi::made(const ApiCall &call)
{
    if (const Result<void> may = needPassword(call.identity()); !may)
        return call.problem(may.error());
    const Result<QJsonObject> content = call.json();
    if (!content)
        return call.problem(content.error());
    JsonFields fields(*content);
    ApiToken token;
    token.userId = call.identity().account.id;
    token.name = fields.text(u"name"_s, 100);
    token.distribution = fields.text(u"distribution"_s).toLower();
    const Result<TokenScopes> scopes = parseScopes(fields.texts(u"scopes"_s).join(u' '));
    const auto days = fields.number(u"days"_s, 1, longestDays);
    if (token.name.isEmpty())
        fields.refuse(tr("Give the token a “name” by which you know it again."));
    if (!scopes)
        fields.refuse(scopes.error().message);
    else if (!*scopes)
        fields.refuse(tr("“scopes” says what the token may do: read, publish, report, review, "
                         "admin."));
    if (!token.distribution.isEmpty() && !RegistryName::isFileName(token.distribution))
        fields.refuse(tr("“%1” is no name of a distribution.").arg(token.distribution));
    if (const Result<void> good = fields.check(); !good)
        return call.problem(good.error());
    token.scopes = *scopes;
    const TokenScopes tooMuch = token.scopes & ~scopesOf(call.identity().account.role);
    if (tooMuch)
        return call.problem({Error::Kind::Permission,
                             tr("Your account (%1) may not do this itself: %2.")
                                 .arg(nameOf(call.identity().account.role), scopesText(tooMuch)),
                             {}});
    const QDateTime now = m_context.clock.now();
    if (days)
        token.expires = now.addDays(*days);
    const auto existing = m_tokens.ofUser(token.userId);
    if (!existing)
        return call.problem(existing.error());
    const auto usable = std::count_if(existing->begin(), existing->end(),
                                      [&](const ApiToken &other) { return other.isUsable(now); });
    if (usable >= mostUsable)
        return call.problem(
            {Error::Kind::Conflict, tr("You have %1 tokens. Revoke some first.").arg(usable), {}});
    const auto made = m_tokens.add(token, now);
    if (!made)
        return call.problem(made.error());
    QJsonObject object = AccountJson::of(made->token);
    object.insert(u"secret"_s, made->secret);
    RegistryResponse response = call.answer(object, 201);
    response.headers.emplaceBack("Location",
                                 "/api/v2/account/tokens/" + QByteArray::number(made->token.id));
    return response;
}

RegistryResponse TokensApi::revoked(const ApiCall &call)
{
    const Result<qint64> id = call.idVariable(u"id"_s);
    if (!id)
        return call.problem(id.error());
    if (!mayRevoke(call.identity(), *id))
        return call.problem({Error::Kind::Permission,
                             tr("This token can revoke itself only. Show your password, or a token "
                                "that may publish everything."),
                             {}});
    const Result<void> done =
        m_tokens.revoke(call.identity().account.id, *id, m_context.clock.now());
    return done ? ApiCall::nothing() : call.problem(done.error());
}
