// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/htmlsanitizer.h"

#include "docs/htmlentities.h"
#include "docs/htmlrules.h"
#include "docs/htmltokens.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 100; ///< elements inside one another; Qt's rich text recurses
constexpr qsizetype mostHeadings = 2000;

using namespace HtmlRules;

class Cleaner
{
public:
    Cleaner(QStringView source, const QUrl &base, DocRenderer::Images images)
        : m_tokens(source), m_base(base), m_images(images)
    {
    }

    RenderedDoc run()
    {
        HtmlToken token;
        while (m_tokens.next(token)) {
            switch (token.kind) {
            case HtmlToken::Kind::Text:
                addText(token.text);
                break;
            case HtmlToken::Kind::Start:
                start(token);
                break;
            case HtmlToken::Kind::End:
                end(token.name);
                break;
            }
        }
        closeTo(0);
        m_doc.html = linkedToHeadings();
        if (m_doc.title.isEmpty())
            m_doc.title = m_firstHeading;
        return std::move(m_doc);
    }

private:
    struct Heading {
        qsizetype textStart = 0; ///< in the output, behind the start tag
        qsizetype idAt = 0;      ///< where the id belongs
        QString text;
    };

    void addText(QStringView text)
    {
        if (m_dropped > 0)
            return;
        m_out += HtmlEntities::escapedText(text);
        if (m_isHeading)
            m_heading.text += HtmlEntities::decoded(text);
    }

    void start(const HtmlToken &token)
    {
        const Treatment treatment = treatmentOf(token.name);
        if (treatment == Treatment::DropRawText) {
            // Even inside what is dropped: a "</svg>" in a script ends no svg.
            const QStringView text = m_tokens.takeRawText(token.name);
            const bool isOfThePage = m_dropped == 0 || m_droppedName == u"head";
            if (token.name == u"title" && isOfThePage && m_doc.title.isEmpty())
                m_doc.title = HtmlEntities::decoded(text).simplified().left(500);
            return;
        }
        if (m_dropped > 0) {
            if (token.name == m_droppedName)
                ++m_dropped;
            // "head" ends where "body" begins.
            else if (token.name == u"body" && m_droppedName == u"head")
                m_dropped = 0;
            return;
        }
        switch (treatment) {
        case Treatment::Drop:
            m_dropped = 1;
            m_droppedName = token.name;
            break;
        case Treatment::Void:
            addVoid(token);
            break;
        case Treatment::Keep:
            open(token);
            break;
        default:
            break;
        }
    }

    void end(const QString &name)
    {
        if (m_dropped > 0) {
            if (name == m_droppedName)
                --m_dropped;
            return;
        }
        const qsizetype at = m_open.lastIndexOf(name);
        if (at < 0)
            return;
        // A cell ends no list item outside its table.
        const qsizetype table = m_open.lastIndexOf(u"table"_s);
        if (table > at)
            return;
        closeTo(at);
    }

    void addVoid(const HtmlToken &token)
    {
        if (token.name == u"input") {
            addCheckBox(token);
            return;
        }
        if (token.name == u"img") {
            addImage(token);
            return;
        }
        if (token.name == u"hr")
            closeParagraph();
        m_out += u'<' + token.name + attributes(token) + u'>';
    }

    /// Task lists: the only inputs there are.
    void addCheckBox(const HtmlToken &token)
    {
        bool isCheckBox = false;
        bool isChecked = false;
        for (const HtmlToken::Attribute &attribute : token.attributes) {
            isCheckBox |= attribute.name == u"type" && attribute.value == u"checkbox";
            isChecked |= attribute.name == u"checked";
        }
        if (isCheckBox)
            m_out += isChecked ? u"☑"_s : u"☐"_s;
    }

    void addImage(const HtmlToken &token)
    {
        QString alternative;
        QString source;
        for (const HtmlToken::Attribute &attribute : token.attributes) {
            if (attribute.name == u"alt")
                alternative = attribute.value.left(longestAttribute);
            else if (attribute.name == u"src")
                source = HtmlSanitizer::safeAddress(attribute.value, m_base);
        }
        const bool isWeb = source.startsWith(u"https:") || source.startsWith(u"http:");
        const QUrl url(source);
        const bool isOwn = !m_base.isEmpty() && !source.isEmpty() && url.scheme() == m_base.scheme()
                           && url.authority() == m_base.authority();
        if ((m_images == DocRenderer::Images::Shown && isWeb)
            || (m_images == DocRenderer::Images::OfBase && isOwn))
            m_out += u"<img"_s + attributes(token) + u'>';
        else
            m_out += HtmlEntities::escaped(alternative);
        if (m_isHeading)
            m_heading.text += alternative;
    }

    void open(const HtmlToken &token)
    {
        const QString &name = token.name;
        closeImplied(name);
        // Links in links and headings in headings are how pages are broken out of.
        if ((name == u"a" || headingLevel(name) > 0)) {
            const auto same = std::find_if(m_open.begin(), m_open.end(), [&](const QString &open) {
                return name == u"a" ? open == u"a" : headingLevel(open) > 0;
            });
            if (same != m_open.end())
                closeTo(same - m_open.begin());
        }
        if (m_open.size() >= deepest)
            return;
        m_out += u'<' + name;
        if (headingLevel(name) > 0 && m_headings < mostHeadings) {
            m_isHeading = true;
            m_heading = {0, m_out.size(), {}};
        }
        m_out += attributes(token) + u'>';
        m_heading.textStart = m_out.size();
        m_open.append(name);
    }

    void closeParagraph()
    {
        if (m_open.endsWith(u"p"_s))
            closeTo(m_open.size() - 1);
    }

    /// End tags that HTML lets authors leave out.
    void closeImplied(const QString &name)
    {
        if (isBlock(name))
            closeParagraph();
        const auto closeWithin = [&](const QStringList &siblings, const QStringList &parents) {
            for (qsizetype i = m_open.size() - 1; i >= 0 && !parents.contains(m_open[i]); --i) {
                if (siblings.contains(m_open[i])) {
                    closeTo(i);
                    return;
                }
            }
        };
        if (name == u"li")
            closeWithin({u"li"_s}, {u"ul"_s, u"ol"_s, u"table"_s});
        else if (name == u"dt" || name == u"dd")
            closeWithin({u"dt"_s, u"dd"_s}, {u"dl"_s, u"table"_s});
        else if (name == u"td" || name == u"th")
            closeWithin({u"td"_s, u"th"_s}, {u"tr"_s, u"table"_s});
        else if (name == u"tr")
            closeWithin({u"tr"_s}, {u"tbody"_s, u"thead"_s, u"tfoot"_s, u"table"_s});
        else if (name == u"tbody" || name == u"thead" || name == u"tfoot")
            closeWithin({u"tbody"_s, u"thead"_s, u"tfoot"_s}, {u"table"_s});
    }

    void closeTo(qsizetype size)
    {
        while (m_open.size() > size) {
            const QString name = m_open.takeLast();
            if (headingLevel(name) > 0)
                finishHeading(headingLevel(name));
            m_out += u"</"_s + name + u'>';
        }
    }

    void finishHeading(int level)
    {
        if (!m_isHeading)
            return;
        m_isHeading = false;
        const QString text = m_heading.text.simplified().left(300);
        if (text.isEmpty())
            return;
        ++m_headings;
        const QString id = newId(text);
        m_out.insert(m_heading.idAt, u" id=\""_s + id + u'"');
        const QString slug = HtmlSanitizer::anchorOf(text);
        const int count = m_slugs.value(slug);
        m_slugs.insert(slug, count + 1);
        m_anchors.insert(count == 0 ? slug : slug + u'-' + QString::number(count), id);
        if (level <= 3)
            m_doc.toc.append({level, text, id});
        if (level == 1 && m_firstHeading.isEmpty())
            m_firstHeading = text;
    }

    QString newId(const QString &text)
    {
        QString id;
        for (const QChar c : text) {
            const bool isPlain =
                c.unicode() < 128
                && (c.isLetterOrNumber() || c == u'_' || c == u':' || c == u'.' || c == u'-');
            if (isPlain)
                id += c;
            else if (!id.endsWith(u'.'))
                id += u'.';
        }
        if (!(id[0].isLetter()))
            id.prepend(u'L');
        const int count = m_ids.value(id);
        m_ids.insert(id, count + 1);
        return count == 0 ? id : newNumberedId(id, count);
    }

    QString newNumberedId(const QString &id, int count)
    {
        QString numbered = id + QString::number(count);
        while (m_ids.contains(numbered))
            numbered = id + QString::number(++count);
        m_ids.insert(numbered, 1);
        return numbered;
    }

    QString attributes(const HtmlToken &token) const
    {
        QString text;
        for (const HtmlToken::Attribute &attribute : token.attributes) {
            if (!isAllowed(token.name, attribute.name))
                continue;
            const bool isAddress = attribute.name == u"href" || attribute.name == u"src";
            const QString value = isAddress ? HtmlSanitizer::safeAddress(attribute.value, m_base)
                                            : safeValue(attribute.name, attribute.value);
            if (value.isNull() || (isAddress && value.isEmpty()))
                continue;
            text += u' ' + attribute.name + u"=\""_s + HtmlEntities::escaped(value) + u'"';
            if (attribute.name == u"href"
                && (value.startsWith(u"http:") || value.startsWith(u"https:")))
                text += u" rel=\"nofollow noopener\""_s;
        }
        return text;
    }

    /// Links to headings, now that all ids are known.
    QString linkedToHeadings() const
    {
        // Quotes occur in tags only: those of texts are written as references.
        static const QString mark = u" href=\"#"_s;
        QString result;
        result.reserve(m_out.size());
        qsizetype from = 0;
        for (qsizetype at = m_out.indexOf(mark); at >= 0; at = m_out.indexOf(mark, from)) {
            const qsizetype start = at + mark.size();
            const qsizetype end = m_out.indexOf(u'"', start);
            const QString written =
                HtmlEntities::decoded(QStringView(m_out).sliced(start, end - start));
            const QString target = QUrl::fromPercentEncoding(written.toUtf8());
            result += QStringView(m_out).sliced(from, start - from);
            if (m_ids.contains(target))
                result += HtmlEntities::escaped(target);
            else
                result += HtmlEntities::escaped(m_anchors.value(target.toLower(), written));
            from = end;
        }
        return result + QStringView(m_out).sliced(from).toString();
    }

    HtmlTokens m_tokens;
    QUrl m_base;
    DocRenderer::Images m_images;
    RenderedDoc m_doc;
    QString m_out;
    QStringList m_open;
    int m_dropped = 0; ///< how many of m_droppedName are open
    QString m_droppedName;
    bool m_isHeading = false;
    Heading m_heading;
    qsizetype m_headings = 0;
    QString m_firstHeading;
    QHash<QString, int> m_ids;
    QHash<QString, int> m_slugs;
    QHash<QString, QString> m_anchors;
};

} // namespace

RenderedDoc HtmlSanitizer::clean(const QString &html, const QUrl &base, DocRenderer::Images images)
{
    return Cleaner(html, base, images).run();
}

QString HtmlSanitizer::anchorOf(const QString &heading)
{
    QString anchor;
    for (const QChar c : heading.toLower()) {
        if (c == u' ' || c == u'-')
            anchor += u'-';
        else if (c.isLetterOrNumber() || c == u'_')
            anchor += c;
    }
    return anchor;
}

QString HtmlSanitizer::safeAddress(const QString &address, const QUrl &base)
{
    if (address.size() > longestAttribute)
        return {};
    // Browsers skip control characters and break lines anywhere in an address; so does this.
    QString plain;
    for (const QChar c : address) {
        if (c.category() != QChar::Other_Control && c.category() != QChar::Other_Format
            && c != QChar::ReplacementCharacter)
            plain += c;
    }
    plain = plain.trimmed();
    plain.replace(u'\\', u'/');
    if (plain.isEmpty())
        return {};
    if (plain.startsWith(u'#'))
        return plain;
    const qsizetype colon = plain.indexOf(u':');
    const auto end = std::find_if(plain.begin(), plain.end(),
                                  [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; });
    const bool hasScheme = colon >= 0 && colon < end - plain.begin();
    if (hasScheme) {
        const QString scheme = plain.first(colon).toLower();
        static const QStringList allowed = {u"http"_s, u"https"_s, u"mailto"_s};
        if (!allowed.contains(scheme))
            return {};
        const QUrl url(plain, QUrl::TolerantMode);
        return url.isValid() && url.scheme() == scheme ? url.toString(QUrl::FullyEncoded)
                                                       : QString();
    }
    if (plain.startsWith(u"//")) {
        const QUrl url(u"https:"_s + plain, QUrl::TolerantMode);
        return url.isValid() ? url.toString(QUrl::FullyEncoded) : QString();
    }
    const QUrl relative(plain, QUrl::TolerantMode);
    if (!relative.isValid() || !relative.scheme().isEmpty())
        return {};
    return (base.isEmpty() ? relative : base.resolved(relative)).toString(QUrl::FullyEncoded);
}
