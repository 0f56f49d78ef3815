// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/commandrunner.h"
#include "core/result.h"
#include "postgres/cluster.h"

#include <QJsonObject>

/// A target as manifests keep it: enough to find the installation and the cluster again, no password.
namespace TargetJson {
[[nodiscard]] QJsonObject write(const Target &target);
/// Asks pg_config again. NotFound when the installation is gone.
[[nodiscard]] Result<Target> read(const QJsonObject &json, CommandRunner &runner);
} // namespace TargetJson
