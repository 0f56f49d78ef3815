// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtTest
import Howdah.Controls

TestCase {
    name: "Theme"

    function test_themeHasColours() {
        verify(Theme.primary !== Theme.text)
    }
}
