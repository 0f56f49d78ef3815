// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/indexsearcher.h"

#include "index/facetcounter.h"
#include "index/hitpresenter.h"
#include "index/phrase.h"
#include "index/spelling.h"
#include "index/words.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace {

/// Whoever types a whole name wants that one first, wherever else the words are.
constexpr double exactNameWorth = 1000;
constexpr double exactExtensionWorth = 300;
/// So few entries with a word, none of them by name: it may be an error all the same.
constexpr int suspiciouslyFew = 2;
/// A mended word is worth less than a typed one.
constexpr float mendedWorth = 0.5F;
constexpr int maximumPage = 1000;

} // namespace

Result<void> IndexSearcher::mend(QueryWord *word, WordMatch *found, const DocSet &others,
                                 bool *replaced)
{
    const int count = found->any.count();
    if (word->ideographic || word->folded.size() < Spelling::shortestMended || found->inHead
        || count > suspiciouslyFew)
        return {};
    const Result<QStringList> corrections =
        Spelling::corrections(m_store.vocabulary(), word->folded, word->typing);
    if (!corrections)
        return corrections.error();
    constexpr int tried = 4;
    QueryWord bestWord;
    WordMatch best;
    for (const QString &correction : corrections->mid(0, tried)) {
        QueryWord mended = *word;
        mended.folded = correction;
        mended.stem = Words::stem(correction);
        auto match = m_matcher.match(mended);
        if (!match)
            return match.error();
        DocSet together = match->any;
        together &= others;
        const bool fits = !together.isEmpty();
        if (best.layers.isEmpty() || fits) {
            best = std::move(*match);
            bestWord = mended;
        }
        if (fits)
            break;
    }
    if (best.layers.isEmpty())
        return {};
    if (count == 0) {
        *replaced = true;
        *word = bestWord;
        *found = std::move(best);
    } else if (best.inHead) {
        // What was typed does occur: keep it, and add what was probably meant below it.
        found->any |= best.any;
        for (WordMatch::Layer &layer : best.layers)
            found->layers.append({std::move(layer.set), layer.field, layer.weight * mendedWorth});
    }
    return {};
}

Result<QueryMatches> IndexSearcher::match(const SearchQuery &query)
{
    QueryMatches matches;
    matches.candidates = m_columns.live();
    matches.words = QueryWords::parse(query.text);
    // "???" is not the same as nothing: nothing is found by it.
    if (matches.words.isEmpty() && !query.text.trimmed().isEmpty())
        matches.candidates = DocSet();
    for (const QueryWord &word : matches.words) {
        auto found = m_matcher.match(word);
        if (!found)
            return found.error();
        matches.found.append(std::move(*found));
    }
    QString corrected = query.text;
    bool anyReplaced = false;
    for (qsizetype i = matches.words.size() - 1; i >= 0; --i) { // from the back: positions hold
        DocSet others = m_columns.live();
        for (qsizetype other = 0; other < matches.words.size(); ++other) {
            if (other != i && !matches.found[other].layers.isEmpty())
                others &= matches.found[other].any;
        }
        bool replaced = false;
        if (const auto done = mend(&matches.words[i], &matches.found[i], others, &replaced); !done)
            return done.error();
        if (replaced) {
            const QueryWord &word = matches.words[i];
            corrected.replace(word.start, word.length, word.folded);
            anyReplaced = true;
        }
    }
    if (anyReplaced)
        matches.correctedText = corrected;
    for (const WordMatch &found : matches.found)
        matches.candidates &= found.any;
    for (const Phrase &phrase : Phrase::parse(anyReplaced ? corrected : query.text)) {
        const auto having = m_store.phrases().having(phrase);
        if (!having)
            return having.error();
        matches.candidates &= *having;
    }
    if (!query.tag.isEmpty()) {
        const auto tagged = m_store.withTag(query.tag);
        if (!tagged)
            return tagged.error();
        matches.candidates &= *tagged;
    }
    if (!query.user.isEmpty()) {
        const auto owned = m_store.ofUser(query.user);
        if (!owned)
            return owned.error();
        matches.candidates &= *owned;
    }
    return matches;
}

Result<std::vector<double>> IndexSearcher::score(const SearchQuery &query,
                                                 const QueryMatches &matches,
                                                 const std::vector<quint32> &ids)
{
    std::vector<double> scores(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i)
        scores[i] = double(m_columns.rows()[ids[i]].prior);
    for (const WordMatch &found : matches.found) {
        // A rare word says more about what is wanted than a frequent one.
        const double rarity =
            1 + std::log10(double(m_columns.count() + 1) / (1 + found.any.count()));
        for (const WordMatch::Layer &layer : found.layers) {
            const double worth = rarity * double(layer.weight);
            for (std::size_t i = 0; i < ids.size(); ++i)
                scores[i] += layer.set->contains(ids[i]) ? worth : 0;
        }
    }
    const QString text = matches.correctedText.isEmpty() ? query.text.left(QueryWords::maximumText)
                                                         : matches.correctedText;
    const QString squashed = Words::squash(text);
    if (squashed.isEmpty())
        return scores;
    const auto named = m_store.named(squashed);
    if (!named)
        return named.error();
    const auto providers = m_store.providing(text.trimmed().toLower());
    if (!providers)
        return providers.error();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (named->contains(ids[i]))
            scores[i] += exactNameWorth;
        if (providers->contains(ids[i]))
            scores[i] += exactExtensionWorth;
    }
    return scores;
}

QList<HitPresenter::Ranked> IndexSearcher::page(const SearchQuery &query,
                                                const std::vector<quint32> &ids,
                                                const std::vector<double> &scores) const
{
    const std::vector<EntryColumns::Row> &rows = m_columns.rows();
    // Every order ends with name and number, so that pages neither overlap nor leave gaps.
    const auto byName = [&](quint32 a, quint32 b) {
        const int order = rows[a].key.compare(rows[b].key);
        return order != 0 ? order < 0 : a < b;
    };
    const auto before = [&](std::size_t a, std::size_t b) {
        const quint32 idA = ids[a];
        const quint32 idB = ids[b];
        switch (query.sort) {
        case SearchQuery::Sort::Newest:
            if (rows[idA].date != rows[idB].date)
                return rows[idA].date > rows[idB].date;
            break;
        case SearchQuery::Sort::Installs:
            if (rows[idA].installs != rows[idB].installs)
                return rows[idA].installs > rows[idB].installs;
            break;
        case SearchQuery::Sort::Name:
            break;
        case SearchQuery::Sort::Relevance:
            if (scores[a] != scores[b])
                return scores[a] > scores[b];
            break;
        }
        return byName(idA, idB);
    };
    const auto total = std::size_t(ids.size());
    const auto from = std::min(total, std::size_t(qMax(0, query.offset)));
    const auto to = std::min(total, from + std::size_t(qBound(0, query.limit, maximumPage)));
    std::vector<std::size_t> order(total);
    for (std::size_t i = 0; i < total; ++i)
        order[i] = i;
    if (from > 0 && from < total)
        std::nth_element(order.begin(), order.begin() + std::ptrdiff_t(from), order.end(), before);
    std::partial_sort(order.begin() + std::ptrdiff_t(from), order.begin() + std::ptrdiff_t(to),
                      order.end(), before);
    QList<HitPresenter::Ranked> ranked;
    for (std::size_t i = from; i < to; ++i)
        ranked.append({scores[order[i]], ids[order[i]]});
    return ranked;
}

Result<SearchAnswer> IndexSearcher::search(const SearchQuery &query)
{
    QElapsedTimer timer;
    timer.start();
    auto matches = match(query);
    if (!matches)
        return matches.error();
    FacetCounter counter(query, m_columns, m_majors);
    const std::vector<quint32> ids = counter.filter(matches->candidates);
    const auto scores = score(query, *matches, ids);
    if (!scores)
        return scores.error();
    HitPresenter presenter(m_store.entries(), m_columns, *matches);
    auto hits = presenter.present(page(query, ids, *scores));
    if (!hits)
        return hits.error();
    SearchAnswer answer;
    answer.hits = std::move(*hits);
    answer.total = int(ids.size());
    answer.facets = counter.facets();
    answer.correctedText = matches->correctedText;
    answer.milliseconds = double(timer.nsecsElapsed()) / 1e6;
    return answer;
}

Result<QStringList> IndexSearcher::complete(const QString &text, int limit)
{
    const QString key = text.left(QueryWords::maximumText).trimmed().toLower();
    QStringList names;
    if (key.isEmpty() || limit <= 0)
        return names;
    const auto add = [&](const Result<QStringList> &found) -> Result<void> {
        if (!found)
            return found.error();
        for (const QString &name : *found) {
            if (names.size() < limit && !names.contains(name, Qt::CaseInsensitive))
                names.append(name);
        }
        return {};
    };
    const auto addBeginning = [&](const QString &beginning) -> Result<void> {
        if (const auto done = add(m_store.namesBeginning(beginning, limit)); !done)
            return done;
        if (const auto done = add(m_store.extensionsBeginning(beginning, limit)); !done)
            return done;
        return add(m_store.tagsBeginning(beginning, limit));
    };
    if (const auto done = addBeginning(key); !done)
        return done.error();
    if (!names.isEmpty())
        return names;
    // Nearly so: the whole text as one word, mended.
    const Result<QStringList> corrections =
        Spelling::corrections(m_store.vocabulary(), Words::fold(key), true);
    if (!corrections)
        return corrections.error();
    for (const QString &correction : corrections->mid(0, limit)) {
        if (const auto done = addBeginning(correction); !done)
            return done.error();
    }
    return names;
}

bool IndexSearcher::isBetter(const IndexEntry &a, const IndexEntry &b) const
{
    if (a.release.status != b.release.status)
        return a.release.status < b.release.status;
    if (a.installs != b.installs)
        return a.installs > b.installs;
    if (a.release.date != b.release.date)
        return a.release.date > b.release.date;
    return a.release.name < b.release.name;
}

Result<QList<IndexEntry>> IndexSearcher::entries(const DocSet &ids)
{
    QList<quint32> numbers;
    ids.forEach([&](quint32 id) { numbers.append(id); });
    QList<IndexEntry> list;
    for (const quint32 id : numbers) {
        auto entry = m_store.entries().entry(id);
        if (!entry)
            return entry.error();
        if (*entry)
            list.append(std::move(**entry));
    }
    return list;
}

Result<std::optional<IndexEntry>> IndexSearcher::entry(const QString &name)
{
    const auto ids = m_store.withKey(name.toLower());
    if (!ids)
        return ids.error();
    auto list = entries(*ids);
    if (!list)
        return list.error();
    // Of several registries the newest version; of the same version the one indexed first.
    const auto best =
        std::max_element(list->begin(), list->end(), [](const IndexEntry &a, const IndexEntry &b) {
            if (a.release.status != b.release.status)
                return a.release.status > b.release.status;
            return a.release.version < b.release.version;
        });
    if (best == list->end())
        return std::optional<IndexEntry>();
    return std::optional<IndexEntry>(std::move(*best));
}

Result<QList<IndexEntry>> IndexSearcher::providers(const QString &extension)
{
    const QString key = extension.toLower();
    const auto ids = m_store.providing(key);
    if (!ids)
        return ids.error();
    auto list = entries(*ids);
    if (!list)
        return list.error();
    std::stable_sort(list->begin(), list->end(), [&](const IndexEntry &a, const IndexEntry &b) {
        // The distribution of the same name is the extension's home.
        const bool homeA = a.release.key() == key;
        const bool homeB = b.release.key() == key;
        return homeA != homeB ? homeA : isBetter(a, b);
    });
    return list;
}
