// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "registry/registryservice.h"
#include "registry/web/webpage.h"

#include <QDateTime>
#include <QList>
#include <QString>

/// What several pages have in common.
namespace WebParts {

[[nodiscard]] WebPage::Site site(RegistryContext &context);
/// "https://registry.example": as whoever runs it says, else as the client named it.
[[nodiscard]] QString origin(RegistryContext &context, const ApiCall &call);
/// Whether the client wants pages to be looked at, not data.
[[nodiscard]] bool isBrowser(const RegistryRequest &request);
[[nodiscard]] RegistryResponse redirect(int status, const QString &address);
[[nodiscard]] RegistryResponse notFound(RegistryContext &context, const RegistryRequest &request);
[[nodiscard]] RegistryResponse failed(RegistryContext &context, const RegistryRequest &request,
                                      const Error &error);

[[nodiscard]] QString distAddress(const QString &name, const QString &version = {});
/// `base`: of the distribution's or version's pages; `docpath`: without the file's ending.
[[nodiscard]] QString docAddress(const QString &base, const QString &docpath);
[[nodiscard]] QString extensionAddress(const QString &name);
[[nodiscard]] QString userAddress(const QString &nickname);
[[nodiscard]] QString tagAddress(const QString &tag);
/// `one`, or `many` with the number in it: "1 review", "3 reviews".
[[nodiscard]] QString counted(qint64 number, const QString &one, const QString &many);
/// "2 March 2024"
[[nodiscard]] QString day(const QDateTime &time);

/// One row each: name, version, abstract, who and when.
void releases(HtmlWriter &html, const QList<Release> &list);
/// The best release of each distribution among `list`, by name.
[[nodiscard]] QList<Release> bestOfEach(const QList<Release> &list);

} // namespace WebParts
