// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/reports/rating.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace {

/// To two places, so that the text of a number does not depend on the order of additions.
double rounded(double value)
{
    return std::round(value * 100) / 100;
}

QJsonObject toJson(const Rating::Stars &stars)
{
    QJsonArray histogram;
    for (const int count : stars.histogram)
        histogram.append(count);
    QJsonObject object{{u"count"_s, stars.count}, {u"histogram"_s, histogram}};
    if (stars.count > 0)
        object.insert(u"average"_s, rounded(stars.average()));
    return object;
}

} // namespace

void Rating::Stars::add(double stars)
{
    const long nearest = std::clamp(std::lround(stars), 1L, 5L);
    ++histogram[std::size_t(nearest - 1)];
    sum += stars;
    ++count;
}

Rating Rating::of(const QList<Review> &reviews, const PublishedDistribution &distribution)
{
    Rating rating;
    rating.reviews = int(reviews.size());
    for (const Review &review : reviews)
        rating.outdated += distribution.isOutdated(review.version) ? 1 : 0;
    const bool takesAll = rating.outdated == rating.reviews;
    for (const Review &review : reviews) {
        if (!takesAll && distribution.isOutdated(review.version))
            continue;
        ++rating.counted;
        ++rating.works[std::size_t(review.works)];
        double sum = 0;
        int given = 0;
        for (std::size_t aspect = 0; aspect < review.stars.size(); ++aspect) {
            if (review.stars[aspect] == 0)
                continue;
            rating.aspects[aspect].add(review.stars[aspect]);
            sum += review.stars[aspect];
            ++given;
        }
        if (given > 0)
            rating.overall.add(sum / given);
    }
    return rating;
}

QJsonObject Rating::toJson() const
{
    QJsonObject byAspect;
    for (int aspect = 0; aspect < Review::aspects; ++aspect)
        byAspect.insert(aspectName(aspect), ::toJson(aspects[std::size_t(aspect)]));
    return {{u"reviews"_s, reviews},
            {u"outdated"_s, outdated},
            {u"counted"_s, counted},
            {u"works"_s, QJsonObject{{nameOf(Review::Works::Yes), works[0]},
                                     {nameOf(Review::Works::Partly), works[1]},
                                     {nameOf(Review::Works::No), works[2]}}},
            {u"overall"_s, ::toJson(overall)},
            {u"aspects"_s, byAspect}};
}

QString Rating::rule()
{
    return QCoreApplication::translate(
        "Rating",
        "Counted are the reviews that are shown and about the newest major and minor version, or "
        "all "
        "of them while there is none of these. A review's own rating is the mean of the stars it "
        "gives; the average is the mean of these, and the histogram has each at its nearest whole "
        "star. Every account has one review of a distribution, and needs the receipt of an "
        "install.");
}
