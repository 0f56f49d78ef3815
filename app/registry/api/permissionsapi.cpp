// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/permissionsapi.h"

#include "registry/api/jsonfields.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PermissionsApi", text);
}

QJsonValue nicknameOrNull(const QString &nickname)
{
    return nickname.isEmpty() ? QJsonValue() : QJsonValue(nickname);
}

} // namespace

PermissionsApi::PermissionsApi(RegistryContext &context)
    : m_context(context), m_ownership(context.database)
{
}

void PermissionsApi::addChange(ApiRouter &router, const QByteArray &method, const QString &pattern,
                               TokenScope scope, bool takesNickname, Change change)
{
    router.add({method, u"/api/v2/extensions/{extension}/"_s + pattern, scope,
                [this, takesNickname, change](const ApiCall &call) {
                    return changed(call, takesNickname, change);
                }});
}

void PermissionsApi::addTo(ApiRouter &router)
{
    using Store = OwnershipStore;
    using Actor = OwnershipStore::Actor;
    const TokenScope publish = TokenScope::Publish;
    addChange(router, "POST", u"coowners"_s, publish, true,
              [](Store &store, const ApiCall &call, const QString &nickname, const Actor &actor,
                 const QDateTime &now) {
                  return store.invite(call.variable(u"extension"_s), nickname, actor, now);
              });
    addChange(router, "POST", u"coowners/accept"_s, publish, false,
              [](Store &store, const ApiCall &call, const QString &, const Actor &actor,
                 const QDateTime &now) {
                  return store.acceptInvitation(call.variable(u"extension"_s), actor, now);
              });
    addChange(router, "DELETE", u"coowners/{nickname}"_s, publish, false,
              [](Store &store, const ApiCall &call, const QString &, const Actor &actor,
                 const QDateTime &now) {
                  return store.revoke(call.variable(u"extension"_s), call.variable(u"nickname"_s),
                                      actor, now);
              });
    addChange(router, "POST", u"transfer"_s, publish, true,
              [](Store &store, const ApiCall &call, const QString &nickname, const Actor &actor,
                 const QDateTime &now) {
                  return store.offer(call.variable(u"extension"_s), nickname, actor, now);
              });
    addChange(router, "POST", u"transfer/accept"_s, publish, false,
              [](Store &store, const ApiCall &call, const QString &, const Actor &actor,
                 const QDateTime &now) {
                  return store.acceptOffer(call.variable(u"extension"_s), actor, now);
              });
    addChange(
        router, "DELETE", u"transfer"_s, publish, false,
        [](Store &store, const ApiCall &call, const QString &, const Actor &actor,
           const QDateTime &) { return store.endOffer(call.variable(u"extension"_s), actor); });
    addChange(router, "PUT", u"owner"_s, TokenScope::Admin, true,
              [](Store &store, const ApiCall &call, const QString &nickname, const Actor &actor,
                 const QDateTime &now) {
                  return store.assign(call.variable(u"extension"_s), nickname, actor, now);
              });
    addChange(router, "DELETE", u"owner"_s, publish, false,
              [](Store &store, const ApiCall &call, const QString &, const Actor &actor,
                 const QDateTime &now) {
                  return store.resign(call.variable(u"extension"_s), actor, now);
              });
    router.add({"GET", u"/api/v2/extensions/{extension}/owners"_s, {}, [this](const ApiCall &call) {
                    return owners(call);
                }});
    router.add({"GET", u"/api/v2/users/{nickname}/extensions"_s, {}, [this](const ApiCall &call) {
                    return ofUser(call);
                }});
    router.add({"GET", u"/api/v2/permissions/orphaned"_s, {}, [this](const ApiCall &call) {
                    return orphaned(call);
                }});
    router.add({"GET", u"/api/v2/account/permissions"_s, TokenScope::Read,
                [this](const ApiCall &call) { return own(call); }});
}

RegistryResponse PermissionsApi::changed(const ApiCall &call, bool takesNickname, Change change)
{
    QString nickname;
    if (takesNickname) {
        const Result<QJsonObject> content = call.json();
        if (!content)
            return call.problem(content.error());
        JsonFields fields(*content);
        nickname = fields.text(u"nickname"_s);
        if (nickname.isEmpty())
            fields.refuse(tr("“nickname” says whom this is about."));
        if (const Result<void> good = fields.check(); !good)
            return call.problem(good.error());
    }
    const OwnershipStore::Actor actor{call.identity().account.id, call.identity().account.nickname,
                                      call.identity().isAdmin()};
    const Result<void> done = change(m_ownership, call, nickname, actor, m_context.clock.now());
    return done ? ApiCall::nothing() : call.problem(done.error());
}

RegistryResponse PermissionsApi::owners(const ApiCall &call)
{
    const auto ownership = m_ownership.of(call.variable(u"extension"_s));
    if (!ownership)
        return call.problem(ownership.error());
    QJsonObject object{{u"extension"_s, ownership->extension},
                       {u"owner"_s, nicknameOrNull(ownership->owner)},
                       {u"coowners"_s, QJsonArray::fromStringList(ownership->coowners)}};
    // What is not decided yet is for those who decide.
    const Identity &asker = call.identity();
    if (asker.isKnown() && !asker.isRestricted()
        && (asker.isAdmin() || asker.account.nickname == ownership->owner)) {
        object.insert(u"invited"_s, QJsonArray::fromStringList(ownership->invited));
        object.insert(u"offeredTo"_s, nicknameOrNull(ownership->offeredTo));
    }
    return call.answer(object);
}

RegistryResponse PermissionsApi::ofUser(const ApiCall &call)
{
    const Result<Account> account =
        AccountStore(m_context.database).byNickname(call.variable(u"nickname"_s));
    if (!account)
        return call.problem(account.error());
    const auto parts = m_ownership.partsOf(account->id);
    if (!parts)
        return call.problem(parts.error());
    QJsonArray items;
    for (const OwnershipPart &part : *parts) {
        if (part.kind == OwnershipPart::Kind::Owner || part.kind == OwnershipPart::Kind::CoOwner)
            items.append(
                QJsonObject{{u"extension"_s, part.extension}, {u"as"_s, nameOf(part.kind)}});
    }
    return call.answer({{u"items"_s, items}});
}

RegistryResponse PermissionsApi::own(const ApiCall &call)
{
    const auto parts = m_ownership.partsOf(call.identity().account.id);
    if (!parts)
        return call.problem(parts.error());
    QJsonArray items;
    for (const OwnershipPart &part : *parts)
        items.append(QJsonObject{{u"extension"_s, part.extension}, {u"as"_s, nameOf(part.kind)}});
    return call.answer({{u"items"_s, items}});
}

RegistryResponse PermissionsApi::orphaned(const ApiCall &call)
{
    const auto names = m_ownership.orphaned();
    if (!names)
        return call.problem(names.error());
    return call.answer({{u"items"_s, QJsonArray::fromStringList(*names)}});
}
