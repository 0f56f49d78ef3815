// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QProcessEnvironment>

/// The environment PostgreSQL's programs are run with: this process's own, without what would point
/// them at another server (PG…) and with messages in English, for logs and for reading them.
namespace ServerEnvironment {

[[nodiscard]] QProcessEnvironment clean();

} // namespace ServerEnvironment
