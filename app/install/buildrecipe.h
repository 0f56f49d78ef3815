// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/commandrunner.h"
#include "core/result.h"
#include "install/toolchain.h"
#include "postgres/installation.h"

#include <QList>
#include <QString>

/// How one unpacked release becomes files in a stage: the commands, in order, to be run inside the jail. Pure but for
/// looking at the source folder.
///
/// Bitcode for the server's JIT is made exactly when the server was built with LLVM and the clang it was built with
/// is installed, because that is what a hand-made installation would hold; without that clang it is left out
/// (`with_llvm=no`) instead of failing.
struct BuildRecipe {
    enum class Pipeline {
        Pgxs,
        ConfigurePgxs, ///< `configure` first, then make
        Cmake,
        SqlOnly, ///< control and SQL files, no Makefile: put in place by `SqlOnlyBuild`
    };
    struct Task {
        QString title;
        Command command;
    };

    Pipeline pipeline = Pipeline::Pgxs;
    QList<Task> tasks;            ///< configure, compile, install into the stage; none for SqlOnly
    std::optional<Command> tests; ///< installcheck; empty when the pipeline has none
    int compilations = 0;         ///< about how many compiler runs, for the progress

    /// What the source needs: META v2's hint first, then what is there. Unsupported names the tool that this program
    /// cannot drive (pgrx, meson…) and what to do.
    [[nodiscard]] static Result<Pipeline> detect(const QString &source, const Release &release);
    [[nodiscard]] static Result<BuildRecipe> make(Pipeline pipeline, const QString &source,
                                                  const QString &stage,
                                                  const Installation &installation,
                                                  const Toolchain &tools, int jobs);
};
[[nodiscard]] QString nameOf(BuildRecipe::Pipeline pipeline);

/// Everything a build is told about its target: nothing else leads it to another PostgreSQL.
[[nodiscard]] QProcessEnvironment buildEnvironment(const Installation &installation);
