// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/web/htmlwriter.h"
#include "registry/web/standing.h"

/// The parts of a distribution's page that come from reports of services and of users. Each writes nothing, or says how
/// to change that, when nobody has reported. `version`: the one that the page is about, as released.
namespace ReportSections {

/// What is dangerous about this version, for the top of the page.
void writeAdvisories(HtmlWriter &html, const Standing &standing, const QString &version);
/// Advisories about other versions only.
void writePastAdvisories(HtmlWriter &html, const Standing &standing, const QString &version);
/// Where it can be had ready-made.
void writePackages(HtmlWriter &html, const Standing &standing, const QString &version);
/// Whether it works, by PostgreSQL and platform, and who says so.
void writeMatrix(HtmlWriter &html, const Standing &standing, const QString &version);

} // namespace ReportSections
