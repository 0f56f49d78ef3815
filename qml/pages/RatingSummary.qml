// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T
import Howdah.Controls

/// What all reviews come to: does it work, how many stars, by which rule.
Card {
    id: root

    required property var rating ///< of ReviewsController

    property int aspect: 0
    readonly property var stars: rating.stars ?? []
    readonly property var shown: stars[aspect] ?? null
    readonly property int partWidth: grid.columns > 1
                                     ? Math.floor((grid.width - 2 * grid.columnSpacing) / 3) : grid.width

    height: column.implicitHeight + 32
    label: qsTr("Rating")

    Column {
        id: column

        x: 20
        y: 16
        width: parent.width - 40
        spacing: 12

        // qmllint disable unqualified
        Grid {
            id: grid

            width: parent.width
            columns: width >= 600 ? 3 : 1
            columnSpacing: 32
            rowSpacing: 12

            Column {
                width: root.partWidth
                spacing: 8

                Row {
                    width: parent.width
                    spacing: 12

                    Label {
                        id: average

                        visible: text !== ""
                        text: root.rating.averageText ?? ""
                        font.pixelSize: Theme.display
                        font.weight: Font.Bold
                        Accessible.ignored: true
                    }
                    Column {
                        anchors.verticalCenter: parent.verticalCenter
                        width: parent.width - (average.visible ? average.width + 12 : 0)
                        spacing: 2

                        StarBar {
                            visible: average.visible
                            value: root.rating.average ?? 0
                            label: qsTr("Average")
                        }
                        Label {
                            width: parent.width
                            text: root.rating.summary ?? ""
                            font.pixelSize: Theme.caption
                            muted: true
                            wrapMode: Text.Wrap
                        }
                    }
                }
                Column {
                    width: parent.width

                    Repeater {
                        model: root.rating.works ?? []

                        ShareBar {
                            required property var modelData

                            width: root.partWidth
                            textWidth: 116
                            countWidth: 32
                            text: modelData.text
                            countText: modelData.count
                            share: modelData.share
                            kind: modelData.kind
                            iconName: modelData.icon
                        }
                    }
                }
            }
            Column {
                width: root.partWidth
                spacing: 2

                T.ButtonGroup {
                    id: group
                }
                Repeater {
                    model: root.stars

                    StarsRow {
                        required property int index
                        required property var modelData

                        width: root.partWidth
                        stars: modelData
                        checked: index === root.aspect
                        T.ButtonGroup.group: group
                        onClicked: root.aspect = index
                    }
                }
            }
            Column {
                width: root.partWidth
                spacing: 2

                Label {
                    leftPadding: 0
                    width: parent.width
                    height: 24
                    text: root.shown?.title ?? ""
                    font.pixelSize: Theme.caption
                    strong: true
                    elide: Text.ElideRight
                }
                Repeater {
                    model: root.shown?.bars ?? []

                    ShareBar {
                        required property var modelData

                        width: root.partWidth
                        textWidth: 56
                        countWidth: 32
                        text: modelData.stars === 1 ? qsTr("1 star") : qsTr("%1 stars").arg(modelData.stars)
                        countText: modelData.count
                        share: modelData.share
                        kind: "accent"
                    }
                }
            }
        }
        // qmllint enable unqualified
        Disclosure {
            width: parent.width
            text: qsTr("How this is counted")

            Label {
                width: parent.width
                text: root.rating.rule ?? ""
                font.pixelSize: Theme.caption
                muted: true
                wrapMode: Text.Wrap
            }
        }
    }
}
