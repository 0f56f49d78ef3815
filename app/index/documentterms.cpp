// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/documentterms.h"

#include "index/words.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <string_view>

using namespace Qt::StringLiterals;

namespace {

/// A word of a README this often is what the README is about.
constexpr int oftenEnough = 4;

class TermCollector
{
public:
    void add(Field field, const QString &folded)
    {
        if (!folded.isEmpty())
            m_terms.insert(char(field) + folded.toUtf8());
    }
    void addWord(Field field, const QString &folded)
    {
        add(field, folded);
        for (const QString &part : Words::parts(folded))
            add(field, part);
    }
    void addText(Field field, const QString &text)
    {
        for (const Words::Word &word : Words::split(text))
            addWord(field, word.folded);
    }
    /// A name: also without its separators, so that "pgcron" finds "pg_cron".
    void addName(Field field, const QString &name)
    {
        addText(field, name);
        add(field, Words::squash(name).left(Words::maximumLength));
    }
    void addReadme(const QString &readme)
    {
        QHash<QString, int> times;
        for (const Words::Word &word : Words::split(readme))
            ++times[word.folded];
        for (auto it = times.cbegin(); it != times.cend(); ++it) {
            addWord(Field::Readme, it.key());
            if (it.value() >= oftenEnough && it.key().size() > 3)
                addWord(Field::Topics, it.key());
        }
    }
    /// The headings of Markdown and of underlined plain text.
    void addHeadings(const QString &source)
    {
        QStringView previous;
        for (const QStringView line : QStringView(source).split(u'\n')) {
            const QStringView text = line.trimmed();
            if (text.startsWith(u'#'))
                addText(Field::Topics, text.toString());
            else if (text.size() >= 3
                     && (text.count(u'=') == text.size() || text.count(u'-') == text.size()))
                addText(Field::Topics, previous.toString());
            previous = text;
        }
    }
    [[nodiscard]] QByteArray joined() const
    {
        QByteArrayList sorted(m_terms.cbegin(), m_terms.cend());
        std::sort(sorted.begin(), sorted.end());
        return sorted.join(' ');
    }

private:
    QSet<QByteArray> m_terms;
};

} // namespace

DocumentTerms DocumentTerms::of(const IndexEntry &entry)
{
    TermCollector terms;
    terms.addName(Field::Name, entry.release.name);
    for (const ProvidedExtension &extension : entry.release.extensions) {
        terms.addName(Field::Extensions, extension.name);
        terms.addText(Field::Topics, extension.abstract);
    }
    for (const QString &tag : entry.release.tags + entry.release.categories)
        terms.addName(Field::Tags, tag);
    terms.addText(Field::Abstract, entry.release.abstract);
    terms.addText(Field::Topics, entry.release.description);
    terms.addText(Field::Functions, entry.functions);
    terms.addReadme(entry.readme);
    terms.addHeadings(entry.readmeSource);
    terms.addText(Field::Docs, entry.docs);
    return {terms.joined()};
}

std::vector<DocumentTerms::VocabularyWord> DocumentTerms::vocabulary() const
{
    std::vector<VocabularyWord> words;
    const QByteArrayView all(text);
    for (qsizetype from = 0; from < all.size();) {
        const qsizetype blank = text.indexOf(' ', from);
        const qsizetype to = blank < 0 ? all.size() : blank;
        const QByteArrayView word = all.sliced(from + 1, to - from - 1);
        const char field = all[from];
        from = to + 1;
        const bool number =
            std::all_of(word.cbegin(), word.cend(), [](char c) { return c >= '0' && c <= '9'; });
        if (word.size() < 3 || word.size() > 48 || number)
            continue;
        const bool head = field == char(Field::Name) || field == char(Field::Extensions)
                          || field == char(Field::Tags);
        words.push_back({word, head});
    }
    // Of the same words the one in a name comes first and stays.
    std::sort(words.begin(), words.end(), [](const VocabularyWord &a, const VocabularyWord &b) {
        const int order = std::string_view(a.word.data(), std::size_t(a.word.size()))
                              .compare({b.word.data(), std::size_t(b.word.size())});
        return order != 0 ? order < 0 : a.head && !b.head;
    });
    words.erase(std::unique(words.begin(), words.end(),
                            [](const VocabularyWord &a, const VocabularyWord &b) {
                                return a.word == b.word;
                            }),
                words.end());
    return words;
}
