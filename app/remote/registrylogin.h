// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"
#include "remote/httpclient.h"

#include <QJsonObject>
#include <QString>
#include <QUrl>

#include <chrono>

/// Signs this program in to a registry without seeing a password: OAuth's device authorization grant (RFC 8628). Blocks,
/// for worker threads. Only over HTTPS, or to this computer.
class RegistryLogin
{
public:
    /// What the person is to be shown: the code, and where to type it.
    struct Begun {
        QString userCode;
        QUrl page;
        QUrl pageWithCode;
        QString deviceCode; ///< for `wait()`; a secret
        std::chrono::seconds interval{5};
        std::chrono::seconds lifetime{900};
    };
    struct Token {
        QString secret;
        QString scope;
        std::chrono::seconds lifetime{0};
    };
    RegistryLogin(HttpClient &http, QUrl registry) : m_http(http), m_registry(std::move(registry))
    {
    }

    /// `scope` as OAuth writes it: "read publish". Unsupported: the registry signs nobody in this way.
    [[nodiscard]] Result<Begun> begin(const QString &scope, const CancellationToken &token = {});
    /// Until the person has decided. Permission: he said no. Timeout: not in time.
    [[nodiscard]] Result<Token> wait(const Begun &begun, const CancellationToken &token = {});
    /// Unsupported: the registry names no safe address for it.
    [[nodiscard]] Result<void> revoke(const QString &secret, const CancellationToken &token = {});
    /// Whose token this is. Permission: it is no good any more.
    [[nodiscard]] Result<QJsonObject> account(const QString &secret,
                                              const CancellationToken &token = {});

    /// What programs of ours call themselves there.
    static const QString clientId;

private:
    struct Endpoints {
        QUrl device;
        QUrl token;
        QUrl revocation;
    };
    [[nodiscard]] Result<Endpoints> endpoints(const CancellationToken &token);
    [[nodiscard]] Result<HttpResponse> post(const QUrl &url,
                                            const QList<std::pair<QByteArray, QString>> &fields,
                                            const CancellationToken &token);

    HttpClient &m_http;
    QUrl m_registry;
};
