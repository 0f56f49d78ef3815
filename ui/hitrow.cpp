// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "hitrow.h"

#include "texts.h"

#include <QCoreApplication>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("HitRow", text);
}

QVariantList badgesOf(const SearchHit &hit, int postgresMajor)
{
    QVariantList badges;
    badges += hit.needsRestart ? Texts::badge(tr("Needs restart"), u"warn"_s)
                               : Texts::badge(tr("No restart"), u"ok"_s);
    if (!hit.nativeCode && !hit.language.isEmpty())
        badges += Texts::badge(tr("SQL only"), u"primary"_s);
    else if (!hit.language.isEmpty())
        badges += Texts::badge(Texts::languageName(hit.language));
    if (hit.status != ReleaseStatus::Stable)
        badges += Texts::badge(
            hit.status == ReleaseStatus::Testing ? tr("Testing") : tr("Unstable"), u"warn"_s);
    const Version server(static_cast<quint64>(postgresMajor), 999, 0);
    if (postgresMajor > 0 && !hit.postgres.contains(server))
        badges += Texts::badge(tr("Not for PostgreSQL %1").arg(postgresMajor), u"bad"_s);
    return badges;
}

} // namespace

HitRow HitRows::make(const SearchHit &hit, const JobWatcher &watcher, int postgresMajor)
{
    return refreshed({hit, {}, badgesOf(hit, postgresMajor)}, watcher);
}

HitRow HitRows::refreshed(HitRow row, const JobWatcher &watcher)
{
    row.action =
        watcher.actionOf(row.hit.name, row.hit.version, row.hit.extensions, row.hit.postgres);
    return row;
}

QString HitRows::note(const SearchHit &hit)
{
    if (hit.installs > 0)
        return tr("%1 installs").arg(QLocale().toString(hit.installs));
    return Texts::date(hit.date);
}

QString HitRows::foundIn(const SearchHit &hit)
{
    if (hit.snippetSource == u"README"_s)
        return tr("README");
    if (hit.snippetSource == u"docs"_s)
        return tr("Docs");
    if (hit.snippetSource == u"functions"_s)
        return tr("Function");
    if (hit.snippetSource == u"tags"_s)
        return tr("Tag");
    if (hit.snippetSource == u"extensions"_s)
        return tr("Extension");
    return {};
}
