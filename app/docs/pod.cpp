// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/pod.h"

#include "docs/htmlentities.h"
#include "docs/htmlsanitizer.h"
#include "docs/inlinetext.h"
#include "docs/sourcelines.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace {

constexpr int deepestCode = 16;
constexpr qsizetype deepestList = 24;

/// Formatting codes: B<bold>, C<< code >>, L<words|target>…
class Codes
{
public:
    explicit Codes(QStringView text, bool hasLinks = true) : m_text(text), m_hasLinks(hasLinks) {}

    QString html() { return run(0, 0); }

private:
    [[nodiscard]] bool beginsCode(qsizetype place) const
    {
        return place + 1 < m_text.size() && m_text[place + 1] == u'<' && m_text[place] >= u'A'
               && m_text[place] <= u'Z';
    }

    /// Until `brackets` times ">", or to the end.
    QString run(qsizetype brackets, int depth)
    {
        QString out;
        qsizetype plain = m_at;
        const auto flush = [&] {
            out += HtmlEntities::escaped(m_text.sliced(plain, m_at - plain));
        };
        while (m_at < m_text.size()) {
            if (brackets > 0 && isCloser(brackets)) {
                flush();
                m_contentEnd = m_at;
                m_at += brackets;
                return out;
            }
            if (depth < deepestCode && beginsCode(m_at)) {
                flush();
                out += code(depth);
                plain = m_at;
            } else {
                ++m_at;
            }
        }
        flush();
        m_contentEnd = m_at;
        return out;
    }

    [[nodiscard]] bool isCloser(qsizetype brackets) const
    {
        if (m_text[m_at] != u'>')
            return false;
        if (brackets == 1)
            return true;
        qsizetype count = 0;
        while (count < brackets && m_at + count < m_text.size() && m_text[m_at + count] == u'>')
            ++count;
        return count == brackets && m_text[m_at - 1].isSpace();
    }

    QString code(int depth)
    {
        const QChar kind = m_text[m_at++];
        qsizetype brackets = 0;
        while (m_at < m_text.size() && m_text[m_at] == u'<' && brackets < 9) {
            ++brackets;
            ++m_at;
        }
        // "B<<" without a space behind is "B<" with a "<" in it.
        if (brackets > 1 && (m_at == m_text.size() || !m_text[m_at].isSpace())) {
            m_at -= brackets - 1;
            brackets = 1;
        }
        const qsizetype start = m_at;
        QString content = run(brackets, depth + 1);
        const QStringView raw = m_text.sliced(start, m_contentEnd - start);
        if (brackets > 1)
            content = content.trimmed();
        switch (kind.unicode()) {
        case u'B':
            return u"<strong>"_s + content + u"</strong>"_s;
        case u'I':
            return u"<em>"_s + content + u"</em>"_s;
        case u'C':
        case u'F':
            return u"<code>"_s + content + u"</code>"_s;
        case u'E':
            return character(raw.trimmed());
        case u'L':
            return m_hasLinks ? link(raw.trimmed()) : content;
        case u'X':
        case u'Z':
            return {};
        default:
            return content;
        }
    }

    static QString character(QStringView name)
    {
        static const QHash<QString, QString> own = {{u"sol"_s, u"/"_s}, {u"verbar"_s, u"|"_s}};
        if (name.size() > 12)
            return {};
        const QString word = name.toString();
        if (own.contains(word))
            return own.value(word);
        bool isNumber = false;
        const uint number = word.toUInt(&isNumber, 0);
        const QString reference =
            isNumber ? u"&#%1;"_s.arg(number) : u'&' + HtmlEntities::escaped(word) + u';';
        return HtmlEntities::escaped(HtmlEntities::decoded(reference));
    }

    static QString link(QStringView raw)
    {
        const qsizetype bar = raw.indexOf(u'|');
        const QStringView target = raw.sliced(bar + 1).trimmed();
        const QString words = bar < 0 ? QString() : Codes(raw.first(bar), false).html();
        if (target.contains(u"://") || target.startsWith(u"mailto:"))
            return InlineText::link(target,
                                    words.isEmpty() ? HtmlEntities::escaped(target) : words);
        const qsizetype slash = target.indexOf(u'/');
        const bool isQuoted = target.startsWith(u'"');
        QString section = isQuoted ? target.toString() : target.sliced(slash + 1).toString();
        section.remove(u'"');
        const QString page = slash > 0 && !isQuoted ? target.first(slash).toString() : QString();
        if (page.isEmpty() && (slash == 0 || isQuoted))
            return InlineText::link(QString(u'#' + HtmlSanitizer::anchorOf(section)),
                                    words.isEmpty() ? HtmlEntities::escaped(section) : words);
        if (!words.isEmpty())
            return words;
        const QString shown =
            page.isEmpty() ? section : u"\u201c"_s + section + u"\u201d in "_s + page;
        return u"<em>"_s + HtmlEntities::escaped(shown) + u"</em>"_s;
    }

    QStringView m_text;
    bool m_hasLinks;
    qsizetype m_at = 0;
    qsizetype m_contentEnd = 0;
};

class Parser
{
public:
    QString run(const QString &source)
    {
        const SourceLines lines(source);
        const LineList &all = lines.lines();
        bool isAfterGap = true;
        for (qsizetype i = 0; i < all.size();) {
            if (all[i].isEmpty()) {
                isAfterGap = true;
                ++i;
                continue;
            }
            const bool isCommand =
                isAfterGap && all[i].size() > 1 && all[i][0] == u'=' && all[i][1].isLetter();
            isAfterGap = false;
            if (!m_isPod && !isCommand) {
                ++i;
                continue;
            }
            qsizetype end = i + 1;
            while (end < all.size() && !all[end].isEmpty())
                ++end;
            if (isCommand) {
                command(SourceLines::joined(all.sliced(i, end - i)));
            } else if (m_skipped.isEmpty()) {
                if (all[i][0] == u' ')
                    end = verbatim(all, i);
                else
                    paragraph(SourceLines::joined(all.sliced(i, end - i)));
            }
            i = end;
            isAfterGap = true;
        }
        while (!m_lists.isEmpty())
            closeList();
        return m_title.isEmpty() || m_out.isEmpty()
                   ? m_out
                   : u"<title>"_s + HtmlEntities::escaped(m_title) + u"</title>"_s + m_out;
    }

private:
    enum class List { Unknown, Bullets, Numbers, Terms, Plain };

    qsizetype verbatim(const LineList &lines, qsizetype i)
    {
        openPlain();
        const qsizetype end = SourceLines::endOfIndented(lines, i);
        m_out += SourceLines::preformatted(SourceLines::dedented(lines, i, end));
        return end;
    }

    void paragraph(const QString &text)
    {
        if (m_isName && m_title.isEmpty())
            m_title = text.section(u" - "_s, 0, 0).simplified().left(200);
        m_isName = false;
        openPlain();
        m_out += u"<p>"_s + Codes(text).html() + u"</p>\n"_s;
    }

    void command(const QString &text)
    {
        const qsizetype space = text.indexOf(QChar(u' '));
        const qsizetype lineEnd = text.indexOf(u'\n');
        const qsizetype wordEnd = space < 0 || (lineEnd >= 0 && lineEnd < space) ? lineEnd : space;
        const QString word = wordEnd < 0 ? text.sliced(1) : text.sliced(1, wordEnd - 1);
        const QString rest = wordEnd < 0 ? QString() : text.sliced(wordEnd).trimmed();
        m_isPod = word != u"cut";
        if (word == u"end")
            m_skipped.clear();
        if (!m_skipped.isEmpty())
            return;
        if (word.size() == 5 && word.startsWith(u"head") && word[4].isDigit()) {
            while (!m_lists.isEmpty())
                closeList();
            const QString level = QString::number(qBound(1, word[4].digitValue(), 6));
            m_isName = rest == u"NAME";
            m_out += u"<h"_s + level + u'>' + Codes(rest).html() + u"</h"_s + level + u">\n"_s;
        } else if (word == u"over") {
            m_lists.append(m_lists.size() < deepestList ? List::Unknown : List::Plain);
        } else if (word == u"item") {
            item(rest);
        } else if (word == u"back" && !m_lists.isEmpty()) {
            closeList();
        } else if (word == u"begin") {
            const bool isText = rest.startsWith(u':') || rest == u"text";
            if (!isText)
                m_skipped = rest.isEmpty() ? u"?"_s : rest;
        }
    }

    /// Indented text without items.
    void openPlain()
    {
        if (!m_lists.isEmpty() && m_lists.last() == List::Unknown)
            m_lists.last() = List::Plain;
    }

    void item(const QString &text)
    {
        if (m_lists.isEmpty())
            m_lists.append(List::Unknown);
        List &list = m_lists.last();
        qsizetype digits = 0;
        while (digits < text.size() && text[digits].isDigit())
            ++digits;
        const bool isNumber =
            digits > 0 && (digits == text.size() || text[digits] == u'.' || text[digits] == u' ');
        const bool isBullet = text == u"*" || text.startsWith(u"* ") || text.isEmpty();
        if (list == List::Unknown) {
            list = isBullet ? List::Bullets : isNumber ? List::Numbers : List::Terms;
            m_out += u'<' + elementOf(list) + u">\n"_s;
        } else if (list == List::Plain) {
            m_out += u"<p>"_s + Codes(text).html() + u"</p>\n"_s;
            return;
        } else {
            m_out += list == List::Terms ? u"</dd>\n"_s : u"</li>\n"_s;
        }
        if (list == List::Terms) {
            m_out += u"<dt>"_s + Codes(text).html() + u"</dt>\n<dd>"_s;
            return;
        }
        const qsizetype from = isBullet ? 1 : isNumber ? digits + 1 : 0;
        const QString words = text.mid(from).trimmed();
        m_out += u"<li>"_s;
        if (!words.isEmpty())
            m_out += Codes(words).html();
    }

    void closeList()
    {
        const List list = m_lists.takeLast();
        if (list == List::Unknown || list == List::Plain)
            return;
        m_out += list == List::Terms ? u"</dd>\n"_s : u"</li>\n"_s;
        m_out += u"</"_s + elementOf(list) + u">\n"_s;
    }

    static QString elementOf(List list)
    {
        return list == List::Bullets ? u"ul"_s : list == List::Numbers ? u"ol"_s : u"dl"_s;
    }

    QString m_out;
    QString m_title;
    QString m_skipped; ///< the format of the block for others
    QList<List> m_lists;
    bool m_isPod = false;
    bool m_isName = false; ///< the paragraph of "=head1 NAME" comes
};

} // namespace

QString Pod::toHtml(const QString &source)
{
    return Parser().run(source);
}
