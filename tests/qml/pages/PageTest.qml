// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import QtQuick.Templates
import QtTest
import Howdah
import Howdah.Ui
import Howdah.Testing

/// Tests of one page: each function gets a new window, all of a file the same World. Finds things by what a
/// screen reader says of them, and works them with mouse and keys only.
TestCase {
    id: root

    property string page: "discover" ///< where each test starts
    property bool needsServer: false ///< a throw-away PostgreSQL is the target
    property int windowHeight: 720
    property Main window: null

    readonly property AppController app: World.app

    when: windowShown
    visible: true
    width: 100
    height: 100

    Component {
        id: windowComponent

        Main {
            app: World.app
        }
    }
    SignalSpy {
        id: toasts

        target: World.app
        signalName: "toast"
    }
    SignalSpy {
        id: frames

        target: root.window
        signalName: "frameSwapped"
    }

    function initTestCase() {
        tryVerify(() => World.ready, 60000, "the samples are not in the index")
        if (!root.needsServer)
            return
        if (!World.hasPostgres)
            skip("there is no PostgreSQL server on this machine")
        compare(World.startServer(), "")
        tryVerify(() => app.extension !== null && app.targets.currentDetail !== "", 20000)
    }

    function init() {
        failOnWarning(/./)
        toasts.clear()
        app.plan.close()
        app.confirmation.reject()
        app.job.jobId = ""
        app.installed.filter = ""
        app.search.showAll()
        app.search.clearFacets()
        root.window = createTemporaryObject(windowComponent, root, { height: root.windowHeight })
        tryVerify(() => root.window.active)
        if (root.page !== "extension" && root.page !== root.window.page)
            root.window.go(root.page)
    }

    /// Visible, of the window or a dialog over it; dialogs first, what takes the keyboard before mere words.
    function named(name): Item {
        return root.found(item => item.Accessible.name === name && item.activeFocusOnTab)
               ?? root.found(item => item.Accessible.name === name)
    }

    function found(fits): Item {
        return root.seek(root.window.Overlay.overlay, fits) ?? root.seek(root.window.contentItem, fits)
    }

    function seek(item, fits): Item {
        if (!item.visible)
            return null
        for (let i = item.children.length - 1; i >= 0; --i) {
            const inside = root.seek(item.children[i], fits)
            if (inside)
                return inside
        }
        return item.Accessible !== undefined && fits(item) ? item : null
    }

    function all(fits): list<Item> {
        const items = []
        const walk = item => {
            if (item.visible && fits(item))
                items.push(item)
            for (let i = 0; i < item.children.length; ++i)
                if (item.children[i].visible)
                    walk(item.children[i])
        }
        walk(root.window.contentItem)
        return items
    }

    /// That something with these words, in full, is on the screen.
    function says(words: string): bool {
        return root.found(item => item.text === words || item.Accessible.name === words) !== null
    }

    function trySays(words: string, milliseconds) {
        tryVerify(() => root.says(words), milliseconds ?? 5000, "nothing says “" + words + "”")
    }

    function tryNamed(name: string, milliseconds): Item {
        tryVerify(() => root.named(name) !== null, milliseconds ?? 5000, "there is no “" + name + "”")
        return root.named(name)
    }

    /// Whether a dialog that is not (or no longer) its own keeps clicks from it.
    function isVeiled(item): bool {
        const layers = root.window.Overlay.overlay.children
        let under = item
        while (under && under.parent !== root.window.Overlay.overlay)
            under = under.parent
        for (let i = layers.length - 1; i >= 0 && layers[i] !== under; --i)
            if (layers[i].objectName === "veil" && layers[i].visible)
                return true
        return false
    }

    /// Scrolls there, waits until a frame was drawn with it in the same place and nothing over it, and clicks in its
    /// middle, once more should it have moved away just then; an item of a menu is chosen by keys.
    function press(name: string, milliseconds) {
        for (let i = 0; i < 3; ++i) {
            const place = root.steadyPlace(name, milliseconds ?? 5000)
            const item = root.named(name)
            if (root.clicked(item))
                return
            console.info("“" + name + "” at " + place + " took no click; now it is at " + root.placeOf(item))
        }
        fail("“" + name + "” takes no click")
    }

    function placeOf(item: Item): string {
        return item ? String(item.mapToItem(null, 0, 0)) : ""
    }

    /// Where it is once it stays there.
    function steadyPlace(name: string, milliseconds: int): string {
        let place = ""
        let framesBefore = 0
        tryVerify(() => {
            const item = root.named(name)
            if (!item || !item.enabled || root.isVeiled(item))
                return false
            if (item.menu?.opened === false) // a menu that still opens takes no click
                return false
            root.window.follow(item)
            if (root.placeOf(item) === place)
                return frames.count > framesBefore // all was laid out since
            place = root.placeOf(item)
            framesBefore = frames.count
            root.window.update()
            return false
        }, milliseconds, "there is no “" + name + "” to press")
        return place
    }

    /// Clicks into a field and waits until it has the keyboard.
    function enter(name: string, milliseconds): Item {
        press(name, milliseconds)
        const field = root.named(name)
        tryVerify(() => field.activeFocus, 5000, "“" + name + "” does not take the keyboard")
        return field
    }

    /// Whether the click arrived; what is no button takes any.
    function clicked(item: Item): bool {
        if (item.menu) {
            item.forceActiveFocus()
            keyClick(Qt.Key_Space)
            return true
        }
        let arrived = item.clicked === undefined
        item.clicked?.connect(() => arrived = true)
        mouseClick(item, item.width / 2, item.height / 2)
        return arrived
    }

    /// Tab until the keyboard is at the thing with that name; as a person without a mouse gets there.
    function tabTo(name: string) {
        for (let i = 0; i < 120; ++i) {
            if (root.window.activeFocusItem.Accessible.name === name)
                return
            keyClick(Qt.Key_Tab)
        }
        fail("Tab does not lead to “" + name + "”")
    }

    function type(text: string) {
        for (const letter of text)
            keyClick(letter)
    }

    function toastSaid(): string {
        return toasts.count > 0 ? toasts.signalArguments[toasts.count - 1][1] : ""
    }
}
