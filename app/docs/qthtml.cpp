// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/qthtml.h"

#include "docs/htmlentities.h"
#include "docs/htmltokens.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace {

/// Elements of the clean fragment that Qt's rich text does not know, and what looks like them there.
QString knownToQt(const QString &name)
{
    static const QHash<QString, QString> table = {
        {u"kbd"_s, u"code"_s},    {u"samp"_s, u"code"_s},    {u"tt"_s, u"code"_s},
        {u"del"_s, u"s"_s},       {u"strike"_s, u"s"_s},     {u"ins"_s, u"u"_s},
        {u"mark"_s, u"b"_s},      {u"summary"_s, u"h4"_s},   {u"figcaption"_s, u"p"_s},
        {u"article"_s, u"div"_s}, {u"aside"_s, u"div"_s},    {u"section"_s, u"div"_s},
        {u"header"_s, u"div"_s},  {u"footer"_s, u"div"_s},   {u"hgroup"_s, u"div"_s},
        {u"figure"_s, u"div"_s},  {u"details"_s, u"div"_s},  {u"address"_s, u"div"_s},
        {u"abbr"_s, u"span"_s},   {u"acronym"_s, u"span"_s}, {u"bdi"_s, u"span"_s},
        {u"bdo"_s, u"span"_s},    {u"q"_s, u"i"_s},          {u"dfn"_s, u"i"_s},
        {u"time"_s, u"span"_s},   {u"ruby"_s, u"span"_s},    {u"rt"_s, u"span"_s},
        {u"rp"_s, u"span"_s},
    };
    return table.value(name, name);
}

class Writer
{
public:
    explicit Writer(const DocColors &colors) : m_colors(colors) {}

    QString run(const RenderedDoc &document)
    {
        m_out = head();
        HtmlTokens tokens(document.html);
        HtmlToken token;
        while (tokens.next(token)) {
            switch (token.kind) {
            case HtmlToken::Kind::Text:
                m_out += token.text;
                break;
            case HtmlToken::Kind::Start:
                start(token);
                break;
            case HtmlToken::Kind::End:
                end(token.name);
                break;
            }
        }
        return m_out + u"</body></html>"_s;
    }

private:
    QString head() const
    {
        return u"<html><head><style>"
               "body { color: %1; }"
               "a { color: %2; text-decoration: none; }"
               "h1, h2, h3, h4, h5, h6 { margin-top: 20px; margin-bottom: 8px; }"
               "p, ul, ol, dl { margin-top: 0px; margin-bottom: 10px; }"
               "li { margin-bottom: 4px; }"
               "code { font-family: %3; background-color: %4; }"
               "pre { font-family: %3; white-space: pre-wrap; margin-top: 0px; margin-bottom: 0px; "
               "}"
               "blockquote { color: %5; margin-left: 16px; }"
               "th { font-weight: bold; }"
               "</style></head><body>"_s.arg(m_colors.text, m_colors.link, fontFamily(),
                                             m_colors.codeBackground, m_colors.muted);
    }

    /// A family's name may hold spaces.
    QString fontFamily() const
    {
        QString family = m_colors.codeFont;
        family.remove(u'\'').remove(u'<').remove(u'}');
        return u'\'' + family + u'\'';
    }

    void start(const HtmlToken &token)
    {
        if (token.name == u"pre") {
            m_isPre = true;
            m_out +=
                u"<table width=\"100%\" border=\"0\" cellspacing=\"0\" cellpadding=\"10\" "
                "style=\"margin-top: 4px; margin-bottom: 12px;\"><tr><td bgcolor=\"%1\"><pre>"_s
                    .arg(m_colors.codeBackground);
            return;
        }
        if (m_isPre && token.name == u"code")
            return; // its background would stripe the block's
        const QString name = knownToQt(token.name);
        m_out += u'<' + name;
        if (name == u"table") {
            m_out += u" border=\"1\" cellspacing=\"0\" cellpadding=\"6\" "
                     "style=\"border-collapse: collapse; border-style: solid; border-color: %1; "
                     "margin-top: 4px; margin-bottom: 12px;\""_s.arg(m_colors.line);
        } else if (name == u"th") {
            m_out += u" bgcolor=\"%1\""_s.arg(m_colors.codeBackground);
        }
        for (const HtmlToken::Attribute &attribute : token.attributes) {
            if (attribute.name != u"rel")
                m_out += u' ' + attribute.name + u"=\""_s + HtmlEntities::escaped(attribute.value)
                         + u'"';
        }
        m_out += u'>';
    }

    void end(const QString &name)
    {
        if (name == u"pre") {
            m_isPre = false;
            m_out += u"</pre></td></tr></table>"_s;
        } else if (!(m_isPre && name == u"code")) {
            m_out += u"</"_s + knownToQt(name) + u'>';
        }
    }

    const DocColors &m_colors;
    QString m_out;
    bool m_isPre = false;
};

} // namespace

QString toQtHtml(const RenderedDoc &document, const DocColors &colors)
{
    return Writer(colors).run(document);
}
