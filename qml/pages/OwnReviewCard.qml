// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// One's own review, or what writing one takes.
Card {
    id: root

    required property ReviewsController controller

    signal writeRequested
    signal installRequested
    signal signInRequested

    readonly property var own: controller.own
    readonly property bool written: own.works !== undefined

    height: column.implicitHeight + 32
    label: qsTr("Your review")

    Column {
        id: column

        x: 16
        y: 16
        width: parent.width - 32
        spacing: 10

        Label {
            text: qsTr("Your review")
            font.pixelSize: Theme.title
            strong: true
            Accessible.role: Accessible.Heading
        }
        Flow {
            width: parent.width
            visible: root.written
            spacing: 8

            Badge {
                text: root.own.worksText ?? ""
                kind: root.own.worksKind ?? ""
                iconName: root.own.worksIcon ?? ""
            }
            Badge {
                visible: root.own.isHidden ?? false
                text: qsTr("Hidden by the moderators")
                kind: "warn"
                iconName: "eye"
            }
        }
        Label {
            width: parent.width
            visible: root.written
            text: Words.joined([root.own.place ?? "", root.own.when ?? ""])
            font.pixelSize: Theme.caption
            muted: true
            wrapMode: Text.Wrap
        }
        Repeater {
            model: root.written && root.controller.canWrite ? [] : root.controller.requirements

            RequirementRow {
                required property var modelData

                width: column.width // qmllint disable unqualified
                requirement: modelData
                // qmllint disable unqualified
                onActivated: modelData.key === "install" ? root.installRequested()
                                                         : root.signInRequested()
                // qmllint enable unqualified
            }
        }
        Flow {
            width: parent.width
            visible: root.written || !root.controller.isOwner
            spacing: 8

            Button {
                kind: root.written ? "quiet" : "primary"
                enabled: root.controller.canWrite && !root.controller.isBusy
                text: root.written ? qsTr("Change…") : qsTr("Write a review…")
                Accessible.name: root.written ? qsTr("Change your review…") : text
                onClicked: root.writeRequested()
            }
            Button {
                visible: root.written
                kind: "quiet"
                enabled: root.controller.canWrite && !root.controller.isBusy
                text: qsTr("Delete…")
                Accessible.name: qsTr("Delete your review…")
                onClicked: root.controller.remove()
            }
        }
    }
}
