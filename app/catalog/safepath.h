// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QStringView>

/// Judges paths that META documents give: all are relative to the distribution's top folder.
namespace SafePath {

enum class Fault {
    None,
    TooShort,    ///< fewer than two characters
    Parent,      ///< a ".." part
    Dot,         ///< a "." part other than one leading "./"
    Absolute,    ///< begins with a slash
    DriveLetter, ///< "C:…"
    Backslash,
    Control, ///< a control character
};

/// The first fault; `None` for a path that stays in the folder on every system.
[[nodiscard]] Fault faultOf(QStringView path);

} // namespace SafePath
