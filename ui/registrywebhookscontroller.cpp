// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registrywebhookscontroller.h"

#include "core/deliver.h"
#include "registry/registrystore.h"
#include "registry/store/accountstore.h"
#include "registry/store/registrysettings.h"
#include "registry/webhooks/webhookdeliverer.h"
#include "registry/webhooks/webhooksender.h"
#include "registrywork.h"
#include "texts.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtConcurrent>

using namespace Qt::StringLiterals;

namespace {

constexpr int shownDeliveries = 50;
constexpr int lookMilliseconds = 2'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryWebhooksController", text);
}

RegistryWebhookRow rowOf(const Webhook &webhook, const QString &owner)
{
    QStringList parts{tr("of %1").arg(owner),
                      webhook.kinds.isEmpty() ? tr("all events") : webhook.kinds.join(u", "_s)};
    if (!webhook.distribution.isEmpty())
        parts += webhook.distribution;
    if (webhook.isPaused && !webhook.pauseReason.isEmpty())
        parts += webhook.pauseReason;
    if (webhook.isPaused)
        return {webhook.id, webhook.url, parts.join(u" · "_s), tr("Paused"), u"warn"_s, true};
    if (webhook.failures > 0)
        return {webhook.id, webhook.url, parts.join(u" · "_s), tr("Does not answer"),
                u"bad"_s,   false};
    return {webhook.id, webhook.url, parts.join(u" · "_s), tr("Active"), u"ok"_s, false};
}

RegistryDeliveryRow rowOf(const Delivery &delivery, const QDateTime &now)
{
    QStringList parts;
    if (delivery.httpStatus > 0)
        parts += tr("answered %1 in %2 ms").arg(delivery.httpStatus).arg(delivery.milliseconds);
    if (!delivery.problem.isEmpty())
        parts += delivery.problem;
    if (delivery.attempts > 1)
        parts += tr("%1 attempts").arg(delivery.attempts);
    const QString detail = parts.join(u" · "_s);
    const QString when = Texts::ago(delivery.created, now);
    switch (delivery.state) {
    case Delivery::State::Done:
        return {delivery.id, delivery.kind, when, detail, tr("Delivered"), u"ok"_s, true};
    case Delivery::State::Failed:
        return {delivery.id, delivery.kind, when, detail, tr("Given up"), u"bad"_s, true};
    case Delivery::State::Waiting:
        break;
    }
    return {delivery.id,
            delivery.kind,
            when,
            detail,
            delivery.attempts == 0 ? tr("On its way") : tr("Tried again later"),
            u"accent"_s,
            false};
}

Error paused()
{
    return {Error::Kind::Conflict, tr("The webhook is paused. Resume it first."), {}};
}

} // namespace

RegistryWebhooksController::RegistryWebhooksController(UiServices &services,
                                                       ConfirmationController &confirmation,
                                                       QObject *parent)
    : QObject(parent), m_services(services), m_confirmation(confirmation)
{
    m_look.setInterval(lookMilliseconds);
    m_look.setSingleShot(true);
    connect(&m_look, &QTimer::timeout, this, &RegistryWebhooksController::written);
}

QString RegistryWebhooksController::currentUrl() const
{
    for (const RegistryWebhookRow &row : m_rows.rows()) {
        if (row.id == m_currentId)
            return row.url;
    }
    return {};
}

QString RegistryWebhooksController::secretText() const
{
    return tr(
        "It is shown this once. The receiver checks with it that a delivery comes from here.");
}

void RegistryWebhooksController::setCurrentId(int id)
{
    if (id == m_currentId)
        return;
    m_currentId = id;
    m_deliveries.setRows({});
    Q_EMIT changed();
    loadDeliveries();
}

void RegistryWebhooksController::show(const QList<Webhook> &webhooks,
                                      const QList<Account> &accounts)
{
    QList<RegistryWebhookRow> rows;
    bool isCurrentThere = false;
    for (const Webhook &webhook : webhooks) {
        const auto owner =
            std::find_if(accounts.begin(), accounts.end(),
                         [&](const Account &account) { return account.id == webhook.userId; });
        rows += rowOf(webhook, owner == accounts.end() ? QString() : owner->nickname);
        isCurrentThere = isCurrentThere || webhook.id == m_currentId;
    }
    m_rows.setRows(rows);
    if (!isCurrentThere)
        m_currentId = rows.isEmpty() ? 0 : rows.constFirst().id;
    Q_EMIT changed();
    loadDeliveries();
}

void RegistryWebhooksController::loadDeliveries()
{
    if (m_currentId == 0) {
        m_deliveries.setRows({});
        return;
    }
    deliver(QtConcurrent::run(
                &m_services.workers,
                [id = m_currentId, &store = m_services.registry] {
                    return WebhookStore(store.database()).deliveries(id, 0, shownDeliveries);
                }),
            this, [this, asked = m_currentId](const Result<QList<Delivery>> &deliveries) {
                if (asked != m_currentId)
                    return;
                if (!deliveries) {
                    Q_EMIT failed(deliveries.error().message);
                    return;
                }
                QList<RegistryDeliveryRow> rows;
                bool isUnderWay = false;
                for (const Delivery &delivery : *deliveries) {
                    rows += rowOf(delivery, m_services.install.clock.now());
                    isUnderWay =
                        isUnderWay
                        || (delivery.state == Delivery::State::Waiting && delivery.attempts == 0);
                }
                m_deliveries.setRows(rows);
                if (isUnderWay)
                    m_look.start();
            });
}

void RegistryWebhooksController::setProblem(const QString &problem)
{
    if (m_problem == problem)
        return;
    m_problem = problem;
    Q_EMIT problemChanged();
}

void RegistryWebhooksController::forgetSecret()
{
    m_secret.clear();
    Q_EMIT secretChanged();
}

void RegistryWebhooksController::run(const Work &work, bool inDialog)
{
    setProblem({});
    ++m_running;
    Q_EMIT busyChanged();
    deliver(QtConcurrent::run(&m_services.workers,
                              [work, &store = m_services.registry] { return work(store); }),
            this, [this, inDialog](const Result<QString> &done) {
                --m_running;
                Q_EMIT busyChanged();
                if (!done) {
                    if (inDialog)
                        setProblem(done.error().message);
                    else
                        Q_EMIT failed(done.error().message);
                    return;
                }
                if (inDialog)
                    Q_EMIT made();
                if (!done->isEmpty()) {
                    m_secret = *done;
                    Q_EMIT secretChanged();
                }
                Q_EMIT written();
            });
}

void RegistryWebhooksController::add(const QString &nickname, const QString &url)
{
    run(
        [nickname, text = url.trimmed()](RegistryStore &store) -> Result<QString> {
            RegistryDatabase &database = store.database();
            const Result<bool> allowsPrivate =
                RegistrySettings(database).isOn(u"webhooks-to-private-addresses"_s);
            if (!allowsPrivate)
                return allowsPrivate.error();
            if (const QString problem =
                    WebhookSender::problemOf(QUrl(text, QUrl::StrictMode), *allowsPrivate);
                !problem.isEmpty())
                return Error{Error::Kind::Invalid, problem, {}};
            const Result<Account> owner = AccountStore(database).byNickname(nickname);
            if (!owner)
                return owner.error();
            WebhookDeliverer keys(database, store.clock(), store.folder() + u"/keys"_s);
            const Result<WebhookDeliverer::Secret> secret = keys.newSecret();
            if (!secret)
                return secret.error();
            Webhook webhook;
            webhook.userId = owner->id;
            webhook.url = text;
            webhook.sealedSecret = secret->sealed;
            webhook.created = store.clock().now();
            const Result<qint64> id = WebhookStore(database).add(webhook);
            if (!id)
                return id.error();
            if (Result<void> noted = RegistryWork::audit(store, u"webhook add"_s, text); !noted)
                return noted.error();
            return secret->text;
        },
        true);
}

void RegistryWebhooksController::setPaused(int id, bool paused)
{
    run(
        [id, paused](RegistryStore &store) -> Result<QString> {
            WebhookStore webhooks(store.database());
            Result<Webhook> webhook = webhooks.byId(id);
            if (!webhook)
                return webhook.error();
            webhook->isPaused = paused;
            webhook->pauseReason = paused ? tr("Paused in the window.") : QString();
            if (!paused)
                webhook->failures = 0;
            if (Result<void> done = webhooks.change(*webhook, store.clock().now()); !done)
                return done.error();
            if (Result<void> noted = RegistryWork::audit(
                    store, paused ? u"webhook pause"_s : u"webhook resume"_s, webhook->url);
                !noted)
                return noted.error();
            return QString();
        },
        false);
}

void RegistryWebhooksController::remove(int id)
{
    QString url;
    for (const RegistryWebhookRow &row : m_rows.rows()) {
        if (row.id == id)
            url = row.url;
    }
    m_confirmation.ask(
        {tr("Remove this webhook?"),
         tr("%1 is told nothing any more, and the log of its deliveries goes.").arg(url),
         {},
         {},
         tr("Remove"),
         true},
        [this, id, url] {
            run(
                [id, url](RegistryStore &store) -> Result<QString> {
                    if (Result<void> done = WebhookStore(store.database()).remove(id); !done)
                        return done.error();
                    if (Result<void> noted = RegistryWork::audit(store, u"webhook remove"_s, url);
                        !noted)
                        return noted.error();
                    return QString();
                },
                false);
        });
}

void RegistryWebhooksController::sendTest(int id)
{
    setCurrentId(id);
    run(
        [id](RegistryStore &store) -> Result<QString> {
            WebhookStore webhooks(store.database());
            const Result<Webhook> webhook = webhooks.byId(id);
            if (!webhook)
                return webhook.error();
            if (webhook->isPaused)
                return paused();
            Delivery delivery;
            delivery.webhookId = id;
            delivery.kind = u"ping"_s;
            delivery.created = store.clock().now();
            delivery.payload =
                QJsonDocument(QJsonObject{{u"kind"_s, u"ping"_s},
                                          {u"time"_s, SqlTime::text(delivery.created)},
                                          {u"actor"_s, u""_s},
                                          {u"data"_s, QJsonObject{{u"webhook"_s, id}}}})
                    .toJson(QJsonDocument::Compact);
            const Result<Delivery> queued = webhooks.queue(delivery);
            if (!queued)
                return queued.error();
            return QString();
        },
        false);
}

void RegistryWebhooksController::repeat(int deliveryId)
{
    run(
        [id = m_currentId, deliveryId](RegistryStore &store) -> Result<QString> {
            WebhookStore webhooks(store.database());
            const Result<Webhook> webhook = webhooks.byId(id);
            if (!webhook)
                return webhook.error();
            if (webhook->isPaused)
                return paused();
            const Result<Delivery> earlier = webhooks.delivery(id, deliveryId);
            if (!earlier)
                return earlier.error();
            Delivery delivery;
            delivery.webhookId = id;
            delivery.eventId = earlier->eventId;
            delivery.kind = earlier->kind;
            delivery.payload = earlier->payload;
            delivery.created = store.clock().now();
            const Result<Delivery> queued = webhooks.queue(delivery);
            if (!queued)
                return queued.error();
            return QString();
        },
        false);
}
