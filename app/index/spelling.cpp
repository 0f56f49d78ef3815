// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/spelling.h"

#include "index/vocabularystore.h"

#include <algorithm>
#include <optional>

bool Spelling::withinOneEdit(QStringView a, QStringView b)
{
    if (a.size() > b.size())
        std::swap(a, b);
    if (b.size() - a.size() > 1)
        return false;
    qsizetype front = 0;
    while (front < a.size() && a[front] == b[front])
        ++front;
    qsizetype back = 0;
    while (back < a.size() - front && a[a.size() - 1 - back] == b[b.size() - 1 - back])
        ++back;
    const qsizetype restA = a.size() - front - back;
    const qsizetype restB = b.size() - front - back;
    if (restA <= 1 && restB <= 1)
        return true;
    return restA == 2 && restB == 2 && a[front] == b[front + 1] && a[front + 1] == b[front];
}

bool Spelling::beginsWithinOneEdit(QStringView a, QStringView b)
{
    for (qsizetype length = a.size() - 1; length <= a.size() + 1; ++length) {
        if (length <= b.size() && withinOneEdit(a, b.left(length)))
            return true;
    }
    return false;
}

Result<QStringList> Spelling::corrections(VocabularyStore &vocabulary, const QString &word,
                                          bool typing)
{
    const int size = int(word.size());
    if (size < shortestMended)
        return QStringList();
    const int half = size / 2;
    const bool digits =
        std::all_of(word.cbegin(), word.cend(), [](QChar c) { return c.isDigit(); });
    if (digits) // another number is another thing
        return QStringList();

    // An edit leaves the front or the back half as it is, but for a swap in the middle.
    QString swapped = word;
    std::swap(swapped[half - 1], swapped[half]);
    QList<VocabularyStore::KnownWord> known;
    const auto add = [&known](const Result<QList<VocabularyStore::KnownWord>> &found) {
        if (found)
            known += *found;
        return found.has_value() ? std::optional<Error>() : found.error();
    };
    if (const auto error = add(vocabulary.wordsBeginning(word.left(half), size - 1, size + 1)))
        return *error;
    if (const auto error = add(vocabulary.wordsEnding(word.mid(half), size - 1, size + 1)))
        return *error;
    if (const auto error = add(vocabulary.wordsAmong({swapped})))
        return *error;
    known.removeIf([&](const VocabularyStore::KnownWord &candidate) {
        return candidate.word == word || !withinOneEdit(word, candidate.word);
    });
    if (known.isEmpty() && typing) {
        // Words that only begin so: those of names and tags, which are what people type.
        if (const auto error = add(vocabulary.headWordsBeginning(word.left(1), size)))
            return *error;
        known.removeIf([&](const VocabularyStore::KnownWord &candidate) {
            return !beginsWithinOneEdit(word, candidate.word);
        });
    }
    std::sort(known.begin(), known.end(),
              [&](const VocabularyStore::KnownWord &a, const VocabularyStore::KnownWord &b) {
                  if ((a.heads > 0) != (b.heads > 0))
                      return a.heads > 0;
                  // The first letter is seldom wrong.
                  const bool firstA = a.word.front() == word.front();
                  const bool firstB = b.word.front() == word.front();
                  if (firstA != firstB)
                      return firstA;
                  return a.docs != b.docs ? a.docs > b.docs : a.word < b.word;
              });
    QStringList words;
    for (const VocabularyStore::KnownWord &candidate : known) {
        if (!words.contains(candidate.word))
            words.append(candidate.word);
    }
    return words;
}
