// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"

#include <QJsonObject>
#include <QString>

/// Releases and distributions as the API tells them.
namespace ReleaseJson {

/// null or {"date", "reason", "replacement"}.
[[nodiscard]] QJsonValue yank(const std::optional<Yank> &yanked);
[[nodiscard]] QJsonValue deprecation(const std::optional<Deprecation> &deprecated);
/// What the database knows of a release. `origin`: "https://registry.example".
[[nodiscard]] QJsonObject summary(const Release &release, const QString &origin);
/// The same with `meta`, the released META.json, and `certificate`, what signs it: of META.json, or of the document
/// beside it (`certificates`), where the first version of META.json has no room for one.
[[nodiscard]] QJsonObject full(const Release &release, const QString &origin,
                               const QJsonObject &certificates = {});
/// Of all releases of one distribution, which are not none.
[[nodiscard]] QJsonObject distribution(QList<Release> releases,
                                       const std::optional<Deprecation> &deprecated,
                                       const QString &origin);

} // namespace ReleaseJson
