// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah
import Howdah.Controls
import Howdah.Ui

/// PostgreSQL by platform: works, fails or untested, as services and users report.
RegistryTab {
    id: root

    required property CompatibilityController compatibility

    signal linkRequested(string link)

    readonly property var known: compatibility.versions
    readonly property int headWidth: 128
    readonly property int cellWidth: 132
    readonly property int gap: 8

    controller: compatibility
    loadingText: qsTr("Asking the registry for reports…")

    Item {
        width: parent.width
        height: 32

        Label {
            anchors.left: parent.left
            anchors.right: versions.left
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            text: root.compatibility.summary
            strong: true
            elide: Text.ElideRight
        }
        ComboBox {
            id: versions

            anchors.right: parent.right
            width: 140
            label: qsTr("Version")
            model: root.known
            currentIndex: root.known.indexOf(root.compatibility.version)
            onActivated: root.compatibility.version = currentText
        }
    }
    Row {
        width: parent.width
        visible: !root.compatibility.hasReports
        spacing: 8

        Icon {
            name: "info"
            size: 16
            color: Theme.mute
        }
        Label {
            width: parent.width - 24
            text: qsTr("Nobody has reported a build or a test of this version yet. Trying it in a sandbox tells you whether it works here.")
            muted: true
            wrapMode: Text.Wrap
        }
    }
    Flickable {
        width: parent.width
        visible: root.compatibility.rows.length > 0
        height: matrix.height + (contentWidth > width ? 12 : 0)
        contentWidth: matrix.width
        contentHeight: matrix.height
        boundsBehavior: Flickable.StopAtBounds
        clip: contentWidth > width
        ScrollBar.horizontal: ScrollBar {}

        /// The keyboard goes to a cell beyond the edge.
        function reveal(item: Item) {
            const left = item.mapToItem(matrix, 0, 0).x
            contentX = Math.max(0, Math.min(left, Math.max(contentX, left + item.width - width)))
        }

        Column {
            id: matrix

            spacing: root.gap
            topPadding: 4
            bottomPadding: 4

            Row {
                spacing: root.gap

                Item {
                    width: root.headWidth
                    height: 20
                }
                Repeater {
                    model: root.compatibility.platforms

                    Label {
                        required property var modelData

                        width: root.cellWidth // qmllint disable unqualified
                        text: modelData.title
                        font.pixelSize: Theme.caption
                        strong: modelData.isHere
                        muted: !modelData.isHere
                        horizontalAlignment: Text.AlignHCenter
                        elide: Text.ElideRight
                    }
                }
            }
            Repeater {
                model: root.compatibility.rows

                Row {
                    id: line

                    required property var modelData

                    // qmllint disable unqualified
                    spacing: root.gap

                    Label {
                        width: root.headWidth
                        height: 56
                        text: line.modelData.title
                        strong: line.modelData.isHere
                    }
                    Repeater {
                        model: line.modelData.cells

                        CompatibilityCell {
                            required property var modelData

                            width: root.cellWidth
                            cell: modelData
                            onClicked: reports.show(cell)
                            Keys.onRightPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
                            Keys.onLeftPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)
                        }
                    }
                    // qmllint enable unqualified
                }
            }
        }
    }
    Disclosure {
        width: parent.width
        visible: root.compatibility.hasReports
        text: qsTr("How a cell is decided")

        Label {
            width: parent.width
            text: root.compatibility.rule
            font.pixelSize: Theme.caption
            muted: true
            wrapMode: Text.Wrap
        }
    }
    CellReportsDialog {
        id: reports

        rule: root.compatibility.rule
        onLinkRequested: link => root.linkRequested(link)
    }
}
