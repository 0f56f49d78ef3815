// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// One of the three numbers: how many, by day, and by which rule.
Card {
    id: root

    required property var number ///< of StatsController.numbers

    implicitHeight: column.implicitHeight + 32
    label: qsTr("%1: %2, %3").arg(number.title).arg(number.totalText).arg(number.meaning)

    Column {
        id: column

        x: 16
        y: 16
        width: parent.width - 32
        spacing: 8

        Row {
            spacing: 8

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                size: 20
                name: root.number.icon
                color: Theme.primary
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: root.number.title
                font.pixelSize: Theme.title
                strong: true
                Accessible.role: Accessible.Heading
            }
        }
        Column {
            width: parent.width

            Label {
                text: root.number.totalText
                font.pixelSize: Theme.display
                font.weight: Font.Bold
            }
            Label {
                width: parent.width
                text: root.number.meaning
                font.pixelSize: Theme.caption
                muted: true
                wrapMode: Text.Wrap
            }
        }
        AreaChart {
            width: parent.width
            values: root.number.values
            texts: root.number.texts
            upper: root.number.top
            upperText: root.number.topText
            startText: root.number.fromText
            endText: root.number.untilText
            label: qsTr("%1 by day. %2").arg(root.number.title).arg(root.number.periodText)
        }
        Label {
            width: parent.width
            text: root.number.periodText
            font.pixelSize: Theme.caption
            wrapMode: Text.Wrap
        }
        Divider {
            width: parent.width
        }
        Label {
            width: parent.width
            text: root.number.rule
            font.pixelSize: Theme.caption
            muted: true
            wrapMode: Text.Wrap
        }
    }
}
