// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Facets with their counts, group by group.
ListPane {
    id: root

    required property SearchController controller

    label: qsTr("Narrow the results")
    model: controller.facets
    section.property: "groupTitle"
    section.delegate: Item {
        id: heading

        required property string section

        width: ListView.view.width
        height: 44

        Label {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 4
            text: heading.section
            font.pixelSize: Theme.title
            strong: true
            Accessible.role: Accessible.Heading
        }
    }

    // qmllint disable unqualified
    delegate: CheckBox {
        required property int index
        required property string group
        required property string value
        required property int total
        required checked
        required text

        width: root.width - 12
        count: Number(total).toLocaleString(Qt.locale(), "f", 0)
        onClicked: root.controller.setFacet(group, value, checked)
        onActiveFocusChanged: if (activeFocus) root.currentIndex = index
    }
    // qmllint enable unqualified
}
