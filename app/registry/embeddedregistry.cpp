// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/embeddedregistry.h"

#include "registry/http/servermetrics.h"
#include "registry/publishing/documentwriter.h"
#include "registry/registryservice.h"
#include "registry/registrystore.h"

#include <QLoggingCategory>

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.registry.embeddedregistry")

} // namespace

EmbeddedRegistry::EmbeddedRegistry(RegistryStore &store) : m_store(store)
{
}

EmbeddedRegistry::~EmbeddedRegistry()
{
    switchOff();
}

Result<QUrl> EmbeddedRegistry::switchOn(quint16 port, RegistryServer::Options options)
{
    switchOff();
    if (Result<void> prepared = m_store.prepare(); !prepared)
        return prepared.error();
    auto service = std::make_unique<RegistryService>(m_store);
    if (Result<void> started = service->start(); !started)
        return started.error();
    options.metrics = std::make_shared<ServerMetrics>();
    options = service->joined(std::move(options));
    auto server = std::make_unique<RegistryServer>(*service, options);
    Result<quint16> listening = server->start(port);
    if (!listening && listening.error().kind == Error::Kind::Conflict)
        listening = server->start(0);
    if (!listening)
        return listening.error();
    service->startDuties();
    m_metrics = options.metrics;
    m_service = std::move(service);
    m_server = std::move(server);
    return m_server->url();
}

void EmbeddedRegistry::switchOff()
{
    if (!m_server)
        return;
    m_server.reset();
    m_service.reset();
    m_metrics.reset();
    // Otherwise it is made again after the next start of the computer, which is slow, but not wrong.
    if (const Result<void> settled = m_store.documents().settle(); !settled)
        qCWarning(lc).noquote() << settled.error().message << settled.error().detail;
}

QUrl EmbeddedRegistry::url() const
{
    return m_server ? m_server->url() : QUrl();
}

QString EmbeddedRegistry::fingerprint() const
{
    return m_server ? m_server->fingerprint() : QString();
}
