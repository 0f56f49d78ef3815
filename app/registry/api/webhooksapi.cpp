// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/webhooksapi.h"

#include "registry/api/webhookjson.h"

#include <QCoreApplication>

#include <functional>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("WebhooksApi", text);
}

Error invalid(const QString &message)
{
    return {Error::Kind::Invalid, message, {}};
}

/// The words of `events`: kinds, each once.
Result<QStringList> kindsOf(const QJsonValue &value)
{
    QStringList kinds;
    for (const QJsonValue &item : value.toArray()) {
        if (!eventKindNamed(item.toString()))
            return invalid(tr("There are no events of kind “%1”.")
                               .arg(item.isString() ? item.toString() : u"?"_s));
        if (!kinds.contains(item.toString()))
            kinds.append(item.toString());
    }
    return kinds;
}

} // namespace

void WebhooksApi::addTo(ApiRouter &router)
{
    const QString all = u"/api/v2/webhooks"_s;
    const QString one = all + u"/{webhook}"_s;
    const auto add = [&](const QByteArray &method, const QString &pattern, TokenScope scope,
                         RegistryResponse (WebhooksApi::*function)(const ApiCall &)) {
        ApiRoute route{method, pattern, scope,
                       [this, function](const ApiCall &call) { return (this->*function)(call); }};
        route.checksDistribution = true;
        router.add(std::move(route));
    };
    const TokenScope read = TokenScope::Read;
    const TokenScope write = TokenScope::Publish;
    add("GET", all, read, &WebhooksApi::list);
    add("POST", all, write, &WebhooksApi::create);
    add("GET", one, read, &WebhooksApi::show);
    add("PATCH", one, write, &WebhooksApi::change);
    add("DELETE", one, write, &WebhooksApi::remove);
    add("POST", one + u"/secret"_s, write, &WebhooksApi::renewSecret);
    add("POST", one + u"/test"_s, write, &WebhooksApi::test);
    add("GET", one + u"/deliveries"_s, read, &WebhooksApi::deliveries);
    add("POST", one + u"/deliveries/{delivery}/redeliver"_s, write, &WebhooksApi::redeliver);
}

Result<Webhook> WebhooksApi::find(const ApiCall &call)
{
    const Result<qint64> id = call.idVariable(u"webhook"_s);
    if (!id)
        return id.error();
    Result<Webhook> webhook = m_store.byId(*id);
    if (!webhook)
        return webhook;
    const Identity &identity = call.identity();
    if ((webhook->userId != identity.account.id && !identity.isAdmin())
        || !identity.mayTouch(webhook->distribution))
        return Error{Error::Kind::NotFound, tr("There is no such webhook."), {}};
    return webhook;
}

Result<WebhookStore::Edit> WebhooksApi::editOf(const ApiCall &call, const QStringList &allowed)
{
    const Result<QJsonObject> body = call.json();
    if (!body)
        return body.error();
    // Each member by itself: what is not named stays as it is then.
    QList<std::function<void(Webhook &)>> changes;
    for (auto member = body->begin(); member != body->end(); ++member) {
        const QString &key = member.key();
        const bool isRight = key == u"events" ? member->isArray() : member->isString();
        if (!allowed.contains(key) || !isRight)
            return invalid(tr("“%1” cannot be given, or not like that. There are: %2.")
                               .arg(key, allowed.join(u", "_s)));
        const QString text = member->toString();
        if (key == u"url") {
            changes += [text](Webhook &webhook) { webhook.url = text; };
        } else if (key == u"distribution") {
            changes += [text](Webhook &webhook) { webhook.distribution = text.toLower(); };
        } else if (key == u"events") {
            const Result<QStringList> kinds = kindsOf(*member);
            if (!kinds)
                return kinds.error();
            changes += [kinds = *kinds](Webhook &webhook) { webhook.kinds = kinds; };
        } else if (text == u"active") {
            changes += [](Webhook &webhook) {
                webhook.isPaused = false;
                webhook.failures = 0;
            };
        } else if (text == u"paused") {
            const QString reason = tr("Paused by %1.").arg(call.identity().account.nickname);
            changes += [reason](Webhook &webhook) {
                webhook.isPaused = true;
                webhook.pauseReason = reason;
            };
        } else {
            return invalid(tr("“state” is active or paused."));
        }
    }
    const Result<bool> allowsPrivate = m_context.settings.isOn(u"webhooks-to-private-addresses"_s);
    if (!allowsPrivate)
        return allowsPrivate.error();
    return WebhookStore::Edit([changes, allowsPrivate = *allowsPrivate,
                               identity = call.identity()](Webhook &webhook) -> Result<void> {
        for (const std::function<void(Webhook &)> &change : changes)
            change(webhook);
        if (const QString problem =
                WebhookSender::problemOf(QUrl(webhook.url, QUrl::StrictMode), allowsPrivate);
            !problem.isEmpty())
            return invalid(problem);
        if (!identity.mayTouch(webhook.distribution))
            return Error{Error::Kind::Permission,
                         tr("This token is for “%1” only: give that as “distribution”.")
                             .arg(identity.token->distribution),
                         {}};
        return {};
    });
}

RegistryResponse WebhooksApi::list(const ApiCall &call)
{
    const Result<ApiCall::Page> page = call.page();
    if (!page)
        return call.problem(page.error());
    const bool isAll = call.request().queryValue("all") == u"1";
    if (isAll && !call.identity().isAdmin())
        return call.problem({Error::Kind::Permission,
                             tr("Only administrators see the webhooks of all accounts."),
                             {}});
    const auto webhooks =
        m_store.page(isAll ? 0 : call.identity().account.id, page->after, page->limit);
    if (!webhooks)
        return call.problem(webhooks.error());
    QJsonArray items;
    for (const Webhook &webhook : *webhooks) {
        if (call.identity().mayTouch(webhook.distribution))
            items.append(WebhookJson::of(webhook));
    }
    return call.answerPage(items, *page, webhooks->isEmpty() ? page->after : webhooks->last().id);
}

RegistryResponse WebhooksApi::create(const ApiCall &call)
{
    Webhook webhook;
    webhook.userId = call.identity().account.id;
    webhook.created = m_context.clock.now();
    const auto edit = editOf(call, {u"url"_s, u"events"_s, u"distribution"_s});
    if (!edit)
        return call.problem(edit.error());
    if (const Result<void> taken = (*edit)(webhook); !taken)
        return call.problem(taken.error());
    const Result<WebhookDeliverer::Secret> secret = m_deliverer.newSecret();
    if (!secret)
        return call.problem(secret.error());
    webhook.sealedSecret = secret->sealed;
    const Result<qint64> id = m_store.add(webhook);
    if (!id)
        return call.problem(id.error());
    webhook.id = *id;
    QJsonObject object = WebhookJson::of(webhook);
    object.insert(u"secret"_s, secret->text);
    RegistryResponse response = call.answer(object, 201);
    response.headers.emplaceBack("Location",
                                 (call.origin() + u"/api/v2/webhooks/%1"_s.arg(*id)).toLatin1());
    return response;
}

RegistryResponse WebhooksApi::show(const ApiCall &call)
{
    const Result<Webhook> webhook = find(call);
    return webhook ? call.answer(WebhookJson::of(*webhook)) : call.problem(webhook.error());
}

RegistryResponse WebhooksApi::change(const ApiCall &call)
{
    const Result<Webhook> webhook = find(call);
    if (!webhook)
        return call.problem(webhook.error());
    const auto edit = editOf(call, {u"url"_s, u"events"_s, u"distribution"_s, u"state"_s});
    if (!edit)
        return call.problem(edit.error());
    const Result<Webhook> changed = m_store.change(webhook->id, *edit, m_context.clock.now());
    return changed ? call.answer(WebhookJson::of(*changed)) : call.problem(changed.error());
}

RegistryResponse WebhooksApi::remove(const ApiCall &call)
{
    const Result<Webhook> webhook = find(call);
    if (!webhook)
        return call.problem(webhook.error());
    if (const Result<void> removed = m_store.remove(webhook->id); !removed)
        return call.problem(removed.error());
    return ApiCall::nothing();
}

RegistryResponse WebhooksApi::renewSecret(const ApiCall &call)
{
    const Result<Webhook> webhook = find(call);
    if (!webhook)
        return call.problem(webhook.error());
    const Result<WebhookDeliverer::Secret> secret = m_deliverer.newSecret();
    if (!secret)
        return call.problem(secret.error());
    const auto seal = [&](Webhook &current) -> Result<void> {
        current.sealedSecret = secret->sealed;
        return {};
    };
    const Result<Webhook> changed = m_store.change(webhook->id, seal, m_context.clock.now());
    if (!changed)
        return call.problem(changed.error());
    QJsonObject object = WebhookJson::of(*changed);
    object.insert(u"secret"_s, secret->text);
    return call.answer(object);
}

RegistryResponse WebhooksApi::queued(const ApiCall &call, const Delivery &delivery)
{
    const Result<Delivery> made = m_store.queue(delivery);
    if (!made)
        return call.problem(made.error());
    m_deliverer.wake();
    return call.answer(WebhookJson::of(*made), 202);
}

RegistryResponse WebhooksApi::test(const ApiCall &call)
{
    const Result<Webhook> webhook = find(call);
    if (!webhook)
        return call.problem(webhook.error());
    if (webhook->isPaused)
        return call.problem(
            {Error::Kind::Conflict, tr("The webhook is paused. Make it active first."), {}});
    const QString actor = call.identity().account.nickname;
    return queued(call, WebhookJson::test(*webhook, actor, m_context.clock.now()));
}

RegistryResponse WebhooksApi::deliveries(const ApiCall &call)
{
    const Result<Webhook> webhook = find(call);
    if (!webhook)
        return call.problem(webhook.error());
    const Result<ApiCall::Page> page = call.page();
    if (!page)
        return call.problem(page.error());
    const auto found = m_store.deliveries(webhook->id, page->after, page->limit);
    if (!found)
        return call.problem(found.error());
    QJsonArray items;
    for (const Delivery &delivery : *found)
        items.append(WebhookJson::of(delivery));
    return call.answerPage(items, *page, found->isEmpty() ? page->after : found->last().id);
}

RegistryResponse WebhooksApi::redeliver(const ApiCall &call)
{
    const Result<Webhook> webhook = find(call);
    if (!webhook)
        return call.problem(webhook.error());
    const Result<qint64> id = call.idVariable(u"delivery"_s);
    if (!id)
        return call.problem(id.error());
    const Result<Delivery> earlier = m_store.delivery(webhook->id, *id);
    if (!earlier)
        return call.problem(earlier.error());
    if (webhook->isPaused)
        return call.problem(
            {Error::Kind::Conflict, tr("The webhook is paused. Make it active first."), {}});
    return queued(call, WebhookJson::again(*earlier, m_context.clock.now()));
}
