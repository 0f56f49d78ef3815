// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "signing/secretbytes.h"
#include "signing/verifyingkey.h"

#include <QDateTime>
#include <QString>

#include <memory>

/// An Ed25519 key pair. Copies share the private part, which leaves this class only into its file.
class SigningKey
{
public:
    [[nodiscard]] static SigningKey make(const QDateTime &created);
    /// RFC 8032's private key: 32 bytes.
    [[nodiscard]] static Result<SigningKey> fromSeed(const SecretBytes &seed,
                                                     const QDateTime &created);
    /// Refused: others may read the file. Integrity: it is not a key, or its halves do not fit.
    [[nodiscard]] static Result<SigningKey> load(const QString &path);
    /// The key in the file; a new one is made when there is none. Two processes that start together get the
    /// same one.
    [[nodiscard]] static Result<SigningKey> loadOrMake(const QString &path, const QDateTime &now);

    /// A private JWK, readable by its owner alone.
    [[nodiscard]] Result<void> save(const QString &path) const;

    [[nodiscard]] const VerifyingKey &verifyingKey() const { return m_verifyingKey; }
    /// The thumbprint of the public half (RFC 7638).
    [[nodiscard]] const QString &kid() const { return m_verifyingKey.kid(); }
    [[nodiscard]] const QDateTime &created() const { return m_created; }
    [[nodiscard]] QByteArray sign(QByteArrayView message) const;

private:
    SigningKey(std::shared_ptr<const SecretBytes> secret, VerifyingKey verifyingKey,
               QDateTime created);

    std::shared_ptr<const SecretBytes> m_secret; ///< seed and public key, as libsodium wants them
    VerifyingKey m_verifyingKey;
    QDateTime m_created;
};
