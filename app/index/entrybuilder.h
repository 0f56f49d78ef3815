// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "index/searchquery.h"

#include <QMap>

/// README as it is in the archive.
struct ReadmeFile {
    QString source;
    QString name; ///< file name; its ending tells the markup
};

/// What is known of a release's archive; empty when it was not looked at.
struct ArchiveFacts {
    QStringList paths; ///< all files, with or without the top folder
    /// Text by path of the files that tell how it is built and loaded: Makefile, *.control, *.conf,
    /// *.c, *.sql, as far as they were read.
    QMap<QString, QString> texts;
    qint64 bytes = 0; ///< of the archive
};

/// Puts together what the index keeps of a distribution. Language, native code and restart come from
/// META v2 where it says them, else from the archive, else from tags and texts.
[[nodiscard]] IndexEntry buildEntry(const Release &release, const Distribution &distribution,
                                    const QString &registry, const ReadmeFile &readme = {},
                                    const QString &docsText = {}, const QString &functions = {},
                                    const ArchiveFacts &facts = {});

/// A README's words without its markup (Markdown and HTML; other text as it is), for searching.
[[nodiscard]] QString plainTextOf(const ReadmeFile &readme);
