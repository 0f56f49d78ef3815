// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonArray>
#include <QString>

/// What an identity provider says about a person (OpenID Connect Core, section 2), verified.
struct IdToken {
    struct Expected {
        QString issuer;
        QString clientId;
        QString nonce;
        QDateTime now;
    };
    QString subject;
    QString fullName;
    QString email;      ///< only when the provider has verified it
    QString suggestion; ///< for a nickname; may be none

    /// Signed by RS256, ES256 or EdDSA with one of `keys` (the members of a JWK Set), made for this client and this
    /// sign-in, and not expired. NotFound: no key fits, they may have been rotated. Refused: anything else that is
    /// wrong.
    [[nodiscard]] static Result<IdToken> verify(const QByteArray &compact, const QJsonArray &keys,
                                                const Expected &expected);
};
