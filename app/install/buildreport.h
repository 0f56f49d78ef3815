// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/platform.h"
#include "core/result.h"
#include "jobs/jobhistory.h"
#include "postgres/installation.h"

#include <QJsonObject>

/// What one's own installs say about a release, in the form that a registry takes (its schema "own-build"). Names
/// neither the person nor the machine, and holds no log.
namespace BuildReport {

/// Of a job that has ended. Unsupported: it says nothing about the release: it was no install, was cancelled, or failed
/// for want of something that is this computer's own affair (network, rights, space, a compiler).
[[nodiscard]] Result<QJsonObject> of(const JobRecord &record, const ServerVersion &postgres,
                                     const Platform &platform);

} // namespace BuildReport
