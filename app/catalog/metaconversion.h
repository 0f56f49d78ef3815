// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QJsonObject>
#include <QJsonValue>

/// Meta Spec v1 -> v2, part by part (protocol.md 3.9). Each function reads a whole v1 document and gives the
/// v2 member's value; undefined when there is nothing to write. Internal to `MetaWriter`.
namespace MetaConversion {

/// What is copied or renamed at the top, and `meta-spec`.
[[nodiscard]] QJsonObject common(const QJsonObject &meta);
[[nodiscard]] Result<QJsonValue> maintainers(const QJsonObject &meta);
[[nodiscard]] Result<QJsonValue> license(const QJsonObject &meta);
[[nodiscard]] Result<QJsonValue> contents(const QJsonObject &meta);
[[nodiscard]] QJsonValue classifications(const QJsonObject &meta);
[[nodiscard]] QJsonValue ignore(const QJsonObject &meta);
[[nodiscard]] QJsonValue dependencies(const QJsonObject &meta);
[[nodiscard]] QJsonValue resources(const QJsonObject &meta);
[[nodiscard]] Result<QJsonValue> certs(const QJsonObject &meta);
/// Whether a registry has added to `meta`.
[[nodiscard]] bool isReleased(const QJsonObject &meta);

} // namespace MetaConversion
