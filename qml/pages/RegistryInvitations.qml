// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Layouts
import Howdah.Controls

/// Who may make an account here himself, and who was invited to.
Column {
    id: root

    required property var controller ///< RegistryInvitationsController

    signal addRequested

    readonly property var choices: controller.registrationChoices
    readonly property int mode: choices.findIndex(choice => choice.value === controller.registration)

    spacing: 12

    Card {
        width: parent.width
        height: modes.height + 32
        label: qsTr("Who may make an account")

        Column {
            id: modes

            x: 20
            y: 16
            width: parent.width - 40
            spacing: 4

            Label {
                text: qsTr("Who may make an account here")
                strong: true
                Accessible.role: Accessible.Heading
            }
            Repeater {
                model: root.choices.length

                // qmllint disable unqualified
                Item {
                    id: choice

                    required property int index
                    readonly property var facts: root.choices[index]

                    width: modes.width
                    height: 28

                    RadioButton {
                        id: button

                        text: choice.facts.text
                        checked: root.mode === choice.index
                        Accessible.description: choice.facts.detail
                        onClicked: {
                            root.controller.setRegistration(choice.facts.value)
                            checked = Qt.binding(() => root.mode === choice.index) // until it is so
                        }
                    }
                    Label {
                        anchors.verticalCenter: button.verticalCenter
                        x: 240
                        width: parent.width - x
                        text: choice.facts.detail
                        font.pixelSize: Theme.caption
                        muted: true
                        elide: Text.ElideRight
                    }
                }
                // qmllint enable unqualified
            }
        }
    }
    Item {
        width: parent.width
        height: 32
        visible: list.count > 0

        Button {
            anchors.right: parent.right
            kind: "quiet"
            iconName: "plus"
            text: qsTr("Invite somebody…")
            onClicked: root.addRequested()
        }
    }
    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: list.count === 0
        iconName: "user"
        title: qsTr("Nobody was invited yet")
        text: root.controller.registration === "closed"
              ? qsTr("While nobody may make an account, invitations do not work either.")
              : qsTr("An invitation is a link. Whoever has it makes one account with it, and chooses the password.")
        actionText: qsTr("Invite somebody…")
        onActivated: root.addRequested()
    }
    Card {
        width: parent.width
        height: list.height + 16
        visible: list.count > 0

        ListPane {
            id: list

            x: 8
            y: 8
            width: parent.width - 16
            height: Math.min(contentHeight, 400)
            label: qsTr("Invitations")
            model: root.controller.rows

            // qmllint disable unqualified
            delegate: TableRow {
                id: row

                required property int invitationId
                required property string note
                required property string detail
                required property string statusText
                required property string kind
                required property bool canRevoke

                width: ListView.view.width
                implicitHeight: 56
                label: Words.listed([note, statusText, detail])

                Column {
                    Layout.fillWidth: true
                    Layout.preferredWidth: 300
                    Layout.minimumWidth: 0

                    Label {
                        width: parent.width
                        text: row.note
                        strong: true
                        elide: Text.ElideRight
                    }
                    Label {
                        width: parent.width
                        text: row.detail
                        font.pixelSize: Theme.caption
                        muted: true
                        elide: Text.ElideRight
                    }
                }
                Badge {
                    text: row.statusText
                    kind: row.kind
                }
                Button {
                    visible: row.canRevoke
                    kind: "link"
                    text: qsTr("Revoke…")
                    Accessible.name: qsTr("Revoke the invitation “%1”").arg(row.note)
                    onClicked: root.controller.revoke(row.invitationId)
                }
            }
            // qmllint enable unqualified
        }
    }
}
