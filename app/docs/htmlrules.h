// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

/// What of HTML a rendered document may have: the sanitizer's tables.
namespace HtmlRules {

inline constexpr qsizetype longestAttribute = 4096;

enum class Treatment {
    Keep,
    Unwrap,      ///< the tags go, the content stays
    Drop,        ///< with its content
    DropRawText, ///< the same; its content is not HTML
    Void,        ///< kept, has no content
    DropVoid,
};

[[nodiscard]] Treatment treatmentOf(const QString &name);
[[nodiscard]] bool isAllowed(const QString &element, const QString &attribute);
/// The value as it may be written; null when the attribute must go.
[[nodiscard]] QString safeValue(const QString &attribute, const QString &value);
[[nodiscard]] bool isBlock(const QString &name);
/// 1 to 6; 0: no heading.
[[nodiscard]] int headingLevel(const QString &name);

} // namespace HtmlRules
