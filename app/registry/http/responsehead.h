// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>

struct RegistryResponse;

/// Writes the header of a response as it goes over the wire.
namespace ResponseHead {

/// "HTTP/1.1 200 OK\r\n"
void appendStatusLine(QByteArray &head, int status, bool isVersion10);
/// The response's own fields, and Content-Length where it belongs. A field that could break out of its line is left
/// out. Neither Date nor Connection nor the empty line.
void appendFields(QByteArray &head, const RegistryResponse &response);
/// Whether a response with this status has content at all.
[[nodiscard]] bool mayHaveContent(int status);

} // namespace ResponseHead
