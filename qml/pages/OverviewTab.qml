// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// The README, and beside it where the extension is and what leads out.
Item {
    id: root

    required property ExtensionController controller

    signal linkRequested(string link)
    signal tagRequested(string tag)

    readonly property bool wide: width >= 760

    implicitHeight: wide ? Math.max(article.height, side.height) : article.height + 20 + side.height

    Column {
        id: article

        width: root.wide ? root.width - side.width - 28 : root.width
        spacing: 8

        HtmlView {
            width: parent.width
            visible: root.controller.overviewHtml !== ""
            html: root.controller.overviewHtml
            label: qsTr("Overview of %1").arg(root.controller.name)
            onLinkPressed: link => root.linkRequested(link)
        }
        EmptyState {
            visible: root.controller.overviewHtml === ""
            anchors.horizontalCenter: parent.horizontalCenter
            iconName: "book"
            title: qsTr("No README")
            text: qsTr("This release carries no text about itself. Its abstract: %1").arg(root.controller.summary)
        }
    }
    Column {
        id: side

        width: root.wide ? 280 : root.width
        x: root.wide ? root.width - width : 0
        y: root.wide ? 0 : article.height + 20
        spacing: 14

        Card {
            width: parent.width
            height: places.implicitHeight + 32
            label: qsTr("Where it is")

            Column {
                id: places

                x: 16
                y: 16
                width: parent.width - 32
                spacing: 10

                Label {
                    text: qsTr("Where it is")
                    font.pixelSize: Theme.title
                    strong: true
                    Accessible.role: Accessible.Heading
                }
                Label {
                    visible: root.controller.places.length === 0
                    width: parent.width
                    text: qsTr("On none of your servers.")
                    muted: true
                    wrapMode: Text.Wrap
                }
                Repeater {
                    model: root.controller.places

                    Row {
                        required property var modelData

                        width: places.width // qmllint disable unqualified
                        spacing: 8

                        StateDot {
                            y: 6
                            kind: parent.modelData.kind
                        }
                        Label {
                            width: parent.width - 16
                            text: qsTr("%1: %2").arg(parent.modelData.title).arg(parent.modelData.text)
                            font.pixelSize: Theme.caption
                            muted: true
                            wrapMode: Text.Wrap
                        }
                    }
                }
            }
        }
        Card {
            width: parent.width
            height: links.implicitHeight + 32
            visible: root.controller.links.length > 0
            label: qsTr("Links")

            Column {
                id: links

                x: 16
                y: 16
                width: parent.width - 32
                spacing: 4

                Label {
                    text: qsTr("Links")
                    font.pixelSize: Theme.title
                    strong: true
                    Accessible.role: Accessible.Heading
                }
                Repeater {
                    model: root.controller.links

                    Button {
                        required property var modelData

                        x: -4
                        kind: "link"
                        iconName: modelData.icon
                        text: modelData.text
                        hint: modelData.url
                        onClicked: root.linkRequested(modelData.url) // qmllint disable unqualified
                    }
                }
            }
        }
        Flow {
            width: parent.width
            spacing: 8

            Repeater {
                model: root.controller.tags

                Chip {
                    required property string modelData

                    text: modelData
                    onClicked: root.tagRequested(modelData) // qmllint disable unqualified
                }
            }
        }
    }
}
