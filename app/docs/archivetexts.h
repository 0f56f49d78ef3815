// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "archive/archivereader.h"
#include "catalog/release.h"

#include <QMap>
#include <QString>
#include <QStringList>

/// What an archive tells a search index besides META: README under its true name, documentation, what it is built from.
struct ArchiveTexts {
    QStringList paths; ///< all files
    /// Text by path of the files that tell how it is built and loaded: Makefile, *.control, *.conf, *.c, *.sql.
    QMap<QString, QString> buildFiles;
    QString readme;     ///< source
    QString readmeFile; ///< its name
    QStringList docs;   ///< plain text of the documentation for users

    /// Skips what is too large or cannot be read.
    [[nodiscard]] static ArchiveTexts of(const ArchiveReader &archive, const Release &release);
};
