// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/result.h"
#include "index/searchindex.h"
#include "index/textindex.h"
#include "registry/publishing/releasedocs.h"
#include "registry/store/accountstore.h"

#include <QString>

#include <memory>

/// What a registry can be searched for, in two index files of its folder that are made from what is released: one
/// answers PGXN's `/search`, the other one search over everything. Thread-safe.
class RegistrySearch
{
public:
    explicit RegistrySearch(QString folder);
    ~RegistrySearch();
    RegistrySearch(const RegistrySearch &) = delete;
    RegistrySearch &operator=(const RegistrySearch &) = delete;

    /// Once, before anything else.
    [[nodiscard]] Result<void> open();
    /// Whether what is released was never put in, or was lost.
    [[nodiscard]] bool mustBeMade() const;
    [[nodiscard]] Result<void> clear();

    /// Whether this release is the one that the distribution is found by already.
    [[nodiscard]] bool holds(const Release &best) const;
    /// Of the distribution's best release, with all it says in META.
    [[nodiscard]] Result<void> put(const Release &best, const Distribution &distribution,
                                   const ReleaseDocs &docs, const QString &userName);
    /// The same release, another list of versions.
    [[nodiscard]] Result<void> putVersions(const Distribution &distribution);
    [[nodiscard]] Result<void> removeDistribution(const QString &key);
    [[nodiscard]] Result<void> putUser(const Account &account);
    [[nodiscard]] Result<void> removeUser(const QString &key);
    /// Null: nothing has the tag any more.
    [[nodiscard]] Result<void> putTag(const QString &key, const QString &tag);

    [[nodiscard]] Result<TextIndex::Answer> find(TextIndex::Kind kind, const QString &query,
                                                 int offset, int limit) const;
    [[nodiscard]] Result<SearchAnswer> find(const SearchQuery &query) const;

private:
    QString m_folder;
    bool m_isNew = false;
    std::unique_ptr<SearchIndex> m_index;
    std::unique_ptr<TextIndex> m_texts;
};
