// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Whether the registry answers, whom, and where.
Card {
    id: root

    required property var controller ///< RegistryController

    signal copyRequested(string text)

    height: column.implicitHeight + 32
    label: qsTr("Serving")

    Column {
        id: column

        x: 20
        y: 16
        width: parent.width - 40
        spacing: 12

        Item {
            width: parent.width
            height: Math.max(buttons.height, title.height)

            Row {
                id: title

                anchors.verticalCenter: parent.verticalCenter
                spacing: 8

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("Registry of this computer")
                    font.pixelSize: Theme.title
                    strong: true
                    Accessible.role: Accessible.Heading
                }
                Badge {
                    anchors.verticalCenter: parent.verticalCenter
                    text: root.controller.isShared ? qsTr("Shared") : qsTr("On")
                    kind: root.controller.isShared ? "accent" : "ok"
                    iconName: root.controller.isShared ? "online" : "check"
                }
            }
            Row {
                id: buttons

                anchors.right: parent.right
                spacing: 8

                Button {
                    kind: "quiet"
                    text: root.controller.isShared ? qsTr("Stop sharing") : qsTr("Share on the network…")
                    onClicked: root.controller.isShared ? root.controller.stopSharing()
                                                        : root.controller.share()
                }
                Button {
                    kind: "quiet"
                    iconName: "power"
                    text: qsTr("Switch off")
                    onClicked: root.controller.switchOff()
                }
            }
        }
        Row {
            width: parent.width
            spacing: 8

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: root.controller.isShared ? qsTr("On this computer") : qsTr("Address")
                muted: true
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: root.controller.address
                font.family: Theme.mono
            }
            IconButton {
                anchors.verticalCenter: parent.verticalCenter
                iconName: "copy"
                text: qsTr("Copy %1").arg(root.controller.address)
                onClicked: root.copyRequested(root.controller.address)
            }
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.controller.addressNote
            muted: true
            wrapMode: Text.Wrap
        }
        Repeater {
            model: root.controller.networkAddresses

            Row {
                id: row

                required property string modelData

                spacing: 8

                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: qsTr("On your network")
                    muted: true
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: row.modelData
                    font.family: Theme.mono
                }
                IconButton {
                    anchors.verticalCenter: parent.verticalCenter
                    iconName: "copy"
                    text: qsTr("Copy %1").arg(row.modelData)
                    onClicked: root.copyRequested(row.modelData) // qmllint disable unqualified
                }
            }
        }
        Rectangle {
            width: parent.width
            height: warning.implicitHeight + 24
            visible: root.controller.isShared
            radius: Theme.radiusSmall
            color: Theme.accentSoft

            Column {
                id: warning

                x: 12
                y: 12
                width: parent.width - 24
                spacing: 4

                Label {
                    width: parent.width
                    text: qsTr("Everybody on your network can read what is in this registry")
                    strong: true
                    color: Theme.foreground("accent")
                    wrapMode: Text.Wrap
                    Accessible.role: Accessible.AlertMessage
                }
                Label {
                    width: parent.width
                    text: qsTr("Connections are encrypted with a certificate that only this computer vouches for. Whoever connects compares this fingerprint (SHA-256) before trusting it:")
                    wrapMode: Text.Wrap
                }
                CodeBlock {
                    width: parent.width
                    text: root.controller.fingerprint
                    label: qsTr("Fingerprint of the certificate")
                }
            }
        }
    }
}
