// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/releasechecks.h"

#include "catalog/platform.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Planner", text);
}

bool fitsServer(const Release &release, const Installation &installation)
{
    const auto server = Version::parseTolerant(installation.version.semVer());
    return !server || release.postgres.contains(*server);
}

bool hasFeature(const Installation &installation, const QString &name)
{
    const QString &configure = installation.configure;
    if (configure.isEmpty()) // not known
        return true;
    const bool isDefault = name == u"zlib" || name == u"readline"
                           || (name == u"icu" && installation.version.major >= 16);
    return configure.contains(u"--with-"_s + name) || configure.contains(u"--enable-"_s + name)
           || configure.contains(u"--with-ssl="_s + name)
           || (isDefault && !configure.contains(u"--without-"_s + name));
}

} // namespace

namespace ReleaseChecks {

QString describe(const Release &release)
{
    return release.name + u' ' + release.version.toString();
}

Version versionAs(const QString &name, const Release &release)
{
    for (const ProvidedExtension &extension : release.extensions) {
        if (extension.name.compare(name, Qt::CaseInsensitive) == 0) {
            if (const auto version = Version::parseTolerant(extension.version))
                return *version;
        }
    }
    return release.version;
}

bool fits(const Release &release, const Installation &installation)
{
    if (!fitsServer(release, installation))
        return false;
    if (release.platforms.isEmpty())
        return true;
    const Platform host = Platform::host();
    return std::any_of(release.platforms.cbegin(), release.platforms.cend(),
                       [&](const QString &text) {
                           const auto platform = Platform::parse(text);
                           return !platform || platform->matches(host);
                       });
}

QList<Finding> fit(const Release &release, const Installation &installation)
{
    QList<Finding> findings;
    if (!fitsServer(release, installation)) {
        findings +=
            Finding({Finding::Severity::Blocker, u"postgres-version"_s,
                     tr("%1 needs PostgreSQL %2; this is %3.")
                         .arg(describe(release), release.postgres.toWords(),
                              installation.version.shortText()),
                     tr("Choose another PostgreSQL, or another version of %1.").arg(release.name)});
    } else if (!fits(release, installation)) {
        findings += Finding({Finding::Severity::Blocker, u"platform"_s,
                             tr("%1 is made for %2; this is %3.")
                                 .arg(describe(release), release.platforms.join(u", "_s),
                                      Platform::host().toString()),
                             tr("There is nothing to do about it on this computer.")});
    }
    for (const QString &feature : release.postgresFeatures) {
        if (hasFeature(installation, feature.toLower()))
            continue;
        findings +=
            Finding({Finding::Severity::Warning, u"feature"_s,
                     tr("%1 asks for a PostgreSQL built with %2; this one does not say it is.")
                         .arg(describe(release), feature),
                     tr("If building fails, that is the likely reason.")});
    }
    static const QStringList known{u""_s, u"pgxs"_s, u"cmake"_s, u"autoconf"_s};
    if (!known.contains(release.pipeline)) {
        findings += Finding({Finding::Severity::Blocker, u"pipeline"_s,
                             tr("%1 is built with %2, which is not supported yet.")
                                 .arg(describe(release), release.pipeline),
                             tr("Build it as its README says, then create it here.")});
    }
    return findings;
}

QList<Finding> owners(const Resolution::Item &item, const TargetFacts &facts)
{
    QList<Finding> findings;
    for (const QString &extension : item.extensions) {
        const auto owner = facts.owners.constFind(extension);
        if (owner == facts.owners.constEnd())
            continue;
        const bool isOurs = owner->kind == FileOwner::Kind::Distribution;
        if (isOurs && owner->name == item.release.key())
            continue;
        if (isOurs) {
            findings += Finding({Finding::Severity::Blocker, u"conflict"_s,
                                 tr("%1 is there already, from the distribution %2 %3.")
                                     .arg(extension, owner->name, owner->version),
                                 tr("Remove %1 first.").arg(owner->name)});
            continue;
        }
        findings += Finding(
            {Finding::Severity::Warning, u"owned"_s,
             tr("%1 is there already, from the system package %2. Its files would be replaced, "
                "and the package's next update would replace them again.")
                 .arg(extension, owner->name),
             tr("Better remove that package first; undo restores its files.")});
    }
    return findings;
}

QList<Finding> conflicts(const QList<Resolution::Item> &items, const TargetFacts &facts)
{
    QList<Finding> findings;
    for (const Resolution::Item &item : items) {
        for (const Requirement &requirement : item.release.requirements) {
            if (requirement.relation != Requirement::Relation::Conflicts
                || requirement.phase == Requirement::Phase::Develop)
                continue;
            const QString name = requirement.name.toLower();
            for (const Resolution::Item &other : items) {
                const bool named = other.release.key() == name
                                   || other.extensions.contains(name, Qt::CaseInsensitive);
                if (&other == &item || !named
                    || !requirement.range.contains(versionAs(name, other.release)))
                    continue;
                findings += Finding({Finding::Severity::Blocker, u"conflict"_s,
                                     tr("%1 and %2 cannot be installed together.")
                                         .arg(describe(item.release), describe(other.release)),
                                     tr("Choose one of them.")});
            }
            const auto onDisk = facts.onDisk.constFind(name);
            const bool own =
                item.release.key() == name || item.extensions.contains(name, Qt::CaseInsensitive);
            if (own || onDisk == facts.onDisk.constEnd())
                continue;
            const auto version = Version::parseTolerant(*onDisk);
            if (version && !requirement.range.contains(*version))
                continue;
            findings += Finding({Finding::Severity::Blocker, u"conflict"_s,
                                 tr("%1 does not go together with %2 %3, which is installed here.")
                                     .arg(describe(item.release), name, *onDisk),
                                 tr("Remove %1 first, or use another PostgreSQL.").arg(name)});
        }
    }
    return findings;
}

QList<Finding> doubles(const QList<Resolution::Item> &items)
{
    QList<Finding> findings;
    QMap<QString, QString> providers;
    for (const Resolution::Item &item : items) {
        for (const ProvidedExtension &extension : item.release.extensions) {
            const QString name = extension.name.toLower();
            if (!providers.contains(name)) {
                providers.insert(name, describe(item.release));
                continue;
            }
            findings +=
                Finding({Finding::Severity::Blocker, u"conflict"_s,
                         tr("%1 and %2 both provide the extension %3.")
                             .arg(providers.value(name), describe(item.release), extension.name),
                         tr("They cannot be installed into the same PostgreSQL.")});
        }
    }
    return findings;
}

} // namespace ReleaseChecks
