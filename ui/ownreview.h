// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "install/receiptstore.h"
#include "install/reviewclient.h"
#include "uiservices.h"

#include <QJsonObject>
#include <QString>
#include <QVariantList>

#include <optional>

/// How the person stands to reviewing a distribution: what proves an install, who is signed in, what was written
/// before, whether it is his own. A value.
struct OwnReview {
    std::optional<ReceiptStore::Kept> receipt; ///< the newest one from that registry
    bool isReceiptTooOld = false;
    QString token; ///< empty: not signed in
    QString nickname;
    QString problem;            ///< why the token is no good, or the keychain cannot be read
    bool isUnreachable = false; ///< whether the token is any good cannot be asked now
    std::optional<QJsonObject> review;
    ReviewClient::Rights rights;

    /// Blocks: worker threads. Problems are told in the value.
    [[nodiscard]] static OwnReview find(RegistryApi &api, const UiServices &services,
                                        const QString &registry, const QString &distribution);

    [[nodiscard]] bool isSignedIn() const { return !token.isEmpty() && problem.isEmpty(); }
    [[nodiscard]] bool hasProof() const { return receipt && !isReceiptTooOld; }
    [[nodiscard]] bool canWrite() const
    {
        return isSignedIn() && (review || (hasProof() && !rights.isOwner));
    }
    /// The receipt that goes with the next version of the review: none when it would say nothing new.
    [[nodiscard]] std::optional<ReceiptStore::Kept> receiptToSend() const;
    /// list{key: "install", "signIn" or "owner", isMet, text, detail, actionText}: what writing a review takes, or why
    /// there is none to write.
    [[nodiscard]] QVariantList requirements(const QString &registry,
                                            const QString &distribution) const;
    /// "checkdigits 1.0.0 on PostgreSQL 15.20, Linux amd64, 3 March 2024"; empty without a receipt.
    [[nodiscard]] QString receiptText() const;
};
