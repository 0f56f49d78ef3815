// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "docs/renderer.h"

#include <QByteArray>
#include <QRegularExpression>

#include <array>
#include <cstdio>
#include <cstdlib>

namespace {

using DocRenderer::Markup;

constexpr std::array markups{Markup::Markdown, Markup::MultiMarkdown, Markup::Html,
                             Markup::Plain,    Markup::Pod,           Markup::ReStructuredText,
                             Markup::AsciiDoc, Markup::Textile,       Markup::MediaWiki,
                             Markup::Creole,   Markup::Trac,          Markup::BbCode};

/// What no document may bring to a page, as the browser would read it.
bool isDangerous(const QString &html)
{
    static const QRegularExpression element(
        QStringLiteral("<\\s*(script|style|iframe|object|embed|form|input|link|meta|base|svg|math)"
                       "[\\s/>]"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression attribute(
        QStringLiteral("<[a-z][^<>]*\\s(on[a-z]+|style|srcdoc|formaction)\\s*="),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression address(
        QStringLiteral(
            "<[a-z][^<>]*\\s(href|src)\\s*=\\s*[\"']?\\s*(javascript|vbscript|data|file):"),
        QRegularExpression::CaseInsensitiveOption);
    // An attribute's value is quoted: what stands in it is no attribute.
    static const QRegularExpression value(QStringLiteral("(title|alt)=\"[^\"]*\""));
    const QString bare = QString(html).remove(value);
    return html.contains(element) || bare.contains(attribute) || bare.contains(address);
}

} // namespace

/// Documents of all markups, the first byte says which: whatever they hold, the page gets clean HTML.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const Markup markup = markups[data[0] % markups.size()];
    const QByteArray source(reinterpret_cast<const char *>(data + 1), qsizetype(size - 1));
    const RenderedDoc document =
        DocRenderer::render(source, markup, QUrl(QStringLiteral("https://registry.example/x/")));
    if (isDangerous(document.html)) {
        std::fprintf(stderr, "%s:\n%s\n", qPrintable(DocRenderer::nameOf(markup)),
                     qPrintable(document.html));
        std::abort();
    }
    (void)DocRenderer::toPlainText(document);
    return 0;
}
