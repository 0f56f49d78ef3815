// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/useraccount.h"

#include <QString>
#include <QStringList>

#include <optional>

/// Opens the desktop's terminal with one program in it.
namespace Terminal {

/// Whether there is a terminal to open.
[[nodiscard]] bool isAvailable();
/// False when none could be started.
bool open(const QString &program, const QStringList &arguments,
          const std::optional<UserAccount> &account);

} // namespace Terminal
