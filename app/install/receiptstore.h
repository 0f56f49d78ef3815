// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "settings/locations.h"
#include "signing/installreceipt.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

/// Receipts of installs that were proven on this computer, and the key they are signed with; one file each. Nothing is
/// sent from here: whether and where is the person's choice.
class ReceiptStore
{
public:
    struct Kept {
        QString id;
        InstallReceipt receipt;
        QByteArray signedText;
        QString registry; ///< the name of the registry that the release came from
        bool isSent = false;
    };

    ReceiptStore(const Locations &locations, const Clock &clock);

    /// Signs a receipt, dated now and with a new nonce, and keeps it.
    [[nodiscard]] Result<Kept> add(InstallReceipt receipt, const QString &registry) const;
    /// Newest first; what cannot be read is passed over.
    [[nodiscard]] QList<Kept> all() const;
    /// The newest one of a distribution, of that registry when it is not empty.
    [[nodiscard]] std::optional<Kept> newest(const QString &distribution,
                                             const QString &registry = {}) const;
    [[nodiscard]] Result<void> markSent(const QString &id) const;
    /// Made at the first use.
    [[nodiscard]] Result<SigningKey> key() const;

private:
    [[nodiscard]] std::optional<Kept> read(const QString &id) const;
    [[nodiscard]] Result<void> write(const Kept &kept) const;

    QString m_folder;
    QString m_keyFile;
    const Clock &m_clock;
};
