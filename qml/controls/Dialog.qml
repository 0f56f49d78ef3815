// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// A dialog in the middle of the window over a veil. The content goes inside; `buttons` stand at the
/// bottom right, `links` at the bottom left. Escape closes it.
T.Dialog {
    id: root

    property string subtitle
    property int wantedWidth: 560
    property int wantedHeight: 0 ///< 0: as high as the content
    property alias buttons: buttonRow.data
    property alias links: linkRow.data

    parent: T.Overlay.overlay
    anchors.centerIn: parent
    width: parent ? Math.min(wantedWidth, parent.width - 48) : wantedWidth
    height: parent ? Math.min(wantedHeight > 0 ? wantedHeight
                                               : header.implicitHeight + contentItem.implicitHeight
                                                 + footer.implicitHeight + topPadding + bottomPadding,
                              parent.height - 48) : wantedHeight
    modal: true
    dim: true
    focus: true
    padding: 28
    topPadding: 12
    bottomPadding: 20
    closePolicy: T.Popup.CloseOnEscape

    enter: Transition {
        NumberAnimation {
            property: "opacity"
            from: 0
            to: 1
            duration: Theme.quick
        }
    }

    T.Overlay.modal: Rectangle {
        objectName: "veil"
        color: Theme.veil
    }

    background: Rectangle {
        radius: Theme.radiusLarge
        color: Theme.raised
        border.width: 1
        border.color: Theme.line
        Accessible.role: Accessible.Dialog
        Accessible.name: root.title
        Accessible.description: root.subtitle

        FloatShadow {
            cornerRadius: Theme.radiusLarge
            spread: 14
        }
    }

    header: Item {
        implicitHeight: heading.implicitHeight + 24

        Column {
            id: heading

            x: 28
            y: 24
            width: parent.width - 56
            spacing: 2

            Label {
                width: parent.width
                text: root.title
                font.pixelSize: Theme.heading
                font.weight: Font.Bold
                wrapMode: Text.Wrap
                Accessible.role: Accessible.Heading
            }
            Label {
                width: parent.width
                visible: text !== ""
                text: root.subtitle
                muted: true
                wrapMode: Text.Wrap
            }
        }
    }

    footer: Item {
        implicitHeight: buttonRow.children.length > 0 ? 73 : 0

        Divider {
            width: parent.width
            visible: buttonRow.children.length > 0
        }
        Row {
            id: linkRow

            anchors.left: parent.left
            anchors.leftMargin: 24
            anchors.verticalCenter: parent.verticalCenter
            spacing: 16
        }
        Row {
            id: buttonRow

            anchors.right: parent.right
            anchors.rightMargin: 28
            anchors.verticalCenter: parent.verticalCenter
            spacing: 10
        }
    }
}
