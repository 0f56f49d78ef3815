// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/networksettings.h"

#include "settings/proxyaddress.h"

namespace {

NetworkOptions optionsOf(const Settings &settings, bool offline)
{
    NetworkOptions options;
    switch (settings.proxyMode()) {
    case Settings::ProxyMode::System:
        options.proxy = NetworkOptions::Proxy::System;
        break;
    case Settings::ProxyMode::None:
        options.proxy = NetworkOptions::Proxy::None;
        break;
    case Settings::ProxyMode::Manual:
        options.proxy = NetworkOptions::Proxy::Manual;
        break;
    }
    options.manualProxy = settings.proxy();
    options.extraCaFile = settings.extraCaFile();
    options.offline = offline;
    return options;
}

} // namespace

NetworkSettings::NetworkSettings(const Settings &settings, Credentials &credentials,
                                 QtHttpClient &http, bool offline, QObject *parent)
    : QObject(parent),
      m_settings(settings),
      m_credentials(credentials),
      m_http(http),
      m_offline(offline)
{
    m_thread.setMaxThreadCount(1);
    connect(&settings, &Settings::networkChanged, this, &NetworkSettings::apply);
    apply();
}

NetworkSettings::~NetworkSettings()
{
    m_thread.waitForDone();
}

void NetworkSettings::apply()
{
    NetworkOptions options = optionsOf(m_settings, m_offline);
    std::unique_lock lock(m_mutex);
    const int question = ++m_newest;
    m_http.setOptions(options);
    lock.unlock();
    const QString key = options.proxy == NetworkOptions::Proxy::Manual
                            ? ProxyAddress::credentialKey(options.manualProxy)
                            : QString();
    if (key.isEmpty() || m_offline)
        return;
    m_thread.start([this, question, options, key]() mutable {
        const Result<QString> password = m_credentials.read(key);
        const std::lock_guard lock(m_mutex);
        if (!password || question != m_newest)
            return;
        options.proxyPassword = *password;
        m_http.setOptions(options);
    });
}

void NetworkSettings::wait()
{
    m_thread.waitForDone();
}
