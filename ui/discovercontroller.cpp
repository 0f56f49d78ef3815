// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "discovercontroller.h"

#include "core/deliver.h"

#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

constexpr int cardsPerSection = 6;

const QStringList &sectionKeys()
{
    static const QStringList keys{u"picked"_s, u"recent"_s, u"popular"_s};
    return keys;
}

} // namespace

SectionModel::SectionModel(QObject *parent)
    : RowModel<SectionRow>(
        {{"key", [](const SectionRow &row) -> QVariant { return row.key; }},
         {"title", [](const SectionRow &row) -> QVariant { return row.title; }},
         {"cards", [](const SectionRow &row) { return QVariant::fromValue(row.cards); }}},
        parent)
{
}

DiscoverController::DiscoverController(UiServices &services, const TargetModel &targets,
                                       const JobWatcher &watcher, QObject *parent)
    : PageController(u"loading"_s, parent),
      m_services(services),
      m_targets(targets),
      m_watcher(watcher)
{
    for (const QString &key : sectionKeys())
        m_cards.insert(key, new CardModel(watcher, targets, this));
    connect(&services.index, &SearchIndex::changed, this, &DiscoverController::load);
    connect(&targets, &TargetModel::currentChanged, this, &DiscoverController::load);
}

SearchQuery DiscoverController::sectionQuery(const QString &key, int postgresMajor)
{
    SearchQuery query;
    if (key == u"picked"_s) {
        if (postgresMajor > 0)
            query.postgresMajors = {postgresMajor};
        query.needsRestart = false;
        query.statuses = {nameOf(ReleaseStatus::Stable)};
        query.sort = SearchQuery::Sort::Installs;
    } else {
        query.sort = key == u"popular"_s ? SearchQuery::Sort::Installs : SearchQuery::Sort::Newest;
    }
    return query;
}

QString DiscoverController::sectionTitle(const QString &key, int postgresMajor)
{
    if (key == u"recent"_s)
        return tr("New and updated");
    if (key == u"popular"_s)
        return tr("Most installed");
    return postgresMajor > 0 ? tr("Picked for your PostgreSQL %1").arg(postgresMajor)
                             : tr("No restart needed");
}

QStringList DiscoverController::examples() const
{
    return m_names.mid(0, 3);
}

QString DiscoverController::emptyText() const
{
    return tr("The index is empty: no registry has been read yet. Switch on the built-in registry "
              "or add one in "
              "Settings, then bring the index up to date.");
}

void DiscoverController::load()
{
    deliver(m_services.index.count(), this, [this](const Result<int> &count) {
        if (!count) {
            setError(tr("The index cannot be read"), count.error());
            return;
        }
        setState(*count == 0 ? u"empty"_s : u"ready"_s);
        if (*count == 0)
            return;
        for (const QString &key : sectionKeys())
            loadSection(key);
        loadHeadline();
    });
    deliver(m_services.index.tags(16), this, [this](const Result<QMap<QString, int>> &tags) {
        m_tags.clear();
        if (tags) {
            for (auto tag = tags->begin(); tag != tags->end(); ++tag)
                m_tags += QVariantMap{{u"text"_s, tag.key()}, {u"count"_s, tag.value()}};
        }
        Q_EMIT contentChanged();
    });
}

void DiscoverController::loadSection(const QString &key)
{
    SearchQuery query = sectionQuery(key, m_targets.currentMajor());
    query.limit = cardsPerSection;
    deliver(m_services.index.browse(query), this, [this, key](const Result<SearchAnswer> &answer) {
        if (!answer)
            return;
        QList<SearchHit> hits = answer->hits;
        // Without a single counted install "most installed" would be a lie.
        if (key == u"popular"_s && (hits.isEmpty() || hits.first().installs <= 0))
            hits.clear();
        if (key == u"picked"_s) {
            m_names.clear();
            for (const SearchHit &hit : std::as_const(hits))
                m_names += hit.name;
        }
        m_cards.value(key)->setHits(hits);
        showSections();
        Q_EMIT contentChanged();
    });
}

void DiscoverController::showSections()
{
    QList<SectionRow> rows;
    for (const QString &key : sectionKeys()) {
        CardModel *cards = m_cards.value(key);
        if (cards->rowCount() > 0)
            rows += {key, sectionTitle(key, m_targets.currentMajor()), cards};
    }
    m_sections.setRows(rows);
}

void DiscoverController::loadHeadline()
{
    const int major = m_targets.currentMajor();
    SearchQuery all;
    all.limit = 1;
    deliver(m_services.index.browse(all), this, [this, major](const Result<SearchAnswer> &answer) {
        if (!answer)
            return;
        const QString total = QLocale().toString(answer->total);
        m_headline = tr("%1 distributions to choose from.").arg(total);
        for (const FacetValue &value : answer->facets.value(u"postgres"_s)) {
            if (value.value == QString::number(major) && major > 0)
                m_headline = tr("%1 of %2 distributions run on your PostgreSQL %3.")
                                 .arg(QLocale().toString(value.count), total)
                                 .arg(major);
        }
        Q_EMIT contentChanged();
    });
}
