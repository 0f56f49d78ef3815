// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/wordpairs.h"

#include "index/words.h"

namespace {

constexpr char within = '_'; // no piece of a word has it

class PairCollector
{
public:
    void addText(QStringView text)
    {
        QByteArray previous;
        const qsizetype before = m_pairs.size();
        Words::scan(text, [&](int start, int length, bool) {
            for (const QStringView piece :
                 text.mid(start, length).tokenize(u'_', Qt::SkipEmptyParts))
                add(Words::fold(piece).toUtf8(), &previous);
            return true;
        });
        if (m_pairs.size() > before)
            m_pairs += "_ ";
    }
    [[nodiscard]] QByteArray joined() const { return m_pairs.chopped(m_pairs.isEmpty() ? 0 : 1); }

private:
    /// What folds to nothing keeps its neighbours apart.
    void add(QByteArray word, QByteArray *previous)
    {
        if (!word.isEmpty() && !previous->isEmpty())
            m_pairs.append(*previous).append(within).append(word).append(' ');
        *previous = std::move(word);
    }

    QByteArray m_pairs;
};

} // namespace

WordPairs WordPairs::of(QStringView text)
{
    PairCollector pairs;
    pairs.addText(text);
    return {pairs.joined()};
}

WordPairs WordPairs::of(const IndexEntry &entry)
{
    const Release &release = entry.release;
    PairCollector pairs;
    pairs.addText(release.name);
    pairs.addText(release.abstract);
    for (const ProvidedExtension &extension : release.extensions) {
        pairs.addText(extension.name);
        pairs.addText(extension.abstract);
    }
    for (const QString &tag : release.tags + release.categories)
        pairs.addText(tag);
    pairs.addText(release.description);
    pairs.addText(entry.readme);
    pairs.addText(entry.docs);
    for (const QStringView function : QStringView(entry.functions).tokenize(u'\n')) // one a line
        pairs.addText(function);
    return {pairs.joined()};
}

QString WordPairs::joined(const QStringList &words)
{
    QString pairs;
    for (qsizetype i = 1; i < words.size(); ++i) {
        if (i > 1)
            pairs += u' ';
        pairs += words[i - 1] + QLatin1Char(within) + words[i];
    }
    return pairs;
}
