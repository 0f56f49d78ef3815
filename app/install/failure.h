// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/error.h"

#include <QString>

/// What a failed build or activation most likely means, read off its output.
struct FailureDiagnosis {
    enum class Cause {
        MissingHeader,
        MissingLibrary,
        MissingTool,
        CompilerError,
        WrongPostgres,
        NeedsPreload,
        MissingExtension,
        Permission,
        DiskFull,
        Network,
        TimeLimit,
        MemoryLimit,
        Conflict,
        Unknown,
    };
    Cause cause = Cause::Unknown;
    QString subject;  ///< the header, library, tool…
    QString headline; ///< "The header openssl/ssl.h is missing."
    QString action;   ///< "Install libssl-dev, then retry."
    QString command;  ///< "sudo apt-get install libssl-dev"; empty when not known
    QString evidence; ///< the lines that say so
    bool operator==(const FailureDiagnosis &) const = default;
};
[[nodiscard]] QString nameOf(FailureDiagnosis::Cause cause);

namespace Failure {
[[nodiscard]] FailureDiagnosis diagnose(const Error &error, const QString &log);
}
