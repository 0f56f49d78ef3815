// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "docs/archivetexts.h"

#include <QByteArray>
#include <QJsonValue>
#include <QList>
#include <QString>

/// What an API server tells of one release beyond a mirror (protocol.md 1.5 and 9), read from its archive.
struct ReleaseDocs {
    struct Doc {
        QString docpath;
        QString title;
        QString abstract;
        QString text;    ///< without markup
        QByteArray html; ///< the fragment
    };
    QByteArray meta; ///< META.json with `docs`, `special_files` and docpaths, in its author's order
    QList<Doc> docs;
    ArchiveTexts texts; ///< for a search index
    qint64 archiveBytes = 0;

    /// `metaText`: META.json as the mirror has it. Documents whose path cannot be a file's name here are left out. When
    /// the archive cannot be read there is META alone.
    [[nodiscard]] static Result<ReleaseDocs> read(const QByteArray &metaText,
                                                  const QString &archive);
    /// `meta` with the distribution's list of releases, which is JSON, and when it is given what deprecates it.
    [[nodiscard]] static Result<QByteArray>
    withReleases(const QByteArray &meta, const QByteArray &releases,
                 const QJsonValue &deprecated = QJsonValue::Undefined);
};
