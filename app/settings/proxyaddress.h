// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QString>
#include <QUrl>

/// The address of a proxy, as a person writes it.
namespace ProxyAddress {

/// http:// when the text names no scheme, as in the variable http_proxy; a user and a password may be in it. Nothing
/// but blanks is no proxy: an empty address. Invalid when it cannot be used.
[[nodiscard]] Result<QUrl> parse(const QString &text);
/// Where `Credentials` keep its password; empty when it names no user.
[[nodiscard]] QString credentialKey(const QUrl &address);

} // namespace ProxyAddress
