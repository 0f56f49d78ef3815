// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "signing/releasecertificate.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QList>
#include <QRegularExpression>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ReleaseCertificate", text);
}

struct DigestKind {
    QString member;
    QString shown;
    qsizetype size;
    QByteArray ReleaseCertificate::Digests::*bytes;
};

/// Strongest first.
const QList<DigestKind> &digestKinds()
{
    using Digests = ReleaseCertificate::Digests;
    static const QList<DigestKind> kinds{{u"sha512"_s, u"SHA-512"_s, 64, &Digests::sha512},
                                         {u"sha256"_s, u"SHA-256"_s, 32, &Digests::sha256},
                                         {u"sha1"_s, u"SHA-1"_s, 20, &Digests::sha1}};
    return kinds;
}

Error wrongMember(const QString &member)
{
    return {Error::Kind::Invalid,
            tr("The release's certificate is not well formed: its member %1 is wrong.").arg(member),
            member};
}

Result<ReleaseCertificate::Digests> digestsOf(const QJsonObject &object)
{
    ReleaseCertificate::Digests digests;
    qsizetype read = 0;
    for (const DigestKind &kind : digestKinds()) {
        if (!object.contains(kind.member))
            continue;
        static const QRegularExpression hexadecimal(u"\\A[0-9A-Fa-f]+\\z"_s);
        const QString text = object[kind.member].toString();
        if (text.size() != 2 * kind.size || !hexadecimal.match(text).hasMatch())
            return wrongMember(u"digests."_s + kind.member);
        digests.*kind.bytes = QByteArray::fromHex(text.toLatin1());
        ++read;
    }
    if (read == 0 || read != object.size())
        return wrongMember(u"digests"_s);
    return digests;
}

} // namespace

QString ReleaseCertificate::uriOf(const QString &distribution, const QString &version)
{
    return u"dist/%1/%2/%1-%2.zip"_s.arg(distribution.toLower(), version.toLower());
}

QByteArray ReleaseCertificate::payload() const
{
    QJsonObject found;
    for (const DigestKind &kind : digestKinds()) {
        if (!(digests.*kind.bytes).isEmpty())
            found[kind.member] = QString::fromLatin1((digests.*kind.bytes).toHex());
    }
    return QJsonDocument(QJsonObject{{u"date"_s, date.toUTC().toString(Qt::ISODate)},
                                     {u"digests"_s, found},
                                     {u"uri"_s, uri},
                                     {u"user"_s, user}})
        .toJson(QJsonDocument::Compact);
}

Result<ReleaseCertificate> ReleaseCertificate::parse(const QByteArray &payload)
{
    const QJsonDocument document = QJsonDocument::fromJson(payload);
    const QJsonObject object = document.object();
    // One text for one meaning: no white space, no other order, no member twice.
    if (!document.isObject() || QJsonDocument(object).toJson(QJsonDocument::Compact) != payload) {
        return Error{Error::Kind::Invalid,
                     tr("The release's certificate is not in the form that is signed."),
                     {}};
    }
    for (const QString &name : object.keys()) {
        if (name != u"date" && name != u"digests" && name != u"uri" && name != u"user")
            return wrongMember(name);
    }
    static const QRegularExpression utc(
        u"\\A\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z\\z"_s);
    ReleaseCertificate certificate;
    certificate.date = QDateTime::fromString(object[u"date"].toString(), Qt::ISODateWithMs);
    if (!certificate.date.isValid() || !utc.match(object[u"date"].toString()).hasMatch())
        return wrongMember(u"date"_s);
    Result<Digests> digests = digestsOf(object[u"digests"].toObject());
    if (!digests)
        return digests.error();
    certificate.digests = *digests;
    certificate.uri = object[u"uri"].toString();
    if (!certificate.uri.startsWith(u"dist/"))
        return wrongMember(u"uri"_s);
    certificate.user = object[u"user"].toString();
    static const QRegularExpression term(u"\\A[^\\s/\\\\\\p{Cc}]{2,}\\z"_s);
    if (!term.match(certificate.user).hasMatch())
        return wrongMember(u"user"_s);
    return certificate;
}

Result<void> ReleaseCertificate::checkRelease(const QString &distribution,
                                              const QString &version) const
{
    const QString wanted = uriOf(distribution, version);
    // Letters beyond ASCII may come as the download template expands them.
    if (uri == wanted || uri == QString::fromLatin1(QUrl::toPercentEncoding(wanted, "/")))
        return {};
    return Error{Error::Kind::Integrity,
                 tr("The certificate of %1 %2 was made for another release: %3.")
                     .arg(distribution, version, uri),
                 {}};
}

Result<QString> ReleaseCertificate::checkDigests(const Digests &found) const
{
    QString strongest;
    for (const DigestKind &kind : digestKinds()) {
        const QByteArray &mine = digests.*kind.bytes;
        const QByteArray &other = found.*kind.bytes;
        if (mine.isEmpty() || other.isEmpty())
            continue;
        if (mine != other) {
            return Error{Error::Kind::Integrity,
                         tr("The archive is not the one that was signed: its %1 is %2, the "
                            "certificate says %3.")
                             .arg(kind.shown, QString::fromLatin1(other.toHex()),
                                  QString::fromLatin1(mine.toHex())),
                         {}};
        }
        if (strongest.isEmpty())
            strongest = kind.shown;
    }
    if (strongest.isEmpty()) {
        return Error{Error::Kind::Integrity,
                     tr("The certificate and the archive have no digest in common."),
                     {}};
    }
    return strongest;
}
