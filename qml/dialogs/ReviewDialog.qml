// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T
import Howdah.Controls
import Howdah.Ui

/// Writes or changes one's own review.
Dialog {
    id: root

    required property ReviewsController controller

    property string works
    property var stars: ({}) ///< by aspect; 0: not said

    readonly property var own: controller.own
    readonly property bool written: own.works !== undefined
    readonly property var aspects: [{ key: "docs", title: qsTr("Documentation") },
                                    { key: "ease", title: qsTr("Ease of use") },
                                    { key: "performance", title: qsTr("Performance") },
                                    { key: "stability", title: qsTr("Stability") }]
    readonly property var verdicts: [{ key: "yes", title: qsTr("It works") },
                                     { key: "partly", title: qsTr("It works partly") },
                                     { key: "no", title: qsTr("It does not work") }]

    function give(aspect: string, stars: int) {
        root.stars = Object.assign({}, root.stars, { [aspect]: stars })
    }

    wantedWidth: 600
    title: written ? qsTr("Change your review") : qsTr("Write a review")
    subtitle: controller.sentText
    onAboutToShow: {
        root.controller.clearProblem()
        root.works = root.own.works ?? ""
        root.stars = Object.assign({}, root.own.stars ?? {})
        words.text = root.own.body ?? ""
        payload.unfolded = false
    }

    Connections {
        target: root.controller

        function onDone() {
            root.close()
        }
    }

    contentItem: ScrollPane {
        id: pane

        implicitHeight: contentHeight
        margin: 4
        headMargin: 4
        spacing: 10

        Flow {
            width: parent.width
            spacing: 20

            T.ButtonGroup {
                id: group
            }
            Repeater {
                model: root.verdicts

                RadioButton {
                    required property var modelData

                    text: modelData.title
                    // qmllint disable unqualified
                    checked: root.works === modelData.key
                    T.ButtonGroup.group: group
                    onClicked: root.works = modelData.key
                    // qmllint enable unqualified
                }
            }
        }
        Column {
            width: parent.width

            Repeater {
                model: root.aspects

                Item {
                    id: aspect

                    required property var modelData

                    width: parent?.width ?? 0
                    height: 34

                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        text: aspect.modelData.title
                        Accessible.ignored: true
                    }
                    // qmllint disable unqualified
                    StarPicker {
                        x: 140
                        label: aspect.modelData.title
                        value: root.stars[aspect.modelData.key] ?? 0
                        onValueChanged: if (value !== (root.stars[aspect.modelData.key] ?? 0))
                                            root.give(aspect.modelData.key, value)
                    }
                    // qmllint enable unqualified
                }
            }
        }
        TextArea {
            id: words

            width: parent.width
            visible: root.controller.takesTexts
            label: qsTr("Your experience")
            placeholderText: qsTr("What works, what does not, what others should know (may be left out)")
            maximumLength: 4000
        }
        Label {
            width: parent.width
            visible: !root.controller.takesTexts
            text: qsTr("This registry takes reviews without a text.")
            muted: true
            wrapMode: Text.Wrap
        }
        Disclosure {
            id: payload

            width: parent.width
            visible: root.works !== ""
            foldedText: qsTr("Show what is sent")
            unfoldedText: qsTr("Hide what is sent")

            CodeBlock {
                width: parent.width
                label: qsTr("What is sent")
                text: payload.unfolded ? root.controller.payload(root.works, root.stars, words.text) : ""
            }
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: root.controller.problem
            color: Theme.bad
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
        }
    }
    buttons: [
        Button {
            large: true
            kind: "quiet"
            text: qsTr("Cancel")
            onClicked: root.close()
        },
        Button {
            large: true
            text: root.controller.isBusy ? qsTr("Publishing…") : qsTr("Publish")
            enabled: root.works !== "" && !words.tooLong && !root.controller.isBusy
            onClicked: root.controller.publish(root.works, root.stars, words.text)
        }
    ]
}
