// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/version.h"

#include <QList>

/// A PGXN version range (protocol.md 2.5): comma-separated conditions that must all hold; no operator
/// means `>=`; `0` alone means any version.
class VersionRange
{
public:
    enum class Operator { Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual };
    struct Condition {
        Operator op = Operator::GreaterOrEqual;
        Version version;
        bool operator==(const Condition &) const = default;
    };

    /// Any version.
    VersionRange() = default;
    explicit VersionRange(QList<Condition> conditions) : m_conditions(std::move(conditions)) {}

    /// As the strict v1 schema allows it.
    [[nodiscard]] static std::optional<VersionRange> parse(const QString &text);
    /// As the v2 schema allows it: versions of one, two or three parts.
    [[nodiscard]] static std::optional<VersionRange> parseV2(const QString &text);
    /// What occurs in the wild: stray spaces, `=`, `=>`, two-part versions.
    [[nodiscard]] static std::optional<VersionRange> parseTolerant(const QString &text);

    [[nodiscard]] bool isAny() const { return m_conditions.isEmpty(); }
    [[nodiscard]] bool contains(const Version &version) const;
    [[nodiscard]] const QList<Condition> &conditions() const { return m_conditions; }
    /// In PGXN's notation; "0" for any.
    [[nodiscard]] QString toString() const;
    /// For a person: "any version", "1.2.0 or newer", "from 1.0.0 before 2.0.0"…
    [[nodiscard]] QString toWords() const;

    bool operator==(const VersionRange &) const = default;

private:
    QList<Condition> m_conditions;
};
