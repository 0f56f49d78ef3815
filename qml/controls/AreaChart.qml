// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Shapes

/// Values side by side, the newest at the right. With `texts`, one for each value, mouse and arrow keys read them.
Item {
    id: root

    property var values: []
    property int capacity: values.length ///< of a whole chart: fewer values begin further right
    property real upper: 1 ///< end of the chart
    property string upperText
    property string startText
    property string endText
    property string label ///< for screen readers
    property var texts: []

    readonly property real step: plot.width / Math.max(1, capacity - 1)
    readonly property bool isReadable: texts.length > 0 && texts.length === values.length
    property int marked: -1 ///< index of the value that is read; -1: none

    /// Where the values lie in the plot; a lone one makes no line.
    function line(): var {
        const first = root.capacity - root.values.length
        return root.values.map((value, i) => Qt.point((first + i) * root.step,
                                                      plot.height * (1 - value / root.upper)))
    }

    function mark(index: int) {
        root.marked = Math.max(0, Math.min(index, root.values.length - 1))
    }

    implicitHeight: 132
    activeFocusOnTab: isReadable
    onTextsChanged: marked = -1
    onActiveFocusChanged: if (!activeFocus) root.marked = -1
    Accessible.role: Accessible.Chart
    Accessible.name: marked < 0 || !isReadable ? label : qsTr("%1. %2").arg(label).arg(texts[marked])
    Accessible.focusable: isReadable
    Keys.onLeftPressed: root.mark(root.marked < 0 ? root.values.length - 1 : root.marked - 1)
    Keys.onRightPressed: root.mark(root.marked < 0 ? 0 : root.marked + 1)
    Keys.onPressed: event => {
        event.accepted = root.isReadable && (event.key === Qt.Key_Home || event.key === Qt.Key_End)
        if (event.accepted)
            root.mark(event.key === Qt.Key_Home ? 0 : root.values.length - 1)
    }

    Label {
        id: topLabel

        text: root.upperText
        font.pixelSize: Theme.caption
        color: Theme.faint
        Accessible.ignored: true
    }
    Label {
        anchors.right: parent.right
        visible: root.isReadable && root.marked >= 0
        text: visible ? root.texts[root.marked] : ""
        font.pixelSize: Theme.caption
        strong: true
        Accessible.ignored: true
    }
    Item {
        id: plot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: topLabel.bottom
        anchors.bottom: startLabel.top
        anchors.bottomMargin: 2

        Divider {
            width: parent.width
        }
        Divider {
            y: parent.height / 2
            width: parent.width
        }
        Shape {
            anchors.fill: parent
            visible: root.values.length > 1

            ShapePath {
                strokeWidth: -1
                fillColor: Theme.primarySoft

                PathPolyline {
                    path: {
                        const points = root.line()
                        if (points.length < 2)
                            return []
                        return [Qt.point(points[0].x, plot.height), ...points,
                                Qt.point(points[points.length - 1].x, plot.height)]
                    }
                }
            }
            ShapePath {
                strokeWidth: 2
                strokeColor: Theme.primary
                fillColor: "transparent"
                joinStyle: ShapePath.RoundJoin
                capStyle: ShapePath.RoundCap

                PathPolyline {
                    path: root.line()
                }
            }
        }
        Divider {
            anchors.bottom: parent.bottom
            width: parent.width
        }
        Rectangle {
            visible: root.isReadable && root.marked >= 0
            x: Math.round(root.marked * root.step)
            width: 1
            height: parent.height
            color: Theme.control

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                y: visible ? parent.height * (1 - root.values[root.marked] / root.upper) - 4 : 0
                visible: parent.visible
                width: 8
                height: 8
                radius: 4
                color: Theme.primary
                border.width: 2
                border.color: Theme.surface
            }
        }
    }
    MouseArea {
        anchors.fill: plot
        enabled: root.isReadable
        hoverEnabled: true
        acceptedButtons: Qt.NoButton
        onPositionChanged: mouse => root.mark(Math.round(mouse.x / root.step))
        onExited: root.marked = -1
    }
    Label {
        id: startLabel

        anchors.bottom: parent.bottom
        text: root.startText
        font.pixelSize: Theme.caption
        color: Theme.faint
        Accessible.ignored: true
    }
    Label {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        text: root.endText
        font.pixelSize: Theme.caption
        color: Theme.faint
        Accessible.ignored: true
    }
    FocusRing {
        visible: root.activeFocus && root.isReadable
    }
}
