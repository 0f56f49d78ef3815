// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/termchanges.h"

#include "index/documentterms.h"

#include <algorithm>
#include <utility>

namespace {

/// Long texts are only ever asked for beginnings (WordMatcher).
bool hasExactSets(char field)
{
    return field != char(Field::Topics) && field != char(Field::Readme)
           && field != char(Field::Docs);
}

} // namespace

/// Goes down the tree of beginnings: what is not wanted has no wanted longer ones.
class TermChanges::Walk
{
public:
    Walk(const QHash<QByteArray, Entries> &terms, int most,
         const std::function<bool(const QByteArray &)> &known,
         const std::function<bool(const QByteArray &, const Change &)> &visit)
        : m_most(std::size_t(std::max(1, most))), m_known(known), m_visit(visit)
    {
        m_terms.reserve(std::size_t(terms.size()));
        for (auto it = terms.cbegin(); it != terms.cend(); ++it)
            m_terms.emplace_back(it.key(), &it.value());
        std::sort(m_terms.begin(), m_terms.end(),
                  [](const Term &a, const Term &b) { return a.first < b.first; });
    }
    void run()
    {
        constexpr qsizetype fieldOnly = 1; // the letter alone is never asked for
        eachChild(0, m_terms.size(), 0, [this](std::size_t from, std::size_t to) {
            return eachChild(from, to, fieldOnly, [this](std::size_t first, std::size_t last) {
                return visitNode(first, last, fieldOnly + 1, nullptr);
            });
        });
    }

private:
    using Term = std::pair<QByteArray, const Entries *>;

    /// Groups terms of the range by their byte at `depth`; those that end there are left out.
    template <typename Each>
    bool eachChild(std::size_t from, std::size_t to, qsizetype depth, Each each)
    {
        while (from < to && m_terms[from].first.size() <= depth)
            ++from;
        while (from < to) {
            const char byte = m_terms[from].first[depth];
            std::size_t next = from + 1;
            while (next < to && m_terms[next].first[depth] == byte)
                ++next;
            if (!each(from, next))
                return false;
            from = next;
        }
        return true;
    }
    [[nodiscard]] Change changeOf(std::size_t from, std::size_t to) const
    {
        Change change;
        for (std::size_t i = from; i < to; ++i) {
            for (const quint32 id : m_terms[i].second->erased)
                change.erased.insert(id);
            for (const quint32 id : m_terms[i].second->inserted)
                change.inserted.insert(id);
        }
        return change;
    }
    [[nodiscard]] std::size_t insertedIn(std::size_t from, std::size_t to) const
    {
        std::size_t sum = 0;
        for (std::size_t i = from; i < to; ++i)
            sum += m_terms[i].second->inserted.size();
        return sum;
    }
    bool visitSet(const QByteArray &key, const Change &change)
    {
        return (std::size_t(change.inserted.count()) < m_most && !m_known(key))
               || m_visit(key, change);
    }
    /// `same`: the change of this very range, when the beginning one shorter has it.
    bool visitNode(std::size_t from, std::size_t to, qsizetype depth, const Change *same)
    {
        const QByteArray beginning = m_terms[from].first.left(depth);
        const QByteArray key = beginning + '*';
        if (insertedIn(from, to) < m_most && !m_known(key))
            return true;
        const Change own = same ? Change() : changeOf(from, to);
        const Change &change = same ? *same : own;
        const QByteArray &first = m_terms[from].first;
        const bool insideCharacter = depth < first.size() && (uchar(first[depth]) & 0xC0) == 0x80;
        if (!insideCharacter) {
            if (!visitSet(key, change))
                return false;
            const bool exact = first.size() == depth && hasExactSets(first.front());
            if (exact && !visitSet(beginning, changeOf(from, from + 1)))
                return false;
        }
        return eachChild(from, to, depth, [&](std::size_t childFrom, std::size_t childTo) {
            const bool all = childFrom == from && childTo == to;
            return visitNode(childFrom, childTo, depth + 1, all ? &change : nullptr);
        });
    }

    std::vector<Term> m_terms;
    std::size_t m_most;
    const std::function<bool(const QByteArray &)> &m_known;
    const std::function<bool(const QByteArray &, const Change &)> &m_visit;
};

template <typename Visit>
void TermChanges::eachWord(const QByteArray &words, Visit visit)
{
    for (qsizetype from = 0; from < words.size();) {
        const qsizetype blank = words.indexOf(' ', from);
        const qsizetype to = blank < 0 ? words.size() : blank;
        auto found = m_terms.find(QByteArray::fromRawData(words.constData() + from, to - from));
        if (found == m_terms.end())
            found = m_terms.insert(words.mid(from, to - from), {});
        visit(*found);
        from = to + 1;
    }
    ++m_count;
}

void TermChanges::insert(quint32 id, const QByteArray &words)
{
    eachWord(words, [id](Entries &entries) { entries.inserted.push_back(id); });
}

void TermChanges::erase(quint32 id, const QByteArray &words)
{
    eachWord(words, [id](Entries &entries) {
        std::erase(entries.inserted, id); // it was inserted since the last clear()
        entries.erased.push_back(id);
    });
}

void TermChanges::clear()
{
    m_terms.clear();
    m_count = 0;
}

void TermChanges::each(int most, const std::function<bool(const QByteArray &)> &known,
                       const std::function<bool(const QByteArray &, const Change &)> &visit) const
{
    Walk(m_terms, most, known, visit).run();
}
