// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Who says that a release works with one PostgreSQL on one platform, or that it does not.
Dialog {
    id: root

    property var cell: ({ text: "", kind: "", icon: "", title: "", reports: [], usersText: "" })
    property string rule

    signal linkRequested(string link)

    function show(cell: var) {
        root.cell = cell
        root.open()
    }

    title: cell.title
    contentItem: ScrollPane {
        id: pane

        implicitHeight: contentHeight
        margin: 4
        headMargin: 4
        spacing: 12

        Badge {
            text: root.cell.text
            kind: root.cell.kind
            iconName: root.cell.icon
        }
        Label {
            width: parent.width
            visible: root.cell.reports.length === 0 && root.cell.usersText === ""
            text: qsTr("No service and no user has reported anything for this combination.")
            wrapMode: Text.Wrap
        }
        Column {
            width: parent.width
            visible: root.cell.reports.length > 0

            Repeater {
                model: root.cell.reports

                Item {
                    id: report

                    required property var modelData

                    width: parent?.width ?? 0
                    height: 48
                    Accessible.role: Accessible.ListItem
                    Accessible.name: qsTr("%1: %2, %3").arg(modelData.source).arg(modelData.text).arg(modelData.when)

                    Icon {
                        anchors.verticalCenter: parent.verticalCenter
                        size: 20
                        name: report.modelData.icon
                        color: Theme.foreground(report.modelData.kind)
                    }
                    Column {
                        x: 32
                        width: parent.width - 32 - log.width - 8
                        anchors.verticalCenter: parent.verticalCenter

                        Label {
                            width: parent.width
                            text: report.modelData.text
                            elide: Text.ElideRight
                            Accessible.ignored: true
                        }
                        Label {
                            width: parent.width
                            text: Words.joined([report.modelData.source, report.modelData.when])
                            font.pixelSize: Theme.caption
                            muted: true
                            elide: Text.ElideRight
                            Accessible.ignored: true
                        }
                    }
                    Button {
                        id: log

                        anchors.right: parent.right
                        anchors.verticalCenter: parent.verticalCenter
                        visible: report.modelData.log !== ""
                        width: visible ? implicitWidth : 0
                        kind: "link"
                        iconName: "external"
                        text: qsTr("Log")
                        hint: report.modelData.log
                        Accessible.name: qsTr("Log of %1: %2").arg(report.modelData.source).arg(report.modelData.text)
                        onClicked: root.linkRequested(report.modelData.log) // qmllint disable unqualified
                    }
                    Divider {
                        anchors.bottom: parent.bottom
                        width: parent.width
                    }
                }
            }
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.cell.usersText
            wrapMode: Text.Wrap
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.rule
            font.pixelSize: Theme.caption
            muted: true
            wrapMode: Text.Wrap
        }
    }
    buttons: Button {
        large: true
        kind: "quiet"
        focus: true
        text: qsTr("Close")
        onClicked: root.close()
    }
}
