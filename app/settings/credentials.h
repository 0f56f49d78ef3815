// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QString>

#include <memory>

/// Passwords, in the system's keychain only (QtKeychain); when there is none, in memory until the program
/// ends, and never in a file. Blocks, while the person unlocks a keyring up to 90 s: call it on a worker
/// thread. A locked keyring looks like "not found" (NotFound): ask again, never delete the reference. No
/// keychain at all is Missing.
class Credentials
{
public:
    virtual ~Credentials() = default;
    [[nodiscard]] virtual Result<QString> read(const QString &key) = 0;
    /// Keeps it in memory as well; a failing keychain is an error but the secret is usable until exit.
    [[nodiscard]] virtual Result<void> write(const QString &key, const QString &secret) = 0;
    [[nodiscard]] virtual Result<void> remove(const QString &key) = 0;
};

/// The real one. Thread-safe: all requests go through one thread of its own, so no caller needs an event loop.
class KeychainCredentials final : public Credentials
{
public:
    explicit KeychainCredentials(const QString &service = QStringLiteral("howdah"));
    ~KeychainCredentials() override;
    [[nodiscard]] Result<QString> read(const QString &key) override;
    [[nodiscard]] Result<void> write(const QString &key, const QString &secret) override;
    [[nodiscard]] Result<void> remove(const QString &key) override;

private:
    struct State;
    std::unique_ptr<State> m_state;
};
