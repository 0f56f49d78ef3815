// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "remote/httpclient.h"

/// Answers requests for file: addresses as a plain web server would: 200 or 404, with Last-Modified. Names are
/// percent-decoded segment by segment; a segment that is "..", or holds an encoded slash, is refused, so a
/// mirror's folder is not left by a name taken from a document.
namespace LocalFiles {

[[nodiscard]] Result<HttpResponse> stream(const HttpRequest &request, const HeaderSink &head,
                                          const ByteSink &sink, const CancellationToken &token);
/// The path that a file: address means. Refused as described above, Invalid for another host.
[[nodiscard]] Result<QString> pathOf(const QUrl &url);

} // namespace LocalFiles
