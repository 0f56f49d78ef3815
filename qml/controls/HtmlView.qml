// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick

/// Shows sanitized HTML in the window's type and colours; text can be selected, links come out as a
/// signal and are never followed here.
TextEdit {
    id: root

    property string html
    property string label: qsTr("Document")

    signal linkPressed(string link)

    // Blocks of code get a padded ground, which rich text gives to tables only. Before a table it forgets the
    // margin of a paragraph, unless another, as low as can be, stands between them.
    readonly property string framed: html.replace(/<table/g, "<table width=\"100%\"")
        .replace(/<pre/g, "<p style=\"font-size: 1px; margin: 0px\">&nbsp;</p>"
                 + "<table width=\"100%\" cellspacing=\"0\" bgcolor=\"" + Theme.code
                 + "\"><tr><td class=\"code\"><pre style=\"margin-top: 0px; margin-bottom: 0px\"")
        .replace(/\n?(<\/code>)?<\/pre>/g, "$1</pre></td></tr></table>")

    text: "<style>a { color: " + Theme.primary + "; text-decoration: none }"
          + "h1 { font-size: x-large; font-weight: 600 } h2 { font-size: large; font-weight: 600 }"
          + "h3, h4, h5, h6 { font-size: medium; font-weight: 600 }"
          + "code, pre, tt { font-family: '" + Theme.mono + "'; font-size: 12px;"
          + " background-color: " + Theme.code + " }"
          + "th { color: " + Theme.mute + "; font-weight: 500; text-align: left }"
          + "td, th { padding: 6px 16px 6px 4px }"
          + "td.code { padding: 10px }"
          + "blockquote { color: " + Theme.mute + " }</style>" + root.framed
    textFormat: TextEdit.RichText
    readOnly: true
    selectByMouse: true
    selectByKeyboard: true
    activeFocusOnTab: true
    wrapMode: TextEdit.Wrap
    color: Theme.text
    selectionColor: Theme.primary
    selectedTextColor: Theme.primaryInk
    font.family: Theme.family
    font.pixelSize: Theme.body
    Accessible.role: Accessible.EditableText
    Accessible.readOnly: true
    Accessible.multiLine: true
    Accessible.name: label
    onLinkActivated: link => root.linkPressed(link)

    HoverHandler {
        cursorShape: root.hoveredLink !== "" ? Qt.PointingHandCursor : Qt.IBeamCursor
    }
}
