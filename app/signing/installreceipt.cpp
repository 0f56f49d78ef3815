// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/installreceipt.h"

#include "signing/base64url.h"
#include "signing/jws.h"
#include "signing/randombytes.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <tuple>

using namespace Qt::StringLiterals;

const QString InstallReceipt::typ = u"howdah-install-receipt+jws"_s;

namespace {

constexpr qsizetype longestText = 256;
constexpr qint64 forgivenSeconds = 300;

QString tr(const char *text)
{
    return QCoreApplication::translate("InstallReceipt", text);
}

Error wrongMember(const QString &member)
{
    return {Error::Kind::Invalid,
            tr("The install receipt is not well formed: its member %1 is wrong.").arg(member),
            member};
}

Result<InstallReceipt> parse(const QByteArray &payload)
{
    const QJsonObject object = QJsonDocument::fromJson(payload).object();
    const QJsonObject postgres = object[u"postgres"].toObject();
    InstallReceipt receipt;
    for (const auto &[name, source, member] :
         {std::tuple{u"arch"_s, object, &InstallReceipt::arch},
          std::tuple{u"client"_s, object, &InstallReceipt::client},
          std::tuple{u"distribution"_s, object, &InstallReceipt::distribution},
          std::tuple{u"nonce"_s, object, &InstallReceipt::nonce},
          std::tuple{u"os"_s, object, &InstallReceipt::os},
          std::tuple{u"release"_s, object, &InstallReceipt::version},
          std::tuple{u"version"_s, postgres, &InstallReceipt::postgresVersion}}) {
        const QString text = source[name].toString();
        if (text.isEmpty() || text.size() > longestText)
            return wrongMember(name);
        receipt.*member = text;
    }
    static const QRegularExpression digest(u"\\A[0-9a-f]{128}\\z"_s);
    if (!digest.match(object[u"sha512"].toString()).hasMatch())
        return wrongMember(u"sha512"_s);
    receipt.sha512 = QByteArray::fromHex(object[u"sha512"].toString().toLatin1());
    receipt.postgresMajor = postgres[u"major"].toInt();
    if (receipt.postgresMajor < 8 || receipt.postgresMajor > 1000)
        return wrongMember(u"postgres.major"_s);
    if (!receipt.postgresVersion.startsWith(QString::number(receipt.postgresMajor)))
        return wrongMember(u"postgres.version"_s);
    receipt.date = QDateTime::fromString(object[u"date"].toString(), Qt::ISODate);
    if (!receipt.date.isValid() || receipt.date.timeSpec() != Qt::UTC)
        return wrongMember(u"date"_s);
    return receipt;
}

} // namespace

QString InstallReceipt::makeNonce()
{
    return Base64Url::text(randomBytes(16));
}

QByteArray InstallReceipt::sign(const SigningKey &clientKey) const
{
    const QJsonObject payload{
        {u"arch"_s, arch},
        {u"client"_s, clientKey.kid()},
        {u"date"_s, date.toUTC().toString(Qt::ISODate)},
        {u"distribution"_s, distribution},
        {u"nonce"_s, nonce},
        {u"os"_s, os},
        {u"postgres"_s, QJsonObject{{u"major"_s, postgresMajor}, {u"version"_s, postgresVersion}}},
        {u"release"_s, version},
        {u"sha512"_s, QString::fromLatin1(sha512.toHex())}};
    return Jws::sign(QJsonDocument(payload).toJson(QJsonDocument::Compact), clientKey,
                     {{u"jwk"_s, clientKey.verifyingKey().toJwk()}, {u"typ"_s, typ}})
        .toCompact();
}

Result<InstallReceipt> InstallReceipt::verify(const QByteArray &compact, const QDateTime &now,
                                              int maxAgeDays)
{
    Result<Jws> jws = Jws::parseCompact(compact);
    if (!jws)
        return jws.error().within(tr("The install receipt"));
    Result<VerifyingKey> key =
        VerifyingKey::fromJwk(jws->signatures().first().protectedHeader[u"jwk"].toObject());
    if (!key)
        return key.error().within(tr("The install receipt"));
    Result<Jws::Verified> verified = jws->verify(KeySet({*key}), typ);
    if (!verified)
        return verified.error().within(tr("The install receipt"));
    Result<InstallReceipt> receipt = parse(verified->payload);
    if (!receipt)
        return receipt;
    if (receipt->client != key->thumbprint())
        return wrongMember(u"client"_s);
    if (receipt->date > now.addSecs(forgivenSeconds) || receipt->date < now.addDays(-maxAgeDays)) {
        return Error{
            Error::Kind::Refused,
            tr("The install receipt is of %1, which is too old or in the future. Install the "
               "release again, and see that the clock is right.")
                .arg(receipt->date.toString(Qt::ISODate)),
            {}};
    }
    return receipt;
}
