// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "install/targetlayout.h"

#include <QByteArray>
#include <QList>
#include <QString>

/// One file that a build made for the target.
struct StagedFile {
    QString source; ///< in the stage or the build cache
    TargetLayout::Place place;
    QString destination; ///< where it goes, absolute
    quint32 mode = 0644; ///< 0644 or 0755
    qint64 size = 0;
    QByteArray sha256;
    bool operator==(const StagedFile &) const = default;

    /// The loadable library's name, for `pkglibdir/NAME.so`; empty for anything else.
    [[nodiscard]] QString moduleName() const;
};

/// What `make install DESTDIR=STAGE` left.
namespace StagedTree {
/// Every file, hashed, with its place. Refused, naming the file: one outside the target's folders, a device, a link
/// that leads out of the stage, a setuid bit, a hard link to something else. Links inside the stage become copies.
[[nodiscard]] Result<QList<StagedFile>> collect(const QString &stage, const TargetLayout &built,
                                                const TargetLayout &destination);
} // namespace StagedTree
