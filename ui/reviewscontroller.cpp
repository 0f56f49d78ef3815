// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "reviewscontroller.h"

#include "reviewtexts.h"

#include <QJsonDocument>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 20;

ReviewDraft draftOf(const QString &works, const QVariantMap &stars, const QString &text)
{
    ReviewDraft draft{works, {}, text};
    for (auto star = stars.begin(); star != stars.end(); ++star) {
        if (star->toInt() > 0)
            draft.stars.insert(star.key(), star->toInt());
    }
    return draft;
}

} // namespace

ReviewsController::ReviewsController(UiServices &services, ConfirmationController &confirmation,
                                     QObject *parent)
    : RegistryTabController(services, parent), m_confirmation(confirmation)
{
    // An install may have made the receipt that was missing.
    connect(&services.queue, &JobQueue::finished, this, &ReviewsController::refresh);
}

QUrlQuery ReviewsController::filter() const
{
    QUrlQuery query;
    if (m_postgres > 0)
        query.addQueryItem(u"postgres"_s, QString::number(m_postgres));
    return query;
}

void ReviewsController::ask()
{
    const int asked = ++m_asked;
    m_isFetching = false;
    QUrlQuery list = filter();
    list.addQueryItem(u"limit"_s, QString::number(pageSize));
    question<Page>(
        [&services = services(), subject = subject(), ratingPath = path(u"rating"_s),
         listPath = path(u"reviews"_s), filter = filter(), list](RegistryApi &api) -> Result<Page> {
            const auto rating = api.get(ratingPath, filter);
            if (!rating)
                return rating.error();
            const auto reviews = api.get(listPath, list);
            if (!reviews)
                return reviews.error();
            return Page{*rating, reviews->value[u"items"].toArray(),
                        reviews->value[u"next"].toString(),
                        OwnReview::find(api, services, subject.registry, subject.distribution)};
        },
        [this, asked](const Result<Page> &page) {
            if (asked != m_asked)
                return;
            m_isRefreshing = false;
            if (page)
                show(*page);
            else
                showError(tr("The reviews cannot be shown"), page.error());
            Q_EMIT contentChanged();
        });
}

void ReviewsController::show(const Page &page)
{
    m_own = page.own;
    m_rating = ReviewTexts::rating(page.rating.value);
    m_takesTexts = page.rating.value[u"texts"].toBool(true);
    m_majors.clear();
    int total = 0;
    for (const QJsonValue &major : page.rating.value[u"majors"].toArray()) {
        const int count = major[u"reviews"].toInt();
        total += count;
        m_majors += QVariantMap{
            {u"value"_s, major[u"postgres"].toInt()},
            {u"text"_s, tr("PostgreSQL %1 (%2)").arg(major[u"postgres"].toInt()).arg(count)}};
    }
    m_total = std::max(total, page.rating.value[u"reviews"].toInt());
    if (!m_majors.isEmpty())
        m_majors.prepend(QVariantMap{{u"value"_s, 0}, {u"text"_s, tr("All PostgreSQL versions")}});
    // While there are only old ones, they are what there is to read.
    m_foldsOutdated =
        page.rating.value[u"outdated"].toInt() < page.rating.value[u"reviews"].toInt();
    m_next = page.next;
    QList<ReviewRow> rows;
    QList<ReviewRow> outdated;
    const QDateTime now = services().install.clock.now();
    for (const QJsonValue &item : page.items) {
        const bool isFolded = m_foldsOutdated && item[u"outdated"].toBool();
        (isFolded ? outdated : rows) += ReviewTexts::row(item.toObject(), m_own.nickname, now);
    }
    m_rows.setRows(rows);
    m_outdated.setRows(outdated);
    showAge(page.rating);
    setState(u"ready"_s);
    Q_EMIT ownChanged();
}

void ReviewsController::fetchMore()
{
    if (m_isFetching || !hasMore())
        return;
    m_isFetching = true;
    Q_EMIT contentChanged();
    QUrlQuery list = filter();
    list.addQueryItem(u"limit"_s, QString::number(pageSize));
    list.addQueryItem(u"cursor"_s, m_next);
    question<QJsonObject>(
        [listPath = path(u"reviews"_s), list](RegistryApi &api) -> Result<QJsonObject> {
            const auto reviews = api.get(listPath, list);
            if (!reviews)
                return reviews.error();
            return reviews->value;
        },
        [this, asked = m_asked](const Result<QJsonObject> &page) {
            if (asked != m_asked)
                return;
            m_isFetching = false;
            if (page) {
                append(page->value(u"items"_s).toArray());
                m_next = page->value(u"next"_s).toString();
            } else {
                Q_EMIT told(u"bad"_s, page.error().message);
            }
            Q_EMIT contentChanged();
        });
}

void ReviewsController::append(const QJsonArray &items)
{
    const QDateTime now = services().install.clock.now();
    QList<ReviewRow> rows;
    QList<ReviewRow> outdated;
    for (const QJsonValue &item : items) {
        const bool isFolded = m_foldsOutdated && item[u"outdated"].toBool();
        (isFolded ? outdated : rows) += ReviewTexts::row(item.toObject(), m_own.nickname, now);
    }
    m_rows.append(rows);
    m_outdated.append(outdated);
}

void ReviewsController::forget()
{
    ++m_asked;
    m_rows.setRows({});
    m_outdated.setRows({});
    m_rating.clear();
    m_majors.clear();
    m_total = -1;
    m_postgres = 0;
    m_next.clear();
    m_isFetching = false;
    m_isRefreshing = false;
    m_own = {};
    setBusy(false);
    Q_EMIT postgresChanged();
    Q_EMIT ownChanged();
}

void ReviewsController::setPostgres(int major)
{
    if (m_postgres == major)
        return;
    m_postgres = major;
    m_isRefreshing = true;
    Q_EMIT postgresChanged();
    Q_EMIT contentChanged();
    ask();
}

QVariantList ReviewsController::requirements() const
{
    return m_own.requirements(registryTitle(), subject().distribution);
}

QVariantMap ReviewsController::own() const
{
    if (!m_own.review)
        return {};
    const ReviewRow row =
        ReviewTexts::row(*m_own.review, m_own.nickname, services().install.clock.now());
    return {{u"works"_s, row.works},
            {u"worksText"_s, row.worksText},
            {u"worksKind"_s, row.worksKind},
            {u"worksIcon"_s, row.worksIcon},
            {u"stars"_s, m_own.review->value(u"stars"_s).toObject().toVariantMap()},
            {u"aspects"_s, row.aspects},
            {u"body"_s, row.text},
            {u"when"_s, row.when},
            {u"place"_s, row.place},
            {u"reply"_s, row.reply},
            {u"replyBy"_s, row.replyBy},
            {u"isHidden"_s, m_own.review->value(u"state"_s).toString() == u"hidden"}};
}

QString ReviewsController::sentText() const
{
    const QString name = m_own.nickname.isEmpty() ? tr("that you have there") : m_own.nickname;
    if (m_own.receiptToSend())
        return tr("It goes to %1 under the name %2, with the receipt of your install: %3.")
            .arg(registryTitle(), name, m_own.receiptText());
    return tr("It goes to %1 under the name %2, as a review of %3.")
        .arg(registryTitle(), name, m_own.review ? ReviewTexts::place(*m_own.review) : QString());
}

QString ReviewsController::payload(const QString &works, const QVariantMap &stars,
                                   const QString &text) const
{
    const Result<QJsonObject> review = draftOf(works, stars, text).toJson(m_own.receiptToSend());
    return review ? QString::fromUtf8(QJsonDocument(*review).toJson()).trimmed() : QString();
}

void ReviewsController::publish(const QString &works, const QVariantMap &stars, const QString &text)
{
    const std::optional<ReceiptStore::Kept> receipt = m_own.receiptToSend();
    const Result<QJsonObject> review = draftOf(works, stars, text).toJson(receipt);
    if (!review) {
        setProblem(review.error().message);
        return;
    }
    write(
        [&services = services(), name = subject().distribution, review = *review,
         receipt](RegistryApi &api) -> Result<QString> {
            const ReceiptStore receipts(services.install.locations, services.install.clock);
            if (auto sent = ReviewClient(api, receipts).publish(name, review, receipt); !sent)
                return sent.error();
            return tr("Your review is published.");
        },
        true);
}

void ReviewsController::remove()
{
    m_confirmation.ask(
        {tr("Delete your review of %1?").arg(subject().distribution),
         tr("It goes from %1 at once, with the reply to it. You can write another one.")
             .arg(registryTitle()),
         {},
         {},
         tr("Delete the review"),
         true},
        [this] {
            write(
                [&services = services(),
                 name = subject().distribution](RegistryApi &api) -> Result<QString> {
                    const ReceiptStore receipts(services.install.locations, services.install.clock);
                    if (auto removed = ReviewClient(api, receipts).remove(name); !removed)
                        return removed.error();
                    return tr("Your review is deleted.");
                },
                false);
        });
}

void ReviewsController::report(qint64 review, const QString &reason)
{
    write(
        [&services = services(), review, reason](RegistryApi &api) -> Result<QString> {
            const ReceiptStore receipts(services.install.locations, services.install.clock);
            if (auto flagged = ReviewClient(api, receipts).flag(review, reason); !flagged)
                return flagged.error();
            return tr("Thank you: the registry’s moderators will look at it.");
        },
        true);
}

QString ReviewsController::replyText() const
{
    return tr("It goes to %1 and is shown below the review to everybody, under the name %2, as an "
              "owner’s reply.")
        .arg(registryTitle(),
             m_own.nickname.isEmpty() ? tr("that you have there") : m_own.nickname);
}

void ReviewsController::reply(qint64 review, const QString &text)
{
    if (text.trimmed().isEmpty()) {
        setProblem(tr("Write something; without a text the reply would be taken away."));
        return;
    }
    write(
        [&services = services(), review, text](RegistryApi &api) -> Result<QString> {
            const ReceiptStore receipts(services.install.locations, services.install.clock);
            if (auto replied = ReviewClient(api, receipts).reply(review, text); !replied)
                return replied.error();
            return tr("Your reply is published.");
        },
        true);
}

void ReviewsController::removeReply(qint64 review, const QString &user)
{
    m_confirmation.ask(
        {tr("Delete the reply to %1’s review?").arg(user),
         tr("It goes from %1 at once; the review stays. You can write another reply.")
             .arg(registryTitle()),
         {},
         {},
         tr("Delete the reply"),
         true},
        [this, review] {
            write(
                [&services = services(), review](RegistryApi &api) -> Result<QString> {
                    const ReceiptStore receipts(services.install.locations, services.install.clock);
                    if (auto removed = ReviewClient(api, receipts).reply(review, {}); !removed)
                        return removed.error();
                    return tr("The reply is deleted.");
                },
                false);
        });
}

void ReviewsController::write(const std::function<Result<QString>(RegistryApi &)> &work,
                              bool inDialog)
{
    setProblem({});
    setBusy(true);
    question<QString>(
        [work, token = m_own.token](RegistryApi &api) {
            api.setToken(token);
            return work(api);
        },
        [this, inDialog](const Result<QString> &answer) {
            setBusy(false);
            if (!answer) {
                const Error &error = answer.error();
                const QString text = error.detail.isEmpty() || error.detail == error.message
                                         ? error.message
                                         : error.message + u'\n' + error.detail;
                if (inDialog)
                    setProblem(text);
                else
                    Q_EMIT told(u"bad"_s, text);
                return;
            }
            if (inDialog)
                Q_EMIT done();
            Q_EMIT told(u"ok"_s, *answer);
            ask();
        });
}

void ReviewsController::setProblem(const QString &problem)
{
    if (m_problem == problem)
        return;
    m_problem = problem;
    Q_EMIT problemChanged();
}

void ReviewsController::setBusy(bool busy)
{
    if (m_isBusy == busy)
        return;
    m_isBusy = busy;
    Q_EMIT busyChanged();
}
