// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"

#include <QMap>
#include <QStringList>
#include <QStringView>

/// Reads extension scripts for what a person may look for by name.
namespace SqlNames {

/// Names of the functions, procedures, aggregates, types, domains, operators and views that `sql`
/// creates, each once, in order, without their schema. Never fails: what cannot be understood is
/// skipped up to the next semicolon.
[[nodiscard]] QStringList functionsIn(QStringView sql);
/// Of all scripts among `texts`, by their path, that are named like one of the release's extensions.
[[nodiscard]] QStringList functionsOf(const Release &release, const QMap<QString, QString> &texts);

} // namespace SqlNames
