// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

/// The kinds of reports and the JSON Schema of each, which is published and by which every report is checked.
namespace ReportKinds {

/// "builds", "tests", "distributions", "downloads", "advisories", "activity", "quality".
[[nodiscard]] const QStringList &all();
/// What a person sends about his own machine; becomes a report of the kind "builds".
[[nodiscard]] QString ownBuild();
/// Of a kind or of `ownBuild()`; empty when there is none.
[[nodiscard]] QJsonObject schema(const QString &kind);
/// Invalid: each thing that is wrong with its place and what to do, in the detail.
[[nodiscard]] Result<void> check(const QString &kind, const QJsonObject &data);

} // namespace ReportKinds
