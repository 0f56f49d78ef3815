// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls
import Howdah.Ui

/// Every choice a person can make.
ScrollPane {
    id: root

    required property SettingsController controller
    required property AccountsController accounts
    required property SharingController sharing
    required property string version

    readonly property var sections: ({ registries: registrySection, accounts: accountSection,
                                       sharing: sharingSection })

    /// Brings a section to the top: "registries", "accounts", "sharing".
    function showSection(name: string) {
        const section = root.sections[name]
        if (section)
            root.scrollTo(section.y + root.headMargin - 12)
    }

    spacing: 16

    Label {
        text: qsTr("Settings")
        font.pixelSize: Theme.display
        font.weight: Font.Bold
        font.letterSpacing: -0.3
        height: 40
        Accessible.role: Accessible.Heading
    }
    SettingsSection {
        title: qsTr("Appearance")

        Row {
            spacing: 24

            Repeater {
                model: [{ value: "system", text: qsTr("As the system") }, { value: "light", text: qsTr("Light") },
                    { value: "dark", text: qsTr("Dark") }]

                RadioButton {
                    required property var modelData

                    text: modelData.text
                    // qmllint disable unqualified
                    checked: root.controller.theme === modelData.value
                    onClicked: root.controller.theme = modelData.value
                    // qmllint enable unqualified
                }
            }
        }
        CheckBox {
            text: qsTr("Reduce motion")
            checked: root.controller.reduceMotion
            onClicked: root.controller.reduceMotion = checked
        }
    }
    RegistrySettings {
        id: registrySection

        width: parent.width
        controller: root.controller
    }
    AccountsSettings {
        id: accountSection

        width: parent.width
        controller: root.accounts
        hereIsOn: root.controller.useEmbeddedRegistry
    }
    SharingSettings {
        id: sharingSection

        width: parent.width
        controller: root.sharing
    }
    NetworkSettings {
        width: parent.width
        controller: root.controller
    }
    SettingsSection {
        title: qsTr("Builds")

        Row {
            width: parent.width
            spacing: 8

            StateDot {
                y: 8
                kind: root.controller.jailKind
            }
            Label {
                width: parent.width - 16
                text: root.controller.jailText
                muted: true
                wrapMode: Text.Wrap
            }
        }
        CheckBox {
            text: qsTr("Refuse to build downloaded code without a jail")
            checked: root.controller.requireJail
            onClicked: root.controller.requireJail = checked
        }
        NumberRow {
            label: qsTr("Parallel compiler jobs (0: one per core)")
            value: root.controller.buildJobs
            maximum: 64
            onEdited: value => root.controller.buildJobs = value
        }
    }
    SettingsSection {
        title: qsTr("Storage")

        Label {
            width: parent.width
            text: root.controller.cacheText
            muted: true
            wrapMode: Text.Wrap
        }
        NumberRow {
            label: qsTr("Keep at most, in MiB")
            value: root.controller.cacheCapMiB
            maximum: 1000000
            onEdited: value => root.controller.cacheCapMiB = value
        }
        Button {
            kind: "quiet"
            iconName: "trash"
            text: qsTr("Empty the cache")
            onClicked: root.controller.clearCache()
        }
        CodeBlock {
            width: parent.width
            label: qsTr("Data folder")
            text: root.controller.dataFolder
        }
    }
    SettingsSection {
        title: qsTr("Privacy")

        CheckBox {
            text: qsTr("Fetch images in READMEs from the network")
            checked: root.controller.remoteImages
            onClicked: root.controller.remoteImages = checked
        }
        Label {
            width: parent.width
            text: qsTr("Howdah contacts only the registries above, and sends nothing about you or your servers anywhere but what you chose under Sharing.")
            muted: true
            wrapMode: Text.Wrap
        }
    }
    Label {
        text: qsTr("Howdah %1 · PostgreSQL License").arg(root.version)
        font.pixelSize: Theme.caption
        muted: true
    }
}
