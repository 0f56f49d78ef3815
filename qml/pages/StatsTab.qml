// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Downloads, confirmed installs and active installs: three numbers, each by its own rule.
RegistryTab {
    id: root

    required property StatsController stats

    readonly property int columns: width >= 880 ? 3 : 1
    readonly property var choices: stats.periods

    controller: stats
    loadingText: qsTr("Asking the registry for its numbers…")

    Item {
        width: parent.width
        height: 32

        Label {
            anchors.left: parent.left
            anchors.right: periods.left
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            text: root.stats.isRefreshing ? qsTr("Asking…")
                                          : qsTr("Three numbers that are never added up.")
            muted: true
            elide: Text.ElideRight
        }
        ComboBox {
            id: periods

            anchors.right: parent.right
            width: 140
            label: qsTr("Period of the charts")
            textRole: "text"
            valueRole: "value"
            model: root.choices
            currentIndex: root.choices.findIndex(period => period.value === root.stats.days)
            onActivated: root.stats.days = currentValue
        }
    }
    Row {
        width: parent.width
        visible: root.stats.isAllZero
        spacing: 8

        Icon {
            name: "info"
            size: 16
            color: Theme.mute
        }
        Label {
            width: parent.width - 24
            text: qsTr("Nothing was counted yet. Downloads come by themselves; installs are told only by those who allow it.")
            muted: true
            wrapMode: Text.Wrap
        }
    }
    Grid {
        id: grid

        /// Of cards beside each other.
        readonly property real tallest: {
            let height = 0
            for (let i = 0; root.columns > 1 && i < cards.count; ++i)
                height = Math.max(height, cards.itemAt(i)?.implicitHeight ?? 0)
            return height
        }

        width: parent.width
        columns: root.columns
        spacing: 14

        Repeater {
            id: cards

            model: root.stats.numbers

            NumberCard {
                required property var modelData

                // qmllint disable unqualified
                width: Math.floor((grid.width - (root.columns - 1) * grid.spacing) / root.columns)
                height: Math.max(implicitHeight, grid.tallest)
                // qmllint enable unqualified
                number: modelData
            }
        }
    }
    Card {
        width: parent.width
        height: byVersion.implicitHeight + 32
        visible: root.stats.versions.length > 0
        label: qsTr("Downloads by version")

        Column {
            id: byVersion

            x: 16
            y: 16
            width: parent.width - 32

            Label {
                text: qsTr("Downloads by version, since the beginning")
                font.pixelSize: Theme.title
                strong: true
                Accessible.role: Accessible.Heading
            }
            Repeater {
                model: root.stats.versions

                ShareBar {
                    required property var modelData

                    width: byVersion.width // qmllint disable unqualified
                    countWidth: 64
                    text: modelData.version
                    countText: modelData.countText
                    share: modelData.share
                }
            }
        }
    }
}
