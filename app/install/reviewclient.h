// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "install/receiptstore.h"
#include "remote/registryapi.h"

#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

/// What a person says of a distribution that he has installed.
struct ReviewDraft {
    QString works;            ///< "yes", "partly" or "no"
    QMap<QString, int> stars; ///< by aspect, 1 to 5; what is left out was not said
    QString text;

    /// "docs", "ease", "performance", "stability".
    [[nodiscard]] static QStringList aspects();
    /// As a registry takes it, with `receipt` when there is one. Invalid: says what is missing or wrong.
    [[nodiscard]] Result<QJsonObject>
    toJson(const std::optional<ReceiptStore::Kept> &receipt = {}) const;
};

/// Writes reviews and replies in a registry as whoever its token is of. Blocks: worker threads.
class ReviewClient
{
public:
    /// Both must live longer.
    ReviewClient(RegistryApi &api, const ReceiptStore &receipts) : m_api(api), m_receipts(receipts)
    {
    }

    /// Nothing when there is none yet.
    [[nodiscard]] Result<std::optional<QJsonObject>> own(const QString &distribution,
                                                         const CancellationToken &token = {});
    /// `review` as `ReviewDraft::toJson()` gives it with `receipt`; that one has been sent then, and is marked so.
    [[nodiscard]] Result<QJsonObject> publish(const QString &distribution,
                                              const QJsonObject &review,
                                              const std::optional<ReceiptStore::Kept> &receipt,
                                              const CancellationToken &token = {});
    [[nodiscard]] Result<void> remove(const QString &distribution,
                                      const CancellationToken &token = {});
    /// Asks the registry's moderators to look at somebody's review.
    [[nodiscard]] Result<void> flag(qint64 review, const QString &reason,
                                    const CancellationToken &token = {});
    /// Of whoever the token is of, on one distribution.
    struct Rights {
        bool isOwner = false;  ///< reviews it not
        bool mayReply = false; ///< to what others wrote: an owner, with a token for publishing
    };
    [[nodiscard]] Result<Rights> rights(const QString &distribution,
                                        const CancellationToken &token = {});
    /// In place of the reply that is there; an empty text takes it away.
    [[nodiscard]] Result<void> reply(qint64 review, const QString &text,
                                     const CancellationToken &token = {});

private:
    RegistryApi &m_api;
    const ReceiptStore &m_receipts;
};
