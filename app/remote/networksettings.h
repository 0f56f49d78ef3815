// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "remote/httpclient.h"
#include "settings/credentials.h"
#include "settings/settings.h"

#include <QObject>
#include <QThreadPool>

#include <mutex>

/// Has a client reach the network as the settings say, now and when they change; the proxy's password comes from the
/// keychain. Main thread; the keychain is asked on a thread of its own, because a person may have to unlock it.
class NetworkSettings : public QObject
{
    Q_OBJECT

public:
    NetworkSettings(const Settings &settings, Credentials &credentials, QtHttpClient &http,
                    bool offline, QObject *parent = nullptr);
    ~NetworkSettings() override;

    /// Blocks until the client has what the settings say. Any thread but the main one.
    void wait();

private:
    void apply();

    const Settings &m_settings;
    Credentials &m_credentials;
    QtHttpClient &m_http;
    const bool m_offline;
    std::mutex m_mutex;
    int m_newest = 0; ///< an answer for older settings is dropped
    QThreadPool m_thread;
};
