// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>
#include <QVariantList>

class IndexConnection;
struct DocumentTerms;

/// The words that occur in the index, which typing errors are mended with. On the connection's thread.
class VocabularyStore
{
public:
    explicit VocabularyStore(IndexConnection &connection) : m_connection(connection) {}

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

    /// Gathers an entry's words that come (1) or go (-1).
    void note(const DocumentTerms &terms, int sign);
    /// Writes what was gathered; before the commit.
    [[nodiscard]] Result<void> flush();
    void forgetChanges() { m_changes.clear(); }

private:
    struct Change {
        int heads = 0;
        int docs = 0;
    };
    [[nodiscard]] Result<QList<KnownWord>> words(const QString &sql, const QVariantList &values);

    IndexConnection &m_connection;
    QHash<QByteArray, Change> m_changes;
};
