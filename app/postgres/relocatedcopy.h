// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/commandrunner.h"
#include "core/result.h"
#include "postgres/installation.h"

#include <QString>

/// Where the folders of an installation go in a copy that PostgreSQL accepts: it finds its folders by
/// their place relative to its programs, so everything keeps its place below the common prefix.
struct CopyLayout {
    QString prefix; ///< of the original: "/usr", "/usr/local/pgsql"
    QString base;   ///< what stands for it: "FOLDER/usr", "FOLDER/pgsql"

    [[nodiscard]] static CopyLayout of(const Installation &original, const QString &folder);
    /// Empty when `path` is not below the prefix.
    [[nodiscard]] QString placeOf(const QString &path) const;
};

/// Whether other software's files live in the folder too (/usr/bin, /opt/homebrew/lib…).
[[nodiscard]] bool isSharedFolder(const QString &folder);

/// Makes a copy of `original` below `folder`, which exists: programs are copied, since PostgreSQL follows
/// links to find its home; all else is real folders of links to the original's files. Only the server's own
/// folders of headers and its bitcode, which nothing installs into, are links as a whole: whoever writes into
/// the copy must check where a path really leads. Manual pages and the bitcode of other modules are left out.
/// Unsupported when the copy's pg_config does not report the copy's folders.
[[nodiscard]] Result<Installation> makeRelocatedCopy(const Installation &original,
                                                     const QString &folder, CommandRunner &runner,
                                                     const CancellationToken &token = {});
