// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/systemadvice.h"

#include <QString>

/// Which package of the operating system brings a header, library or tool that builds ask for.
namespace SystemPackages {

/// Empty when not known.
[[nodiscard]] QString forHeader(const QString &header, SystemAdvice::System system);
[[nodiscard]] QString forLibrary(const QString &library, SystemAdvice::System system);
[[nodiscard]] QString forTool(const QString &tool, SystemAdvice::System system);

} // namespace SystemPackages
