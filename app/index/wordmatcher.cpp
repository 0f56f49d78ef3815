// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/wordmatcher.h"

namespace {

/// What a match is worth: the same word, a word that begins so, another form of the word. A word
/// is usually in several fields; their worths add up.
struct FieldWeight {
    Field field;
    float exact;
    float beginning;
    float form;
};
constexpr FieldWeight weights[] = {
    {Field::Name, 12, 7, 4},        {Field::Extensions, 9, 5, 3},
    {Field::Tags, 7, 3.5F, 3},      {Field::Abstract, 4.5F, 2.5F, 2.5F},
    {Field::Functions, 3, 1.5F, 0},
};
// Long texts: one look each, for the widest form, because those lists are long.
constexpr FieldWeight textWeights[] = {
    {Field::Topics, 0, 2, 2},
    {Field::Readme, 0, 1, 1},
    {Field::Docs, 0, 0.6F, 0.6F},
};

bool isHead(Field field)
{
    return field == Field::Name || field == Field::Extensions || field == Field::Tags;
}

} // namespace

std::shared_ptr<const DocSet> DocSetCache::find(quint64 generation, const QByteArray &key)
{
    const std::lock_guard lock(m_mutex);
    if (generation != m_generation)
        return nullptr;
    const auto *found = m_sets.object(key);
    return found ? *found : nullptr;
}

void DocSetCache::clear()
{
    const std::lock_guard lock(m_mutex);
    m_sets.clear();
    m_generation = 0;
}

void DocSetCache::insert(quint64 generation, const QByteArray &key,
                         std::shared_ptr<const DocSet> set)
{
    const std::lock_guard lock(m_mutex);
    if (generation < m_generation)
        return;
    if (generation > m_generation) {
        m_sets.clear();
        m_generation = generation;
    }
    const int kilobytes = 1 + int(set->bytes() / 1024);
    m_sets.insert(key, new std::shared_ptr<const DocSet>(std::move(set)), kilobytes);
}

Result<void> WordMatcher::add(Field field, const QString &folded, bool prefix, float weight,
                              WordMatch *match)
{
    const QByteArray term = char(field) + folded.toUtf8();
    const QByteArray key = prefix ? term + '*' : term;
    std::shared_ptr<const DocSet> set = m_cache.find(m_generation, key);
    if (!set) {
        const auto ready = m_frequent.constFind(key);
        auto found =
            ready != m_frequent.cend() ? m_store.readySet(*ready) : m_store.having(term, prefix);
        if (!found)
            return found.error();
        set = std::make_shared<const DocSet>(std::move(*found));
        m_cache.insert(m_generation, key, set);
    }
    if (set->isEmpty())
        return {};
    match->any |= *set;
    match->inHead = match->inHead || isHead(field);
    match->layers.append({std::move(set), field, weight});
    return {};
}

Result<WordMatch> WordMatcher::match(const QueryWord &word)
{
    WordMatch match;
    const bool hasForms = word.stem != word.folded;
    const QString squashed = QString(word.folded).remove(u'_');
    for (const FieldWeight &weight : weights) {
        const qsizetype before = match.layers.size();
        if (const auto done = add(weight.field, word.folded, true, weight.beginning, &match); !done)
            return done.error();
        // Nothing begins so: nothing is so.
        if (match.layers.size() > before) {
            const float more = weight.exact - weight.beginning;
            if (const auto done = add(weight.field, word.folded, false, more, &match); !done)
                return done.error();
        }
        if (hasForms) {
            if (const auto done = add(weight.field, word.stem, true, weight.form, &match); !done)
                return done.error();
        }
        // "pg_cron" also finds a distribution named "pg-cron".
        if (isHead(weight.field) && squashed != word.folded) {
            if (const auto done = add(weight.field, squashed, true, weight.beginning, &match);
                !done)
                return done.error();
        }
    }
    for (const FieldWeight &weight : textWeights) {
        if (const auto done = add(weight.field, word.stem, true, weight.beginning, &match); !done)
            return done.error();
    }
    return match;
}
