// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

/// Signatures of other programs' keys, as JSON Web Keys tell them (RFC 7517, 7518, 8037): RS256 with at least 2048 bits,
/// ES256, EdDSA with Ed25519.
namespace JwkSignature {

[[nodiscard]] bool isKnown(const QString &algorithm);
/// Whether a key is of the algorithm's type and may be used for signatures.
[[nodiscard]] bool fits(const QString &algorithm, const QJsonObject &jwk);
/// False also for a key or a signature that cannot be read.
[[nodiscard]] bool verify(const QString &algorithm, const QJsonObject &jwk,
                          const QByteArray &message, const QByteArray &signature);

} // namespace JwkSignature
