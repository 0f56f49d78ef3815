// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QString>

/// Folders whose place others can guess (below a temporary folder), made so that nobody but this user
/// and root can have put anything there.
namespace PrivateFolder {

enum class Reach {
    OwnerOnly, ///< mode 0700
    Servers,   ///< as root 0711, so that the account servers run as gets through; else 0700
};

/// Makes `path` with its parents, or checks it when it exists. Refused when another user owns a folder
/// on the way or may write into it; the message names the folder.
[[nodiscard]] Result<void> make(const QString &path, Reach reach = Reach::OwnerOnly);

} // namespace PrivateFolder
