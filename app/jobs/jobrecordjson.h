// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "jobs/jobhistory.h"

#include <QJsonObject>

/// A record's form on disk.
namespace JobRecordJson {

[[nodiscard]] QJsonObject write(const JobRecord &record);
/// Tolerant of missing members; Invalid when there is no id.
[[nodiscard]] Result<JobRecord> read(const QByteArray &json);

} // namespace JobRecordJson
