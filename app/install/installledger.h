// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/ownerlock.h"
#include "core/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

#include <optional>

/// The elevated helper's own memory of what it put into folders that also hold other packages' files (programs,
/// libraries, manual pages): only that may it replace or remove there, whatever its caller says. One at a time holds
/// it, from loading to the end of this object.
class InstallLedger
{
public:
    /// An empty `path`: nothing is remembered.
    explicit InstallLedger(QString path);
    /// Once; waits for others. Invalid when it cannot be read: what an empty one would forget could never be removed.
    [[nodiscard]] Result<void> load();
    [[nodiscard]] bool holds(const QString &file, const QByteArray &sha256) const;
    void add(const QString &file, const QByteArray &sha256);
    [[nodiscard]] Result<void> save();

private:
    QString m_path;
    std::optional<OwnerLock> m_lock;
    QHash<QString, QByteArray> m_files;
    bool m_isChanged = false;
};
