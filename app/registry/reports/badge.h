// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QString>

/// A small picture with a label and a value, for READMEs: an SVG that lays its text out itself, needs no font of its
/// own, and is legible on light and dark pages.
struct Badge {
    enum class Tone { Neutral, Good, Fair, Poor };
    QString label;
    QString value;
    Tone tone = Tone::Neutral;

    [[nodiscard]] QByteArray toSvg() const;
    /// Pixels that `text` takes at 11 px in a sans-serif font as wide as Verdana, about.
    [[nodiscard]] static double textWidth(const QString &text);
};
