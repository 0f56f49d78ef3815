// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/spdxexpression.h"

#include "catalog/spdxnames.h"

#include <QCoreApplication>
#include <QList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(SpdxExpression)
};

constexpr int maximumDepth = 64;
constexpr qsizetype maximumLength = 4096;

bool isIdChar(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z')
           || c == u'-' || c == u'.';
}

bool isIdString(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isIdChar);
}

bool isLicenseReference(QStringView text)
{
    constexpr QStringView document = u"DocumentRef-";
    constexpr QStringView license = u"LicenseRef-";
    if (text.startsWith(document)) {
        const qsizetype colon = text.indexOf(u':');
        if (colon < 0 || !isIdString(text.sliced(document.size(), colon - document.size())))
            return false;
        text = text.sliced(colon + 1);
    }
    return text.startsWith(license) && isIdString(text.sliced(license.size()));
}

Error wrong(const QString &message)
{
    return {Error::Kind::Invalid, message, {}};
}

/// Recursive descent over a list of words and parentheses.
class Parser
{
public:
    explicit Parser(const QString &text) : m_words(words(text)) {}

    Result<SpdxExpression> run()
    {
        Result<SpdxExpression> expression = parseOr();
        if (expression && m_at < m_words.size())
            return wrong(Text::tr("“%1” is not expected here").arg(m_words[m_at]));
        return expression;
    }

private:
    static QList<QStringView> words(QStringView text)
    {
        QList<QStringView> found;
        qsizetype start = 0;
        const auto flush = [&](qsizetype end) {
            if (end > start)
                found.append(text.sliced(start, end - start));
        };
        for (qsizetype i = 0; i < text.size(); ++i) {
            if (text[i].isSpace()) {
                flush(i);
                start = i + 1;
            } else if (text[i] == u'(' || text[i] == u')') {
                flush(i);
                found.append(text.sliced(i, 1));
                start = i + 1;
            }
        }
        flush(text.size());
        return found;
    }

    bool take(QStringView word)
    {
        if (m_at >= m_words.size() || m_words[m_at] != word)
            return false;
        ++m_at;
        return true;
    }

    Result<SpdxExpression> parseOr()
    {
        return parseChain(SpdxExpression::Kind::Or, u"OR", [this] {
            return parseChain(SpdxExpression::Kind::And, u"AND", [this] { return parseTerm(); });
        });
    }

    template <typename Next>
    Result<SpdxExpression> parseChain(SpdxExpression::Kind kind, QStringView word, Next next)
    {
        Result<SpdxExpression> first = next();
        if (!first || m_at >= m_words.size() || m_words[m_at] != word)
            return first;
        SpdxExpression chain;
        chain.kind = kind;
        chain.children.push_back(std::move(first).value());
        while (take(word)) {
            Result<SpdxExpression> operand = next();
            if (!operand)
                return operand;
            chain.children.push_back(std::move(operand).value());
        }
        return chain;
    }

    Result<SpdxExpression> parseTerm()
    {
        if (m_at >= m_words.size())
            return wrong(Text::tr("a licence is missing at the end"));
        if (take(u"(")) {
            if (++m_depth > maximumDepth)
                return wrong(Text::tr("too many parentheses inside one another"));
            Result<SpdxExpression> inner = parseOr();
            --m_depth;
            if (inner && !take(u")"))
                return wrong(Text::tr("a closing parenthesis is missing"));
            return inner;
        }
        return parseLicense();
    }

    Result<SpdxExpression> parseLicense()
    {
        const QStringView word = m_words[m_at];
        SpdxExpression node;
        QStringView id = word;
        if (!isLicenseReference(id) && !SpdxNames::isLicense(id) && id.endsWith(u'+')) {
            node.orLater = true;
            id.chop(1);
        }
        if (!isLicenseReference(id) && !SpdxNames::isLicense(id)) {
            const QString near = SpdxNames::licenseSpelling(id);
            if (!near.isEmpty())
                return wrong(Text::tr("“%1” is spelled “%2”").arg(id, near));
            return wrong(Text::tr("“%1” is no SPDX licence identifier").arg(word));
        }
        if (node.orLater && isLicenseReference(id))
            return wrong(Text::tr("“+” cannot follow “%1”").arg(id));
        ++m_at;
        node.license = id.toString();
        if (take(u"WITH")) {
            const QStringView exception = m_at < m_words.size() ? m_words[m_at] : QStringView();
            if (!SpdxNames::isException(exception)) {
                const QString near = SpdxNames::exceptionSpelling(exception);
                if (!near.isEmpty())
                    return wrong(Text::tr("“%1” is spelled “%2”").arg(exception, near));
                return wrong(Text::tr("“%1” is no SPDX licence exception").arg(exception));
            }
            ++m_at;
            node.exception = exception.toString();
        }
        return node;
    }

    QList<QStringView> m_words;
    qsizetype m_at = 0;
    int m_depth = 0;
};

} // namespace

bool SpdxExpression::isReference() const
{
    return license.startsWith(u"LicenseRef-") || license.startsWith(u"DocumentRef-");
}

Result<SpdxExpression> SpdxExpression::parse(const QString &text)
{
    if (text.size() > maximumLength)
        return wrong(Text::tr("the licence expression is too long"));
    return Parser(text).run();
}
