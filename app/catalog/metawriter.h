// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QJsonObject>

/// Writes META documents: conversion and text.
namespace MetaWriter {

/// Meta Spec v1 -> v2 as protocol.md 3.9; also for released v1 documents (adds `certs`). A v2 document is
/// returned as it is. Errors name the member.
[[nodiscard]] Result<QJsonObject> toV2(const QJsonObject &meta);
/// Indented JSON in the spec's member order, newline at the end; same input, same bytes.
[[nodiscard]] QByteArray toText(const QJsonObject &meta);

} // namespace MetaWriter
