// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

#include <optional>

/// An operating system, its version and an architecture (protocol.md 3.1, 5.9); empty parts match all.
struct Platform {
    QString os; ///< "any", "linux", "darwin", "windows"…
    QString osVersion;
    QString architecture; ///< "amd64", "arm64"…

    bool operator==(const Platform &) const = default;

    [[nodiscard]] static std::optional<Platform> parse(const QString &text);
    /// This machine.
    [[nodiscard]] static Platform host();
    /// Whether something made for this platform runs on `host` (protocol.md 5.9).
    [[nodiscard]] bool matches(const Platform &host) const;
    [[nodiscard]] QString toString() const;
};
