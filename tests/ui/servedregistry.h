// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/api/gatekeeper.h"
#include "registry/embeddedregistry.h"
#include "registry/registrystore.h"
#include "registry/store/accountstore.h"
#include "registry/store/tokenstore.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

/// Somebody else's registry, served on this computer.
class ServedRegistry
{
public:
    ServedRegistry() : m_store(m_folder.filePath(QStringLiteral("registry"))), m_served(m_store)
    {
        const Result<QUrl> url = m_served.switchOn(0);
        if (url)
            m_url = *url;
    }

    [[nodiscard]] QUrl url() const { return m_url; }
    [[nodiscard]] RegistryStore &store() { return m_store; }
    void switchOff() { m_served.switchOff(); }

    /// An author; 0 when that fails.
    qint64 addAccount(const QString &nickname, const QString &password)
    {
        Account account;
        account.nickname = nickname;
        account.fullName = nickname;
        account.email = nickname + QStringLiteral("@example.org");
        account.status = Account::Status::Active;
        account.passwordHash = Gatekeeper::hashOf(password).value_or(QString());
        const Result<Account> added =
            AccountStore(m_store.database()).add(account, m_store.clock().now());
        return added ? added->id : 0;
    }
    /// A token as its owner makes one; empty when that fails.
    QString addToken(qint64 account, TokenScopes scopes = TokenScope::Read | TokenScope::Review)
    {
        ApiToken token;
        token.userId = account;
        token.name = QStringLiteral("test");
        token.scopes = scopes;
        const auto made = TokenStore(m_store.database()).add(token, m_store.clock().now());
        return made ? made->secret : QString();
    }
    [[nodiscard]] bool takes(const QString &secret)
    {
        return TokenStore(m_store.database()).bySecret(secret, m_store.clock().now()).has_value();
    }
    /// What a person does on the registry's page for codes; the status of the answer.
    int decide(const QString &code, const QString &decision, const QString &nickname = {},
               const QString &password = {})
    {
        QUrlQuery form;
        form.addQueryItem(QStringLiteral("user_code"), code);
        form.addQueryItem(QStringLiteral("decision"), decision);
        form.addQueryItem(QStringLiteral("nickname"), nickname);
        form.addQueryItem(QStringLiteral("password"), password);
        QNetworkRequest request(m_url.resolved(QUrl(QStringLiteral("/device"))));
        request.setHeader(QNetworkRequest::ContentTypeHeader,
                          QByteArray("application/x-www-form-urlencoded"));
        QNetworkAccessManager network;
        const std::unique_ptr<QNetworkReply> reply(
            network.post(request, form.toString(QUrl::FullyEncoded).toLatin1()));
        const bool isAnswered = QTest::qWaitFor([&] { return reply->isFinished(); }, 20'000);
        return isAnswered ? reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt() : 0;
    }

private:
    QTemporaryDir m_folder;
    RegistryStore m_store;
    EmbeddedRegistry m_served;
    QUrl m_url;
};
