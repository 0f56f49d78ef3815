// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/badgesapi.h"

#include "registry/http/httpconditions.h"
#include "registry/reports/compatibilitymatrix.h"
#include "registry/reports/rating.h"
#include "registry/store/counterstore.h"

#include <QCoreApplication>
#include <QCryptographicHash>

#include <limits>

using namespace Qt::StringLiterals;

namespace {

constexpr double goodRating = 4;
constexpr double fairRating = 2.5;

QString tr(const char *text)
{
    return QCoreApplication::translate("BadgesApi", text);
}

Badge versionBadge(const PublishedDistribution &distribution)
{
    const PublishedDistribution::Entry &best = distribution.best();
    const bool isFinal = best.status == ReleaseStatus::Stable && !best.isYanked;
    return {tr("version"), best.version.toString(),
            isFinal ? Badge::Tone::Neutral : Badge::Tone::Fair};
}

Badge licenceBadge(const PublishedDistribution &distribution)
{
    const QString license = distribution.best().license;
    if (license.isEmpty())
        return {tr("licence"), tr("unknown"), Badge::Tone::Fair};
    return {tr("licence"), license, Badge::Tone::Neutral};
}

Badge postgresBadge(const PublishedDistribution &distribution, const QList<Report> &reports)
{
    const CompatibilityMatrix matrix =
        CompatibilityMatrix::of(reports, distribution.best().version.toString());
    QStringList majors;
    for (const int major : matrix.majorsThatWork())
        majors.append(QString::number(major));
    if (!majors.isEmpty())
        return {u"PostgreSQL"_s, majors.join(u" | "_s), Badge::Tone::Good};
    if (!matrix.cells().isEmpty())
        return {u"PostgreSQL"_s, tr("fails"), Badge::Tone::Poor};
    return {u"PostgreSQL"_s, tr("untested"), Badge::Tone::Neutral};
}

Badge ratingBadge(const PublishedDistribution &distribution, const QList<Review> &reviews)
{
    const Rating rating = Rating::of(reviews, distribution);
    if (rating.overall.count == 0)
        return {tr("rating"), tr("none yet"), Badge::Tone::Neutral};
    const double average = rating.overall.average();
    return {tr("rating"),
            tr("%1 of 5 (%2)").arg(QString::number(average, 'f', 1)).arg(rating.overall.count),
            average >= goodRating   ? Badge::Tone::Good
            : average >= fairRating ? Badge::Tone::Fair
                                    : Badge::Tone::Poor};
}

} // namespace

QStringList BadgesApi::names()
{
    return {u"version"_s, u"licence"_s, u"postgresql"_s, u"installs"_s, u"rating"_s};
}

void BadgesApi::addTo(ApiRouter &router)
{
    router.add({"GET", u"/badge/{distribution}/{badge}"_s, {}, [this](const ApiCall &call) {
                    return answer(call);
                }});
}

Result<Badge> BadgesApi::badge(const PublishedDistribution &distribution, const QString &name) const
{
    if (name == u"version")
        return versionBadge(distribution);
    if (name == u"licence" || name == u"license")
        return licenceBadge(distribution);
    if (name == u"postgresql") {
        const Result<QList<Report>> reports =
            ReportStore(m_context.database).all({distribution.key(), {}, {}, {}});
        return reports ? Result<Badge>(postgresBadge(distribution, *reports)) : reports.error();
    }
    if (name == u"installs") {
        const Result<CounterStore::Totals> totals =
            CounterStore(m_context.database).totals(distribution.key(), m_context.clock.now());
        if (!totals)
            return totals.error();
        return Badge{tr("installs"), QString::number(totals->installs), Badge::Tone::Neutral};
    }
    if (name == u"rating") {
        const Result<QList<Review>> reviews =
            ReviewStore(m_context.database)
                .shown(distribution.key(), 0, std::numeric_limits<int>::max());
        return reviews ? Result<Badge>(ratingBadge(distribution, *reviews)) : reviews.error();
    }
    return Error{Error::Kind::NotFound,
                 tr("There is no badge “%1”; there are %2.").arg(name, names().join(u", "_s)),
                 {}};
}

RegistryResponse BadgesApi::answer(const ApiCall &call) const
{
    QString name = call.variable(u"badge"_s);
    if (!name.endsWith(u".svg"))
        return call.problem(
            {Error::Kind::NotFound, tr("Badges are pictures: /badge/NAME/%1.svg").arg(name), {}});
    name.chop(4);
    const auto distribution = m_context.database.read([&](SqlConnection &connection) {
        return PublishedDistribution::load(connection, call.variable(u"distribution"_s));
    });
    if (!distribution)
        return call.problem(distribution.error());
    const Result<Badge> made = badge(*distribution, name);
    if (!made)
        return call.problem(made.error());
    RegistryResponse response;
    response.body = made->toSvg();
    const QByteArray etag =
        '"' + QCryptographicHash::hash(response.body, QCryptographicHash::Sha256).toHex().left(32)
        + '"';
    response.headers = {
        {"ETag", etag},
        {"Cache-Control", "public, max-age=300"},
        {"X-Content-Type-Options", "nosniff"},
        {"Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'"}};
    if (call.request().isShared)
        response.headers.emplaceBack("Access-Control-Allow-Origin", "*");
    if (HttpConditions::isUnchanged(call.request(), {etag, {}})) {
        response.status = 304;
        response.body.clear();
        return response;
    }
    response.headers.emplaceBack("Content-Type", "image/svg+xml; charset=utf-8");
    return response;
}
