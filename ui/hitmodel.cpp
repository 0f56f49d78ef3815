// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "hitmodel.h"

#include "texts.h"

using namespace Qt::StringLiterals;

HitModel::HitModel(const JobWatcher &watcher, const TargetModel &targets, QObject *parent)
    : RowModel<HitRow>(
        {{"name", [](const HitRow &row) -> QVariant { return row.hit.name; }},
         {"version", [](const HitRow &row) -> QVariant { return row.hit.version.toString(); }},
         {"author",
          [](const HitRow &row) -> QVariant { return Texts::personName(row.hit.author); }},
         {"summary", [](const HitRow &row) -> QVariant { return row.hit.abstract.text; }},
         {"badges", [](const HitRow &row) -> QVariant { return row.badges; }},
         {"note", [](const HitRow &row) -> QVariant { return HitRows::note(row.hit); }},
         {"action", [](const HitRow &row) -> QVariant { return row.action.action; }},
         {"actionText", [](const HitRow &row) -> QVariant { return row.action.text; }},
         {"actionProgress", [](const HitRow &row) -> QVariant { return row.action.progress; }},
         {"actionCancellable",
          [](const HitRow &row) -> QVariant { return row.action.isCancellable; }},
         {"summaryHtml",
          [](const HitRow &row) -> QVariant {
              return row.hit.abstract.toHtml(u"<mark>"_s, u"</mark>"_s);
          }},
         {"snippetHtml",
          [](const HitRow &row) -> QVariant {
              return row.hit.snippet.toHtml(u"<mark>"_s, u"</mark>"_s);
          }},
         {"foundIn", [](const HitRow &row) -> QVariant { return HitRows::foundIn(row.hit); }}},
        parent),
      m_watcher(watcher),
      m_targets(targets)
{
    connect(&watcher, &JobWatcher::changed, this, &HitModel::refresh);
}

QString HitModel::keyOf(const HitRow &row) const
{
    return row.hit.registry + u'/' + row.hit.name;
}

QList<HitRow> HitModel::rowsOf(const QList<SearchHit> &hits) const
{
    QList<HitRow> rows;
    rows.reserve(hits.size());
    for (const SearchHit &hit : hits)
        rows += HitRows::make(hit, m_watcher, m_targets.currentMajor());
    return rows;
}

void HitModel::setHits(const QList<SearchHit> &hits)
{
    setRows(rowsOf(hits));
}

void HitModel::appendHits(const QList<SearchHit> &hits)
{
    append(rowsOf(hits));
}

void HitModel::refresh(const QString &name)
{
    for (qsizetype i = 0; i < rows().size(); ++i) {
        const HitRow &row = rows().at(i);
        if (name.isEmpty())
            setRow(i, HitRows::make(row.hit, m_watcher, m_targets.currentMajor()));
        else if (row.hit.name.compare(name, Qt::CaseInsensitive) == 0)
            setRow(i, HitRows::refreshed(row, m_watcher));
    }
}
