// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QtGlobal>

#include <optional>

struct RegistryRequest;

/// What HTTP lets a client ask beside a path: only when changed (RFC 9110, section 13), only a part
/// (section 14).
namespace HttpConditions {

/// One version of a file.
struct Validators {
    QByteArray etag; ///< strong, with its quotes
    QDateTime modified;
};

/// "Sun, 22 Nov 2026 10:11:12 GMT"
[[nodiscard]] QByteArray dateText(const QDateTime &date);
/// Whether the client has this version already (answer 304).
[[nodiscard]] bool isUnchanged(const RegistryRequest &request, const Validators &current);

struct Range {
    qint64 first = 0;
    qint64 length = 0;
    bool isSatisfiable = true; ///< otherwise answer 416
};
/// The one part asked for of `size` bytes; empty when the whole is to be sent: no range, several, one that
/// cannot be read, or `If-Range` names another version.
[[nodiscard]] std::optional<Range> rangeOf(const RegistryRequest &request,
                                           const Validators &current, qint64 size);

} // namespace HttpConditions
