// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T
import Howdah.Controls
import Howdah.Ui

/// Which installation and cluster all actions go to; always visible.
T.Button {
    id: root

    required property TargetModel targets

    signal addRequested

    readonly property bool none: targets.count === 0

    implicitWidth: Math.max(titleLabel.implicitWidth, detailLabel.implicitWidth) + 68
    implicitHeight: Theme.controlHeightLarge
    focusPolicy: Qt.StrongFocus
    text: none ? (targets.finding ? qsTr("Looking for PostgreSQL…") : qsTr("No PostgreSQL found"))
               : targets.currentTitle
    Accessible.name: qsTr("Target: %1").arg(text)
    Accessible.description: root.targets.currentDetail
    Accessible.onPressAction: root.clicked()
    Keys.onReturnPressed: root.clicked()
    Keys.onDownPressed: root.clicked()
    onClicked: popup.opened ? popup.close() : popup.open()

    contentItem: Item {
        StateDot {
            x: 12
            anchors.verticalCenter: parent.verticalCenter
            kind: root.none ? "warn" : root.targets.currentKind
        }
        Column {
            anchors.left: parent.left
            anchors.leftMargin: 30
            anchors.right: chevron.left
            anchors.rightMargin: 8
            anchors.verticalCenter: parent.verticalCenter
            spacing: -2

            Label {
                id: titleLabel

                width: parent.width
                text: root.text
                strong: true
                elide: Text.ElideRight
                Accessible.ignored: true
            }
            Label {
                id: detailLabel

                width: parent.width
                text: root.none ? qsTr("Add a server…")
                                : Words.joined([root.targets.currentDetail, root.targets.currentStatusText])
                font.pixelSize: Theme.caption
                muted: true
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
        Icon {
            id: chevron

            anchors.right: parent.right
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            name: "chevron-down"
            size: 16
        }
    }
    background: Rectangle {
        radius: Theme.radius
        color: root.hovered ? Theme.hover : "transparent"
        border.width: 1
        border.color: Theme.line

        FocusRing {
            visible: root.visualFocus
            cornerRadius: Theme.radius
        }
    }

    T.Popup {
        id: popup

        y: root.height + 4
        x: root.width - width
        width: 320
        height: Math.min(contentItem.implicitHeight + 8, 440)
        padding: 4
        focus: true
        closePolicy: T.Popup.CloseOnEscape | T.Popup.CloseOnPressOutsideParent
        background: FloatingPanel {}
        onOpened: list.currentItem?.forceActiveFocus(Qt.PopupFocusReason)

        contentItem: Column {
            ListPane {
                id: list

                width: parent.width
                height: Math.min(contentHeight, 336)
                label: qsTr("Where actions go")
                model: root.targets
                visible: !root.none

                // qmllint disable unqualified
                delegate: TargetRow {
                    width: list.width
                    onChosen: {
                        root.targets.select(targetId)
                        popup.close()
                    }
                }
                // qmllint enable unqualified
            }
            Divider {
                width: parent.width
                visible: !root.none
            }
            Row {
                topPadding: 4
                spacing: 4

                Button {
                    kind: "link"
                    iconName: "plus"
                    text: qsTr("Add a server…")
                    leftPadding: 10
                    onClicked: {
                        popup.close()
                        root.addRequested()
                    }
                }
                Button {
                    kind: "link"
                    iconName: "refresh"
                    text: root.targets.finding ? qsTr("Looking…") : qsTr("Look again")
                    enabled: !root.targets.finding
                    onClicked: root.targets.refresh()
                }
            }
        }
    }
}
