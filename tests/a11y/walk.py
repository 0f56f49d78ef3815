"""Visits each page of the running window through AT-SPI, as a screen reader does, and fails on any control without a
name. Pages are changed by pressing the rail's buttons over AT-SPI, which also proves that pressing works there."""
import sys
import time

import pyatspi
from gi.repository import Atspi

Atspi.set_timeout(30_000, 60_000)  # milliseconds for a call, and at the start of a program; by itself less than a second

CONTROLS = {
    pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_CHECK_BOX, pyatspi.ROLE_RADIO_BUTTON,
    pyatspi.ROLE_COMBO_BOX, pyatspi.ROLE_ENTRY, pyatspi.ROLE_TEXT, pyatspi.ROLE_LINK, pyatspi.ROLE_MENU_ITEM,
    pyatspi.ROLE_PAGE_TAB, pyatspi.ROLE_SLIDER, pyatspi.ROLE_SPIN_BUTTON, pyatspi.ROLE_LIST_ITEM,
    pyatspi.ROLE_PROGRESS_BAR, pyatspi.ROLE_IMAGE,
}
PAGES = ["Discover", "Installed", "Sandbox", "Activity", "Registry", "Settings"]


def application(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        desktop = pyatspi.Registry.getDesktop(0)
        for child in desktop:
            if child is not None and "howdah" in (child.name or "").lower() and child.childCount > 0:
                return child
        time.sleep(0.2)
    sys.exit("FAIL the window did not appear on the accessibility bus")


def walk(node, visit, depth=0):
    if depth > 60:
        return
    try:
        node.clear_cache()
        states = node.getState()
        if depth > 1 and not states.contains(pyatspi.STATE_SHOWING) and not states.contains(pyatspi.STATE_VISIBLE):
            return
        visit(node)
        children = list(node)
    except Exception:  # it went away while we looked
        return
    for child in children:
        if child is not None:
            walk(child, visit, depth + 1)


def press(app, name):
    found = []

    def visit(node):
        if node.name == name and node.getRole() in CONTROLS:
            found.append(node)

    walk(app, visit)
    for node in found:
        try:
            action = node.queryAction()
        except NotImplementedError:
            continue
        for i in range(action.nActions):
            if action.getName(i) == "Press":
                action.doAction(i)
        return True
    return False


app = application(30)
time.sleep(1.5)
failures = []
total = 0
for page in PAGES:
    end = time.monotonic() + 20
    while not (found := press(app, page)) and time.monotonic() < end:
        time.sleep(0.5)
    if not found:
        failures.append(f"{page}: its button in the rail cannot be found and pressed")
        continue
    time.sleep(1.0)
    counted = 0

    def visit(node):
        global counted
        if node.getRole() not in CONTROLS:
            return
        counted += 1
        if not (node.name or "").strip():
            parents = []
            parent = node.parent
            while parent is not None and len(parents) < 4:
                parents.append(f"{parent.getRoleName()} “{parent.name}”")
                parent = parent.parent
            failures.append(f"{page}: a {node.getRoleName()} has no name (in {' < '.join(parents)})")

    walk(app, visit)
    print(f"{page}: {counted} controls")
    total += counted
    if counted < 8:
        failures.append(f"{page}: only {counted} controls were seen; the page is not there")

for failure in failures:
    print("FAIL " + failure)
print(f"{total} controls on {len(PAGES)} pages, {len(failures)} problems")
sys.exit(1 if failures else 0)
