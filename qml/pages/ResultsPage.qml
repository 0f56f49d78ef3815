// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// What a search, a section or a tag gives, narrowed by facets.
Item {
    id: root

    required property SearchController controller

    signal opened(string name, string version)
    signal acted(string name, string version)
    signal cancelled(string name)

    readonly property string pageState: controller.state
    readonly property var sortChoices: controller.sortChoices ///< list{value, text}
    readonly property bool wide: width >= 860
    property bool facetsShown: false

    /// Where Down in the search field leads.
    function focusFirst() {
        list.forceLayout() // the rows may have come this very moment
        list.itemAtIndex(0)?.forceActiveFocus(Qt.TabFocusReason)
    }

    FacetList {
        id: facets

        controller: root.controller
        visible: root.wide || root.facetsShown
        x: Theme.page
        y: root.wide ? 8 : summary.y + summary.height + 8
        width: root.wide ? 232 : 220
        height: parent.height - y
        bottomMargin: Theme.page
    }

    Item {
        id: summary

        anchors.left: root.wide ? facets.right : parent.left
        anchors.leftMargin: root.wide ? 28 : Theme.page
        anchors.right: parent.right
        anchors.rightMargin: Theme.page
        y: 16
        height: 40

        Label {
            anchors.left: parent.left
            anchors.right: tools.left
            anchors.rightMargin: 12
            anchors.verticalCenter: parent.verticalCenter
            text: {
                const number = "<b>%1</b>".arg(Number(root.controller.total).toLocaleString(Qt.locale(), "f", 0))
                if (root.pageState !== "ready")
                    return ""
                if (root.controller.correctedText !== "")
                    return qsTr("%1 results for <b>%2</b> instead of %3").arg(number)
                        .arg(root.escaped(root.controller.correctedText))
                        .arg(root.escaped(root.controller.text))
                if (root.controller.text === "")
                    return qsTr("%1: %2").arg(root.escaped(root.controller.scopeText)).arg(number)
                return qsTr("%1 results for <b>%2</b> in %3").arg(number)
                    .arg(root.escaped(root.controller.text)).arg(root.controller.elapsedText)
            }
            textFormat: Text.StyledText
            muted: true
            elide: Text.ElideRight
            Accessible.name: text.replace(/<[^>]*>/g, "")
        }
        Row {
            id: tools

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: 8

            Button {
                visible: !root.wide
                kind: "quiet"
                iconName: "filter"
                text: root.controller.chosenFacets > 0 ? qsTr("Filters (%1)").arg(root.controller.chosenFacets)
                                                       : qsTr("Filters")
                onClicked: root.facetsShown = !root.facetsShown
            }
            Button {
                visible: root.wide && root.controller.chosenFacets > 0
                kind: "link"
                text: qsTr("Clear the filters")
                onClicked: root.controller.clearFacets()
            }
            ComboBox {
                width: 140
                label: qsTr("Sort by")
                textRole: "text"
                valueRole: "value"
                model: root.sortChoices
                currentIndex: root.sortChoices.findIndex(choice => choice.value
                                                         === root.controller.sort)
                onActivated: root.controller.sort = currentValue
            }
        }
    }

    function escaped(text: string): string {
        return text.replace(/&/g, "&amp;").replace(/</g, "&lt;")
    }

    ListPane {
        id: list

        label: qsTr("Results")
        visible: root.pageState === "ready"
        anchors.left: root.facetsShown && !root.wide ? facets.right : summary.left
        anchors.leftMargin: root.facetsShown && !root.wide ? 20 : -12
        anchors.right: parent.right
        anchors.rightMargin: Theme.page - 12
        anchors.top: summary.bottom
        anchors.bottom: parent.bottom
        bottomMargin: Theme.page
        model: root.controller.results

        // qmllint disable unqualified
        delegate: ResultRow {
            width: list.width
            onOpened: root.opened(name, version)
            onActed: root.acted(name, version)
            onCancelled: root.cancelled(name)
            onActiveFocusChanged: if (activeFocus) list.currentIndex = index
        }
        // qmllint enable unqualified
    }
    SkeletonRows {
        anchors.left: summary.left
        anchors.top: summary.bottom
        anchors.topMargin: 12
        visible: root.pageState === "loading"
        label: qsTr("Searching…")
    }
    EmptyState {
        anchors.horizontalCenter: list.horizontalCenter
        anchors.top: summary.bottom
        anchors.topMargin: 64
        width: Math.min(list.width - 48, 460)
        visible: root.pageState === "empty"
        iconName: "search"
        title: qsTr("Nothing found")
        text: root.controller.chosenFacets > 0
              ? qsTr("Nothing matches “%1” with these filters.").arg(root.controller.text)
              : qsTr("Nothing matches “%1”. Try fewer or other words; names, tags, documentation and function names are searched.").arg(root.controller.text)
        actionText: root.controller.chosenFacets > 0 ? qsTr("Clear the filters") : ""
        onActivated: root.controller.clearFacets()
    }
    ErrorState {
        anchors.horizontalCenter: list.horizontalCenter
        anchors.top: summary.bottom
        anchors.topMargin: 64
        width: Math.min(list.width - 48, 560)
        visible: root.pageState === "error"
        title: root.controller.errorTitle
        reason: root.controller.errorText
        details: root.controller.errorDetails
        onRetried: root.controller.retry()
    }
}
