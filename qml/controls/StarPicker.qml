// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Gives 1 to 5 stars, or none: by mouse, by the digits, by arrows; Delete takes them away.
Item {
    id: root

    property string label
    property int value: 0 ///< 0: not said
    readonly property int minimumValue: 0
    readonly property int maximumValue: 5
    readonly property int stepSize: 1

    function give(stars: int) {
        root.value = Math.max(root.minimumValue, Math.min(stars, root.maximumValue))
    }

    implicitWidth: 5 * 28 + 8 + said.implicitWidth
    implicitHeight: 32
    activeFocusOnTab: true
    Accessible.role: Accessible.Slider
    Accessible.name: qsTr("%1: %2").arg(label).arg(said.text)
    Accessible.focusable: true
    Accessible.onIncreaseAction: root.give(root.value + 1)
    Accessible.onDecreaseAction: root.give(root.value - 1)
    Keys.onRightPressed: root.give(root.value + 1)
    Keys.onUpPressed: root.give(root.value + 1)
    Keys.onLeftPressed: root.give(root.value - 1)
    Keys.onDownPressed: root.give(root.value - 1)
    Keys.onDeletePressed: root.give(0)
    Keys.onDigit0Pressed: root.give(0)
    Keys.onDigit1Pressed: root.give(1)
    Keys.onDigit2Pressed: root.give(2)
    Keys.onDigit3Pressed: root.give(3)
    Keys.onDigit4Pressed: root.give(4)
    Keys.onDigit5Pressed: root.give(5)

    Row {
        Repeater {
            model: 5

            Item {
                required property int index

                width: 28
                height: 32

                // qmllint disable unqualified
                Icon {
                    anchors.centerIn: parent
                    readonly property bool given: parent.index < root.value

                    name: given ? "star-filled" : "star"
                    size: 22
                    color: given || mouse.containsMouse ? Theme.accent : Theme.control
                }
                MouseArea {
                    id: mouse

                    anchors.fill: parent
                    hoverEnabled: true
                    cursorShape: Qt.PointingHandCursor
                    onClicked: {
                        root.forceActiveFocus()
                        root.give(parent.index + 1 === root.value ? 0 : parent.index + 1)
                    }
                }
                // qmllint enable unqualified
            }
        }
    }
    Label {
        id: said

        x: 5 * 28 + 8
        anchors.verticalCenter: parent.verticalCenter
        text: root.value === 0 ? qsTr("not said") : qsTr("%1 of 5").arg(root.value)
        font.pixelSize: Theme.caption
        muted: true
        Accessible.ignored: true
    }
    FocusRing {
        visible: root.activeFocus
    }
}
