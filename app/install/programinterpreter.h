// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

namespace ProgramInterpreter {
/// The dynamic loader an ELF program names (PT_INTERP); empty for anything else.
[[nodiscard]] QString of(const QString &program);
} // namespace ProgramInterpreter
