// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"
#include "registry/store/registrysettings.h"
#include "registry/store/webhookstore.h"
#include "registry/webhooks/webhooksender.h"
#include "signing/sealingkey.h"

#include <QString>

#include <atomic>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

class QThread;

/// Delivers events to webhooks, on a few threads of each process, one at a time to those of one account: they share the
/// work by leases on the deliveries. Each request carries X-Howdah-Event, X-Howdah-Delivery (the same when it is
/// repeated), X-Howdah-Timestamp (seconds since 1970) and X-Howdah-Signature-256: "sha256=" and the HMAC-SHA256, in hex,
/// of the timestamp, a full stop and the body, keyed with the webhook's secret as it was shown. A receiver refuses old
/// timestamps. Also forgets, once an hour and on a thread of its own, what was kept long enough: events, the audit log,
/// heartbeats, deliveries, and what else it is told to.
class WebhookDeliverer
{
public:
    /// `folder`: for the key that secrets are sealed with.
    WebhookDeliverer(RegistryDatabase &database, const Clock &clock, QString folder);
    /// Waits for the requests that are under way.
    ~WebhookDeliverer();
    WebhookDeliverer(const WebhookDeliverer &) = delete;
    WebhookDeliverer &operator=(const WebhookDeliverer &) = delete;

    /// Begins to deliver by itself.
    void start();
    void stop();
    /// Something may be due.
    void wake();
    /// How requests are sent; before it starts.
    void setSender(WebhookSender::Options options) { m_sender = WebhookSender(std::move(options)); }

    /// Delivers all that is due now; gives how many attempts were made. What `start()` does again and again.
    [[nodiscard]] Result<int> deliverDue();
    /// Something else to be done whenever old things are forgotten; before it starts.
    void alsoForget(std::function<Result<void>()> forget) { m_alsoForget = std::move(forget); }
    /// Removes what was kept long enough.
    [[nodiscard]] Result<void> forgetOld();

    /// A new secret, and how it is kept.
    struct Secret {
        QString text;
        QByteArray sealed;
    };
    [[nodiscard]] Result<Secret> newSecret();
    [[nodiscard]] static QByteArray
    signatureOf(const QByteArray &secret, const QByteArray &timestamp, const QByteArray &body);

private:
    [[nodiscard]] Result<SealingKey> sealingKey();
    void attempt(WebhookStore::Claim &claim, bool allowsPrivate);
    void run();
    void keepHouse();

    RegistryDatabase &m_database;
    const Clock &m_clock;
    QString m_folder;
    WebhookStore m_store;
    RegistrySettings m_settings;
    WebhookSender m_sender;
    std::function<Result<void>()> m_alsoForget;
    std::mutex m_keyMutex;
    std::optional<SealingKey> m_key;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::atomic<bool> m_isEnding = false;
    quint64 m_wakes = 0;
    std::vector<std::unique_ptr<QThread>> m_threads;
};
