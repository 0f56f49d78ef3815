// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Shapes
import Howdah.Controls

/// Requests per minute of the last minutes, the newest at the right.
Item {
    id: root

    required property var traffic ///< RegistryTraffic

    readonly property var samples: traffic.samples
    readonly property real step: plot.width / Math.max(1, traffic.capacity - 1)

    /// Where the samples lie in the plot; a lone sample makes no line.
    function line(): var {
        const first = root.traffic.capacity - root.samples.length
        return root.samples.map((rate, i) => Qt.point((first + i) * root.step,
                                                      plot.height * (1 - rate / root.traffic.top)))
    }

    implicitHeight: 132
    Accessible.role: Accessible.Chart
    Accessible.name: qsTr("Requests per minute: %1").arg(traffic.text)

    Label {
        id: topLabel

        text: root.traffic.topText
        font.pixelSize: Theme.caption
        color: Theme.faint
        Accessible.ignored: true
    }
    Rectangle {
        id: plot

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: topLabel.bottom
        anchors.bottom: spanLabel.top
        anchors.bottomMargin: 2
        color: "transparent"

        Divider {
            width: parent.width
        }
        Divider {
            y: parent.height / 2
            width: parent.width
        }
        Shape {
            anchors.fill: parent
            visible: root.samples.length > 1

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
    }
    Label {
        id: spanLabel

        anchors.bottom: parent.bottom
        text: root.traffic.spanText
        font.pixelSize: Theme.caption
        color: Theme.faint
        Accessible.ignored: true
    }
    Label {
        anchors.right: parent.right
        anchors.bottom: parent.bottom
        text: qsTr("now")
        font.pixelSize: Theme.caption
        color: Theme.faint
        Accessible.ignored: true
    }
}
