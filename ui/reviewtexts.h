// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "reviewmodel.h"

#include <QJsonObject>
#include <QVariantMap>

/// Reviews and ratings of the API as the page says them.
namespace ReviewTexts {

struct Verdict {
    QString text; ///< "Works"
    QString kind; ///< colour word
    QString icon;
};
[[nodiscard]] Verdict verdict(const QString &works);
[[nodiscard]] QString aspect(const QString &name); ///< "Documentation"
/// "1.2.0 · PostgreSQL 17 · Linux amd64".
[[nodiscard]] QString place(const QJsonObject &review);
[[nodiscard]] ReviewRow row(const QJsonObject &review, const QString &own, const QDateTime &now);
/// {reviews, counted, summary, averageText, average, works: list{text, kind, icon, count, share}, stars: list{key,
/// title, average, averageText, count, bars: list{stars, count, share}} (the first is of all aspects), rule}.
[[nodiscard]] QVariantMap rating(const QJsonObject &rating);

} // namespace ReviewTexts
