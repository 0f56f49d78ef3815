// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

/// Passwords as they are stored: Argon2id in its own text form ("$argon2id$v=19$m=…"), which carries salt and
/// cost. The functions are slow and take much memory by design: limit how many run at once.
namespace PasswordHash {

/// What guessing one password costs, and checking it too.
struct Cost {
    quint64 passes = 2;
    quint64 memory =
        19 * 1024 * 1024; ///< bytes; with 2 passes OWASP's minimum: a registry stays small
    bool operator==(const Cost &) const = default;
};

/// The least that Argon2id takes; for tests only.
inline constexpr Cost leastCost{1, 8 * 1024};

/// Longer ones are refused, so that nobody makes the registry hash megabytes.
inline constexpr qsizetype longestPassword = 1024;

/// Invalid: the password is empty or too long. Passwords are compared in Unicode normal form C, because
/// keyboards of different systems compose letters differently.
[[nodiscard]] Result<QByteArray> make(const QString &password, Cost cost = {});

/// An empty `hash` (an account that does not exist) is never right but takes as long as one that is wrong,
/// so that an answer's time does not tell who has an account.
[[nodiscard]] bool verify(const QByteArray &hash, const QString &password);

/// Whether `hash` was made at another cost: make it anew when its owner signs in the next time.
[[nodiscard]] bool needsRehash(const QByteArray &hash, Cost cost = {});

} // namespace PasswordHash
