// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/searchquery.h"

#include <QList>
#include <QString>

#include <random>
#include <vector>

/// Makes up releases that look like those of a registry: the same number and seed, the same releases.
/// Words follow Zipf's law over a vocabulary of real words of the trade and invented ones.
class SyntheticCatalog
{
public:
    explicit SyntheticCatalog(int size, quint32 seed = 1);

    [[nodiscard]] int size() const { return m_size; }
    /// The n-th entry; only depends on n.
    [[nodiscard]] IndexEntry entry(int n) const;
    [[nodiscard]] QString nameOf(int n) const;
    /// A word that occurs less often the higher its rank; 0 is in nearly every README.
    [[nodiscard]] const QString &word(int rank) const { return m_words[std::size_t(rank)]; }
    [[nodiscard]] int words() const { return int(m_words.size()); }

private:
    using Random = std::mt19937;
    [[nodiscard]] const QString &anyWord(Random &random) const;
    [[nodiscard]] QString sentence(Random &random, int words) const;

    int m_size;
    quint32 m_seed;
    std::vector<QString> m_words;
    std::vector<double> m_cumulative;
};
