// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "signing/verifyingkey.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

/// The keys that somebody publishes for checking his signatures: a JWK Set (RFC 7517, section 5), with two
/// members of ours: `rotations`, the proofs that each new key was brought in by one before it (`KeyRotation`), and
/// `withdrawals`, the statements that a key was taken back (`KeyWithdrawal`), which is then not among the keys.
class KeySet
{
public:
    static constexpr qsizetype largestText = 256 * 1024;
    static constexpr qsizetype mostKeys = 64;
    static constexpr qsizetype mostRotations = 256;

    KeySet() = default;
    explicit KeySet(QList<VerifyingKey> keys, QStringList rotations = {},
                    QStringList withdrawals = {});

    /// Keys of other kinds and members that are not known are passed over. Invalid: not a JWK Set; Refused: it
    /// is too large, has a private key in it, or has two keys of one name.
    [[nodiscard]] static Result<KeySet> parse(const QByteArray &text);
    [[nodiscard]] QByteArray toJson() const;

    [[nodiscard]] const QList<VerifyingKey> &keys() const { return m_keys; }
    /// Compact signatures, oldest first, not verified.
    [[nodiscard]] const QStringList &rotations() const { return m_rotations; }
    /// Compact signatures, oldest first, not verified.
    [[nodiscard]] const QStringList &withdrawals() const { return m_withdrawals; }
    [[nodiscard]] bool isEmpty() const { return m_keys.isEmpty(); }
    /// Null when no key has this name. Valid as long as the set.
    [[nodiscard]] const VerifyingKey *find(const QString &kid) const;
    /// Whether it has this very key, under whatever name.
    [[nodiscard]] bool contains(const VerifyingKey &key) const { return m_keys.contains(key); }

    bool operator==(const KeySet &) const = default;

private:
    QList<VerifyingKey> m_keys;
    QStringList m_rotations;
    QStringList m_withdrawals;
};
