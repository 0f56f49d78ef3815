// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/error.h"
#include "registry/http/httpmessage.h"

#include <QString>

/// Answers as PGXN Manager gives them (protocol.md 4.1): to programs (X-Requested-With) a short text in the form that
/// they accept, to browsers pages.
namespace ManagerAnswer {

/// Whether a program asks, and not a form in a browser.
[[nodiscard]] bool isForProgram(const RegistryRequest &request);
/// As a program gets it; `isError` marks HTML as one.
[[nodiscard]] RegistryResponse text(const RegistryRequest &request, int status,
                                    const QString &message, bool isError = true);
/// A page of its own, without scripts.
[[nodiscard]] RegistryResponse page(int status, const QString &title, const QString &html);
/// Of `ApiRoute::refuse`.
[[nodiscard]] RegistryResponse refuse(const Error &error, const RegistryRequest &request,
                                      int status);

} // namespace ManagerAnswer
