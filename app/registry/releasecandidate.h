// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/cancellation.h"
#include "core/result.h"

#include <QByteArray>
#include <QString>

#include <optional>

/// An archive that somebody wants to publish, examined (protocol.md 4.2, steps 1 to 5 and 9).
struct ReleaseCandidate {
    Release release; ///< as META.json says; nothing of the registry's in it
    QByteArray metaText;
    std::optional<QByteArray> readme;
    QString prefix;            ///< the folder of META.json in the archive; empty: the top
    bool mustBePacked = false; ///< the archive cannot be published as it is

    /// Refused or Integrity: the archive is hostile or damaged. Invalid: it is no archive, has no META.json, or what
    /// is in that is wrong; the message lists every problem. `shownName`: what messages call the archive.
    [[nodiscard]] static Result<ReleaseCandidate> examine(const QString &archivePath,
                                                          const QString &shownName,
                                                          const CancellationToken &token = {});
    /// Packs the archive anew as it should be, using `workFolder` (empty or missing) for the unpacked files.
    [[nodiscard]] Result<void> packAnew(const QString &archivePath, const QString &workFolder,
                                        const QString &newArchivePath,
                                        const CancellationToken &token = {}) const;
};
