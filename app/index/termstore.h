// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "index/docset.h"
#include "index/termchanges.h"

#include <QHash>

class IndexConnection;
struct DocumentTerms;

/// Numbers of the ready-made sets, by term ("npg_cron") or beginning of terms ("npg*").
using FrequentTerms = QHash<QByteArray, quint32>;

/// Which entries have which terms: the full-text table, and beside it the sets of the most frequent
/// terms and beginnings ready-made as bits, because a list of 100,000 numbers is read from the
/// full-text table in some 15 ms, and as bits in 0.05 ms. The two always say the same: a set is made
/// when many entries at once have the term, and each later change is written to both.
/// On the connection's thread, inside a transaction.
class TermStore
{
public:
    explicit TermStore(IndexConnection &connection) : m_connection(connection) {}

    [[nodiscard]] Result<void> insert(quint32 id, const DocumentTerms &terms);
    /// `terms`: as they were inserted.
    [[nodiscard]] Result<void> erase(quint32 id, const DocumentTerms &terms);
    [[nodiscard]] Result<void> eraseAll();
    /// Brings the ready-made sets to where the full-text table is; before the commit.
    [[nodiscard]] Result<void> flush();
    void forgetChanges() { m_changes.clear(); }
    /// Merges the full-text table's pieces.
    [[nodiscard]] Result<void> optimize();

    /// The ready-made sets as the file has them now.
    [[nodiscard]] Result<FrequentTerms> readFrequent();
    /// Writers set what they have read at the start of a transaction, and get it back at its end.
    void setFrequent(const FrequentTerms &frequent) { m_frequent = frequent; }
    [[nodiscard]] const FrequentTerms &frequent() const { return m_frequent; }

    /// Entries with a word in a field: "npg_cron", or any that begins so.
    [[nodiscard]] Result<DocSet> having(const QByteArray &term, bool prefix);
    /// The same from a ready-made set.
    [[nodiscard]] Result<DocSet> readySet(quint32 number);

private:
    [[nodiscard]] Result<void> apply(quint32 number, const TermChanges::Change &change);
    [[nodiscard]] Result<void> make(const QByteArray &key);

    IndexConnection &m_connection;
    TermChanges m_changes;
    FrequentTerms m_frequent;
};
