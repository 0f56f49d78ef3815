// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/docset.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QHash>

#include <functional>
#include <vector>

/// What entries that were written have changed in the sets of entries that each term, and each
/// beginning of terms, has.
class TermChanges
{
public:
    /// `words`: as DocumentTerms has them. An entry that changes is erased, then inserted.
    void insert(quint32 id, const QByteArray &words);
    void erase(quint32 id, const QByteArray &words);
    void clear();

    [[nodiscard]] int count() const { return m_count; } ///< entries inserted and erased
    [[nodiscard]] bool isEmpty() const { return m_count == 0; }

    /// The change of one set: what is erased goes first.
    struct Change {
        DocSet erased;
        DocSet inserted;
    };
    /// Calls `visit(key, change)` for each changed set that has at least `most` inserted entries or
    /// that `known` has, until it gives false. Keys are what a search looks up: a term ("npg_cron"),
    /// or a beginning with an asterisk ("npg*"). Whoever is known must have all its beginnings known.
    void each(int most, const std::function<bool(const QByteArray &key)> &known,
              const std::function<bool(const QByteArray &key, const Change &change)> &visit) const;

private:
    struct Entries {
        std::vector<quint32> inserted;
        std::vector<quint32> erased;
    };
    class Walk;
    template <typename Visit>
    void eachWord(const QByteArray &words, Visit visit);

    QHash<QByteArray, Entries> m_terms;
    int m_count = 0;
};
