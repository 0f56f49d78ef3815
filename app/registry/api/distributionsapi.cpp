// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/distributionsapi.h"

#include "registry/api/releasejson.h"
#include "registry/api/releasemembers.h"
#include "registry/publishing/documentwriter.h"
#include "registry/registrystore.h"
#include "registry/store/releasestore.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.registry.distributionsapi")

QString tr(const char *text)
{
    return QCoreApplication::translate("DistributionsApi", text);
}

QString nameOf(const ApiCall &call)
{
    return call.variable(u"distribution"_s);
}

Result<Version> versionOf(const ApiCall &call)
{
    const QString text = call.variable(u"version"_s);
    if (const std::optional<Version> version = Version::parseTolerant(text))
        return *version;
    return Error{Error::Kind::NotFound,
                 tr("There is no version %1 of “%2” in the registry.").arg(text, nameOf(call)),
                 {}};
}

struct Notice {
    QString reason;
    QString replacement;
};

Result<Notice> noticeOf(const ApiCall &call)
{
    const Result<QJsonObject> body = call.json();
    if (!body)
        return body.error();
    for (const QString &key : body->keys()) {
        if ((key != u"reason" && key != u"replacement") || !(*body)[key].isString())
            return Error{Error::Kind::Invalid,
                         tr("Only “reason” and “replacement” may be given, both as text; “%1” is "
                            "none of these.")
                             .arg(key),
                         {}};
    }
    return Notice{(*body)[u"reason"].toString(), (*body)[u"replacement"].toString().trimmed()};
}

} // namespace

void DistributionsApi::addTo(ApiRouter &router)
{
    const QString all = u"/api/v2/distributions"_s;
    const QString one = all + u"/{distribution}"_s;
    const QString release = one + u"/releases/{version}"_s;
    router.add({"GET", all, {}, [this](const ApiCall &call) { return list(call); }});
    router.add({"GET", one, {}, [this](const ApiCall &call) { return show(call); }});
    router.add({"GET", release, {}, [this](const ApiCall &call) { return showRelease(call); }});
    router.add({"PUT", release + u"/yank"_s, TokenScope::Publish,
                [this](const ApiCall &call) { return yank(call); }});
    router.add({"DELETE", release + u"/yank"_s, TokenScope::Publish,
                [this](const ApiCall &call) { return unyank(call); }});
    router.add({"PUT", one + u"/deprecation"_s, TokenScope::Publish,
                [this](const ApiCall &call) { return deprecate(call); }});
    router.add({"DELETE", one + u"/deprecation"_s, TokenScope::Publish,
                [this](const ApiCall &call) { return undeprecate(call); }});
}

Result<QJsonObject> DistributionsApi::distribution(const ApiCall &call, const QString &name) const
{
    ReleaseStore store(m_context.database);
    const Result<QList<Release>> releases = store.ofDistribution(name);
    if (!releases)
        return releases.error();
    if (releases->isEmpty())
        return Error{Error::Kind::NotFound,
                     tr("There is no distribution “%1” in the registry.").arg(name),
                     {}};
    const Result<std::optional<Deprecation>> deprecated = store.deprecationOf(name);
    if (!deprecated)
        return deprecated.error();
    return ReleaseJson::distribution(*releases, *deprecated, call.origin());
}

RegistryResponse DistributionsApi::list(const ApiCall &call) const
{
    const Result<ApiCall::Page> page = call.page();
    if (!page)
        return call.problem(page.error());
    const Result<QList<ReleaseStore::Listed>> listed =
        ReleaseStore(m_context.database).page(page->after, page->limit);
    if (!listed)
        return call.problem(listed.error());
    QJsonArray items;
    for (const ReleaseStore::Listed &each : *listed) {
        Result<QJsonObject> item = distribution(call, each.name);
        if (!item)
            return call.problem(item.error());
        item->remove(u"releases"_s);
        items.append(*item);
    }
    return call.answerPage(items, *page, listed->isEmpty() ? page->after : listed->last().id);
}

RegistryResponse DistributionsApi::show(const ApiCall &call) const
{
    Result<QJsonObject> object = distribution(call, nameOf(call));
    if (!object)
        return call.problem(object.error());
    if (const Result<void> written =
            m_context.members.write(*object, nameOf(call).toLower(), std::nullopt);
        !written)
        return call.problem(written.error());
    return call.answer(*object);
}

RegistryResponse DistributionsApi::showRelease(const ApiCall &call) const
{
    const Result<Version> version = versionOf(call);
    if (!version)
        return call.problem(version.error());
    ReleaseStore store(m_context.database);
    const Result<QList<Release>> releases = store.ofDistribution(nameOf(call));
    if (!releases)
        return call.problem(releases.error());
    const auto known = std::find_if(releases->cbegin(), releases->cend(), [&](const Release &each) {
        return ReleaseStore::versionKey(each.version) == ReleaseStore::versionKey(*version);
    });
    if (known == releases->cend())
        return call.problem({Error::Kind::NotFound,
                             tr("There is no version %1 of “%2” in the registry.")
                                 .arg(version->toString(), nameOf(call)),
                             {}});
    const Result<Release> released =
        m_context.store.tree().readRelease(known->name, known->version.toString());
    const Result<qint64> size = store.sizeOf(known->name, known->version);
    if (!released || !size)
        return call.problem(released ? size.error() : released.error());
    Release release = *known;
    release.meta = released->meta;
    QJsonObject object =
        ReleaseJson::full(release, call.origin(),
                          RegistryFolder::readObject(m_context.store.tree().certificates(
                              release.name, release.version.toString())));
    object.insert(u"size"_s, *size);
    if (const Result<void> written =
            m_context.members.write(object, release.key(), release.version);
        !written)
        return call.problem(written.error());
    return call.answer(object);
}

WithdrawalStore::Actor DistributionsApi::actorOf(const ApiCall &call)
{
    const Identity &identity = call.identity();
    return {identity.account.id, identity.account.nickname, identity.isAdmin()};
}

RegistryResponse DistributionsApi::changed(const ApiCall &call, const Result<void> &done,
                                           bool isRelease) const
{
    if (!done)
        return call.problem(done.error());
    // They stay marked when this fails, and are written with the next ones.
    if (const Result<void> written = m_context.store.documents().writeStale(); !written)
        qCWarning(lc) << "documents were not written:" << written.error().message
                      << written.error().detail;
    return isRelease ? showRelease(call) : show(call);
}

RegistryResponse DistributionsApi::yank(const ApiCall &call) const
{
    const Result<Version> version = versionOf(call);
    if (!version)
        return call.problem(version.error());
    const Result<Notice> notice = noticeOf(call);
    if (!notice)
        return call.problem(notice.error());
    return changed(call,
                   WithdrawalStore(m_context.database)
                       .yank(nameOf(call), *version,
                             {m_context.clock.now(), notice->reason, notice->replacement},
                             actorOf(call)),
                   true);
}

RegistryResponse DistributionsApi::unyank(const ApiCall &call) const
{
    const Result<Version> version = versionOf(call);
    if (!version)
        return call.problem(version.error());
    return changed(call,
                   WithdrawalStore(m_context.database)
                       .unyank(nameOf(call), *version, actorOf(call), m_context.clock.now()),
                   true);
}

RegistryResponse DistributionsApi::deprecate(const ApiCall &call) const
{
    const Result<Notice> notice = noticeOf(call);
    if (!notice)
        return call.problem(notice.error());
    return changed(call,
                   WithdrawalStore(m_context.database)
                       .deprecate(nameOf(call),
                                  {m_context.clock.now(), notice->reason, notice->replacement},
                                  actorOf(call)),
                   false);
}

RegistryResponse DistributionsApi::undeprecate(const ApiCall &call) const
{
    return changed(call,
                   WithdrawalStore(m_context.database)
                       .undeprecate(nameOf(call), actorOf(call), m_context.clock.now()),
                   false);
}
