// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/web/htmlwriter.h"

#include <QUrl>

#include <cstring>

using namespace Qt::StringLiterals;

namespace {

bool isAddress(const char *attribute)
{
    return std::strcmp(attribute, "href") == 0 || std::strcmp(attribute, "src") == 0
           || std::strcmp(attribute, "action") == 0;
}

/// Control characters mean nothing in HTML and are errors in XML.
QString escaped(const QString &text)
{
    QString clean = text;
    for (QChar &c : clean) {
        if (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t')
            c = u' ';
    }
    return clean.toHtmlEscaped();
}

} // namespace

bool HtmlWriter::isSafeAddress(const QString &address)
{
    // As a browser reads it: blanks around and control characters do not count.
    QString read;
    for (const QChar c : address) {
        if (c > u' ')
            read += c;
    }
    const qsizetype end = read.indexOf(u':');
    for (const QChar c : {u'/', u'?', u'#'}) {
        const qsizetype at = read.indexOf(c);
        if (at >= 0 && (end < 0 || at < end))
            return true; // no scheme
    }
    const QString scheme = end < 0 ? QString() : read.first(end).toLower();
    return end < 0 || scheme == u"http" || scheme == u"https" || scheme == u"mailto"
           || scheme == u"pgxn";
}

void HtmlWriter::begin(const char *element, Attributes attributes)
{
    m_html += '<';
    m_html += element;
    for (const auto &[name, value] : attributes) {
        if (isAddress(name) && !isSafeAddress(value))
            continue;
        m_html += ' ';
        m_html += name;
        m_html += "=\"" + escaped(value).toUtf8() + '"';
    }
    m_html += '>';
}

HtmlWriter &HtmlWriter::open(const char *element, Attributes attributes)
{
    begin(element, attributes);
    m_open.append(element);
    return *this;
}

HtmlWriter &HtmlWriter::close()
{
    m_html += "</" + m_open.takeLast() + '>';
    if (m_html.endsWith("</p>") || m_html.endsWith("</li>") || m_html.endsWith("</div>")
        || m_html.endsWith("</tr>") || m_html.endsWith("</section>"))
        m_html += '\n';
    return *this;
}

HtmlWriter &HtmlWriter::text(const QString &text)
{
    m_html += escaped(text).toUtf8();
    return *this;
}

HtmlWriter &HtmlWriter::put(const char *element, const QString &content, Attributes attributes)
{
    return open(element, attributes).text(content).close();
}

HtmlWriter &HtmlWriter::link(const QString &address, const QString &content, Attributes attributes)
{
    if (!isSafeAddress(address))
        return text(content);
    m_html += "<a href=\"" + escaped(address).toUtf8() + '"';
    for (const auto &[name, value] : attributes) {
        m_html += ' ';
        m_html += name;
        m_html += "=\"" + escaped(value).toUtf8() + '"';
    }
    m_html += '>' + escaped(content).toUtf8() + "</a>";
    return *this;
}

HtmlWriter &HtmlWriter::single(const char *element, Attributes attributes)
{
    begin(element, attributes);
    return *this;
}

HtmlWriter &HtmlWriter::clean(const QString &html)
{
    m_html += html.toUtf8();
    return *this;
}

QByteArray HtmlWriter::html() const
{
    Q_ASSERT(m_open.isEmpty());
    return m_html;
}

QString HtmlWriter::part(const QString &name)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(name));
}
