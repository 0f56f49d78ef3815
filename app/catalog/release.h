// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/version.h"
#include "catalog/versionrange.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

enum class ReleaseStatus { Stable, Testing, Unstable };
[[nodiscard]] QString nameOf(ReleaseStatus status);
[[nodiscard]] ReleaseStatus releaseStatusFromString(const QString &word); ///< unknown words: Stable

/// Something `CREATE EXTENSION` creates (v1 `provides`, v2 `contents.extensions`).
struct ProvidedExtension {
    QString name;
    QString version; ///< v1: the extension's own; v2: the distribution's
    QString abstract;
    QString sqlFile;
    QString controlFile; ///< v2; v1: NAME.control
    QString docFile;
    bool tle = false; ///< usable as a trusted language extension (v2)
    bool operator==(const ProvidedExtension &) const = default;
};

/// A loadable library (v2 `contents.modules`).
struct ProvidedModule {
    enum class Kind { Extension, Hook, BackgroundWorker };
    enum class Preload { None, Session, Server };
    QString name;
    Kind kind = Kind::Extension;
    QString library; ///< path without the platform's suffix
    QString abstract;
    Preload preload = Preload::None;
    bool operator==(const ProvidedModule &) const = default;
};

struct ProvidedApp {
    QString name;
    QString program;
    QString abstract;
    bool operator==(const ProvidedApp &) const = default;
};

/// One line of v1 `prereqs` or v2 `dependencies.packages`.
struct Requirement {
    enum class Phase { Configure, Build, Test, Runtime, Develop };
    enum class Relation { Requires, Recommends, Suggests, Conflicts };
    /// Where to look for it.
    enum class Source {
        Pgxn,   ///< a distribution or extension of a registry
        Core,   ///< shipped with PostgreSQL (contrib, procedural languages)
        System, ///< a system package (`pkg:generic`)
        Other,  ///< another ecosystem; `purl` says which
    };
    Phase phase = Phase::Runtime;
    Relation relation = Relation::Requires;
    Source source = Source::Pgxn;
    QString name; ///< lower case, without purl decoration
    VersionRange range;
    QString purl; ///< v2 only
    bool operator==(const Requirement &) const = default;
};

struct Digests {
    QByteArray sha1;   ///< 20 raw bytes or empty
    QByteArray sha256; ///< 32 raw bytes or empty
    QByteArray sha512; ///< 64 raw bytes or empty
    bool operator==(const Digests &) const = default;
    [[nodiscard]] bool isEmpty() const
    {
        return sha1.isEmpty() && sha256.isEmpty() && sha512.isEmpty();
    }
};

struct Resources {
    QUrl homepage;
    QUrl issues;
    QUrl repository;
    QUrl documentation;
    bool operator==(const Resources &) const = default;
};

/// A release that may no longer be chosen, though its files stay.
struct Yank {
    QDateTime time;
    QString reason;
    QString replacement; ///< a version of the same distribution; may be empty
    bool operator==(const Yank &) const = default;
};

/// A distribution that its owner advises against.
struct Deprecation {
    QDateTime time;
    QString reason;
    QString replacement; ///< another distribution; may be empty
    bool operator==(const Deprecation &) const = default;
};

/// One version of a distribution: what META.json says (either spec version, in one model) plus, when it
/// has been released, what the registry added. Read by `MetaParser`.
struct Release {
    QString name; ///< as the author writes it; compare case-insensitively
    Version version;
    QString abstract;
    QString description;
    QStringList maintainers; ///< "Name <address>" or "Name"
    QString license;         ///< SPDX expression where it can be told, else the author's words
    QStringList tags;
    QStringList categories; ///< v2
    ReleaseStatus status = ReleaseStatus::Stable;
    QList<ProvidedExtension> extensions; ///< in the author's order
    QList<ProvidedModule> modules;
    QList<ProvidedApp> apps;
    VersionRange postgres;        ///< server versions it asks for; any when it does not say
    QStringList postgresFeatures; ///< v2 `with`: icu, llvm, xml…
    QList<Requirement> requirements;
    QStringList platforms; ///< v2; empty: everywhere
    QString pipeline;      ///< v2: pgxs, cmake…; empty: to be found out
    QStringList noIndex;   ///< files and directories (v1) or globs (v2) not to index
    Resources resources;
    int metaSpec = 1; ///< 1 or 2

    // Added by the registry.
    QString user;
    QDateTime date;
    Digests digests;
    std::optional<Yank> yanked = {}; ///< told by the distribution's document, not by META.json

    QJsonObject meta; ///< the document this was read from

    bool operator==(const Release &) const = default;

    /// Lower-case name, as URLs and comparisons use it.
    [[nodiscard]] QString key() const { return name.toLower(); }
    /// "name-version" in lower case: the archive's only top folder and its base name.
    [[nodiscard]] QString archiveBase() const
    {
        return key() + u'-' + version.toString().toLower();
    }
    [[nodiscard]] bool isReleased() const { return !user.isEmpty() || !digests.isEmpty(); }
    /// Requirements of that phase and relation.
    [[nodiscard]] QList<Requirement> requirementsFor(Requirement::Phase phase,
                                                     Requirement::Relation relation) const;
};

/// A named thing that is released, with the versions a registry holds of it, newest first.
struct Distribution {
    struct Entry {
        Version version;
        ReleaseStatus status = ReleaseStatus::Stable;
        QDateTime date;
        std::optional<Yank> yanked = {};
        bool operator==(const Entry &) const = default;
    };
    QString name;
    QList<Entry> releases;
    std::optional<Deprecation> deprecated = {};
    bool operator==(const Distribution &) const = default;
    /// The newest stable release, else the newest testing one, else the newest of all; yanked ones only when there is
    /// nothing else; null when empty.
    [[nodiscard]] const Entry *best() const;
};
