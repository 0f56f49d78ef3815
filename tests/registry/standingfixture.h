// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "registry/registrystore.h"
#include "registry/store/accountstore.h"
#include "registry/store/releasestore.h"
#include "registry/store/reportstore.h"
#include "registry/store/reviewstore.h"
#include "signing/installreceipt.h"

#include <QJsonArray>
#include <QJsonObject>

/// What services and people say of a distribution that is published already, put into the stores as the API would.
class StandingFixture
{
public:
    StandingFixture(RegistryStore &store, const QString &distribution)
        : m_store(store), m_distribution(distribution)
    {
    }

    Account addUser(const QString &nickname, Account::Role role = Account::Role::Author)
    {
        Account account;
        account.nickname = nickname;
        account.fullName = nickname;
        account.email = nickname + QStringLiteral("@example.org");
        account.role = role;
        account.status = Account::Status::Active;
        const auto added = AccountStore(m_store.database()).add(account, now());
        if (!added)
            qFatal("%s", qPrintable(added.error().message));
        return *added;
    }

    void report(const Account &source, const QString &kind, const QJsonObject &data,
                const QString &version = {})
    {
        Report report;
        report.source = source.nickname;
        report.userId = source.id;
        report.kind = kind;
        report.distribution = m_distribution.toLower();
        report.version = version;
        report.data = data;
        const auto kept = ReportStore(m_store.database()).keep(report, source.nickname, now());
        if (!kept)
            qFatal("%s", qPrintable(kept.error().message));
    }

    /// By somebody of his own, who proved an install.
    Review review(const QString &nickname, Review::Works works,
                  const std::array<int, Review::aspects> &stars, const QString &text,
                  const QString &version, int postgresMajor = 17)
    {
        Review review;
        review.userId = addUser(nickname).id;
        review.distribution = m_distribution.toLower();
        review.works = works;
        review.stars = stars;
        review.text = text;
        InstallReceipt receipt;
        receipt.distribution = m_distribution;
        receipt.version = version;
        receipt.postgresMajor = postgresMajor;
        receipt.postgresVersion = QString::number(postgresMajor) + QStringLiteral(".2");
        receipt.os = QStringLiteral("linux");
        receipt.arch = QStringLiteral("amd64");
        receipt.date = now();
        receipt.nonce = InstallReceipt::makeNonce();
        receipt.client = nickname;
        const QList<Release> releases =
            ReleaseStore(m_store.database()).ofDistribution(m_distribution).value();
        for (const Release &release : releases) {
            if (release.version.toString() == version)
                receipt.sha512 = release.digests.sha512;
        }
        const auto kept = ReviewStore(m_store.database()).keep(review, receipt, now());
        if (!kept)
            qFatal("%s", qPrintable(kept.error().message));
        return kept->review;
    }

    static QJsonObject result(int postgres, const QString &arch, const QString &outcome,
                              const QString &log = {})
    {
        QJsonObject result{{QStringLiteral("postgres"), postgres},
                           {QStringLiteral("os"), QStringLiteral("linux")},
                           {QStringLiteral("arch"), arch},
                           {QStringLiteral("outcome"), outcome}};
        if (!log.isEmpty())
            result.insert(QStringLiteral("log"), log);
        return result;
    }

private:
    [[nodiscard]] QDateTime now() const { return m_store.clock().now(); }

    RegistryStore &m_store;
    QString m_distribution;
};
