// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonObject>
#include <QString>

/// The public half of an Ed25519 key: says whether a signature is its owner's.
class VerifyingKey
{
public:
    /// Integrity: not 32 bytes.
    [[nodiscard]] static Result<VerifyingKey> fromBytes(const QByteArray &bytes);
    /// A JWK (RFC 8037). Unsupported: a key of another kind or for another use; Refused: it has its private
    /// part with it; Invalid: an Ed25519 key that is spelt wrongly.
    [[nodiscard]] static Result<VerifyingKey> fromJwk(const QJsonObject &jwk);

    /// The name under which it was published; its thumbprint when it came without one.
    [[nodiscard]] const QString &kid() const { return m_kid; }
    /// Of RFC 7638: the same key has the same one wherever it is published.
    [[nodiscard]] const QString &thumbprint() const { return m_thumbprint; }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    /// What people compare: the thumbprint's first 16 letters in groups of four.
    [[nodiscard]] QString shownName() const;
    [[nodiscard]] QJsonObject toJwk() const;

    [[nodiscard]] bool verifies(QByteArrayView message, QByteArrayView signature) const;

    /// The same key, whatever it is called.
    friend bool operator==(const VerifyingKey &left, const VerifyingKey &right)
    {
        return left.m_bytes == right.m_bytes;
    }

private:
    VerifyingKey() = default;

    QByteArray m_bytes;
    QString m_kid;
    QString m_thumbprint;
};
