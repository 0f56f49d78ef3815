// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metaparser.h"

#include "catalog/coreextensions.h"
#include "catalog/jsontext.h"
#include "catalog/license.h"
#include "catalog/purl.h"
#include "catalog/safepath.h"
#include "catalog/spdxnames.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MetaParser)
};

Error invalid(const QString &message)
{
    return {Error::Kind::Invalid, message, {}};
}

/// Strictly, to learn the author's order; else as far as a lenient reader gets (raw tabs and Latin-1 occur
/// in old releases).
Result<JsonText> readTolerant(const QByteArray &json)
{
    Result<JsonText> strict = JsonText::parse(json);
    if (strict)
        return strict;
    const QByteArray bytes = json.startsWith("\xef\xbb\xbf") ? json.mid(3) : json;
    QString text = QString::fromUtf8(bytes);
    if (text.contains(QChar::ReplacementCharacter))
        text = QString::fromLatin1(bytes);
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError)
        return strict;
    JsonText result;
    result.value =
        document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
    return result;
}

QString text(const QJsonValue &value)
{
    return value.toString().trimmed();
}

/// The strings of an array, or a single one; empty ones and other types are left out.
QStringList texts(const QJsonValue &value)
{
    QStringList found;
    const QJsonArray items = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue &item : items) {
        if (const QString word = text(item); !word.isEmpty() && !found.contains(word))
            found << word;
    }
    return found;
}

QString safePath(const QJsonValue &value)
{
    const QString path = text(value);
    return SafePath::faultOf(path) == SafePath::Fault::None ? path : QString();
}

/// Only what may be opened when somebody clicks on it.
QUrl safeUrl(const QJsonValue &value)
{
    const QUrl url(text(value), QUrl::StrictMode);
    static const QStringList schemes = {u"http"_s, u"https"_s, u"mailto"_s, u"ftp"_s,
                                        u"git"_s,  u"svn"_s,   u"ssh"_s,    u"git+ssh"_s};
    return url.isValid() && schemes.contains(url.scheme()) ? url : QUrl();
}

VersionRange range(const QJsonValue &value)
{
    if (!value.isString())
        return {}; // 0, or not understood: any
    return VersionRange::parseTolerant(value.toString()).value_or(VersionRange());
}

// --- v1 ---

QString licenseWordV1(const QString &word)
{
    if (const QString spdx = License::spdxForKeyword(word); !spdx.isEmpty())
        return spdx;
    if (const QString spdx = SpdxNames::licenseSpelling(word); !spdx.isEmpty())
        return spdx;
    return word;
}

QString licenseV1(const QJsonValue &value)
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
            add(spdx.isEmpty() ? licenseWordV1(it.key()) : spdx);
        }
    } else {
        for (const QString &word : texts(value))
            add(licenseWordV1(word));
    }
    return choices.join(u" OR "_s);
}

QList<ProvidedExtension> providesV1(const QJsonObject &meta, const JsonText &source,
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

constexpr struct {
    QLatin1StringView name;
    Requirement::Phase phase;
} phases[] = {
    {"configure"_L1, Requirement::Phase::Configure}, {"build"_L1, Requirement::Phase::Build},
    {"test"_L1, Requirement::Phase::Test},           {"runtime"_L1, Requirement::Phase::Runtime},
    {"run"_L1, Requirement::Phase::Runtime},         {"develop"_L1, Requirement::Phase::Develop},
};

constexpr struct {
    QLatin1StringView name;
    Requirement::Relation relation;
} relations[] = {
    {"requires"_L1, Requirement::Relation::Requires},
    {"recommends"_L1, Requirement::Relation::Recommends},
    {"suggests"_L1, Requirement::Relation::Suggests},
    {"conflicts"_L1, Requirement::Relation::Conflicts},
};

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

/// Calls `use(phase, relation, name, range)` for each line of v1 `prereqs` or v2 `packages`.
template <typename Use>
void forEachPrerequisite(const QJsonObject &prereqs, const JsonText &source, const QString &pointer,
                         Use use)
{
    for (const auto &phase : phases) {
        const QJsonObject ofPhase = prereqs[phase.name].toObject();
        const QString phasePointer = JsonText::pointer(pointer, QString(phase.name));
        for (const auto &relation : relations) {
            const QJsonObject names = ofPhase[relation.name].toObject();
            const QString here = JsonText::pointer(phasePointer, QString(relation.name));
            for (const QString &name : source.keysOf(names, here))
                use(phase.phase, relation.relation, name, range(names[name]));
        }
    }
}

void prereqsV1(const QJsonObject &meta, const JsonText &source, Release &release)
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

void resourcesV1(const QJsonObject &resources, Resources &result)
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

QDateTime date(const QJsonValue &value)
{
    return QDateTime::fromString(text(value), Qt::ISODate).toUTC();
}

/// `size` raw bytes from hex; empty when it is not that.
QByteArray digest(const QJsonValue &value, qsizetype size)
{
    const QByteArray bytes = QByteArray::fromHex(text(value).toLatin1());
    return bytes.size() == size && text(value).size() == 2 * size ? bytes : QByteArray();
}

void parseV1(const QJsonObject &meta, const JsonText &source, Release &release)
{
    release.maintainers = texts(meta[u"maintainer"]);
    release.license = licenseV1(meta[u"license"]);
    release.tags = texts(meta[u"tags"]);
    release.status = releaseStatusFromString(text(meta[u"release_status"]));
    release.extensions = providesV1(meta, source, release);
    prereqsV1(meta, source, release);
    const QJsonObject noIndex = meta[u"no_index"].toObject();
    for (const QJsonValue &list : {noIndex[u"file"], noIndex[u"directory"]}) {
        for (const QString &path : texts(list)) {
            if (SafePath::faultOf(path) == SafePath::Fault::None)
                release.noIndex << path;
        }
    }
    resourcesV1(meta[u"resources"].toObject(), release.resources);
    release.user = text(meta[u"user"]);
    release.date = date(meta[u"date"]);
    release.digests.sha1 = digest(meta[u"sha1"], 20);
}

// --- v2 ---

QStringList maintainersV2(const QJsonValue &value)
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

void contentsV2(const QJsonObject &contents, const JsonText &source, Release &release)
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

void dependenciesV2(const QJsonObject &dependencies, const JsonText &source, Release &release)
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
void certificateV2(const QJsonObject &meta, Release &release)
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

void parseV2(const QJsonObject &meta, const JsonText &source, Release &release)
{
    release.metaSpec = 2;
    release.maintainers = maintainersV2(meta[u"maintainers"]);
    release.license = text(meta[u"license"]);
    release.tags = texts(meta[u"classifications"][u"tags"]);
    release.categories = texts(meta[u"classifications"][u"categories"]);
    // v2 has no release_status: the version tells.
    release.status =
        release.version.isPreRelease() ? ReleaseStatus::Testing : ReleaseStatus::Stable;
    contentsV2(meta[u"contents"].toObject(), source, release);
    dependenciesV2(meta[u"dependencies"].toObject(), source, release);
    release.noIndex = texts(meta[u"ignore"]);
    const QJsonObject resources = meta[u"resources"].toObject();
    release.resources.homepage = safeUrl(resources[u"homepage"]);
    release.resources.issues = safeUrl(resources[u"issues"]);
    release.resources.repository = safeUrl(resources[u"repository"]);
    release.resources.documentation = safeUrl(resources[u"docs"]);
    certificateV2(meta, release);
}

Result<Release> parseDocument(const QJsonObject &meta, const JsonText &source)
{
    const Result<int> spec = MetaParser::specVersion(meta);
    if (!spec)
        return spec.error();
    Release release;
    release.meta = meta;
    release.metaSpec = *spec;
    release.name = text(meta[u"name"]);
    if (release.name.isEmpty())
        return invalid(Text::tr("The document has no “name”."));
    const QString versionText = text(meta[u"version"]);
    const std::optional<Version> version = Version::parseTolerant(versionText);
    if (!version) {
        return invalid(versionText.isEmpty()
                           ? Text::tr("“%1” has no “version”.").arg(release.name)
                           : Text::tr("“%1” is no version of “%2”; write it like 1.2.3.")
                                 .arg(versionText, release.name));
    }
    release.version = *version;
    release.abstract = text(meta[u"abstract"]);
    release.description = text(meta[u"description"]);
    if (*spec == 2)
        parseV2(meta, source, release);
    else
        parseV1(meta, source, release);
    return release;
}

} // namespace

Result<Release> MetaParser::parse(const QByteArray &json)
{
    const Result<JsonText> source = readTolerant(json);
    if (!source)
        return source.error();
    if (!source->value.isObject())
        return invalid(Text::tr("META.json must hold a JSON object."));
    return parseDocument(source->value.toObject(), *source);
}

Result<Release> MetaParser::parse(const QJsonObject &meta)
{
    return parseDocument(meta, JsonText());
}

Result<int> MetaParser::specVersion(const QJsonObject &meta)
{
    const QJsonValue spec = meta[u"meta-spec"];
    if (spec.isUndefined() || spec.isNull())
        return 1;
    const QString version = spec.isString() ? spec.toString() : spec[u"version"].toString();
    if (version.startsWith(u"1.") || (version.isEmpty() && spec[u"version"].isUndefined()))
        return 1;
    if (version.startsWith(u"2."))
        return 2;
    return Error{Error::Kind::Unsupported,
                 Text::tr("META spec version “%1” is unknown; this program reads 1.0.x and 2.0.x.")
                     .arg(version.isEmpty() ? spec[u"version"].toVariant().toString() : version),
                 {}};
}

namespace {

/// A member that only registries like ours add.
std::optional<Yank> yankOf(const QJsonValue &value)
{
    if (!value.isObject())
        return {};
    return Yank{date(value[u"date"]), text(value[u"reason"]), text(value[u"replacement"])};
}

} // namespace

Result<Distribution> MetaParser::parseDistribution(const QByteArray &json)
{
    const Result<JsonText> source = readTolerant(json);
    if (!source)
        return source.error();
    const QJsonObject document = source->value.toObject();
    Distribution distribution;
    distribution.name = text(document[u"name"]);
    if (distribution.name.isEmpty())
        return invalid(Text::tr("The distribution document has no “name”."));
    if (const QJsonObject told = document[u"deprecated"].toObject(); !told.isEmpty())
        distribution.deprecated =
            Deprecation{date(told[u"date"]), text(told[u"reason"]), text(told[u"replacement"])};
    const auto add = [&](const QString &version, ReleaseStatus status, const QDateTime &date,
                         const std::optional<Yank> &yanked = {}) {
        if (const std::optional<Version> parsed = Version::parseTolerant(version))
            distribution.releases.append({*parsed, status, date, yanked});
    };
    const QJsonObject releases = document[u"releases"].toObject();
    for (const ReleaseStatus status :
         {ReleaseStatus::Stable, ReleaseStatus::Testing, ReleaseStatus::Unstable}) {
        const QJsonArray list = releases[nameOf(status)].toArray();
        for (const QJsonValue &item : list) {
            // Old servers wrote bare versions.
            const QJsonValue version = item.isString() ? item : item[u"version"];
            add(version.toString(), status, date(item[u"date"]), yankOf(item[u"yanked"]));
        }
    }
    if (releases.isEmpty()) {
        add(text(document[u"version"]), releaseStatusFromString(text(document[u"release_status"])),
            date(document[u"date"]));
    }
    std::stable_sort(distribution.releases.begin(), distribution.releases.end(),
                     [](const auto &a, const auto &b) { return a.version > b.version; });
    return distribution;
}
