// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registrystore.h"
#include "registry/store/accountstore.h"
#include "registry/store/releasestore.h"
#include "registry/store/reportstore.h"
#include "registry/store/reviewstore.h"
#include "registry/store/tokenstore.h"
#include "signing/installreceipt.h"

#include <QJsonArray>
#include <QJsonObject>

/// People and services that tell a registry about what is released there.
class CommunityFixture
{
public:
    explicit CommunityFixture(RegistryStore &store) : m_store(store)
    {
        if (const Result<void> prepared = store.prepare(); !prepared)
            qFatal("%s", qPrintable(prepared.error().message));
    }

    /// An active account, made when there is none.
    Account user(const QString &nickname, Account::Role role = Account::Role::Author)
    {
        AccountStore accounts(m_store.database());
        if (const Result<Account> known = accounts.byNickname(nickname))
            return *known;
        Account account;
        account.nickname = nickname;
        account.fullName = nickname + QStringLiteral(" Sample");
        account.email = nickname + QStringLiteral("@example.org");
        account.role = role;
        account.status = Account::Status::Active;
        return accounts.add(account, now()).value();
    }
    QString token(const QString &nickname, TokenScopes scopes)
    {
        ApiToken token;
        token.userId = user(nickname).id;
        token.name = QStringLiteral("test");
        token.scopes = scopes;
        return TokenStore(m_store.database()).add(token, now())->secret;
    }
    /// Of a release that is published there; not signed.
    InstallReceipt receipt(const QString &name, const QString &version, int major = 17)
    {
        InstallReceipt receipt;
        receipt.distribution = name;
        receipt.version = version;
        const QList<Release> releases =
            ReleaseStore(m_store.database()).ofDistribution(name).value();
        for (const Release &release : releases) {
            if (release.version.toString() == version)
                receipt.sha512 = release.digests.sha512;
        }
        receipt.postgresMajor = major;
        receipt.postgresVersion = QString::number(major) + QStringLiteral(".2");
        receipt.os = QStringLiteral("linux");
        receipt.arch = QStringLiteral("amd64");
        receipt.date = QDateTime::fromSecsSinceEpoch(now().toSecsSinceEpoch(), Qt::UTC);
        receipt.nonce = InstallReceipt::makeNonce();
        return receipt;
    }
    /// Written by `nickname` on a computer of his own.
    qint64 review(const QString &nickname, const QString &name, const QString &version,
                  const QString &works, std::array<int, Review::aspects> stars = {},
                  const QString &text = {}, int major = 17)
    {
        Review review;
        review.userId = user(nickname).id;
        review.distribution = name;
        review.works = worksNamed(works).value();
        review.stars = stars;
        review.text = text;
        InstallReceipt proof = receipt(name, version, major);
        proof.client = QStringLiteral("computer of ") + nickname;
        const auto kept = ReviewStore(m_store.database()).keep(review, proof, now());
        if (!kept)
            qFatal("%s", qPrintable(kept.error().message));
        return kept->review.id;
    }
    void reply(qint64 review, const QString &owner, const QString &text)
    {
        const auto done =
            ReviewStore(m_store.database()).reply(review, user(owner).id, text, now());
        if (!done)
            qFatal("%s", qPrintable(done.error().message));
    }
    /// One result of a service, or of a person when `source` is `Report::users()`.
    void report(const QString &source, const QString &kind, const QString &name,
                const QString &version, int major, const QString &os, const QString &arch,
                const QString &outcome, const QString &log = {})
    {
        Report report;
        report.source = source;
        report.userId = user(source + QStringLiteral("-account"), Account::Role::Service).id;
        report.kind = kind;
        report.distribution = name;
        report.version = version;
        report.subject = QStringLiteral("%1 %2 %3").arg(major).arg(os, arch);
        QJsonObject result{{QStringLiteral("postgres"), major},
                           {QStringLiteral("os"), os},
                           {QStringLiteral("arch"), arch},
                           {QStringLiteral("outcome"), outcome}};
        if (!log.isEmpty())
            result.insert(QStringLiteral("log"), log);
        report.data = {{QStringLiteral("results"), QJsonArray{result}}};
        const auto kept = ReportStore(m_store.database()).keep(report, source, now());
        if (!kept)
            qFatal("%s", qPrintable(kept.error().message));
    }

private:
    [[nodiscard]] QDateTime now() const { return m_store.clock().now(); }

    RegistryStore &m_store;
};
