// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/jws.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Jws", text);
}

Error refused(const QString &message, const QString &detail = {})
{
    return {Error::Kind::Refused, message, detail};
}

/// What no signature may say, whoever made it.
Result<void> checkHeader(const Jws::Signature &signature)
{
    const QJsonObject &header = signature.protectedHeader;
    if (!header[u"alg"].isString()) {
        return refused(
            tr("The signature does not protect the name of its algorithm (alg), so that anybody "
               "could change it."));
    }
    const QString algorithm = header[u"alg"].toString();
    if (algorithm.compare(u"none", Qt::CaseInsensitive) == 0)
        return refused(tr("It is not signed: its algorithm is “none”."), algorithm);
    if (algorithm.startsWith(u"HS", Qt::CaseInsensitive)) {
        return refused(tr("It is signed with a shared secret (%1), which proves nothing about who "
                          "did it.")
                           .arg(algorithm),
                       algorithm);
    }
    if (header.contains(u"crit") || signature.header.contains(u"crit")) {
        return refused(tr("The signature demands extensions of the format (crit) that this program "
                          "does not know. A newer version may."));
    }
    if (header.contains(u"b64") || signature.header.contains(u"b64")) {
        return refused(
            tr("The signature has an unencoded payload (b64), which is not accepted here."));
    }
    return {};
}

QString kidOf(const Jws::Signature &signature)
{
    // An unprotected name is a hint as good as any: what counts is whose key verifies.
    return signature.protectedHeader.contains(u"kid") ? signature.protectedHeader[u"kid"].toString()
                                                      : signature.header[u"kid"].toString();
}

Error wrong(const VerifyingKey *key)
{
    return {Error::Kind::Integrity,
            tr("The signature is wrong: what it covers was changed after it was signed, or "
               "somebody else signed it."),
            key ? key->kid() : QString()};
}

} // namespace

Result<Jws::Verified> Jws::verify(const KeySet &keys, const QString &typ) const
{
    Verified verified{m_payload, {}};
    QStringList strangers;
    for (const Signature &signature : m_signatures) {
        if (Result<void> checked = checkHeader(signature); !checked)
            return checked.error();
        const QByteArray covered = signature.protectedText + '.' + m_payloadText;
        const QString kid = kidOf(signature);
        const VerifyingKey *key = keys.find(kid);
        const QString algorithm = signature.protectedHeader[u"alg"].toString();
        const bool isEdDsa = algorithm == u"EdDSA";
        if (!key && kid.isEmpty() && isEdDsa) {
            // Nobody is named: it can be any of the few.
            for (const VerifyingKey &candidate : keys.keys()) {
                if (candidate.verifies(covered, signature.signature))
                    key = &candidate;
            }
            if (!key && m_signatures.size() == 1)
                return wrong(nullptr);
        }
        if (!key) {
            strangers += kid.isEmpty() ? algorithm : kid;
            continue;
        }
        if (!isEdDsa) {
            return refused(tr("The signature claims the algorithm %1 for a key of another kind.")
                               .arg(algorithm),
                           kid);
        }
        if (!key->verifies(covered, signature.signature))
            return wrong(key);
        if (!typ.isEmpty() && signature.protectedHeader[u"typ"].toString() != typ) {
            return refused(tr("The signature was made for another purpose."),
                           signature.protectedHeader[u"typ"].toString());
        }
        verified.by += *key;
    }
    if (verified.by.isEmpty()) {
        return Error{
            Error::Kind::NotFound,
            tr("It is signed by a key that is not known (%1).").arg(strangers.join(u", "_s)),
            strangers.join(u',')};
    }
    return verified;
}
