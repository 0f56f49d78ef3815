// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>

struct RegistryRequest;
struct RegistryResponse;

/// "?callback=NAME" (protocol.md 1.6): the JSON as an argument of a function that the asking page names.
namespace Jsonp {

/// Whether `name` may be called: an identifier, or several with dots between.
[[nodiscard]] bool isCallback(QByteArrayView name);
/// `/**/name(json)`
[[nodiscard]] QByteArray wrapped(QByteArrayView name, const QByteArray &json);
/// Wraps a JSON `response` when the request has a callback: 400 when its name may not be called; 403 when the server is
/// not shared, since pages of other sites are who needs one. Leaves all other
/// responses as they are; one whose content is a file must have been read before.
void apply(const RegistryRequest &request, RegistryResponse &response);

} // namespace Jsonp
