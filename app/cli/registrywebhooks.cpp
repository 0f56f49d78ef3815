// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/registrywebhooks.h"

#include "cli/exitcode.h"
#include "cli/registryoperations.h"
#include "registry/api/webhookjson.h"
#include "registry/store/accountstore.h"
#include "registry/store/eventstore.h"
#include "registry/webhooks/webhookdeliverer.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QThread>

#include <limits>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// As long as an attempt may take, and a serving process to come to it.
constexpr auto patience = 20s;
constexpr auto pollInterval = 200ms;
constexpr int usualDeliveries = 20;

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryWebhooks", text);
}

struct Work {
    CliContext &context;
    RegistryStore &store;
    const Arguments &arguments;
    WebhookStore webhooks;

    [[nodiscard]] QString word(int at) const { return arguments.positional().value(at); }
    [[nodiscard]] QDateTime now() const { return store.clock().now(); }
    [[nodiscard]] QString keyFolder() const { return store.folder() + u"/keys"_s; }
    [[nodiscard]] Result<qint64> idIn(int at, const QString &what) const
    {
        bool isNumber = false;
        const qint64 id = word(at).toLongLong(&isNumber);
        if (isNumber && id > 0)
            return id;
        return Error{
            Error::Kind::Invalid,
            word(at).isEmpty()
                ? tr("Which %1? `howdahctl registry webhook list` has the numbers.").arg(what)
                : tr("“%1” is no number of a %2.").arg(word(at), what),
            {}};
    }
    [[nodiscard]] Result<Webhook> webhook()
    {
        const Result<qint64> id = idIn(2, tr("webhook"));
        return id ? webhooks.byId(*id) : Result<Webhook>(id.error());
    }
    [[nodiscard]] Result<void> note(const QString &subject) const
    {
        return RegistryOperations::audit(store, u"registry webhook "_s + word(1), subject);
    }
};

Result<QStringList> kindsIn(const Arguments &arguments)
{
    QStringList kinds;
    const QStringList words = arguments.value(u"events"_s).split(u',', Qt::SkipEmptyParts);
    for (const QString &word : words) {
        const QString kind = word.trimmed();
        if (!eventKindNamed(kind))
            return Error{Error::Kind::Invalid,
                         tr("There are no events of kind “%1”. There are release, yank, unyank, "
                            "deprecation, user, ownership, report, review and mirror.")
                             .arg(kind),
                         {}};
        if (!kinds.contains(kind))
            kinds.append(kind);
    }
    return kinds;
}

/// With its secret, which is shown only now.
Result<int> showSecret(const Work &work, const Webhook &webhook, const QString &secret)
{
    QJsonObject json = WebhookJson::of(webhook);
    json.insert(u"secret"_s, secret);
    work.context.output.json(json);
    work.context.output.line(
        tr("Webhook %1 to %2. Its secret, shown only now:").arg(webhook.id).arg(webhook.url));
    work.context.output.line(secret);
    return ExitCode::ok;
}

Result<int> add(Work &work)
{
    if (work.word(2).isEmpty() || work.word(3).isEmpty())
        return Error{Error::Kind::Invalid,
                     tr("Whose, and where? howdahctl registry webhook add NICK URL"),
                     {}};
    const Result<Account> owner = AccountStore(work.store.database()).byNickname(work.word(2));
    if (!owner)
        return owner.error();
    const Result<QStringList> kinds = kindsIn(work.arguments);
    if (!kinds)
        return kinds.error();
    const Result<bool> allowsPrivate =
        RegistrySettings(work.store.database()).isOn(u"webhooks-to-private-addresses"_s);
    if (!allowsPrivate)
        return allowsPrivate.error();
    const QString problem =
        WebhookSender::problemOf(QUrl(work.word(3), QUrl::StrictMode), *allowsPrivate);
    if (!problem.isEmpty())
        return Error{Error::Kind::Invalid, problem, {}};
    WebhookDeliverer deliverer(work.store.database(), work.store.clock(), work.keyFolder());
    const Result<WebhookDeliverer::Secret> secret = deliverer.newSecret();
    if (!secret)
        return secret.error();
    Webhook webhook;
    webhook.userId = owner->id;
    webhook.url = work.word(3);
    webhook.sealedSecret = secret->sealed;
    webhook.kinds = *kinds;
    webhook.distribution = work.arguments.value(u"distribution"_s).toLower();
    webhook.created = work.now();
    const Result<qint64> id = work.webhooks.add(webhook);
    if (!id)
        return id.error();
    webhook.id = *id;
    if (Result<void> noted =
            work.note(u"%1 %2 %3"_s.arg(webhook.id).arg(owner->nickname, webhook.url));
        !noted)
        return noted.error();
    return showSecret(work, webhook, secret->text);
}

Result<int> list(Work &work)
{
    qint64 userId = 0;
    AccountStore accounts(work.store.database());
    if (!work.word(2).isEmpty()) {
        const Result<Account> owner = accounts.byNickname(work.word(2));
        if (!owner)
            return owner.error();
        userId = owner->id;
    }
    const auto webhooks = work.webhooks.page(userId, 0, std::numeric_limits<int>::max());
    if (!webhooks)
        return webhooks.error();
    QJsonArray json;
    QList<QStringList> rows;
    for (const Webhook &webhook : *webhooks) {
        const Result<Account> owner = accounts.byId(webhook.userId);
        if (!owner)
            return owner.error();
        QJsonObject item = WebhookJson::of(webhook);
        item.insert(u"user"_s, owner->nickname);
        json.append(item);
        rows += {QString::number(webhook.id),
                 owner->nickname,
                 webhook.url,
                 webhook.kinds.isEmpty() ? tr("all") : webhook.kinds.join(u", "_s),
                 webhook.distribution.isEmpty() ? tr("all") : webhook.distribution,
                 webhook.isPaused ? tr("paused: %1").arg(webhook.pauseReason) : tr("active")};
    }
    work.context.output.json(json);
    work.context.output.table(
        {tr("Webhook"), tr("Whose"), tr("Address"), tr("Events"), tr("Distribution"), tr("State")},
        rows);
    return ExitCode::ok;
}

Result<int> remove(Work &work)
{
    const Result<Webhook> webhook = work.webhook();
    if (!webhook)
        return webhook.error();
    if (Result<void> removed = work.webhooks.remove(webhook->id); !removed)
        return removed.error();
    if (Result<void> noted = work.note(u"%1 %2"_s.arg(webhook->id).arg(webhook->url)); !noted)
        return noted.error();
    work.context.output.json(QJsonObject{{u"removed"_s, webhook->id}});
    work.context.output.line(tr("%1 is told nothing more.").arg(webhook->url));
    return ExitCode::ok;
}

Result<int> setPaused(Work &work, bool isPaused)
{
    const Result<Webhook> found = work.webhook();
    if (!found)
        return found.error();
    const auto edit = [&](Webhook &current) -> Result<void> {
        current.isPaused = isPaused;
        current.pauseReason = tr("Paused by the operator.");
        current.failures = isPaused ? current.failures : 0;
        return {};
    };
    const Result<Webhook> webhook = work.webhooks.change(found->id, edit, work.now());
    if (!webhook)
        return webhook.error();
    if (Result<void> noted = work.note(QString::number(webhook->id)); !noted)
        return noted.error();
    work.context.output.json(WebhookJson::of(*webhook));
    work.context.output.line(isPaused ? tr("Webhook %1 is paused.").arg(webhook->id)
                                      : tr("Webhook %1 is active.").arg(webhook->id));
    return ExitCode::ok;
}

Result<int> pause(Work &work)
{
    return setPaused(work, true);
}

Result<int> resume(Work &work)
{
    return setPaused(work, false);
}

Result<int> renewSecret(Work &work)
{
    const Result<Webhook> found = work.webhook();
    if (!found)
        return found.error();
    WebhookDeliverer deliverer(work.store.database(), work.store.clock(), work.keyFolder());
    const Result<WebhookDeliverer::Secret> secret = deliverer.newSecret();
    if (!secret)
        return secret.error();
    const auto edit = [&](Webhook &current) -> Result<void> {
        current.sealedSecret = secret->sealed;
        return {};
    };
    const Result<Webhook> webhook = work.webhooks.change(found->id, edit, work.now());
    if (!webhook)
        return webhook.error();
    if (Result<void> noted = work.note(QString::number(webhook->id)); !noted)
        return noted.error();
    return showSecret(work, *webhook, secret->text);
}

QString howItWent(int status, const QString &problem)
{
    if (problem.isEmpty())
        return tr("answered %1").arg(status);
    return status > 0 ? tr("answered %1: %2").arg(status).arg(problem) : problem;
}

/// Sends it, unless a serving process is at it already, and tells how the first attempt went.
Result<int> deliver(Work &work, const Delivery &wanted)
{
    const Result<Webhook> webhook = work.webhooks.byId(wanted.webhookId);
    if (!webhook)
        return webhook.error();
    if (webhook->isPaused)
        return Error{Error::Kind::Conflict,
                     tr("Webhook %1 is paused. First: howdahctl registry webhook resume %1")
                         .arg(webhook->id),
                     {}};
    const Result<Delivery> queued = work.webhooks.queue(wanted);
    if (!queued)
        return queued.error();
    if (Result<void> noted = work.note(u"%1 %2"_s.arg(webhook->id).arg(queued->id)); !noted)
        return noted.error();
    WebhookDeliverer deliverer(work.store.database(), work.store.clock(), work.keyFolder());
    if (const Result<int> attempts = deliverer.deliverDue(); !attempts)
        return attempts.error();
    const QDeadlineTimer deadline{patience};
    Result<Delivery> sent = work.webhooks.delivery(webhook->id, queued->id);
    while (sent && !sent->lastAttempt.isValid() && !deadline.hasExpired()
           && !work.context.token.isCancelled()) {
        QThread::msleep(pollInterval.count());
        sent = work.webhooks.delivery(webhook->id, queued->id);
    }
    if (!sent)
        return sent.error();
    work.context.output.json(WebhookJson::of(*sent));
    if (!sent->lastAttempt.isValid()) {
        work.context.output.line(tr("Delivery %1 waits.").arg(sent->id));
        return ExitCode::failed;
    }
    work.context.output.line(
        tr("%1 %2").arg(webhook->url, howItWent(sent->httpStatus, sent->problem)));
    return sent->state == Delivery::State::Done ? ExitCode::ok : ExitCode::failed;
}

Result<int> test(Work &work)
{
    const Result<Webhook> webhook = work.webhook();
    if (!webhook)
        return webhook.error();
    return deliver(work, WebhookJson::test(*webhook, u"operator"_s, work.now()));
}

Result<int> redeliver(Work &work)
{
    const Result<Webhook> webhook = work.webhook();
    if (!webhook)
        return webhook.error();
    const Result<qint64> id = work.idIn(3, tr("delivery"));
    if (!id)
        return id.error();
    const Result<Delivery> earlier = work.webhooks.delivery(webhook->id, *id);
    if (!earlier)
        return earlier.error();
    return deliver(work, WebhookJson::again(*earlier, work.now()));
}

/// Every attempt of each delivery, newest first.
Result<int> deliveries(Work &work)
{
    const Result<Webhook> webhook = work.webhook();
    if (!webhook)
        return webhook.error();
    const Result<int> limit = work.arguments.number(u"limit"_s, usualDeliveries, 1, 10'000);
    if (!limit)
        return limit.error();
    const auto found = work.webhooks.deliveries(webhook->id, 0, *limit);
    if (!found)
        return found.error();
    QJsonArray json;
    QList<QStringList> rows;
    for (const Delivery &delivery : *found) {
        json.append(WebhookJson::of(delivery));
        const QString due = delivery.state == Delivery::State::Waiting
                                ? tr("next: %1").arg(delivery.due.toString(Qt::ISODate))
                                : QString();
        rows += {QString::number(delivery.id), delivery.kind, nameOf(delivery.state),
                 delivery.created.toString(Qt::ISODate), due};
        for (const Delivery::Attempt &attempt : delivery.log)
            rows += {QString(), QString(), tr("attempt %1").arg(attempt.number),
                     attempt.time.toString(Qt::ISODate),
                     tr("%1 (%2 ms)")
                         .arg(howItWent(attempt.httpStatus, attempt.problem))
                         .arg(attempt.milliseconds)};
    }
    work.context.output.json(json);
    work.context.output.table(
        {tr("Delivery"), tr("Event"), tr("State"), tr("Time"), tr("How it went")}, rows);
    return ExitCode::ok;
}

struct Verb {
    QString name;
    Result<int> (*run)(Work &);
};

const QList<Verb> &table()
{
    static const QList<Verb> verbs{{u"add"_s, &add},
                                   {u"list"_s, &list},
                                   {u"remove"_s, &remove},
                                   {u"pause"_s, &pause},
                                   {u"resume"_s, &resume},
                                   {u"secret"_s, &renewSecret},
                                   {u"test"_s, &test},
                                   {u"deliveries"_s, &deliveries},
                                   {u"redeliver"_s, &redeliver}};
    return verbs;
}

} // namespace

std::optional<Result<int>> RegistryWebhooks::run(const QString &verb, CliContext &context,
                                                 const Arguments &arguments)
{
    if (verb != u"webhook")
        return {};
    const QString wanted = arguments.positional().value(1);
    for (const Verb &known : table()) {
        if (known.name != wanted)
            continue;
        const auto store = RegistryOperations::Chosen::of(context, arguments);
        if (!store)
            return Result<int>(store.error());
        Work work{context, **store, arguments, WebhookStore((*store)->database())};
        return known.run(work);
    }
    return {};
}
