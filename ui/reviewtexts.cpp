// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "reviewtexts.h"

#include "install/reviewclient.h"
#include "texts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

constexpr int mostStars = 5;

QString tr(const char *text, const char *note = nullptr, int n = -1)
{
    return QCoreApplication::translate("ReviewTexts", text, note, n);
}

qreal shareOf(int count, int all)
{
    return all > 0 ? static_cast<qreal>(count) / all : 0;
}

QVariantMap starsOf(const QString &key, const QString &title, const QJsonValue &summary)
{
    const int count = summary[u"count"].toInt();
    const double average = summary[u"average"].toDouble();
    const QJsonArray histogram = summary[u"histogram"].toArray();
    QVariantList bars;
    for (int stars = mostStars; stars > 0; --stars) {
        const int given = histogram.at(stars - 1).toInt();
        bars += QVariantMap{
            {u"stars"_s, stars}, {u"count"_s, given}, {u"share"_s, shareOf(given, count)}};
    }
    return {{u"key"_s, key},
            {u"title"_s, title},
            {u"count"_s, count},
            {u"average"_s, average},
            {u"averageText"_s, count > 0 ? QLocale().toString(average, 'f', 1) : QString()},
            {u"bars"_s, bars}};
}

} // namespace

ReviewTexts::Verdict ReviewTexts::verdict(const QString &works)
{
    if (works == u"yes")
        return {tr("Works"), u"ok"_s, u"check-circle"_s};
    if (works == u"no")
        return {tr("Does not work"), u"bad"_s, u"error"_s};
    return {tr("Works partly"), u"warn"_s, u"warning"_s};
}

QString ReviewTexts::aspect(const QString &name)
{
    if (name == u"docs")
        return tr("Documentation");
    if (name == u"ease")
        return tr("Ease of use");
    if (name == u"performance")
        return tr("Performance");
    return tr("Stability");
}

QString ReviewTexts::place(const QJsonObject &review)
{
    return QStringList{review[u"version"].toString(),
                       tr("PostgreSQL %1").arg(review[u"postgres"].toInt()),
                       Texts::platform(review[u"os"].toString(), review[u"arch"].toString())}
        .join(u" · "_s);
}

ReviewRow ReviewTexts::row(const QJsonObject &review, const QString &own, const QDateTime &now)
{
    ReviewRow row;
    row.id = review[u"id"].toInteger();
    row.user = review[u"user"].toString();
    const QDateTime created = QDateTime::fromString(review[u"created"].toString(), Qt::ISODate);
    const QDateTime changed = QDateTime::fromString(review[u"changed"].toString(), Qt::ISODate);
    row.when = created == changed ? Texts::ago(created, now)
                                  : tr("changed %1").arg(Texts::ago(changed, now));
    row.place = place(review);
    row.works = review[u"works"].toString();
    const Verdict said = verdict(row.works);
    row.worksText = said.text;
    row.worksKind = said.kind;
    row.worksIcon = said.icon;
    for (const QString &name : ReviewDraft::aspects()) {
        if (const int stars = review[u"stars"][name].toInt(); stars > 0)
            row.aspects += QVariantMap{{u"title"_s, aspect(name)}, {u"stars"_s, stars}};
    }
    row.text = review[u"text"].toString();
    const QJsonValue reply = review[u"reply"];
    row.reply = reply[u"text"].toString();
    if (!row.reply.isEmpty())
        row.replyBy =
            tr("%1 (owner), %2")
                .arg(
                    reply[u"user"].toString(),
                    Texts::ago(QDateTime::fromString(reply[u"date"].toString(), Qt::ISODate), now));
    row.isOwn = !own.isEmpty() && row.user == own;
    return row;
}

QVariantMap ReviewTexts::rating(const QJsonObject &rating)
{
    const int reviews = rating[u"reviews"].toInt();
    const int counted = rating[u"counted"].toInt();
    QVariantList works;
    for (const QString &name : {u"yes"_s, u"partly"_s, u"no"_s}) {
        const Verdict said = verdict(name);
        const int count = rating[u"works"][name].toInt();
        works += QVariantMap{{u"text"_s, said.text},
                             {u"kind"_s, said.kind},
                             {u"icon"_s, said.icon},
                             {u"count"_s, count},
                             {u"share"_s, shareOf(count, counted)}};
    }
    QVariantList stars{starsOf(u"overall"_s, tr("All aspects"), rating[u"overall"])};
    for (const QString &name : ReviewDraft::aspects())
        stars += starsOf(name, aspect(name), rating[u"aspects"][name]);
    const QString all = reviews == 1 ? tr("1 review") : tr("%n reviews", "", reviews);
    const QVariantMap overall = stars.constFirst().toMap();
    return {
        {u"reviews"_s, reviews},
        {u"counted"_s, counted},
        {u"summary"_s,
         counted == reviews
             ? all
             : tr("%1, of which %2 about the newest version are counted").arg(all).arg(counted)},
        {u"average"_s, overall[u"average"_s]},
        {u"averageText"_s, overall[u"averageText"_s]},
        {u"works"_s, works},
        {u"stars"_s, stars},
        {u"rule"_s, rating[u"rule"].toString()}};
}
