// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

/// Perl's plain old documentation.
namespace Pod {

/// HTML that still has to be cleaned; empty when the source, which may be a program, holds none. Pure, thread-safe,
/// in time linear to the source's length.
[[nodiscard]] QString toHtml(const QString &source);

} // namespace Pod
