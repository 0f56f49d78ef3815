// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>

#include <optional>

/// A package URL: `pkg:TYPE/NAMESPACE/NAME@VERSION?QUALIFIERS#SUBPATH` (protocol.md 3.1, 3.4).
struct Purl {
    QString type; ///< lower case: "pgxn", "postgres", "generic", "pypi"…
    QString nameSpace;
    QString name; ///< percent-decoded
    QString version;
    bool operator==(const Purl &) const = default;

    /// As the v2 schema allows it.
    [[nodiscard]] static std::optional<Purl> parse(const QString &text);
};
