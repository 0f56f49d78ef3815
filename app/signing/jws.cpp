// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/jws.h"

#include "signing/base64url.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype largestSignature = 1024; // of other algorithms, too: they are passed over

QString tr(const char *text)
{
    return QCoreApplication::translate("Jws", text);
}

Error malformed(const QString &detail)
{
    return {Error::Kind::Invalid, tr("The signature is not a JSON Web Signature."), detail};
}

Error tooLarge()
{
    return {Error::Kind::Refused, tr("The signature is larger than any that makes sense."), {}};
}

/// A member that must be a text; nothing else is read as an empty one.
Result<QByteArray> textOf(const QJsonObject &object, const QString &name, bool isNeeded)
{
    const QJsonValue value = object[name];
    if (value.isUndefined() && !isNeeded)
        return QByteArray();
    if (!value.isString())
        return malformed(name);
    return value.toString().toUtf8();
}

QJsonObject withSignature(const Jws::Signature &signature, QJsonObject object)
{
    if (!signature.protectedText.isEmpty())
        object[u"protected"] = QString::fromLatin1(signature.protectedText);
    if (!signature.header.isEmpty())
        object[u"header"] = signature.header;
    object[u"signature"] = Base64Url::text(signature.signature);
    return object;
}

} // namespace

Jws Jws::sign(const QByteArray &payload, const SigningKey &key, const QJsonObject &protectedMembers)
{
    Jws jws;
    jws.m_payload = payload;
    jws.m_payloadText = Base64Url::encode(payload);
    jws.addSignature(key, protectedMembers);
    return jws;
}

void Jws::addSignature(const SigningKey &key, const QJsonObject &protectedMembers)
{
    Signature signature;
    signature.protectedHeader = protectedMembers;
    signature.protectedHeader[u"alg"] = u"EdDSA"_s;
    signature.protectedHeader[u"kid"] = key.kid();
    signature.protectedText =
        Base64Url::encode(QJsonDocument(signature.protectedHeader).toJson(QJsonDocument::Compact));
    signature.signature = key.sign(signature.protectedText + '.' + m_payloadText);
    m_signatures += signature;
}

Result<void> Jws::setPayload(const QByteArray &text)
{
    if (text.size() > largestPayload)
        return tooLarge();
    const std::optional<QByteArray> payload = Base64Url::decode(text);
    if (!payload)
        return malformed(u"payload"_s);
    m_payloadText = text;
    m_payload = *payload;
    return {};
}

Result<void> Jws::take(const QByteArray &protectedText, const QJsonObject &header,
                       const QByteArray &signatureText)
{
    if (protectedText.size() > largestHeader || signatureText.size() > largestSignature
        || header.size() > 32 || m_signatures.size() >= mostSignatures)
        return tooLarge();
    Signature signature{protectedText, {}, header, {}};
    if (!protectedText.isEmpty()) {
        const std::optional<QByteArray> text = Base64Url::decode(protectedText);
        if (!text)
            return malformed(u"protected"_s);
        const QJsonDocument document = QJsonDocument::fromJson(*text);
        if (!document.isObject())
            return malformed(u"protected"_s);
        signature.protectedHeader = document.object();
    }
    const std::optional<QByteArray> bytes = Base64Url::decode(signatureText);
    if (!bytes)
        return malformed(u"signature"_s);
    signature.signature = *bytes;
    // RFC 7515, section 4: a member is in one of the two headers, else it is not clear which counts.
    for (const QString &name : header.keys()) {
        if (signature.protectedHeader.contains(name))
            return malformed(u"header: "_s + name);
    }
    m_signatures += signature;
    return {};
}

Result<Jws> Jws::parseCompact(const QByteArray &text)
{
    if (text.size() > largestPayload + largestHeader + largestSignature)
        return tooLarge();
    const QList<QByteArray> parts = text.split('.');
    if (parts.size() != 3 || parts[0].isEmpty())
        return malformed(u"three parts are wanted"_s);
    Jws jws;
    if (Result<void> set = jws.setPayload(parts[1]); !set)
        return set.error();
    if (Result<void> taken = jws.take(parts[0], {}, parts[2]); !taken)
        return taken.error();
    return jws;
}

Result<Jws> Jws::parseJson(const QJsonObject &object)
{
    const bool isGeneral = object.contains(u"signatures");
    if (isGeneral
        && (object.contains(u"signature") || object.contains(u"protected")
            || object.contains(u"header")))
        return malformed(u"both forms at once"_s);
    Jws jws;
    Result<QByteArray> payload = textOf(object, u"payload"_s, true);
    if (!payload)
        return payload.error();
    if (Result<void> set = jws.setPayload(*payload); !set)
        return set.error();
    if (isGeneral && !object[u"signatures"].isArray())
        return malformed(u"signatures"_s);
    const QJsonArray entries =
        isGeneral ? object[u"signatures"].toArray() : QJsonArray{QJsonValue(object)};
    if (entries.isEmpty())
        return malformed(u"signatures"_s);
    if (entries.size() > mostSignatures)
        return tooLarge();
    for (const QJsonValue &value : entries) {
        const QJsonObject entry = value.toObject();
        Result<QByteArray> protectedText = textOf(entry, u"protected"_s, false);
        Result<QByteArray> signature = textOf(entry, u"signature"_s, true);
        if (!protectedText)
            return protectedText.error();
        if (!signature)
            return signature.error();
        if (entry.contains(u"header") && !entry[u"header"].isObject())
            return malformed(u"header"_s);
        if (Result<void> taken = jws.take(*protectedText, entry[u"header"].toObject(), *signature);
            !taken)
            return taken.error();
    }
    return jws;
}

QByteArray Jws::toCompact() const
{
    if (m_signatures.size() != 1)
        return {};
    return m_signatures[0].protectedText + '.' + m_payloadText + '.'
           + Base64Url::encode(m_signatures[0].signature);
}

QJsonObject Jws::toFlattened() const
{
    if (m_signatures.size() != 1)
        return {};
    return withSignature(m_signatures[0], {{u"payload"_s, QString::fromLatin1(m_payloadText)}});
}

QJsonObject Jws::toGeneral() const
{
    QJsonArray signatures;
    for (const Signature &signature : m_signatures)
        signatures += withSignature(signature, {});
    return {{u"payload"_s, QString::fromLatin1(m_payloadText)}, {u"signatures"_s, signatures}};
}
