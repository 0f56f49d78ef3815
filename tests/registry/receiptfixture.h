// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/apifixture.h"
#include "registry/store/releasestore.h"
#include "signing/installreceipt.h"

/// A client with a key of its own that has installed releases of a registry.
class ReceiptFixture
{
public:
    explicit ReceiptFixture(ApiFixture &registry)
        : m_registry(registry), m_key(SigningKey::make(registry.clock.now()))
    {
    }
    [[nodiscard]] const SigningKey &key() const { return m_key; }

    /// Of a release that is published there.
    [[nodiscard]] InstallReceipt receipt(const QString &name = QStringLiteral("kvbox"),
                                         const QString &version = QStringLiteral("1.2.0")) const
    {
        InstallReceipt receipt;
        receipt.distribution = name;
        receipt.version = version;
        const QList<Release> releases =
            ReleaseStore(m_registry.database()).ofDistribution(name).value();
        for (const Release &release : releases) {
            if (release.version.toString() == version)
                receipt.sha512 = release.digests.sha512;
        }
        receipt.postgresMajor = 17;
        receipt.postgresVersion = QStringLiteral("17.2");
        receipt.os = QStringLiteral("linux");
        receipt.arch = QStringLiteral("amd64");
        receipt.date = m_registry.clock.now();
        receipt.nonce = InstallReceipt::makeNonce();
        return receipt;
    }
    [[nodiscard]] QString signedText(const InstallReceipt &receipt) const
    {
        return QString::fromLatin1(receipt.sign(m_key));
    }
    RegistryResponse send(const InstallReceipt &receipt)
    {
        return m_registry.callJson("POST", "/api/v2/receipts", {},
                                   {{QStringLiteral("receipt"), signedText(receipt)}});
    }

private:
    ApiFixture &m_registry;
    SigningKey m_key;
};
