// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QStringList>
#include <QStringView>

/// Reads extension scripts for what a person may look for by name.
namespace SqlNames {

/// Names of the functions, procedures, aggregates, types, domains, operators and views that `sql`
/// creates, each once, in order, without their schema. Never fails: what cannot be understood is
/// skipped up to the next semicolon.
[[nodiscard]] QStringList functionsIn(QStringView sql);

} // namespace SqlNames
