// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/confirmedinstallstore.h"

#include "registry/store/publisheddistribution.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegistryApi", text);
}

/// No client may fill the database.
Result<void> checkAmount(SqlConnection &connection, const QString &client, const QDateTime &now)
{
    const auto count = connection.queryOne(
        u"SELECT count(*) FROM receipts WHERE client_key = ? AND received > ?"_s,
        {client, SqlTime::text(now.addDays(-1))});
    if (!count)
        return count.error();
    if ((*count)->number(0) < ConfirmedInstallStore::mostOfClientADay)
        return {};
    return Error{Error::Kind::Refused,
                 tr("This client has sent %1 receipts today. Send the others tomorrow.")
                     .arg(ConfirmedInstallStore::mostOfClientADay),
                 {}};
}

} // namespace

Result<bool> ConfirmedInstallStore::take(const InstallReceipt &receipt, const QDateTime &now)
{
    return m_database.write(
        [&](SqlConnection &connection) { return take(connection, receipt, now); });
}

Result<bool> ConfirmedInstallStore::take(SqlConnection &connection, const InstallReceipt &receipt,
                                         const QDateTime &now)
{
    const Result<PublishedDistribution> distribution =
        PublishedDistribution::load(connection, receipt.distribution);
    if (!distribution)
        return distribution.error();
    const Result<PublishedDistribution::Entry> release = distribution->entry(receipt.version);
    if (!release)
        return release.error();
    if (release->sha512 != receipt.sha512)
        return Error{Error::Kind::Integrity,
                     tr("The receipt is about another archive of %1 %2 than the one released here.")
                         .arg(distribution->name(), release->version.toString()),
                     {}};
    const QString version = release->version.toString();
    const auto known = connection.queryOne(
        u"SELECT client_key, dist_key, version FROM receipts WHERE nonce = ?"_s, {receipt.nonce});
    if (!known)
        return known.error();
    if (*known) {
        const bool isSame = (*known)->text(0) == receipt.client
                            && (*known)->text(1) == distribution->key()
                            && (*known)->text(2) == version;
        if (isSame)
            return false;
        return Error{
            Error::Kind::Conflict, tr("Another receipt of that nonce was taken before."), {}};
    }
    if (const Result<void> few = checkAmount(connection, receipt.client, now); !few)
        return few.error();
    const Result<qint64> taken = connection.execute(
        u"INSERT INTO receipts (nonce, client_key, dist_key, version, postgres_major, os, arch, "
        "installed, received) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {receipt.nonce, receipt.client, distribution->key(), version, receipt.postgresMajor,
         receipt.os, receipt.arch, SqlTime::text(receipt.date), SqlTime::text(now)});
    if (!taken)
        return taken.error();
    return true;
}
