// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/sqlnames.h"

#include <QFileInfo>
#include <QSet>

#include <algorithm>
#include <initializer_list>

using namespace Qt::StringLiterals;

namespace {

struct Token {
    enum class Kind { End, Word, QuotedWord, Operator, Semicolon, Dot, Other };
    Kind kind = Kind::End;
    QString text; ///< words that are not quoted in lower case, as PostgreSQL reads them
};

bool isWordStart(QChar c)
{
    return c.isLetter() || c == u'_' || c.unicode() >= 0x80;
}

bool isWordPart(QChar c)
{
    return isWordStart(c) || c.isDigit() || c == u'$';
}

/// PostgreSQL's lexical rules (SQL Syntax, 4.1), as far as names need them.
class Scanner
{
public:
    explicit Scanner(QStringView sql) : m_sql(sql) {}

    Token next()
    {
        skipBlanksAndComments();
        if (atEnd())
            return {};
        const QChar c = m_sql[m_at];
        if (c == u';') {
            ++m_at;
            return {Token::Kind::Semicolon, {}};
        }
        if (c == u'.') {
            ++m_at;
            return {Token::Kind::Dot, {}};
        }
        if (c == u'\'') {
            skipString(false);
            return {Token::Kind::Other, {}};
        }
        if (c == u'"')
            return {Token::Kind::QuotedWord, quotedWord()};
        if (c == u'$' && skipDollarQuote())
            return {Token::Kind::Other, {}};
        if (c == u'@') { // @extschema@, replaced when the script runs
            const qsizetype close = m_sql.indexOf(u'@', m_at + 1);
            if (close > m_at + 1 && isWordStart(m_sql[m_at + 1]) && close - m_at < 200
                && !m_sql.mid(m_at, close - m_at).contains(u'\n')) {
                const QStringView name = m_sql.mid(m_at, close + 1 - m_at);
                m_at = close + 1;
                return {Token::Kind::Word, name.toString()};
            }
        }
        if (isWordStart(c))
            return word();
        if (operatorCharacters.contains(c))
            return {Token::Kind::Operator, operatorName()};
        ++m_at;
        return {Token::Kind::Other, {}};
    }

private:
    static constexpr QStringView operatorCharacters = u"+-*/<>=~!@#%^&|`?";

    [[nodiscard]] bool atEnd() const { return m_at >= m_sql.size(); }
    [[nodiscard]] bool looksAt(QStringView text) const { return m_sql.mid(m_at).startsWith(text); }

    void skipLine()
    {
        const qsizetype end = m_sql.indexOf(u'\n', m_at);
        m_at = end < 0 ? m_sql.size() : end + 1;
    }
    void skipBlockComment()
    {
        int depth = 0; // PostgreSQL's comments nest
        while (!atEnd()) {
            if (looksAt(u"/*")) {
                ++depth;
                m_at += 2;
            } else if (looksAt(u"*/")) {
                m_at += 2;
                if (--depth == 0)
                    return;
            } else {
                ++m_at;
            }
        }
    }
    void skipBlanksAndComments()
    {
        while (!atEnd()) {
            if (m_sql[m_at].isSpace())
                ++m_at;
            else if (looksAt(u"--") || m_sql[m_at] == u'\\') // also psql's own commands
                skipLine();
            else if (looksAt(u"/*"))
                skipBlockComment();
            else
                return;
        }
    }
    void skipString(bool escapes)
    {
        for (++m_at; !atEnd(); ++m_at) {
            if (escapes && m_sql[m_at] == u'\\')
                ++m_at;
            else if (m_sql[m_at] == u'\'') {
                ++m_at;
                if (atEnd() || m_sql[m_at] != u'\'')
                    return;
            }
        }
    }
    QString quotedWord()
    {
        QString text;
        for (++m_at; !atEnd(); ++m_at) {
            if (m_sql[m_at] == u'"') {
                ++m_at;
                if (atEnd() || m_sql[m_at] != u'"')
                    break;
            }
            text += m_sql[m_at];
        }
        return text;
    }
    bool skipDollarQuote()
    {
        qsizetype tagEnd = m_at + 1;
        if (tagEnd < m_sql.size() && m_sql[tagEnd].isDigit())
            return false; // $1
        while (tagEnd < m_sql.size() && isWordPart(m_sql[tagEnd]) && m_sql[tagEnd] != u'$')
            ++tagEnd;
        if (tagEnd >= m_sql.size() || m_sql[tagEnd] != u'$')
            return false;
        const QStringView tag = m_sql.mid(m_at, tagEnd + 1 - m_at);
        const qsizetype close = m_sql.indexOf(tag, tagEnd + 1);
        m_at = close < 0 ? m_sql.size() : close + tag.size();
        return true;
    }
    Token word()
    {
        const qsizetype start = m_at;
        while (!atEnd() && isWordPart(m_sql[m_at]))
            ++m_at;
        const QString text = m_sql.mid(start, m_at - start).toString().toLower();
        // E'…', B'…', X'…', N'…', U&'…' and U&"…"
        if (!atEnd() && text.size() == 1 && m_sql[m_at] == u'\'' && u"ebxn"_s.contains(text)) {
            skipString(text == u"e"_s);
            return {Token::Kind::Other, {}};
        }
        return {Token::Kind::Word, text};
    }
    QString operatorName()
    {
        const qsizetype start = m_at;
        while (!atEnd() && operatorCharacters.contains(m_sql[m_at]) && !looksAt(u"--")
               && !looksAt(u"/*"))
            ++m_at;
        return m_sql.mid(start, m_at - start).toString();
    }

    QStringView m_sql;
    qsizetype m_at = 0;
};

/// One CREATE statement's head.
class HeadReader
{
public:
    explicit HeadReader(Scanner &scanner) : m_scanner(scanner) { advance(); }

    [[nodiscard]] const Token &token() const { return m_token; }
    void advance() { m_token = m_scanner.next(); }
    bool takes(std::initializer_list<QStringView> words)
    {
        if (m_token.kind != Token::Kind::Word)
            return false;
        for (const QStringView word : words) {
            if (m_token.text == word) {
                advance();
                return true;
            }
        }
        return false;
    }
    /// What is created, or nothing when it is something else.
    QString createdName()
    {
        if (!takes({u"create"}))
            return {};
        if (takes({u"or"}) && !takes({u"replace"}))
            return {};
        while (takes({u"temp", u"temporary", u"global", u"local", u"recursive", u"materialized"})) {
        }
        const bool isOperator = m_token.kind == Token::Kind::Word && m_token.text == u"operator";
        if (!takes({u"function", u"procedure", u"aggregate", u"type", u"domain", u"operator",
                    u"view"}))
            return {};
        if (takes({u"if"}) && !(takes({u"not"}) && takes({u"exists"})))
            return {};
        return isOperator ? operatorName() : name();
    }
    void skipStatement()
    {
        while (m_token.kind != Token::Kind::Semicolon && m_token.kind != Token::Kind::End)
            advance();
        if (m_token.kind == Token::Kind::Semicolon)
            advance();
    }

private:
    QString name()
    {
        QString last;
        while (m_token.kind == Token::Kind::Word || m_token.kind == Token::Kind::QuotedWord) {
            last = m_token.text;
            advance();
            if (m_token.kind != Token::Kind::Dot)
                return last;
            advance();
        }
        return {}; // a schema and nothing after it
    }
    QString operatorName()
    {
        // Maybe with a schema; CLASS and FAMILY are no operators.
        while (m_token.kind == Token::Kind::Word || m_token.kind == Token::Kind::QuotedWord) {
            advance();
            if (m_token.kind != Token::Kind::Dot)
                return {};
            advance();
        }
        return m_token.kind == Token::Kind::Operator ? m_token.text : QString();
    }

    Scanner &m_scanner;
    Token m_token;
};

} // namespace

QStringList SqlNames::functionsIn(QStringView sql)
{
    Scanner scanner(sql);
    HeadReader reader(scanner);
    QStringList names;
    QSet<QString> seen;
    while (reader.token().kind != Token::Kind::End) {
        const QString name = reader.createdName();
        if (!name.isEmpty() && !seen.contains(name)) {
            seen.insert(name);
            names.append(name);
        }
        reader.skipStatement();
    }
    return names;
}

QStringList SqlNames::functionsOf(const Release &release, const QMap<QString, QString> &texts)
{
    QStringList functions;
    for (auto script = texts.cbegin(); script != texts.cend(); ++script) {
        const QString name = QFileInfo(script.key()).fileName();
        const bool isOfExtension = std::any_of(
            release.extensions.begin(), release.extensions.end(),
            [&](const ProvidedExtension &extension) { return name.startsWith(extension.name); });
        if (isOfExtension && name.contains(u".sql"))
            functions += functionsIn(*script);
    }
    functions.removeDuplicates();
    return functions;
}
