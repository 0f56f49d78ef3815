// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/keyset.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("KeySet", text);
}

Error tooMuch()
{
    return {Error::Kind::Refused, tr("The key set is larger than any that makes sense."), {}};
}

Error notASet(const QString &detail)
{
    return {Error::Kind::Invalid, tr("This is not a set of public keys (JWK Set)."), detail};
}

} // namespace

KeySet::KeySet(QList<VerifyingKey> keys, QStringList rotations, QStringList withdrawals)
    : m_keys(std::move(keys)),
      m_rotations(std::move(rotations)),
      m_withdrawals(std::move(withdrawals))
{
}

const VerifyingKey *KeySet::find(const QString &kid) const
{
    const auto found = std::ranges::find(m_keys, kid, &VerifyingKey::kid);
    return found == m_keys.cend() ? nullptr : &*found;
}

Result<KeySet> KeySet::parse(const QByteArray &text)
{
    if (text.size() > largestText)
        return tooMuch();
    QJsonParseError problem;
    const QJsonDocument document = QJsonDocument::fromJson(text, &problem);
    if (problem.error != QJsonParseError::NoError)
        return notASet(problem.errorString());
    const QJsonObject set = document.object();
    if (!set[u"keys"].isArray())
        return notASet(u"keys"_s);
    const QJsonArray keys = set[u"keys"].toArray();
    const QJsonArray rotations = set[u"rotations"].toArray();
    const QJsonArray withdrawals = set[u"withdrawals"].toArray();
    if (keys.size() > mostKeys || rotations.size() > mostRotations || withdrawals.size() > mostKeys)
        return tooMuch();
    KeySet result;
    for (const QJsonValue &entry : keys) {
        Result<VerifyingKey> key = VerifyingKey::fromJwk(entry.toObject());
        if (!key && key.error().kind == Error::Kind::Unsupported)
            continue;
        if (!key)
            return key.error();
        const VerifyingKey *namesake = result.find(key->kid());
        if (namesake && *namesake == *key)
            continue;
        if (namesake) {
            return Error{
                Error::Kind::Refused,
                tr("The key set has two keys of one name, %1: which one is meant cannot be "
                   "told.")
                    .arg(key->kid()),
                {}};
        }
        result.m_keys += *std::move(key);
    }
    for (const QJsonValue &entry : rotations) {
        if (entry.isString())
            result.m_rotations += entry.toString();
    }
    for (const QJsonValue &entry : withdrawals) {
        if (entry.isString())
            result.m_withdrawals += entry.toString();
    }
    return result;
}

QByteArray KeySet::toJson() const
{
    QJsonArray keys;
    for (const VerifyingKey &key : m_keys)
        keys += key.toJwk();
    QJsonObject set{{u"keys"_s, keys}};
    if (!m_rotations.isEmpty())
        set[u"rotations"] = QJsonArray::fromStringList(m_rotations);
    if (!m_withdrawals.isEmpty())
        set[u"withdrawals"] = QJsonArray::fromStringList(m_withdrawals);
    return QJsonDocument(set).toJson();
}
