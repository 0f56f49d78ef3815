// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QJsonObject>

/// The description of the API under /api/v2 (OpenAPI 3.1): each group of functions keeps its part beside its code.
namespace OpenApi {

/// All parts in one document.
[[nodiscard]] const QJsonObject &document();

} // namespace OpenApi
