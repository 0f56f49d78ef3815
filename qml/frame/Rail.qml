// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// The places of the window.
Rectangle {
    id: root

    required property string page
    property int activeCount: 0

    signal chosen(string page)

    implicitWidth: 84
    color: Theme.rail
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Places")

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 12
        spacing: 4

        Item {
            width: 72
            height: 48

            Logo {
                anchors.horizontalCenter: parent.horizontalCenter
            }
        }
        NavRailButton {
            text: qsTr("Discover")
            iconName: "discover"
            current: root.page === "discover" || root.page === "results" || root.page === "extension"
            onClicked: root.chosen("discover")
        }
        NavRailButton {
            text: qsTr("Installed")
            iconName: "installed"
            current: root.page === "installed"
            onClicked: root.chosen("installed")
        }
        NavRailButton {
            text: qsTr("Sandbox")
            iconName: "flask"
            current: root.page === "sandbox"
            onClicked: root.chosen("sandbox")
        }
        NavRailButton {
            text: qsTr("Activity")
            iconName: "activity"
            count: root.activeCount
            current: root.page === "activity"
            Accessible.name: root.activeCount > 0 ? qsTr("Activity, %n running", "", root.activeCount)
                                                  : qsTr("Activity")
            onClicked: root.chosen("activity")
        }
        NavRailButton {
            text: qsTr("Registry")
            iconName: "registry"
            current: root.page === "registry"
            onClicked: root.chosen("registry")
        }
    }
    NavRailButton {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 12
        text: qsTr("Settings")
        iconName: "settings"
        current: root.page === "settings"
        onClicked: root.chosen("settings")
    }
    Divider {
        anchors.right: parent.right
        height: parent.height
    }
}
