// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QString>
#include <QStringList>

#include <compare>
#include <optional>

/// A distribution's or extension's version as SemVer 2.0.0 orders it (spec section 11). Remembers the
/// text it was read from. Pre-release identifiers compare case-insensitively, as PGXN's registry does
/// (protocol.md 2.8); build metadata is ignored in comparisons.
class Version
{
public:
    /// 0.0.0
    Version() = default;
    Version(quint64 major, quint64 minor, quint64 patch, const QString &preRelease = {});

    /// SemVer 2.0.0 exactly; nothing else.
    [[nodiscard]] static std::optional<Version> parse(const QString &text);
    /// What was released before the rules were checked: also `v1.2.3`, `1.2.3beta1` (no hyphen), and one or
    /// two numeric parts.
    [[nodiscard]] static std::optional<Version> parseTolerant(const QString &text);

    [[nodiscard]] quint64 majorPart() const { return m_major; }
    [[nodiscard]] quint64 minorPart() const { return m_minor; }
    [[nodiscard]] quint64 patchPart() const { return m_patch; }
    [[nodiscard]] QString preRelease() const { return m_preRelease.join(u'.'); }
    [[nodiscard]] QString buildMetadata() const { return m_build; }
    [[nodiscard]] bool isPreRelease() const { return !m_preRelease.isEmpty(); }
    /// The text it was read from; use this in URLs and on screen.
    [[nodiscard]] const QString &toString() const { return m_text; }

    /// Same precedence: 1.0.0+a == 1.0.0+b.
    friend bool operator==(const Version &a, const Version &b) { return (a <=> b) == 0; }
    friend std::strong_ordering operator<=>(const Version &a, const Version &b);

private:
    quint64 m_major = 0;
    quint64 m_minor = 0;
    quint64 m_patch = 0;
    QStringList m_preRelease;
    QString m_build;
    QString m_text = QStringLiteral("0.0.0");
};
