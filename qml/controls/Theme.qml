// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
pragma Singleton
import QtQuick

/// Every colour, distance, size and duration. Nothing else in qml/ names one.
QtObject {
    id: root

    /// "system", "light" or "dark"; the window sets it from the settings.
    property string mode: "system"
    property bool reduceMotion: false

    readonly property SystemPalette systemPalette: SystemPalette {}
    readonly property bool dark: mode === "dark"
                                 || (mode !== "light" && systemPalette.window.hslLightness < 0.5)

    // Surfaces
    readonly property color background: dark ? "#10161D" : "#F5F7FA"
    readonly property color surface: dark ? "#171F28" : "#FFFFFF"
    readonly property color raised: dark ? "#1D2732" : "#FFFFFF"
    readonly property color rail: dark ? "#131A22" : "#EDF1F5"
    readonly property color code: dark ? "#121921" : "#F0F3F6"
    readonly property color line: dark ? "#2A3541" : "#E1E6EC"
    readonly property color control: dark ? "#6C7B8A" : "#7C8894" ///< outline of a check box: 3:1
    readonly property color hover: dark ? "#0FFFFFFF" : "#0A17212B"
    readonly property color pressed: dark ? "#1FFFFFFF" : "#1417212B"
    readonly property color veil: dark ? "#A6050A10" : "#75091018"
    readonly property color shadow: dark ? "#12000000" : "#04081420"

    // Text; each reads at 4.5:1 or better on each surface above
    readonly property color text: dark ? "#E6EBF0" : "#17212B"
    readonly property color mute: dark ? "#9FADBA" : "#5B6875"
    readonly property color faint: dark ? "#8796A5" : "#616E7A"

    // Meaning; `…Soft` is the background under text of that colour
    readonly property color primary: dark ? "#7DB3DE" : "#2F6591"
    readonly property color primarySoft: dark ? "#1C3145" : "#E6EFF7"
    readonly property color primaryFill: dark ? "#2C4D6B" : "#BCD1E2" ///< done part of a progress
    readonly property color primaryInk: dark ? "#0C1A26" : "#FFFFFF"
    readonly property color accent: dark ? "#F0A54A" : "#C96F0A"
    readonly property color accentSoft: dark ? "#3A2A14" : "#FDF1E0"
    readonly property color accentStrong: dark ? "#F0A54A" : "#A85A00" ///< under text `accentInk`
    readonly property color accentInk: dark ? "#1B1206" : "#FFFFFF"
    readonly property color ok: dark ? "#6FCF97" : "#1B7548"
    readonly property color okSoft: dark ? "#173326" : "#E2F4EA"
    readonly property color warn: dark ? "#F2C14E" : "#8A5A00"
    readonly property color warnSoft: dark ? "#362B10" : "#FFF3D6"
    readonly property color bad: dark ? "#F28B82" : "#B3261E"
    readonly property color badSoft: dark ? "#3B1D1B" : "#FCE8E6"
    readonly property color badInk: dark ? "#2A0B08" : "#FFFFFF"

    // Distances on a 4 px grid
    readonly property int gap: 8
    readonly property int gapLarge: 16
    readonly property int page: 24
    readonly property int radius: 10
    readonly property int radiusSmall: 8
    readonly property int radiusLarge: 16
    readonly property int controlHeight: 32
    readonly property int controlHeightLarge: 40

    // Type
    readonly property var families: Qt.fontFamilies()
    readonly property string systemFamily: Qt.application.font.family // qmllint disable
    readonly property string family: families.includes("Inter") ? "Inter" : systemFamily
    readonly property string mono: {
        const wanted = ["Noto Sans Mono", "Cascadia Mono", "SF Mono", "Menlo", "Consolas",
                        "DejaVu Sans Mono"]
        return wanted.find(name => root.families.includes(name)) ?? "monospace"
    }
    readonly property int caption: 12
    readonly property int body: 14
    readonly property int title: 16
    readonly property int heading: 20
    readonly property int display: 28

    readonly property int quick: reduceMotion ? 0 : 120

    /// Colour of `kind`: "ok", "warn", "bad", "primary", "accent", else neutral.
    function foreground(kind: string): color {
        switch (kind) {
        case "ok": return ok
        case "warn": return warn
        case "bad": return bad
        case "primary": return primary
        case "accent": return accent
        default: return mute
        }
    }

    function softBackground(kind: string): color {
        switch (kind) {
        case "ok": return okSoft
        case "warn": return warnSoft
        case "bad": return badSoft
        case "primary": return primarySoft
        case "accent": return accentSoft
        default: return code
        }
    }

    /// Colour of the tile of a thing called `name`: always the same one, white reads on each.
    function tileColour(name: string): color {
        const colours = ["#3B7A57", "#7A4B9E", "#B5533C", "#2F6591", "#8F6200", "#1F7A8C", "#A23B72",
                         "#5B6875"]
        let sum = 2166136261
        for (const letter of name.toLowerCase())
            sum = Math.imul(sum ^ letter.codePointAt(0), 16777619) >>> 0
        return colours[(sum >>> 16) % colours.length]
    }
}
