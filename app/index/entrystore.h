// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "index/entrycolumns.h"
#include "index/entryrecord.h"
#include "index/searchquery.h"

#include <QHash>

#include <functional>
#include <optional>

class IndexConnection;
class PhraseStore;
class TermStore;
class VocabularyStore;

/// Writes and reads single entries: their rows, documents, tags and extensions; tells the other
/// stores what words come and go. On the connection's thread, inside a transaction.
class EntryStore
{
public:
    EntryStore(IndexConnection &connection, TermStore &terms, PhraseStore &phrases,
               VocabularyStore &vocabulary)
        : m_connection(connection), m_terms(terms), m_phrases(phrases), m_vocabulary(vocabulary)
    {
    }

    struct Identity {
        quint32 id = 0;
        QByteArray digest;
    };
    [[nodiscard]] Result<std::optional<Identity>> find(const QString &registry, const QString &key);
    [[nodiscard]] Result<quint32> insert(const EntryRecord &record);
    [[nodiscard]] Result<void> update(quint32 id, const EntryRecord &record);
    [[nodiscard]] Result<void> erase(quint32 id);
    [[nodiscard]] Result<QHash<QString, quint32>> idsByKey(const QString &registry);
    [[nodiscard]] Result<int> countOutside(const QString &registry);
    /// Every entry, in one go.
    [[nodiscard]] Result<void> eraseAll();

    [[nodiscard]] Result<void>
    eachFacts(const QList<int> &majors,
              const std::function<void(const EntryColumns::Facts &)> &visit);
    /// What the rows of a result list show, by number; without what a search adds.
    [[nodiscard]] Result<QHash<quint32, SearchHit>> hits(const QList<quint32> &ids);
    [[nodiscard]] Result<std::optional<IndexEntry>> entry(quint32 id);
    enum class Text { Description, Readme, Docs, Functions };
    [[nodiscard]] Result<QString> text(quint32 id, Text which);
    [[nodiscard]] Result<QStringList> tagsOf(quint32 id);

private:
    [[nodiscard]] Result<void> writeParts(quint32 id, const EntryRecord &record);
    [[nodiscard]] Result<void> eraseParts(quint32 id);

    IndexConnection &m_connection;
    TermStore &m_terms;
    PhraseStore &m_phrases;
    VocabularyStore &m_vocabulary;
};
