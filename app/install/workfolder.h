// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/ownerlock.h"
#include "core/result.h"
#include "core/useraccount.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>

/// One job's private folder for sources, stage and the build's own temporary files; deleted with the object. It is
/// locked while it lives, so that `sweep()` tells what a killed process left from what another one uses.
class WorkFolder
{
public:
    /// Makes a new one below `parent`. `account`: who builds in it, when this process is root.
    [[nodiscard]] static Result<std::unique_ptr<WorkFolder>>
    make(const QString &parent, const std::optional<UserAccount> &account);
    /// Deletes those below `parent` whose process is gone; returns how many.
    [[nodiscard]] static int sweep(const QString &parent);
    /// Calls `action` while nobody uses a folder below `parent`, nor can make one. False when somebody does: `action`
    /// was not called.
    [[nodiscard]] static bool whenNoneIsUsed(const QString &parent,
                                             const std::function<void()> &action);
    ~WorkFolder();
    WorkFolder(const WorkFolder &) = delete;
    WorkFolder &operator=(const WorkFolder &) = delete;

    [[nodiscard]] QString path() const { return m_path; }
    [[nodiscard]] const std::optional<UserAccount> &account() const { return m_account; }
    /// A subfolder, made when it is not there, that belongs to the builder.
    [[nodiscard]] Result<QString> room(const QString &name) const;

private:
    WorkFolder(QString path, std::optional<UserAccount> account, OwnerLock lock);
    QString m_path;
    std::optional<UserAccount> m_account;
    std::optional<OwnerLock> m_lock;
};

/// Whole folders, links never followed.
namespace FolderTree {
/// Deletes it, also where a build took away its own permissions. True when nothing is left.
bool remove(const QString &folder);
/// Gives everything in it to `account`, or back to this process's own user (empty).
[[nodiscard]] Result<void> give(const QString &folder, const std::optional<UserAccount> &account);
} // namespace FolderTree
