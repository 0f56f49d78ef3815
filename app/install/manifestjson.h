// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/manifest.h"

#include <QJsonObject>

namespace ManifestJson {
[[nodiscard]] QJsonObject write(const Manifest &manifest);
/// Invalid when it is none of ours.
[[nodiscard]] Result<Manifest> read(const QJsonObject &json);
} // namespace ManifestJson
