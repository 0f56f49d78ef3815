// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/commandrunner.h"
#include "core/result.h"
#include "postgres/installation.h"

#include <QString>

#include <optional>

/// What this machine compiles with for one installation. Found by looking and by trying the compiler once.
struct Toolchain {
    QString make;     ///< GNU make; empty: none
    QString cmake;    ///< empty: none
    QString compiler; ///< what CC resolves to; empty: none
    QString
        replacedCompiler; ///< CC to pass because the recorded one is not here; empty: none needed
    std::optional<QString>
        cflags;                ///< CFLAGS to pass because the compiler refuses some recorded ones
    bool serverHasJit = false; ///< built --with-llvm: extensions normally bring bitcode
    bool makesBitcode = false; ///< and the clang it was built with is here

    bool operator==(const Toolchain &) const = default;

    [[nodiscard]] static Toolchain find(const Installation &installation, CommandRunner &runner,
                                        const CancellationToken &token = {});
};
