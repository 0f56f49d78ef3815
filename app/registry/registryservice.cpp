// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/registryservice.h"

#include "registry/api/accountadminapi.h"
#include "registry/api/accountsapi.h"
#include "registry/api/badgesapi.h"
#include "registry/api/countersapi.h"
#include "registry/api/devicepage.h"
#include "registry/api/distributionsapi.h"
#include "registry/api/eventsapi.h"
#include "registry/api/loginpage.h"
#include "registry/api/managerapi.h"
#include "registry/api/oauthapi.h"
#include "registry/api/permissionsapi.h"
#include "registry/api/problem.h"
#include "registry/api/publicaddress.h"
#include "registry/api/publishingapi.h"
#include "registry/api/reportsapi.h"
#include "registry/api/reviewsapi.h"
#include "registry/api/searchapi.h"
#include "registry/api/statusapi.h"
#include "registry/api/tokensapi.h"
#include "registry/api/webhooksapi.h"
#include "registry/http/serveroptions.h"
#include "registry/registrystore.h"
#include "registry/web/distributionpages.h"
#include "registry/web/extensionpage.h"
#include "registry/web/infopages.h"
#include "registry/web/searchpage.h"
#include "registry/web/sourcepages.h"
#include "registry/web/userpage.h"
#include "registry/web/webfeeds.h"
#include "registry/web/webpages.h"
#include "registry/web/webparts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestNoted = 200;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryService", text);
}

bool isReading(const QByteArray &method)
{
    return method == "GET" || method == "HEAD";
}

RegistryResponse refused(const ApiRoute *route, const Error &error, const RegistryRequest &request,
                         int status)
{
    return route && route->refuse ? route->refuse(error, request, status)
                                  : Problem::of(error, request, status);
}

RegistryResponse refused(const ApiRoute *route, const Error &error, const RegistryRequest &request)
{
    return refused(route, error, request, Problem::statusOf(error.kind));
}

} // namespace

ApiGroup::~ApiGroup() = default;

RegistryService::RegistryService(RegistryStore &store)
    : m_gatekeeper(store.database(), store.clock()),
      m_settings(store.database()),
      m_audit(store.database()),
      m_downloads(store.database(), m_settings, store.clock()),
      m_context{store,      store.database(), store.clock(), m_gatekeeper,
                m_settings, m_audit,          m_members},
      m_broadcaster(store.database()),
      m_deliverer(store.database(), store.clock(), store.folder() + u"/keys"_s),
      m_names(store.database()),
      m_files(store.tree().root(), &m_names, store.apiTree().root())
{
    m_groups.push_back(std::make_unique<AccountAdminApi>(m_context));
    m_groups.push_back(std::make_unique<AccountsApi>(m_context));
    m_groups.push_back(std::make_unique<DevicePage>(m_context));
    m_groups.push_back(std::make_unique<LoginPage>(m_context));
    m_groups.push_back(std::make_unique<ManagerApi>(m_context));
    m_groups.push_back(std::make_unique<OAuthApi>(m_context));
    m_groups.push_back(std::make_unique<PermissionsApi>(m_context));
    m_groups.push_back(std::make_unique<DistributionsApi>(m_context));
    m_groups.push_back(std::make_unique<EventsApi>(m_context, m_broadcaster));
    m_groups.push_back(std::make_unique<BadgesApi>(m_context));
    m_groups.push_back(std::make_unique<CountersApi>(m_context));
    m_groups.push_back(std::make_unique<PublishingApi>(m_context));
    m_groups.push_back(std::make_unique<ReportsApi>(m_context));
    m_groups.push_back(std::make_unique<ReviewsApi>(m_context));
    m_groups.push_back(std::make_unique<StatusApi>(
        m_context, [this] { return m_metrics ? m_metrics->toPrometheus() : QByteArray(); }));
    m_groups.push_back(std::make_unique<TokensApi>(m_context));
    m_groups.push_back(std::make_unique<WebhooksApi>(m_context, m_deliverer));
    m_groups.push_back(std::make_unique<DistributionPages>(m_context));
    m_groups.push_back(std::make_unique<ExtensionPage>(m_context));
    m_groups.push_back(std::make_unique<InfoPages>(m_context));
    m_groups.push_back(std::make_unique<SearchApi>(m_context));
    m_groups.push_back(std::make_unique<SearchPage>(m_context));
    m_groups.push_back(std::make_unique<SourcePages>(m_context));
    m_groups.push_back(std::make_unique<UserPage>(m_context));
    m_groups.push_back(std::make_unique<WebFeeds>(m_context));
    m_groups.push_back(std::make_unique<WebPages>(m_context));
    for (const std::unique_ptr<ApiGroup> &group : m_groups)
        group->addTo(m_router);
    m_deliverer.alsoForget([this] { return m_context.store.sweep(); });
}

RegistryService::~RegistryService() = default;

Result<void> RegistryService::start()
{
    m_downloads.start();
    return m_names.load();
}

ServerOptions RegistryService::joined(ServerOptions options)
{
    // A release that comes in is moved into the tree from there, not copied.
    options.bodyFolder = m_context.store.incomingFolder();
    if (!options.metrics)
        options.metrics = std::make_shared<ServerMetrics>();
    m_metrics = options.metrics;
    options.onAccess = [this, further = options.onAccess](const AccessRecord &record) {
        noteAccess(record);
        if (further)
            further(record);
    };
    return options;
}

BodyRule RegistryService::bodyRule(const RegistryRequest &head)
{
    const std::optional<QStringList> parts = head.pathParts();
    const auto match = parts ? m_router.find(head.method, *parts) : std::nullopt;
    if (!match)
        return {0, Problem::of({Error::Kind::NotFound, tr("Resource not found."), {}}, head)};
    if (!match->route)
        return {0, answerRoute(*match, head)};
    // Who it is costs a look into the database: of little content it is found out behind it, of much content in
    // `largeBodyRule()`.
    if (match->route->scope && head.header("Authorization").isEmpty())
        return {0, refused(match->route,
                           {Error::Kind::Permission, tr("Authorization required"), {}}, head, 401)};
    return {match->route->largestContent, {}};
}

BodyRule RegistryService::largeBodyRule(const RegistryRequest &head, qint64 size, BodyRule rule)
{
    const std::optional<QStringList> parts = head.pathParts();
    const auto match = parts ? m_router.find(head.method, *parts) : std::nullopt;
    if (!match || !match->route)
        return rule;
    const Result<Identity> identity = m_gatekeeper.identify(head);
    if (std::optional<RegistryResponse> refused = refusal(*match, identity, head))
        return {0, noted(*match, head, identity, std::move(*refused)), {}};
    return match->route->largeContent ? match->route->largeContent(head, size) : rule;
}

std::optional<RegistryResponse> RegistryService::answerAtOnce(const RegistryRequest &request)
{
    if (!isReading(request.method))
        return {};
    // Who looks at a document in a browser gets the page that it is a part of.
    if (request.path().endsWith(".html") && WebParts::isBrowser(request))
        return {};
    return m_files.find(request);
}

std::optional<RegistryResponse> RegistryService::refusal(const ApiRouter::Match &match,
                                                         const Result<Identity> &identity,
                                                         const RegistryRequest &request)
{
    const ApiRoute &route = *match.route;
    if (!identity) {
        const bool isWrong = identity.error().kind == Error::Kind::Permission;
        return isWrong ? refused(&route, identity.error(), request, 401)
                       : refused(&route, identity.error(), request);
    }
    if (route.scope && !identity->isKnown())
        return refused(&route, {Error::Kind::Permission, tr("Authorization required"), {}}, request,
                       401);
    if (route.scope && !identity->may(*route.scope))
        return refused(&route,
                       {Error::Kind::Permission,
                        tr("Sorry, you do not have permission to access this resource."),
                        tr("This needs the scope “%1”, and an account that may do it.")
                            .arg(nameOf(*route.scope))},
                       request);
    if (route.scope && !route.checksDistribution
        && !identity->mayTouch(match.variables.value(u"distribution"_s)))
        return refused(&route,
                       {Error::Kind::Permission,
                        tr("This token is for “%1” only.").arg(identity->token->distribution),
                        tr("Use one for everything, or your password.")},
                       request);
    if (route.isWrite && identity->means == Identity::Means::Password
        && PublicAddress::isForeign(request, m_settings))
        return refused(&route,
                       {Error::Kind::Refused, tr("Another site may not write here in your name."),
                        tr("Open this registry’s own page, or use a token.")},
                       request);
    if (route.isWrite && m_settings.isOn(u"read-only"_s).value_or(false))
        return refused(
            &route, {Error::Kind::Missing, tr("This registry takes nothing in at the moment."), {}},
            request, 503);
    return {};
}

RegistryResponse RegistryService::answerRoute(const ApiRouter::Match &match,
                                              const RegistryRequest &request)
{
    if (!match.route) {
        ApiRoute none;
        none.refuse = match.refuse;
        RegistryResponse response = refused(
            &none,
            {Error::Kind::Invalid, tr("The requested method is not allowed for the resource."), {}},
            request, 405);
        response.headers.emplaceBack("Allow", match.allowed.join(", "));
        return response;
    }
    const ApiRoute &route = *match.route;
    const Result<Identity> identity = m_gatekeeper.identify(request);
    std::optional<RegistryResponse> response = refusal(match, identity, request);
    if (!response)
        response = route.answer(ApiCall(request, *identity, match.variables));
    // Whoever gets this answer may ask for what was just published.
    if (route.isWrite && response->status < 400) {
        m_broadcaster.wake();
        m_deliverer.wake();
        if (const Result<void> followed = m_names.follow(); !followed)
            response = refused(&route, followed.error(), request);
    }
    return noted(match, request, identity, std::move(*response));
}

RegistryResponse RegistryService::noted(const ApiRouter::Match &match,
                                        const RegistryRequest &request,
                                        const Result<Identity> &identity, RegistryResponse response)
{
    // What is refused to nobody changes nothing; nobody could fill the database with it.
    const bool isNobody = !identity || !identity->isKnown();
    if (!match.route->isWrite || (isNobody && response.status >= 400))
        return response;
    AuditStore::Entry entry;
    entry.time = m_context.clock.now();
    if (identity) {
        entry.actor = identity->account.nickname;
        entry.means = identity->meansText();
    }
    entry.address = request.peer;
    entry.action =
        QString::fromLatin1(request.method + ' ' + loggablePath(request.path())).left(longestNoted);
    QStringList subject;
    for (auto variable = match.variables.cbegin(); variable != match.variables.cend(); ++variable) {
        if (variable.key() != u"token")
            subject.append(variable.value());
    }
    entry.subject = subject.join(u' ').left(longestNoted);
    entry.outcome = QString::number(response.status);
    if (const Result<void> noted = m_audit.append(entry); !noted)
        return Problem::of(noted.error(), request);
    return response;
}

RegistryResponse RegistryService::answer(const RegistryRequest &request)
{
    const std::optional<QStringList> parts = request.pathParts();
    if (!parts)
        return RegistryResponse::text(400, "the path cannot be read\n");
    // What another process published its author may ask us for at once; we may have heard of it meanwhile.
    if (isReading(request.method)) {
        if (m_files.holdsUnpublished(request)) {
            if (const Result<void> followed = m_names.follow(); !followed)
                return Problem::of(followed.error(), request);
        }
        if (std::optional<RegistryResponse> found = answerAtOnce(request))
            return std::move(*found);
    }
    if (const auto match = m_router.find(request.method, *parts))
        return answerRoute(*match, request);
    RegistryResponse response = m_files.handle(request);
    if (response.status == 404 && WebParts::isBrowser(request))
        return WebParts::notFound(m_context, request);
    return response;
}
