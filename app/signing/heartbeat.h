// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"
#include "signing/signingkey.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

/// What a client says about itself now and then, when its person allowed it: which releases it has installed. It names
/// no person and no machine.
struct Heartbeat {
    struct Installed {
        QString distribution;
        QString version;
        bool operator==(const Installed &) const = default;
    };
    static constexpr qsizetype mostInstalled = 500;

    QDateTime date; ///< UTC, whole seconds
    QList<Installed> installed;
    QString client; ///< thumbprint of the signing key; set by `sign()`
    bool operator==(const Heartbeat &) const = default;

    /// Compact JWS with the public key in its protected header.
    [[nodiscard]] QByteArray sign(const SigningKey &clientKey) const;
    /// Checks the signature with the key that comes along: all heartbeats of one `client` come from one place. Refused:
    /// more than a day from `now`.
    [[nodiscard]] static Result<Heartbeat> verify(const QByteArray &compact, const QDateTime &now);

    static const QString typ;
};
