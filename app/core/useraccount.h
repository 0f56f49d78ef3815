// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QString>
#include <optional>

/// A user of this operating system.
struct UserAccount {
    QString name;
    quint32 uid = 0;
    quint32 gid = 0;
    QString home;

    bool operator==(const UserAccount &) const = default;
    [[nodiscard]] bool isRoot() const { return uid == 0; }

    /// Who runs this process.
    [[nodiscard]] static UserAccount current();
    [[nodiscard]] static std::optional<UserAccount> named(const QString &name);
    [[nodiscard]] static std::optional<UserAccount> withId(quint32 uid);
    /// Whom to become for work that must not, or (PostgreSQL's programs) cannot, run as root:
    /// nobody (empty) when this process is unprivileged, else "postgres", else "nobody".
    [[nodiscard]] static std::optional<UserAccount> forUnprivilegedWork();
};
