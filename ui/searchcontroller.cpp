// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "searchcontroller.h"

#include "core/deliver.h"
#include "discovercontroller.h"

#include <QLocale>

#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr int pageSize = 40;

const std::array<std::pair<SearchQuery::Sort, QLatin1StringView>, 4> sorts{{
    {SearchQuery::Sort::Relevance, QLatin1StringView("relevance")},
    {SearchQuery::Sort::Newest, QLatin1StringView("newest")},
    {SearchQuery::Sort::Name, QLatin1StringView("name")},
    {SearchQuery::Sort::Installs, QLatin1StringView("installs")},
}};

} // namespace

bool ResultsModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && rowCount() < m_total && rowCount() != m_asked;
}

void ResultsModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent))
        return;
    m_asked = rowCount();
    Q_EMIT moreWanted(rowCount());
}

void ResultsModel::setTotal(int total)
{
    m_total = total;
    m_asked = -1;
}

SearchController::SearchController(UiServices &services, const TargetModel &targets,
                                   const JobWatcher &watcher, QObject *parent)
    : PageController(u"loading"_s, parent),
      m_services(services),
      m_targets(targets),
      m_results(watcher, targets)
{
    connect(&m_results, &ResultsModel::moreWanted, this, &SearchController::fetch);
    connect(&services.index, &SearchIndex::changed, this, &SearchController::run);
}

QString SearchController::sort() const
{
    for (const auto &[sort, word] : sorts) {
        if (sort == m_query.sort)
            return word;
    }
    return {};
}

void SearchController::setSort(const QString &sort)
{
    for (const auto &[value, word] : sorts) {
        if (word != sort || value == m_query.sort)
            continue;
        m_query.sort = value;
        Q_EMIT sortChanged();
        run();
    }
}

QVariantList SearchController::sortChoices() const
{
    const auto choice = [](const QString &value, const QString &text) {
        return QVariantMap{{u"value"_s, value}, {u"text"_s, text}};
    };
    return {choice(u"relevance"_s, tr("Relevance")), choice(u"newest"_s, tr("Newest")),
            choice(u"installs"_s, tr("Most installed")), choice(u"name"_s, tr("Name"))};
}

QString SearchController::elapsedText() const
{
    return tr("%1 ms").arg(QLocale().toString(m_milliseconds, 'f', m_milliseconds < 10 ? 1 : 0));
}

QString SearchController::scopeText() const
{
    if (!m_query.tag.isEmpty())
        return tr("Tag %1").arg(m_query.tag);
    if (!m_section.isEmpty())
        return DiscoverController::sectionTitle(m_section, m_targets.currentMajor());
    return tr("All extensions");
}

void SearchController::setText(const QString &text)
{
    if (text == m_query.text)
        return;
    m_query.text = text;
    if (!text.isEmpty()) {
        m_query.tag.clear();
        m_section.clear();
    }
    Q_EMIT textChanged();
    run();
}

void SearchController::setFacet(const QString &group, const QString &value, bool on)
{
    FacetChoice::set(m_query, group, value, on);
    run();
}

void SearchController::clearFacets()
{
    FacetChoice::clear(m_query);
    m_section.clear();
    run();
}

void SearchController::showSection(const QString &key)
{
    begin(DiscoverController::sectionQuery(key, m_targets.currentMajor()), key);
}

void SearchController::showTag(const QString &tag)
{
    SearchQuery query;
    query.tag = tag;
    begin(query, {});
}

void SearchController::showAll()
{
    begin({}, {});
}

void SearchController::begin(const SearchQuery &query, const QString &section)
{
    m_query = query;
    m_section = section;
    Q_EMIT textChanged();
    Q_EMIT sortChanged();
    run();
}

void SearchController::run()
{
    const int question = ++m_asked;
    SearchQuery query = m_query;
    query.offset = 0;
    query.limit = pageSize;
    deliver(m_services.index.search(query, this), this,
            [this, question](const Result<SearchAnswer> &answer) {
                if (question != m_asked)
                    return;
                if (answer)
                    show(*answer);
                else if (answer.error().kind != Error::Kind::Cancelled)
                    setError(tr("The search did not work"), answer.error());
            });
}

void SearchController::show(const SearchAnswer &answer)
{
    m_total = answer.total;
    m_milliseconds = answer.milliseconds;
    m_corrected = answer.correctedText;
    m_results.setTotal(answer.total);
    m_results.setHits(answer.hits);
    m_facets.show(answer, m_query);
    setState(answer.hits.isEmpty() ? u"empty"_s : u"ready"_s);
    Q_EMIT answered();
}

void SearchController::fetch(int offset)
{
    const int question = m_asked;
    SearchQuery query = m_query;
    query.offset = offset;
    query.limit = pageSize;
    deliver(m_services.index.browse(query), this,
            [this, question, offset](const Result<SearchAnswer> &answer) {
                if (question == m_asked && answer && m_results.rowCount() == offset)
                    m_results.appendHits(answer->hits);
            });
}
