// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/api/apicall.h"
#include "registry/store/registrysettings.h"

#include <QString>

/// Where clients reach this registry.
namespace PublicAddress {

/// Without a slash at its end: the setting `public-address`, else what the client of this request used.
[[nodiscard]] QString of(const ApiCall &call, RegistrySettings &settings);

/// Whether a browser says that a page of another site made it send this: then it is not to be obeyed, since browsers add
/// passwords that they remember to whatever any page makes them send.
[[nodiscard]] bool isForeign(const RegistryRequest &request, RegistrySettings &settings);

} // namespace PublicAddress
