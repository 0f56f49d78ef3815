// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "remote/httpclient.h"

#include <QNetworkProxy>

#include <map>

/// The proxy for a request. This machine itself (localhost, 127.0.0.0/8, ::1) is never reached through one:
/// the embedded registry lives there. `System` follows http_proxy, https_proxy, all_proxy and no_proxy when any
/// of them is set, the desktop's settings otherwise.
[[nodiscard]] QNetworkProxy proxyFor(const NetworkOptions &options, const QUrl &url);

/// The same choice for a child process: http_proxy, https_proxy, all_proxy and no_proxy, each in lower and upper
/// case. An empty value means that the variable is to be removed.
[[nodiscard]] std::map<QString, QString> proxyEnvironment(const NetworkOptions &options);
