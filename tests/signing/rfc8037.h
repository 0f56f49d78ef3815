// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "signing/base64url.h"
#include "signing/signingkey.h"

/// JSON written with the other quotation marks.
inline QByteArray quoted(QByteArray text)
{
    return text.replace('\'', '"');
}

/// The examples of RFC 8037, appendix A.
namespace Rfc8037 {

inline const QByteArray d = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
inline const QByteArray x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
inline const QString thumbprint = QStringLiteral("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
inline const QByteArray payload = "Example of Ed25519 signing";
inline const QByteArray signature =
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt"
    "9g7sVvpAr_MuM0KAg";
inline const QByteArray jws =
    "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc." + signature;

inline SigningKey key()
{
    return SigningKey::fromSeed(SecretBytes(*Base64Url::decode(d)),
                                QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC))
        .value();
}

} // namespace Rfc8037
