// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QStringView>

/// Judges texts that META documents give for addresses and times, by the letter of their RFCs (QUrl and
/// QDateTime mend what they read).
namespace UriText {

/// An absolute URI (RFC 3986): a scheme, then only characters that URIs are made of.
[[nodiscard]] bool isUri(QStringView text);
/// An absolute or relative URI.
[[nodiscard]] bool isReference(QStringView text);
/// An absolute URI with "//host".
[[nodiscard]] bool hasAuthority(QStringView text);
/// `local@domain` (RFC 5321, without address literals of the IPv6 kind).
[[nodiscard]] bool isMailAddress(QStringView text);
/// "2024-03-02T10:11:12Z" (RFC 3339).
[[nodiscard]] bool isDateTime(QStringView text);

} // namespace UriText
