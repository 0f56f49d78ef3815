// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "signing/secretbytes.h"

#include <QString>

#include <memory>

/// Keeps secrets that must be known again (a client's password elsewhere, a webhook's key) unreadable where they are
/// stored: by XSalsa20-Poly1305 with a key that lies in a file of its own, so that a copy of a database tells nothing.
class SealingKey
{
public:
    /// The key in the file; a new one is made when there is none. Two processes that start together get the same one.
    /// Refused: others may read the file. Integrity: it is not a key.
    [[nodiscard]] static Result<SealingKey> loadOrMake(const QString &path);

    /// "sealed:…", another one each time.
    [[nodiscard]] QString seal(const QString &secret) const;
    /// Integrity: it was sealed with another key, or changed.
    [[nodiscard]] Result<QString> open(const QString &sealed) const;

private:
    explicit SealingKey(SecretBytes bytes);
    std::shared_ptr<const SecretBytes> m_bytes;
};
