// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/receiptstore.h"

#include "core/durablefile.h"
#include "settings/privatefolder.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

constexpr int keptForDays = 100 * 365;
constexpr qint64 largestFile = 64 * 1024;
const QString suffix = u".receipt.json"_s;

} // namespace

ReceiptStore::ReceiptStore(const Locations &locations, const Clock &clock)
    : m_folder(locations.receiptsFolder()), m_keyFile(locations.clientKeyFile()), m_clock(clock)
{
}

Result<SigningKey> ReceiptStore::key() const
{
    QDir().mkpath(QFileInfo(m_keyFile).path());
    return SigningKey::loadOrMake(m_keyFile, m_clock.now());
}

Result<ReceiptStore::Kept> ReceiptStore::add(InstallReceipt receipt, const QString &registry) const
{
    if (Result<void> made = PrivateFolder::make(m_folder); !made)
        return made.error();
    const Result<SigningKey> own = key();
    if (!own)
        return own.error();
    receipt.date = QDateTime::fromSecsSinceEpoch(m_clock.now().toSecsSinceEpoch(), Qt::UTC);
    receipt.nonce = InstallReceipt::makeNonce();
    receipt.client = own->kid();
    const Kept kept{receipt.date.toString(u"yyyyMMdd'T'HHmmss"_s) + u'-' + receipt.nonce, receipt,
                    receipt.sign(*own), registry, false};
    if (Result<void> written = write(kept); !written)
        return written.error();
    return kept;
}

Result<void> ReceiptStore::write(const Kept &kept) const
{
    const QJsonObject object{{u"receipt"_s, QString::fromLatin1(kept.signedText)},
                             {u"registry"_s, kept.registry},
                             {u"sent"_s, kept.isSent}};
    return DurableFile::write(m_folder + u'/' + kept.id + suffix,
                              QJsonDocument(object).toJson(QJsonDocument::Compact));
}

std::optional<ReceiptStore::Kept> ReceiptStore::read(const QString &id) const
{
    const Result<QByteArray> bytes = DurableFile::read(m_folder + u'/' + id + suffix, largestFile);
    if (!bytes)
        return {};
    const QJsonObject object = QJsonDocument::fromJson(*bytes).object();
    const QByteArray text = object[u"receipt"].toString().toLatin1();
    const Result<InstallReceipt> receipt = InstallReceipt::verify(text, m_clock.now(), keptForDays);
    if (!receipt)
        return {};
    return Kept{id, *receipt, text, object[u"registry"].toString(), object[u"sent"].toBool()};
}

QList<ReceiptStore::Kept> ReceiptStore::all() const
{
    QList<Kept> receipts;
    // The names begin with the date.
    for (const QString &name :
         QDir(m_folder).entryList({u'*' + suffix}, QDir::Files, QDir::Name | QDir::Reversed)) {
        if (const std::optional<Kept> kept = read(name.chopped(suffix.size())))
            receipts.append(*kept);
    }
    return receipts;
}

std::optional<ReceiptStore::Kept> ReceiptStore::newest(const QString &distribution,
                                                       const QString &registry) const
{
    for (const Kept &kept : all()) {
        if (kept.receipt.distribution.compare(distribution, Qt::CaseInsensitive) == 0
            && (registry.isEmpty() || kept.registry == registry))
            return kept;
    }
    return {};
}

Result<void> ReceiptStore::markSent(const QString &id) const
{
    std::optional<Kept> kept = read(id);
    if (!kept)
        return Error{Error::Kind::NotFound, u"no receipt "_s + id, {}};
    kept->isSent = true;
    return write(*kept);
}
