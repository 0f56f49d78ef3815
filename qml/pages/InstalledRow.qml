// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Layouts
import Howdah.Controls

/// One extension in one database, or only on disk.
TableRow {
    id: root

    required property string name
    required property string database
    required property string inDatabase
    required property string onDisk
    required property string schema
    required property string comment
    required property string statusText
    required property string kind
    required property string requiredBy
    required property bool canUpdate
    required property bool canCreate
    required property bool canDrop
    required property bool canRemoveFiles
    required property string updateText

    readonly property bool narrow: width < 760

    signal opened
    signal createRequested
    signal updateRequested
    signal dropRequested
    signal removeRequested

    label: database === "" ? qsTr("%1, on disk only, %2").arg(name).arg(statusText)
                           : qsTr("%1 in %2, %3").arg(name).arg(database).arg(statusText)

    Item {
        Layout.fillWidth: true
        Layout.preferredWidth: 200
        Layout.minimumWidth: 0
        implicitHeight: 32

        Button {
            x: -4
            width: Math.min(implicitWidth, parent.width + 4)
            anchors.verticalCenter: parent.verticalCenter
            kind: "link"
            text: root.name
            font.weight: Font.DemiBold
            hint: Words.lines([root.comment, root.requiredBy])
            onClicked: root.opened()
        }
    }
    TableCell {
        text: root.database === "" ? qsTr("none") : root.database
        muted: root.database === ""
    }
    TableCell {
        text: root.inDatabase === "" ? "–" : root.inDatabase
        Accessible.name: root.inDatabase === "" ? qsTr("not in a database") : root.inDatabase
    }
    TableCell {
        text: root.onDisk === "" ? "–" : root.onDisk
        Accessible.name: root.onDisk === "" ? qsTr("not on disk") : root.onDisk
    }
    TableCell {
        visible: !root.narrow
        text: root.schema
        muted: true
    }
    Item {
        Layout.preferredWidth: root.narrow ? 190 : 320
        implicitHeight: 32

        Row {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: 8

            Badge {
                anchors.verticalCenter: parent.verticalCenter
                text: root.statusText
                kind: root.kind
            }
            Button {
                visible: !root.narrow && (root.canUpdate || root.canCreate)
                kind: "link"
                text: root.canUpdate ? root.updateText : qsTr("Enable…")
                Accessible.name: qsTr("%1: %2").arg(root.name).arg(text)
                onClicked: root.canUpdate ? root.updateRequested() : root.createRequested()
            }
            IconButton {
                id: more

                iconName: "more"
                text: qsTr("More for %1").arg(root.name)
                enabled: root.canDrop || root.canRemoveFiles || root.canCreate || root.canUpdate
                onClicked: menu.popup(more, 0, more.height)
            }
        }
    }
    Menu {
        id: menu

        MenuItem {
            text: root.canUpdate ? root.updateText : qsTr("Update")
            iconName: "updates"
            enabled: root.canUpdate
            onTriggered: root.updateRequested()
        }
        MenuItem {
            text: qsTr("Enable in another database…")
            iconName: "database"
            enabled: root.canCreate
            onTriggered: root.createRequested()
        }
        MenuItem {
            text: root.database === "" ? qsTr("Drop from the database…")
                                       : qsTr("Drop from %1…").arg(root.database)
            iconName: "minus"
            danger: true
            enabled: root.canDrop
            onTriggered: root.dropRequested()
        }
        MenuItem {
            text: qsTr("Remove its files…")
            iconName: "trash"
            danger: true
            enabled: root.canRemoveFiles
            onTriggered: root.removeRequested()
        }
    }
}
