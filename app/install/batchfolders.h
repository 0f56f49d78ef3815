// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "install/copybatch.h"

#include <QHash>
#include <QString>
#include <QStringList>

/// The folders of a batch's destinations, each opened once, one part of the path at a time and never through a
/// link. POSIX only.
class BatchFolders
{
public:
    struct Place {
        int folder = -1; ///< descriptor, owned by this object
        QByteArray name; ///< in it
        bool mayReplace = false;
    };

    explicit BatchFolders(const CopyRules &rules);
    ~BatchFolders();
    BatchFolders(const BatchFolders &) = delete;
    BatchFolders &operator=(const BatchFolders &) = delete;

    /// Refused when `path` is outside the allowed folders or a link is on the way. With `make`, missing folders are
    /// made; without, a missing one is NotFound.
    [[nodiscard]] Result<Place> place(const QString &path, bool make);
    /// The folder itself, for looking through it.
    [[nodiscard]] Result<int> open(const QString &folder, bool make);
    /// The place of a folder to be deleted if it is empty: below an allowed folder, one itself, or on the way to
    /// one, which an install may have had to make.
    [[nodiscard]] Result<Place> emptyFolder(const QString &path);
    /// Deletes the folders that were made, as far as they are empty.
    void removeMade();
    /// Flushes the entries of every folder opened so far.
    [[nodiscard]] Result<void> flush();

private:
    [[nodiscard]] Result<QString> realPath(const QString &path) const;
    [[nodiscard]] Result<int> openReal(const QString &real, bool make);
    [[nodiscard]] Result<void> checkTrust(int descriptor, const QString &path) const;
    const CopyRules &m_rules;
    QHash<QString, int> m_open;
    QStringList m_made; ///< outermost first
};
