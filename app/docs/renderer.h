// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrl>

/// A document as a clean HTML fragment: no script, no style, no remote content, whatever the source holds.
struct RenderedDoc {
    struct TocEntry {
        int level = 1; ///< 1 to 3
        QString text;
        QString id; ///< of the heading, for "#id"
        bool operator==(const TocEntry &) const = default;
    };
    QString html;  ///< without <html> and <body>
    QString title; ///< <title>, else the first h1; empty when there is neither
    QList<TocEntry> toc;
    bool isTruncated = false; ///< the source was too long; the rest is not shown
    bool operator==(const RenderedDoc &) const = default;
};

/// README and documentation files of any markup to safe HTML (protocol.md 9). Pure and thread-safe.
namespace DocRenderer {

enum class Markup {
    Markdown,      ///< GitHub's flavour: tables, strikethrough, autolinks, task lists
    MultiMarkdown, ///< the same and definition lists
    Html,
    Plain,
    Pod,
    ReStructuredText,
    AsciiDoc,
    Textile,
    MediaWiki,
    Creole,
    // Shown as plain text:
    Trac,
    BbCode,
    None, ///< no documentation, by its name
};
[[nodiscard]] QString nameOf(Markup markup); ///< "markdown", "html", "plain"…

/// By suffix alone (protocol.md 9.2), `None` when it is not known.
[[nodiscard]] Markup markupForSuffix(const QString &name);
/// By suffix; README, LICENSE and their like without a known suffix are plain text.
[[nodiscard]] Markup markupForFile(const QString &name);

enum class Images {
    AsText, ///< their alternative text
    OfBase, ///< only those of the server that `base` is on
    Shown,  ///< http and https only; whoever shows the page loads them
};

/// `base` is what relative links are resolved against; empty leaves them relative. Anything is accepted: text
/// that is not UTF-8 is read as Latin-1, binary data gives an empty document.
[[nodiscard]] RenderedDoc render(const QByteArray &source, Markup markup, const QUrl &base = {},
                                 Images images = Images::AsText);
/// The document's words without markup, for an index.
[[nodiscard]] QString toPlainText(const RenderedDoc &document);

} // namespace DocRenderer
