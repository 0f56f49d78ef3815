// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/keyrotation.h"

#include "signing/jws.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

const QString KeyRotation::typ = u"howdah-key-rotation+jws"_s;

QString KeyRotation::make(const VerifyingKey &next, const SigningKey &by, const QDateTime &date)
{
    const QJsonObject payload{{u"date"_s, date.toUTC().toString(Qt::ISODate)},
                              {u"key"_s, next.toJwk()}};
    return QString::fromLatin1(
        Jws::sign(QJsonDocument(payload).toJson(QJsonDocument::Compact), by, {{u"typ"_s, typ}})
            .toCompact());
}

Result<KeyRotation> KeyRotation::verify(const QString &compact, const KeySet &trusted)
{
    Result<Jws> jws = Jws::parseCompact(compact.toLatin1());
    if (!jws)
        return jws.error();
    Result<Jws::Verified> verified = jws->verify(trusted, typ);
    if (!verified)
        return verified.error();
    const QJsonObject payload = QJsonDocument::fromJson(verified->payload).object();
    Result<VerifyingKey> next = VerifyingKey::fromJwk(payload[u"key"].toObject());
    if (!next)
        return next.error();
    const QDateTime date = QDateTime::fromString(payload[u"date"].toString(), Qt::ISODate);
    if (!date.isValid() || date.timeSpec() != Qt::UTC) {
        return Error{
            Error::Kind::Invalid,
            QCoreApplication::translate("KeyRotation", "The change of keys has no valid date."),
            payload[u"date"].toString()};
    }
    return KeyRotation{*std::move(next), date, verified->by.first().thumbprint()};
}

QList<VerifyingKey> KeyRotation::reachable(const QList<VerifyingKey> &trusted,
                                           const QStringList &rotations,
                                           const QList<VerifyingKey> &withdrawn)
{
    QList<VerifyingKey> keys = trusted;
    QStringList left = rotations;
    bool hasGrown = true;
    while (hasGrown) {
        hasGrown = false;
        for (qsizetype at = 0; at < left.size();) {
            const Result<KeyRotation> rotation = verify(left[at], KeySet(keys));
            if (!rotation) {
                ++at;
                continue;
            }
            left.removeAt(at);
            if (!keys.contains(rotation->next) && !withdrawn.contains(rotation->next)) {
                keys += rotation->next;
                hasGrown = true;
            }
        }
    }
    return keys;
}
