// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Servers, their databases, and what is in them.
Item {
    id: root

    required property InstalledController controller
    required property TargetModel targets

    signal opened(string name)
    signal addServerRequested

    readonly property string pageState: controller.state

    ScrollPane {
        id: pane

        anchors.fill: parent
        visible: root.pageState === "ready" || root.pageState === "loading"

        Flow {
            width: parent.width
            spacing: 12

            Label {
                width: Math.max(implicitWidth, parent.width - tools.width - 12)
                height: 40
                text: qsTr("Installed")
                font.pixelSize: Theme.display
                font.weight: Font.Bold
                font.letterSpacing: -0.3
                Accessible.role: Accessible.Heading
            }
            Row {
                id: tools

                spacing: 8

                TextField {
                    width: 180
                    height: 40
                    placeholderText: qsTr("Filter by name")
                    text: root.controller.filter
                    onTextEdited: root.controller.filter = text
                }
                CheckBox {
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("contrib")
                    checked: root.controller.showContrib
                    Accessible.description: qsTr("Show what ships with PostgreSQL too")
                    onClicked: root.controller.showContrib = checked
                }
                IconButton {
                    anchors.verticalCenter: parent.verticalCenter
                    iconName: "refresh"
                    text: qsTr("Look again")
                    onClicked: root.controller.refresh()
                }
                Button {
                    anchors.verticalCenter: parent.verticalCenter
                    kind: "quiet"
                    text: qsTr("Add a server…")
                    onClicked: root.addServerRequested()
                }
            }
        }
        SkeletonRows {
            visible: root.pageState === "loading"
            label: qsTr("Asking your servers…")
        }
        Repeater {
            model: root.pageState === "ready" ? root.controller.servers : null

            // qmllint disable unqualified
            ServerCard {
                width: pane.width - 2 * pane.margin
                onOpened: name => root.opened(name)
                onRestartRequested: root.controller.restart(serverId)
                onTargetRequested: root.controller.makeTarget(serverId)
                onCreateRequested: name => root.controller.create(serverId, name)
                onUpdateRequested: (database, name) => root.controller.update(serverId, database, name)
                onDropRequested: (database, name) => root.controller.drop(serverId, database, name)
                onRemoveRequested: name => root.controller.removeFiles(serverId, name)
                onRetried: root.controller.refresh()
            }
            // qmllint enable unqualified
        }
    }
    EmptyState {
        anchors.centerIn: parent
        visible: root.pageState === "empty"
        iconName: "server"
        title: qsTr("No PostgreSQL found")
        text: qsTr("Howdah looked in the usual places of this system. Install PostgreSQL, or add a server or a pg_config by hand.")
        actionText: qsTr("Add a server…")
        onActivated: root.addServerRequested()
    }
    ErrorState {
        anchors.centerIn: parent
        visible: root.pageState === "error"
        title: root.controller.errorTitle
        reason: root.controller.errorText
        details: root.controller.errorDetails
        onRetried: root.controller.retry()
    }
}
