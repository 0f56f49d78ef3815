// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/publisheddistribution.h"

#include "registry/store/releasestore.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryApi", text);
}

} // namespace

Result<PublishedDistribution> PublishedDistribution::load(SqlConnection &connection,
                                                          const QString &name)
{
    PublishedDistribution found;
    found.m_key = name.toLower();
    const Result<SqlRows> rows =
        connection.query(u"SELECT name, version, status, license, sha512, yanked FROM releases "
                         "WHERE dist_key = ? AND state = 'published'"_s,
                         {found.m_key});
    if (!rows)
        return rows.error();
    if (rows->isEmpty())
        return Error{
            Error::Kind::NotFound, tr("Nothing called “%1” is released here.").arg(name), {}};
    for (const SqlRow &row : *rows) {
        Entry entry;
        entry.version = Version::parseTolerant(row.text(1)).value_or(Version());
        entry.status = releaseStatusFromString(row.text(2));
        entry.license = row.text(3);
        entry.sha512 = QByteArray::fromHex(row.text(4).toLatin1());
        entry.isYanked = !row.isNull(5);
        entry.name = row.text(0);
        found.m_entries.append(entry);
    }
    std::sort(found.m_entries.begin(), found.m_entries.end(),
              [](const Entry &a, const Entry &b) { return a.version > b.version; });
    found.m_name = found.m_entries.first().name;
    return found;
}

const PublishedDistribution::Entry &PublishedDistribution::best() const
{
    const auto stable = std::find_if(m_entries.begin(), m_entries.end(), [](const Entry &entry) {
        return entry.status == ReleaseStatus::Stable && !entry.isYanked;
    });
    return stable == m_entries.end() ? m_entries.first() : *stable;
}

Result<PublishedDistribution::Entry> PublishedDistribution::entry(const QString &version) const
{
    const std::optional<Version> wanted = Version::parseTolerant(version);
    const QString key = wanted ? ReleaseStore::versionKey(*wanted) : QString();
    for (const Entry &entry : m_entries) {
        if (wanted && ReleaseStore::versionKey(entry.version) == key)
            return entry;
    }
    return Error{
        Error::Kind::NotFound, tr("There is no release %1 of %2 here.").arg(version, m_name), {}};
}

bool PublishedDistribution::isOutdated(const QString &version) const
{
    const Version &newest = best().version;
    const Version other = Version::parseTolerant(version).value_or(newest);
    return other.majorPart() < newest.majorPart()
           || (other.majorPart() == newest.majorPart() && other.minorPart() < newest.minorPart());
}

Result<bool> PublishedDistribution::isOwnedBy(SqlConnection &connection, qint64 userId) const
{
    const Result<SqlRows> rows = connection.query(
        u"SELECT e.ext_key FROM release_extensions x JOIN releases r ON r.id = x.release_id "
        "JOIN extensions e ON e.ext_key = x.ext_key "
        "WHERE r.dist_key = ? AND r.state = 'published' AND (e.owner_id = ? OR EXISTS "
        "(SELECT 1 FROM coowners c WHERE c.ext_key = e.ext_key AND c.user_id = ? "
        "AND c.accepted IS NOT NULL)) LIMIT 1"_s,
        {m_key, userId, userId});
    if (!rows)
        return rows.error();
    return !rows->isEmpty();
}
