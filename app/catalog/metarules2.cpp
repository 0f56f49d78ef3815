// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/license.h"
#include "catalog/metarules.h"
#include "catalog/platform.h"
#include "catalog/purl.h"
#include "catalog/spdxexpression.h"
#include "catalog/uritext.h"
#include "catalog/version.h"
#include "catalog/versionrange.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

// Meta Spec v2 (protocol.md 3, 6).

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MetaValidator)
};

using Check = MetaCheck;
using Others = MetaCheck::Others;

void term(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.term(value, pointer, false);
}

void name(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.nameTerm(value, pointer, false);
}

void semver(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (!check.string(value, pointer))
        return;
    const std::optional<Version> version = Version::parse(value.toString());
    if (!version) {
        check.add(pointer, Text::tr("“%1” is no semantic version").arg(value.toString()),
                  Text::tr("Write three numbers without leading zeros, like 1.2.0, and a "
                           "pre-release after a hyphen, like 1.2.0-beta1."));
    } else if (!version->buildMetadata().isEmpty()) {
        check.add(pointer, Text::tr("“%1” has build metadata").arg(value.toString()),
                  Text::tr("Leave out what follows the “+”."));
    }
}

void versionRange(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (value.isDouble() && value.toDouble() == 0)
        return;
    if (value.isString() && VersionRange::parseV2(value.toString()))
        return;
    check.add(
        pointer,
        value.isString()
            ? Text::tr("“%1” is no version range").arg(value.toString())
            : Text::tr("a version range is a string or 0, not %1").arg(Check::typeName(value)),
        Text::tr("Write versions with ==, !=, <, <=, > or >= before and commas between them, "
                 "like \">= 14, < 19\"; 0 means any."));
}

bool isBalanced(QStringView glob)
{
    QString open;
    for (const QChar c : glob) {
        if (c == u'[' || c == u'{' || c == u'(')
            open += c;
        const QChar opening = c == u']' ? u'[' : c == u'}' ? u'{' : c == u')' ? u'(' : QChar();
        if (opening.isNull())
            continue;
        if (!open.endsWith(opening))
            return false;
        open.chop(1);
    }
    return open.isEmpty();
}

void glob(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (!check.string(value, pointer, 2))
        return;
    const QString text = value.toString();
    const QList<QStringView> parts = QStringView(text).split(u'/');
    if (parts.contains(QStringView(u"..")) || parts.contains(QStringView(u"."))) {
        check.add(pointer, Text::tr("“%1” has a “.” or “..” part").arg(text),
                  Text::tr("Write the pattern from the distribution's top folder."));
    } else if (QString(text).remove(u"\\\\"_s).contains(u'\\')) {
        check.add(pointer, Text::tr("“%1” has a backslash").arg(text),
                  Text::tr("Separate folders with “/”, on Windows too."));
    } else if (!isBalanced(text)) {
        check.add(pointer, Text::tr("“%1” has a bracket without its counterpart").arg(text),
                  Text::tr("Close every [, { and (."));
    } else if (check.isStrict() && text[0].isLetter() && text[1] == u':') {
        check.add(pointer, Text::tr("“%1” names a drive").arg(text),
                  Text::tr("Write the pattern from the distribution's top folder."));
    }
}

void license(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (!check.string(value, pointer))
        return;
    const Result<SpdxExpression> expression = SpdxExpression::parse(value.toString());
    if (expression)
        return;
    QString remedy =
        Text::tr("Write an SPDX licence expression, like PostgreSQL or “MIT OR Apache-2.0”.");
    if (const QString spdx = License::spdxForKeyword(value.toString()); !spdx.isEmpty())
        remedy = Text::tr("Write it “%1”.").arg(spdx);
    check.add(pointer, expression.error().message, remedy);
}

void purl(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (check.string(value, pointer) && !Purl::parse(value.toString())) {
        check.add(pointer, Text::tr("“%1” is no package URL").arg(value.toString()),
                  Text::tr("Write it like pkg:pgxn/kvbox, pkg:postgres/hstore or "
                           "pkg:generic/openssl."));
    }
}

void platform(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (check.string(value, pointer) && !Platform::parse(value.toString())) {
        check.add(pointer, Text::tr("“%1” is no platform").arg(value.toString()),
                  Text::tr("Write “any” or OS-ARCH or OS-VERSION-ARCH, like linux-amd64 or "
                           "darwin-23.5.0-arm64."));
    }
}

void platforms(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.list(value, pointer, {platform, 1, -1, false});
}

void maintainer(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(
        value, pointer,
        {{{u"name"_s, Check::text}, {u"email"_s, Check::mailAddress}, {u"url"_s, Check::uri}},
         Others::Custom,
         {{u"name"_s, u"email"_s}, {u"name"_s, u"url"_s}}});
}

void maintainers(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.list(value, pointer, {maintainer});
}

void boolean(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (!value.isBool()) {
        check.add(pointer,
                  Text::tr("this must be true or false, not %1").arg(Check::typeName(value)),
                  Text::tr("Write true or false, without quotes."));
    }
}

void extension(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"control"_s, Check::path, u"\"kvbox.control\""_s},
                   {u"sql"_s, Check::path, u"\"sql/kvbox.sql\""_s},
                   {u"doc"_s, Check::path},
                   {u"abstract"_s, Check::text},
                   {u"tle"_s, boolean}}});
}

void module(Check &check, const QJsonValue &value, const QString &pointer)
{
    const auto type = [](Check &inner, const QJsonValue &word, const QString &at) {
        inner.choice(word, at, {u"extension"_s, u"hook"_s, u"bgw"_s});
    };
    const auto preload = [](Check &inner, const QJsonValue &word, const QString &at) {
        inner.choice(word, at, {u"server"_s, u"session"_s});
    };
    check.object(value, pointer,
                 {{{u"type"_s, type, u"\"hook\""_s},
                   {u"lib"_s, Check::path, u"\"src/kvbox\""_s},
                   {u"doc"_s, Check::path},
                   {u"abstract"_s, Check::text},
                   {u"preload"_s, preload}}});
}

void app(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"bin"_s, Check::path, u"\"bin/kvbox\""_s},
                   {u"lang"_s, term},
                   {u"doc"_s, Check::path},
                   {u"abstract"_s, Check::text},
                   {u"lib"_s, Check::path},
                   {u"man"_s, Check::path},
                   {u"html"_s, Check::path}}});
}

void contents(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"extensions"_s,
                    [](Check &inner, const QJsonValue &map, const QString &at) {
                        inner.map(map, at, {name, extension});
                    }},
                   {u"modules"_s,
                    [](Check &inner, const QJsonValue &map, const QString &at) {
                        inner.map(map, at, {name, module});
                    }},
                   {u"apps"_s,
                    [](Check &inner, const QJsonValue &map, const QString &at) {
                        inner.map(map, at, {name, app});
                    }}},
                  Others::Custom,
                  {{u"extensions"_s}, {u"modules"_s}, {u"apps"_s}}});
}

void specVersion(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (!check.string(value, pointer))
        return;
    const QString text = value.toString();
    const QStringView patch = QStringView(text).mid(4);
    if (!text.startsWith(u"2.0.") || patch.isEmpty()
        || !std::all_of(patch.begin(), patch.end(), [](QChar c) { return c.isDigit(); })) {
        check.add(pointer, Text::tr("“%1” is no version of the META spec").arg(text),
                  Text::tr("Write \"2.0.0\"."));
    }
}

void metaSpec(Check &check, const QJsonValue &value, const QString &pointer)
{
    const auto url = [](Check &inner, const QJsonValue &word, const QString &at) {
        inner.choice(word, at, {u"https://rfcs.pgxn.org/0003-meta-spec-v2.html"_s});
    };
    check.object(value, pointer, {{{u"version"_s, specVersion, u"\"2.0.0\""_s}, {u"url"_s, url}}});
}

void tags(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.list(value, pointer, {Check::tag, 1, 32});
}

void categories(Check &check, const QJsonValue &value, const QString &pointer)
{
    const auto category = [](Check &inner, const QJsonValue &word, const QString &at) {
        static const QStringList words = {u"Analytics"_s,
                                          u"Auditing and Logging"_s,
                                          u"Change Data Capture"_s,
                                          u"Connectors"_s,
                                          u"Data and Transformations"_s,
                                          u"Debugging"_s,
                                          u"Index and Table Optimizations"_s,
                                          u"Machine Learning"_s,
                                          u"Metrics"_s,
                                          u"Orchestration"_s,
                                          u"Procedural Languages"_s,
                                          u"Query Optimizations"_s,
                                          u"Search"_s,
                                          u"Security"_s,
                                          u"Tooling and Admin"_s};
        inner.choice(word, at, words);
    };
    check.list(value, pointer, {category, 1, 3});
}

void classifications(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"tags"_s, tags}, {u"categories"_s, categories}},
                  Others::Custom,
                  {{u"tags"_s}, {u"categories"_s}}});
}

void ignore(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.list(value, pointer, {glob, 1, -1, false});
}

void postgres(Check &check, const QJsonValue &value, const QString &pointer)
{
    const auto with = [](Check &inner, const QJsonValue &list, const QString &at) {
        inner.list(list, at, {term, 0, -1, false});
    };
    check.object(value, pointer,
                 {{{u"version"_s, versionRange, u"\">= 14\""_s}, {u"with"_s, with}}});
}

void pipeline(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.choice(value, pointer,
                 {u"pgxs"_s, u"meson"_s, u"pgrx"_s, u"autoconf"_s, u"cmake"_s, u"npm"_s, u"cpanm"_s,
                  u"go"_s, u"cargo"_s});
}

void relationship(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.map(value, pointer, {purl, versionRange});
}

void phase(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"requires"_s, relationship},
                   {u"recommends"_s, relationship},
                   {u"suggests"_s, relationship},
                   {u"conflicts"_s, relationship}},
                  Others::Custom,
                  {{u"requires"_s}, {u"recommends"_s}, {u"suggests"_s}, {u"conflicts"_s}},
                  [](const QString &) {
                      return Text::tr("Relations are: requires, recommends, suggests, conflicts.");
                  }});
}

void packages(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"configure"_s, phase},
                   {u"build"_s, phase},
                   {u"test"_s, phase},
                   {u"run"_s, phase},
                   {u"develop"_s, phase}},
                  Others::Custom,
                  {{u"configure"_s}, {u"build"_s}, {u"test"_s}, {u"run"_s}, {u"develop"_s}},
                  [](const QString &key) {
                      return key == u"runtime"
                                 ? Text::tr("It is called “run” in version 2.")
                                 : Text::tr("Phases are: configure, build, test, run, develop.");
                  }});
}

void variations(Check &check, const QJsonValue &value, const QString &pointer);

Check::ObjectRule dependencyRule()
{
    return {{{u"platforms"_s, platforms},
             {u"postgres"_s, postgres},
             {u"pipeline"_s, pipeline},
             {u"packages"_s, packages}},
            Others::Custom,
            {{u"platforms"_s}, {u"postgres"_s}, {u"pipeline"_s}, {u"packages"_s}}};
}

void dependencies(Check &check, const QJsonValue &value, const QString &pointer)
{
    Check::ObjectRule rule = dependencyRule();
    rule.members.push_back({u"variations"_s, variations});
    rule.needs.push_back({u"variations"_s});
    check.object(value, pointer, rule);
}

void dependenciesOfVariation(Check &check, const QJsonValue &value, const QString &pointer)
{
    Check::ObjectRule rule = dependencyRule();
    rule.adviseOn = [](const QString &key) {
        return key == u"variations"
                   ? Text::tr("Variations have no variations: add another one beside this.")
                   : QString();
    };
    check.object(value, pointer, rule);
}

void variation(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(
        value, pointer,
        {{{u"where"_s, dependenciesOfVariation, u"{\"platforms\": [\"linux\"]}"_s},
          {u"dependencies"_s, dependenciesOfVariation,
           u"{\"packages\": {\"build\": {\"requires\": {\"pkg:generic/openssl\": 0}}}}"_s}}});
}

void variations(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.list(value, pointer, {variation, 1, -1, false});
}

void badge(Check &check, const QJsonValue &value, const QString &pointer)
{
    const auto alt = [](Check &inner, const QJsonValue &text, const QString &at) {
        inner.string(text, at, 4, 4048);
    };
    check.object(value, pointer,
                 {{{u"src"_s, Check::uri, u"\"https://example.org/badge.svg\""_s},
                   {u"alt"_s, alt, u"\"Test status\""_s},
                   {u"url"_s, Check::uri}}});
}

void badges(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.list(value, pointer, {badge, 1, -1, false});
}

void resources(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"homepage"_s, Check::uri},
                   {u"issues"_s, Check::uri},
                   {u"repository"_s, Check::uri},
                   {u"docs"_s, Check::uri},
                   {u"support"_s, Check::uri},
                   {u"badges"_s, badges}},
                  Others::Custom,
                  {{u"homepage"_s},
                   {u"issues"_s},
                   {u"repository"_s},
                   {u"docs"_s},
                   {u"support"_s},
                   {u"badges"_s}},
                  [](const QString &key) {
                      return key == u"bugtracker" ? Text::tr("It is called “issues” in version 2.")
                                                  : QString();
                  }});
}

void artifact(Check &check, const QJsonValue &value, const QString &pointer)
{
    const auto type = [](Check &inner, const QJsonValue &word, const QString &at) {
        if (!inner.string(word, at, 2))
            return;
        const QString text = word.toString();
        if (!std::all_of(text.begin(), text.end(), [](QChar c) {
                return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
            })) {
            inner.add(at, Text::tr("“%1” is no kind of artifact").arg(text),
                      Text::tr("Use lower-case letters and digits, like source or binary."));
        }
    };
    check.object(value, pointer,
                 {{{u"url"_s, Check::uri, u"\"https://example.org/kvbox-1.2.0.zip\""_s},
                   {u"type"_s, type, u"\"source\""_s},
                   {u"sha512"_s, Check::sha512, u"\"(128 hexadecimal digits)\""_s},
                   {u"platform"_s, platform}}});
}

void artifacts(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.list(value, pointer, {artifact, 1, -1, false});
}

// --- certificates (protocol.md 6) ---

void anyString(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.string(value, pointer, 0);
}

void base64(Check &check, const QJsonValue &value, const QString &pointer, qsizetype minimum,
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

void thumbprint(Check &check, const QJsonValue &value, const QString &pointer)
{
    base64(check, value, pointer, 12, u"-_");
}

void signatureText(Check &check, const QJsonValue &value, const QString &pointer)
{
    base64(check, value, pointer, 32, u"-_");
}

void certificateChain(Check &check, const QJsonValue &value, const QString &pointer)
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

void encodedPayload(Check &check, const QJsonValue &value, const QString &pointer)
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

void signatureEntry(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"protected"_s, thumbprint},
                   {u"header"_s, jwsHeader},
                   {u"signature"_s, signatureText, u"\"(base64url)\""_s}},
                  Others::Any});
}

void generalJws(Check &check, const QJsonValue &value, const QString &pointer)
{
    const auto signatures = [](Check &inner, const QJsonValue &list, const QString &at) {
        inner.list(list, at, {signatureEntry, 1, -1, false});
    };
    check.object(value, pointer,
                 {{{u"payload"_s, encodedPayload, u"\"(base64url)\""_s},
                   {u"signatures"_s, signatures, u"[{\"signature\": \"(base64url)\"}]"_s}},
                  Others::Any});
}

void flattenedJws(Check &check, const QJsonValue &value, const QString &pointer)
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

// --- whole documents ---

QString adviseOnTop(const QString &key)
{
    static const struct {
        QLatin1StringView key;
        const char *advice;
    } known[] = {
        {"provides"_L1,
         QT_TRANSLATE_NOOP("MetaValidator", "It is called “contents” in version 2.")},
        {"maintainer"_L1,
         QT_TRANSLATE_NOOP("MetaValidator", "It is called “maintainers” in version 2.")},
        {"tags"_L1,
         QT_TRANSLATE_NOOP("MetaValidator", "It belongs into “classifications” in version 2.")},
        {"prereqs"_L1,
         QT_TRANSLATE_NOOP("MetaValidator", "It is called “dependencies” in version 2.")},
        {"no_index"_L1, QT_TRANSLATE_NOOP("MetaValidator", "It is called “ignore” in version 2.")},
        {"generated_by"_L1,
         QT_TRANSLATE_NOOP("MetaValidator", "It is called “producer” in version 2.")},
        {"release_status"_L1,
         QT_TRANSLATE_NOOP("MetaValidator",
                           "Remove it: in version 2 the version tells, like 1.2.0-beta1.")},
        {"certs"_L1, QT_TRANSLATE_NOOP("MetaValidator", "Remove it: the registry adds it.")},
        {"user"_L1, QT_TRANSLATE_NOOP("MetaValidator", "Remove it: the registry adds it.")},
        {"date"_L1, QT_TRANSLATE_NOOP("MetaValidator", "Remove it: the registry adds it.")},
        {"sha1"_L1, QT_TRANSLATE_NOOP("MetaValidator", "Remove it: the registry adds it.")},
    };
    for (const auto &entry : known) {
        if (key == entry.key)
            return Text::tr(entry.advice);
    }
    return {};
}

Check::ObjectRule topLevel()
{
    return {
        {{u"name"_s, name, u"\"kvbox\""_s},
         {u"version"_s, semver, u"\"1.2.0\""_s},
         {u"abstract"_s, Check::text, u"\"A small key/value box\""_s},
         {u"maintainers"_s, maintainers,
          u"[{\"name\": \"Ada Sample\", \"email\": \"ada@example.org\"}]"_s},
         {u"license"_s, license, u"\"PostgreSQL\""_s},
         {u"contents"_s, contents,
          u"{\"extensions\": {\"kvbox\": {\"control\": \"kvbox.control\", \"sql\": \"sql/kvbox.sql\"}}}"_s},
         {u"meta-spec"_s, metaSpec, u"{\"version\": \"2.0.0\"}"_s},
         {u"description"_s, Check::text},
         {u"producer"_s, Check::text},
         {u"classifications"_s, classifications},
         {u"ignore"_s, ignore},
         {u"dependencies"_s, dependencies},
         {u"resources"_s, resources},
         {u"artifacts"_s, artifacts}},
        Others::Custom,
        {},
        adviseOnTop};
}

void distribution(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer, topLevel());
}

void release(Check &check, const QJsonValue &value, const QString &pointer)
{
    Check::ObjectRule rule = topLevel();
    rule.members.push_back({u"certs"_s, certs, u"{\"pgxn\": {…}}"_s});
    check.object(value, pointer, rule);
}

const struct {
    QLatin1StringView part;
    Check::Rule rule;
} parts[] = {
    {"app"_L1, app},
    {"artifacts"_L1, artifacts},
    {"badges"_L1, badges},
    {"categories"_L1, categories},
    {"certs"_L1, certs},
    {"classifications"_L1, classifications},
    {"contents"_L1, contents},
    {"dependencies"_L1, dependencies},
    {"digests"_L1, digests},
    {"distribution"_L1, distribution},
    {"extension"_L1, extension},
    {"glob"_L1, glob},
    {"ignore"_L1, ignore},
    {"jwk"_L1, jwk},
    {"jws"_L1, jws},
    {"jws_header"_L1, jwsHeader},
    {"license"_L1, license},
    {"maintainers"_L1, maintainers},
    {"meta_spec"_L1, metaSpec},
    {"module"_L1, module},
    {"packages"_L1, packages},
    {"path"_L1, Check::path},
    {"payload"_L1, payload},
    {"phase"_L1, phase},
    {"pipeline"_L1, pipeline},
    {"platform"_L1, platform},
    {"platforms"_L1, platforms},
    {"postgres"_L1, postgres},
    {"purl"_L1, purl},
    {"release"_L1, release},
    {"resources"_L1, resources},
    {"semver"_L1, semver},
    {"tags"_L1, tags},
    {"term"_L1, term},
    {"variations"_L1, variations},
    {"version_range"_L1, versionRange},
};

} // namespace

MetaCheck::Rule MetaRules::v2(const QString &part)
{
    const auto found = std::find_if(std::begin(parts), std::end(parts),
                                    [&](const auto &known) { return known.part == part; });
    return found == std::end(parts) ? nullptr : found->rule;
}

QStringList MetaRules::v2Names()
{
    QStringList names;
    for (const auto &known : parts)
        names << known.part;
    return names;
}
