// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QHostAddress>

/// Which addresses a registry may be made to call by whoever has an account on it.
namespace AddressRule {

/// Whether it is an address of the public internet: not this computer, its network, or any range that is reserved.
[[nodiscard]] bool isPublic(const QHostAddress &address);

} // namespace AddressRule
