// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah
import Howdah.Controls

/// The registry on this computer.
Item {
    id: root

    required property var controller ///< RegistryController

    signal opened(string name)
    signal copyRequested(string text)

    readonly property string pageState: controller.state
    readonly property bool busy: controller.task.taskState === "running"

    ScrollPane {
        id: pane

        anchors.fill: parent
        visible: root.pageState === "ready" || root.pageState === "loading"
        spacing: 16

        Item {
            width: parent.width
            height: 40

            Label {
                text: qsTr("Registry")
                font.pixelSize: Theme.display
                font.weight: Font.Bold
                font.letterSpacing: -0.3
                Accessible.role: Accessible.Heading
            }
            Row {
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                visible: root.pageState === "ready"
                spacing: 8

                IconButton {
                    iconName: "refresh"
                    text: qsTr("Look again")
                    onClicked: root.controller.refresh()
                }
                Button {
                    kind: "quiet"
                    iconName: "shield-check"
                    text: qsTr("Verify")
                    hint: qsTr("Reads every file and compares it with what was published")
                    enabled: !root.busy
                    onClicked: root.controller.task.verify()
                }
                Button {
                    kind: "quiet"
                    text: qsTr("Back up…")
                    enabled: !root.busy
                    onClicked: backupDialog.open()
                }
                Button {
                    iconName: "plus"
                    text: qsTr("Import archives…")
                    enabled: !root.busy
                    onClicked: importDialog.open()
                }
            }
        }
        SkeletonRows {
            visible: root.pageState === "loading"
            label: qsTr("Starting the registry…")
        }
        RegistryServing {
            width: parent.width
            visible: root.pageState === "ready"
            controller: root.controller
            onCopyRequested: text => root.copyRequested(text)
        }
        RegistryTask {
            width: parent.width
            visible: root.pageState === "ready" && task.taskState !== "idle"
            task: root.controller.task
        }
        TabBar {
            id: bar

            width: parent.width
            visible: root.pageState === "ready"

            TabButton {
                text: qsTr("Contents")
            }
            TabButton {
                text: qsTr("Accounts")
            }
            TabButton {
                text: qsTr("Invitations")
            }
            TabButton {
                text: qsTr("Tokens")
            }
            TabButton {
                text: qsTr("Webhooks")
            }
            TabButton {
                text: qsTr("Keys")
            }
            TabButton {
                text: qsTr("Audit log")
            }
        }
        RegistryContents {
            width: parent.width
            visible: root.pageState === "ready" && bar.currentIndex === 0
            controller: root.controller
            onOpened: name => root.opened(name)
            onImportRequested: importDialog.open()
        }
        RegistryAccounts {
            width: parent.width
            visible: root.pageState === "ready" && bar.currentIndex === 1
            controller: root.controller.accounts
            onAddRequested: accountDialog.open()
            onTokensRequested: nickname => {
                root.controller.accounts.tokenOwner = nickname
                bar.currentIndex = 3
            }
        }
        RegistryOrphans {
            width: parent.width
            visible: root.pageState === "ready" && bar.currentIndex === 1 && controller.extensions.length > 0
            controller: root.controller.orphans
            accounts: root.controller.accounts.nicknames
        }
        RegistryInvitations {
            width: parent.width
            visible: root.pageState === "ready" && bar.currentIndex === 2
            controller: root.controller.invitations
            onAddRequested: invitationDialog.open()
        }
        RegistryTokens {
            width: parent.width
            visible: root.pageState === "ready" && bar.currentIndex === 3
            controller: root.controller.accounts
            onAddRequested: tokenDialog.open()
            onAccountRequested: accountDialog.open()
        }
        RegistryWebhooks {
            width: parent.width
            visible: root.pageState === "ready" && bar.currentIndex === 4
            controller: root.controller.webhooks
            onAddRequested: webhookDialog.open()
        }
        RegistryKeys {
            width: parent.width
            visible: root.pageState === "ready" && bar.currentIndex === 5
            controller: root.controller.keys
            busy: root.busy
            onWithdrawRequested: (kid, name) => withdrawDialog.show(kid, name)
            onSignRequested: root.controller.task.signAnew()
        }
        RegistryAudit {
            width: parent.width
            visible: root.pageState === "ready" && bar.currentIndex === 6
            controller: root.controller
        }
    }
    EmptyState {
        anchors.centerIn: parent
        visible: root.pageState === "empty"
        iconName: "registry"
        title: qsTr("The registry of this computer is switched off")
        text: qsTr("Switched on, it serves releases to this computer while Howdah is open: the samples that come with Howdah, and whatever you import or publish.")
        actionText: qsTr("Switch on")
        onActivated: root.controller.switchOn()
    }
    ErrorState {
        anchors.centerIn: parent
        visible: root.pageState === "error"
        title: root.controller.errorTitle
        reason: root.controller.errorText
        details: root.controller.errorDetails
        onRetried: root.controller.retry()
    }
    DropArea {
        id: drop

        anchors.fill: parent
        enabled: root.pageState === "ready" && !root.busy
        onEntered: drag => drag.accepted = drag.hasUrls
        onDropped: drop => {
            if (!drop.hasUrls)
                return
            root.controller.task.importUrls(drop.urls)
            drop.acceptProposedAction()
        }
    }
    Rectangle {
        anchors.fill: parent
        anchors.margins: 12
        visible: drop.containsDrag
        radius: Theme.radiusLarge
        color: Theme.primarySoft
        border.width: 2
        border.color: Theme.primary

        Label {
            anchors.centerIn: parent
            text: qsTr("Drop archives of releases here to import them")
            font.pixelSize: Theme.heading
            color: Theme.primary
        }
    }
    PathDialog {
        id: importDialog

        title: qsTr("Import archives")
        subtitle: qsTr("A release's archive (zip or tar), or a folder with such. You can also drop them on this page.")
        label: qsTr("File or folder")
        placeholder: qsTr("/home/me/dist/semver-0.40.0.zip")
        acceptText: qsTr("Import")
        onChosen: path => root.controller.task.importPath(path)
    }
    PathDialog {
        id: backupDialog

        title: qsTr("Back up the registry")
        subtitle: qsTr("All releases, the database and the keys go into a new folder. It holds hashes of passwords: keep it private.")
        label: qsTr("New folder")
        placeholder: qsTr("/home/me/registry-backup")
        acceptText: qsTr("Back up")
        onChosen: path => root.controller.task.backUp(path)
    }
    AddAccountDialog {
        id: accountDialog

        controller: root.controller.accounts
    }
    InvitationDialog {
        id: invitationDialog

        controller: root.controller.invitations
        roles: root.controller.accounts.roles
    }
    DeliveryDialog {
        controller: root.controller.webhooks
    }
    SecretDialog {
        controller: root.controller.invitations
    }
    NewTokenDialog {
        id: tokenDialog

        controller: root.controller.accounts
    }
    WithdrawKeyDialog {
        id: withdrawDialog

        controller: root.controller.keys
    }
    AddWebhookDialog {
        id: webhookDialog

        controller: root.controller.webhooks
        accounts: root.controller.accounts.nicknames
    }
    SecretDialog {
        controller: root.controller.accounts
    }
    SecretDialog {
        controller: root.controller.webhooks
    }
}
