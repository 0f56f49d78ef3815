// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/webhooks/webhookdeliverer.h"

#include "registry/store/auditstore.h"
#include "registry/store/counterstore.h"
#include "registry/store/eventstore.h"
#include "signing/base64url.h"
#include "signing/randombytes.h"

#include <QLoggingCategory>
#include <QThread>

#include <chrono>

#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.registry.webhookdeliverer")

/// How often is looked for what others made due.
constexpr auto interval = 1s;
constexpr auto forgetInterval = 1h;
/// Of different accounts: a receiver that answers late holds up nobody else's.
constexpr int deliveriesAtOnce = 4;
constexpr int deliveryDays = 30;

/// As it can be stored and shown: text without NUL.
QString readable(const QByteArray &answer)
{
    QString text = QString::fromUtf8(answer);
    text.removeIf([](QChar c) { return !c.isPrint() && c != u'\n' && c != u'\t'; });
    return text;
}

} // namespace

WebhookDeliverer::WebhookDeliverer(RegistryDatabase &database, const Clock &clock, QString folder)
    : m_database(database),
      m_clock(clock),
      m_folder(std::move(folder)),
      m_store(database),
      m_settings(database)
{
}

WebhookDeliverer::~WebhookDeliverer()
{
    stop();
}

void WebhookDeliverer::start()
{
    if (!m_threads.empty())
        return;
    m_isEnding = false;
    // Threads of Qt's: sockets need their event dispatchers.
    for (int count = 0; count < deliveriesAtOnce; ++count)
        m_threads.emplace_back(QThread::create([this] { run(); }));
    m_threads.emplace_back(QThread::create([this] { keepHouse(); }));
    for (const std::unique_ptr<QThread> &thread : m_threads) {
        thread->setObjectName(u"webhooks"_s);
        thread->start();
    }
}

void WebhookDeliverer::stop()
{
    if (m_threads.empty())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_all();
    for (const std::unique_ptr<QThread> &thread : m_threads)
        thread->wait();
    m_threads.clear();
}

void WebhookDeliverer::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        ++m_wakes;
    }
    m_changed.notify_all();
}

void WebhookDeliverer::run()
{
    quint64 seen = 0;
    while (!m_isEnding) {
        {
            const std::lock_guard lock(m_mutex);
            seen = m_wakes;
        }
        if (const Result<int> delivered = deliverDue(); !delivered)
            qCWarning(lc) << "deliveries failed:" << delivered.error().message
                          << delivered.error().detail;
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, interval, [&] { return m_isEnding || m_wakes != seen; });
    }
}

/// Apart from the deliveries, which take as long as receivers like.
void WebhookDeliverer::keepHouse()
{
    while (!m_isEnding) {
        if (const Result<void> forgotten = forgetOld(); !forgotten)
            qCWarning(lc) << "old events were not removed:" << forgotten.error().message
                          << forgotten.error().detail;
        std::unique_lock lock(m_mutex);
        m_changed.wait_for(lock, forgetInterval, [this] { return m_isEnding.load(); });
    }
}

Result<int> WebhookDeliverer::deliverDue()
{
    int attempts = 0;
    while (!m_isEnding) {
        Result<std::optional<WebhookStore::Claim>> claim = m_store.claim(m_clock.now());
        if (!claim)
            return claim.error();
        if (!*claim)
            break;
        // Asked each time: a choice holds at once.
        const Result<bool> allowsPrivate = m_settings.isOn(u"webhooks-to-private-addresses"_s);
        if (!allowsPrivate)
            return allowsPrivate.error();
        attempt(**claim, *allowsPrivate);
        if (const Result<void> noted = m_store.finish(**claim, m_clock.now()); !noted)
            return noted.error();
        ++attempts;
    }
    return attempts;
}

void WebhookDeliverer::attempt(WebhookStore::Claim &claim, bool allowsPrivate)
{
    Delivery &delivery = claim.delivery;
    const Result<SealingKey> key = sealingKey();
    const Result<QString> secret = key ? key->open(QString::fromLatin1(claim.webhook.sealedSecret))
                                       : Result<QString>(key.error());
    if (!secret) {
        delivery.httpStatus = 0;
        delivery.problem = secret.error().message;
        return;
    }
    const QByteArray timestamp = QByteArray::number(m_clock.now().toSecsSinceEpoch());
    WebhookSender::Request request;
    request.url = QUrl(claim.webhook.url, QUrl::StrictMode);
    request.body = delivery.payload;
    request.allowsPrivate = allowsPrivate;
    request.headers = {{"Content-Type", "application/json"},
                       {"User-Agent", "Howdah-Registry"},
                       {"X-Howdah-Event", delivery.kind.toLatin1()},
                       {"X-Howdah-Delivery", QByteArray::number(delivery.id)},
                       {"X-Howdah-Timestamp", timestamp},
                       {"X-Howdah-Signature-256",
                        "sha256=" + signatureOf(secret->toLatin1(), timestamp, delivery.payload)}};
    const WebhookSender::Outcome outcome = m_sender.send(request);
    delivery.httpStatus = outcome.status;
    delivery.milliseconds = outcome.milliseconds;
    delivery.problem = outcome.problem;
    delivery.answer = readable(outcome.answer);
}

Result<void> WebhookDeliverer::forgetOld()
{
    const QDateTime now = m_clock.now();
    const Result<qint64> eventDays = m_settings.number(u"event-days"_s);
    if (!eventDays)
        return eventDays.error();
    const Result<qint64> auditDays = m_settings.number(u"audit-days"_s);
    if (!auditDays)
        return auditDays.error();
    if (Result<void> done = EventStore(m_database).forgetBefore(now.addDays(-*eventDays)); !done)
        return done;
    if (Result<void> done = AuditStore(m_database).forgetBefore(now.addDays(-*auditDays)); !done)
        return done;
    if (Result<void> done = CounterStore(m_database).forgetHeartbeats(now); !done)
        return done;
    if (Result<void> done = m_store.forgetBefore(now.addDays(-deliveryDays)); !done)
        return done;
    return m_alsoForget ? m_alsoForget() : Result<void>();
}

Result<SealingKey> WebhookDeliverer::sealingKey()
{
    const std::lock_guard lock(m_keyMutex);
    if (!m_key) {
        Result<SealingKey> key = SealingKey::loadOrMake(m_folder + u"/webhooks.key"_s);
        if (!key)
            return key.error();
        m_key = std::move(*key);
    }
    return *m_key;
}

Result<WebhookDeliverer::Secret> WebhookDeliverer::newSecret()
{
    const Result<SealingKey> key = sealingKey();
    if (!key)
        return key.error();
    const QString text = u"whsec_"_s + Base64Url::text(randomBytes(32));
    return Secret{text, key->seal(text).toLatin1()};
}

QByteArray WebhookDeliverer::signatureOf(const QByteArray &secret, const QByteArray &timestamp,
                                         const QByteArray &body)
{
    return QMessageAuthenticationCode::hash(timestamp + '.' + body, secret,
                                            QCryptographicHash::Sha256)
        .toHex();
}
