// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/reviewsapi.h"

#include "registry/api/openapi.h"
#include "registry/jsonschema.h"
#include "registry/reports/rating.h"

#include <QCoreApplication>
#include <QMap>

#include <limits>

using namespace Qt::StringLiterals;

namespace {

constexpr int oldestMajor = 8;
constexpr int newestMajor = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("ReviewsApi", text);
}

QString timeText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

QJsonObject toJson(const Review &review, bool withTexts,
                   const PublishedDistribution *distribution = nullptr)
{
    QJsonObject stars;
    for (int aspect = 0; aspect < Review::aspects; ++aspect) {
        if (const int given = review.stars[std::size_t(aspect)]; given > 0)
            stars.insert(aspectName(aspect), given);
    }
    QJsonObject object{{u"id"_s, review.id},
                       {u"user"_s, review.nickname},
                       {u"distribution"_s, review.distribution},
                       {u"version"_s, review.version},
                       {u"postgres"_s, review.postgresMajor},
                       {u"os"_s, review.os},
                       {u"arch"_s, review.arch},
                       {u"works"_s, nameOf(review.works)},
                       {u"stars"_s, stars},
                       {u"state"_s, nameOf(review.state)},
                       {u"created"_s, timeText(review.created)},
                       {u"changed"_s, timeText(review.changed)}};
    if (distribution)
        object.insert(u"outdated"_s, distribution->isOutdated(review.version));
    if (withTexts && !review.text.isEmpty())
        object.insert(u"text"_s, review.text);
    if (withTexts && !review.reply.isEmpty())
        object.insert(u"reply"_s, QJsonObject{{u"text"_s, review.reply},
                                              {u"user"_s, review.replyBy},
                                              {u"date"_s, timeText(review.replied)}});
    return object;
}

/// The request's content, checked by the schema that the API's description has for it.
Result<QJsonObject> checked(const ApiCall &call, const QString &schema)
{
    const Result<QJsonObject> content = call.json();
    if (!content)
        return content;
    const QJsonObject &document = OpenApi::document();
    const QStringList problems =
        JsonSchema(document).problemsOf(*content, document[u"components"][u"schemas"][schema]);
    if (problems.isEmpty())
        return content;
    return Error{Error::Kind::Invalid, problems.first(), problems.join(u'\n')};
}

/// Which PostgreSQL's reviews are asked for; 0: all.
Result<int> majorOf(const ApiCall &call)
{
    const auto asked = call.request().queryValue("postgres");
    if (!asked)
        return 0;
    bool isNumber = false;
    const int major = asked->toInt(&isNumber);
    if (!isNumber || major < oldestMajor || major > newestMajor)
        return Error{Error::Kind::Invalid,
                     tr("“postgres” should be a major version of PostgreSQL, for example 17."),
                     {}};
    return major;
}

/// Texts end up on pages: what would only disturb them is taken out.
QString cleanText(const QString &text)
{
    QString clean;
    for (const QChar c : text) {
        const bool isControl = c.category() == QChar::Other_Control && c != u'\n' && c != u'\t';
        // Marks that turn the direction of what follows.
        const bool turns = (c >= u'\u202a' && c <= u'\u202e') || (c >= u'\u2066' && c <= u'\u2069');
        if (!isControl && !turns)
            clean.append(c);
    }
    return clean.trimmed();
}

} // namespace

void ReviewsApi::addTo(ApiRouter &router)
{
    const auto add = [&](const char *method, const QString &pattern,
                         std::optional<TokenScope> scope,
                         RegistryResponse (ReviewsApi::*answer)(const ApiCall &) const) {
        ApiRoute route{method, pattern, scope,
                       [this, answer](const ApiCall &call) { return (this->*answer)(call); },
                       64 * 1024};
        route.checksDistribution = pattern.startsWith(u"/api/v2/reviews/");
        router.add(std::move(route));
    };
    const QString distribution = u"/api/v2/distributions/{distribution}"_s;
    add("GET", distribution + u"/reviews"_s, {}, &ReviewsApi::list);
    add("GET", distribution + u"/rating"_s, {}, &ReviewsApi::rating);
    add("GET", distribution + u"/reviews/own"_s, TokenScope::Review, &ReviewsApi::own);
    add("PUT", distribution + u"/reviews/own"_s, TokenScope::Review, &ReviewsApi::write);
    add("DELETE", distribution + u"/reviews/own"_s, TokenScope::Review, &ReviewsApi::remove);
    add("GET", distribution + u"/reviews/rights"_s, TokenScope::Review, &ReviewsApi::rights);
    add("PUT", u"/api/v2/reviews/{review}/reply"_s, TokenScope::Publish, &ReviewsApi::reply);
    add("POST", u"/api/v2/reviews/{review}/flags"_s, TokenScope::Review, &ReviewsApi::flag);
    add("GET", u"/api/v2/moderation/reviews"_s, TokenScope::Admin, &ReviewsApi::queue);
    add("PUT", u"/api/v2/moderation/reviews/{review}"_s, TokenScope::Admin, &ReviewsApi::decide);
}

Result<bool> ReviewsApi::showsTexts() const
{
    return m_context.settings.isOn(u"review-texts"_s);
}

RegistryResponse ReviewsApi::answer(const ApiCall &call, const Review &review, int status) const
{
    const Result<bool> withTexts = showsTexts();
    if (!withTexts)
        return call.problem(withTexts.error());
    return call.answer(toJson(review, *withTexts), status);
}

RegistryResponse ReviewsApi::list(const ApiCall &call) const
{
    const Result<ApiCall::Page> page = call.page();
    if (!page)
        return call.problem(page.error());
    const Result<int> major = majorOf(call);
    if (!major)
        return call.problem(major.error());
    const auto distribution = m_context.database.read([&](SqlConnection &connection) {
        return PublishedDistribution::load(connection, call.variable(u"distribution"_s));
    });
    if (!distribution)
        return call.problem(distribution.error());
    const Result<bool> withTexts = showsTexts();
    if (!withTexts)
        return call.problem(withTexts.error());
    const Result<QList<Review>> reviews =
        ReviewStore(m_context.database)
            .shown(distribution->key(), page->after, page->limit, *major);
    if (!reviews)
        return call.problem(reviews.error());
    QJsonArray items;
    for (const Review &review : *reviews)
        items.append(toJson(review, *withTexts, &*distribution));
    return call.answerPage(items, *page, reviews->isEmpty() ? 0 : reviews->last().id);
}

RegistryResponse ReviewsApi::rating(const ApiCall &call) const
{
    const Result<int> major = majorOf(call);
    if (!major)
        return call.problem(major.error());
    const auto distribution = m_context.database.read([&](SqlConnection &connection) {
        return PublishedDistribution::load(connection, call.variable(u"distribution"_s));
    });
    if (!distribution)
        return call.problem(distribution.error());
    const Result<QList<Review>> reviews =
        ReviewStore(m_context.database)
            .shown(distribution->key(), 0, std::numeric_limits<int>::max());
    if (!reviews)
        return call.problem(reviews.error());
    const Result<bool> withTexts = showsTexts();
    if (!withTexts)
        return call.problem(withTexts.error());
    QMap<int, int> byMajor;
    QList<Review> wanted;
    for (const Review &review : *reviews) {
        ++byMajor[review.postgresMajor];
        if (*major == 0 || review.postgresMajor == *major)
            wanted.append(review);
    }
    QJsonArray majors;
    for (auto one = byMajor.begin(); one != byMajor.end(); ++one)
        majors.prepend(QJsonObject{{u"postgres"_s, one.key()}, {u"reviews"_s, one.value()}});
    QJsonObject object = Rating::of(wanted, *distribution).toJson();
    object.insert(u"distribution"_s, distribution->name());
    object.insert(u"majors"_s, majors);
    object.insert(u"texts"_s, *withTexts);
    object.insert(u"rule"_s, Rating::rule());
    return call.answer(object);
}

RegistryResponse ReviewsApi::own(const ApiCall &call) const
{
    const Result<Review> review =
        ReviewStore(m_context.database)
            .ofUser(call.identity().account.id, call.variable(u"distribution"_s));
    return review ? answer(call, *review) : call.problem(review.error());
}

RegistryResponse ReviewsApi::write(const ApiCall &call) const
{
    const Result<QJsonObject> content = checked(call, u"ReviewText"_s);
    if (!content)
        return call.problem(content.error());
    Review review;
    review.userId = call.identity().account.id;
    review.distribution = call.variable(u"distribution"_s).toLower();
    review.works = worksNamed(content->value(u"works"_s).toString()).value_or(Review::Works::No);
    for (int aspect = 0; aspect < Review::aspects; ++aspect)
        review.stars[std::size_t(aspect)] = content->value(u"stars"_s)[aspectName(aspect)].toInt();
    review.text = cleanText(content->value(u"text"_s).toString());
    const Result<bool> withTexts = showsTexts();
    if (!withTexts)
        return call.problem(withTexts.error());
    if (!*withTexts && !review.text.isEmpty())
        return call.problem({Error::Kind::Invalid,
                             tr("/text: this registry takes reviews without a text; leave it out."),
                             {}});
    ReviewStore store(m_context.database);
    const QDateTime now = m_context.clock.now();
    const QByteArray compact = content->value(u"receipt"_s).toString().toLatin1();
    if (compact.isEmpty()) {
        const Result<ReviewStore::Kept> kept = store.edit(review, now);
        if (kept)
            return answer(call, kept->review);
        if (kept.error().kind != Error::Kind::NotFound)
            return call.problem(kept.error());
        return call.problem({Error::Kind::Invalid,
                             tr("/receipt: a first review needs the receipt of an install. Howdah "
                                "makes one when it "
                                "has proven an install; `howdahctl review` sends it along."),
                             {}});
    }
    const Result<InstallReceipt> receipt = InstallReceipt::verify(compact, now);
    if (!receipt)
        return call.problem(receipt.error());
    if (receipt->distribution.toLower() != review.distribution)
        return call.problem(
            {Error::Kind::Invalid,
             tr("/receipt: is about %1, not about this distribution.").arg(receipt->distribution),
             {}});
    const Result<ReviewStore::Kept> kept = store.keep(review, *receipt, now);
    if (!kept)
        return call.problem(kept.error());
    return answer(call, kept->review, kept->isNew ? 201 : 200);
}

RegistryResponse ReviewsApi::remove(const ApiCall &call) const
{
    ReviewStore store(m_context.database);
    const Result<Review> review =
        store.ofUser(call.identity().account.id, call.variable(u"distribution"_s));
    if (!review)
        return call.problem(review.error());
    if (const Result<void> removed = store.remove(*review, m_context.clock.now()); !removed)
        return call.problem(removed.error());
    return ApiCall::nothing();
}

RegistryResponse ReviewsApi::rights(const ApiCall &call) const
{
    const QString name = call.variable(u"distribution"_s);
    const Result<bool> isOwner =
        m_context.database.read([&](SqlConnection &connection) -> Result<bool> {
            const auto distribution = PublishedDistribution::load(connection, name);
            if (!distribution)
                return distribution.error();
            return distribution->isOwnedBy(connection, call.identity().account.id);
        });
    if (!isOwner)
        return call.problem(isOwner.error());
    const Identity &identity = call.identity();
    return call.answer({{u"owner"_s, *isOwner},
                        {u"reply"_s, *isOwner && identity.may(TokenScope::Publish)
                                         && identity.mayTouch(name.toLower())}});
}

RegistryResponse ReviewsApi::reply(const ApiCall &call) const
{
    const Result<qint64> id = call.idVariable(u"review"_s);
    if (!id)
        return call.problem(id.error());
    const Result<QJsonObject> content = checked(call, u"ReviewReply"_s);
    if (!content)
        return call.problem(content.error());
    ReviewStore store(m_context.database);
    const Result<Review> review = store.byId(*id);
    if (!review)
        return call.problem(review.error());
    if (!call.identity().mayTouch(review->distribution))
        return call.problem(
            {Error::Kind::Permission, tr("This token is for another distribution."), {}});
    const Result<Review> replied =
        store.reply(*id, call.identity().account.id,
                    cleanText(content->value(u"text"_s).toString()), m_context.clock.now());
    return replied ? answer(call, *replied) : call.problem(replied.error());
}

RegistryResponse ReviewsApi::flag(const ApiCall &call) const
{
    const Result<qint64> id = call.idVariable(u"review"_s);
    if (!id)
        return call.problem(id.error());
    const Result<QJsonObject> content = checked(call, u"ReviewFlag"_s);
    if (!content)
        return call.problem(content.error());
    ReviewStore store(m_context.database);
    if (call.identity().isRestricted()) {
        const Result<Review> review = store.byId(*id);
        if (!review)
            return call.problem(review.error());
        if (!call.identity().mayTouch(review->distribution))
            return call.problem(
                {Error::Kind::Permission, tr("This token is for another distribution."), {}});
    }
    const Result<void> flagged =
        store.flag(*id, call.identity().account.id,
                   cleanText(content->value(u"reason"_s).toString()), m_context.clock.now());
    return flagged ? ApiCall::nothing() : call.problem(flagged.error());
}

RegistryResponse ReviewsApi::queue(const ApiCall &call) const
{
    const Result<ApiCall::Page> page = call.page();
    if (!page)
        return call.problem(page.error());
    const Result<QList<ReviewStore::Flagged>> queue =
        ReviewStore(m_context.database).queue(page->after, page->limit);
    if (!queue)
        return call.problem(queue.error());
    QJsonArray items;
    for (const ReviewStore::Flagged &flagged : *queue) {
        QJsonArray flags;
        for (const ReviewStore::Flag &flag : flagged.flags)
            flags.append(QJsonObject{{u"user"_s, flag.nickname},
                                     {u"reason"_s, flag.reason},
                                     {u"date"_s, timeText(flag.created)}});
        QJsonObject item = toJson(flagged.review, true);
        item.insert(u"flags"_s, flags);
        items.append(item);
    }
    return call.answerPage(items, *page, queue->isEmpty() ? 0 : queue->last().review.id);
}

RegistryResponse ReviewsApi::decide(const ApiCall &call) const
{
    const Result<qint64> id = call.idVariable(u"review"_s);
    if (!id)
        return call.problem(id.error());
    const Result<QJsonObject> content = checked(call, u"ReviewDecision"_s);
    if (!content)
        return call.problem(content.error());
    const auto state = reviewStateNamed(content->value(u"state"_s).toString());
    const Result<Review> review =
        ReviewStore(m_context.database)
            .setState(*id, state.value_or(Review::State::Hidden), m_context.clock.now());
    return review ? answer(call, *review) : call.problem(review.error());
}
