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

    height: column.implicitHeight + 32
    label: qsTr("Rating")

    Column {
        id: column

        x: 16
        y: 16
        width: parent.width - 32
        spacing: 12

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

                StarBar {
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

            Label {
                text: qsTr("Does it work?")
                strong: true
                Accessible.role: Accessible.Heading
            }
            Repeater {
                model: root.rating.works ?? []

                ShareBar {
                    required property var modelData

                    width: column.width // qmllint disable unqualified
                    text: modelData.text
                    countText: modelData.count
                    share: modelData.share
                    kind: modelData.kind
                    iconName: modelData.icon
                }
            }
        }
        Divider {
            width: parent.width
        }
        Column {
            width: parent.width
            spacing: 2

            T.ButtonGroup {
                id: group
            }
            Repeater {
                model: root.stars

                // qmllint disable unqualified
                StarsRow {
                    required property int index
                    required property var modelData

                    x: -8
                    width: column.width + 16
                    stars: modelData
                    checked: index === root.aspect
                    T.ButtonGroup.group: group
                    onClicked: root.aspect = index
                }
                // qmllint enable unqualified
            }
        }
        Column {
            width: parent.width
            visible: root.shown !== null && root.shown.count > 0

            Repeater {
                model: root.shown?.bars ?? []

                ShareBar {
                    required property var modelData

                    width: column.width // qmllint disable unqualified
                    text: modelData.stars === 1 ? qsTr("1 star") : qsTr("%1 stars").arg(modelData.stars)
                    countText: modelData.count
                    share: modelData.share
                    kind: "accent"
                }
            }
        }
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
