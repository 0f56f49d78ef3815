// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "index/docset.h"
#include "index/entrycolumns.h"
#include "index/entryrecord.h"
#include "index/searchquery.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <functional>
#include <memory>

/// One connection to the index file, and all the SQL there is against it. Belongs to the thread that
/// opened it. An Error of kind Integrity means the file is damaged or not ours: set it aside.
class IndexStore
{
public:
    enum class Access { ReadWrite, ReadOnly };

    /// ReadWrite makes a missing file and brings an older one to the present schema. Error kinds:
    /// Integrity (damaged, or no index), Unsupported (of a newer or no longer known schema).
    [[nodiscard]] static Result<std::unique_ptr<IndexStore>> open(const QString &file,
                                                                  Access access);
    ~IndexStore();
    IndexStore(const IndexStore &) = delete;
    IndexStore &operator=(const IndexStore &) = delete;

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

    // Writing entries; inside a transaction.
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
    /// Writes the vocabulary's changes that inserts and erasures have gathered; before `commit()`.
    [[nodiscard]] Result<void> flushVocabulary();
    /// Merges the full-text table's pieces and empties the log; after large changes.
    [[nodiscard]] Result<void> optimize();

    // Reading sets of entries.
    /// Entries with a word in a field: "npg_cron", or any that begins so.
    [[nodiscard]] Result<DocSet> having(const QByteArray &term, bool prefix);
    [[nodiscard]] Result<DocSet> withTag(const QString &tag);
    [[nodiscard]] Result<DocSet> ofUser(const QString &user);
    [[nodiscard]] Result<DocSet> named(const QString &squashed);
    [[nodiscard]] Result<DocSet> installed(const QStringList &names);
    [[nodiscard]] Result<DocSet> withKey(const QString &key);
    [[nodiscard]] Result<DocSet> providing(const QString &extensionKey);
    [[nodiscard]] Result<void>
    eachFacts(const QList<int> &majors,
              const std::function<void(const EntryColumns::Facts &)> &visit);

    // Reading one entry.
    [[nodiscard]] Result<SearchHit> hit(quint32 id);
    [[nodiscard]] Result<std::optional<IndexEntry>> entry(quint32 id);
    enum class Text { Description, Readme, Docs, Functions };
    [[nodiscard]] Result<QString> text(quint32 id, Text which);
    [[nodiscard]] Result<QStringList> tagsOf(quint32 id);

    // The vocabulary.
    struct KnownWord {
        QString word;
        int heads = 0; ///< entries that have it in a name, an extension's name or a tag
        int docs = 0;  ///< entries that have it anywhere
    };
    [[nodiscard]] Result<QList<KnownWord>> wordsAmong(const QStringList &words);
    /// Words with that beginning, or ending, of `shortest` to `longest` characters.
    [[nodiscard]] Result<QList<KnownWord>> wordsBeginning(const QString &beginning, int shortest,
                                                          int longest);
    [[nodiscard]] Result<QList<KnownWord>> wordsEnding(const QString &ending, int shortest,
                                                       int longest);
    /// Words of names and tags with that beginning, of at least `shortest` characters.
    [[nodiscard]] Result<QList<KnownWord>> headWordsBeginning(const QString &beginning,
                                                              int shortest);
    [[nodiscard]] Result<QStringList> namesBeginning(const QString &key, int limit);
    [[nodiscard]] Result<QStringList> extensionsBeginning(const QString &key, int limit);
    [[nodiscard]] Result<QStringList> tagsBeginning(const QString &key, int limit);
    [[nodiscard]] Result<QMap<QString, int>> tags(int limit);

private:
    class Rows;
    struct WordChange {
        int heads = 0;
        int docs = 0;
    };
    IndexStore() = default;
    [[nodiscard]] Result<void> prepareFile(Access access);
    [[nodiscard]] Result<void> migrate();
    [[nodiscard]] Result<void> exec(const QString &sql);
    /// Runs a statement, prepared once a connection, with its values bound.
    [[nodiscard]] Result<Rows> run(const QString &sql, const QVariantList &values = {});
    [[nodiscard]] Result<void> change(const QString &sql, const QVariantList &values = {});
    [[nodiscard]] Result<DocSet> set(const QString &sql, const QVariantList &values);
    [[nodiscard]] Result<QStringList> texts(const QString &sql, const QVariantList &values);
    [[nodiscard]] Result<QList<KnownWord>> words(const QString &sql, const QVariantList &values);
    [[nodiscard]] Result<void> writeParts(quint32 id, const EntryRecord &record);
    [[nodiscard]] Result<void> eraseParts(quint32 id);
    void noteWords(const DocumentTerms &terms, int sign);

    QString m_connection;
    QSqlDatabase m_database;
    QHash<QString, QSqlQuery> m_statements;
    QHash<QByteArray, WordChange> m_wordChanges;
};
