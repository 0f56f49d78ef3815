// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/ownerlock.h"
#include "core/result.h"
#include "jobs/job.h"
#include "settings/locations.h"

#include <QString>

#include <optional>

/// Held around everything that changes one installation or a server of it, so that the window and the command line
/// take turns. It is the installation's own folder that is locked: this holds between users and data folders, leaves
/// no file behind, and ends with the process that holds it, however that dies. Where a folder cannot be locked
/// (Windows, some network file systems, one that may not be read) a file in the data folder is, and only those that
/// share this take turns. It is advice among Howdahs: no other program is kept out.
class InstallationLock
{
public:
    /// Waits for it, however long; the log says for whom. Cancelled when the person asks to stop.
    /// `title`: the installation as a person knows it.
    [[nodiscard]] static Result<InstallationLock> take(const QString &installationId,
                                                       const QString &title,
                                                       const Locations &locations,
                                                       JobReporter &reporter);
    /// Nothing while another one holds it.
    [[nodiscard]] static Result<std::optional<InstallationLock>>
    tryTake(const QString &installationId, const Locations &locations);

private:
    explicit InstallationLock(OwnerLock lock) : m_lock(std::move(lock)) {}
    OwnerLock m_lock;
};
