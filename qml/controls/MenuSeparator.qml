// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

T.MenuSeparator {
    implicitHeight: 9
    implicitWidth: 240
    contentItem: Item {
        Divider {
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
        }
    }
}
