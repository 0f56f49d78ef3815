// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/reviewclient.h"

#include <QCoreApplication>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.install.reviewclient")

constexpr int mostStars = 5;
constexpr qsizetype longestText = 4000;
constexpr qsizetype shortestReason = 3;

QString tr(const char *text)
{
    return QCoreApplication::translate("ReviewClient", text);
}

QString pathOf(const QString &distribution)
{
    return u"distributions/%1/reviews/own"_s.arg(RegistryApi::part(distribution));
}

Result<void> checkLength(const QString &text)
{
    if (text.size() <= longestText)
        return {};
    return Error{
        Error::Kind::Invalid,
        tr("The text has %1 characters; at most %2 are taken.").arg(text.size()).arg(longestText),
        {}};
}

} // namespace

QStringList ReviewDraft::aspects()
{
    return {u"docs"_s, u"ease"_s, u"performance"_s, u"stability"_s};
}

Result<QJsonObject> ReviewDraft::toJson(const std::optional<ReceiptStore::Kept> &receipt) const
{
    if (!QStringList{u"yes"_s, u"partly"_s, u"no"_s}.contains(works))
        return Error{Error::Kind::Invalid, tr("Say whether it works: yes, partly or no."), {}};
    if (Result<void> fits = checkLength(text); !fits)
        return fits.error();
    QJsonObject review{{u"works"_s, works}};
    QJsonObject given;
    for (auto star = stars.begin(); star != stars.end(); ++star) {
        if (!aspects().contains(star.key()) || star.value() < 1 || star.value() > mostStars)
            return Error{Error::Kind::Invalid,
                         tr("“%1” takes 1 to %2 stars.").arg(star.key()).arg(mostStars),
                         {}};
        given.insert(star.key(), star.value());
    }
    if (!given.isEmpty())
        review.insert(u"stars"_s, given);
    if (!text.trimmed().isEmpty())
        review.insert(u"text"_s, text.trimmed());
    if (receipt)
        review.insert(u"receipt"_s, QString::fromLatin1(receipt->signedText));
    return review;
}

Result<std::optional<QJsonObject>> ReviewClient::own(const QString &distribution,
                                                     const CancellationToken &token)
{
    const Result<RegistryApi::Reading> review = m_api.get(pathOf(distribution), {}, token);
    if (review)
        return std::optional(review->value);
    if (review.error().kind == Error::Kind::NotFound)
        return std::optional<QJsonObject>();
    return review.error();
}

Result<QJsonObject> ReviewClient::publish(const QString &distribution, const QJsonObject &review,
                                          const std::optional<ReceiptStore::Kept> &receipt,
                                          const CancellationToken &token)
{
    Result<QJsonObject> answer = m_api.send("PUT", pathOf(distribution), review, token);
    // A review confirms the install as well.
    if (answer && receipt) {
        if (const Result<void> marked = m_receipts.markSent(receipt->id); !marked)
            qCWarning(lc).noquote() << marked.error().message << marked.error().detail;
    }
    return answer;
}

Result<void> ReviewClient::remove(const QString &distribution, const CancellationToken &token)
{
    if (const Result<QJsonObject> done = m_api.send("DELETE", pathOf(distribution), {}, token);
        !done)
        return done.error();
    return {};
}

Result<void> ReviewClient::flag(qint64 review, const QString &reason,
                                const CancellationToken &token)
{
    if (reason.trimmed().size() < shortestReason)
        return Error{
            Error::Kind::Invalid, tr("Say in some words what is wrong with the review."), {}};
    if (const Result<QJsonObject> done = m_api.send("POST", u"reviews/%1/flags"_s.arg(review),
                                                    {{u"reason"_s, reason.trimmed()}}, token);
        !done)
        return done.error();
    return {};
}

Result<ReviewClient::Rights> ReviewClient::rights(const QString &distribution,
                                                  const CancellationToken &token)
{
    const Result<RegistryApi::Reading> rights = m_api.get(
        u"distributions/%1/reviews/rights"_s.arg(RegistryApi::part(distribution)), {}, token);
    if (rights) {
        const bool mayReply = rights->value[u"reply"].toBool();
        return Rights{rights->value[u"owner"].toBool(mayReply), mayReply};
    }
    // The token is not for reviews; or the registry is older than this question.
    if (rights.error().kind == Error::Kind::Permission
        || rights.error().kind == Error::Kind::NotFound)
        return Rights();
    return rights.error();
}

Result<void> ReviewClient::reply(qint64 review, const QString &text, const CancellationToken &token)
{
    if (Result<void> fits = checkLength(text); !fits)
        return fits;
    if (const Result<QJsonObject> done = m_api.send("PUT", u"reviews/%1/reply"_s.arg(review),
                                                    {{u"text"_s, text.trimmed()}}, token);
        !done)
        return done.error();
    return {};
}
