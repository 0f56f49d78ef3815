// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/metacertrules.h"
#include "catalog/metarules.h"
#include "catalog/metavaluerules2.h"
#include "catalog/uritext.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

// Meta Spec v2 (protocol.md 3, 6).

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MetaValidator)
};

using Check = MetaCheck;
using Others = MetaCheck::Others;
using namespace MetaCertRules;
using namespace MetaValueRules2;

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

QString adviseOnTop(const QString &key)
{
    static constexpr MetaRules::Advice known[] = {
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
    return MetaRules::adviceOn(known, key);
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

constexpr MetaRules::Named parts[] = {
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
    return ruleNamed(parts, part);
}

QStringList MetaRules::v2Names()
{
    return namesOf(parts);
}
