// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/standing.h"

#include <limits>

using namespace Qt::StringLiterals;

Result<Standing> Standing::load(RegistryContext &context, const QString &name)
{
    const auto distribution = context.database.read(
        [&](SqlConnection &connection) { return PublishedDistribution::load(connection, name); });
    if (!distribution)
        return distribution.error();
    const QString key = distribution->key();
    const Result<QList<Report>> reports = ReportStore(context.database).all({key, {}, {}, {}});
    if (!reports)
        return reports.error();
    const Result<QList<Review>> reviews =
        ReviewStore(context.database).shown(key, 0, std::numeric_limits<int>::max());
    if (!reviews)
        return reviews.error();
    const Result<bool> showsTexts = context.settings.isOn(u"review-texts"_s);
    if (!showsTexts)
        return showsTexts.error();
    const Result<CounterStore::Totals> totals =
        CounterStore(context.database).totals(key, context.clock.now());
    if (!totals)
        return totals.error();
    return Standing{*distribution, *reports, *reviews, *showsTexts, *totals};
}
