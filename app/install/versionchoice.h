// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/planner.h"

#include <functional>
#include <optional>

/// Which version of a distribution is taken.
struct VersionChoice {
    std::optional<Release>
        release; ///< the one to show, even when it does not fit; empty: there is none
    QList<Finding> findings;
    /// The newest one for the server contradicts a demand; no other does better.
    bool contradicts = false;

    /// The newest stable version that fits the server and that `isDemanded` accepts; or exactly the one that was
    /// asked for. Pre-releases only when allowed.
    [[nodiscard]] static Result<VersionChoice>
    make(const IndexEntry &entry, const std::optional<Version> &exact, bool allowPreRelease,
         const Installation &installation, const ReleaseSource &source,
         const std::function<bool(const Release &)> &isDemanded);
};
