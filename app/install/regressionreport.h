// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

/// What `make installcheck` said, whichever way: pg_regress up to 15 ("test x ... ok"), from 16 on ("ok 1 - x"), or
/// pg_prove ("Files=3, Tests=27").
struct RegressionReport {
    bool ran = false; ///< at least one test was started
    int passed = 0;
    int total = 0;
    QStringList failed;
    QString summary; ///< "7 of 8 tests passed; failed: acl"
    bool operator==(const RegressionReport &) const = default;

    [[nodiscard]] bool isGreen() const { return ran && passed == total; }
    [[nodiscard]] QJsonObject toJson() const; ///< {"ran","passed","total","failed","summary"}
    /// `exitCode` of make: a run that failed is never green, even when each test line says ok.
    [[nodiscard]] static RegressionReport parse(const QString &output, int exitCode);
    [[nodiscard]] static RegressionReport notRun(const QString &why);
};
