// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "remote/fakehttpserver.h"

#include <QJsonObject>
#include <QString>
#include <QUrl>

#include <memory>
#include <mutex>

/// A small OpenID Connect provider on this machine that believes everybody: it checks what a client must send, and signs
/// what a test wants signed.
class SampleProvider
{
public:
    /// `algorithm`: RS256, ES256 or EdDSA.
    explicit SampleProvider(const QString &algorithm);
    ~SampleProvider();

    [[nodiscard]] QString issuer() const;
    /// As a person who says yes there: the code, for what `authorization` asks. Empty when it asks wrongly.
    [[nodiscard]] QString login(const QUrl &authorization, const QJsonObject &person);
    /// Claims that the next tokens have instead of the right ones; null removes.
    void falsify(const QJsonObject &claims);
    /// Signs with a new key from now on and publishes that one only.
    void rotateKey();
    /// Signs on with a key that it publishes no longer.
    void withdrawKey();
    /// The header's `alg`, whatever it is signed with.
    void claimAlgorithm(const QString &algorithm);
    void breakSignature();
    [[nodiscard]] qsizetype askedForKeys() const;

    static const QString clientId;
    static const QString clientSecret;

private:
    struct Key;
    struct Grant {
        QString nonce;
        QString challenge;
        QString returnTo;
        QJsonObject person;
    };
    [[nodiscard]] FakeReply answer(const FakeRequest &request);
    [[nodiscard]] FakeReply token(const FakeRequest &request);
    [[nodiscard]] QByteArray sign(const QJsonObject &claims) const;

    mutable std::mutex m_mutex;
    QString m_algorithm;
    QString m_claimed;
    bool m_isBroken = false;
    bool m_isWithdrawn = false;
    int m_keyNumber = 1;
    std::unique_ptr<Key> m_key;
    QHash<QString, Grant> m_grants;
    QJsonObject m_false;
    std::unique_ptr<FakeHttpServer> m_server;
};
