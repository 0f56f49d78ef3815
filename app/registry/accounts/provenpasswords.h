// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "signing/secretbytes.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QMutex>
#include <QString>

/// Passwords that were right a moment ago, so that a client which shows one with every request (HTTP Basic) does not
/// pay Argon2id each time. Kept in this process only, as keyed digests with a random key; another stored hash (a
/// changed password) is another digest. Thread-safe.
class ProvenPasswords
{
public:
    static constexpr qint64 seconds = 300; ///< since the full check; looking does not lengthen it
    static constexpr qsizetype most = 4096;

    ProvenPasswords() : m_key(SecretBytes::random(32)) {}

    [[nodiscard]] bool isProven(const QString &storedHash, const QString &password,
                                const QDateTime &now) const;
    void add(const QString &storedHash, const QString &password, const QDateTime &now);

private:
    [[nodiscard]] QByteArray digestOf(const QString &storedHash, const QString &password) const;

    const SecretBytes m_key;
    mutable QMutex m_mutex;
    QHash<QByteArray, QDateTime> m_proven; ///< when
};
