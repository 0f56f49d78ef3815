// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/planner.h"

#include <QMap>
#include <QSet>

/// What must be there for what was wanted.
struct Resolution {
    struct Item {
        IndexEntry entry;
        Release release;
        QString neededBy;       ///< empty: wanted itself
        QStringList extensions; ///< to be created, in order
        QString primary;        ///< the one of them that must come out of it; empty: it has none
        QString fromVersion;    ///< of this distribution on disk; empty: it is not there
        bool isThere = false;   ///< the files on disk are already those
        bool operator==(const Item &) const = default;
    };
    QList<Item> items;       ///< dependencies first, the wanted one last; empty: it is only on disk
    QStringList onDisk;      ///< extensions that are on disk and must be created before
    QString wantedExtension; ///< the wanted name when no distribution was found, but files on disk
    QList<Finding> findings;
};

/// Finds releases for a request: version choice, dependencies, conflicts. Pure; used once.
class Resolver
{
public:
    Resolver(const PlanRequest &request, const TargetFacts &facts, const ReleaseSource &source);
    [[nodiscard]] Result<Resolution> resolve();

private:
    struct Demand {
        QString who;
        QString name; ///< as it was asked for: a distribution's or an extension's
        VersionRange range;
    };
    enum class Visit { Open, Done };

    [[nodiscard]] Result<std::optional<IndexEntry>> locate(const QString &name);
    [[nodiscard]] Result<void> visit(const IndexEntry &entry, const QString &askedName,
                                     const QString &neededBy);
    [[nodiscard]] Result<Release> choose(const IndexEntry &entry, bool wanted);
    [[nodiscard]] Result<void> follow(const Requirement &requirement, const Release &release);
    [[nodiscard]] Result<void> followPgxn(const Requirement &requirement, const Release &release);
    void followCore(const Requirement &requirement, const Release &release);
    void mentionOther(const Requirement &requirement, const Release &release);
    void needOnDisk(const QString &extension);
    [[nodiscard]] bool fitsDemands(const Release &release) const;
    [[nodiscard]] QStringList extensionsOf(const Release &release, const QString &askedName,
                                           bool wanted);
    void judgeDisk(Resolution::Item &item, bool wanted) const;
    void find(Finding finding);
    [[nodiscard]] Error unknown(const QString &name) const;

    const PlanRequest &m_request;
    const TargetFacts &m_facts;
    const ReleaseSource &m_source;
    const QString m_wanted; // lower case

    Resolution m_resolution;
    QMap<QString, std::optional<IndexEntry>> m_located;
    QMap<QString, QList<Demand>> m_demands; // by distribution, kept over restarts
    QSet<QString> m_contradicted;           // distributions no version of which fits all demands
    QMap<QString, Visit> m_visits;
    QMap<QString, Release> m_chosen;
    QSet<QString> m_onDiskSeen;
    QStringList m_path; // of distributions being visited
    bool m_again = false;
};
