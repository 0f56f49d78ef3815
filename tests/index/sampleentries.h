// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/searchquery.h"

#include <QList>

/// A small catalogue in which each entry is there to be found, or not found, for one reason.
[[nodiscard]] QList<IndexEntry> sampleEntries();
[[nodiscard]] IndexEntry sampleEntry(const QString &name, const QString &abstract = {},
                                     const QString &readme = {});
