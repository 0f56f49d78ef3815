// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T

/// The button that says how a thing stands and does the next step: while the step runs it becomes its
/// progress, with a way to cancel; with a `menu` it offers the other steps beside it.
FocusScope {
    id: root

    property string text
    property string kind: "primary"
    property string iconName
    property bool large: false
    property bool running: false
    property real progress: -1 ///< 0 to 1 while running; below 0: not known
    property bool cancellable: true
    property string subject ///< what it acts on, for screen readers: "semver"
    property T.Menu menu: null
    property bool actionEnabled: true

    signal activated
    signal cancelRequested

    implicitWidth: running ? Math.max(progressText.implicitWidth + 28 + (cancellable ? 24 : 0),
                                      large ? 150 : 120)
                           : action.implicitWidth + (menu ? more.width + 1 : 0)
    implicitHeight: large ? Theme.controlHeightLarge : Theme.controlHeight

    Button {
        id: action

        visible: !root.running
        focus: !root.running
        anchors.fill: parent
        anchors.rightMargin: root.menu ? more.width + 1 : 0
        text: root.text
        kind: root.kind
        iconName: root.iconName
        large: root.large
        enabled: root.actionEnabled
        Accessible.name: root.subject === "" ? root.text : qsTr("%1 %2").arg(root.text).arg(root.subject)
        onClicked: root.activated()
    }

    IconButton {
        id: more

        visible: root.menu !== null && !root.running
        anchors.right: parent.right
        height: parent.height
        width: 32
        outlined: true
        iconName: "chevron-down"
        text: root.subject === "" ? qsTr("More actions") : qsTr("More actions for %1").arg(root.subject)
        onClicked: root.menu.popup(more, 0, more.height + 4)
    }

    Rectangle {
        id: bar

        visible: root.running
        anchors.fill: parent
        radius: root.large ? Theme.radius : Theme.radiusSmall
        color: Theme.primarySoft
        Accessible.role: Accessible.ProgressBar
        Accessible.name: root.subject === "" ? root.text : qsTr("%1: %2").arg(root.subject).arg(root.text)

        Item {
            width: parent.width * Math.max(0, Math.min(1, root.progress))
            height: parent.height
            clip: true

            Rectangle {
                width: bar.width
                height: bar.height
                radius: bar.radius
                color: Theme.primaryFill
            }
        }
        Label {
            id: progressText

            anchors.left: parent.left
            anchors.leftMargin: 14
            anchors.right: parent.right
            anchors.rightMargin: root.cancellable ? 36 : 14
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            strong: true
            color: Theme.dark ? Theme.text : Theme.primary
            elide: Text.ElideRight
            Accessible.ignored: true
        }
        IconButton {
            visible: root.cancellable
            enabled: root.running
            focus: root.running
            anchors.right: parent.right
            anchors.rightMargin: 4
            anchors.verticalCenter: parent.verticalCenter
            width: 24
            height: 24
            iconSize: 14
            iconName: "close"
            ink: Theme.primary
            text: root.subject === "" ? qsTr("Cancel") : qsTr("Cancel %1").arg(root.subject)
            onClicked: root.cancelRequested()
        }
    }
}
