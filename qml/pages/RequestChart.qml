// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
import QtQuick
import Howdah.Controls

/// Requests per minute of the last minutes, the newest at the right.
AreaChart {
    id: root

    required property var traffic ///< RegistryTraffic

    values: traffic.samples
    capacity: traffic.capacity
    upper: traffic.top
    upperText: traffic.topText
    startText: traffic.spanText
    endText: qsTr("now")
    label: qsTr("Requests per minute: %1").arg(traffic.text)
}
