// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QDateTime>
#include <QString>

/// Takes recommendation back from what was released: yanks a release, deprecates a distribution, and undoes both. No
/// file goes away. Each change appends an event and marks the documents that tell it.
class WithdrawalStore
{
public:
    /// Who wants it: whoever owns all extensions concerned, alone or with others, or an administrator.
    struct Actor {
        qint64 userId = 0;
        QString nickname;
        bool isAdmin = false;
    };
    explicit WithdrawalStore(RegistryDatabase &database) : m_database(database) {}

    /// A yanked one gets the new reason. NotFound. Permission. Invalid: no reason, or a replacement that is no other
    /// version to be had.
    [[nodiscard]] Result<void> yank(const QString &distribution, const Version &version,
                                    const Yank &yank, const Actor &actor);
    /// Does nothing when it is not yanked.
    [[nodiscard]] Result<void> unyank(const QString &distribution, const Version &version,
                                      const Actor &actor, const QDateTime &now);
    /// NotFound. Permission. Invalid: no reason, or a replacement that is no name.
    [[nodiscard]] Result<void> deprecate(const QString &distribution,
                                         const Deprecation &deprecation, const Actor &actor);
    [[nodiscard]] Result<void> undeprecate(const QString &distribution, const Actor &actor,
                                           const QDateTime &now);

private:
    RegistryDatabase &m_database;
};
