// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metarules.h"

#include <QCoreApplication>

#include <algorithm>

MetaCheck::Rule MetaRules::ruleNamed(std::span<const Named> rules, const QString &part)
{
    const auto found = std::find_if(rules.begin(), rules.end(),
                                    [&](const Named &known) { return known.part == part; });
    return found == rules.end() ? nullptr : found->rule;
}

QStringList MetaRules::namesOf(std::span<const Named> rules)
{
    QStringList names;
    for (const Named &known : rules)
        names << known.part;
    return names;
}

QString MetaRules::adviceOn(std::span<const Advice> known, const QString &key)
{
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const Advice &entry) { return entry.key == key; });
    return found == known.end() ? QString()
                                : QCoreApplication::translate("MetaValidator", found->advice);
}
