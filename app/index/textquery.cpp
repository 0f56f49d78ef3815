// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/textquery.h"

#include <QList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// Text that SQLite's tokenizer takes apart; quoted, nothing in it means anything else.
QString quoted(const QString &text)
{
    QString doubled = text;
    return u'"' + doubled.replace(u'"', u"\"\""_s) + u'"';
}

QString joined(const QStringList &expressions, const QString &word)
{
    return expressions.size() == 1 ? expressions.first()
                                   : u'(' + expressions.join(u' ' + word + u' ') + u')';
}

/// What stands side by side between two parentheses.
struct Group {
    QStringList required;
    QStringList optional;
    QStringList prohibited;
    bool isImpossible = false; ///< something required can never be found

    [[nodiscard]] QString expression() const
    {
        if (isImpossible || (required.isEmpty() && optional.isEmpty()))
            return {};
        const QString wanted =
            required.isEmpty() ? joined(optional, u"OR"_s) : joined(required, u"AND"_s);
        if (prohibited.isEmpty())
            return wanted;
        return u'(' + wanted + u" NOT "_s + joined(prohibited, u"OR"_s) + u')';
    }
};

class Parser
{
public:
    Parser(const QString &text, const QStringList &fields) : m_text(text), m_fields(fields) {}

    [[nodiscard]] QString group(int depth)
    {
        Group alternatives;
        for (;;) {
            skipBlanks();
            if (atEnd())
                break;
            if (m_text[m_at] == u')') {
                ++m_at;
                if (depth > 0)
                    break;
                continue; // closes nothing
            }
            if (takeWord(u"OR") || takeWord(u"AND"))
                continue; // joins nothing
            conjunction(alternatives, depth);
        }
        return alternatives.expression();
    }

private:
    enum class Mode { Optional, Required, Prohibited };

    /// One item, or several with AND between them.
    void conjunction(Group &alternatives, int depth)
    {
        Mode mode = Mode::Optional;
        const QString first = item(mode, depth);
        if (!peekWord(u"AND")) {
            put(alternatives, mode, first);
            return;
        }
        Group all;
        put(all, mode == Mode::Optional ? Mode::Required : mode, first);
        while (takeWord(u"AND")) {
            mode = Mode::Optional;
            const QString next = item(mode, depth);
            put(all, mode == Mode::Optional ? Mode::Required : mode, next);
        }
        if (const QString expression = all.expression(); !expression.isEmpty())
            alternatives.optional += expression;
    }
    static void put(Group &group, Mode mode, const QString &expression)
    {
        if (expression.isEmpty())
            group.isImpossible |= mode == Mode::Required;
        else if (mode == Mode::Required)
            group.required += expression;
        else if (mode == Mode::Prohibited)
            group.prohibited += expression;
        else
            group.optional += expression;
    }

    [[nodiscard]] QString item(Mode &mode, int depth)
    {
        skipBlanks();
        while (takeWord(u"NOT"))
            mode = Mode::Prohibited;
        skipBlanks();
        if (m_at + 1 < m_text.size() && !m_text[m_at + 1].isSpace()) {
            if (m_text[m_at] == u'+') {
                mode = Mode::Required;
                ++m_at;
            } else if (m_text[m_at] == u'-') {
                mode = Mode::Prohibited;
                ++m_at;
            }
        }
        return primary(depth);
    }
    [[nodiscard]] QString primary(int depth)
    {
        if (atEnd())
            return {};
        if (m_text[m_at] == u'(') {
            ++m_at;
            return depth < TextQuery::maximumDepth ? group(depth + 1) : QString();
        }
        if (m_text[m_at] == u'"')
            return term(phrase());
        const qsizetype start = m_at;
        while (!atEnd() && !m_text[m_at].isSpace() && !isMark(m_text[m_at]) && m_text[m_at] != u':')
            ++m_at;
        const QString word = m_text.mid(start, m_at - start);
        if (!word.isEmpty() && m_at + 1 < m_text.size() && m_text[m_at] == u':'
            && !m_text[m_at + 1].isSpace()) {
            ++m_at;
            const QString inside = depth < TextQuery::maximumDepth ? primary(depth + 1) : QString();
            const bool isKnown = m_fields.contains(word) && !inside.isEmpty();
            return isKnown ? u'{' + word + u"} : ("_s + inside + u')' : QString();
        }
        if (!atEnd() && m_text[m_at] == u':')
            ++m_at; // between blanks, or at the end
        return term(word);
    }
    [[nodiscard]] QString phrase()
    {
        const qsizetype start = ++m_at;
        const qsizetype end = m_text.indexOf(u'"', start);
        m_at = end < 0 ? m_text.size() : end + 1;
        return m_text.mid(start, (end < 0 ? m_text.size() : end) - start);
    }
    [[nodiscard]] QString term(const QString &text)
    {
        const bool hasWord = std::any_of(text.begin(), text.end(), [](QChar c) {
            return c.isLetterOrNumber() || c.isSurrogate();
        });
        if (!hasWord || ++m_terms > TextQuery::maximumTerms)
            return {};
        return quoted(text);
    }

    [[nodiscard]] static bool isMark(QChar c) { return c == u'(' || c == u')' || c == u'"'; }
    [[nodiscard]] bool atEnd() const { return m_at >= m_text.size(); }
    void skipBlanks()
    {
        while (!atEnd() && m_text[m_at].isSpace())
            ++m_at;
    }
    [[nodiscard]] bool peekWord(QStringView word)
    {
        skipBlanks();
        const qsizetype end = m_at + word.size();
        return QStringView(m_text).mid(m_at, word.size()) == word
               && (end >= m_text.size() || m_text[end].isSpace() || m_text[end] == u'(');
    }
    bool takeWord(QStringView word)
    {
        if (!peekWord(word))
            return false;
        m_at += word.size();
        return true;
    }

    QString m_text;
    QStringList m_fields;
    qsizetype m_at = 0;
    int m_terms = 0;
};

} // namespace

QString TextQuery::toMatch(const QString &query, const QStringList &fields)
{
    QString text = query.first(std::min(query.size(), maximumText));
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = u' ';
    }
    return Parser(text, fields).group(0);
}
