// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "index/docset.h"
#include "index/entrystore.h"
#include "index/indexconnection.h"
#include "index/phrasestore.h"
#include "index/termstore.h"
#include "index/vocabularystore.h"

#include <QDateTime>
#include <QMap>

#include <memory>

/// The index file: its state, and sets of its entries. `entries()`, `terms()`, `phrases()` and
/// `vocabulary()` have the rest of the SQL. Belongs to the thread that opened it. An Error of kind Integrity means the file is
/// damaged or not ours: set it aside.
class IndexStore
{
public:
    using Access = IndexConnection::Access;

    /// See `IndexConnection::open()`.
    [[nodiscard]] static Result<std::unique_ptr<IndexStore>> open(const QString &file,
                                                                  Access access);
    IndexStore(const IndexStore &) = delete;
    IndexStore &operator=(const IndexStore &) = delete;

    [[nodiscard]] EntryStore &entries() { return m_entries; }
    [[nodiscard]] TermStore &terms() { return m_terms; }
    [[nodiscard]] PhraseStore &phrases() { return m_phrases; }
    [[nodiscard]] VocabularyStore &vocabulary() { return m_vocabulary; }

    [[nodiscard]] Result<void> begin(); ///< writers: takes the write lock at once
    [[nodiscard]] Result<void> commit();
    void rollback();

    // State of the whole.
    [[nodiscard]] Result<quint64> generation();
    [[nodiscard]] Result<void> setGeneration(quint64 generation);
    [[nodiscard]] Result<bool> rebuildNeeded();
    [[nodiscard]] Result<void> setRebuildNeeded(bool needed);
    [[nodiscard]] Result<QDateTime> lastSync(const QString &registry);
    [[nodiscard]] Result<void> setLastSync(const QString &registry, const QDateTime &time);
    [[nodiscard]] Result<void> forgetSync(const QString &registry);
    /// Writes what inserts and erasures of entries have gathered; before `commit()`.
    [[nodiscard]] Result<void> flush();
    /// Merges the full-text tables' pieces and empties the log; after large changes.
    [[nodiscard]] Result<void> optimize();

    // Sets of entries.
    [[nodiscard]] Result<DocSet> withTag(const QString &tag);
    [[nodiscard]] Result<DocSet> ofUser(const QString &user);
    [[nodiscard]] Result<DocSet> named(const QString &squashed);
    [[nodiscard]] Result<DocSet> installed(const QStringList &names);
    [[nodiscard]] Result<DocSet> withKey(const QString &key);
    [[nodiscard]] Result<DocSet> providing(const QString &extensionKey);

    // Names.
    [[nodiscard]] Result<QStringList> namesBeginning(const QString &key, int limit);
    [[nodiscard]] Result<QStringList> extensionsBeginning(const QString &key, int limit);
    [[nodiscard]] Result<QStringList> tagsBeginning(const QString &key, int limit);
    [[nodiscard]] Result<QMap<QString, int>> tags(int limit);

private:
    explicit IndexStore(std::unique_ptr<IndexConnection> connection)
        : m_connection(std::move(connection)),
          m_vocabulary(*m_connection),
          m_terms(*m_connection),
          m_phrases(*m_connection),
          m_entries(*m_connection, m_terms, m_phrases, m_vocabulary)
    {
    }

    std::unique_ptr<IndexConnection> m_connection;
    VocabularyStore m_vocabulary;
    TermStore m_terms;
    PhraseStore m_phrases;
    EntryStore m_entries;
};
