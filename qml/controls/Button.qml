// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// A push button. `kind`: "primary", "quiet", "danger", "ok" (says that all is done), "link",
/// or "none": a state in words that cannot be pressed.
T.Button {
    id: root

    property string kind: "primary"
    property string iconName
    property string trailingIconName
    property bool large: false
    property string hint ///< tool tip

    readonly property bool filled: kind === "primary" || kind === "danger"
    readonly property int iconsWidth: (iconName === "" ? 0 : 22) + (trailingIconName === "" ? 0 : 22)
    readonly property color ink: {
        switch (root.kind) {
        case "primary": return Theme.primaryInk
        case "danger": return Theme.badInk
        case "ok": return Theme.ok
        case "link": return Theme.primary
        case "none": return Theme.mute
        default: return Theme.text
        }
    }
    readonly property color ground: {
        switch (root.kind) {
        case "primary": return Theme.primary
        case "danger": return Theme.bad
        case "ok": return Theme.okSoft
        case "none": return Theme.code
        default: return "transparent"
        }
    }

    implicitWidth: contentItem.implicitWidth + leftPadding + rightPadding
    implicitHeight: large ? Theme.controlHeightLarge : Theme.controlHeight
    leftPadding: kind === "link" ? 4 : large ? 20 : 14
    rightPadding: leftPadding
    opacity: enabled || kind === "none" ? 1 : 0.5
    font.family: Theme.family
    font.pixelSize: Theme.body
    font.weight: kind === "link" ? Font.Medium : Font.DemiBold
    focusPolicy: Qt.StrongFocus
    Accessible.name: text
    Accessible.description: hint
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()

    contentItem: Item {
        implicitWidth: label.implicitWidth + root.iconsWidth
        implicitHeight: label.implicitHeight

        Row {
            id: row

            anchors.centerIn: parent
            spacing: 6

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.iconName !== ""
                name: root.iconName
                size: 16
                color: root.ink
            }
            Label {
                id: label

                width: Math.min(implicitWidth, Math.max(0, root.availableWidth - root.iconsWidth))
                text: root.text
                font: root.font
                color: root.ink
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: root.trailingIconName !== ""
                name: root.trailingIconName
                size: 16
                color: root.ink
            }
        }
    }

    background: Rectangle {
        radius: root.large ? Theme.radius : Theme.radiusSmall
        color: root.ground
        border.width: root.kind === "quiet" ? 1 : 0
        border.color: Theme.line

        Rectangle {
            anchors.fill: parent
            radius: parent.radius
            visible: root.enabled && (root.hovered || root.down)
            color: root.filled ? (root.down ? "#33000000" : "#1A000000")
                               : root.down ? Theme.pressed : Theme.hover
        }
        FocusRing {
            visible: root.visualFocus
            cornerRadius: parent.radius
        }
    }

    ToolTip {
        visible: root.hint !== "" && root.hovered
        text: root.hint
    }
}
