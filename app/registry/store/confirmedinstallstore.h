// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "registry/database/registrydatabase.h"
#include "signing/installreceipt.h"

#include <QDateTime>

/// Receipts of installs that clients proved, each taken once.
class ConfirmedInstallStore
{
public:
    static constexpr int mostOfClientADay = 200;

    explicit ConfirmedInstallStore(RegistryDatabase &database) : m_database(database) {}

    /// Whether it is new. NotFound: there is no such release. Integrity: the archive that was installed is not the one
    /// released here. Conflict: another receipt has this nonce. Refused: more than a client can have installed.
    [[nodiscard]] Result<bool> take(const InstallReceipt &receipt, const QDateTime &now);
    /// The same as a part of a transaction.
    [[nodiscard]] static Result<bool> take(SqlConnection &connection, const InstallReceipt &receipt,
                                           const QDateTime &now);

private:
    RegistryDatabase &m_database;
};
