// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/heartbeat.h"

#include "signing/jws.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdlib>

using namespace Qt::StringLiterals;

const QString Heartbeat::typ = u"howdah-heartbeat+jws"_s;

namespace {

constexpr qsizetype longestText = 256;
constexpr qint64 forgivenSeconds = 24 * 60 * 60;

QString tr(const char *text)
{
    return QCoreApplication::translate("Heartbeat", text);
}

Error wrongMember(const QString &member)
{
    return {Error::Kind::Invalid,
            tr("The heartbeat is not well formed: its member %1 is wrong.").arg(member), member};
}

Result<Heartbeat> parse(const QByteArray &payload)
{
    const QJsonObject object = QJsonDocument::fromJson(payload).object();
    Heartbeat heartbeat;
    heartbeat.client = object[u"client"].toString();
    heartbeat.date = QDateTime::fromString(object[u"date"].toString(), Qt::ISODate);
    if (!heartbeat.date.isValid() || heartbeat.date.timeSpec() != Qt::UTC)
        return wrongMember(u"date"_s);
    const QJsonArray installed = object[u"installed"].toArray();
    if (!object[u"installed"].isArray() || installed.size() > Heartbeat::mostInstalled)
        return wrongMember(u"installed"_s);
    for (const QJsonValue &one : installed) {
        const QString distribution = one[u"distribution"].toString();
        const QString version = one[u"release"].toString();
        for (const QString &text : {distribution, version}) {
            if (text.isEmpty() || text.size() > longestText)
                return wrongMember(u"installed"_s);
        }
        heartbeat.installed.append({distribution, version});
    }
    return heartbeat;
}

} // namespace

QByteArray Heartbeat::sign(const SigningKey &clientKey) const
{
    QJsonArray all;
    for (const Installed &one : installed)
        all.append(QJsonObject{{u"distribution"_s, one.distribution}, {u"release"_s, one.version}});
    const QJsonObject payload{{u"client"_s, clientKey.kid()},
                              {u"date"_s, date.toUTC().toString(Qt::ISODate)},
                              {u"installed"_s, all}};
    return Jws::sign(QJsonDocument(payload).toJson(QJsonDocument::Compact), clientKey,
                     {{u"jwk"_s, clientKey.verifyingKey().toJwk()}, {u"typ"_s, typ}})
        .toCompact();
}

Result<Heartbeat> Heartbeat::verify(const QByteArray &compact, const QDateTime &now)
{
    const Result<Jws> jws = Jws::parseCompact(compact);
    if (!jws)
        return jws.error().within(tr("The heartbeat"));
    const Result<VerifyingKey> key =
        VerifyingKey::fromJwk(jws->signatures().first().protectedHeader[u"jwk"].toObject());
    if (!key)
        return key.error().within(tr("The heartbeat"));
    const Result<Jws::Verified> verified = jws->verify(KeySet({*key}), typ);
    if (!verified)
        return verified.error().within(tr("The heartbeat"));
    Result<Heartbeat> heartbeat = parse(verified->payload);
    if (!heartbeat)
        return heartbeat;
    if (heartbeat->client != key->thumbprint())
        return wrongMember(u"client"_s);
    if (std::abs(heartbeat->date.secsTo(now)) > forgivenSeconds)
        return Error{Error::Kind::Refused,
                     tr("The heartbeat is of %1, which is not today. See that the clock is right.")
                         .arg(heartbeat->date.toString(Qt::ISODate)),
                     {}};
    return heartbeat;
}
