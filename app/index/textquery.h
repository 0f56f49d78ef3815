// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>
#include <QStringList>

/// The query language of PGXN's API server (protocol.md 8.4) put into SQLite's. Words are joined by "or"; AND, OR, NOT,
/// +word, -word, parentheses, "phrases" and field:word are understood, anything else counts as a word. Never fails.
namespace TextQuery {

/// Text beyond this is cut off: nobody means it, and it must not cost time.
inline constexpr qsizetype maximumText = 1024;
inline constexpr int maximumTerms = 64;
inline constexpr int maximumDepth = 12;

/// An expression for MATCH; empty when nothing can be found by it. `fields`: the columns there are.
[[nodiscard]] QString toMatch(const QString &query, const QStringList &fields);

} // namespace TextQuery
