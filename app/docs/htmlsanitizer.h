// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "docs/renderer.h"

#include <QString>
#include <QUrl>

/// Makes any HTML a safe, well-formed fragment: only whitelisted elements and attributes (protocol.md 9.4) come
/// through, links go only to http, https, mailto and relative addresses, what is open gets closed. Headings get
/// ids of their own (protocol.md 9.3); links to a heading by GitHub's kind of anchor are led to these.
namespace HtmlSanitizer {

[[nodiscard]] RenderedDoc clean(const QString &html, const QUrl &base, DocRenderer::Images images);
/// The address as it may be written into href; empty when it must not be.
[[nodiscard]] QString safeAddress(const QString &address, const QUrl &base);
/// GitHub's anchor of a heading; clean() leads links to it to the heading.
[[nodiscard]] QString anchorOf(const QString &heading);

} // namespace HtmlSanitizer
