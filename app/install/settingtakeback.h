// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "install/manifest.h"

#include <QString>

#include <optional>

/// What one setting has to become when a change of it is taken back.
namespace SettingTakeBack {

/// Where a setting is told. Nothing: it is not there, or nobody can say.
struct Now {
    std::optional<QString> autoConf;  ///< by ALTER SYSTEM
    std::optional<QString> otherwise; ///< what counts without that: in other files, or the default
};

/// The value for ALTER SYSTEM; nothing resets. Lists of libraries and search paths that were changed since lose only
/// what `change` added and get back only what it took away; any other setting is a Conflict then, unless `force`.
[[nodiscard]] Result<std::optional<QString>> wanted(const Manifest::SettingChange &change,
                                                    const Now &now, bool force);
/// What `change` added to a list or search path.
[[nodiscard]] QStringList added(const Manifest::SettingChange &change);

} // namespace SettingTakeBack
