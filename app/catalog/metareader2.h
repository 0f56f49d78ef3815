// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/jsontext.h"
#include "catalog/release.h"

/// What only META.json of spec 2 says, read with indulgence into a release that has its name and version.
namespace MetaReader2 {

/// `source` knows the author's order of what is in `meta`.
void read(const QJsonObject &meta, const JsonText &source, Release &release);

} // namespace MetaReader2
