// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/releasestore.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

ReleaseStatus statusOf(const QString &word)
{
    for (const ReleaseStatus status : {ReleaseStatus::Testing, ReleaseStatus::Unstable}) {
        if (nameOf(status) == word)
            return status;
    }
    return ReleaseStatus::Stable;
}

} // namespace

QString ReleaseStore::versionKey(const Version &version)
{
    return version.toString().section(u'+', 0, 0).toLower();
}

Result<QList<Release>> ReleaseStore::load(const QString &where, const QVariantList &values)
{
    return m_database.read([&](SqlConnection &connection) -> Result<QList<Release>> {
        const QString from = u" FROM releases r JOIN users u ON u.id = r.user_id "_s;
        const QString condition = u" WHERE r.state = 'published' AND "_s + where;
        const Result<SqlRows> rows = connection.query(
            u"SELECT r.id, r.name, r.version, r.status, r.abstract, r.license, r.meta_spec, "
            "u.nickname, r.date, r.sha1, r.sha512, r.yanked, r.yank_reason, r.yank_replacement"_s
                + from + condition + u" ORDER BY r.id"_s,
            values);
        if (!rows)
            return rows.error();
        QList<Release> releases;
        QHash<qint64, qsizetype> places;
        for (const SqlRow &row : *rows) {
            Release release;
            release.name = row.text(1);
            release.version = Version::parseTolerant(row.text(2)).value_or(Version());
            release.status = statusOf(row.text(3));
            release.abstract = row.text(4);
            release.license = row.text(5);
            release.metaSpec = int(row.number(6));
            release.user = row.text(7);
            release.date = row.time(8);
            release.digests.sha1 = QByteArray::fromHex(row.text(9).toLatin1());
            release.digests.sha512 = QByteArray::fromHex(row.text(10).toLatin1());
            if (!row.isNull(11))
                release.yanked = Yank{row.time(11), row.text(12), row.text(13)};
            places.insert(row.number(0), releases.size());
            releases.append(release);
        }
        const Result<SqlRows> extensions = connection.query(
            u"SELECT e.release_id, e.name, e.version, e.abstract FROM release_extensions e "
            "JOIN releases r ON r.id = e.release_id JOIN users u ON u.id = r.user_id"_s
                + condition + u" ORDER BY e.release_id, e.position"_s,
            values);
        if (!extensions)
            return extensions.error();
        for (const SqlRow &row : *extensions) {
            ProvidedExtension extension;
            extension.name = row.text(1);
            extension.version = row.text(2);
            extension.abstract = row.text(3);
            const auto place = places.constFind(row.number(0));
            if (place != places.constEnd())
                releases[*place].extensions.append(extension);
        }
        const Result<SqlRows> tags =
            connection.query(u"SELECT t.release_id, t.tag FROM release_tags t JOIN releases r ON "
                             u"r.id = t.release_id "
                             "JOIN users u ON u.id = r.user_id"_s
                                 + condition + u" ORDER BY t.release_id, t.position"_s,
                             values);
        if (!tags)
            return tags.error();
        for (const SqlRow &row : *tags) {
            const auto place = places.constFind(row.number(0));
            if (place != places.constEnd())
                releases[*place].tags.append(row.text(1));
        }
        return releases;
    });
}

Result<QList<Release>> ReleaseStore::list(const QString &selection, const QString &key)
{
    return m_database.read([&](SqlConnection &connection) -> Result<QList<Release>> {
        const Result<SqlRows> rows = connection.query(selection, {key});
        if (!rows)
            return rows.error();
        QList<Release> releases;
        releases.reserve(rows->size());
        for (const SqlRow &row : *rows) {
            Release release;
            release.name = row.text(0);
            release.version = Version::parseTolerant(row.text(1)).value_or(Version());
            release.status = statusOf(row.text(2));
            release.abstract = row.text(3);
            release.user = row.text(4);
            release.date = row.time(5);
            if (!row.isNull(6))
                release.yanked = Yank{row.time(6), {}, {}};
            if (!row.isNull(7))
                release.tags = QStringList{row.text(7)};
            releases.append(std::move(release));
        }
        return releases;
    });
}

Result<QList<Release>> ReleaseStore::listTagged(const QString &tag)
{
    return list(u"SELECT r.name, r.version, r.status, r.abstract, u.nickname, r.date, r.yanked, "
                "t.tag FROM release_tags t JOIN releases r ON r.id = t.release_id "
                "JOIN users u ON u.id = r.user_id "
                "WHERE t.tag_key = ? AND r.state = 'published' ORDER BY r.id"_s,
                tag.toLower());
}

Result<QList<Release>> ReleaseStore::listOfUser(const QString &nickname)
{
    return list(u"SELECT r.name, r.version, r.status, r.abstract, u.nickname, r.date, r.yanked, "
                "NULL FROM releases r JOIN users u ON u.id = r.user_id "
                "WHERE u.nickname_key = ? AND r.state = 'published' ORDER BY r.id"_s,
                nickname.toLower());
}

Result<bool> ReleaseStore::contains(const QString &name, const Version &version)
{
    return m_database.read([&](SqlConnection &connection) -> Result<bool> {
        const auto row =
            connection.queryOne(u"SELECT id FROM releases WHERE dist_key = ? AND version_key = ? "
                                "AND state = 'published'"_s,
                                {name.toLower(), versionKey(version)});
        if (!row)
            return row.error();
        return row->has_value();
    });
}

Result<QStringList> ReleaseStore::distributions()
{
    return m_database.read([](SqlConnection &connection) -> Result<QStringList> {
        const Result<SqlRows> rows = connection.query(
            u"SELECT d.name FROM distributions d WHERE EXISTS (SELECT 1 FROM releases r "
            "WHERE r.dist_key = d.dist_key AND r.state = 'published') ORDER BY d.dist_key"_s);
        if (!rows)
            return rows.error();
        QStringList names;
        for (const SqlRow &row : *rows)
            names.append(row.text(0));
        return names;
    });
}

Result<QList<Release>> ReleaseStore::ofDistribution(const QString &name)
{
    return load(u"r.dist_key = ?"_s, {name.toLower()});
}

Result<QList<Release>> ReleaseStore::providing(const QString &extension)
{
    return load(u"r.id IN (SELECT x.release_id FROM release_extensions x WHERE x.ext_key = ?)"_s,
                {extension.toLower()});
}

Result<QList<Release>> ReleaseStore::tagged(const QString &tag)
{
    return load(u"r.id IN (SELECT x.release_id FROM release_tags x WHERE x.tag_key = ?)"_s,
                {tag.toLower()});
}

Result<QList<Release>> ReleaseStore::ofUser(const QString &nickname)
{
    return load(u"u.nickname_key = ?"_s, {nickname.toLower()});
}

Result<QList<Release>> ReleaseStore::all()
{
    return load(u"1 = 1"_s, {});
}

Result<RegistryTotals> ReleaseStore::totals()
{
    Result<QList<Release>> recent =
        load(u"r.id IN (SELECT x.id FROM releases x WHERE x.state = 'published' "
             "ORDER BY x.date DESC, x.id DESC LIMIT %1)"_s.arg(RegistryTotals::listLength),
             {});
    if (!recent)
        return recent.error();
    return m_database.read([&](SqlConnection &connection) -> Result<RegistryTotals> {
        RegistryTotals totals;
        totals.recent = std::move(*recent);
        std::reverse(totals.recent.begin(), totals.recent.end());
        std::stable_sort(totals.recent.begin(), totals.recent.end(),
                         [](const Release &a, const Release &b) {
                             if (a.date != b.date)
                                 return a.date > b.date;
                             if (a.key() != b.key())
                                 return a.key() < b.key();
                             return a.version > b.version;
                         });
        const Result<SqlRows> counts = connection.query(
            u"SELECT count(DISTINCT dist_key), count(*), "
            "(SELECT count(DISTINCT e.ext_key) FROM release_extensions e), "
            "(SELECT count(*) FROM users), "
            "(SELECT count(DISTINCT t.tag_key) FROM release_tags t), "
            "(SELECT count(*) FROM mirrors) FROM releases WHERE state = 'published'"_s);
        if (!counts)
            return counts.error();
        const SqlRow &row = counts->first();
        totals.distributions = int(row.number(0));
        totals.releases = int(row.number(1));
        totals.extensions = int(row.number(2));
        totals.users = int(row.number(3));
        totals.tags = int(row.number(4));
        totals.mirrors = int(row.number(5));
        const Result<SqlRows> prolific = connection.query(
            u"SELECT u.nickname, u.full_name, count(DISTINCT r.dist_key) AS dists, count(*) "
            "FROM releases r JOIN users u ON u.id = r.user_id WHERE r.state = 'published' "
            "GROUP BY u.id, u.nickname, u.full_name, u.nickname_key "
            "ORDER BY dists DESC, u.nickname_key LIMIT %1"_s.arg(RegistryTotals::listLength));
        if (!prolific)
            return prolific.error();
        for (const SqlRow &user : *prolific)
            totals.prolific.append(
                {user.text(0), user.text(1), int(user.number(2)), int(user.number(3))});
        const Result<SqlRows> popular = connection.query(
            u"SELECT t.tag_key, count(DISTINCT r.dist_key) AS dists FROM release_tags t "
            "JOIN releases r ON r.id = t.release_id WHERE r.state = 'published' "
            "GROUP BY t.tag_key ORDER BY dists DESC, t.tag_key LIMIT %1"_s.arg(
                RegistryTotals::listLength));
        if (!popular)
            return popular.error();
        for (const SqlRow &tag : *popular)
            totals.popular.append({tag.text(0), {}, int(tag.number(1)), 0});
        for (const Release &release : std::as_const(totals.recent)) {
            if (totals.fullNames.contains(release.user))
                continue;
            const auto user = connection.queryOne(
                u"SELECT full_name FROM users WHERE nickname_key = ?"_s, {release.user.toLower()});
            if (!user)
                return user.error();
            totals.fullNames.insert(release.user, *user ? (*user)->text(0) : QString());
        }
        return totals;
    });
}

Result<std::optional<Yank>> ReleaseStore::yankOf(const QString &name, const Version &version)
{
    return m_database.read([&](SqlConnection &connection) -> Result<std::optional<Yank>> {
        const auto row = connection.queryOne(
            u"SELECT yanked, yank_reason, yank_replacement FROM releases WHERE dist_key = ? "
            "AND version_key = ? AND yanked IS NOT NULL"_s,
            {name.toLower(), versionKey(version)});
        if (!row)
            return row.error();
        if (!*row)
            return std::optional<Yank>();
        return std::optional(Yank{(*row)->time(0), (*row)->text(1), (*row)->text(2)});
    });
}

Result<std::optional<Deprecation>> ReleaseStore::deprecationOf(const QString &name)
{
    return m_database.read([&](SqlConnection &connection) -> Result<std::optional<Deprecation>> {
        const auto row = connection.queryOne(
            u"SELECT deprecated, deprecation, replacement FROM distributions WHERE dist_key = ? "
            "AND deprecated IS NOT NULL"_s,
            {name.toLower()});
        if (!row)
            return row.error();
        if (!*row)
            return std::optional<Deprecation>();
        return std::optional(Deprecation{(*row)->time(0), (*row)->text(1), (*row)->text(2)});
    });
}

Result<qint64> ReleaseStore::sizeOf(const QString &name, const Version &version)
{
    return m_database.read([&](SqlConnection &connection) -> Result<qint64> {
        const auto row = connection.queryOne(
            u"SELECT size FROM releases WHERE dist_key = ? AND version_key = ?"_s,
            {name.toLower(), versionKey(version)});
        if (!row)
            return row.error();
        return *row ? (*row)->number(0) : 0;
    });
}

Result<QList<ReleaseStore::Listed>> ReleaseStore::page(qint64 after, int limit)
{
    return m_database.read([&](SqlConnection &connection) -> Result<QList<Listed>> {
        const Result<SqlRows> rows = connection.query(
            u"SELECT d.id, d.name FROM distributions d WHERE d.id > ? AND EXISTS "
            "(SELECT 1 FROM releases r WHERE r.dist_key = d.dist_key AND r.state = 'published') "
            "ORDER BY d.id LIMIT ?"_s,
            {after, limit});
        if (!rows)
            return rows.error();
        QList<Listed> listed;
        for (const SqlRow &row : *rows)
            listed.append({row.number(0), row.text(1)});
        return listed;
    });
}
