// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "signing/secretbytes.h"

#include <QByteArray>
#include <QString>

/// Seals small secrets that must be read again (XSalsa20-Poly1305), with a key in a file of its own that only its owner
/// may read: whoever gets hold of the database alone learns nothing.
class SecretBox
{
public:
    /// Makes a missing key file; several processes may do so at once, and get the same key. Integrity: the file holds
    /// no key.
    [[nodiscard]] static Result<SecretBox> open(const QString &keyFile);

    /// Nonce and ciphertext in base64.
    [[nodiscard]] QByteArray seal(QByteArrayView secret) const;
    /// Integrity: it was sealed with another key, or changed.
    [[nodiscard]] Result<QByteArray> unseal(const QByteArray &sealed) const;

private:
    explicit SecretBox(SecretBytes key) : m_key(std::move(key)) {}
    SecretBytes m_key;
};

/// HMAC with SHA-256 (RFC 2104), raw.
[[nodiscard]] QByteArray hmacSha256(QByteArrayView key, QByteArrayView message);
