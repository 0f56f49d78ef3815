// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/api/apirouter.h"
#include "registry/api/gatekeeper.h"
#include "registry/api/releasemembers.h"
#include "registry/counting/downloadcounter.h"
#include "registry/events/eventbroadcaster.h"
#include "registry/http/mirrorfiles.h"
#include "registry/http/requesthandler.h"
#include "registry/store/auditstore.h"
#include "registry/store/knownnames.h"
#include "registry/store/registrysettings.h"
#include "registry/webhooks/webhookdeliverer.h"

#include <memory>
#include <vector>

class RegistryStore;
struct ServerMetrics;
struct ServerOptions;

/// What every group of functions of the API works with. All of it is thread-safe.
struct RegistryContext {
    RegistryStore &store;
    RegistryDatabase &database;
    const Clock &clock;
    Gatekeeper &gatekeeper;
    RegistrySettings &settings;
    AuditStore &audit;
    ReleaseMembers &members;
};

/// Functions of the API that belong together; made once, they add their routes and answer from then on.
class ApiGroup
{
public:
    virtual ~ApiGroup();
    virtual void addTo(ApiRouter &router) = 0;
};

/// A whole registry as a server answers it: the files of the mirror, the API, the web pages. Who asks is found out here,
/// once for all functions; what is written is audited here.
class RegistryService final : public RequestHandler
{
public:
    /// Of a store that was prepared; it lives longer.
    explicit RegistryService(RegistryStore &store);
    /// Before it is asked: reads what is published.
    [[nodiscard]] Result<void> start();
    /// Begins what happens without being asked: delivering to webhooks, forgetting old events. For whoever serves.
    void startDuties() { m_deliverer.start(); }
    ~RegistryService() override;

    [[nodiscard]] BodyRule bodyRule(const RegistryRequest &head) override;
    [[nodiscard]] BodyRule largeBodyRule(const RegistryRequest &head, qint64 size,
                                         BodyRule rule) override;
    [[nodiscard]] std::optional<RegistryResponse>
    answerAtOnce(const RegistryRequest &request) override;
    [[nodiscard]] RegistryResponse answer(const RegistryRequest &request) override;

    /// `options` for the one server that asks this registry, before it is made: contents wait beside the tree, what
    /// it answers is counted as downloads, and /metrics tells what it counts. The server ends before this.
    [[nodiscard]] ServerOptions joined(ServerOptions options);

    /// What a server has answered, for counting downloads. Does not wait.
    void noteAccess(const AccessRecord &record) { m_downloads.note(record); }
    [[nodiscard]] DownloadCounter &downloads() { return m_downloads; }

    [[nodiscard]] const ApiRouter &router() const { return m_router; }
    [[nodiscard]] RegistryContext &context() { return m_context; }
    [[nodiscard]] WebhookDeliverer &deliverer() { return m_deliverer; }

private:
    [[nodiscard]] RegistryResponse answerRoute(const ApiRouter::Match &match,
                                               const RegistryRequest &request);
    /// `response`, when it is in the audit log, if it belongs there.
    [[nodiscard]] RegistryResponse noted(const ApiRouter::Match &match,
                                         const RegistryRequest &request,
                                         const Result<Identity> &identity,
                                         RegistryResponse response);
    /// 401, 403, 429…, or nothing when the asker may.
    [[nodiscard]] std::optional<RegistryResponse> refusal(const ApiRouter::Match &match,
                                                          const Result<Identity> &identity,
                                                          const RegistryRequest &request);

    Gatekeeper m_gatekeeper;
    RegistrySettings m_settings;
    AuditStore m_audit;
    DownloadCounter m_downloads;
    ReleaseMembers m_members;
    RegistryContext m_context;
    EventBroadcaster m_broadcaster;
    WebhookDeliverer m_deliverer;
    KnownNames m_names;
    MirrorFiles m_files;
    ApiRouter m_router;
    std::shared_ptr<ServerMetrics> m_metrics;
    std::vector<std::unique_ptr<ApiGroup>> m_groups;
};
