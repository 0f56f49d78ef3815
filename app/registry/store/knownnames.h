// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/registrydatabase.h"
#include "registry/http/publishednames.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <thread>
#include <unordered_set>

/// The names of everything that is published, in memory: read whole at the start, then kept current by the events that
/// this process and others append, which a thread of its own looks for.
class KnownNames final : public PublishedNames
{
public:
    explicit KnownNames(RegistryDatabase &database);
    ~KnownNames() override;
    KnownNames(const KnownNames &) = delete;
    KnownNames &operator=(const KnownNames &) = delete;

    /// Before anything is asked.
    [[nodiscard]] Result<void> load();
    /// Reads what happened since; returns when that is known here. Does nothing before `load()`: nobody asks then.
    [[nodiscard]] Result<void> follow();

    [[nodiscard]] bool holdsRelease(const QString &distribution,
                                    const QString &version) const override;
    [[nodiscard]] bool holdsDistribution(const QString &distribution) const override;
    [[nodiscard]] bool holdsExtension(const QString &extension) const override;
    [[nodiscard]] bool holdsUser(const QString &nickname) const override;
    [[nodiscard]] bool holdsTag(const QString &tag) const override;

private:
    /// The first letter tells what kind of name it is: one set takes less memory than five.
    using Names = std::unordered_set<std::string>;
    [[nodiscard]] bool holds(char kind, const QString &name) const;
    [[nodiscard]] static Result<void> addFrom(SqlConnection &connection, Names &names,
                                              const QString &where, const QVariantList &values);
    void watch();

    RegistryDatabase &m_database;
    mutable std::shared_mutex m_mutex; ///< guards the names
    Names m_names;
    std::mutex m_following;         ///< one at a time; guards the cursor
    std::optional<qint64> m_cursor; ///< none before they are loaded
    std::mutex m_watchMutex;
    std::condition_variable m_wake;
    bool m_isEnding = false;
    std::thread m_watcher;
};
