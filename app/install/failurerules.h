// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/failure.h"

#include <QList>
#include <QRegularExpression>

#include <functional>

/// One sentence that compilers, linkers, make, CMake or PostgreSQL say, and what it means.
struct FailureRule {
    enum Rank {
        decisive, ///< explains everything else in the output
        specific,
        general,
        last, ///< only that something failed
    };
    Rank rank = specific;
    QRegularExpression pattern;
    /// Everything but the evidence.
    std::function<FailureDiagnosis(const QRegularExpressionMatch &, const QString &text)> explain;
};
[[nodiscard]] const QList<FailureRule> &failureRules();
