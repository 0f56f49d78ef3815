// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "ownreview.h"

#include "registry/localregistryapi.h"
#include "settings/registrytokens.h"
#include "texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

constexpr int oldestReceiptDays = 365; ///< as registries take them

QString tr(const char *text)
{
    return QCoreApplication::translate("OwnReview", text);
}

/// With the token; what is wrong with it is the problem.
void look(OwnReview &own, RegistryApi &api, const ReceiptStore &receipts,
          const QString &distribution)
{
    api.setToken(own.token);
    const auto review = ReviewClient(api, receipts).own(distribution);
    if (review) {
        own.review = *review;
        if (own.review)
            own.nickname = own.review->value(u"user"_s).toString();
    } else {
        const Error &error = review.error();
        own.isUnreachable =
            error.kind == Error::Kind::Network || error.kind == Error::Kind::Timeout;
        own.problem = own.isUnreachable || error.detail.isEmpty() ? error.message : error.detail;
    }
    if (own.nickname.isEmpty() && own.problem.isEmpty()) {
        // A token that may not read the account can still write reviews.
        if (const auto account = api.get(u"account"_s))
            own.nickname = account->value[u"nickname"].toString();
    }
    if (!own.isUnreachable)
        own.rights = ReviewClient(api, receipts).rights(distribution).value_or(own.rights);
    api.setToken({});
}

} // namespace

OwnReview OwnReview::find(RegistryApi &api, const UiServices &services, const QString &registry,
                          const QString &distribution)
{
    OwnReview own;
    const ReceiptStore receipts(services.install.locations, services.install.clock);
    own.receipt = receipts.newest(distribution, registry);
    own.isReceiptTooOld =
        own.receipt
        && own.receipt->receipt.date.daysTo(services.install.clock.now()) >= oldestReceiptDays;
    const std::shared_ptr<RegistryClient> client = services.sync.client(registry);
    if (!client)
        return own;
    const RegistryTokens tokens(services.install.credentials,
                                services.install.locations.tokensFile());
    const auto kept = tokens.find(tokenAddressesOf(*client, services.registry));
    if (kept) {
        own.token = kept->secret;
        look(own, api, receipts, distribution);
    } else if (kept.error().kind != Error::Kind::NotFound) {
        own.problem = kept.error().message;
    }
    return own;
}

std::optional<ReceiptStore::Kept> OwnReview::receiptToSend() const
{
    if (!hasProof())
        return {};
    if (!review)
        return receipt;
    const InstallReceipt &proof = receipt->receipt;
    const bool isSame = review->value(u"version"_s).toString() == proof.version
                        && review->value(u"postgres"_s).toInt() == proof.postgresMajor
                        && review->value(u"os"_s).toString() == proof.os
                        && review->value(u"arch"_s).toString() == proof.arch;
    return isSame ? std::nullopt : receipt;
}

QString OwnReview::receiptText() const
{
    if (!receipt)
        return {};
    const InstallReceipt &proof = receipt->receipt;
    return tr("%1 %2 on PostgreSQL %3, %4, %5")
        .arg(proof.distribution, proof.version, proof.postgresVersion,
             Texts::platform(proof.os, proof.arch), Texts::date(proof.date));
}

QVariantList OwnReview::requirements(const QString &registry, const QString &distribution) const
{
    if (rights.isOwner && !review)
        return {QVariantMap{{u"key"_s, u"owner"_s},
                            {u"isMet"_s, true},
                            {u"text"_s, tr("%1 is your own work").arg(distribution)},
                            {u"detail"_s, tr("Owners do not review their own work; you may reply "
                                             "to what others write.")},
                            {u"actionText"_s, QString()}}};
    QVariantMap install{{u"key"_s, u"install"_s}, {u"isMet"_s, review || hasProof()}};
    if (review) {
        install[u"text"_s] = tr("Your review is there already; changing it needs no new install");
        install[u"detail"_s] = receiptText();
    } else if (hasProof()) {
        install[u"text"_s] = tr("You have installed it");
        install[u"detail"_s] = receiptText();
    } else if (receipt) {
        install[u"text"_s] = tr("Your install is more than a year ago");
        install[u"detail"_s] =
            tr("The receipt of it (%1) is not taken any more. Install it once more.")
                .arg(receiptText());
    } else {
        install[u"text"_s] = tr("You have not installed it from %1 yet").arg(registry);
        install[u"detail"_s] = tr("A review takes the receipt of an install, which Howdah keeps "
                                  "when the server has loaded the extension. Install %1 and "
                                  "enable it in a database.")
                                   .arg(distribution);
    }
    install[u"actionText"_s] = install[u"isMet"_s].toBool() ? QString() : tr("Install…");

    QVariantMap signIn{{u"key"_s, u"signIn"_s}, {u"isMet"_s, isSignedIn()}};
    if (isSignedIn()) {
        signIn[u"text"_s] = nickname.isEmpty()
                                ? tr("You are signed in to %1").arg(registry)
                                : tr("You are signed in to %1 as %2").arg(registry, nickname);
        signIn[u"detail"_s] = tr("The review is published under this name.");
    } else if (isUnreachable) {
        signIn[u"text"_s] = tr("%1 cannot be asked now").arg(registry);
        signIn[u"detail"_s] = problem;
    } else if (!problem.isEmpty()) {
        signIn[u"text"_s] = tr("Your sign-in to %1 does not do for reviews").arg(registry);
        signIn[u"detail"_s] = problem;
    } else {
        signIn[u"text"_s] = tr("You are not signed in to %1").arg(registry);
        signIn[u"detail"_s] = tr("A review is published under your name there.");
    }
    signIn[u"actionText"_s] = isSignedIn() || isUnreachable ? QString() : tr("Sign in…");
    return {install, signIn};
}
