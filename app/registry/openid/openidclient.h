// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "registry/openid/identityprovider.h"
#include "registry/openid/idtoken.h"
#include "remote/httpclient.h"

#include <QHash>
#include <QMutex>

/// Talks to identity providers: authorization code flow with PKCE (OpenID Connect Core 3.1, RFC 7636). Waits for them,
/// so that it is for worker threads. Thread-safe.
class OpenIdClient
{
public:
    /// What belongs to one sign-in.
    struct Attempt {
        QString state;
        QString nonce;
        QString verifier;
        QUrl returnTo;
    };
    OpenIdClient(HttpClient &http, const Clock &clock) : m_http(http), m_clock(clock) {}

    /// Where to send the person's browser. Network: the provider cannot be asked, or answers nonsense.
    [[nodiscard]] Result<QUrl> addressFor(const IdentityProvider &provider, const Attempt &attempt);
    /// Trades the code that the browser brought for who the person is. Refused: see `IdToken::verify()`.
    [[nodiscard]] Result<IdToken> redeem(const IdentityProvider &provider, const Attempt &attempt,
                                         const QString &code);

private:
    struct Metadata {
        QUrl authorization;
        QUrl token;
        QUrl keys;
        bool takesBasic = true;
        QDateTime read;
    };
    struct Keys {
        QJsonArray keys;
        QDateTime read;
    };
    [[nodiscard]] bool isFresh(const QDateTime &read) const;
    [[nodiscard]] Result<QJsonObject> fetch(const HttpRequest &request);
    [[nodiscard]] Result<Metadata> metadataOf(const IdentityProvider &provider);
    [[nodiscard]] Result<QJsonArray> keysOf(const Metadata &metadata, bool anew);

    HttpClient &m_http;
    const Clock &m_clock;
    QMutex m_mutex;
    QHash<QString, Metadata> m_metadata; ///< by issuer
    QHash<QString, Keys> m_keys;         ///< by address
};
