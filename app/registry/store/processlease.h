// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QDateTime>
#include <QString>

/// A claim on something in a shared database that ends with the process that made it: when the process has died on
/// this computer, at once; when it ran on another one or in another container, at a time.
namespace ProcessLease {

/// A claim of this process.
[[nodiscard]] QString until(const QDateTime &expiry);
/// Whether `lease` still binds; an unreadable one does not.
[[nodiscard]] bool holds(const QString &lease, const QDateTime &now);

} // namespace ProcessLease
