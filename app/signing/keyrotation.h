// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "signing/keyset.h"
#include "signing/signingkey.h"

#include <QDateTime>
#include <QList>
#include <QString>

/// The proof that a new key was brought in by the owner of an old one: the new key, signed by the old one.
/// Who came to trust the old key follows it to the new one without being asked.
struct KeyRotation {
    VerifyingKey next;
    QDateTime date; ///< UTC
    QString by;     ///< thumbprint of the key that says so

    /// Compact JWS.
    [[nodiscard]] static QString make(const VerifyingKey &next, const SigningKey &by,
                                      const QDateTime &date);
    /// NotFound: signed by a key that is not in `trusted`; otherwise as `Jws::verify()`.
    [[nodiscard]] static Result<KeyRotation> verify(const QString &compact, const KeySet &trusted);

    /// `trusted` and all keys that its rotations lead to, in any order, over any number of steps. Proofs that
    /// do not hold are passed over, and no way leads over keys that are known to be `withdrawn`.
    [[nodiscard]] static QList<VerifyingKey> reachable(const QList<VerifyingKey> &trusted,
                                                       const QStringList &rotations,
                                                       const QList<VerifyingKey> &withdrawn = {});

    /// The `typ` of its protected header: a rotation is never taken for another kind of signature.
    static const QString typ;
};
