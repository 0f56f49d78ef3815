// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>
#include <QStringList>

/// Facts about licences: PGXN v1's keywords (protocol.md 2.3) and SPDX expressions (v2).
namespace License {

/// What a person filters by.
enum class Class { Permissive, WeakCopyleft, Copyleft, Other, Unknown };
[[nodiscard]] QString
nameOf(Class value); ///< "permissive", "weak-copyleft", "copyleft", "other", "unknown"

/// The SPDX expression of a v1 keyword (protocol.md 3.9); empty when it has none.
[[nodiscard]] QString spdxForKeyword(const QString &keyword);
/// The same for a name in v1's object form (licence name -> URL); only the names that occur on PGXN.
[[nodiscard]] QString spdxForName(const QString &name, const QString &url);
/// Whether `keyword` is one of v1's 28.
[[nodiscard]] bool isKeyword(const QString &keyword);
[[nodiscard]] QStringList keywords();
/// Whether `expression` is a well-formed SPDX licence expression of known identifiers.
[[nodiscard]] bool isSpdxExpression(const QString &expression);
/// The most permissive reading of an expression (`OR` chooses, `AND` combines).
[[nodiscard]] Class classOf(const QString &expressionOrKeyword);

} // namespace License
