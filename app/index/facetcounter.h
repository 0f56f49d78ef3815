// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/entrycolumns.h"
#include "index/searchquery.h"

#include <array>
#include <vector>

/// Applies a query's facets to entries and counts, in one pass: each value's count is taken with
/// all the *other* facets applied. Count, facets and rows come from this same pass.
class FacetCounter
{
public:
    FacetCounter(const SearchQuery &query, const EntryColumns &columns, const QList<int> &majors);

    /// Looks at every entry of `candidates`; gives those that pass all facets, ascending.
    [[nodiscard]] std::vector<quint32> filter(const DocSet &candidates);
    [[nodiscard]] QMap<QString, QList<FacetValue>> facets() const;

private:
    enum Facet : unsigned {
        Postgres = 1,
        License = 2,
        Language = 4,
        Restart = 8,
        Native = 16,
        Status = 32,
        Installed = 64,
        Registry = 128,
    };
    [[nodiscard]] unsigned failedBy(quint64 bits) const;
    void count(quint64 bits, unsigned facets);

    const SearchQuery &m_query;
    const EntryColumns &m_columns;
    const QList<int> &m_majors;

    // What passes; for the two open-ended facets one flag a number.
    quint32 m_majorMask = 0;
    quint32 m_licenseMask = 0;
    quint32 m_statusMask = 0;
    quint32 m_restartMask = 3;
    quint32 m_nativeMask = 3;
    quint32 m_installedMask = 3;
    bool m_anyMajor = true;
    std::vector<char> m_languageAllowed;
    std::vector<char> m_registryAllowed;

    std::array<int, EntryColumns::maximumMajors> m_majorCounts{};
    std::array<int, 16> m_licenseCounts{};
    std::array<int, 4> m_statusCounts{};
    std::array<int, 2> m_restartCounts{};
    std::array<int, 2> m_nativeCounts{};
    std::array<int, 2> m_installedCounts{};
    std::vector<int> m_languageCounts;
    std::vector<int> m_registryCounts;
};
