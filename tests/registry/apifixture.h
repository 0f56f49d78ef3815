// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registryservice.h"
#include "registry/registrystore.h"
#include "registry/releasefixture.h"
#include "registry/testdatabases.h"
#include "signing/passwordhash.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <memory>

/// A registry with its whole API and no socket, on the kind of database that the global row of the test names.
class ApiFixture
{
public:
    ApiFixture()
        : m_store(std::make_unique<RegistryStore>(m_root.filePath(QStringLiteral("registry")),
                                                  clock, TestDatabases::newAddress()))
    {
        if (const Result<void> prepared = m_store->prepare(); !prepared)
            qFatal("%s", qPrintable(prepared.error().message + prepared.error().detail));
        m_service = std::make_unique<RegistryService>(*m_store);
        if (const Result<void> started = m_service->start(); !started)
            qFatal("%s", qPrintable(started.error().message + started.error().detail));
    }

    [[nodiscard]] RegistryStore &store() { return *m_store; }
    [[nodiscard]] RegistryService &service() { return *m_service; }
    [[nodiscard]] RegistryDatabase &database() { return m_store->database(); }
    [[nodiscard]] QString folder() const { return m_root.path(); }

    /// An active account whose password is its nickname followed by "-password".
    Account addUser(const QString &nickname, Account::Role role = Account::Role::Author)
    {
        Account account;
        account.nickname = nickname;
        account.fullName = nickname + QStringLiteral(" Sample");
        account.email = nickname + QStringLiteral("@example.org");
        account.role = role;
        account.status = Account::Status::Active;
        account.passwordHash = QString::fromLatin1(
            PasswordHash::make(nickname + QStringLiteral("-password"), PasswordHash::leastCost)
                .value());
        return AccountStore(database()).add(account, clock.now()).value();
    }
    QString addToken(const Account &account, TokenScopes scopes, const QString &distribution = {})
    {
        ApiToken token;
        token.userId = account.id;
        token.name = QStringLiteral("test");
        token.scopes = scopes;
        token.distribution = distribution;
        return TokenStore(database()).add(token, clock.now())->secret;
    }
    [[nodiscard]] static QByteArray basic(const QString &nickname)
    {
        return "Basic "
               + (nickname + u':' + nickname + QStringLiteral("-password")).toUtf8().toBase64();
    }
    [[nodiscard]] static QByteArray bearer(const QString &secret)
    {
        return "Bearer " + secret.toLatin1();
    }

    /// As the server would: what the body rule answers, else what is answered at once, else by a worker.
    RegistryResponse call(const QByteArray &method, const QByteArray &target,
                          const QByteArray &authorization = {}, const QByteArray &body = {},
                          QList<std::pair<QByteArray, QByteArray>> headers = {})
    {
        RegistryRequest request{method, target, {}};
        if (!authorization.isEmpty())
            headers.emplaceBack("Authorization", authorization);
        request.headers = headers;
        request.peer = QStringLiteral("127.0.0.1");
        request.isLoopback = true;
        request.isShared = isShared;
        request.host = "registry.example:7432";
        request.id = "test";
        if (!body.isEmpty()) {
            BodyRule rule = m_service->bodyRule(request);
            if (!rule.answerInstead && body.size() > RegistryRequest::largestInMemory)
                rule = m_service->largeBodyRule(request, body.size(), rule);
            if (rule.answerInstead)
                return *rule.answerInstead;
            if (body.size() > rule.largest)
                return rule.tooLarge.value_or(RegistryResponse::text(413, "too large\n"));
        }
        request.body = body;
        request.bodySize = body.size();
        if (body.isEmpty()) {
            if (std::optional<RegistryResponse> response = m_service->answerAtOnce(request))
                return *response;
        }
        return m_service->answer(request);
    }
    RegistryResponse callJson(const QByteArray &method, const QByteArray &target,
                              const QByteArray &authorization, const QJsonObject &body)
    {
        return call(method, target, authorization,
                    QJsonDocument(body).toJson(QJsonDocument::Compact),
                    {{"Content-Type", "application/json"}});
    }
    [[nodiscard]] static QJsonObject objectOf(const RegistryResponse &response)
    {
        return QJsonDocument::fromJson(response.body).object();
    }

    FakeClock clock;
    bool isShared = false; ///< as if the server were there for other computers

private:
    QTemporaryDir m_root;
    std::unique_ptr<RegistryStore> m_store;
    std::unique_ptr<RegistryService> m_service;
};
