// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "index/docset.h"
#include "index/phrase.h"
#include "index/wordpairs.h"

class IndexConnection;

/// Which entries have which words next to each other. On the connection's thread, inside a
/// transaction.
class PhraseStore
{
public:
    explicit PhraseStore(IndexConnection &connection) : m_connection(connection) {}

    [[nodiscard]] Result<void> insert(quint32 id, const WordPairs &pairs);
    /// `pairs`: as they were inserted.
    [[nodiscard]] Result<void> erase(quint32 id, const WordPairs &pairs);
    [[nodiscard]] Result<void> eraseAll();
    /// Merges the full-text table's pieces.
    [[nodiscard]] Result<void> optimize();

    /// Entries that have the phrase in one of their texts.
    [[nodiscard]] Result<DocSet> having(const Phrase &phrase);

private:
    IndexConnection &m_connection;
};
