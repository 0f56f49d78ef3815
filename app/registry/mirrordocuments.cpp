// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/mirrordocuments.h"

#include "registry/jsonwriter.h"
#include "registry/releasedmeta.h"

#include <QFile>
#include <QMap>

#include <algorithm>
#include <array>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

constexpr std::array statuses{ReleaseStatus::Stable, ReleaseStatus::Testing,
                              ReleaseStatus::Unstable};
using Releases = QList<const Release *>;

/// Members of ours, which other clients pass over: {"date", "reason", "replacement"}.
template <typename Notice>
void writeNotice(JsonWriter &out, const QString &name, const Notice &notice)
{
    out.key(name).beginObject();
    out.member(u"date"_s, ReleasedMeta::dateText(notice.time));
    out.member(u"reason"_s, notice.reason);
    if (!notice.replacement.isEmpty())
        out.member(u"replacement"_s, notice.replacement);
    out.endObject();
}

/// The members of {"stable": [{"version", "date"}…]…}, highest first, empty statuses left out.
void writeStatuses(JsonWriter &out, Releases releases, bool tellsYanks = false)
{
    if (releases.size() > 1)
        std::stable_sort(releases.begin(), releases.end(), [](const Release *a, const Release *b) {
            return a->version > b->version;
        });
    for (const ReleaseStatus status : statuses) {
        bool isOpen = false;
        for (const Release *release : std::as_const(releases)) {
            if (release->status != status)
                continue;
            if (!std::exchange(isOpen, true))
                out.key(nameOf(status)).beginArray();
            out.beginObject();
            out.member(u"version"_s, release->version.toString());
            out.member(u"date"_s, ReleasedMeta::dateText(release->date));
            if (tellsYanks && release->yanked)
                writeNotice(out, u"yanked"_s, *release->yanked);
            out.endObject();
        }
        if (isOpen)
            out.endArray();
    }
}

/// The stable release of the highest version, else the testing one, else the unstable one; yanked ones last.
const Release *bestOf(const Releases &releases)
{
    const auto isWorse = [](const Release *a, const Release *b) {
        if (a->yanked.has_value() != b->yanked.has_value())
            return a->yanked.has_value();
        return a->status != b->status ? a->status > b->status : a->version < b->version;
    };
    const auto best = std::max_element(releases.begin(), releases.end(), isWorse);
    return best == releases.end() ? nullptr : *best;
}

/// {DIST: by status…}, sorted by name.
void writeByDistribution(JsonWriter &out, const Releases &releases,
                         const MirrorDocuments &documents, bool withAbstract)
{
    QMap<QString, Releases> byKey;
    for (const Release *release : releases)
        byKey[release->key()].append(release);
    out.beginObject();
    for (auto item = byKey.cbegin(); item != byKey.cend(); ++item) {
        out.key(documents.nameOf(item.key())).beginObject();
        if (withAbstract)
            out.member(u"abstract"_s, bestOf(*item)->abstract);
        writeStatuses(out, *item);
        out.endObject();
    }
    out.endObject();
}

template <typename Claim>
Releases those(const Releases &releases, Claim claim)
{
    Releases found;
    std::copy_if(releases.begin(), releases.end(), std::back_inserter(found),
                 [&](const Release *release) { return claim(*release); });
    return found;
}

/// One release's version of an extension.
struct Provision {
    const Release *release = nullptr;
    const ProvidedExtension *extension = nullptr;
    Version version;
};

QList<Provision> provisionsOf(const Releases &newestFirst, const QString &name)
{
    QList<Provision> found;
    for (const Release *release : newestFirst) {
        for (const ProvidedExtension &extension : release->extensions) {
            if (extension.name.compare(name, Qt::CaseInsensitive) == 0)
                found.append({release, &extension,
                              Version::parseTolerant(extension.version).value_or(Version())});
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const Provision &a, const Provision &b) {
        if (a.version != b.version)
            return a.version > b.version;
        return a.extension->version < b.extension->version;
    });
    return found;
}

bool hasTag(const Release &release, const QString &tag)
{
    return std::any_of(release.tags.begin(), release.tags.end(), [&](const QString &own) {
        return own.compare(tag, Qt::CaseInsensitive) == 0;
    });
}

const QMap<QString, QString> &mirrorTemplates()
{
    static const QMap<QString, QString> templates{
        {u"certs"_s, u"/dist/{dist}/{version}/CERT.json"_s},
        {u"dist"_s, u"/dist/{dist}.json"_s},
        {u"distlist"_s, u"/meta/dists.json"_s},
        {u"download"_s, u"/dist/{dist}/{version}/{dist}-{version}.zip"_s},
        {u"extension"_s, u"/extension/{extension}.json"_s},
        {u"meta"_s, u"/dist/{dist}/{version}/META.json"_s},
        {u"mirrors"_s, u"/meta/mirrors.json"_s},
        {u"readme"_s, u"/dist/{dist}/{version}/README.txt"_s},
        {u"spec"_s, u"/meta/spec.{format}"_s},
        {u"stats"_s, u"/stats/{stats}.json"_s},
        {u"tag"_s, u"/tag/{tag}.json"_s},
        {u"user"_s, u"/user/{user}.json"_s}};
    return templates;
}

QByteArray indexOf(const QMap<QString, QString> &templates)
{
    JsonWriter out;
    out.beginObject();
    for (auto item = templates.begin(); item != templates.end(); ++item)
        out.member(item.key(), *item);
    return out.endObject().text();
}

/// When and by whom it was released.
void writeUpload(JsonWriter &out, const Release &release, const RegistryTotals &totals)
{
    out.member(u"date"_s, ReleasedMeta::dateText(release.date));
    out.member(u"user"_s, release.user);
    out.member(u"user_name"_s, totals.fullNames.value(release.user));
}

} // namespace

MirrorDocuments::MirrorDocuments(const QList<Release> &releases, DocpathOf docpathOf)
    : MirrorDocuments(releases)
{
    m_docpathOf = std::move(docpathOf);
}

MirrorDocuments::MirrorDocuments(const QList<Release> &releases)
{
    // What is compared again and again, once each.
    struct Keyed {
        qint64 time;
        QString key;
        const Release *release;
    };
    std::vector<Keyed> sorted;
    sorted.reserve(size_t(releases.size()));
    for (const Release &release : releases)
        sorted.push_back({release.date.toMSecsSinceEpoch(), release.key(), &release});
    std::sort(sorted.begin(), sorted.end(), [](const Keyed &a, const Keyed &b) {
        if (a.time != b.time)
            return a.time > b.time;
        if (a.key != b.key)
            return a.key < b.key;
        return a.release->version > b.release->version;
    });
    m_newestFirst.reserve(releases.size());
    m_names.reserve(releases.size());
    for (const Keyed &keyed : sorted) {
        m_newestFirst.append(keyed.release);
        if (!m_names.contains(keyed.key))
            m_names.insert(keyed.key, keyed.release->name);
    }
}

QString MirrorDocuments::nameOf(const QString &key) const
{
    return m_names.value(key, key);
}

MirrorDocuments MirrorDocuments::forApi() const
{
    MirrorDocuments documents(*this);
    documents.m_docpathOf = [](const Release &, const QString &) { return QString(); };
    return documents;
}

QByteArray MirrorDocuments::index()
{
    return indexOf(mirrorTemplates());
}

QByteArray MirrorDocuments::apiIndex()
{
    QMap<QString, QString> templates = mirrorTemplates();
    templates.insert(u"htmldoc"_s, u"/dist/{dist}/{version}/{+docpath}.html"_s);
    templates.insert(u"search"_s, u"/search/{in}/"_s);
    templates.insert(u"source"_s, u"/src/{dist}/{dist}-{version}/"_s);
    templates.insert(u"userlist"_s, u"/users/{letter}.json"_s);
    return indexOf(templates);
}

QByteArray MirrorDocuments::spec()
{
    QFile text(u":/howdah/registry/spec/spec.txt"_s);
    return text.open(QIODevice::ReadOnly) ? text.readAll() : QByteArray();
}

QByteArray MirrorDocuments::distribution(const QString &name,
                                         const std::optional<Deprecation> &deprecated) const
{
    const QString key = name.toLower();
    const Releases releases =
        those(m_newestFirst, [&](const Release &release) { return release.key() == key; });
    if (releases.isEmpty())
        return {};
    JsonWriter out;
    out.beginObject().member(u"name"_s, nameOf(key)).key(u"releases"_s).beginObject();
    writeStatuses(out, releases, true);
    out.endObject();
    if (deprecated)
        writeNotice(out, u"deprecated"_s, *deprecated);
    return out.endObject().text();
}

QByteArray MirrorDocuments::releasesOf(const QString &name) const
{
    const QString key = name.toLower();
    JsonWriter out;
    out.beginObject();
    writeStatuses(
        out, those(m_newestFirst, [&](const Release &release) { return release.key() == key; }),
        true);
    return out.endObject().text();
}

QByteArray MirrorDocuments::extension(const QString &name) const
{
    const QList<Provision> provisions = provisionsOf(m_newestFirst, name);
    if (provisions.isEmpty())
        return {};
    JsonWriter out;
    out.beginObject();
    out.member(u"extension"_s, provisions.first().extension->name);
    // What is recommended: never a yanked one while there is another.
    const auto best = [&](auto claim) {
        const auto found =
            std::find_if(provisions.begin(), provisions.end(), [&](const Provision &provision) {
                return !provision.release->yanked && claim(provision);
            });
        return found != provisions.end()
                   ? found
                   : std::find_if(provisions.begin(), provisions.end(), claim);
    };
    out.member(u"latest"_s,
               ::nameOf(best([](const Provision &) { return true; })->release->status));
    for (const ReleaseStatus status : statuses) {
        const auto first = best(
            [status](const Provision &provision) { return provision.release->status == status; });
        if (first == provisions.end())
            continue;
        out.key(::nameOf(status)).beginObject();
        out.member(u"dist"_s, first->release->name);
        out.member(u"version"_s, first->release->version.toString());
        out.member(u"sha1"_s, QString::fromLatin1(first->release->digests.sha1.toHex()));
        if (isApi()) {
            if (!first->extension->abstract.isEmpty())
                out.member(u"abstract"_s, first->extension->abstract);
            const QString docpath = m_docpathOf(*first->release, first->extension->name);
            if (!docpath.isEmpty())
                out.member(u"docpath"_s, docpath);
        }
        out.endObject();
    }
    out.key(u"versions"_s).beginObject();
    for (qsizetype index = 0; index < provisions.size();) {
        const QString version = provisions[index].extension->version;
        out.key(version).beginArray();
        for (; index < provisions.size() && provisions[index].extension->version == version;
             ++index) {
            const Release &release = *provisions[index].release;
            out.beginObject();
            out.member(u"dist"_s, release.name);
            out.member(u"version"_s, release.version.toString());
            if (release.status != ReleaseStatus::Stable)
                out.member(u"status"_s, ::nameOf(release.status));
            if (isApi())
                out.member(u"date"_s, ReleasedMeta::dateText(release.date));
            out.endObject();
        }
        out.endArray();
    }
    return out.endObject().endObject().text();
}

QByteArray MirrorDocuments::user(const QString &nickname, const QJsonObject &profile) const
{
    const Releases releases = those(m_newestFirst, [&](const Release &release) {
        return release.user.compare(nickname, Qt::CaseInsensitive) == 0;
    });
    JsonWriter out;
    out.beginObject();
    out.member(u"nickname"_s, profile[u"nickname"].toString(nickname));
    out.member(u"name"_s, profile[u"name"].toString());
    out.member(u"email"_s, profile[u"email"].toString());
    for (const QString &key : {u"uri"_s, u"twitter"_s}) {
        if (profile.contains(key))
            out.member(key, profile[key]);
    }
    if (!releases.isEmpty() || isApi()) {
        out.key(u"releases"_s);
        writeByDistribution(out, releases, *this, isApi());
    }
    return out.endObject().text();
}

QString MirrorDocuments::spellingOf(const QString &tag) const
{
    const auto first = std::find_if(m_newestFirst.rbegin(), m_newestFirst.rend(),
                                    [&](const Release *release) { return hasTag(*release, tag); });
    if (first == m_newestFirst.rend())
        return {};
    const QStringList &own = (*first)->tags;
    return *std::find_if(own.begin(), own.end(), [&](const QString &other) {
        return other.compare(tag, Qt::CaseInsensitive) == 0;
    });
}

QByteArray MirrorDocuments::tag(const QString &tag) const
{
    const Releases releases =
        those(m_newestFirst, [&](const Release &release) { return hasTag(release, tag); });
    if (releases.isEmpty())
        return {};
    JsonWriter out;
    out.beginObject().member(u"tag"_s, spellingOf(tag)).key(u"releases"_s);
    writeByDistribution(out, releases, *this, isApi());
    return out.endObject().text();
}

QByteArray MirrorDocuments::userList(const QList<std::pair<QString, QString>> &users)
{
    JsonWriter out;
    out.beginArray();
    for (const auto &[nickname, name] : users)
        out.beginObject().member(u"user"_s, nickname).member(u"name"_s, name).endObject();
    return out.endArray().text();
}

QByteArray MirrorDocuments::distributionList(const QStringList &names)
{
    JsonWriter out;
    out.beginArray();
    for (const QString &name : names)
        out.value(name);
    return out.endArray().text();
}

QByteArray MirrorDocuments::distributionStats(const RegistryTotals &totals)
{
    JsonWriter out;
    out.beginObject();
    out.member(u"count"_s, totals.distributions);
    out.member(u"releases"_s, totals.releases);
    out.key(u"recent"_s).beginArray();
    for (const Release &release : totals.recent) {
        out.beginObject();
        out.member(u"dist"_s, release.name);
        out.member(u"version"_s, release.version.toString());
        out.member(u"abstract"_s, release.abstract);
        writeUpload(out, release, totals);
        out.endObject();
    }
    return out.endArray().endObject().text();
}

QByteArray MirrorDocuments::extensionStats(const RegistryTotals &totals)
{
    JsonWriter out;
    out.beginObject();
    out.member(u"count"_s, totals.extensions);
    out.key(u"recent"_s).beginArray();
    qsizetype left = RegistryTotals::listLength;
    for (const Release &release : totals.recent) {
        for (const ProvidedExtension &extension : release.extensions) {
            if (left-- <= 0)
                break;
            out.beginObject();
            out.member(u"extension"_s, extension.name);
            out.member(u"abstract"_s, extension.abstract);
            out.member(u"ext_version"_s, extension.version);
            out.member(u"dist"_s, release.name);
            out.member(u"version"_s, release.version.toString());
            writeUpload(out, release, totals);
            out.endObject();
        }
    }
    return out.endArray().endObject().text();
}

QByteArray MirrorDocuments::userStats(const RegistryTotals &totals)
{
    JsonWriter out;
    out.beginObject().member(u"count"_s, totals.users).key(u"prolific"_s).beginArray();
    for (const RegistryTotals::Ranked &user : totals.prolific) {
        out.beginObject();
        out.member(u"nickname"_s, user.name);
        out.member(u"name"_s, user.fullName);
        out.member(u"dists"_s, user.distributions);
        out.member(u"releases"_s, user.releases);
        out.endObject();
    }
    return out.endArray().endObject().text();
}

QByteArray MirrorDocuments::tagStats(const RegistryTotals &totals)
{
    JsonWriter out;
    out.beginObject().member(u"count"_s, totals.tags).key(u"popular"_s).beginArray();
    for (const RegistryTotals::Ranked &tag : totals.popular)
        out.beginObject()
            .member(u"tag"_s, tag.name)
            .member(u"dists"_s, tag.distributions)
            .endObject();
    return out.endArray().endObject().text();
}

QByteArray MirrorDocuments::summary(const RegistryTotals &totals)
{
    JsonWriter out;
    out.beginObject();
    out.member(u"dists"_s, totals.distributions);
    out.member(u"releases"_s, totals.releases);
    out.member(u"extensions"_s, totals.extensions);
    out.member(u"users"_s, totals.users);
    out.member(u"tags"_s, totals.tags);
    out.member(u"mirrors"_s, totals.mirrors);
    return out.endObject().text();
}
