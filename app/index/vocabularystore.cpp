// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/vocabularystore.h"

#include "index/documentterms.h"
#include "index/indexconnection.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString reversed(const QString &word)
{
    QString result(word.size(), Qt::Uninitialized);
    std::reverse_copy(word.cbegin(), word.cend(), result.begin());
    return result; // turned surrogate pairs only have to be turned the same way each time
}

} // namespace

Result<QList<VocabularyStore::KnownWord>> VocabularyStore::words(const QString &sql,
                                                                 const QVariantList &values)
{
    auto rows = m_connection.run(sql, values);
    if (!rows)
        return rows.error();
    QList<KnownWord> list;
    while (rows->next())
        list.append({rows->text(0), int(rows->number(1)), int(rows->number(2))});
    if (const auto end = rows->end(); !end)
        return end.error();
    return list;
}

void VocabularyStore::note(const DocumentTerms &terms, int sign)
{
    for (const auto &[word, head] : terms.vocabulary()) {
        auto found = m_changes.find(QByteArray::fromRawData(word.data(), word.size()));
        if (found == m_changes.end())
            found = m_changes.insert(word.toByteArray(), {});
        found->docs += sign;
        found->heads += head ? sign : 0;
    }
}

Result<void> VocabularyStore::flush()
{
    QList<QByteArray> gone;
    for (auto it = m_changes.cbegin(); it != m_changes.cend(); ++it) {
        if (it->docs == 0 && it->heads == 0)
            continue;
        const QString word = QString::fromUtf8(it.key());
        if (const auto done = m_connection.change(
                u"INSERT INTO word VALUES (?, ?, ?, ?) ON CONFLICT (word) DO UPDATE SET "
                "heads = heads + excluded.heads, docs = docs + excluded.docs"_s,
                {word, reversed(word), it->heads, it->docs});
            !done)
            return done;
        if (it->docs < 0)
            gone.append(it.key());
    }
    m_changes.clear();
    for (const QByteArray &word : gone) {
        if (const auto done = m_connection.change(
                u"DELETE FROM word WHERE word = ? AND docs <= 0"_s, {QString::fromUtf8(word)});
            !done)
            return done;
    }
    return {};
}

Result<QList<VocabularyStore::KnownWord>> VocabularyStore::wordsAmong(const QStringList &candidates)
{
    const QString json = QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList(candidates)).toJson(QJsonDocument::Compact));
    return words(u"SELECT word, heads, docs FROM word WHERE word IN "
                 "(SELECT value FROM json_each(?)) AND docs > 0"_s,
                 {json});
}

Result<QList<VocabularyStore::KnownWord>> VocabularyStore::wordsBeginning(const QString &beginning,
                                                                          int shortest, int longest)
{
    return words(
        u"SELECT word, heads, docs FROM word WHERE word >= ? AND word < ? "
        "AND length(word) BETWEEN ? AND ? AND docs > 0 LIMIT 5000"_s,
        {IndexConnection::bound(beginning), IndexConnection::endOf(beginning), shortest, longest});
}

Result<QList<VocabularyStore::KnownWord>> VocabularyStore::wordsEnding(const QString &ending,
                                                                       int shortest, int longest)
{
    const QString beginning = reversed(ending);
    return words(
        u"SELECT word, heads, docs FROM word WHERE reversed >= ? AND reversed < ? "
        "AND length(reversed) BETWEEN ? AND ? AND docs > 0 LIMIT 5000"_s,
        {IndexConnection::bound(beginning), IndexConnection::endOf(beginning), shortest, longest});
}

Result<QList<VocabularyStore::KnownWord>>
VocabularyStore::headWordsBeginning(const QString &beginning, int shortest)
{
    return words(u"SELECT word, heads, docs FROM word WHERE word >= ? AND word < ? "
                 "AND length(word) >= ? AND heads > 0 LIMIT 12000"_s,
                 {IndexConnection::bound(beginning), IndexConnection::endOf(beginning), shortest});
}
