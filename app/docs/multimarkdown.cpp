// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/multimarkdown.h"

#include "docs/sourcelines.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

/// The key of "Key: value"; empty when it is none that metadata has.
QString metadataKey(QStringView line)
{
    static const QStringList known = {
        u"title"_s,       u"subtitle"_s,        u"author"_s,      u"date"_s,
        u"copyright"_s,   u"keywords"_s,        u"format"_s,      u"css"_s,
        u"affiliation"_s, u"language"_s,        u"xhtmlheader"_s, u"htmlheader"_s,
        u"version"_s,     u"baseheaderlevel"_s, u"revision"_s};
    const qsizetype colon = line.first(std::min<qsizetype>(line.size(), 60)).indexOf(u':');
    if (colon < 1)
        return {};
    const QString key = line.first(colon).toString().toLower().remove(u' ');
    return known.contains(key) ? key : QString();
}

bool isDefinition(QStringView line)
{
    const qsizetype indent = SourceLines::indentOf(line);
    return indent < 4 && line.size() > indent + 2 && line[indent] == u':'
           && line[indent + 1] == u' ';
}

class Converter
{
public:
    explicit Converter(const LineList &lines) : m_lines(lines) {}

    MultiMarkdown::Converted run()
    {
        takeMetadata();
        while (m_at < m_lines.size()) {
            if (takeCode())
                continue;
            const qsizetype definition = definitionBelow();
            if (definition > 0) {
                m_result.markdown += u"\n<dl>\n"_s;
                for (qsizetype next = definition; next > 0; next = definitionBelow())
                    takeDefinitions(next);
                m_result.markdown += u"</dl>\n\n"_s;
            } else {
                copyParagraph();
            }
        }
        return m_result;
    }

private:
    void takeMetadata()
    {
        if (m_lines.isEmpty() || metadataKey(m_lines[0]).isEmpty())
            return;
        for (; m_at < m_lines.size() && !m_lines[m_at].isEmpty(); ++m_at) {
            if (metadataKey(m_lines[m_at]) == u"title") {
                const qsizetype colon = m_lines[m_at].indexOf(u':');
                m_result.title = m_lines[m_at].sliced(colon + 1).trimmed().toString();
            }
        }
    }

    void copy(QStringView line)
    {
        // A footnote's text would be taken for a link's address.
        if (line.startsWith(u"[^"))
            m_result.markdown += u'\\';
        m_result.markdown += line;
        m_result.markdown += u'\n';
    }

    /// Fenced or indented code, or an empty line.
    bool takeCode()
    {
        const QStringView line = m_lines[m_at];
        if (line.isEmpty() || line.startsWith(u"    ")) {
            copy(line);
            ++m_at;
            return true;
        }
        const QStringView fence =
            line.trimmed().first(std::min<qsizetype>(line.trimmed().size(), 3));
        if (fence != u"```" && fence != u"~~~")
            return false;
        do
            copy(m_lines[m_at++]);
        while (m_at < m_lines.size() && !m_lines[m_at].trimmed().startsWith(fence));
        if (m_at < m_lines.size())
            copy(m_lines[m_at++]);
        return true;
    }

    /// The line of the first ":" when what comes is a term; 0 otherwise.
    qsizetype definitionBelow() const
    {
        qsizetype at = m_at;
        while (at < m_lines.size() && m_lines[at].isEmpty())
            ++at;
        // A list's item or a heading is no term.
        if (at == m_lines.size() || isDefinition(m_lines[at])
            || QStringView(u" -*+>#|").contains(m_lines[at][0]))
            return 0;
        const qsizetype most = std::min(m_lines.size(), at + 6);
        while (at < most && !m_lines[at].isEmpty() && !isDefinition(m_lines[at]))
            ++at;
        if (at < m_lines.size() && m_lines[at].isEmpty())
            ++at;
        return at < m_lines.size() && isDefinition(m_lines[at]) ? at : 0;
    }

    void takeDefinitions(qsizetype first)
    {
        for (; m_at < first; ++m_at) {
            if (m_lines[m_at].isEmpty())
                continue;
            m_result.markdown += u"<dt>\n\n"_s;
            copy(m_lines[m_at]);
            m_result.markdown += u"\n</dt>\n"_s;
        }
        while (m_at < m_lines.size() && isDefinition(m_lines[m_at])) {
            m_result.markdown += u"<dd>\n\n"_s;
            copy(m_lines[m_at].trimmed().sliced(1).trimmed());
            ++m_at;
            while (m_at < m_lines.size() && !isDefinition(m_lines[m_at])) {
                const QStringView line = m_lines[m_at];
                const bool goesOn =
                    !line.isEmpty()
                    || (m_at + 1 < m_lines.size() && m_lines[m_at + 1].startsWith(u"    "));
                if (!goesOn)
                    break;
                copy(line.sliced(std::min<qsizetype>(SourceLines::indentOf(line), 4)));
                ++m_at;
            }
            m_result.markdown += u"\n</dd>\n"_s;
            qsizetype next = m_at;
            while (next < m_lines.size() && m_lines[next].isEmpty())
                ++next;
            if (next < m_lines.size() && isDefinition(m_lines[next]))
                m_at = next;
        }
    }

    void copyParagraph()
    {
        while (m_at < m_lines.size() && !m_lines[m_at].isEmpty())
            copy(m_lines[m_at++]);
    }

    const LineList &m_lines;
    qsizetype m_at = 0;
    MultiMarkdown::Converted m_result;
};

} // namespace

MultiMarkdown::Converted MultiMarkdown::toMarkdown(const QString &source)
{
    const SourceLines lines(source);
    return Converter(lines.lines()).run();
}
