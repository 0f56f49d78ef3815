// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/termstore.h"

#include "index/documentterms.h"
#include "index/indexconnection.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// Changes are held in memory up to so many entries.
constexpr int gatheredAtMost = 2048;
/// A set is made when so many entries, and such a share of those written together, have the term.
constexpr int frequentCount = 256;
constexpr int frequentShare = 12;

/// Where the bits of a set's chunk are: its number above, the chunk's below.
constexpr int chunkBits = 20;
qint64 keyOf(quint32 number, quint32 chunk)
{
    return (qint64(number) << chunkBits) | chunk;
}

} // namespace

Result<void> TermStore::insert(quint32 id, const DocumentTerms &terms)
{
    m_changes.insert(id, terms.text);
    if (const auto done = m_connection.change(u"INSERT INTO terms (rowid, words) VALUES (?, ?)"_s,
                                              {id, QString::fromUtf8(terms.text)});
        !done)
        return done;
    return m_changes.count() < gatheredAtMost ? Result<void>() : flush();
}

Result<void> TermStore::erase(quint32 id, const DocumentTerms &terms)
{
    m_changes.erase(id, terms.text);
    // Without content of its own the full-text table must be told what it is to forget.
    return m_connection.change(u"INSERT INTO terms (terms, rowid, words) VALUES ('delete', ?, ?)"_s,
                               {id, QString::fromUtf8(terms.text)});
}

Result<void> TermStore::eraseAll()
{
    m_changes.clear();
    m_frequent.clear();
    for (const QString &sql : {u"INSERT INTO terms (terms) VALUES ('delete-all')"_s,
                               u"DELETE FROM frequent"_s, u"DELETE FROM frequent_bits"_s}) {
        if (const auto done = m_connection.change(sql); !done)
            return done;
    }
    return {};
}

Result<void> TermStore::flush()
{
    if (m_changes.isEmpty())
        return {};
    // A savepoint has the full-text table write what it holds in memory: sets are read from it faster.
    for (const QString &sql : {u"SAVEPOINT written"_s, u"RELEASE written"_s}) {
        if (const auto written = m_connection.exec(sql); !written)
            return written;
    }
    Result<void> done;
    const int most = std::max(frequentCount, m_changes.count() / frequentShare);
    m_changes.each(
        most, [this](const QByteArray &key) { return m_frequent.contains(key); },
        [&](const QByteArray &key, const TermChanges::Change &change) {
            const auto known = m_frequent.constFind(key);
            done = known != m_frequent.cend() ? apply(*known, change) : make(key);
            return done.has_value();
        });
    m_changes.clear();
    return done;
}

Result<void> TermStore::make(const QByteArray &key)
{
    quint32 number = 0;
    {
        auto rows =
            m_connection.run(u"INSERT INTO frequent (term) VALUES (?)"_s, {QString::fromUtf8(key)});
        if (!rows)
            return rows.error();
        number = quint32(rows->lastInsertId());
    }
    m_frequent.insert(key, number);
    // The full-text table has the change already, and all that was there before.
    const bool prefix = key.endsWith('*');
    const Result<DocSet> all = having(prefix ? key.chopped(1) : key, prefix);
    if (!all)
        return all.error();
    return apply(number, {{}, *all});
}

Result<void> TermStore::apply(quint32 number, const TermChanges::Change &change)
{
    const quint32 chunks = std::max(change.erased.chunks(), change.inserted.chunks());
    for (quint32 chunk = 0; chunk < chunks; ++chunk) {
        if (!change.erased.hasAny(chunk) && !change.inserted.hasAny(chunk))
            continue;
        const qint64 key = keyOf(number, chunk);
        DocSet ids;
        {
            auto rows = m_connection.run(u"SELECT bits FROM frequent_bits WHERE key = ?"_s, {key});
            if (!rows)
                return rows.error();
            if (rows->next())
                ids.setBits(chunk, rows->value(0).toByteArray());
            if (const auto end = rows->end(); !end)
                return end;
        }
        ids -= change.erased;
        ids |= change.inserted;
        if (const auto done = m_connection.change(
                u"INSERT OR REPLACE INTO frequent_bits VALUES (?, ?)"_s, {key, ids.bits(chunk)});
            !done)
            return done;
    }
    return {};
}

Result<void> TermStore::optimize()
{
    return m_connection.change(u"INSERT INTO terms (terms) VALUES ('optimize')"_s);
}

Result<FrequentTerms> TermStore::readFrequent()
{
    auto rows = m_connection.run(u"SELECT id, term FROM frequent"_s);
    if (!rows)
        return rows.error();
    FrequentTerms terms;
    while (rows->next())
        terms.insert(rows->text(1).toUtf8(), quint32(rows->number(0)));
    if (const auto end = rows->end(); !end)
        return end.error();
    return terms;
}

Result<DocSet> TermStore::having(const QByteArray &term, bool prefix)
{
    // The term is made of letters, digits, underscores and non-ASCII characters (Words::fold), and is
    // quoted all the same: no text can become an operator.
    QString phrase = QString::fromUtf8(term);
    phrase.replace(u'"', u"\"\""_s);
    return m_connection.set(
        u"SELECT CAST(group_concat(rowid) AS BLOB) FROM terms WHERE terms MATCH ?"_s,
        {QString(u'"' + phrase + (prefix ? u"\"*"_s : u"\""_s))});
}

Result<DocSet> TermStore::readySet(quint32 number)
{
    auto rows = m_connection.run(
        u"SELECT key, bits FROM frequent_bits WHERE key BETWEEN ? AND ? ORDER BY key DESC"_s,
        {keyOf(number, 0), keyOf(number + 1, 0) - 1});
    if (!rows)
        return rows.error();
    DocSet ids; // the last chunk comes first: room for all is made at once
    while (rows->next()) {
        const auto chunk = quint32(rows->number(0) & ((qint64(1) << chunkBits) - 1));
        ids.setBits(chunk, rows->value(1).toByteArray());
    }
    if (const auto end = rows->end(); !end)
        return end.error();
    return ids;
}
