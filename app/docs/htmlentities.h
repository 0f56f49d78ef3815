// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>
#include <QStringView>

/// Character references of HTML.
namespace HtmlEntities {

/// With numeric references and the usual named ones replaced; unknown ones stay as they are.
[[nodiscard]] QString decoded(QStringView text);
/// With &, <, > and " written as references.
[[nodiscard]] QString escaped(QStringView text);
/// The same for text that may hold references already: those are kept.
[[nodiscard]] QString escapedText(QStringView text);

} // namespace HtmlEntities
