// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "signing/keyset.h"
#include "signing/signingkey.h"

#include <QDateTime>
#include <QList>
#include <QString>

/// The owner of several keys takes one of them back, because it may be in other hands: whatever is signed by it alone
/// proves nothing from then on. Said by another of his keys, never by the one that is taken back.
struct KeyWithdrawal {
    VerifyingKey key; ///< that is taken back
    QDateTime date;   ///< UTC
    QString reason;   ///< for people
    QString by;       ///< thumbprint of the key that says so
    static constexpr qsizetype longestReason = 500;

    /// Compact JWS.
    [[nodiscard]] static QString make(const VerifyingKey &key, const QString &reason,
                                      const SigningKey &by, const QDateTime &date);
    /// NotFound: signed by a key that is not in `trusted`. Refused: a key takes itself back, which only shows that
    /// somebody has it. Otherwise as `Jws::verify()`.
    [[nodiscard]] static Result<KeyWithdrawal> verify(const QString &compact,
                                                      const KeySet &trusted);
    /// Those of `withdrawals` that keys of `trusted` say, in their order: what a key says behind its own withdrawal
    /// counts no more. Those that do not hold are passed over.
    [[nodiscard]] static QList<KeyWithdrawal> among(const QStringList &withdrawals,
                                                    const QList<VerifyingKey> &trusted);

    /// The `typ` of its protected header: it is never taken for another kind of signature.
    static const QString typ;
};
