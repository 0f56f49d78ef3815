// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>

/// An answer that many clients get alike, kept as it goes over the wire but for the status line, Date and
/// Connection. Never changes; shared between threads.
class ReadyAnswer
{
public:
    int status = 200;
    QByteArray
        headerLines; ///< "Name: value\r\n"…, Content-Length among them when the status lets it
    QByteArray body;
};
