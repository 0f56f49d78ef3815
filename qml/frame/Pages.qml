// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah
import Howdah.Ui

/// All pages, one of them visible, and what their wishes mean.
Item {
    id: root

    required property AppController app
    required property string page

    signal pageRequested(string page)
    signal extensionRequested(string name, string version)
    signal searchRequested(string text)
    signal backRequested
    signal addServerRequested
    /// A section of the settings: "accounts", "sharing", "registries".
    signal settingsRequested(string section)

    readonly property var hosts: ({ discover: discover, results: results, extension: extension,
                                    installed: installed, sandbox: sandbox, activity: activity,
                                    registry: registry, settings: settings })

    /// Gives the keyboard to the visible page when what had it is gone.
    function takeFocus() {
        const shown = root.hosts[root.page].item
        shown?.nextItemInFocusChain(true)?.forceActiveFocus(Qt.TabFocusReason)
    }

    /// The settings, once they are the page that is shown.
    function showSettings(section: string) {
        Qt.callLater(() => settings.item?.showSection(section)) // qmllint disable
    }

    function focusResults() {
        results.item?.focusFirst()
    }

    function act(name: string, version: string) {
        root.app.plan.prepare(name, version)
    }

    function tryIt(name: string, version: string) {
        root.app.sandbox.tryIt(name, version)
        root.pageRequested("sandbox")
    }

    // qmllint disable unqualified
    PageHost {
        id: discover

        shown: root.page === "discover"
        sourceComponent: DiscoverPage {
            controller: root.app.discover
            welcoming: root.app.firstRun
            welcomeText: root.app.firstRunText
            onOpened: (name, version) => root.extensionRequested(name, version)
            onActed: (name, version) => root.act(name, version)
            onCancelled: name => root.app.activity.cancelFor(name)
            onExampleRequested: text => root.searchRequested(text)
            onSettingsRequested: root.pageRequested("settings")
            onWelcomed: root.app.firstRun = false
            onSectionRequested: key => {
                root.app.search.showSection(key)
                root.pageRequested("results")
            }
            onTagRequested: tag => {
                root.app.search.showTag(tag)
                root.pageRequested("results")
            }
        }
    }
    PageHost {
        id: results

        shown: root.page === "results"
        sourceComponent: ResultsPage {
            controller: root.app.search
            onOpened: (name, version) => root.extensionRequested(name, version)
            onActed: (name, version) => root.act(name, version)
            onCancelled: name => root.app.activity.cancelFor(name)
        }
    }
    PageHost {
        id: extension

        shown: root.page === "extension"
        sourceComponent: ExtensionPage {
            objectName: "extensionPage"
            controller: root.app.extension
            onActed: (name, version) => root.act(name, version)
            onCancelled: name => root.app.activity.cancelFor(name)
            onSandboxRequested: (name, version) => root.tryIt(name, version)
            onOpenRequested: name => root.extensionRequested(name, "")
            onLinkRequested: link => root.app.openLink(link)
            onCopyRequested: text => root.app.copyText(text)
            onBackRequested: root.backRequested()
            onSignInRequested: root.app.pageRequested("settings", "accounts")
            onTagRequested: tag => {
                root.app.search.showTag(tag)
                root.pageRequested("results")
            }
        }
    }
    PageHost {
        id: installed

        shown: root.page === "installed"
        sourceComponent: InstalledPage {
            controller: root.app.installed
            targets: root.app.targets
            onOpened: name => root.extensionRequested(name, "")
            onAddServerRequested: root.addServerRequested()
        }
    }
    PageHost {
        id: sandbox

        shown: root.page === "sandbox"
        sourceComponent: SandboxPage {
            controller: root.app.sandbox
            onDiscoverRequested: root.pageRequested("discover")
            onCopyRequested: text => root.app.copyText(text)
            onOpened: (name, version) => root.extensionRequested(name, version)
        }
    }
    PageHost {
        id: activity

        shown: root.page === "activity"
        sourceComponent: ActivityPage {
            controller: root.app.activity
            job: root.app.job
            sharing: root.app.sharing
            onDiscoverRequested: root.pageRequested("discover")
        }
    }
    PageHost {
        id: registry

        shown: root.page === "registry"
        sourceComponent: RegistryPage {
            controller: root.app.registry
            onOpened: name => root.extensionRequested(name, "")
            onCopyRequested: text => root.app.copyText(text)
        }
    }
    PageHost {
        id: settings

        shown: root.page === "settings"
        sourceComponent: SettingsPage {
            controller: root.app.settings
            accounts: root.app.accounts
            sharing: root.app.sharing
            version: root.app.version
        }
    }
    // qmllint enable unqualified
}
