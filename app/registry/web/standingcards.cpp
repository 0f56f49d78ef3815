// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/standingcards.h"

#include "registry/api/badgesapi.h"
#include "registry/web/reviewsection.h"
#include "registry/web/webparts.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("WebPages", text);
}

QString number(qint64 count)
{
    return QLocale(QLocale::English).toString(count);
}

QString badgeText(const QString &badge)
{
    if (badge == u"version")
        return tr("Version");
    if (badge == u"licence")
        return tr("Licence");
    if (badge == u"postgresql")
        return u"PostgreSQL"_s;
    return badge == u"installs" ? tr("Installs") : tr("Rating");
}

} // namespace

void StandingCards::writeNumbers(HtmlWriter &html, const Standing &standing)
{
    html.open("section", {{"class", u"card"_s}}).put("h2", tr("In numbers"));
    ReviewSection::writeSummary(html, standing);
    html.open("dl", {{"class", u"facts numbers"_s}});
    html.put("dt", tr("Downloads")).put("dd", number(standing.totals.downloads));
    html.put("dt", tr("Confirmed installs")).put("dd", number(standing.totals.installs));
    html.put("dt", tr("In use now")).put("dd", number(standing.totals.active));
    html.close();
    html.open("details").put("summary", tr("How this is counted"));
    for (const QString &rule :
         {CounterStore::downloadRule(), CounterStore::installRule(), CounterStore::activeRule()})
        html.put("p", rule, {{"class", u"mute"_s}});
    html.close().close();
}

void StandingCards::writeBadges(HtmlWriter &html, const Standing &standing, const QString &origin)
{
    const QString folder = u"/badge/%1/"_s.arg(HtmlWriter::part(standing.distribution.key()));
    const QString page = origin + WebParts::distAddress(standing.distribution.name());
    html.open("section", {{"class", u"card"_s}}).put("h2", tr("Badges"));
    html.open("p", {{"class", u"badges"_s}});
    QString snippet;
    const QStringList badges = BadgesApi::names();
    for (const QString &badge : badges) {
        const QString picture = folder + badge + u".svg"_s;
        html.single("img", {{"src", picture}, {"alt", badgeText(badge)}, {"height", u"20"_s}});
        html.text(u" "_s);
        snippet += u"[![%1](%2)](%3)\n"_s.arg(badgeText(badge), origin + picture, page);
    }
    html.close();
    html.open("details").put("summary", tr("Put them into your README"));
    html.open("pre").put("code", snippet.trimmed()).close();
    html.close().close();
}
