// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
pragma Singleton
import QtQuick

/// Puts texts together, leaving out the empty ones.
QtObject {
    function between(separator: string, parts: var): string {
        return parts.filter(part => part !== "").join(separator)
    }

    function joined(parts: var): string {
        return between(" · ", parts)
    }

    function listed(parts: var): string {
        return between(", ", parts)
    }

    function lines(parts: var): string {
        return between("\n", parts)
    }
}
