// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metacertrules.h"

#include "catalog/metavaluerules2.h"
#include "catalog/uritext.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MetaValidator)
};

using Check = MetaCheck;
using Others = MetaCheck::Others;
using MetaValueRules2::term;

} // namespace

namespace MetaCertRules {

static void anyString(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.string(value, pointer, 0);
}

static void base64(Check &check, const QJsonValue &value, const QString &pointer, qsizetype minimum,
                   QStringView marks)
{
    if (!check.string(value, pointer, minimum))
        return;
    QString text = value.toString();
    const bool isPadded = marks.contains(u'=');
    for (int i = 0; isPadded && i < 2 && text.endsWith(u'='); ++i)
        text.chop(1);
    if (!std::all_of(text.begin(), text.end(), [&](QChar c) {
            return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z')
                   || (c != u'=' && marks.contains(c));
        })) {
        check.add(pointer,
                  isPadded ? Text::tr("this is not base64") : Text::tr("this is not base64url"),
                  Text::tr("Encode it anew."));
    }
}

static void thumbprint(Check &check, const QJsonValue &value, const QString &pointer)
{
    base64(check, value, pointer, 12, u"-_");
}

static void signatureText(Check &check, const QJsonValue &value, const QString &pointer)
{
    base64(check, value, pointer, 32, u"-_");
}

static void certificateChain(Check &check, const QJsonValue &value, const QString &pointer)
{
    const auto certificate = [](Check &inner, const QJsonValue &text, const QString &at) {
        base64(inner, text, at, 0, u"+/=");
    };
    check.list(value, pointer, {certificate, 1, -1, false});
}

void jwk(Check &check, const QJsonValue &value, const QString &pointer)
{
    const auto operations = [](Check &inner, const QJsonValue &list, const QString &at) {
        inner.list(list, at, {anyString, 1, -1, false});
    };
    check.object(value, pointer,
                 {{{u"kty"_s, anyString, u"\"EC\""_s},
                   {u"use"_s, anyString},
                   {u"key_ops"_s, operations},
                   {u"alg"_s, anyString},
                   {u"kid"_s, anyString},
                   {u"x5u"_s, Check::uri},
                   {u"x5c"_s, certificateChain},
                   {u"x5t"_s, thumbprint},
                   {u"x5t#S256"_s, thumbprint}},
                  Others::Any});
}

void jwsHeader(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"alg"_s, anyString},
                   {u"jku"_s, Check::uri},
                   {u"jwk"_s, jwk},
                   {u"kid"_s, anyString},
                   {u"x5u"_s, Check::uri},
                   {u"x5c"_s, certificateChain},
                   {u"x5t"_s, thumbprint},
                   {u"x5t#S256"_s, thumbprint},
                   {u"typ"_s, anyString},
                   {u"cty"_s, anyString}},
                  Others::Any});
    if (value.isObject() && value.toObject().isEmpty()) {
        check.add(pointer, Text::tr("this must not be empty"),
                  Text::tr("Add an entry, or remove the member."));
    }
}

void digests(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(
        value, pointer,
        {{{u"sha1"_s, Check::sha1}, {u"sha256"_s, Check::sha256}, {u"sha512"_s, Check::sha512}},
         Others::None,
         {{u"sha1"_s}, {u"sha256"_s}, {u"sha512"_s}}});
}

void payload(Check &check, const QJsonValue &value, const QString &pointer)
{
    const auto path = [](Check &inner, const QJsonValue &text, const QString &at) {
        if (!inner.string(text, at))
            return;
        const QString uri = text.toString();
        if (!uri.startsWith(u"dist/") || !UriText::isReference(uri)) {
            inner.add(at, Text::tr("“%1” is no address below dist/").arg(uri),
                      Text::tr("Write it like dist/kvbox/1.2.0/kvbox-1.2.0.zip."));
        } else if (inner.isStrict() && uri.split(u'/').contains(u".."_s)) {
            inner.add(at, Text::tr("“%1” has a “..” part").arg(uri), Text::tr("Leave it out."));
        }
    };
    check.object(value, pointer,
                 {{{u"user"_s, term, u"\"ada\""_s},
                   {u"date"_s, Check::dateTime, u"\"2024-03-02T10:11:12Z\""_s},
                   {u"uri"_s, path, u"\"dist/kvbox/1.2.0/kvbox-1.2.0.zip\""_s},
                   {u"digests"_s, digests, u"{\"sha512\": \"(128 hexadecimal digits)\"}"_s}},
                  Others::None});
}

static void encodedPayload(Check &check, const QJsonValue &value, const QString &pointer)
{
    const auto before = check.problems().size();
    base64(check, value, pointer, 12, u"-_");
    if (!check.isStrict() || check.problems().size() > before)
        return;
    const QByteArray json =
        QByteArray::fromBase64(value.toString().toLatin1(), QByteArray::Base64UrlEncoding);
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject()) {
        check.add(pointer, Text::tr("this is no encoded JSON object"), Text::tr("Encode it anew."));
        return;
    }
    payload(check, document.object(), pointer);
}

static void signatureEntry(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"protected"_s, thumbprint},
                   {u"header"_s, jwsHeader},
                   {u"signature"_s, signatureText, u"\"(base64url)\""_s}},
                  Others::Any});
}

static void generalJws(Check &check, const QJsonValue &value, const QString &pointer)
{
    const auto signatures = [](Check &inner, const QJsonValue &list, const QString &at) {
        inner.list(list, at, {signatureEntry, 1, -1, false});
    };
    check.object(value, pointer,
                 {{{u"payload"_s, encodedPayload, u"\"(base64url)\""_s},
                   {u"signatures"_s, signatures, u"[{\"signature\": \"(base64url)\"}]"_s}},
                  Others::Any});
}

static void flattenedJws(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"payload"_s, encodedPayload, u"\"(base64url)\""_s},
                   {u"protected"_s, thumbprint},
                   {u"header"_s, jwsHeader},
                   {u"signature"_s, signatureText, u"\"(base64url)\""_s}},
                  Others::Any});
}

void jws(Check &check, const QJsonValue &value, const QString &pointer)
{
    const QList<MetaProblem> asGeneral = check.tryOut(generalJws, value, pointer);
    const QList<MetaProblem> asFlattened = check.tryOut(flattenedJws, value, pointer);
    if (asGeneral.isEmpty() && asFlattened.isEmpty()) {
        check.add(pointer, Text::tr("both “signature” and “signatures” are given"),
                  Text::tr("Keep one of them."));
    } else if (!asGeneral.isEmpty() && !asFlattened.isEmpty()) {
        check.add(value.toObject().contains(u"signatures") ? asGeneral : asFlattened);
    }
}

void certs(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"pgxn"_s, jws, u"{\"payload\": \"…\", \"signature\": \"…\"}"_s}}});
}

} // namespace MetaCertRules
