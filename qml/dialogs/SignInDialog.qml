// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Signs the person in to one registry.
Dialog {
    id: root

    required property SignInController controller

    readonly property string step: controller.step
    readonly property bool shown: step !== "closed"
    readonly property bool canSubmit: !controller.isBusy
                                      && (step === "password" ? nickname.text.trim() !== "" && password.text !== ""
                                                              : token.text.trim() !== "")

    function submit() {
        if (!root.canSubmit)
            return
        if (root.step === "password")
            root.controller.submitPassword(nickname.text, password.text)
        else
            root.controller.submitToken(token.text)
    }

    function focusStep() {
        const first = ({ code: openButton, password: nickname.text === "" ? nickname : password, token: token,
                         keep: fileButton, failed: retryButton })[root.step] ?? cancelButton
        first.forceActiveFocus(Qt.TabFocusReason)
    }

    title: step === "keep" ? qsTr("Where should the token be kept?")
                           : qsTr("Sign in to %1").arg(controller.registry)
    subtitle: {
        switch (root.step) {
        case "code":
            return qsTr("Open %1 in a browser, on any device, and type this code there.").arg(root.controller.page)
        case "password":
            return qsTr("With an account of the registry on this computer. The password does not leave it.")
        case "token":
            return qsTr("With a token that you made at the registry. It needs the scope “read”, for reviews also “review”.")
        case "keep":
            return qsTr("This computer has no keychain, or it does not open. Howdah is signed in with a token, which works like a password.")
        default:
            return ""
        }
    }
    onShownChanged: {
        if (root.shown) {
            root.open()
            return
        }
        for (const field of [nickname, password, token])
            field.clear()
        root.close()
    }
    onStepChanged: Qt.callLater(root.focusStep) // qmllint disable
    // Whoever types already is left alone.
    onOpened: if (!nickname.activeFocus && !password.activeFocus && !token.activeFocus) root.focusStep()
    onClosed: root.controller.cancel()

    contentItem: Column {
        spacing: 12

        Column {
            width: parent.width
            visible: root.step === "starting"
            spacing: 12

            Label {
                text: qsTr("Asking %1 for a code…").arg(root.controller.registry)
                muted: true
            }
            ProgressBar {
                width: parent.width
                label: qsTr("Asking for a code")
                indeterminate: true
            }
        }
        Rectangle {
            width: parent.width
            height: 88
            visible: root.step === "code"
            radius: Theme.radius
            color: Theme.code

            TextEdit {
                id: code

                anchors.centerIn: parent
                text: root.controller.userCode
                readOnly: true
                selectByMouse: true
                activeFocusOnTab: true
                color: Theme.text
                selectionColor: Theme.primary
                selectedTextColor: Theme.primaryInk
                font.family: Theme.mono
                font.pixelSize: 36
                font.weight: Font.Bold
                font.letterSpacing: 2
                Accessible.role: Accessible.EditableText
                Accessible.readOnly: true
                // Letter by letter, or a screen reader makes a word of it.
                Accessible.name: qsTr("Code: %1").arg(text.split("").join(" "))
            }
            IconButton {
                anchors.right: parent.right
                anchors.rightMargin: 8
                anchors.verticalCenter: parent.verticalCenter
                iconName: "copy"
                iconSize: 20
                text: qsTr("Copy the code")
                onClicked: {
                    code.selectAll()
                    code.copy()
                    code.deselect()
                }
            }
        }
        Label {
            width: parent.width
            visible: root.step === "code"
            text: qsTr("Waiting until you have signed in there. %1").arg(root.controller.remainingText)
            muted: true
            wrapMode: Text.Wrap
        }
        TextField {
            id: nickname

            width: parent.width
            visible: root.step === "password"
            placeholderText: qsTr("Nickname")
            enabled: !root.controller.isBusy
            onAccepted: password.forceActiveFocus()
        }
        TextField {
            id: password

            width: parent.width
            visible: root.step === "password"
            placeholderText: qsTr("Password")
            echoMode: TextInput.Password
            enabled: !root.controller.isBusy
            invalid: root.controller.problem !== ""
            onAccepted: root.submit()
        }
        Label {
            width: parent.width
            visible: root.step === "password" && root.controller.problem === ""
            text: qsTr("No account yet? Whoever runs this registry makes one on the page Registry, under Accounts.")
            font.pixelSize: Theme.caption
            muted: true
            wrapMode: Text.Wrap
        }
        TextField {
            id: token

            width: parent.width
            visible: root.step === "token"
            placeholderText: qsTr("howdah_…")
            label: qsTr("Token")
            echoMode: TextInput.Password
            enabled: !root.controller.isBusy
            invalid: root.controller.problem !== ""
            onAccepted: root.submit()
        }
        Label {
            width: parent.width
            visible: root.step === "keep"
            text: qsTr("Either in this file, which only you may read, but which is not encrypted: %1\nOr in memory: then you sign in anew when Howdah is started again.").arg(root.controller.tokenFile)
            wrapMode: Text.Wrap
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: Words.lines([root.controller.problem, root.controller.problemDetails])
            color: Theme.bad
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
        }
    }
    links: [
        Button {
            visible: !root.controller.isHere && (root.step === "code" || root.step === "failed")
            kind: "link"
            text: qsTr("Use a token instead")
            onClicked: root.controller.preferToken()
        },
        Button {
            visible: root.step === "token"
            kind: "link"
            text: root.controller.isHere ? qsTr("Use a password instead") : qsTr("Use a code instead")
            onClicked: root.controller.retry()
        }
    ]
    buttons: [
        Button {
            id: cancelButton

            large: true
            kind: "quiet"
            text: root.step === "keep" ? qsTr("Do not sign in") : qsTr("Cancel")
            onClicked: root.controller.cancel()
        },
        Button {
            id: openButton

            large: true
            visible: root.step === "code"
            trailingIconName: "external"
            text: qsTr("Open the page")
            onClicked: root.controller.openPage()
        },
        Button {
            large: true
            visible: root.step === "password" || root.step === "token"
            text: root.controller.isBusy ? qsTr("Signing in…") : qsTr("Sign in")
            enabled: root.canSubmit
            onClicked: root.submit()
        },
        Button {
            large: true
            visible: root.step === "keep"
            kind: "quiet"
            text: qsTr("In memory")
            enabled: !root.controller.isBusy
            onClicked: root.controller.keepUntilClosed()
        },
        Button {
            id: fileButton

            large: true
            visible: root.step === "keep"
            text: qsTr("In the file")
            enabled: !root.controller.isBusy
            onClicked: root.controller.keepInFile()
        },
        Button {
            id: retryButton

            large: true
            visible: root.step === "failed"
            iconName: "refresh"
            text: qsTr("Try again")
            onClicked: root.controller.retry()
        }
    ]
}
