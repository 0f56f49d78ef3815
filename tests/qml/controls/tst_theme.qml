// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Controls

TestCase {
    id: root

    name: "Theme"

    readonly property var surfaces: ["background", "surface", "raised", "rail", "code"]

    function cleanup() {
        Theme.mode = "system"
    }

    function luminance(colour) {
        const part = value => value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4)
        return 0.2126 * part(colour.r) + 0.7152 * part(colour.g) + 0.0722 * part(colour.b)
    }

    function contrast(one, other) {
        const a = luminance(Qt.lighter(one, 1))
        const b = luminance(Qt.lighter(other, 1))
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    }

    function test_textReadsOnEverySurface_data() {
        const rows = []
        for (const mode of ["light", "dark"])
            for (const ink of ["text", "mute", "faint", "primary", "ok", "warn", "bad"])
                for (const surface of root.surfaces)
                    rows.push({ tag: mode + " " + ink + " on " + surface, mode: mode, ink: ink, ground: surface })
        return rows
    }

    function test_textReadsOnEverySurface(row) {
        Theme.mode = row.mode
        verify(contrast(Theme[row.ink], Theme[row.ground]) >= 4.5,
               "contrast is " + contrast(Theme[row.ink], Theme[row.ground]))
    }

    function test_badgesAndButtonsRead_data() {
        const pairs = [["ok", "okSoft"], ["warn", "warnSoft"], ["bad", "badSoft"], ["primary", "primarySoft"],
                       ["primaryInk", "primary"], ["accentInk", "accentStrong"], ["badInk", "bad"],
                       ["text", "accentSoft"]]
        const rows = []
        for (const mode of ["light", "dark"])
            for (const pair of pairs)
                rows.push({ tag: mode + " " + pair[0], mode: mode, ink: pair[0], ground: pair[1] })
        return rows
    }

    function test_badgesAndButtonsRead(row) {
        Theme.mode = row.mode
        verify(contrast(Theme[row.ink], Theme[row.ground]) >= 4.5,
               "contrast is " + contrast(Theme[row.ink], Theme[row.ground]))
    }

    function test_aThingKeepsItsColour() {
        compare(Theme.tileColour("semver"), Theme.tileColour("SemVer"))
        for (const name of ["semver", "vector", "pgTAP", "mimeo", "a", ""])
            verify(contrast("#FFFFFF", Theme.tileColour(name)) >= 4.5)
    }
}
