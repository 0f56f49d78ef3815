// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Extensions that nobody owns any more; they can be given to somebody.
Card {
    id: root

    required property var controller ///< RegistryOrphansController
    required property var accounts ///< nicknames

    height: column.height + 28
    label: qsTr("Extensions without an owner")

    Column {
        id: column

        x: 8
        y: 16
        width: parent.width - 16

        Label {
            x: 12
            text: qsTr("Extensions without an owner")
            strong: true
            Accessible.role: Accessible.Heading
        }
        Label {
            x: 12
            width: parent.width - 24
            bottomPadding: 8
            text: qsTr("Their owner's account was deleted, or gave them up. Only whom you give one to may release it again.")
            font.pixelSize: Theme.caption
            muted: true
            wrapMode: Text.Wrap
        }
        Repeater {
            model: root.controller.extensions

            // qmllint disable unqualified
            TableRow {
                id: row

                required property string modelData

                width: column.width
                label: qsTr("%1, without an owner").arg(modelData)

                TableCell {
                    text: row.modelData
                }
                ComboBox {
                    id: owner

                    implicitWidth: 180
                    label: qsTr("New owner of %1").arg(row.modelData)
                    model: root.accounts
                }
                Button {
                    kind: "quiet"
                    text: qsTr("Give")
                    Accessible.name: qsTr("Give %1 to %2").arg(row.modelData).arg(owner.currentText)
                    enabled: owner.count > 0 && !root.controller.isBusy
                    onClicked: root.controller.assign(row.modelData, owner.currentText)
                }
            }
            // qmllint enable unqualified
        }
    }
}
