// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metareader1.h"

#include "catalog/coreextensions.h"
#include "catalog/license.h"
#include "catalog/metavalues.h"
#include "catalog/safepath.h"
#include "catalog/spdxnames.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;
using namespace MetaValues;

namespace {

QString licenseWord(const QString &word)
{
    if (const QString spdx = License::spdxForKeyword(word); !spdx.isEmpty())
        return spdx;
    if (const QString spdx = SpdxNames::licenseSpelling(word); !spdx.isEmpty())
        return spdx;
    return word;
}

QString license(const QJsonValue &value)
{
    QStringList choices;
    const auto add = [&](const QString &choice) {
        if (!choice.isEmpty() && !choices.contains(choice))
            choices << choice;
    };
    if (value.isObject()) {
        const QJsonObject names = value.toObject();
        for (auto it = names.begin(); it != names.end(); ++it) {
            const QString spdx = License::spdxForName(it.key(), it.value().toString());
            add(spdx.isEmpty() ? licenseWord(it.key()) : spdx);
        }
    } else {
        for (const QString &word : texts(value))
            add(licenseWord(word));
    }
    return choices.join(u" OR "_s);
}

QList<ProvidedExtension> provides(const QJsonObject &meta, const JsonText &source,
                                  const Release &release)
{
    QList<ProvidedExtension> extensions;
    const QJsonObject provides = meta[u"provides"].toObject();
    for (const QString &name : source.keysOf(provides, u"/provides"_s)) {
        const QJsonObject entry = provides[name].toObject();
        ProvidedExtension extension;
        extension.name = name;
        extension.version = text(entry[u"version"]);
        extension.abstract = text(entry[u"abstract"]);
        extension.sqlFile = safePath(entry[u"file"]);
        extension.docFile = safePath(entry[u"docfile"]);
        const QString control = name + u".control"_s;
        if (!name.contains(u'/') && SafePath::faultOf(control) == SafePath::Fault::None)
            extension.controlFile = control;
        extensions.append(extension);
    }
    // Releases from before the validator: the distribution itself is assumed.
    if (extensions.isEmpty()) {
        ProvidedExtension extension;
        extension.name = release.name;
        extension.version = release.version.toString();
        extension.abstract = release.abstract;
        extension.controlFile = release.name + u".control"_s;
        extensions.append(extension);
    }
    return extensions;
}

/// What a conflict leaves over; only one condition can be turned round.
std::optional<VersionRange::Condition> opposite(const VersionRange &range)
{
    using Operator = VersionRange::Operator;
    if (range.conditions().size() != 1)
        return std::nullopt;
    VersionRange::Condition condition = range.conditions().first();
    switch (condition.op) {
    case Operator::Equal:
        condition.op = Operator::NotEqual;
        break;
    case Operator::NotEqual:
        condition.op = Operator::Equal;
        break;
    case Operator::Less:
        condition.op = Operator::GreaterOrEqual;
        break;
    case Operator::LessOrEqual:
        condition.op = Operator::Greater;
        break;
    case Operator::Greater:
        condition.op = Operator::LessOrEqual;
        break;
    case Operator::GreaterOrEqual:
        condition.op = Operator::Less;
        break;
    }
    return condition;
}

void prereqs(const QJsonObject &meta, const JsonText &source, Release &release)
{
    QList<VersionRange::Condition> postgres;
    const auto demand = [&](const VersionRange::Condition &condition) {
        if (!postgres.contains(condition))
            postgres.append(condition);
    };
    forEachPrerequisite(meta[u"prereqs"].toObject(), source, u"/prereqs"_s,
                        [&](Requirement::Phase phase, Requirement::Relation relation,
                            const QString &name, const VersionRange &range) {
                            Requirement requirement;
                            requirement.phase = phase;
                            requirement.relation = relation;
                            requirement.name = name.toLower();
                            requirement.range = range;
                            if (requirement.name == u"postgresql") {
                                if (relation == Requirement::Relation::Requires
                                    && phase != Requirement::Phase::Develop) {
                                    for (const VersionRange::Condition &condition :
                                         range.conditions())
                                        demand(condition);
                                } else if (relation == Requirement::Relation::Conflicts) {
                                    if (const auto condition = opposite(range))
                                        demand(*condition);
                                }
                                return;
                            }
                            if (CoreExtensions::contains(requirement.name))
                                requirement.source = Requirement::Source::Core;
                            release.requirements.append(requirement);
                        });
    release.postgres = VersionRange(postgres);
}

void resources(const QJsonObject &resources, Resources &result)
{
    result.homepage = safeUrl(resources[u"homepage"]);
    const QJsonValue tracker = resources[u"bugtracker"];
    result.issues = safeUrl(tracker.isString() ? tracker : tracker.toObject()[u"web"]);
    const QString mail = text(tracker.toObject()[u"mailto"]);
    if (result.issues.isEmpty() && mail.contains(u'@'))
        result.issues = safeUrl(u"mailto:"_s + mail);
    const QJsonValue repository = resources[u"repository"];
    result.repository = safeUrl(repository.isString() ? repository : repository.toObject()[u"web"]);
    if (result.repository.isEmpty())
        result.repository = safeUrl(repository.toObject()[u"url"]);
}

} // namespace

void MetaReader1::read(const QJsonObject &meta, const JsonText &source, Release &release)
{
    release.maintainers = texts(meta[u"maintainer"]);
    release.license = license(meta[u"license"]);
    release.tags = texts(meta[u"tags"]);
    release.status = releaseStatusFromString(text(meta[u"release_status"]));
    release.extensions = provides(meta, source, release);
    prereqs(meta, source, release);
    const QJsonObject noIndex = meta[u"no_index"].toObject();
    for (const QJsonValue &list : {noIndex[u"file"], noIndex[u"directory"]}) {
        for (const QString &path : texts(list)) {
            if (SafePath::faultOf(path) == SafePath::Fault::None)
                release.noIndex << path;
        }
    }
    resources(meta[u"resources"].toObject(), release.resources);
    release.user = text(meta[u"user"]);
    release.date = date(meta[u"date"]);
    release.digests.sha1 = digest(meta[u"sha1"], 20);
}
