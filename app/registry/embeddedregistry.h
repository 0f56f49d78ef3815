// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/http/registryserver.h"

#include <QUrl>

#include <memory>

class RegistryService;
class RegistryStore;

/// A registry that a program serves while it does something else: service and server together, made when it is
/// switched on. All functions block for moments: worker threads. Not thread-safe.
class EmbeddedRegistry
{
public:
    explicit EmbeddedRegistry(RegistryStore &store);
    ~EmbeddedRegistry(); ///< switches off
    EmbeddedRegistry(const EmbeddedRegistry &) = delete;
    EmbeddedRegistry &operator=(const EmbeddedRegistry &) = delete;

    /// Prepares the store and listens on `port`, or on any that is free when another program has that one. When it is
    /// on already it is switched off first.
    [[nodiscard]] Result<QUrl> switchOn(quint16 port, RegistryServer::Options options = {});
    void switchOff();
    [[nodiscard]] bool isOn() const { return m_server != nullptr; }
    /// Empty when it is off.
    [[nodiscard]] QUrl url() const;
    /// Of a self-signed certificate; empty without.
    [[nodiscard]] QString fingerprint() const;
    /// What it counts since it was switched on; null when it is off.
    [[nodiscard]] std::shared_ptr<ServerMetrics> metrics() const { return m_metrics; }

private:
    RegistryStore &m_store;
    std::shared_ptr<ServerMetrics> m_metrics;
    std::unique_ptr<RegistryService> m_service;
    std::unique_ptr<RegistryServer> m_server;
};
