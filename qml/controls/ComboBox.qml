// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// One of a list of texts, or of objects with a `text`; `label` names it for screen readers.
T.ComboBox {
    id: root

    property string label

    implicitWidth: 200
    implicitHeight: Theme.controlHeight
    leftPadding: 12
    rightPadding: 32
    opacity: enabled ? 1 : 0.5
    font.family: Theme.family
    font.pixelSize: Theme.body
    focusPolicy: Qt.StrongFocus
    Accessible.name: label === "" ? displayText : qsTr("%1: %2").arg(label).arg(displayText)
    Accessible.onPressAction: root.popup.open()
    // On release, because the release of Return also closes the list.
    Keys.onReleased: event => {
        event.accepted = event.key === Qt.Key_Return && !root.popup.visible
        if (event.accepted)
            root.popup.open()
    }

    delegate: ComboRow {
        required property var modelData

        text: root.textRole === "" ? modelData : modelData[root.textRole] // qmllint disable
    }

    indicator: Icon {
        x: root.width - width - 10
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-down"
        size: 16
        color: Theme.mute
    }

    contentItem: Label {
        text: root.displayText
        font.weight: Font.DemiBold
        elide: Text.ElideRight
        Accessible.ignored: true
    }

    background: Rectangle {
        radius: Theme.radiusSmall
        color: root.hovered ? Theme.hover : "transparent"
        border.width: 1
        border.color: Theme.line

        FocusRing {
            visible: root.visualFocus
        }
    }

    popup: T.Popup {
        x: Math.min(0, root.width - width)
        y: root.height + 4
        width: Math.max(root.width, 160)
        implicitHeight: Math.min(contentItem.implicitHeight + 8, 320)
        padding: 4
        contentItem: ListView {
            clip: true
            implicitHeight: contentHeight
            model: root.popup.visible ? root.delegateModel : null
            currentIndex: root.highlightedIndex
            ScrollBar.vertical: ScrollBar {}
        }
        background: FloatingPanel {}
    }
}
