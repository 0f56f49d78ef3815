// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>
#include <QStringView>

#include <string_view>

/// The names on the SPDX licence list: identifiers (deprecated ones too) and exceptions.
namespace SpdxNames {

/// Exactly, case counts.
[[nodiscard]] bool isLicense(QStringView name);
[[nodiscard]] bool isException(QStringView name);
/// As the list spells it, whatever the case of `name`; empty when it is not on the list.
[[nodiscard]] QString licenseSpelling(QStringView name);
[[nodiscard]] QString exceptionSpelling(QStringView name);

} // namespace SpdxNames
