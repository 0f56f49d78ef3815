// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/registrydatabase.h"

#include <QDateTime>
#include <QList>
#include <QString>

/// What a registry holds of one distribution.
struct Holding {
    QString name;
    int releases = 0;
    qint64 bytes = 0; ///< of their archives
    QDateTime newest;
};

/// What takes how much room in a registry.
class HoldingStore
{
public:
    explicit HoldingStore(RegistryDatabase &database) : m_database(database) {}

    /// One for each distribution with a published release, by name.
    [[nodiscard]] Result<QList<Holding>> all();

private:
    RegistryDatabase &m_database;
};
