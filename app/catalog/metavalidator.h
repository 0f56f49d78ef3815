// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QString>
#include <QStringList>

/// One thing wrong with a META.json.
struct MetaProblem {
    QString
        pointer; ///< JSON pointer (RFC 6901) of the member: "/provides/pair/version"; "" is the document
    QString message; ///< what is wrong
    QString remedy;  ///< how to mend it
    bool operator==(const MetaProblem &) const = default;
};

/// Strict check against Meta Spec v1 or v2 (protocol.md 2, 3): where upstream's two validators differ, the
/// stricter. Refuses dangerous paths that both let through (absolute, drive letter, backslash, `..`).
namespace MetaValidator {

enum class Kind {
    Author,   ///< what goes into an archive
    Released, ///< with the registry's additions: v1 user/date/sha1, v2 certs
};

/// How much is asked.
enum class Strictness {
    Schema, ///< what upstream's JSON Schemas ask, no more
    Strict, ///< the stricter of upstream's validators, and safe paths and names
};

/// Empty when `meta` is right. All problems, in document order.
[[nodiscard]] QList<MetaProblem> check(const QJsonObject &meta, Kind kind = Kind::Author);
/// The same for text: JSON errors are problems too (pointer "", with line and column).
[[nodiscard]] QList<MetaProblem> check(const QByteArray &json, Kind kind = Kind::Author);

/// Checks one part of a document: `part` is the name of upstream's sub-schema of that spec version ("term",
/// "version_range", "prereq_phase"…). An unknown part is a problem.
[[nodiscard]] QList<MetaProblem> checkPart(int spec, const QString &part, const QJsonValue &value,
                                           Strictness strictness = Strictness::Strict);
[[nodiscard]] QStringList partNames(int spec);

} // namespace MetaValidator
