// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/phrasestore.h"

#include "index/indexconnection.h"

using namespace Qt::StringLiterals;

Result<void> PhraseStore::insert(quint32 id, const WordPairs &pairs)
{
    return m_connection.change(u"INSERT INTO pairs (rowid, words) VALUES (?, ?)"_s,
                               {id, QString::fromUtf8(pairs.text)});
}

Result<void> PhraseStore::erase(quint32 id, const WordPairs &pairs)
{
    // Without content of its own the full-text table must be told what it is to forget.
    return m_connection.change(u"INSERT INTO pairs (pairs, rowid, words) VALUES ('delete', ?, ?)"_s,
                               {id, QString::fromUtf8(pairs.text)});
}

Result<void> PhraseStore::eraseAll()
{
    return m_connection.change(u"INSERT INTO pairs (pairs) VALUES ('delete-all')"_s);
}

Result<void> PhraseStore::optimize()
{
    return m_connection.change(u"INSERT INTO pairs (pairs) VALUES ('optimize')"_s);
}

Result<DocSet> PhraseStore::having(const Phrase &phrase)
{
    // Made of letters, digits, underscores and non-ASCII characters (Words::fold), and quoted all the
    // same: no text can become an operator.
    QString pairs = WordPairs::joined(phrase.words());
    pairs.replace(u'"', u"\"\""_s);
    return m_connection.set(
        u"SELECT CAST(group_concat(rowid) AS BLOB) FROM pairs WHERE pairs MATCH ?"_s,
        {QString(u'"' + pairs + (phrase.isUnfinished() ? u"\"*"_s : u"\""_s))});
}
