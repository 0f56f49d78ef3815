// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/store/reportstore.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QList>
#include <QString>

/// What all reports of a distribution come to, in the shapes that PGXN's registry metadata has (protocol.md 11).
namespace ReportMetrics {

/// One member for each source that has said something.
[[nodiscard]] QJsonObject sources(const QList<Report> &reports);
/// Numbers of passes, fails and unknowns of `version`, and of advisories that affect it.
[[nodiscard]] QJsonObject aggregates(const QList<Report> &reports, const QString &version);
/// Where binaries are, each place once.
[[nodiscard]] QJsonArray distributions(const QList<Report> &reports);
/// Of all sources; each name once, as its newest report has it. `version`: only what affects it, when not empty.
[[nodiscard]] QJsonArray advisories(const QList<Report> &reports, const QString &version = {});
[[nodiscard]] bool affects(const QJsonObject &advisory, const QString &version);

} // namespace ReportMetrics
