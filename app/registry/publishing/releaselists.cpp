// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/publishing/releaselists.h"

namespace {

/// Releases that are kept until they are asked for again: some megabytes. A round that needs more reads twice.
constexpr qsizetype mostKept = 10000;

} // namespace

template <typename Read>
Result<const MirrorDocuments *> ReleaseLists::find(Lists &lists, const QString &name, Read read)
{
    const auto kept = lists.find(name);
    if (kept != lists.end())
        return &kept->second->documents;
    Result<QList<Release>> releases = read(ReleaseStore(m_database));
    if (!releases)
        return releases.error();
    if (m_kept + releases->size() > mostKept) {
        m_ofUsers.clear();
        m_ofTags.clear();
        m_kept = 0;
    }
    m_kept += releases->size();
    const auto place = lists.emplace(name, std::make_unique<const List>(std::move(*releases)));
    return &place.first->second->documents;
}

Result<const MirrorDocuments *> ReleaseLists::ofUser(const QString &nickname)
{
    return find(m_ofUsers, nickname,
                [&](ReleaseStore store) { return store.listOfUser(nickname); });
}

Result<const MirrorDocuments *> ReleaseLists::tagged(const QString &tag)
{
    return find(m_ofTags, tag, [&](ReleaseStore store) { return store.listTagged(tag); });
}
