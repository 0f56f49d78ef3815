// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/error.h"
#include "registry/http/httpmessage.h"

/// Errors as the API answers them: problem details (RFC 9457) with `type` (a URN that names the kind), `title`,
/// `status`, `detail` and the request's `instance`.
namespace Problem {

[[nodiscard]] int statusOf(Error::Kind kind);
[[nodiscard]] RegistryResponse of(const Error &error, const RegistryRequest &request);
/// The same with another status than its kind's.
[[nodiscard]] RegistryResponse of(const Error &error, const RegistryRequest &request, int status);

} // namespace Problem
