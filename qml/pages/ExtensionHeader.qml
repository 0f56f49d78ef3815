// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Who an extension is, which version, and the button that says how it stands on the target.
Item {
    id: root

    required property ExtensionController controller

    signal acted
    signal cancelled
    signal sandboxRequested
    signal planRequested
    signal copyLinkRequested
    signal tabRequested(string tab)

    readonly property bool wide: width >= 760

    implicitHeight: wide ? Math.max(72, words.implicitHeight)
                         : Math.max(72, words.implicitHeight) + buttons.height + 12

    MonogramTile {
        id: tile

        size: 72
        name: root.controller.name
    }
    Column {
        id: words

        anchors.left: tile.right
        anchors.leftMargin: 16
        anchors.right: parent.right
        anchors.rightMargin: root.wide ? buttons.width + 16 : 0

        Label {
            width: parent.width
            text: root.controller.name
            font.pixelSize: Theme.display
            font.weight: Font.Bold
            font.letterSpacing: -0.3
            lineHeight: 34
            elide: Text.ElideRight
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            text: root.controller.summary
            muted: true
            wrapMode: Text.Wrap
        }
        Row {
            width: parent.width
            spacing: 6

            Button {
                id: versionButton

                height: 24
                leftPadding: 0
                kind: "link"
                text: root.controller.version
                trailingIconName: "chevron-down"
                hint: qsTr("All versions")
                Accessible.name: qsTr("Version %1, show all versions").arg(root.controller.version)
                onClicked: root.tabRequested("versions")
            }
            Label {
                anchors.verticalCenter: versionButton.verticalCenter
                width: parent.width - versionButton.width - 6
                text: Words.joined([root.controller.author,
                                    root.controller.released === ""
                                    ? "" : qsTr("released %1").arg(root.controller.released),
                                    root.controller.license])
                font.pixelSize: Theme.caption
                muted: true
                elide: Text.ElideRight
            }
        }
    }
    Row {
        id: buttons

        x: root.wide ? parent.width - width : words.x
        y: root.wide ? (72 - height) / 2 : Math.max(72, words.implicitHeight) + 12
        spacing: 12

        Button {
            visible: root.controller.isSandboxable
            kind: "quiet"
            large: true
            iconName: "flask"
            text: qsTr("Try in a sandbox")
            onClicked: root.sandboxRequested()
        }
        ActionButton {
            large: true
            subject: root.controller.name
            action: root.controller.action
            actionText: root.controller.actionText
            actionProgress: root.controller.actionProgress
            actionCancellable: root.controller.actionCancellable
            menu: menu
            onActivated: root.controller.action === "installed" ? root.tabRequested("files")
                                                                : root.acted()
            onCancelRequested: root.cancelled()
        }
    }
    Menu {
        id: menu

        MenuItem {
            text: qsTr("Show the plan…")
            iconName: "activity"
            enabled: root.controller.action !== "unavailable"
            onTriggered: root.planRequested()
        }
        MenuItem {
            text: qsTr("Another version…")
            iconName: "clock"
            onTriggered: root.tabRequested("versions")
        }
        MenuItem {
            text: qsTr("Try in a sandbox")
            iconName: "flask"
            enabled: root.controller.isSandboxable
            onTriggered: root.sandboxRequested()
        }
        MenuSeparator {}
        MenuItem {
            text: qsTr("Copy as script")
            iconName: "terminal"
            onTriggered: root.controller.copyScript()
        }
        MenuItem {
            text: qsTr("Copy link")
            iconName: "link"
            onTriggered: root.copyLinkRequested()
        }
        MenuSeparator {}
        MenuItem {
            text: qsTr("Undo the last change…")
            iconName: "undo"
            enabled: root.controller.canUndo
            onTriggered: root.controller.undo()
        }
        MenuItem {
            text: qsTr("Remove…")
            iconName: "trash"
            danger: true
            enabled: root.controller.canUninstall
            onTriggered: root.controller.uninstall()
        }
    }
}
