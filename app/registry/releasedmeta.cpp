// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/releasedmeta.h"

#include "catalog/jsontext.h"
#include "catalog/metaparser.h"
#include "registry/jsonwriter.h"
#include "signing/base64url.h"
#include "signing/jws.h"
#include "signing/releasecertificate.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace {

bool isCustom(const QString &key)
{
    return key.startsWith(u"x_", Qt::CaseInsensitive);
}

/// Writes a value with the author's order of members. `dropCustom`: on how many levels of objects from here
/// on custom members are left out.
void write(JsonWriter &out, const JsonText &source, const QJsonValue &value, const QString &pointer,
           int dropCustom)
{
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        out.beginObject();
        for (const QString &key : source.keysOf(object, pointer)) {
            if (dropCustom > 0 && isCustom(key))
                continue;
            out.key(key);
            write(out, source, object[key], JsonText::pointer(pointer, key), dropCustom - 1);
        }
        out.endObject();
    } else if (value.isArray()) {
        const QJsonArray array = value.toArray();
        out.beginArray();
        for (qsizetype index = 0; index < array.size(); ++index)
            write(out, source, array[index], JsonText::pointer(pointer, index), dropCustom - 1);
        out.endArray();
    } else {
        out.value(value);
    }
}

/// Extensions may be called x_something: only what is inside of them is looked at.
void writeProvides(JsonWriter &out, const JsonText &source, const QJsonObject &provides)
{
    const QString pointer = JsonText::pointer({}, u"provides"_s);
    out.beginObject();
    for (const QString &name : source.keysOf(provides, pointer)) {
        out.key(name);
        write(out, source, provides[name], JsonText::pointer(pointer, name), 2);
    }
    out.endObject();
}

void writeFacts(JsonWriter &out, const QString &status, const ReleasedMeta::Facts &facts)
{
    out.member(u"release_status"_s, status);
    out.member(u"user"_s, facts.user);
    out.member(u"sha1"_s, QString::fromLatin1(facts.digests.sha1.toHex()));
}

QByteArray makeV1(const JsonText &source, const QJsonObject &meta, const ReleasedMeta::Facts &facts)
{
    JsonWriter out;
    out.beginObject();
    const auto copy = [&](const QString &key, int dropCustom = 0) {
        if (!meta.contains(key))
            return;
        out.key(key);
        write(out, source, meta[key], JsonText::pointer({}, key), dropCustom);
    };
    for (const QString &key : {u"name"_s, u"abstract"_s, u"description"_s, u"version"_s})
        copy(key);
    out.member(u"date"_s, ReleasedMeta::dateText(facts.date));
    copy(u"maintainer"_s);
    writeFacts(out, meta[u"release_status"].toString(u"stable"_s), facts);
    copy(u"license"_s);
    copy(u"prereqs"_s);
    if (meta.contains(u"provides")) {
        out.key(u"provides"_s);
        writeProvides(out, source, meta[u"provides"].toObject());
    }
    copy(u"tags"_s);
    copy(u"resources"_s, 2);
    copy(u"no_index"_s, 3);
    return out.endObject().text();
}

ReleaseCertificate certificateOf(const Release &release, const ReleasedMeta::Facts &facts)
{
    return {facts.date,
            {facts.digests.sha512, facts.digests.sha256, facts.digests.sha1},
            ReleaseCertificate::uriOf(release.name, release.version.toString()),
            facts.user};
}

/// The JWS as the member `certs` has it.
QJsonObject certs(const Release &release, const ReleasedMeta::Facts &facts,
                  const SigningKey *signer)
{
    const QByteArray payload = certificateOf(release, facts).payload();
    if (signer)
        return {{u"pgxn"_s, Jws::sign(payload, *signer).toFlattened()}};
    return {{u"pgxn"_s, QJsonObject{{u"protected"_s, Base64Url::text(R"({"alg":"none"})")},
                                    {u"payload"_s, Base64Url::text(payload)},
                                    {u"signature"_s, QString()}}}};
}

QByteArray makeV2(const JsonText &source, const QJsonObject &meta, const Release &release,
                  const ReleasedMeta::Facts &facts, const SigningKey *signer)
{
    JsonWriter out;
    out.beginObject();
    for (const QString &key : source.keysOf(meta, {})) {
        out.key(key);
        write(out, source, meta[key], JsonText::pointer({}, key), 0);
        if (key == u"version") {
            out.member(u"date"_s, ReleasedMeta::dateText(facts.date));
            writeFacts(out, nameOf(release.status), facts);
        }
    }
    out.key(u"provides"_s).beginObject();
    for (const ProvidedExtension &extension : release.extensions) {
        out.key(extension.name).beginObject();
        if (!extension.abstract.isEmpty())
            out.member(u"abstract"_s, extension.abstract);
        if (!extension.docFile.isEmpty())
            out.member(u"docfile"_s, extension.docFile);
        out.member(u"file"_s, extension.sqlFile);
        out.member(u"version"_s, extension.version);
        out.endObject();
    }
    out.endObject();
    out.member(u"certs"_s, certs(release, facts, signer));
    return out.endObject().text();
}

} // namespace

/// Lists tell thousands of dates: without the format machinery, which takes longer than the rest of an entry.
QString ReleasedMeta::dateText(const QDateTime &date)
{
    const QDateTime utc = date.toUTC();
    const QDate day = utc.date();
    const QTime time = utc.time();
    QString text = u"0000-00-00T00:00:00Z"_s;
    if (!utc.isValid() || day.year() < 0 || day.year() > 9999)
        return utc.toString(Qt::ISODate);
    const auto put = [&](qsizetype last, int number) {
        for (; number > 0; number /= 10)
            text[last--] = QChar(u'0' + number % 10);
    };
    put(3, day.year());
    put(6, day.month());
    put(9, day.day());
    put(12, time.hour());
    put(15, time.minute());
    put(18, time.second());
    return text;
}

Result<QByteArray> ReleasedMeta::make(const QByteArray &authorText, const Facts &facts,
                                      const SigningKey *signer)
{
    Result<JsonText> source = JsonText::parse(authorText);
    if (!source)
        return source.error();
    Result<Release> release = MetaParser::parse(authorText);
    if (!release)
        return release.error();
    const QJsonObject meta = source->value.toObject();
    return release->metaSpec == 2 ? makeV2(*source, meta, *release, facts, signer)
                                  : makeV1(*source, meta, facts);
}

QByteArray ReleasedMeta::certificateDocument(const Release &release, const Facts &facts,
                                             const SigningKey &signer)
{
    JsonWriter out;
    out.beginObject().member(u"certs"_s, certs(release, facts, &signer));
    return out.endObject().text();
}
