// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/metacheck.h"

#include <QLatin1StringView>
#include <QStringList>

#include <span>

/// The rules of both spec versions, by the name of upstream's sub-schema. Internal to the validator.
namespace MetaRules {

/// Null when there is none of that name. "distribution" is an author's document, "release" a released one.
[[nodiscard]] MetaCheck::Rule v1(const QString &part);
[[nodiscard]] MetaCheck::Rule v2(const QString &part);
[[nodiscard]] QStringList v1Names();
[[nodiscard]] QStringList v2Names();

// What the tables of both versions are made of.

struct Named {
    QLatin1StringView part;
    MetaCheck::Rule rule;
};
/// A member that belongs to another version or habit, and what to do with it (QT_TRANSLATE_NOOP, "MetaValidator").
struct Advice {
    QLatin1StringView key;
    const char *advice;
};
[[nodiscard]] MetaCheck::Rule ruleNamed(std::span<const Named> rules, const QString &part);
[[nodiscard]] QStringList namesOf(std::span<const Named> rules);
/// Empty when there is none.
[[nodiscard]] QString adviceOn(std::span<const Advice> known, const QString &key);

} // namespace MetaRules
