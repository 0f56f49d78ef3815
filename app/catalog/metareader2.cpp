// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metareader2.h"

#include "catalog/metavalues.h"
#include "catalog/purl.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace MetaValues;

namespace {

QStringList maintainers(const QJsonValue &value)
{
    QStringList found;
    const QJsonArray list = value.toArray();
    for (const QJsonValue &item : list) {
        const QString name = text(item[u"name"]);
        const QString email = text(item[u"email"]);
        if (!name.isEmpty())
            found << (email.isEmpty() || email == name ? name : u"%1 <%2>"_s.arg(name, email));
    }
    return found;
}

void contents(const QJsonObject &contents, const JsonText &source, Release &release)
{
    const auto entries = [&](const QString &kind) {
        const QJsonObject map = contents[kind].toObject();
        QList<std::pair<QString, QJsonObject>> found;
        for (const QString &name : source.keysOf(map, u"/contents/"_s + kind)) {
            if (map[name].isObject())
                found.append({name, map[name].toObject()});
        }
        return found;
    };
    for (const auto &[name, entry] : entries(u"extensions"_s)) {
        ProvidedExtension extension;
        extension.name = name;
        extension.version = release.version.toString();
        extension.abstract = text(entry[u"abstract"]);
        extension.sqlFile = safePath(entry[u"sql"]);
        extension.controlFile = safePath(entry[u"control"]);
        extension.docFile = safePath(entry[u"doc"]);
        extension.tle = entry[u"tle"].toBool();
        release.extensions.append(extension);
    }
    for (const auto &[name, entry] : entries(u"modules"_s)) {
        ProvidedModule module;
        module.name = name;
        const QString type = text(entry[u"type"]);
        module.kind = type == u"hook"  ? ProvidedModule::Kind::Hook
                      : type == u"bgw" ? ProvidedModule::Kind::BackgroundWorker
                                       : ProvidedModule::Kind::Extension;
        module.library = safePath(entry[u"lib"]);
        module.abstract = text(entry[u"abstract"]);
        const QString preload = text(entry[u"preload"]);
        module.preload = preload == u"server"    ? ProvidedModule::Preload::Server
                         : preload == u"session" ? ProvidedModule::Preload::Session
                                                 : ProvidedModule::Preload::None;
        release.modules.append(module);
    }
    for (const auto &[name, entry] : entries(u"apps"_s)) {
        ProvidedApp app;
        app.name = name;
        app.program = safePath(entry[u"bin"]);
        app.abstract = text(entry[u"abstract"]);
        release.apps.append(app);
    }
}

Requirement::Source sourceOf(const Purl &purl)
{
    if (purl.type == u"pgxn")
        return Requirement::Source::Pgxn;
    if (purl.type == u"postgres")
        return Requirement::Source::Core;
    return purl.type == u"generic" ? Requirement::Source::System : Requirement::Source::Other;
}

void dependencies(const QJsonObject &dependencies, const JsonText &source, Release &release)
{
    const QJsonObject postgres = dependencies[u"postgres"].toObject();
    release.postgres = range(postgres[u"version"]);
    release.postgresFeatures = texts(postgres[u"with"]);
    release.platforms = texts(dependencies[u"platforms"]);
    release.pipeline = text(dependencies[u"pipeline"]);
    forEachPrerequisite(dependencies[u"packages"].toObject(), source, u"/dependencies/packages"_s,
                        [&](Requirement::Phase phase, Requirement::Relation relation,
                            const QString &name, const VersionRange &range) {
                            const std::optional<Purl> purl = Purl::parse(name);
                            if (!purl)
                                return;
                            Requirement requirement;
                            requirement.phase = phase;
                            requirement.relation = relation;
                            requirement.source = sourceOf(*purl);
                            requirement.name = purl->name.toLower();
                            requirement.range = range;
                            requirement.purl = name;
                            release.requirements.append(requirement);
                        });
}

/// What the registry certified; the signature is not looked at here.
void certificate(const QJsonObject &meta, Release &release)
{
    const QByteArray payload = meta[u"certs"][u"pgxn"][u"payload"].toString().toLatin1();
    const auto decoded = QByteArray::fromBase64Encoding(
        payload, QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return;
    const QJsonObject facts = QJsonDocument::fromJson(decoded.decoded).object();
    release.user = text(facts[u"user"]);
    release.date = date(facts[u"date"]);
    const QJsonObject digests = facts[u"digests"].toObject();
    release.digests.sha1 = digest(digests[u"sha1"], 20);
    release.digests.sha256 = digest(digests[u"sha256"], 32);
    release.digests.sha512 = digest(digests[u"sha512"], 64);
}

} // namespace

void MetaReader2::read(const QJsonObject &meta, const JsonText &source, Release &release)
{
    release.metaSpec = 2;
    release.maintainers = maintainers(meta[u"maintainers"]);
    release.license = text(meta[u"license"]);
    release.tags = texts(meta[u"classifications"][u"tags"]);
    release.categories = texts(meta[u"classifications"][u"categories"]);
    // v2 has no release_status: the version tells.
    release.status =
        release.version.isPreRelease() ? ReleaseStatus::Testing : ReleaseStatus::Stable;
    contents(meta[u"contents"].toObject(), source, release);
    dependencies(meta[u"dependencies"].toObject(), source, release);
    release.noIndex = texts(meta[u"ignore"]);
    const QJsonObject resources = meta[u"resources"].toObject();
    release.resources.homepage = safeUrl(resources[u"homepage"]);
    release.resources.issues = safeUrl(resources[u"issues"]);
    release.resources.repository = safeUrl(resources[u"repository"]);
    release.resources.documentation = safeUrl(resources[u"docs"]);
    certificate(meta, release);
}
