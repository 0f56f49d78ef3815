// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/facetcounter.h"

#include "catalog/license.h"

#include <algorithm>
#include <bit>

using namespace Qt::StringLiterals;

namespace {

constexpr unsigned allFacets = 255;
constexpr std::array licenseClasses{License::Class::Permissive, License::Class::WeakCopyleft,
                                    License::Class::Copyleft, License::Class::Other,
                                    License::Class::Unknown};
constexpr std::array statuses{ReleaseStatus::Stable, ReleaseStatus::Testing,
                              ReleaseStatus::Unstable};

quint32 maskOf(std::optional<bool> wanted)
{
    return !wanted ? 3 : *wanted ? 2 : 1;
}

std::vector<char> allowedAmong(const std::vector<QString> &words, const QStringList &wanted)
{
    std::vector<char> allowed(words.size(), 1);
    if (!wanted.isEmpty()) {
        for (std::size_t i = 0; i < words.size(); ++i)
            allowed[i] = wanted.contains(words[i]);
    }
    return allowed;
}

/// Values that occur or were chosen, most frequent first.
class FacetList
{
public:
    void add(const QString &value, int count, bool chosen)
    {
        if (count > 0 || chosen)
            m_values.append({value, count});
    }
    [[nodiscard]] QList<FacetValue> byCount()
    {
        std::sort(m_values.begin(), m_values.end(), [](const FacetValue &a, const FacetValue &b) {
            return a.count != b.count ? a.count > b.count : a.value < b.value;
        });
        return m_values;
    }
    [[nodiscard]] QList<FacetValue> asAdded() const { return m_values; }

private:
    QList<FacetValue> m_values;
};

QList<FacetValue> boolFacet(const std::array<int, 2> &counts, std::optional<bool> chosen)
{
    FacetList list;
    list.add(u"true"_s, counts[1], chosen == true);
    list.add(u"false"_s, counts[0], chosen == false);
    return list.asAdded();
}

/// Chosen values that no entry has (any more) are listed too, or nobody could unchoose them.
QList<FacetValue> wordFacet(const std::vector<QString> &words, const std::vector<int> &counts,
                            const QStringList &chosen)
{
    FacetList list;
    for (std::size_t i = 0; i < words.size(); ++i)
        list.add(words[i], counts[i], chosen.contains(words[i]));
    for (const QString &word : chosen) {
        if (std::find(words.begin(), words.end(), word) == words.end())
            list.add(word, 0, true);
    }
    return list.byCount();
}

} // namespace

FacetCounter::FacetCounter(const SearchQuery &query, const EntryColumns &columns,
                           const QList<int> &majors)
    : m_query(query),
      m_columns(columns),
      m_majors(majors),
      m_restartMask(maskOf(query.needsRestart)),
      m_nativeMask(maskOf(query.nativeCode)),
      m_installedMask(maskOf(query.installed)),
      m_anyMajor(query.postgresMajors.isEmpty()),
      m_languageAllowed(allowedAmong(columns.languages(), query.languages)),
      m_registryAllowed(allowedAmong(columns.registries(), query.registries)),
      m_languageCounts(columns.languages().size()),
      m_registryCounts(columns.registries().size())
{
    for (qsizetype i = 0; i < majors.size() && i < EntryColumns::maximumMajors; ++i) {
        if (query.postgresMajors.contains(majors[i]))
            m_majorMask |= quint32(1) << i;
    }
    for (const License::Class value : licenseClasses) {
        if (query.licenseClasses.isEmpty() || query.licenseClasses.contains(License::nameOf(value)))
            m_licenseMask |= quint32(1) << int(value);
    }
    for (const ReleaseStatus value : statuses) {
        if (query.statuses.isEmpty() || query.statuses.contains(nameOf(value)))
            m_statusMask |= quint32(1) << int(value);
    }
}

unsigned FacetCounter::failedBy(quint64 bits) const
{
    unsigned failed = 0;
    if (!m_anyMajor && !(EntryColumns::majorsOf(bits) & m_majorMask))
        failed |= Postgres;
    if (!(m_licenseMask >> EntryColumns::licenseOf(bits) & 1))
        failed |= License;
    if (!m_languageAllowed[EntryColumns::languageOf(bits)])
        failed |= Language;
    if (!(m_restartMask >> EntryColumns::restartOf(bits) & 1))
        failed |= Restart;
    if (!(m_nativeMask >> EntryColumns::nativeOf(bits) & 1))
        failed |= Native;
    if (!(m_statusMask >> EntryColumns::statusOf(bits) & 1))
        failed |= Status;
    if (!(m_installedMask >> EntryColumns::installedOf(bits) & 1))
        failed |= Installed;
    if (!m_registryAllowed[EntryColumns::registryOf(bits)])
        failed |= Registry;
    return failed;
}

void FacetCounter::count(quint64 bits, unsigned facets)
{
    if (facets & Postgres) {
        for (quint32 left = EntryColumns::majorsOf(bits); left; left &= left - 1)
            ++m_majorCounts[std::size_t(std::countr_zero(left))];
    }
    if (facets & License)
        ++m_licenseCounts[EntryColumns::licenseOf(bits)];
    if (facets & Language)
        ++m_languageCounts[EntryColumns::languageOf(bits)];
    if (facets & Restart)
        ++m_restartCounts[EntryColumns::restartOf(bits)];
    if (facets & Native)
        ++m_nativeCounts[EntryColumns::nativeOf(bits)];
    if (facets & Status)
        ++m_statusCounts[EntryColumns::statusOf(bits)];
    if (facets & Installed)
        ++m_installedCounts[EntryColumns::installedOf(bits)];
    if (facets & Registry)
        ++m_registryCounts[EntryColumns::registryOf(bits)];
}

std::vector<quint32> FacetCounter::filter(const DocSet &candidates)
{
    std::vector<quint32> passed;
    const std::vector<EntryColumns::Row> &rows = m_columns.rows();
    candidates.forEach([&](quint32 id) {
        const quint64 bits = rows[id].bits;
        const unsigned failed = failedBy(bits);
        if (failed == 0) {
            passed.push_back(id);
            count(bits, allFacets);
        } else if (std::has_single_bit(failed)) {
            count(bits, failed); // only this facet keeps it out: its other values would let it in
        }
    });
    return passed;
}

QMap<QString, QList<FacetValue>> FacetCounter::facets() const
{
    QMap<QString, QList<FacetValue>> result;
    FacetList postgres;
    QList<int> order = m_majors.mid(0, EntryColumns::maximumMajors);
    for (const int major : m_query.postgresMajors) {
        if (!order.contains(major))
            order.append(major);
    }
    std::sort(order.begin(), order.end(), std::greater<>());
    for (const int major : order) {
        const qsizetype index = m_majors.indexOf(major);
        const bool known = index >= 0 && index < EntryColumns::maximumMajors;
        postgres.add(QString::number(major), known ? m_majorCounts[std::size_t(index)] : 0,
                     m_query.postgresMajors.contains(major));
    }
    result.insert(u"postgres"_s, postgres.asAdded());

    FacetList license;
    for (const License::Class value : licenseClasses) {
        license.add(License::nameOf(value), m_licenseCounts[std::size_t(value)],
                    m_query.licenseClasses.contains(License::nameOf(value)));
    }
    result.insert(u"license"_s, license.byCount());

    FacetList status;
    for (const ReleaseStatus value : statuses) {
        status.add(nameOf(value), m_statusCounts[std::size_t(value)],
                   m_query.statuses.contains(nameOf(value)));
    }
    result.insert(u"status"_s, status.asAdded());

    result.insert(u"language"_s,
                  wordFacet(m_columns.languages(), m_languageCounts, m_query.languages));
    result.insert(u"registry"_s,
                  wordFacet(m_columns.registries(), m_registryCounts, m_query.registries));
    result.insert(u"restart"_s, boolFacet(m_restartCounts, m_query.needsRestart));
    result.insert(u"native"_s, boolFacet(m_nativeCounts, m_query.nativeCode));
    result.insert(u"installed"_s, boolFacet(m_installedCounts, m_query.installed));
    return result;
}
