// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Layouts
import Howdah.Controls

/// One registry.
TableRow {
    id: root

    required property int index
    required property string name
    required property string url
    required property bool isEnabled
    required property string statusText
    required property string kind
    property bool isFirst: false
    property bool isLast: false

    signal enabledRequested(bool on)
    signal tested
    signal movedUp
    signal movedDown
    signal removed

    implicitHeight: Math.max(52, words.implicitHeight + 16)
    label: qsTr("%1, %2, %3").arg(name).arg(url).arg(statusText)

    CheckBox {
        text: ""
        implicitWidth: 20
        checked: root.isEnabled
        Accessible.name: qsTr("Use %1").arg(root.name)
        onClicked: root.enabledRequested(checked)
    }
    Column {
        id: words

        Layout.fillWidth: true
        Layout.preferredWidth: 300
        Layout.minimumWidth: 0

        Label {
            width: parent.width
            text: root.name
            strong: true
            elide: Text.ElideRight
        }
        Label {
            width: parent.width
            text: root.url
            font.pixelSize: Theme.caption
            muted: true
            elide: Text.ElideMiddle
        }
        Label {
            width: parent.width
            visible: root.kind === "bad"
            text: root.statusText
            font.pixelSize: Theme.caption
            color: Theme.bad
            wrapMode: Text.Wrap
            Accessible.ignored: true // the row says it
        }
    }
    Badge {
        visible: root.statusText !== "" && root.kind !== "bad"
        text: root.statusText
        kind: root.kind
    }
    Button {
        kind: "link"
        text: qsTr("Test")
        Accessible.name: qsTr("Test %1").arg(root.name)
        onClicked: root.tested()
    }
    IconButton {
        iconName: "chevron-up"
        text: qsTr("Prefer %1 more").arg(root.name)
        enabled: !root.isFirst
        onClicked: root.movedUp()
    }
    IconButton {
        iconName: "chevron-down"
        text: qsTr("Prefer %1 less").arg(root.name)
        enabled: !root.isLast
        onClicked: root.movedDown()
    }
    IconButton {
        iconName: "trash"
        text: qsTr("Remove %1").arg(root.name)
        onClicked: root.removed()
    }
}
