// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "postgres/installation.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

/// The folders extension files go to, each under the name pg_config has for it; says which of them a path is in.
/// A file's place as "folder name + rest" is the same on every installation, and in a person's own folder.
class TargetLayout
{
public:
    struct Place {
        QString folder;   ///< "sharedir", "pkglibdir"…
        QString relative; ///< below it
        bool operator==(const Place &) const = default;
    };

    /// Of `Installation::allowedFolders()`.
    [[nodiscard]] static TargetLayout of(const Installation &installation);
    /// PostgreSQL 18 and later: share/ and lib/ below one folder.
    [[nodiscard]] static TargetLayout inUserFolder(const QString &folder);

    /// The innermost folder that holds `path`; nothing when it is in none of them.
    [[nodiscard]] std::optional<Place> placeOf(const QString &path) const;
    /// Nothing when this layout has no such folder.
    [[nodiscard]] std::optional<QString> path(const Place &place) const;
    [[nodiscard]] QStringList folders() const;
    /// Folders that hold extensions; the others hold PostgreSQL's own and other packages' files as well.
    [[nodiscard]] static bool isForExtensions(const QString &folder);

private:
    QList<std::pair<QString, QString>> m_folders;
};
