// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/commandrunner.h"
#include "core/result.h"
#include "postgres/cluster.h"

#include <QDateTime>
#include <QString>

#include <memory>

/// A private, relocated copy of an installation with a throw-away cluster on a private socket: `bin` is
/// copied, `lib`, `share` and `include` are folders of links at the same relative places, so PostgreSQL finds
/// everything in the copy and extensions install there without touching the original. Several at once; gone
/// completely when destroyed, and swept at next start after a crash. Blocks; any one thread at a time.
class SandboxServer
{
public:
    struct Options {
        QString folder;           ///< parent of all sandboxes (Locations::sandboxesFolder())
        QString preloadLibraries; ///< shared_preload_libraries to start with
        bool keep = false; ///< survives this object (for `howdahctl try --keep`); remove() ends it
    };
    [[nodiscard]] static Result<std::unique_ptr<SandboxServer>>
    start(const Installation &original, const Options &options, CommandRunner &runner,
          const CancellationToken &token = {});
    /// Takes over one that an earlier process kept, by its folder.
    [[nodiscard]] static Result<std::unique_ptr<SandboxServer>> attach(const QString &sandboxFolder,
                                                                       CommandRunner &runner);
    /// Removes what crashed processes left below `folder` (their owner process is gone and `keep` was not
    /// set): stops servers, deletes folders. Returns how many.
    [[nodiscard]] static int sweep(const QString &folder, CommandRunner &runner);
    /// Folders of live or kept sandboxes below `folder`.
    [[nodiscard]] static QStringList list(const QString &folder);
    ~SandboxServer();
    SandboxServer(const SandboxServer &) = delete;
    SandboxServer &operator=(const SandboxServer &) = delete;

    [[nodiscard]] QString id() const; ///< its folder's base name
    [[nodiscard]] QString folder() const;
    [[nodiscard]] const Installation &original() const;
    [[nodiscard]] const Installation &installation() const; ///< the copy; origin Sandbox, writable
    [[nodiscard]] const Cluster &cluster() const;
    [[nodiscard]] Target target() const;
    [[nodiscard]] QDateTime startedAt() const;
    [[nodiscard]] qint64 bytes() const; ///< on disk, links not followed
    /// Whom its processes run as, when this process is root.
    [[nodiscard]] std::optional<UserAccount> account() const;
    [[nodiscard]] Result<void> restart(const CancellationToken &token = {});
    [[nodiscard]] Result<void> stop();
    /// Stops it and deletes everything. Called by the destructor unless `keep`.
    [[nodiscard]] Result<void> remove();

private:
    struct State;
    explicit SandboxServer(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};
