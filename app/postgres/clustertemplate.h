// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/useraccount.h"
#include "postgres/installation.h"

#include <QString>

#include <optional>

/// A data directory as initdb makes it, kept in one file beside the sandboxes: unpacking it takes a fraction
/// of initdb's time. A cache: whatever is wrong with it, initdb is run instead. It belongs to whoever runs
/// Howdah, also when that is root, so that code that ran in one sandbox cannot change the next.
class ClusterTemplate
{
public:
    /// `bindir` and `version` of the installation whose initdb made it.
    ClusterTemplate(const QString &folder, const QString &bindir, const ServerVersion &version);

    /// Fills the empty folder `data` and gives it to `account`; false (and `data` empty again) when there
    /// is no complete template.
    [[nodiscard]] bool copyTo(const QString &data, const std::optional<UserAccount> &account) const;
    /// Keeps a copy of `data`, on which no server has run yet. Failing is no harm.
    void keepFrom(const QString &data) const;

private:
    QString m_file;
};
