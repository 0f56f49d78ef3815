// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// A secret, shown this once.
Dialog {
    id: root

    required property var controller ///< what has a `secret`, its title and text

    readonly property bool shown: controller.secret !== ""

    title: controller.secretTitle
    subtitle: controller.secretText
    onShownChanged: root.shown ? root.open() : root.close()
    onClosed: if (root.shown) root.controller.forgetSecret()

    contentItem: Column {
        CodeBlock {
            width: parent.width
            text: root.controller.secret
            label: root.controller.secretTitle
        }
    }
    buttons: [
        Button {
            large: true
            focus: true
            text: qsTr("I have copied it")
            onClicked: root.close()
        }
    ]
}
