// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/oauthapi.h"

#include "registry/api/formfields.h"
#include "registry/api/publicaddress.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int requestsInTenMinutes = 30;
constexpr qsizetype longestClient = 64;
const QString deviceGrant = u"urn:ietf:params:oauth:grant-type:device_code"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("OAuthApi", text);
}

RegistryResponse json(int status, const QJsonObject &object)
{
    RegistryResponse response;
    response.status = status;
    response.headers = {{"Content-Type", "application/json"},
                        {"Cache-Control", "no-store"},
                        {"Pragma", "no-cache"},
                        {"X-Content-Type-Options", "nosniff"}};
    response.body = QJsonDocument(object).toJson(QJsonDocument::Compact);
    return response;
}

/// RFC 6749, section 5.2.
RegistryResponse refused(const QString &code, const QString &description, int status = 400)
{
    return json(status, {{u"error"_s, code}, {u"error_description"_s, description}});
}

RegistryResponse failed(const ApiCall &call, const Error &error)
{
    if (error.kind == Error::Kind::Invalid || error.kind == Error::Kind::Unsupported)
        return refused(u"invalid_request"_s, error.message);
    return call.problem(error);
}

/// The form of a request that may carry or bring a secret.
Result<FormFields> formOf(const ApiCall &call)
{
    if (!Gatekeeper::isSafe(call.request()))
        return Error{Error::Kind::Invalid, tr("Tokens are given over HTTPS only."), {}};
    return FormFields::read(call);
}

bool isClientName(const QString &name)
{
    return !name.isEmpty() && name.size() <= longestClient
           && std::all_of(name.begin(), name.end(), [](QChar letter) {
                  return letter.unicode() >= 0x20 && letter.unicode() < 0x7f;
              });
}

} // namespace

OAuthApi::OAuthApi(RegistryContext &context)
    : m_context(context),
      m_grants(context.database),
      m_requests(requestsInTenMinutes, 10min, context.clock),
      m_misses(requestsInTenMinutes, 10min, context.clock)
{
}

void OAuthApi::addTo(ApiRouter &router)
{
    router.add(
        {"GET", u"/.well-known/oauth-authorization-server"_s, {}, [this](const ApiCall &call) {
             return metadata(call);
         }});
    router.add({"POST",
                u"/oauth/device_authorization"_s,
                {},
                [this](const ApiCall &call) { return authorized(call); },
                16 * 1024});
    // Asked every few seconds; what comes of it is audited where it does.
    router.add({"POST",
                u"/oauth/token"_s,
                {},
                [this](const ApiCall &call) { return token(call); },
                16 * 1024,
                false});
    router.add({"POST",
                u"/oauth/revoke"_s,
                {},
                [this](const ApiCall &call) { return revoked(call); },
                16 * 1024});
}

RegistryResponse OAuthApi::metadata(const ApiCall &call)
{
    const QString address = PublicAddress::of(call, m_context.settings);
    const QJsonArray none{u"none"_s};
    return call.answer(
        {{u"issuer"_s, address},
         {u"device_authorization_endpoint"_s, address + u"/oauth/device_authorization"_s},
         {u"token_endpoint"_s, address + u"/oauth/token"_s},
         {u"revocation_endpoint"_s, address + u"/oauth/revoke"_s},
         {u"grant_types_supported"_s, QJsonArray{deviceGrant}},
         {u"response_types_supported"_s, QJsonArray()},
         {u"scopes_supported"_s,
          QJsonArray{u"read"_s, u"publish"_s, u"report"_s, u"review"_s, u"admin"_s}},
         {u"token_endpoint_auth_methods_supported"_s, none},
         {u"revocation_endpoint_auth_methods_supported"_s, none},
         {u"service_documentation"_s, address + u"/api/v2/openapi.json"_s}});
}

RegistryResponse OAuthApi::authorized(const ApiCall &call)
{
    const Result<FormFields> form = formOf(call);
    if (!form)
        return failed(call, form.error());
    const QString client = form->value(u"client_id"_s);
    if (!isClientName(client))
        return refused(u"invalid_request"_s,
                       tr("client_id is the name of the program: 1 to 64 letters of ASCII."));
    const Result<TokenScopes> scopes =
        parseScopes(form->has(u"scope"_s) ? form->value(u"scope"_s) : u"read"_s);
    if (!scopes || !*scopes)
        return refused(u"invalid_scope"_s,
                       scopes ? tr("The scope is empty.") : scopes.error().message);
    if (const Result<void> may = m_requests.take(RateLimit::keyOf(call.request().peer)); !may)
        return call.problem(may.error());
    const auto made = m_grants.add(client, *scopes, m_context.clock.now());
    if (!made)
        return call.problem(made.error());
    const QString page = PublicAddress::of(call, m_context.settings) + u"/device"_s;
    return json(200,
                {{u"device_code"_s, made->deviceCode},
                 {u"user_code"_s, made->grant.userCode},
                 {u"verification_uri"_s, page},
                 {u"verification_uri_complete"_s, page + u"?user_code="_s + made->grant.userCode},
                 {u"expires_in"_s, DeviceGrantStore::lifetimeSeconds},
                 {u"interval"_s, DeviceGrantStore::usualInterval}});
}

RegistryResponse OAuthApi::token(const ApiCall &call)
{
    const Result<FormFields> form = formOf(call);
    if (!form)
        return failed(call, form.error());
    if (!form->has(u"grant_type"_s))
        return refused(u"invalid_request"_s, tr("grant_type is missing."));
    if (form->value(u"grant_type"_s) != deviceGrant)
        return refused(u"unsupported_grant_type"_s, tr("There is %1 only.").arg(deviceGrant));
    if (form->value(u"device_code"_s).isEmpty() || form->value(u"client_id"_s).isEmpty())
        return refused(u"invalid_request"_s, tr("device_code and client_id are needed."));
    const auto poll = m_grants.poll(form->value(u"device_code"_s), form->value(u"client_id"_s),
                                    m_context.clock.now());
    if (!poll)
        return call.problem(poll.error());
    using Outcome = DeviceGrantStore::Poll::Outcome;
    switch (poll->outcome) {
    case Outcome::Pending:
        return refused(u"authorization_pending"_s, tr("The person has not decided yet."));
    case Outcome::SlowDown:
        return refused(u"slow_down"_s, tr("Ask five seconds less often from now on."));
    case Outcome::Denied:
        return refused(u"access_denied"_s, tr("The person said no."));
    case Outcome::Expired:
        return refused(u"expired_token"_s, tr("The person did not decide in time. Begin anew."));
    case Outcome::Unknown:
        return refused(u"invalid_grant"_s,
                       tr("This device_code is not known here, was used, or is another "
                          "program's."));
    case Outcome::Granted:
        break;
    }
    return granted(call, *poll->token);
}

RegistryResponse OAuthApi::granted(const ApiCall &call, const TokenStore::Made &made)
{
    const QDateTime now = m_context.clock.now();
    const Result<Account> account = AccountStore(m_context.database).byId(made.token.userId);
    if (!account)
        return call.problem(account.error());
    AuditStore::Entry entry;
    entry.time = now;
    entry.actor = account->nickname;
    entry.means = u"device grant"_s;
    entry.address = call.request().peer;
    entry.action = u"POST /oauth/token"_s;
    entry.subject = u"token %1"_s.arg(made.token.id);
    entry.outcome = u"200"_s;
    if (const Result<void> noted = m_context.audit.append(entry); !noted)
        return call.problem(noted.error());
    return json(200, {{u"access_token"_s, made.secret},
                      {u"token_type"_s, u"Bearer"_s},
                      {u"expires_in"_s, now.secsTo(made.token.expires)},
                      {u"scope"_s, scopesText(made.token.scopes)}});
}

RegistryResponse OAuthApi::revoked(const ApiCall &call)
{
    const Result<FormFields> form = formOf(call);
    if (!form)
        return failed(call, form.error());
    const QString secret = form->value(u"token"_s);
    if (secret.isEmpty())
        return refused(u"invalid_request"_s, tr("token is missing."));
    TokenStore tokens(m_context.database);
    const QDateTime now = m_context.clock.now();
    const Result<ApiToken> found = tokens.bySecret(secret, now);
    // Who shows a token may end it; of one that does not work nothing is told (RFC 7009, section 2.2).
    if (found) {
        if (const Result<void> done = tokens.revoke(found->userId, found->id, now); !done)
            return call.problem(done.error());
    } else if (found.error().kind != Error::Kind::NotFound) {
        return call.problem(found.error());
    } else if (const Result<void> may = m_misses.take(RateLimit::keyOf(call.request().peer));
               !may) {
        return call.problem(may.error());
    }
    return json(200, {});
}
