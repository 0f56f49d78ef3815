// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/reviewsection.h"

#include "registry/reports/rating.h"
#include "registry/web/webparts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("WebPages", text);
}

QString aspectText(int aspect)
{
    switch (aspect) {
    case 0:
        return tr("Documentation");
    case 1:
        return tr("Ease of use");
    case 2:
        return tr("Performance");
    default:
        return tr("Stability");
    }
}

QString decimal(double value)
{
    return QLocale(QLocale::English).toString(value, 'f', 1);
}

void stars(HtmlWriter &html, int given)
{
    html.put("span", QString(given, u'★') + QString(5 - given, u'☆'),
             {{"class", u"stars"_s},
              {"role", u"img"_s},
              {"aria-label", tr("%1 of 5 stars").arg(given)}});
}

/// A bar that is filled so far. Its width is an attribute: the page's own policy forbids styles inside of it.
void share(HtmlWriter &html, double part)
{
    const QString filled = u"%1%"_s.arg(int(std::lround(100 * std::clamp(part, 0.0, 1.0))));
    html.open("svg", {{"class", u"share"_s}, {"aria-hidden", u"true"_s}});
    html.put("rect", {},
             {{"class", u"track"_s}, {"width", u"100%"_s}, {"height", u"8"_s}, {"rx", u"4"_s}});
    html.put("rect", {}, {{"width", filled}, {"height", u"8"_s}, {"rx", u"4"_s}});
    html.close();
}

void shareRow(HtmlWriter &html, const QString &name, double part, const QString &value)
{
    html.put("dt", name).open("dd");
    share(html, part);
    html.put("span", value).close();
}

void writeRating(HtmlWriter &html, const Rating &rating)
{
    html.open("div", {{"class", u"rating card"_s}});
    html.open("div");
    if (rating.overall.count > 0) {
        html.open("p", {{"class", u"average"_s}})
            .put("strong", decimal(rating.overall.average()))
            .text(tr(" of 5"))
            .close();
        html.open("dl", {{"class", u"shares histogram"_s}});
        for (int given = 5; given >= 1; --given) {
            const int count = rating.overall.histogram[std::size_t(given - 1)];
            shareRow(html, u"%1 ★"_s.arg(given), double(count) / rating.overall.count,
                     QString::number(count));
        }
        html.close();
    }
    html.close().open("div");
    html.put("h3", tr("Does it work?"));
    html.open("dl", {{"class", u"shares"_s}});
    const double counted = std::max(rating.counted, 1);
    const QStringList answers{tr("Yes"), tr("Partly"), tr("No")};
    for (int answer = 0; answer < answers.size(); ++answer)
        shareRow(html, answers[answer], rating.works[std::size_t(answer)] / counted,
                 QString::number(rating.works[std::size_t(answer)]));
    html.close().close();
    const auto isRated = [](const Rating::Stars &aspect) { return aspect.count > 0; };
    if (std::any_of(rating.aspects.begin(), rating.aspects.end(), isRated)) {
        html.open("div").put("h3", tr("How good is it?"));
        html.open("dl", {{"class", u"shares"_s}});
        for (int aspect = 0; aspect < Review::aspects; ++aspect) {
            const Rating::Stars &given = rating.aspects[std::size_t(aspect)];
            if (given.count > 0)
                shareRow(html, aspectText(aspect), given.average() / 5, decimal(given.average()));
        }
        html.close().close();
    }
    html.close();
}

void writeVerdict(HtmlWriter &html, Review::Works works)
{
    if (works == Review::Works::Yes)
        html.put("span", tr("works"), {{"class", u"badge ok"_s}});
    else if (works == Review::Works::Partly)
        html.put("span", tr("works partly"), {{"class", u"badge warn"_s}});
    else
        html.put("span", tr("does not work"), {{"class", u"badge bad"_s}});
}

void writeStars(HtmlWriter &html, const Review &review)
{
    if (std::all_of(review.stars.begin(), review.stars.end(), [](int given) { return given == 0; }))
        return;
    html.open("ul", {{"class", u"aspects"_s}});
    for (int aspect = 0; aspect < Review::aspects; ++aspect) {
        const int given = review.stars[std::size_t(aspect)];
        if (given == 0)
            continue;
        html.open("li").text(aspectText(aspect) + u' ');
        stars(html, given);
        html.close();
    }
    html.close();
}

void writeReview(HtmlWriter &html, const Review &review, bool showsTexts, bool namesIt)
{
    html.open("li", {{"id", u"review-%1"_s.arg(review.id)}});
    html.open("p", {{"class", u"who"_s}});
    writeVerdict(html, review.works);
    html.text(u" "_s);
    if (namesIt)
        html.link(WebParts::distAddress(review.distribution) + u"#review-%1"_s.arg(review.id),
                  review.distribution);
    else
        html.link(WebParts::userAddress(review.nickname), review.nickname);
    html.text(u" "_s)
        .put("span",
             tr("version %1 on PostgreSQL %2, %3 %4 · %5")
                 .arg(review.version)
                 .arg(review.postgresMajor)
                 .arg(review.os, review.arch, WebParts::day(review.changed)),
             {{"class", u"mute"_s}})
        .close();
    writeStars(html, review);
    if (showsTexts && !review.text.isEmpty())
        html.put("p", review.text, {{"class", u"words"_s}});
    if (showsTexts && !review.reply.isEmpty()) {
        html.open("blockquote").open("p", {{"class", u"mute"_s}});
        html.text(tr("Answer by "))
            .link(WebParts::userAddress(review.replyBy), review.replyBy)
            .text(u" · "_s + WebParts::day(review.replied))
            .close();
        html.put("p", review.reply, {{"class", u"words"_s}}).close();
    }
    html.close();
}

void openList(HtmlWriter &html)
{
    html.open("ul", {{"class", u"reviews"_s}});
}

} // namespace

void ReviewSection::write(HtmlWriter &html, const Standing &standing, qint64 before)
{
    const PublishedDistribution &distribution = standing.distribution;
    html.open("section", {{"id", u"reviews"_s}}).put("h2", tr("Reviews"));
    if (standing.reviews.isEmpty()) {
        html.open("p", {{"class", u"mute"_s}})
            .text(tr("Nobody has said yet how it works. Whoever has installed it with Howdah "
                     "can: "))
            .put("code", u"howdahctl review "_s + distribution.name())
            .close();
        html.close();
        return;
    }
    writeRating(html, Rating::of(standing.reviews, distribution));
    QList<Review> listed = standing.reviews;
    listed.removeIf([&](const Review &review) { return before > 0 && review.id >= before; });
    const bool hasMore = listed.size() > onePage;
    listed = listed.mid(0, onePage);
    QList<Review> outdated;
    openList(html);
    for (const Review &review : std::as_const(listed)) {
        if (distribution.isOutdated(review.version))
            outdated.append(review);
        else
            writeReview(html, review, standing.showsTexts, false);
    }
    html.close();
    if (!outdated.isEmpty()) {
        html.open("details", {{"class", u"folded"_s}});
        html.put("summary",
                 WebParts::counted(outdated.size(), tr("1 review about an older version"),
                                   tr("%1 reviews about older versions")));
        openList(html);
        for (const Review &review : std::as_const(outdated))
            writeReview(html, review, standing.showsTexts, false);
        html.close().close();
    }
    if (hasMore || before > 0) {
        html.open("p", {{"class", u"pager"_s}});
        if (before > 0)
            html.link(u"?#reviews"_s, tr("Newest reviews"), {{"class", u"button quiet"_s}});
        if (hasMore)
            html.link(u"?before=%1#reviews"_s.arg(listed.last().id), tr("Older reviews"),
                      {{"class", u"button quiet"_s}});
        html.close();
    }
    html.open("details").put("summary", tr("How this is counted"));
    html.put("p", Rating::rule(), {{"class", u"mute"_s}}).close();
    html.close();
}

void ReviewSection::writeSummary(HtmlWriter &html, const Standing &standing)
{
    const Rating rating = Rating::of(standing.reviews, standing.distribution);
    if (rating.reviews == 0)
        return;
    html.open("p", {{"class", u"summary"_s}});
    if (rating.overall.count > 0) {
        const int nearest = std::clamp(int(std::lround(rating.overall.average())), 1, 5);
        html.put("span", QString(nearest, u'★') + QString(5 - nearest, u'☆'),
                 {{"class", u"stars"_s}, {"aria-hidden", u"true"_s}})
            .text(u" "_s + tr("%1 of 5").arg(decimal(rating.overall.average())) + u" · "_s);
    }
    html.link(u"#reviews"_s, WebParts::counted(rating.reviews, tr("1 review"), tr("%1 reviews")));
    html.close();
}

void ReviewSection::writeList(HtmlWriter &html, const QList<Review> &reviews, bool showsTexts)
{
    openList(html);
    for (const Review &review : reviews)
        writeReview(html, review, showsTexts, true);
    html.close();
}
