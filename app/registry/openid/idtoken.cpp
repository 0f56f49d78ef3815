// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/openid/idtoken.h"

#include "registry/openid/jwksignature.h"
#include "signing/base64url.h"
#include "signing/randombytes.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype largestToken = 64 * 1024;
constexpr qint64 leewaySeconds = 60;
constexpr qsizetype longestSubject = 255; ///< OpenID Connect Core, section 2

QString tr(const char *text)
{
    return QCoreApplication::translate("IdToken", text);
}

Error refused(const QString &what)
{
    return {Error::Kind::Refused,
            tr("The identity provider's answer is not believed: %1").arg(what),
            {}};
}

std::optional<QJsonObject> objectIn(const QByteArray &part)
{
    const auto bytes = Base64Url::decode(part);
    const QJsonDocument document = bytes ? QJsonDocument::fromJson(*bytes) : QJsonDocument();
    if (!document.isObject())
        return {};
    return document.object();
}

/// The only key that the signature can be by; more than one without a name would be guessing.
std::optional<QJsonObject> keyFor(const QJsonObject &header, const QJsonArray &keys)
{
    std::optional<QJsonObject> found;
    const QString kid = header.value(u"kid"_s).toString();
    for (const QJsonValue &item : keys) {
        const QJsonObject key = item.toObject();
        const bool fits = JwkSignature::fits(header.value(u"alg"_s).toString(), key)
                          && (kid.isEmpty() || key.value(u"kid"_s).toString() == kid);
        if (!fits)
            continue;
        if (found)
            return {};
        found = key;
    }
    return found;
}

bool isFor(const QJsonObject &claims, const QString &clientId)
{
    const QJsonValue audience = claims.value(u"aud"_s);
    const QJsonValue party = claims.value(u"azp"_s);
    if (!party.isUndefined() && party.toString() != clientId)
        return false;
    if (audience.isString())
        return audience.toString() == clientId;
    const QJsonArray list = audience.toArray();
    return list.contains(clientId) && (list.size() == 1 || !party.isUndefined());
}

/// Empty: they are as they should be.
QString problemOf(const QJsonObject &claims, const IdToken::Expected &expected)
{
    if (claims.value(u"iss"_s).toString() != expected.issuer)
        return tr("it is of another provider.");
    if (!isFor(claims, expected.clientId))
        return tr("it is for another client.");
    const double now = double(expected.now.toSecsSinceEpoch());
    const double expires = claims.value(u"exp"_s).toDouble(std::nan(""));
    if (!(expires + double(leewaySeconds) > now))
        return tr("it has expired.");
    if (!(claims.value(u"iat"_s).toDouble(std::nan("")) - 5 * double(leewaySeconds) < now))
        return tr("it is of the future; compare the clocks.");
    if (!constantTimeEquals(claims.value(u"nonce"_s).toString().toUtf8(), expected.nonce.toUtf8()))
        return tr("it is of another sign-in.");
    const QString subject = claims.value(u"sub"_s).toString();
    if (subject.isEmpty() || subject.size() > longestSubject)
        return tr("it names nobody.");
    return {};
}

} // namespace

Result<IdToken> IdToken::verify(const QByteArray &compact, const QJsonArray &keys,
                                const Expected &expected)
{
    const QByteArrayList parts = compact.split('.');
    if (compact.size() > largestToken || parts.size() != 3)
        return refused(tr("it is no signed token."));
    const auto header = objectIn(parts[0]);
    const auto claims = objectIn(parts[1]);
    const auto signature = Base64Url::decode(parts[2]);
    if (!header || !claims || !signature)
        return refused(tr("it is no signed token."));
    if (header->contains(u"crit"_s))
        return refused(tr("it demands what is not known here."));
    if (!JwkSignature::isKnown(header->value(u"alg"_s).toString()))
        return refused(tr("it is signed in a way that is not taken here."));
    const auto key = keyFor(*header, keys);
    if (!key)
        return Error{Error::Kind::NotFound,
                     tr("The identity provider's answer is signed with a key that it does not "
                        "publish."),
                     {}};
    if (!JwkSignature::verify(header->value(u"alg"_s).toString(), *key, parts[0] + '.' + parts[1],
                              *signature))
        return refused(tr("its signature is wrong."));
    if (const QString problem = problemOf(*claims, expected); !problem.isEmpty())
        return refused(problem);
    IdToken token;
    token.subject = claims->value(u"sub"_s).toString();
    token.fullName = claims->value(u"name"_s).toString();
    if (claims->value(u"email_verified"_s).toBool())
        token.email = claims->value(u"email"_s).toString();
    token.suggestion = claims->value(u"preferred_username"_s).toString();
    return token;
}
