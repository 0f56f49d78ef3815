// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

/// The elevated helper's own memory of what it put into folders that also hold other packages' files (programs,
/// libraries, manual pages): only that may it replace or remove there, whatever its caller says.
class InstallLedger
{
public:
    /// An empty `path`: nothing is remembered.
    explicit InstallLedger(QString path);
    [[nodiscard]] bool holds(const QString &file, const QByteArray &sha256) const;
    void add(const QString &file, const QByteArray &sha256);
    [[nodiscard]] Result<void> save();

private:
    QString m_path;
    QHash<QString, QByteArray> m_files;
    bool m_isChanged = false;
};
