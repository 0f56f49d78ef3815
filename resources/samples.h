// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QStringList>

/// The sample distributions that come with the program, as a registry would publish them.
namespace Samples {

/// Paths of the embedded zip archives (":/samples/NAME-VERSION.zip"), sorted.
[[nodiscard]] QStringList archives();

} // namespace Samples
