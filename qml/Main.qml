// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates as T
import Howdah
import Howdah.Controls
import Howdah.Ui

/// The window: rail, top bar, pages, dialogs, and the keys that work everywhere.
T.ApplicationWindow {
    id: root

    required property AppController app

    property string page: "discover"
    property var trail: [] ///< pages to go back to

    function go(page: string) {
        if (page === root.page)
            return
        root.trail = [...root.trail.slice(-20), root.page]
        root.showPage(page)
    }

    /// `section` of the settings is brought into sight.
    function goToSettings(section: string) {
        root.go("settings")
        pages.showSettings(section)
    }

    function back() {
        const rest = root.trail.slice()
        const page = rest.pop() ?? "discover"
        root.trail = rest
        root.showPage(page)
    }

    function showsFocus(item: var): bool {
        return item !== null && item !== root.contentItem && (item.visualFocus ?? true)
    }

    function showPage(page: string) {
        const focused = root.activeFocusItem
        const byKeyboard = root.showsFocus(focused)
        root.page = page
        root.app.setWindowState("page", page)
        if (byKeyboard && !focused.visible)
            Qt.callLater(pages.takeFocus) // qmllint disable
    }

    function openExtension(name: string, version: string) {
        root.app.extension.open(name, version)
        root.go("extension")
    }

    function search(text: string) {
        root.app.search.text = text
        if (text !== "")
            root.go("results")
        else if (root.page === "results")
            root.back()
    }

    /// Where the keyboard goes, the page scrolls, and a list in it.
    function follow(item: var) {
        for (let place = item?.parent; place; place = place.parent) {
            if (place.reveal !== undefined)
                place.reveal(item)
        }
    }

    width: 1100
    height: 720
    minimumWidth: 800
    minimumHeight: 560
    visible: true
    title: qsTr("Howdah")
    color: Theme.background
    font.family: Theme.family
    font.pixelSize: Theme.body
    onActiveFocusItemChanged: root.follow(root.activeFocusItem)
    onClosing: root.app.setWindowState("geometry", { width: root.width, height: root.height,
                                                     maximized: root.visibility === Window.Maximized })
    Component.onCompleted: {
        const geometry = root.app.windowState("geometry")
        if (geometry) {
            root.width = Math.max(root.minimumWidth, geometry.width)
            root.height = Math.max(root.minimumHeight, geometry.height)
            if (geometry.maximized)
                root.visibility = Window.Maximized
        }
    }

    Binding {
        target: Theme
        property: "mode"
        value: root.app.settings.theme
    }
    Binding {
        target: Theme
        property: "reduceMotion"
        value: root.app.settings.reduceMotion
    }

    Rail {
        id: rail

        height: parent.height
        page: root.page
        activeCount: root.app.activity.activeCount
        onChosen: page => root.go(page)
    }
    TopBar {
        id: bar

        anchors.left: rail.right
        anchors.right: parent.right
        app: root.app
        onSearched: text => root.search(text)
        onSearchLeft: pages.focusResults()
        onAddServerRequested: addServer.open()
        onAccountsRequested: root.goToSettings("accounts")
    }
    Pages {
        id: pages

        anchors.left: rail.right
        anchors.right: parent.right
        anchors.top: bar.bottom
        anchors.bottom: parent.bottom
        app: root.app
        page: root.page
        onPageRequested: page => root.go(page)
        onExtensionRequested: (name, version) => root.openExtension(name, version)
        onSearchRequested: text => root.search(text)
        onBackRequested: root.back()
        onSettingsRequested: section => root.goToSettings(section)
        onAddServerRequested: addServer.open()
    }
    Toast {
        id: toast

        property string actionId

        anchors.horizontalCenter: pages.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 24
        z: 1
        onActivated: root.app.runToastAction(actionId)
    }

    PlanDialog {
        controller: root.app.plan
    }
    SharingDialog {
        controller: root.app.sharing
        onSignInRequested: registry => root.app.accounts.signIn.begin(registry)
    }
    SignInDialog {
        controller: root.app.accounts.signIn
    }
    ConfirmDialog {
        controller: root.app.confirmation
    }
    AddServerDialog {
        id: addServer

        targets: root.app.targets
    }
    CommandPalette {
        id: palette

        commands: [
            { text: qsTr("Search"), icon: "search", shortcut: "Ctrl K", run: () => bar.focusSearch() },
            { text: qsTr("Go to Discover"), icon: "discover", shortcut: "Ctrl 1", run: () => root.go("discover") },
            { text: qsTr("Go to Installed"), icon: "installed", shortcut: "Ctrl 2", run: () => root.go("installed") },
            { text: qsTr("Go to Sandbox"), icon: "flask", shortcut: "Ctrl 3", run: () => root.go("sandbox") },
            { text: qsTr("Go to Activity"), icon: "activity", shortcut: "Ctrl 4", run: () => root.go("activity") },
            { text: qsTr("Go to Registry"), icon: "registry", shortcut: "Ctrl 5", run: () => root.go("registry") },
            { text: qsTr("Open the settings"), icon: "settings", shortcut: "Ctrl ,", run: () => root.go("settings") },
            { text: qsTr("What is shared with registries"), icon: "eye", shortcut: "", run: () => root.goToSettings("sharing") },
            { text: qsTr("Accounts: sign in or out"), icon: "user", shortcut: "", run: () => root.goToSettings("accounts") },
            { text: qsTr("Bring the index up to date"), icon: "refresh", shortcut: "F5", run: () => root.app.sync() },
            { text: qsTr("Look for servers again"), icon: "server", shortcut: "", run: () => root.app.targets.refresh() },
            { text: qsTr("Add a server…"), icon: "plus", shortcut: "", run: () => addServer.open() },
            { text: qsTr("All extensions"), icon: "book", shortcut: "", run: () => root.showAll() },
            { text: qsTr("Use light colours"), icon: "sun", shortcut: "", run: () => root.app.settings.theme = "light" },
            { text: qsTr("Use dark colours"), icon: "moon", shortcut: "", run: () => root.app.settings.theme = "dark" },
            { text: qsTr("Go back"), icon: "arrow-left", shortcut: "Alt ←", run: () => root.back() }
        ]
    }

    function showAll() {
        root.app.search.showAll()
        root.go("results")
    }

    Connections {
        target: root.app

        function onToast(kind: string, text: string, actionText: string, actionId: string) {
            toast.actionId = actionId
            toast.show(kind, text, actionText)
        }
        function onPageRequested(page: string, argument: string) {
            if (page === "settings") {
                root.goToSettings(argument)
                return
            }
            if (page !== "extension") {
                root.go(page)
                return
            }
            const parts = argument.split("@")
            root.openExtension(parts[0], parts[1] ?? "")
        }
    }
    Connections {
        target: root.app.search

        function onTextChanged() {
            bar.showText(root.app.search.text)
        }
    }

    Shortcut {
        sequences: ["Ctrl+K", "/"]
        onActivated: bar.focusSearch()
    }
    Shortcut {
        sequence: "Ctrl+Shift+P"
        onActivated: palette.open()
    }
    Shortcut {
        sequences: ["Alt+Left", "Back"]
        onActivated: root.back()
    }
    Shortcut {
        sequence: "F5"
        onActivated: root.app.sync()
    }
    Shortcut {
        sequence: "Ctrl+1"
        onActivated: root.go("discover")
    }
    Shortcut {
        sequence: "Ctrl+2"
        onActivated: root.go("installed")
    }
    Shortcut {
        sequence: "Ctrl+3"
        onActivated: root.go("sandbox")
    }
    Shortcut {
        sequence: "Ctrl+4"
        onActivated: root.go("activity")
    }
    Shortcut {
        sequence: "Ctrl+5"
        onActivated: root.go("registry")
    }
    Shortcut {
        sequence: "Ctrl+,"
        onActivated: root.go("settings")
    }
}
