// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/jsontext.h"
#include "catalog/release.h"

#include <functional>

/// Single values of META.json, read with indulgence: what is not understood is empty.
namespace MetaValues {

[[nodiscard]] QString text(const QJsonValue &value);
/// The strings of an array, or a single one; empty ones and other types are left out.
[[nodiscard]] QStringList texts(const QJsonValue &value);
/// A path that stays within the archive, or nothing.
[[nodiscard]] QString safePath(const QJsonValue &value);
/// Only what may be opened when somebody clicks on it.
[[nodiscard]] QUrl safeUrl(const QJsonValue &value);
[[nodiscard]] VersionRange range(const QJsonValue &value);
[[nodiscard]] QDateTime date(const QJsonValue &value); ///< in UTC
/// `size` raw bytes from hex; empty when it is not that.
[[nodiscard]] QByteArray digest(const QJsonValue &value, qsizetype size);

using UsePrerequisite = std::function<void(Requirement::Phase, Requirement::Relation,
                                           const QString &name, const VersionRange &range)>;
/// Each line of v1 `prereqs` or v2 `packages`, which stand at `pointer` in `source`, in the author's order.
void forEachPrerequisite(const QJsonObject &prereqs, const JsonText &source, const QString &pointer,
                         const UsePrerequisite &use);

} // namespace MetaValues
