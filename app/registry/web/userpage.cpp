// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/userpage.h"

#include "registry/publishing/accountprofile.h"
#include "registry/registrystore.h"
#include "registry/store/ownershipstore.h"
#include "registry/store/releasestore.h"
#include "registry/store/reviewstore.h"
#include "registry/web/reviewsection.h"
#include "registry/web/webparts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;
using namespace WebParts;

namespace {

constexpr int mostReviews = 50;

QString tr(const char *text)
{
    return QCoreApplication::translate("WebPages", text);
}

void writeHead(HtmlWriter &html, const Account &account, const QList<Release> &own)
{
    html.put("h1", account.fullName.isEmpty() ? account.nickname : account.fullName);
    html.open("p", {{"class", u"mute"_s}}).text(account.nickname);
    if (account.status == Account::Status::Inactive)
        html.text(u" "_s).put("span", tr("inactive"), {{"class", u"badge warn"_s}});
    if (account.role == Account::Role::Service)
        html.text(u" "_s).put("span", tr("reporting service"), {{"class", u"badge"_s}});
    if (!account.uri.isEmpty())
        html.text(u" · "_s).link(account.uri, account.uri, {{"rel", u"nofollow noopener"_s}});
    html.close();
    html.open("p", {{"class", u"mute"_s}});
    html.text(tr("Here since %1").arg(day(account.created)));
    if (!own.isEmpty())
        html.text(u" · "_s
                  + counted(bestOfEach(own).size(), tr("1 distribution"), tr("%1 distributions"))
                  + u", "_s + counted(own.size(), tr("1 release"), tr("%1 releases")));
    html.close();
}

} // namespace

void UserPage::addTo(ApiRouter &router)
{
    for (const QString &pattern : {u"/user/{user}"_s, u"/user/{user}/"_s})
        router.add({"GET", pattern, {}, [this](const ApiCall &call) { return answer(call); }});
}

RegistryResponse UserPage::answer(const ApiCall &call)
{
    const QString nickname = call.variable(u"user"_s);
    const Result<Account> account = AccountStore(m_context.database).byNickname(nickname);
    if (!account && !isBrowser(call.request()))
        return RegistryResponse::text(404, "not found\n");
    if (!account)
        return failed(m_context, call.request(), account.error());
    if (!AccountProfile::isPublic(*account))
        return notFound(m_context, call.request());
    const Result<QList<Release>> own = ReleaseStore(m_context.database).ofUser(nickname);
    if (!own)
        return failed(m_context, call.request(), own.error());
    WebPage page(site(m_context), account->nickname);
    HtmlWriter &html = page.html();
    writeHead(html, *account, *own);
    html.open("section").put("h2", tr("Distributions"));
    releases(html, bestOfEach(*own));
    html.close();
    if (const Result<void> written = writeExtensions(html, *account); !written)
        return failed(m_context, call.request(), written.error());
    if (const Result<void> written = writeReviews(html, *account); !written)
        return failed(m_context, call.request(), written.error());
    return page.response(call.request());
}

Result<void> UserPage::writeExtensions(HtmlWriter &html, const Account &account)
{
    Result<QList<OwnershipPart>> parts = OwnershipStore(m_context.database).partsOf(account.id);
    if (!parts)
        return parts.error();
    // What was only asked is between those two.
    parts->removeIf([](const OwnershipPart &part) {
        return part.kind == OwnershipPart::Kind::Invited
               || part.kind == OwnershipPart::Kind::Offered;
    });
    if (parts->isEmpty())
        return {};
    html.open("section").put("h2", tr("Extensions"));
    html.open("ul", {{"class", u"tags"_s}});
    for (const OwnershipPart &part : std::as_const(*parts)) {
        html.open("li").link(extensionAddress(part.extension), part.extension);
        if (part.kind == OwnershipPart::Kind::CoOwner)
            html.text(u" "_s).put("small", tr("co-owner"));
        html.close();
    }
    html.close().close();
    return {};
}

Result<void> UserPage::writeReviews(HtmlWriter &html, const Account &account)
{
    const Result<QList<Review>> reviews =
        ReviewStore(m_context.database).shownOf(account.id, mostReviews);
    if (!reviews)
        return reviews.error();
    const Result<bool> showsTexts = m_context.settings.isOn(u"review-texts"_s);
    if (!showsTexts)
        return showsTexts.error();
    if (reviews->isEmpty())
        return {};
    html.open("section").put("h2", tr("Reviews"));
    ReviewSection::writeList(html, *reviews, *showsTexts);
    html.close();
    return {};
}
