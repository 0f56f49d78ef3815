// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/store/accountstore.h"
#include "registry/store/tokenstore.h"

#include <QDateTime>
#include <QJsonObject>
#include <QJsonValue>

/// Accounts and tokens as the API tells them. Times are ISO 8601 in UTC, null when there is none.
namespace AccountJson {

[[nodiscard]] QJsonValue timeOf(const QDateTime &time);
/// What everybody may know: the members of the v1 user document.
[[nodiscard]] QJsonObject shown(const Account &account);
/// What its owner and administrators may know.
[[nodiscard]] QJsonObject whole(const Account &account);
/// Never the secret.
[[nodiscard]] QJsonObject of(const ApiToken &token);

} // namespace AccountJson
