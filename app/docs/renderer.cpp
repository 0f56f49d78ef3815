// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/renderer.h"

#include "docs/asciidoc.h"
#include "docs/creole.h"
#include "docs/htmlentities.h"
#include "docs/htmlsanitizer.h"
#include "docs/htmltokens.h"
#include "docs/mediawiki.h"
#include "docs/multimarkdown.h"
#include "docs/pod.h"
#include "docs/restructuredtext.h"
#include "docs/textile.h"

#include <QCoreApplication>
#include <QHash>
#include <QRegularExpression>
#include <QSet>
#include <QStringDecoder>

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#include <cstdlib>
#include <memory>
#include <mutex>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(DocRenderer)
};

constexpr qsizetype longestSource = 1024 * 1024;

using Markup = DocRenderer::Markup;

struct CmarkDeleter {
    void operator()(cmark_parser *parser) const { cmark_parser_free(parser); }
    void operator()(cmark_node *node) const { cmark_node_free(node); }
    void operator()(char *text) const { std::free(text); }
};

QString decoded(const QByteArray &source)
{
    QStringDecoder utf8(QStringDecoder::Utf8);
    const QString text = utf8(source);
    return utf8.hasError() ? QString::fromLatin1(source) : text;
}

/// Whether cmark would take the square of the time: it looks anew for the end of each "<?" and "<!", and
/// reads on from each "@". No document that is meant to be read has so many.
bool isHostileMarkdown(const QString &text)
{
    return text.count(u"<?"_s) + text.count(u"<!"_s) > 1000 || text.count(u'@') > 10'000;
}

QString markdownToHtml(const QString &text)
{
    static std::once_flag once;
    std::call_once(once, cmark_gfm_core_extensions_ensure_registered);
    // Raw HTML may pass here: the sanitizer sees everything.
    constexpr int options = CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8;
    const std::unique_ptr<cmark_parser, CmarkDeleter> parser(cmark_parser_new(options));
    for (const char *name : {"table", "strikethrough", "autolink", "tasklist"}) {
        if (cmark_syntax_extension *extension = cmark_find_syntax_extension(name))
            cmark_parser_attach_syntax_extension(parser.get(), extension);
    }
    const QByteArray utf8 = text.toUtf8();
    cmark_parser_feed(parser.get(), utf8.constData(), static_cast<size_t>(utf8.size()));
    const std::unique_ptr<cmark_node, CmarkDeleter> document(cmark_parser_finish(parser.get()));
    const std::unique_ptr<char, CmarkDeleter> html(cmark_render_html(
        document.get(), options, cmark_parser_get_syntax_extensions(parser.get())));
    return QString::fromUtf8(html.get());
}

QString multiMarkdownToHtml(const QString &text)
{
    const MultiMarkdown::Converted converted = MultiMarkdown::toMarkdown(text);
    const QString html = markdownToHtml(converted.markdown);
    return converted.title.isEmpty()
               ? html
               : u"<title>"_s + HtmlEntities::escaped(converted.title) + u"</title>"_s + html;
}

/// None for what is shown as it is.
std::optional<QString> unsafeHtml(const QString &text, Markup markup)
{
    switch (markup) {
    case Markup::Markdown:
        return isHostileMarkdown(text) ? std::nullopt : std::optional(markdownToHtml(text));
    case Markup::MultiMarkdown:
        return isHostileMarkdown(text) ? std::nullopt : std::optional(multiMarkdownToHtml(text));
    case Markup::Html:
        return text;
    case Markup::Pod:
        return Pod::toHtml(text);
    case Markup::ReStructuredText:
        return ReStructuredText::toHtml(text);
    case Markup::AsciiDoc:
        return AsciiDoc::toHtml(text);
    case Markup::Textile:
        return Textile::toHtml(text);
    case Markup::MediaWiki:
        return MediaWiki::toHtml(text);
    case Markup::Creole:
        return Creole::toHtml(text);
    case Markup::Plain:
    case Markup::Trac:
    case Markup::BbCode:
    case Markup::None:
        return std::nullopt;
    }
    return std::nullopt;
}

QString plainToHtml(const QString &text)
{
    const QString trimmed = text.trimmed();
    return trimmed.isEmpty() ? trimmed : u"<pre>"_s + HtmlEntities::escaped(trimmed) + u"</pre>"_s;
}

} // namespace

QString DocRenderer::nameOf(Markup markup)
{
    switch (markup) {
    case Markup::Markdown:
        return u"markdown"_s;
    case Markup::MultiMarkdown:
        return u"multimarkdown"_s;
    case Markup::Html:
        return u"html"_s;
    case Markup::Plain:
        return u"plain"_s;
    case Markup::Pod:
        return u"pod"_s;
    case Markup::ReStructuredText:
        return u"restructuredtext"_s;
    case Markup::AsciiDoc:
        return u"asciidoc"_s;
    case Markup::Textile:
        return u"textile"_s;
    case Markup::MediaWiki:
        return u"mediawiki"_s;
    case Markup::Trac:
        return u"trac"_s;
    case Markup::Creole:
        return u"creole"_s;
    case Markup::BbCode:
        return u"bbcode"_s;
    case Markup::None:
        return u"none"_s;
    }
    return {};
}

Markup DocRenderer::markupForSuffix(const QString &name)
{
    static const QHash<QString, Markup> suffixes = [] {
        QHash<QString, Markup> table;
        const auto add = [&](Markup markup, const QString &list) {
            for (const QString &suffix : list.split(u' '))
                table.insert(suffix, markup);
        };
        add(Markup::Html, u"html htm xhtml xhtm"_s);
        add(Markup::Markdown, u"md mdown mkd mkdn markdown"_s);
        add(Markup::MultiMarkdown, u"mmd mmdown mmkd mmkdn mmarkdown"_s);
        add(Markup::Pod, u"pod pm pl"_s);
        add(Markup::ReStructuredText, u"rst rest"_s);
        // ".a" is in PGXN's list too, but is a static library wherever it occurs.
        add(Markup::AsciiDoc, u"asc asciidoc adoc"_s);
        add(Markup::Textile, u"textile"_s);
        add(Markup::MediaWiki, u"wiki mwiki mediawiki"_s);
        add(Markup::Trac, u"trac trc"_s);
        add(Markup::Creole, u"creole"_s);
        add(Markup::BbCode, u"bb bbcode"_s);
        add(Markup::Plain, u"txt text"_s);
        return table;
    }();
    const QString base = name.section(u'/', -1);
    const qsizetype dot = base.lastIndexOf(u'.');
    return dot < 0 ? Markup::None : suffixes.value(base.sliced(dot + 1).toLower(), Markup::None);
}

Markup DocRenderer::markupForFile(const QString &name)
{
    static const QSet<QString> wellKnown = {
        u"readme"_s,    u"changes"_s, u"changelog"_s, u"license"_s, u"licence"_s, u"copying"_s,
        u"copyright"_s, u"install"_s, u"authors"_s,   u"news"_s,    u"todo"_s};
    const Markup markup = markupForSuffix(name);
    const QString stem = name.section(u'/', -1).section(u'.', 0, 0).toLower();
    return markup == Markup::None && wellKnown.contains(stem) ? Markup::Plain : markup;
}

RenderedDoc DocRenderer::render(const QByteArray &source, Markup markup, const QUrl &base,
                                Images images)
{
    if (source.left(8192).contains('\0'))
        return {}; // a program or a picture, whatever its name says
    const bool isTruncated = source.size() > longestSource;
    QByteArray bytes = isTruncated ? source.first(longestSource) : source;
    if (isTruncated) // at a line's end: not inside a character
        bytes.truncate(qMax(bytes.lastIndexOf('\n'), longestSource / 2));
    const QString text = decoded(bytes);
    RenderedDoc document;
    if (const std::optional<QString> html = unsafeHtml(text, markup))
        document = HtmlSanitizer::clean(*html, base, images);
    else
        document.html = plainToHtml(text);
    document.isTruncated = isTruncated;
    if (isTruncated) {
        document.html +=
            u"<p><em>"_s
            + HtmlEntities::escaped(Text::tr("The document is longer; the rest is not shown here."))
            + u"</em></p>"_s;
    }
    return document;
}

QString DocRenderer::toPlainText(const RenderedDoc &document)
{
    static const QSet<QString> inLine = [] {
        const QStringList list =
            u"a abbr acronym b bdi bdo big cite code del dfn em i ins kbd mark q "
            "s samp small span strike strong sub sup time tt u var wbr"_s.split(u' ');
        return QSet<QString>(list.begin(), list.end());
    }();
    QString text;
    HtmlTokens tokens(document.html);
    HtmlToken token;
    while (tokens.next(token)) {
        if (token.kind == HtmlToken::Kind::Text)
            text += HtmlEntities::decoded(token.text);
        else if (token.name == u"td" || token.name == u"th")
            text += u' ';
        else if (!inLine.contains(token.name) && !text.isEmpty() && !text.endsWith(u'\n'))
            text += u'\n';
    }
    static const QRegularExpression gaps(u"[ \\t]*\\n\\s*"_s);
    return text.replace(gaps, u"\n"_s).trimmed();
}
