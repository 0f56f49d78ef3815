// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// A tab about what the extension's registry knows: loading, empty, error, how old; the content goes inside.
Column {
    id: root

    required property var controller ///< a RegistryTabController
    property string loadingText
    default property alias content: inside.data

    spacing: 16
    Component.onDestruction: if (root.controller) root.controller.isShown = false

    Binding {
        target: root.controller
        property: "isShown"
        value: root.visible
    }
    SkeletonRows {
        visible: root.controller.state === "loading"
        label: root.loadingText
        rows: 2
    }
    EmptyState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: root.controller.state === "empty"
        iconName: "registry"
        title: root.controller.errorTitle
        text: root.controller.errorText
    }
    ErrorState {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: root.controller.state === "error"
        title: root.controller.errorTitle
        reason: root.controller.errorText
        details: root.controller.errorDetails
        onRetried: root.controller.retry()
    }
    Row {
        width: parent.width
        visible: root.controller.ageText !== "" && root.controller.state === "ready"
        spacing: 8

        Icon {
            name: "offline"
            size: 16
            color: Theme.warn
        }
        Label {
            width: parent.width - 24
            text: root.controller.ageText
            wrapMode: Text.Wrap
        }
    }
    Column {
        id: inside

        width: parent.width
        visible: root.controller.state === "ready"
        spacing: 16
    }
}
