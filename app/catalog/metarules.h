// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/metacheck.h"

#include <QStringList>

/// The rules of both spec versions, by the name of upstream's sub-schema. Internal to the validator.
namespace MetaRules {

/// Null when there is none of that name. "distribution" is an author's document, "release" a released one.
[[nodiscard]] MetaCheck::Rule v1(const QString &part);
[[nodiscard]] MetaCheck::Rule v2(const QString &part);
[[nodiscard]] QStringList v1Names();
[[nodiscard]] QStringList v2Names();

} // namespace MetaRules
