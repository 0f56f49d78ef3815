// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/hitpresenter.h"

#include <algorithm>
#include <array>
#include <bit>

using namespace Qt::StringLiterals;

Result<QString> HitPresenter::textOf(const SearchHit &hit, quint32 id, Field field)
{
    switch (field) {
    case Field::Extensions:
        return hit.extensions.join(u", "_s);
    case Field::Tags: {
        const Result<QStringList> tags = m_entries.tagsOf(id);
        return tags ? Result<QString>(tags->join(u", "_s)) : tags.error();
    }
    case Field::Functions:
        return m_entries.text(id, EntryStore::Text::Functions);
    case Field::Readme:
        return m_entries.text(id, EntryStore::Text::Readme);
    case Field::Docs:
        return m_entries.text(id, EntryStore::Text::Docs);
    case Field::Topics:
        return m_entries.text(id, EntryStore::Text::Description);
    case Field::Name:
    case Field::Abstract:
        break;
    }
    return QString();
}

Result<void> HitPresenter::highlight(quint32 id, SearchHit *hit)
{
    hit->abstract = m_highlighter.whole(hit->abstract.text);
    const quint32 shown =
        m_highlighter.wordsIn(hit->name) | m_highlighter.wordsIn(hit->abstract.text);
    if (std::popcount(shown) == m_highlighter.wordCount())
        return {};

    // The weightiest of the sources that have most of the words; the sets know which do, so that
    // mostly one text is read for a row. Description shares its field with README's headings.
    static const struct {
        Field field;
        QString source;
    } sources[] = {{Field::Extensions, u"extensions"_s},
                   {Field::Tags, u"tags"_s},
                   {Field::Functions, u"functions"_s},
                   {Field::Readme, u"README"_s},
                   {Field::Docs, u"docs"_s},
                   {Field::Topics, u"description"_s}};
    constexpr int count = int(std::size(sources));
    std::array<int, count> words{};
    for (int i = 0; i < count; ++i) {
        for (const WordMatch &found : m_matches.found)
            words[std::size_t(i)] += found.isIn(sources[i].field, id) ? 1 : 0;
    }
    for (int tries = 0; tries < count; ++tries) {
        const auto most = std::max_element(words.begin(), words.end());
        if (*most == 0)
            break;
        const auto &[field, source] = sources[most - words.begin()];
        const Result<QString> text = textOf(*hit, id, field);
        if (!text)
            return text.error();
        Highlighter::Piece piece = m_highlighter.best(*text);
        if (piece.words > 0) {
            hit->snippet = std::move(piece.text);
            hit->snippetSource = source;
            break;
        }
        *most = 0; // found by another form of the word only
    }
    return {};
}

Result<QList<SearchHit>> HitPresenter::present(const QList<Ranked> &page)
{
    QList<quint32> ids;
    for (const Ranked &ranked : page)
        ids.append(ranked.id);
    auto found = m_entries.hits(ids);
    if (!found)
        return found.error();
    QList<SearchHit> hits;
    for (const Ranked &ranked : page) {
        SearchHit hit = found->take(ranked.id);
        hit.score = ranked.score;
        hit.installed = EntryColumns::installedOf(m_columns.rows()[ranked.id].bits);
        if (!m_matches.words.isEmpty()) {
            if (const auto done = highlight(ranked.id, &hit); !done)
                return done.error();
        }
        hits.append(std::move(hit));
    }
    return hits;
}
