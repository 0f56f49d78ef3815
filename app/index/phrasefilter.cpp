// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/phrasefilter.h"

#include <algorithm>

namespace {

bool isInAny(const Phrase &phrase, const QStringList &texts)
{
    return std::any_of(texts.cbegin(), texts.cend(),
                       [&](const QString &text) { return phrase.isIn(text); });
}

} // namespace

bool PhraseFilter::mayBeIn(const Phrase &phrase, Field field, quint32 id) const
{
    for (qsizetype i = 0; i < m_matches.words.size(); ++i) {
        if (phrase.words().contains(m_matches.words[i].folded)
            && !m_matches.found[i].isIn(field, id))
            return false;
    }
    return true;
}

Result<bool> PhraseFilter::isIn(const Phrase &phrase, quint32 id, const SearchHit &hit)
{
    if (phrase.isIn(hit.name) || phrase.isIn(hit.abstract.text) || isInAny(phrase, hit.extensions))
        return true;
    if (mayBeIn(phrase, Field::Tags, id)) {
        const Result<QStringList> tags = m_entries.tagsOf(id);
        if (!tags)
            return tags.error();
        if (isInAny(phrase, *tags))
            return true;
    }
    static constexpr struct {
        Field field;
        EntryStore::Text text;
    } texts[] = {{Field::Topics, EntryStore::Text::Description},
                 {Field::Readme, EntryStore::Text::Readme},
                 {Field::Docs, EntryStore::Text::Docs},
                 {Field::Functions, EntryStore::Text::Functions}};
    for (const auto &[field, which] : texts) {
        if (!mayBeIn(phrase, field, id))
            continue;
        const Result<QString> text = m_entries.text(id, which);
        if (!text)
            return text.error();
        // One function a line.
        const bool found =
            field == Field::Functions ? isInAny(phrase, text->split(u'\n')) : phrase.isIn(*text);
        if (found)
            return true;
    }
    return false;
}

Result<DocSet> PhraseFilter::filter(const QList<quint32> &ids)
{
    // Mostly the words are in the long texts only.
    QList<quint32> shown;
    for (const quint32 id : ids) {
        for (const Phrase &phrase : m_matches.phrases) {
            if (mayBeIn(phrase, Field::Name, id) || mayBeIn(phrase, Field::Abstract, id)
                || mayBeIn(phrase, Field::Extensions, id)) {
                shown.append(id);
                break;
            }
        }
    }
    const auto hits = m_entries.hits(shown);
    if (!hits)
        return hits.error();
    DocSet passed;
    for (const quint32 id : ids) {
        bool all = true;
        for (const Phrase &phrase : m_matches.phrases) {
            if (!all)
                break;
            const Result<bool> found = isIn(phrase, id, hits->value(id));
            if (!found)
                return found.error();
            all = *found;
        }
        if (all)
            passed.insert(id);
    }
    return passed;
}
