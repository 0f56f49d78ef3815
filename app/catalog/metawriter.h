// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

/// Writes META documents: conversion and text.
namespace MetaWriter {

/// Meta Spec v1 -> v2 as protocol.md 3.9; also for released v1 documents (adds `certs`, whose signature says
/// that there is none: only a registry can sign). A v2 document is returned as it is. Errors name the
/// member; their detail has upstream's words for it. The result need not be valid: what was no URI or no
/// path in v1 is none in v2 either.
[[nodiscard]] Result<QJsonObject> toV2(const QJsonObject &meta);
/// One part of that: "common", "maintainers", "license", "contents", "classifications", "ignore",
/// "dependencies", "resources" or "certs", from a whole v1 document. Undefined when there is nothing to write.
[[nodiscard]] Result<QJsonValue> partToV2(const QString &part, const QJsonObject &meta);
/// Indented JSON in the spec's member order, newline at the end; same input, same bytes.
[[nodiscard]] QByteArray toText(const QJsonObject &meta);

} // namespace MetaWriter
