// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QtEndian>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <utility>
#include <vector>

/// A set of entry numbers, one bit each: 12.5 kB for 100,000 entries, and two of them are combined
/// in microseconds.
class DocSet
{
public:
    DocSet() = default;

    [[nodiscard]] bool contains(quint32 id) const
    {
        return (id >> 6) < m_words.size() && (m_words[id >> 6] >> (id & 63) & 1);
    }
    void insert(quint32 id)
    {
        if ((id >> 6) >= m_words.size())
            m_words.resize((id >> 6) + 1);
        m_words[id >> 6] |= quint64(1) << (id & 63);
    }
    void remove(quint32 id)
    {
        if ((id >> 6) < m_words.size())
            m_words[id >> 6] &= ~(quint64(1) << (id & 63));
    }
    [[nodiscard]] bool isEmpty() const
    {
        for (const quint64 word : m_words) {
            if (word)
                return false;
        }
        return true;
    }
    [[nodiscard]] int count() const
    {
        int sum = 0;
        for (const quint64 word : m_words)
            sum += std::popcount(word);
        return sum;
    }
    DocSet &operator|=(const DocSet &other)
    {
        if (other.m_words.size() > m_words.size())
            m_words.resize(other.m_words.size());
        for (std::size_t i = 0; i < other.m_words.size(); ++i)
            m_words[i] |= other.m_words[i];
        return *this;
    }
    DocSet &operator&=(const DocSet &other)
    {
        if (m_words.size() > other.m_words.size())
            m_words.resize(other.m_words.size());
        for (std::size_t i = 0; i < m_words.size(); ++i)
            m_words[i] &= other.m_words[i];
        return *this;
    }
    DocSet &operator-=(const DocSet &other)
    {
        const std::size_t both = std::min(m_words.size(), other.m_words.size());
        for (std::size_t i = 0; i < both; ++i)
            m_words[i] &= ~other.m_words[i];
        return *this;
    }
    /// Calls `visit(id)` in ascending order.
    template <typename Visit>
    void forEach(Visit visit) const
    {
        for (std::size_t i = 0; i < m_words.size(); ++i) {
            for (quint64 word = m_words[i]; word; word &= word - 1)
                visit(quint32(i * 64 + std::size_t(std::countr_zero(word))));
        }
    }
    [[nodiscard]] qsizetype bytes() const { return qsizetype(m_words.size() * sizeof(quint64)); }
    [[nodiscard]] bool operator==(const DocSet &) const = default;

    /// From "3,17,42", as SQLite's group_concat() gives it: the cheapest way to get 100,000 numbers
    /// through Qt Sql, whose row by row reading takes ten times as long.
    [[nodiscard]] static DocSet fromList(QByteArrayView numbers)
    {
        DocSet set;
        quint32 value = 0;
        bool any = false;
        for (const char c : numbers) {
            if (c >= '0' && c <= '9') {
                value = value * 10 + quint32(c - '0');
                any = true;
            } else if (any) {
                set.insert(value);
                value = 0;
                any = false;
            }
        }
        if (any)
            set.insert(value);
        return set;
    }

    // As it is stored: in chunks of 8,192 numbers, of which the empty ones need not be.
    static constexpr std::size_t chunkWords = 128;
    [[nodiscard]] quint32 chunks() const
    {
        return quint32((m_words.size() + chunkWords - 1) / chunkWords);
    }
    [[nodiscard]] bool hasAny(quint32 chunk) const
    {
        const auto [from, to] = wordsOf(chunk);
        return std::any_of(m_words.begin() + from, m_words.begin() + to,
                           [](quint64 word) { return word != 0; });
    }
    /// Little-endian, without the zeros at the end.
    [[nodiscard]] QByteArray bits(quint32 chunk) const
    {
        const auto [from, to] = wordsOf(chunk);
        QByteArray bytes((to - from) * qsizetype(sizeof(quint64)), Qt::Uninitialized);
        qToLittleEndian<quint64>(m_words.data() + from, to - from, bytes.data());
        while (bytes.endsWith('\0'))
            bytes.chop(1);
        return bytes;
    }
    void setBits(quint32 chunk, QByteArrayView bytes)
    {
        const std::size_t from = chunk * chunkWords;
        const std::size_t count = std::min(
            chunkWords, (std::size_t(bytes.size()) + sizeof(quint64) - 1) / sizeof(quint64));
        if (m_words.size() < from + count)
            m_words.resize(from + count);
        for (std::size_t i = 0; i < count; ++i) {
            quint64 word = 0;
            const std::size_t at = i * sizeof(quint64);
            std::memcpy(&word, bytes.data() + at,
                        std::min(sizeof(quint64), std::size_t(bytes.size()) - at));
            m_words[from + i] = qFromLittleEndian(word);
        }
    }

private:
    [[nodiscard]] std::pair<qsizetype, qsizetype> wordsOf(quint32 chunk) const
    {
        return {qsizetype(std::min(m_words.size(), chunk * chunkWords)),
                qsizetype(std::min(m_words.size(), (chunk + 1) * chunkWords))};
    }

    std::vector<quint64> m_words;
};
