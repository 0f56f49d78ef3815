// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/web/htmlwriter.h"
#include "registry/web/standing.h"

#include <QString>

/// The side of a distribution's page: its three numbers, and its badges for READMEs.
namespace StandingCards {

void writeNumbers(HtmlWriter &html, const Standing &standing);
/// `origin`: how others name this registry.
void writeBadges(HtmlWriter &html, const Standing &standing, const QString &origin);

} // namespace StandingCards
