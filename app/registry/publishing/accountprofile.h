// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/store/accountstore.h"

#include <QJsonObject>

/// What everybody may know of an account (protocol.md 1.4).
namespace AccountProfile {

[[nodiscard]] QJsonObject of(const Account &account);
/// Who waits to be let in, or was not, has no page.
[[nodiscard]] bool isPublic(const Account &account);

} // namespace AccountProfile
