// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/error.h"

/// What howdahctl's exit status means; stable, documented in `howdahctl --help` and README.
namespace ExitCode {

inline constexpr int ok = 0;
inline constexpr int failed = 1;     ///< it was tried and did not work
inline constexpr int usage = 2;      ///< the command line is wrong
inline constexpr int notFound = 3;   ///< no such distribution, server, file…
inline constexpr int impossible = 4; ///< a conflict or a missing prerequisite; nothing was changed
inline constexpr int permission = 5; ///< this user may not
inline constexpr int network = 6;    ///< the registry cannot be reached
inline constexpr int integrity =
    7; ///< bytes are not what they should be, or unsafe; nothing was changed
inline constexpr int cancelled = 130; ///< stopped by Ctrl+C or by answering no

[[nodiscard]] constexpr int forError(Error::Kind kind)
{
    switch (kind) {
    case Error::Kind::NotFound:
        return notFound;
    case Error::Kind::Invalid:
        return usage;
    case Error::Kind::Conflict:
    case Error::Kind::Unsupported:
    case Error::Kind::Missing:
        return impossible;
    case Error::Kind::Permission:
        return permission;
    case Error::Kind::Network:
        return network;
    case Error::Kind::Integrity:
    case Error::Kind::Refused:
        return integrity;
    case Error::Kind::Cancelled:
        return cancelled;
    case Error::Kind::Timeout:
    case Error::Kind::DiskFull:
    case Error::Kind::Process:
    case Error::Kind::Database:
    case Error::Kind::Internal:
        break;
    }
    return failed;
}

} // namespace ExitCode
