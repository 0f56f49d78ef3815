// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

/// Statements as a person would write them: names are quoted only where PostgreSQL needs it.
namespace SqlText {

[[nodiscard]] QString name(const QString &identifier);
[[nodiscard]] QString literal(const QString &text);
[[nodiscard]] QString createExtension(const QString &extension, const QString &schema,
                                      bool cascade);
[[nodiscard]] QString updateExtension(const QString &extension);
[[nodiscard]] QString dropExtension(const QString &extension);
/// Sets, or resets when `value` is empty.
[[nodiscard]] QString alterSystem(const QString &setting, const QString &value);
/// The same for a setting that is a list of libraries: each one is a word of its own.
[[nodiscard]] QString alterSystemLibraries(const QStringList &libraries);

} // namespace SqlText
