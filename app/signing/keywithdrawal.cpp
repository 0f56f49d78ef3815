// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/keywithdrawal.h"

#include "signing/jws.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("KeyWithdrawal", text);
}

/// It is shown: nothing in it may disturb that.
QString plain(const QString &reason)
{
    QString text = reason.left(KeyWithdrawal::longestReason);
    text.removeIf([](QChar c) { return !c.isPrint(); });
    return text.trimmed();
}

} // namespace

const QString KeyWithdrawal::typ = u"howdah-key-withdrawal+jws"_s;

QString KeyWithdrawal::make(const VerifyingKey &key, const QString &reason, const SigningKey &by,
                            const QDateTime &date)
{
    const QJsonObject payload{{u"date"_s, date.toUTC().toString(Qt::ISODate)},
                              {u"key"_s, key.toJwk()},
                              {u"reason"_s, plain(reason)}};
    return QString::fromLatin1(
        Jws::sign(QJsonDocument(payload).toJson(QJsonDocument::Compact), by, {{u"typ"_s, typ}})
            .toCompact());
}

Result<KeyWithdrawal> KeyWithdrawal::verify(const QString &compact, const KeySet &trusted)
{
    Result<Jws> jws = Jws::parseCompact(compact.toLatin1());
    if (!jws)
        return jws.error();
    Result<Jws::Verified> verified = jws->verify(trusted, typ);
    if (!verified)
        return verified.error();
    const QJsonObject payload = QJsonDocument::fromJson(verified->payload).object();
    Result<VerifyingKey> key = VerifyingKey::fromJwk(payload[u"key"].toObject());
    if (!key)
        return key.error();
    const VerifyingKey &by = verified->by.first();
    if (by == *key)
        return Error{Error::Kind::Refused, tr("A key cannot take itself back."), key->thumbprint()};
    const QDateTime date = QDateTime::fromString(payload[u"date"].toString(), Qt::ISODate);
    if (!date.isValid() || date.timeSpec() != Qt::UTC)
        return Error{Error::Kind::Invalid, tr("The withdrawal of a key has no valid date."),
                     payload[u"date"].toString()};
    return KeyWithdrawal{*std::move(key), date, plain(payload[u"reason"].toString()),
                         by.thumbprint()};
}

QList<KeyWithdrawal> KeyWithdrawal::among(const QStringList &withdrawals,
                                          const QList<VerifyingKey> &trusted)
{
    QList<VerifyingKey> left = trusted;
    QList<KeyWithdrawal> found;
    for (const QString &compact : withdrawals) {
        const Result<KeyWithdrawal> withdrawal = verify(compact, KeySet(left));
        if (!withdrawal)
            continue;
        left.removeAll(withdrawal->key);
        found += *withdrawal;
    }
    return found;
}
