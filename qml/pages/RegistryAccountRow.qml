// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Layouts
import Howdah.Controls

/// One account of the registry.
TableRow {
    id: root

    required property string nickname
    required property string role
    required property string roleText
    required property string status
    required property string statusText
    required property string kind
    required property string detail
    required property bool isActive
    property var roles: [] ///< list{value, text}

    signal roleRequested(string role)
    signal activated
    signal deactivated
    signal passwordResetRequested
    signal tokensRequested

    implicitHeight: 56
    label: qsTr("%1, %2, %3, %4").arg(nickname).arg(roleText).arg(statusText).arg(detail)

    Column {
        Layout.fillWidth: true
        Layout.preferredWidth: 300
        Layout.minimumWidth: 0

        Label {
            width: parent.width
            text: root.nickname
            strong: true
            elide: Text.ElideRight
        }
        Label {
            width: parent.width
            text: root.detail
            font.pixelSize: Theme.caption
            muted: true
            elide: Text.ElideRight
        }
    }
    Badge {
        text: root.statusText
        kind: root.kind
    }
    ComboBox {
        readonly property int roleIndex: root.roles.findIndex(choice => choice.value === root.role)

        implicitWidth: 140
        label: qsTr("Role of %1").arg(root.nickname)
        textRole: "text"
        valueRole: "value"
        model: root.roles
        currentIndex: roleIndex
        onActivated: {
            root.roleRequested(currentValue)
            currentIndex = Qt.binding(() => roleIndex) // until it is so
        }
    }
    IconButton {
        id: more

        iconName: "more"
        text: qsTr("More for %1").arg(root.nickname)
        onClicked: menu.popup(more, 0, more.height)

        Menu {
            id: menu

            MenuItem {
                text: qsTr("Tokens")
                iconName: "lock"
                enabled: root.isActive
                onTriggered: root.tokensRequested()
            }
            MenuItem {
                text: qsTr("Reset the password…")
                iconName: "refresh"
                onTriggered: root.passwordResetRequested()
            }
            MenuItem {
                text: root.isActive ? qsTr("Deactivate…") : qsTr("Activate")
                iconName: root.isActive ? "stop" : "check"
                danger: root.isActive
                onTriggered: root.isActive ? root.deactivated() : root.activated()
            }
        }
    }
}
