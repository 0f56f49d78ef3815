// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// One step of a plan or of an operation. `state`: "planned", "running", "done", "failed", "skipped" or
/// "cancelled".
Item {
    id: root

    property int number: 1
    property string title
    property string why
    property string duration
    property string stepState: "planned"
    property bool lastOne: false

    readonly property string kind: ({ done: "ok", failed: "bad", cancelled: "warn",
                                      skipped: "" })[stepState] ?? "primary"
    readonly property string stateName: ({ planned: qsTr("planned"), running: qsTr("running"),
                                           done: qsTr("done"), failed: qsTr("failed"),
                                           skipped: qsTr("skipped"), cancelled: qsTr("cancelled")
                                         })[stepState] ?? ""

    implicitWidth: 320
    implicitHeight: words.implicitHeight + 19
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("Step %1, %2: %3").arg(number).arg(stateName).arg(title)
    Accessible.description: why

    Rectangle {
        y: 10
        width: 22
        height: 22
        radius: 11
        color: root.stepState === "running" ? Theme.primary : Theme.softBackground(root.kind)

        Label {
            anchors.centerIn: parent
            visible: mark.name === ""
            text: root.number
            font.pixelSize: Theme.caption
            font.weight: Font.Bold
            color: root.stepState === "running" ? Theme.primaryInk : Theme.foreground(root.kind)
            Accessible.ignored: true
        }
        Icon {
            id: mark

            anchors.centerIn: parent
            name: ({ done: "check", failed: "close", cancelled: "stop",
                     skipped: "minus" })[root.stepState] ?? ""
            size: 14
            color: Theme.foreground(root.kind)
        }
    }
    Column {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: 34
        anchors.right: time.left
        anchors.rightMargin: 12
        y: 9

        Label {
            width: parent.width
            text: root.title
            strong: true
            muted: root.stepState === "skipped"
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.why
            font.pixelSize: Theme.caption
            muted: true
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
    }
    Label {
        id: time

        anchors.right: parent.right
        y: 10
        text: root.duration
        font.pixelSize: Theme.caption
        muted: true
        Accessible.ignored: true
    }
    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
        visible: !root.lastOne
    }
}
