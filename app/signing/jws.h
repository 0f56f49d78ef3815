// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "signing/keyset.h"
#include "signing/signingkey.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

/// A JSON Web Signature (RFC 7515) by Ed25519 keys (RFC 8037). It is taken as it was transmitted: what is
/// verified is the very text, never one that was written anew.
class Jws
{
public:
    static constexpr qsizetype largestPayload = 64 * 1024; ///< bytes of base64url
    static constexpr qsizetype largestHeader = 8 * 1024;
    static constexpr qsizetype mostSignatures = 16;

    struct Signature {
        QByteArray protectedText; ///< base64url as transmitted; empty when there is none
        QJsonObject protectedHeader;
        QJsonObject header; ///< not covered by the signature
        QByteArray signature;
        bool operator==(const Signature &) const = default;
    };

    struct Verified {
        QByteArray payload;
        QList<VerifyingKey> by; ///< at least one
    };

    /// `protectedMembers` are added to `alg` and `kid`.
    [[nodiscard]] static Jws sign(const QByteArray &payload, const SigningKey &key,
                                  const QJsonObject &protectedMembers = {});
    /// One more signature over the same payload.
    void addSignature(const SigningKey &key, const QJsonObject &protectedMembers = {});

    /// Invalid: not a JWS; Refused: larger than the limits.
    [[nodiscard]] static Result<Jws> parseCompact(const QByteArray &text);
    /// The flattened or the general JSON form.
    [[nodiscard]] static Result<Jws> parseJson(const QJsonObject &object);

    /// Holds when one signature is by a key of `keys` and right, and none that claims to be by one of them is
    /// wrong; signatures by others' keys are passed over. `typ`, if given, must be in the protected header.
    /// Refused: `alg` missing from the protected header, `none` or symmetric, critical members, payload that is
    /// not base64url. NotFound: no signature is by one of `keys`. Integrity: a signature is wrong. Keys that the
    /// header itself brings (`jwk`, `jku`, `x5u`, `x5c`) are never used.
    [[nodiscard]] Result<Verified> verify(const KeySet &keys, const QString &typ = {}) const;

    /// Of the only signature; empty when there are several.
    [[nodiscard]] QByteArray toCompact() const;
    [[nodiscard]] QJsonObject toFlattened() const;
    [[nodiscard]] QJsonObject toGeneral() const;

    /// Not verified: for finding out which key will be needed, and for showing.
    [[nodiscard]] const QByteArray &payload() const { return m_payload; }
    [[nodiscard]] const QList<Signature> &signatures() const { return m_signatures; }

private:
    Jws() = default;
    [[nodiscard]] Result<void> setPayload(const QByteArray &text);
    [[nodiscard]] Result<void> take(const QByteArray &protectedText, const QJsonObject &header,
                                    const QByteArray &signatureText);

    QByteArray m_payloadText;
    QByteArray m_payload;
    QList<Signature> m_signatures;
};
