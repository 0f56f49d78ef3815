// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registrywebhookscontroller.h"

#include "core/deliver.h"
#include "registry/registrystore.h"
#include "registry/store/accountstore.h"
#include "registry/store/eventstore.h"
#include "registry/store/registrysettings.h"
#include "registry/webhooks/webhookdeliverer.h"
#include "registry/webhooks/webhooksender.h"
#include "registrywork.h"
#include "texts.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QtConcurrent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int deliveryStep = 50;
constexpr qsizetype mostShown = 16 * 1024;
constexpr int lookMilliseconds = 2'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryWebhooksController", text);
}

QString textOf(EventStore::Kind kind)
{
    switch (kind) {
    case EventStore::Kind::Release:
        return tr("a release");
    case EventStore::Kind::Yank:
        return tr("a release is yanked");
    case EventStore::Kind::Unyank:
        return tr("a yank is taken back");
    case EventStore::Kind::Deprecation:
        return tr("a distribution is deprecated");
    case EventStore::Kind::User:
        return tr("an account is made or changed");
    case EventStore::Kind::Ownership:
        return tr("an extension changes hands");
    case EventStore::Kind::Report:
        return tr("a service reports");
    case EventStore::Kind::Review:
        return tr("a review");
    case EventStore::Kind::Mirror:
        break;
    }
    return tr("something is mirrored");
}

QString kindsText(const QStringList &kinds)
{
    QStringList texts;
    for (const QString &name : kinds) {
        const auto kind = eventKindNamed(name);
        texts += kind ? textOf(*kind) : name;
    }
    return texts.join(u", "_s);
}

/// As a person reads it, if it is JSON.
QString readable(const QByteArray &payload)
{
    const QJsonDocument document = QJsonDocument::fromJson(payload);
    return QString::fromUtf8(document.isNull() ? payload : document.toJson())
        .trimmed()
        .left(mostShown);
}

RegistryWebhookRow rowOf(const Webhook &webhook, const QString &owner)
{
    QStringList parts{tr("of %1").arg(owner),
                      webhook.kinds.isEmpty() ? tr("all events") : kindsText(webhook.kinds)};
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
    : RegistryEditor(services, parent), m_confirmation(confirmation), m_shown(deliveryStep)
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

void RegistryWebhooksController::setCurrentId(int id)
{
    if (id == m_currentId)
        return;
    m_currentId = id;
    m_shown = deliveryStep;
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
        m_log.clear();
        m_deliveries.setRows({});
        return;
    }
    deliver(
        QtConcurrent::run(&services().workers,
                          [id = m_currentId, wanted = m_shown, &store = services().registry] {
                              return WebhookStore(store.database()).deliveries(id, 0, wanted + 1);
                          }),
        this, [this, asked = m_currentId](const Result<QList<Delivery>> &deliveries) {
            if (asked != m_currentId)
                return;
            if (!deliveries) {
                Q_EMIT failed(deliveries.error().message);
                return;
            }
            m_log = deliveries->first(std::min<qsizetype>(deliveries->size(), m_shown));
            m_hasMore = deliveries->size() > m_log.size();
            Q_EMIT deliveriesChanged();
            QList<RegistryDeliveryRow> rows;
            bool isUnderWay = false;
            for (const Delivery &delivery : std::as_const(m_log)) {
                rows += rowOf(delivery, services().install.clock.now());
                isUnderWay =
                    isUnderWay
                    || (delivery.state == Delivery::State::Waiting && delivery.attempts == 0);
            }
            m_deliveries.setRows(rows);
            if (isUnderWay)
                m_look.start();
        });
}

QVariantList RegistryWebhooksController::kinds() const
{
    QVariantList kinds;
    for (int number = 0; number <= static_cast<int>(EventStore::Kind::Mirror); ++number) {
        const auto kind = static_cast<EventStore::Kind>(number);
        kinds += QVariantMap{{u"value"_s, nameOf(kind)}, {u"text"_s, textOf(kind)}};
    }
    return kinds;
}

void RegistryWebhooksController::showMoreDeliveries()
{
    m_shown += 4 * deliveryStep;
    loadDeliveries();
}

void RegistryWebhooksController::showDetails(int deliveryId)
{
    const auto found = std::find_if(m_log.begin(), m_log.end(),
                                    [&](const Delivery &one) { return one.id == deliveryId; });
    if (found == m_log.end())
        return;
    const QDateTime now = services().install.clock.now();
    const RegistryDeliveryRow row = rowOf(*found, now);
    QVariantList facts;
    const auto fact = [&](const QString &label, const QString &value) {
        if (!value.isEmpty())
            facts += QVariantMap{{u"label"_s, label}, {u"value"_s, value}};
    };
    fact(tr("State"), row.statusText);
    fact(tr("Made"), row.when);
    if (found->attempts != found->log.size())
        fact(tr("Attempts"), QString::number(found->attempts));
    if (found->state == Delivery::State::Waiting && found->due.isValid() && found->due > now)
        fact(tr("Next attempt"), tr("in %1").arg(Texts::seconds(double(now.secsTo(found->due)))));
    for (const Delivery::Attempt &attempt : found->log) {
        QStringList parts{Texts::ago(attempt.time, now)};
        if (attempt.httpStatus > 0)
            parts += tr("status %1 after %2 ms").arg(attempt.httpStatus).arg(attempt.milliseconds);
        if (!attempt.problem.isEmpty())
            parts += attempt.problem;
        fact(tr("Attempt %1").arg(attempt.number), parts.join(u" · "_s));
    }
    m_details = {{u"title"_s, tr("Delivery %1: %2").arg(found->id).arg(found->kind)},
                 {u"facts"_s, facts},
                 {u"sent"_s, readable(found->payload)},
                 {u"answer"_s, found->answer}};
    Q_EMIT detailsChanged();
}

void RegistryWebhooksController::hideDetails()
{
    m_details.clear();
    Q_EMIT detailsChanged();
}

void RegistryWebhooksController::add(const QString &nickname, const QString &url,
                                     const QStringList &kinds)
{
    run(
        [nickname, text = url.trimmed(), kinds](RegistryStore &store) -> Result<Secret> {
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
            webhook.kinds = kinds;
            webhook.sealedSecret = secret->sealed;
            webhook.created = store.clock().now();
            const Result<qint64> id = WebhookStore(database).add(webhook);
            if (!id)
                return id.error();
            if (Result<void> noted = RegistryWork::audit(store, u"webhook add"_s, text); !noted)
                return noted.error();
            return Secret{tr("The webhook's secret"),
                          tr("It is shown this once. The receiver checks with it that a delivery "
                             "comes from here."),
                          secret->text};
        },
        Told::InDialog);
}

void RegistryWebhooksController::setPaused(int id, bool paused)
{
    run(
        [id, paused](RegistryStore &store) -> Result<Secret> {
            const auto edit = [&](Webhook &current) -> Result<void> {
                current.isPaused = paused;
                current.pauseReason = tr("Paused in the window.");
                if (!paused)
                    current.failures = 0;
                return {};
            };
            const Result<Webhook> webhook =
                WebhookStore(store.database()).change(id, edit, store.clock().now());
            if (!webhook)
                return webhook.error();
            if (Result<void> noted = RegistryWork::audit(
                    store, paused ? u"webhook pause"_s : u"webhook resume"_s, webhook->url);
                !noted)
                return noted.error();
            return Secret();
        },
        Told::OnPage);
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
                [id, url](RegistryStore &store) -> Result<Secret> {
                    if (Result<void> done = WebhookStore(store.database()).remove(id); !done)
                        return done.error();
                    if (Result<void> noted = RegistryWork::audit(store, u"webhook remove"_s, url);
                        !noted)
                        return noted.error();
                    return Secret();
                },
                Told::OnPage);
        });
}

void RegistryWebhooksController::sendTest(int id)
{
    setCurrentId(id);
    run(
        [id](RegistryStore &store) -> Result<Secret> {
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
            return Secret();
        },
        Told::OnPage);
}

void RegistryWebhooksController::repeat(int deliveryId)
{
    run(
        [id = m_currentId, deliveryId](RegistryStore &store) -> Result<Secret> {
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
            return Secret();
        },
        Told::OnPage);
}
