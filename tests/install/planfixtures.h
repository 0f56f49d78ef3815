// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/listedreleases.h"

/// Releases and targets that tests of plans start from.
namespace PlanFixtures {

inline Version version(const QString &text)
{
    return *Version::parse(text);
}

inline ProvidedExtension extension(const QString &name, const QString &versionText)
{
    ProvidedExtension extension;
    extension.name = name;
    extension.version = versionText;
    return extension;
}

/// Provides one extension of its own name, version and digest.
inline Release release(const QString &name, const QString &versionText,
                       const QString &postgres = QStringLiteral("0"))
{
    Release release;
    release.name = name;
    release.version = version(versionText);
    release.extensions = {extension(name.toLower(), versionText)};
    release.postgres = *VersionRange::parseTolerant(postgres);
    release.digests.sha1 = QByteArray(20, 'x');
    release.user = QStringLiteral("theory");
    return release;
}

inline Requirement requires_(const QString &name, const QString &range = QStringLiteral("0"),
                             Requirement::Source source = Requirement::Source::Pgxn,
                             Requirement::Phase phase = Requirement::Phase::Runtime)
{
    Requirement requirement;
    requirement.name = name;
    requirement.range = *VersionRange::parseTolerant(range);
    requirement.source = source;
    requirement.phase = phase;
    return requirement;
}

/// A machine with every tool, and a running PostgreSQL 15 with the database "shop" where nothing is created.
inline TargetFacts facts()
{
    TargetFacts facts;
    Installation &installation = facts.target.installation;
    installation.version = ServerVersion::parse(QStringLiteral("15.20"));
    installation.origin = Installation::Origin::Debian;
    installation.bindir = QStringLiteral("/usr/lib/postgresql/15/bin");
    installation.pgConfig = installation.bindir + QStringLiteral("/pg_config");
    installation.pkglibdir = QStringLiteral("/usr/lib/postgresql/15/lib");
    installation.sharedir = QStringLiteral("/usr/share/postgresql/15");
    installation.hasServerHeaders = true;
    installation.isWritable = true;
    Cluster cluster;
    cluster.name = QStringLiteral("main");
    cluster.origin = Cluster::Origin::Debian;
    cluster.state = Cluster::State::Running;
    cluster.dataDirectory = QStringLiteral("/var/lib/postgresql/15/main");
    cluster.version = installation.version;
    cluster.restart = Cluster::Restart::Debian;
    cluster.connection.host = QStringLiteral("/var/run/postgresql");
    cluster.connection.user = QStringLiteral("postgres");
    facts.target.cluster = cluster;
    facts.serverReachable = true;
    facts.isSuperuser = true;
    facts.databases = {QStringLiteral("shop"), QStringLiteral("crm")};
    facts.onDisk = {{QStringLiteral("plpgsql"), QStringLiteral("1.0")},
                    {QStringLiteral("hstore"), QStringLiteral("1.8")}};
    ExtensionFacts plpgsql;
    plpgsql.name = QStringLiteral("plpgsql");
    plpgsql.defaultVersion = plpgsql.installedVersion = QStringLiteral("1.0");
    ExtensionFacts hstore;
    hstore.name = QStringLiteral("hstore");
    hstore.defaultVersion = QStringLiteral("1.8");
    hstore.trusted = true;
    facts.extensions = {{QStringLiteral("shop"), {plpgsql, hstore}},
                        {QStringLiteral("crm"), {plpgsql, hstore}}};
    facts.schemas = {{QStringLiteral("shop"), {QStringLiteral("public")}},
                     {QStringLiteral("crm"), {QStringLiteral("public")}}};
    facts.make = QStringLiteral("/usr/bin/make");
    facts.compiler = QStringLiteral("/usr/bin/gcc");
    facts.cmake = QStringLiteral("/usr/bin/cmake");
    facts.jail = QStringLiteral("/usr/bin/bwrap");
    facts.elevation = QStringLiteral("/usr/bin/pkexec");
    facts.freeBytesCache = facts.freeBytesInstallation = 10'000'000'000;
    facts.account = QStringLiteral("ann");
    facts.home = QStringLiteral("/home/ann");
    return facts;
}

/// On disk in that version, created nowhere.
inline void putOnDisk(TargetFacts &facts, const QString &extension, const QString &versionText)
{
    facts.onDisk.insert(extension, versionText);
    for (QList<ExtensionFacts> &list : facts.extensions) {
        ExtensionFacts row;
        row.name = extension;
        row.defaultVersion = versionText;
        list += row;
    }
}

inline ExtensionFacts &row(TargetFacts &facts, const QString &database, const QString &extension)
{
    QList<ExtensionFacts> &list = facts.extensions[database];
    for (ExtensionFacts &each : list) {
        if (each.name == extension)
            return each;
    }
    list += ExtensionFacts();
    list.last().name = extension;
    return list.last();
}

inline PlanRequest request(const QString &name,
                           const QStringList &databases = {QStringLiteral("shop")})
{
    PlanRequest request;
    request.name = name;
    request.databases = databases;
    return request;
}

/// "fetch verify … prove(shop.semver)", for comparing whole plans at a glance.
inline QString outline(const Plan &plan)
{
    QStringList words;
    for (const Step &step : plan.steps) {
        QString word = nameOf(step.kind);
        if (!step.database.isEmpty())
            word += QStringLiteral("(%1.%2)").arg(step.database, step.extension);
        else if (step.release >= 0)
            word += QStringLiteral("(%1)").arg(plan.releases[step.release].release.key());
        words += word;
    }
    return words.join(u' ');
}

inline const Finding *finding(const Plan &plan, const QString &id)
{
    for (const Finding &each : plan.findings) {
        if (each.id == id)
            return &each;
    }
    return nullptr;
}

inline QStringList blockers(const Plan &plan)
{
    QStringList ids;
    for (const Finding &each : plan.findings) {
        if (each.severity == Finding::Severity::Blocker)
            ids += each.id;
    }
    return ids;
}

} // namespace PlanFixtures
