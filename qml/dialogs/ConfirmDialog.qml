// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// A question before something is lost.
Dialog {
    id: root

    required property ConfirmationController controller

    readonly property bool asked: controller.isOpen

    title: controller.title
    subtitle: controller.text
    onAskedChanged: root.asked ? root.open() : root.close()
    onClosed: if (root.controller.isOpen) root.controller.reject()

    contentItem: Column {
        spacing: 6

        Label {
            visible: root.controller.items.length > 0
            text: root.controller.itemsTitle
            strong: true
        }
        Rectangle {
            width: parent.width
            height: Math.min(items.implicitHeight + 20, 220)
            visible: root.controller.items.length > 0
            radius: Theme.radiusSmall
            color: Theme.code
            clip: true

            ScrollPane {
                anchors.fill: parent
                margin: 12
                headMargin: 8

                Sentences {
                    id: items

                    width: parent.width
                    sentences: root.controller.items
                }
            }
        }
    }
    buttons: [
        Button {
            large: true
            kind: "quiet"
            focus: true
            text: qsTr("Cancel")
            onClicked: root.controller.reject()
        },
        Button {
            large: true
            kind: root.controller.isDangerous ? "danger" : "primary"
            text: root.controller.confirmText
            onClicked: root.controller.accept()
        }
    ]
}
