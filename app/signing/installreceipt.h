// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "signing/signingkey.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

/// What this program signs when it has proven an install: that somebody with this client's key installed this
/// very archive and saw the server load it. A registry takes a review with it. It names no person and no
/// machine: the key is made for this alone.
struct InstallReceipt {
    QString distribution;
    QString version;
    QByteArray sha512; ///< raw, of the archive
    int postgresMajor = 0;
    QString postgresVersion; ///< "15.9", "18beta1"
    QString os;              ///< as in `Platform`: "linux"
    QString arch;            ///< "amd64"
    QDateTime date;          ///< UTC, whole seconds
    QString nonce;           ///< of this receipt alone: a registry takes it once
    QString client;          ///< thumbprint of the signing key; set by `sign()`
    bool operator==(const InstallReceipt &) const = default;

    /// Compact JWS with the public key in its protected header.
    [[nodiscard]] QByteArray sign(const SigningKey &clientKey) const;
    /// 128 random bits, for `nonce`.
    [[nodiscard]] static QString makeNonce();

    /// Checks the signature with the key that comes along, hence proves only that all receipts of one `client`
    /// come from one place. Dates after `now` (five minutes are forgiven) and older than `maxAgeDays` are
    /// refused. The caller compares release and digest with what it publishes, and keeps the nonces.
    [[nodiscard]] static Result<InstallReceipt> verify(const QByteArray &compact,
                                                       const QDateTime &now, int maxAgeDays = 365);

    static const QString typ;
};
