// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/cancellation.h"
#include "core/result.h"
#include "remote/registryclient.h"

#include <QSet>
#include <QString>
#include <QStringList>

#include <map>

/// Finds out which distributions a registry has. A folder can be listed and our registries have a list; a
/// mirror has none, so names are gathered from its statistics, user lists, and the users and tags these lead
/// to, with at most `mostRequests` documents read. Used once, on one thread.
class NameCollector
{
public:
    static constexpr int mostRequests = 5000;
    static constexpr qsizetype mostNames = 200'000;

    explicit NameCollector(RegistryClient &registry) : m_registry(registry) {}

    /// Sorted. An error when the registry cannot be reached or the work is cancelled; documents that are missing
    /// or of no use are passed over.
    [[nodiscard]] Result<QStringList> collect(const CancellationToken &token);
    /// Whether `collect` had a complete list.
    [[nodiscard]] bool isComplete() const { return m_isComplete; }
    /// A release leads on: to its uploader's and its tags' other distributions. Gives the names that are new.
    [[nodiscard]] Result<QStringList> follow(const Release &release,
                                             const CancellationToken &token);

private:
    [[nodiscard]] Result<bool> takeExplicitList(const CancellationToken &token);
    [[nodiscard]] Result<void> gather(const CancellationToken &token);
    [[nodiscard]] Result<void> readQueue(const CancellationToken &token);
    /// The document's body; empty when it is to be passed over.
    [[nodiscard]] Result<QByteArray> read(const QString &name, const QString &variable,
                                          const QString &value, const CancellationToken &token);
    void addNames(const QStringList &names);
    void addUsers(const QStringList &nicknames);
    void addTags(const QStringList &tags);
    [[nodiscard]] QStringList sortedNames() const;

    RegistryClient &m_registry;
    std::map<QString, QString> m_names; ///< lower case -> as met first
    QSet<QString> m_users;
    QSet<QString> m_tags;
    QStringList m_userQueue;
    QStringList m_tagQueue;
    int m_requests = 0;
    bool m_isComplete = false;
};
