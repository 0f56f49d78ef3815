// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/entrycolumns.h"

#include <cmath>

namespace {

/// A quiet preference among equals: what is stable, widely installed and recent. Below one point,
/// so that it never outweighs a match in a better field.
float priorOf(const EntryColumns::Facts &facts)
{
    double prior = facts.status == int(ReleaseStatus::Stable)    ? 0.3
                   : facts.status == int(ReleaseStatus::Testing) ? 0.1
                                                                 : 0.0;
    if (facts.installs > 0)
        prior += qMin(0.4, 0.08 * std::log10(1.0 + double(facts.installs)));
    constexpr double yearMs = 365.25 * 86400e3;
    const double years = double(facts.date) / yearMs - 40; // since 2010, when the network began
    prior += qBound(0.0, years / 100, 0.25);
    return float(prior);
}

} // namespace

quint64 EntryColumns::numberOf(const QString &word, std::vector<QString> *words,
                               QHash<QString, quint16> *numbers)
{
    const auto found = numbers->constFind(word);
    if (found != numbers->cend())
        return *found;
    if (words->size() >= 0xFFFF) // absurd input must not wrap around into other values
        return quint64(words->size() - 1);
    words->push_back(word);
    const auto number = quint16(words->size() - 1);
    numbers->insert(word, number);
    return number;
}

void EntryColumns::set(const Facts &facts)
{
    if (facts.id >= m_rows.size())
        m_rows.resize(facts.id + 1);
    Row &row = m_rows[facts.id];
    static const QString unknown = QStringLiteral("unknown");
    const quint64 language = numberOf(facts.language.isEmpty() ? unknown : facts.language,
                                      &m_languages, &m_languageNumbers);
    const quint64 registry = numberOf(facts.registry, &m_registries, &m_registryNumbers);
    row.bits = (facts.majors & 0xFFFF) | quint64(facts.licenseClass & 15) << 16
               | quint64(facts.status & 3) << 20 | quint64(facts.needsRestart) << 22
               | quint64(facts.nativeCode) << 23 | language << 32 | registry << 48;
    row.date = facts.date;
    row.installs = facts.installs;
    row.prior = priorOf(facts);
    row.key = facts.key;
    if (!m_live.contains(facts.id)) {
        m_live.insert(facts.id);
        ++m_count;
    }
}

void EntryColumns::remove(quint32 id)
{
    if (!m_live.contains(id))
        return;
    m_live.remove(id);
    m_rows[id] = Row();
    --m_count;
}

void EntryColumns::setInstalled(quint32 id, bool installed)
{
    constexpr quint64 bit = quint64(1) << 24;
    if (id < m_rows.size())
        m_rows[id].bits = installed ? m_rows[id].bits | bit : m_rows[id].bits & ~bit;
}

void EntryColumns::setInstalled(const DocSet &ids)
{
    for (quint32 id = 0; id < m_rows.size(); ++id)
        setInstalled(id, ids.contains(id));
}

quint32 majorsWithin(const VersionRange &range, const QList<int> &majors)
{
    constexpr int minors = 64; // more than any major has had
    quint32 mask = 0;
    for (qsizetype i = 0; i < majors.size() && i < EntryColumns::maximumMajors; ++i) {
        const auto major = quint64(majors[i]);
        bool any = range.isAny();
        for (quint64 minor = 0; minor < minors && !any; ++minor)
            any = range.contains(Version(major, minor, 0));
        // The versions the range names, and those right after: "15.0.3" or ">15.70.0".
        for (const VersionRange::Condition &condition : range.conditions()) {
            const Version &v = condition.version;
            if (!any && v.majorPart() == major)
                any = range.contains(v)
                      || range.contains(Version(major, v.minorPart(), v.patchPart() + 1));
        }
        if (any)
            mask |= quint32(1) << i;
    }
    return mask;
}

void PublishedColumns::publish(std::shared_ptr<const EntryColumns> columns)
{
    const std::lock_guard lock(m_mutex);
    if (m_newest && m_newest->generation != columns->generation)
        m_previous = std::move(m_newest);
    m_newest = std::move(columns);
}

std::shared_ptr<const EntryColumns> PublishedColumns::of(quint64 generation) const
{
    const std::lock_guard lock(m_mutex);
    for (const auto &columns : {m_newest, m_previous}) {
        if (columns && columns->generation == generation)
            return columns;
    }
    return nullptr;
}

std::shared_ptr<const EntryColumns> PublishedColumns::newest() const
{
    const std::lock_guard lock(m_mutex);
    return m_newest;
}

void PublishedColumns::clear()
{
    const std::lock_guard lock(m_mutex);
    m_newest.reset();
    m_previous.reset();
}
