// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "postgres/installation.h"

#include <QString>

namespace SqlOnlyBuild {
/// The install rule for distributions that are only control and SQL files and bring no Makefile: each NAME.control
/// goes to `extension`, its NAME--*.sql beside it (or where the control file's `directory` says), README and docs
/// to the documentation folder. Invalid when a script for the default version is missing, or when the extension
/// names a library that nothing here could build.
[[nodiscard]] Result<void> stage(const QString &source, const QString &stage,
                                 const Installation &installation);
} // namespace SqlOnlyBuild
