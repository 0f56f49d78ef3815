// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/mirrordocuments.h"

#include "registry/jsonwriter.h"
#include "registry/releasedmeta.h"

#include <QMap>
#include <QSet>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

constexpr std::array statuses{ReleaseStatus::Stable, ReleaseStatus::Testing,
                              ReleaseStatus::Unstable};
/// How long lists in statistics are.
constexpr qsizetype listLength = 56;

using Releases = QList<const Release *>;

/// {"stable": [{"version", "date"}…]…}, highest first, empty statuses left out.
void writeByStatus(JsonWriter &out, Releases releases)
{
    std::stable_sort(releases.begin(), releases.end(),
                     [](const Release *a, const Release *b) { return a->version > b->version; });
    out.beginObject();
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
            out.endObject();
        }
        if (isOpen)
            out.endArray();
    }
    out.endObject();
}

/// {DIST: by status…}, sorted by name.
void writeByDistribution(JsonWriter &out, const Releases &releases,
                         const MirrorDocuments &documents)
{
    QMap<QString, Releases> byKey;
    for (const Release *release : releases)
        byKey[release->key()].append(release);
    out.beginObject();
    for (auto item = byKey.begin(); item != byKey.end(); ++item) {
        out.key(documents.nameOf(item.key()));
        writeByStatus(out, *item);
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

/// Names with how often they occur, the most frequent first.
QList<std::pair<QString, int>> ranked(const QMap<QString, QSet<QString>> &counted)
{
    QList<std::pair<QString, int>> list;
    for (auto item = counted.begin(); item != counted.end(); ++item)
        list.append({item.key(), int(item->size())});
    std::stable_sort(list.begin(), list.end(),
                     [](const auto &a, const auto &b) { return a.second > b.second; });
    return list;
}

QMap<QString, QSet<QString>> tagged(const Releases &releases)
{
    QMap<QString, QSet<QString>> tags;
    for (const Release *release : releases) {
        for (const QString &tag : release->tags)
            tags[tag.toLower()].insert(release->key());
    }
    return tags;
}

QSet<QString> extensionNames(const Releases &releases)
{
    QSet<QString> names;
    for (const Release *release : releases) {
        for (const ProvidedExtension &extension : release->extensions)
            names.insert(extension.name.toLower());
    }
    return names;
}

template <typename Key>
int distinct(const Releases &releases, Key key)
{
    QSet<QString> keys;
    for (const Release *release : releases)
        keys.insert(key(*release));
    return int(keys.size());
}

} // namespace

MirrorDocuments::MirrorDocuments(const QList<Release> &releases)
{
    m_newestFirst.reserve(releases.size());
    for (const Release &release : releases)
        m_newestFirst.append(&release);
    std::sort(m_newestFirst.begin(), m_newestFirst.end(), [](const Release *a, const Release *b) {
        if (a->date != b->date)
            return a->date > b->date;
        if (a->key() != b->key())
            return a->key() < b->key();
        return a->version > b->version;
    });
}

QString MirrorDocuments::nameOf(const QString &key) const
{
    for (const Release *release : m_newestFirst) {
        if (release->key() == key)
            return release->name;
    }
    return key;
}

QByteArray MirrorDocuments::index()
{
    JsonWriter out;
    out.beginObject();
    for (const auto &[name, uriTemplate] : std::initializer_list<std::pair<QString, QString>>{
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
             {u"user"_s, u"/user/{user}.json"_s}})
        out.member(name, uriTemplate);
    return out.endObject().text();
}

QByteArray MirrorDocuments::spec()
{
    return "PGXN Meta Spec\n"
           "==============\n\n"
           "Each release holds a META.json in its top folder: a JSON object in UTF-8. Version 1 of "
           "the\n"
           "specification is published at <https://pgxn.org/spec/>, version 2 is RFC 3 at\n"
           "<https://rfcs.pgxn.org/0003-meta-spec-v2.html>. This registry takes both.\n\n"
           "Required in version 1: name, version, abstract, maintainer, license, provides, "
           "meta-spec.\n"
           "Required in version 2: name, version, abstract, maintainers, license, contents, "
           "meta-spec.\n";
}

QByteArray MirrorDocuments::distribution(const QString &name) const
{
    const QString key = name.toLower();
    const Releases releases =
        those(m_newestFirst, [&](const Release &release) { return release.key() == key; });
    if (releases.isEmpty())
        return {};
    JsonWriter out;
    out.beginObject().member(u"name"_s, nameOf(key)).key(u"releases"_s);
    writeByStatus(out, releases);
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
    out.member(u"latest"_s, ::nameOf(provisions.first().release->status));
    for (const ReleaseStatus status : statuses) {
        const auto first = std::find_if(
            provisions.begin(), provisions.end(),
            [status](const Provision &provision) { return provision.release->status == status; });
        if (first == provisions.end())
            continue;
        out.key(::nameOf(status)).beginObject();
        out.member(u"dist"_s, first->release->name);
        out.member(u"version"_s, first->release->version.toString());
        out.member(u"sha1"_s, QString::fromLatin1(first->release->digests.sha1.toHex()));
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
    out.member(u"name"_s, profile[u"name"].toString(nickname));
    out.member(u"email"_s, profile[u"email"].toString());
    for (const QString &key : {u"uri"_s, u"twitter"_s}) {
        if (profile.contains(key))
            out.member(key, profile[key]);
    }
    if (!releases.isEmpty()) {
        out.key(u"releases"_s);
        writeByDistribution(out, releases, *this);
    }
    return out.endObject().text();
}

QByteArray MirrorDocuments::tag(const QString &tag) const
{
    const Releases releases =
        those(m_newestFirst, [&](const Release &release) { return hasTag(release, tag); });
    if (releases.isEmpty())
        return {};
    // Upstream keeps the case in which a tag was first seen.
    const QStringList &own = releases.last()->tags;
    const auto spelled = std::find_if(own.begin(), own.end(), [&](const QString &other) {
        return other.compare(tag, Qt::CaseInsensitive) == 0;
    });
    JsonWriter out;
    out.beginObject().member(u"tag"_s, *spelled).key(u"releases"_s);
    writeByDistribution(out, releases, *this);
    return out.endObject().text();
}

QByteArray MirrorDocuments::distributionList() const
{
    QMap<QString, QString> names;
    for (auto release = m_newestFirst.rbegin(); release != m_newestFirst.rend(); ++release)
        names[(*release)->key()] = (*release)->name;
    JsonWriter out;
    out.beginArray();
    for (const QString &name : std::as_const(names))
        out.value(name);
    return out.endArray().text();
}

QByteArray MirrorDocuments::distributionStats() const
{
    JsonWriter out;
    out.beginObject();
    out.member(u"count"_s, distinct(m_newestFirst, [](const Release &r) { return r.key(); }));
    out.member(u"releases"_s, int(m_newestFirst.size()));
    out.key(u"recent"_s).beginArray();
    for (const Release *release : m_newestFirst.first(std::min(m_newestFirst.size(), listLength))) {
        out.beginObject();
        out.member(u"dist"_s, release->name);
        out.member(u"version"_s, release->version.toString());
        out.member(u"abstract"_s, release->abstract);
        out.member(u"date"_s, ReleasedMeta::dateText(release->date));
        out.member(u"user"_s, release->user);
        out.member(u"user_name"_s, release->user);
        out.endObject();
    }
    return out.endArray().endObject().text();
}

QByteArray MirrorDocuments::extensionStats() const
{
    JsonWriter out;
    out.beginObject();
    out.member(u"count"_s, int(extensionNames(m_newestFirst).size()));
    out.key(u"recent"_s).beginArray();
    qsizetype left = listLength;
    for (const Release *release : m_newestFirst) {
        for (const ProvidedExtension &extension : release->extensions) {
            if (left-- <= 0)
                break;
            out.beginObject();
            out.member(u"extension"_s, extension.name);
            out.member(u"abstract"_s, extension.abstract);
            out.member(u"ext_version"_s, extension.version);
            out.member(u"dist"_s, release->name);
            out.member(u"version"_s, release->version.toString());
            out.member(u"date"_s, ReleasedMeta::dateText(release->date));
            out.member(u"user"_s, release->user);
            out.member(u"user_name"_s, release->user);
            out.endObject();
        }
    }
    return out.endArray().endObject().text();
}

QByteArray MirrorDocuments::userStats() const
{
    QMap<QString, QSet<QString>> distributions;
    QMap<QString, int> releases;
    for (const Release *release : m_newestFirst) {
        distributions[release->user.toLower()].insert(release->key());
        ++releases[release->user.toLower()];
    }
    const QList<std::pair<QString, int>> list = ranked(distributions);
    JsonWriter out;
    out.beginObject().member(u"count"_s, int(list.size())).key(u"prolific"_s).beginArray();
    for (const auto &[nickname, count] : list.first(std::min(list.size(), listLength))) {
        out.beginObject();
        out.member(u"nickname"_s, nickname);
        out.member(u"name"_s, nickname);
        out.member(u"dists"_s, count);
        out.member(u"releases"_s, releases[nickname]);
        out.endObject();
    }
    return out.endArray().endObject().text();
}

QByteArray MirrorDocuments::tagStats() const
{
    const QList<std::pair<QString, int>> list = ranked(tagged(m_newestFirst));
    JsonWriter out;
    out.beginObject().member(u"count"_s, int(list.size())).key(u"popular"_s).beginArray();
    for (const auto &[tag, count] : list.first(std::min(list.size(), listLength)))
        out.beginObject().member(u"tag"_s, tag).member(u"dists"_s, count).endObject();
    return out.endArray().endObject().text();
}

QByteArray MirrorDocuments::summary() const
{
    JsonWriter out;
    out.beginObject();
    out.member(u"dists"_s, distinct(m_newestFirst, [](const Release &r) { return r.key(); }));
    out.member(u"releases"_s, int(m_newestFirst.size()));
    out.member(u"extensions"_s, int(extensionNames(m_newestFirst).size()));
    out.member(u"users"_s,
               distinct(m_newestFirst, [](const Release &r) { return r.user.toLower(); }));
    out.member(u"tags"_s, int(tagged(m_newestFirst).size()));
    out.member(u"mirrors"_s, 0);
    return out.endObject().text();
}
