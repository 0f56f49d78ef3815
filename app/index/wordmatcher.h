// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "index/docset.h"
#include "index/documentterms.h"
#include "index/querywords.h"
#include "index/termstore.h"

#include <QCache>

#include <memory>
#include <mutex>

/// Sets of entries that were asked for lately, so that typing on does not read the words before
/// again. Any thread; forgets everything when the index changes.
class DocSetCache
{
public:
    [[nodiscard]] std::shared_ptr<const DocSet> find(quint64 generation, const QByteArray &key);
    void clear();
    void insert(quint64 generation, const QByteArray &key, std::shared_ptr<const DocSet> set);

private:
    static constexpr int maximumKilobytes = 8192;
    std::mutex m_mutex;
    quint64 m_generation = 0;
    QCache<QByteArray, std::shared_ptr<const DocSet>> m_sets{maximumKilobytes};
};

/// Where one word of a query was found.
struct WordMatch {
    struct Layer {
        std::shared_ptr<const DocSet> set;
        Field field = Field::Name;
        float weight = 0; ///< what a match there is worth
    };
    QList<Layer> layers;
    DocSet any; ///< all entries that have it somewhere
    /// Whether that entry has it in that field.
    [[nodiscard]] bool isIn(Field field, quint32 id) const
    {
        for (const Layer &layer : layers) {
            if (layer.field == field && layer.set->contains(id))
                return true;
        }
        return false;
    }
    bool inHead = false; ///< some entry has it in a name, an extension's name or a tag
};

/// Looks a word up in each field, exactly and as a beginning.
class WordMatcher
{
public:
    /// `frequent`: of the state that `store` sees, which is `generation`.
    WordMatcher(TermStore &store, const FrequentTerms &frequent, DocSetCache &cache,
                quint64 generation)
        : m_store(store), m_frequent(frequent), m_cache(cache), m_generation(generation)
    {
    }
    [[nodiscard]] Result<WordMatch> match(const QueryWord &word);

private:
    [[nodiscard]] Result<void> add(Field field, const QString &folded, bool prefix, float weight,
                                   WordMatch *match);

    TermStore &m_store;
    const FrequentTerms &m_frequent;
    DocSetCache &m_cache;
    quint64 m_generation;
};
