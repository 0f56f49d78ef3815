// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

/// Base64 as JSON Web Signatures write it (RFC 7515, section 2): URL alphabet, no padding.
namespace Base64Url {

[[nodiscard]] QByteArray encode(QByteArrayView bytes);
[[nodiscard]] QString text(QByteArrayView bytes);
/// Nothing for any other spelling than `encode()` gives: padding, white space, foreign characters, stray
/// bits in the last letter.
[[nodiscard]] std::optional<QByteArray> decode(const QByteArray &text);

} // namespace Base64Url
