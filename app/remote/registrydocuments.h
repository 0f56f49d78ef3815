// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

struct RegistryUser {
    QString nickname;
    QString name; ///< the nickname when the document gives none
    QString email;
    QString uri;
    bool operator==(const RegistryUser &) const = default;
};

struct ExtensionLocation {
    QString distribution;
    Version version; ///< of the distribution
    Version extensionVersion;
    ReleaseStatus status = ReleaseStatus::Stable;
    bool operator==(const ExtensionLocation &) const = default;
};

/// Reads what mirrors and API servers say besides META and release lists, in every shape of protocol.md 1.4,
/// 1.5 and 10.1. Pure. What cannot be understood inside a document is skipped; only a document that is no
/// JSON of the right kind is an error.
namespace RegistryDocuments {

[[nodiscard]] Result<QJsonObject> parseObject(const QByteArray &json);

/// Highest extension version first; within one, in the document's order (newest upload first).
[[nodiscard]] Result<QList<ExtensionLocation>> parseExtension(const QByteArray &json);
[[nodiscard]] Result<RegistryUser> parseUser(const QByteArray &json);
/// The distributions of a `user` or `tag` document.
[[nodiscard]] Result<QStringList> parseReleaseNames(const QByteArray &json);
/// Member `key` of each item of the list `list` of a `stats` document.
[[nodiscard]] Result<QStringList> parseStats(const QByteArray &json, const QString &list,
                                             const QString &key);
/// A list of names, or of objects whose member `key` is the name (`userlist`: "user").
[[nodiscard]] Result<QStringList> parseList(const QByteArray &json, const QString &key);

} // namespace RegistryDocuments
