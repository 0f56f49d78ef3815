// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// One fact about a thing on the chosen target; pressing it shows the evidence.
T.Button {
    id: root

    property string iconName
    property string kind ///< colour of the icon, as Badge
    property string detail
    property bool hasEvidence: true

    implicitWidth: 176
    implicitHeight: Math.max(72, row.implicitHeight + 20)
    enabled: hasEvidence
    focusPolicy: Qt.StrongFocus
    Accessible.name: qsTr("%1: %2").arg(text).arg(detail)
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()

    contentItem: Item {
        id: row

        implicitHeight: words.implicitHeight

        Icon {
            id: icon

            x: 12
            y: 2
            name: root.iconName
            color: Theme.foreground(root.kind)
        }
        Column {
            id: words

            anchors.left: icon.right
            anchors.leftMargin: 10
            anchors.right: parent.right
            anchors.rightMargin: 10

            Label {
                width: parent.width
                text: root.text
                strong: true
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                text: root.detail
                font.pixelSize: Theme.caption
                muted: true
                wrapMode: Text.Wrap
                maximumLineCount: 2
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
    }
    topPadding: 10
    bottomPadding: 10

    background: Rectangle {
        radius: Theme.radius
        color: root.down ? Theme.code : Theme.surface
        border.width: 1
        border.color: root.hovered ? Theme.control : Theme.line

        FocusRing {
            visible: root.visualFocus
            cornerRadius: Theme.radius
        }
    }

    ToolTip {
        visible: root.hovered && root.detail !== ""
        text: root.detail
    }
}
