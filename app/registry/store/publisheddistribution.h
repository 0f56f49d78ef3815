// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "catalog/release.h"
#include "core/result.h"
#include "registry/database/sqlconnection.h"

#include <QByteArray>
#include <QList>
#include <QString>

/// The releases of one distribution as reports, reviews and counters need them, read inside a transaction.
class PublishedDistribution
{
public:
    struct Entry {
        QString name;    ///< as this release spells it
        Version version; ///< its text is as it was released
        ReleaseStatus status = ReleaseStatus::Stable;
        QString license;
        QByteArray sha512; ///< raw
        bool isYanked = false;
    };

    /// NotFound: nothing of that name is released.
    [[nodiscard]] static Result<PublishedDistribution> load(SqlConnection &connection,
                                                            const QString &name);

    [[nodiscard]] const QString &name() const { return m_name; }
    [[nodiscard]] const QString &key() const { return m_key; }
    /// Newest first.
    [[nodiscard]] const QList<Entry> &entries() const { return m_entries; }
    /// The newest stable release that was not yanked; when there is none, the newest of all.
    [[nodiscard]] const Entry &best() const;
    /// NotFound: names the distribution.
    [[nodiscard]] Result<Entry> entry(const QString &version) const;
    /// Whether a release is of an older major or minor version than the best one.
    [[nodiscard]] bool isOutdated(const QString &version) const;
    /// Owner or co-owner of one of its extensions.
    [[nodiscard]] Result<bool> isOwnedBy(SqlConnection &connection, qint64 userId) const;

private:
    QString m_name;
    QString m_key;
    QList<Entry> m_entries;
};
