// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/archivelimits.h"
#include "core/result.h"

#include <QByteArrayView>
#include <QHash>
#include <QString>

/// Judges the names of one archive's entries, one after the other: what is unsafe on any system that
/// Howdah runs on is refused everywhere, so that an archive is either good for all or for none.
class EntryNames
{
public:
    explicit EntryNames(const ArchiveLimits &limits);

    struct Verdict {
        QString path;
        bool isRepeatedFolder = false; ///< the same folder was named before: harmless, skip it
    };
    /// `raw` as the archive holds it; a folder's closing slash is cut off.
    [[nodiscard]] Result<Verdict> add(QByteArrayView raw, bool isFolder);

    /// Why a path may not be in an archive; empty when it may. Looks at this name only.
    [[nodiscard]] static QString problemOf(QByteArrayView raw, const ArchiveLimits &limits);
    /// The name made fit to be shown: control characters escaped, long ones cut.
    [[nodiscard]] static QString printable(QByteArrayView raw);
    /// "“NAME” in the archive is refused: REASON"
    [[nodiscard]] static Error refusal(QByteArrayView raw, const QString &reason);

private:
    struct Known {
        QString path;
        bool isFolder = false;
        bool isNamed = false; ///< has an entry of its own, not only entries below it
    };
    [[nodiscard]] Result<void> addParents(QByteArrayView raw, const QString &path);

    ArchiveLimits m_limits;
    QHash<QString, Known> m_known; ///< by case-folded, composed path
    QString m_lastParent;
};
