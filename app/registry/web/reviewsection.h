// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/web/htmlwriter.h"
#include "registry/web/standing.h"

#include <QList>

/// The part of a distribution's page with the verdicts of people: what they come to, and one after the other.
namespace ReviewSection {

constexpr int onePage = 20; ///< reviews

/// `before`: lists those with lower ids only; 0: begins with the newest.
void write(HtmlWriter &html, const Standing &standing, qint64 before = 0);
/// Average and number of reviews in few words, for the side of a page; nothing while there are none.
void writeSummary(HtmlWriter &html, const Standing &standing);
/// One after the other, each with a link to what it is about.
void writeList(HtmlWriter &html, const QList<Review> &reviews, bool showsTexts);

} // namespace ReviewSection
