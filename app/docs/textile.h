// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

namespace Textile {

/// HTML that still has to be cleaned. Pure, thread-safe, in time linear to the source's length.
[[nodiscard]] QString toHtml(const QString &source);

} // namespace Textile
