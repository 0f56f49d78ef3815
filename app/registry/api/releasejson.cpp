// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/api/releasejson.h"

#include "registry/releasedmeta.h"

#include <QJsonArray>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

template <typename Notice>
QJsonValue notice(const std::optional<Notice> &told)
{
    if (!told)
        return QJsonValue::Null;
    QJsonObject object{{u"date"_s, ReleasedMeta::dateText(told->time)},
                       {u"reason"_s, told->reason}};
    if (!told->replacement.isEmpty())
        object.insert(u"replacement"_s, told->replacement);
    return object;
}

QString encoded(const QString &part)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(part));
}

QString hex(const QByteArray &digest)
{
    return QString::fromLatin1(digest.toHex());
}

} // namespace

QJsonValue ReleaseJson::yank(const std::optional<Yank> &yanked)
{
    return notice(yanked);
}

QJsonValue ReleaseJson::deprecation(const std::optional<Deprecation> &deprecated)
{
    return notice(deprecated);
}

QJsonObject ReleaseJson::summary(const Release &release, const QString &origin)
{
    const QString name = encoded(release.key());
    const QString version = encoded(release.version.toString().toLower());
    const QString files = origin + u"/dist/%1/%2/"_s.arg(name, version);
    const QString self = origin + u"/api/v2/distributions/%1"_s.arg(name);
    QJsonArray extensions;
    for (const ProvidedExtension &extension : release.extensions)
        extensions.append(QJsonObject{{u"name"_s, extension.name},
                                      {u"version"_s, extension.version},
                                      {u"abstract"_s, extension.abstract}});
    return {{u"name"_s, release.name},
            {u"version"_s, release.version.toString()},
            {u"status"_s, nameOf(release.status)},
            {u"abstract"_s, release.abstract},
            {u"license"_s, release.license},
            {u"user"_s, release.user},
            {u"date"_s, ReleasedMeta::dateText(release.date)},
            {u"metaSpec"_s, release.metaSpec},
            {u"extensions"_s, extensions},
            {u"tags"_s, QJsonArray::fromStringList(release.tags)},
            {u"digests"_s, QJsonObject{{u"sha1"_s, hex(release.digests.sha1)},
                                       {u"sha512"_s, hex(release.digests.sha512)}}},
            {u"yanked"_s, yank(release.yanked)},
            {u"links"_s, QJsonObject{{u"self"_s, self + u"/releases/"_s + version},
                                     {u"distribution"_s, self},
                                     {u"meta"_s, files + u"META.json"_s},
                                     {u"readme"_s, files + u"README.txt"_s},
                                     {u"download"_s, files + name + u'-' + version + u".zip"_s}}}};
}

QJsonObject ReleaseJson::full(const Release &release, const QString &origin,
                              const QJsonObject &certificates)
{
    QJsonObject object = summary(release, origin);
    object.insert(u"meta"_s, release.meta);
    QJsonValue certificate = release.meta[u"certs"][u"pgxn"];
    if (certificate.isUndefined())
        certificate = certificates[u"certs"][u"pgxn"];
    object.insert(u"certificate"_s,
                  certificate.isUndefined() ? QJsonValue(QJsonValue::Null) : certificate);
    return object;
}

QJsonObject ReleaseJson::distribution(QList<Release> releases,
                                      const std::optional<Deprecation> &deprecated,
                                      const QString &origin)
{
    std::sort(releases.begin(), releases.end(),
              [](const Release &one, const Release &other) { return one.version > other.version; });
    Distribution distribution;
    QJsonArray items;
    for (const Release &release : std::as_const(releases)) {
        distribution.releases.append(
            {release.version, release.status, release.date, release.yanked});
        const QJsonObject told = summary(release, origin);
        QJsonObject item;
        for (const QString &key : {u"version"_s, u"status"_s, u"date"_s, u"user"_s, u"digests"_s,
                                   u"yanked"_s, u"links"_s})
            item.insert(key, told[key]);
        items.append(item);
    }
    const Distribution::Entry *best = distribution.best();
    const Release &shown =
        *std::find_if(releases.cbegin(), releases.cend(), [&](const Release &release) {
            return best && release.version == best->version;
        });
    const QJsonObject told = summary(shown, origin);
    const QString name = encoded(shown.key());
    return {{u"name"_s, shown.name},
            {u"abstract"_s, shown.abstract},
            {u"license"_s, shown.license},
            {u"latest"_s, shown.version.toString()},
            {u"extensions"_s, told[u"extensions"]},
            {u"tags"_s, told[u"tags"]},
            {u"deprecated"_s, deprecation(deprecated)},
            {u"releases"_s, items},
            {u"links"_s, QJsonObject{{u"self"_s, origin + u"/api/v2/distributions/"_s + name},
                                     {u"document"_s, origin + u"/dist/%1.json"_s.arg(name)}}}};
}
