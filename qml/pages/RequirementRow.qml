// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Something that must be so first: whether it is, and what to do when it is not. Or just a fact (`key` "owner").
Item {
    id: root

    required property var requirement ///< {key, isMet, text, detail, actionText}
    readonly property bool isFact: requirement.key === "owner"

    signal activated

    implicitHeight: words.height
    Accessible.role: Accessible.ListItem
    Accessible.name: isFact ? requirement.text
                            : requirement.isMet ? qsTr("Done: %1").arg(requirement.text)
                                       : qsTr("Missing: %1").arg(requirement.text)
    Accessible.description: requirement.detail

    Icon {
        y: 2
        size: 16
        name: root.requirement.isMet && !root.isFact ? "check-circle" : "info"
        color: root.isFact ? Theme.mute : root.requirement.isMet ? Theme.ok : Theme.warn
    }
    Column {
        id: words

        x: 24
        width: parent.width - 24
        spacing: 2

        Label {
            width: parent.width
            text: root.requirement.text
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.requirement.detail
            font.pixelSize: Theme.caption
            muted: true
            wrapMode: Text.Wrap
            Accessible.ignored: true
        }
        Button {
            visible: text !== ""
            leftPadding: 0
            kind: "link"
            text: root.requirement.actionText
            onClicked: root.activated()
        }
    }
}
