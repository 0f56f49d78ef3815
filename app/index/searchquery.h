// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

/// What the index keeps of one distribution: its best release, and what cannot be read off META.
struct IndexEntry {
    Release release;           ///< the best one of the distribution
    Distribution distribution; ///< all versions
    QString registry;          ///< name of the registry it came from
    QString readme;            ///< plain text
    QString readmeSource;      ///< as in the archive, for rendering
    QString readmeFile;        ///< its file name, tells the markup
    QString docs;              ///< plain text of all other docs
    QString functions; ///< names of SQL functions, operators and types it creates, where known
    QString language;  ///< "sql", "c", "c++", "rust", "plpgsql"…; empty: unknown
    bool hasNativeCode = false;
    bool needsRestart = false; ///< must be in shared_preload_libraries
    qint64 archiveBytes = 0;
    qint64 installs = -1; ///< confirmed installs; -1: not known
    bool operator==(const IndexEntry &) const = default;
};

/// One search as the person means it. All facets hold together; within one facet any value may hold.
struct SearchQuery {
    enum class Sort { Relevance, Newest, Name, Installs };
    /// Anything typed; never an error. Words in quotes must stand next to each other, in this order.
    QString text;
    QList<int> postgresMajors;
    QStringList licenseClasses; ///< License::nameOf()
    QStringList languages;
    std::optional<bool> needsRestart;
    std::optional<bool> nativeCode;
    QStringList statuses; ///< nameOf(ReleaseStatus)
    std::optional<bool> installed;
    QStringList registries;
    QString tag;
    QString user;
    Sort sort = Sort::Relevance;
    int offset = 0;
    int limit = 50;
    bool operator==(const SearchQuery &) const = default;
};

/// A piece of text with its matched ranges.
struct HighlightedText {
    struct Range {
        int start = 0;
        int length = 0;
        bool operator==(const Range &) const = default;
    };
    QString text;
    QList<Range> matches;
    bool operator==(const HighlightedText &) const = default;
    /// HTML-escaped, each match between `open` and `close`.
    [[nodiscard]] QString toHtml(const QString &open = QStringLiteral("<b>"),
                                 const QString &close = QStringLiteral("</b>")) const;
};

struct SearchHit {
    QString name;
    Version version;
    QString author; ///< first maintainer's name
    HighlightedText abstract;
    HighlightedText snippet; ///< the line it was found in
    QString
        snippetSource; ///< "README", "docs", "functions", "tags", "extensions"; empty: name or abstract
    QStringList extensions;
    QString license;
    QString licenseClass;
    QString language;
    QString registry;
    ReleaseStatus status = ReleaseStatus::Stable;
    QDateTime date;
    VersionRange postgres;
    bool needsRestart = false;
    bool nativeCode = false;
    bool installed = false;
    qint64 installs = -1;
    double score = 0;
    bool operator==(const SearchHit &) const = default;
};

struct FacetValue {
    QString value; ///< "15", "permissive", "c", "true"…
    int count = 0; ///< hits if this value were chosen (besides the other facets)
    bool operator==(const FacetValue &) const = default;
};

struct SearchAnswer {
    QList<SearchHit> hits;
    int total = 0;
    /// "postgres", "license", "language", "restart", "native", "status", "installed", "registry"
    QMap<QString, QList<FacetValue>> facets;
    QString
        correctedText; ///< what was searched instead, when a typing error was mended; else empty
    double milliseconds = 0;
    bool operator==(const SearchAnswer &) const = default;
};
