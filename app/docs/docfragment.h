// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "docs/renderer.h"

#include <QString>

/// The HTML fragment that a registry's API serves (protocol.md 9.3): a table of contents of the headings of levels 1 to
/// 3, then the document. What tells the contents is empty for a document without headings.
namespace DocFragment {

[[nodiscard]] QString html(const RenderedDoc &document);

} // namespace DocFragment
