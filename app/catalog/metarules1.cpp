// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "catalog/license.h"
#include "catalog/metarules.h"
#include "catalog/uritext.h"
#include "catalog/version.h"
#include "catalog/versionrange.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

// Meta Spec v1 (protocol.md 2). Where a rule asks isStrict(), the Manager's validator asks more than the
// JSON Schema, or both ask too little.

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MetaValidator)
};

using Check = MetaCheck;
using Others = MetaCheck::Others;

void term(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.term(value, pointer, true);
}

void name(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.nameTerm(value, pointer, true);
}

void version(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (value.isDouble()) {
        check.add(pointer, Text::tr("a version is a string, not a number"),
                  Text::tr("Write it in double quotes with three parts, like \"1.2.0\"."));
        return;
    }
    if (!check.string(value, pointer) || Version::parse(value.toString()))
        return;
    QString remedy = Text::tr("Write three numbers without leading zeros, like 1.2.0, and a "
                              "pre-release after a hyphen, like 1.2.0-beta1.");
    if (const auto meant = Version::parseTolerant(value.toString())) {
        const QString good =
            Version(meant->majorPart(), meant->minorPart(), meant->patchPart(), meant->preRelease())
                .toString();
        if (Version::parse(good))
            remedy = Text::tr("Write it “%1”.").arg(good);
    }
    check.add(pointer, Text::tr("“%1” is no semantic version").arg(value.toString()), remedy);
}

/// The Manager asks for a host, the schema for a well-formed URI.
void url(Check &check, const QJsonValue &value, const QString &pointer)
{
    const auto before = check.problems().size();
    Check::uri(check, value, pointer);
    if (check.isStrict() && check.problems().size() == before
        && !UriText::hasAuthority(value.toString())) {
        check.add(pointer, Text::tr("“%1” has no host").arg(value.toString()),
                  Text::tr("Write the full address, like https://example.org/page."));
    }
}

void versionRange(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (value.isDouble() && value.toDouble() == 0)
        return;
    if (!value.isString()) {
        check.add(pointer,
                  Text::tr("a version range is a string or 0, not %1").arg(Check::typeName(value)),
                  Text::tr("Write it like \"1.2.0\" or \">= 1.2.0, < 2.0.0\"; 0 means any."));
        return;
    }
    const QString text = value.toString();
    const auto range = VersionRange::parse(text);
    if (!range) {
        QString remedy =
            Text::tr("Write versions of three parts, with ==, !=, <, <=, > or >= before and "
                     "commas between them, like \">= 1.2.0, < 2.0.0\".");
        if (const auto meant = VersionRange::parseTolerant(text); meant && !meant->isAny()) {
            QList<VersionRange::Condition> conditions = meant->conditions();
            for (VersionRange::Condition &condition : conditions) {
                const Version &v = condition.version;
                condition.version =
                    Version(v.majorPart(), v.minorPart(), v.patchPart(), v.preRelease());
            }
            const QString good = VersionRange(conditions).toString();
            if (VersionRange::parse(good))
                remedy = Text::tr("Write it “%1”.").arg(good);
        }
        check.add(pointer, Text::tr("“%1” is no version range").arg(text), remedy);
        return;
    }
    // The schema lets "> 0" through, the Manager does not.
    static const QRegularExpression zeroWithOperator(u"\\A[<>=!]+\\s*0\\s*(,|\\z)"_s);
    if (check.isStrict() && zeroWithOperator.match(text).hasMatch()) {
        check.add(pointer, Text::tr("“%1” has an operator before 0").arg(text),
                  Text::tr("Write 0 alone for any version."));
    }
}

void maintainer(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (value.isArray())
        check.list(value, pointer, {Check::text});
    else
        Check::text(check, value, pointer);
}

void licenseKeyword(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (!check.string(value, pointer) || License::isKeyword(value.toString()))
        return;
    QString remedy = Text::tr("Use one of the keywords (%1), or an object with the licence's name "
                              "and the URL of its text.")
                         .arg(License::keywords().join(u", "_s));
    for (const QString &keyword : License::keywords()) {
        if (License::spdxForKeyword(keyword).compare(value.toString(), Qt::CaseInsensitive) == 0
            || keyword.compare(value.toString(), Qt::CaseInsensitive) == 0)
            remedy = Text::tr("Write it “%1”.").arg(keyword);
    }
    check.add(pointer, Text::tr("“%1” is no licence keyword").arg(value.toString()), remedy);
}

void license(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (value.isArray())
        check.list(value, pointer, {licenseKeyword});
    else if (value.isObject())
        check.map(value, pointer, {Check::anything, url});
    else
        licenseKeyword(check, value, pointer);
}

void docPath(Check &check, const QJsonValue &value, const QString &pointer)
{
    // Registries add it; the Manager refuses it from authors.
    if (check.isStrict() && !check.isReleased()) {
        check.add(pointer, Text::tr("“docpath” is unknown here"),
                  Text::tr("Remove it: the registry adds it. Name the file in “docfile”."));
        return;
    }
    Check::text(check, value, pointer);
}

void extension(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"file"_s, Check::path, u"\"sql/kvbox.sql\""_s},
                   {u"version"_s, version, u"\"1.2.0\""_s},
                   {u"abstract"_s, Check::text},
                   {u"docfile"_s, Check::path},
                   {u"docpath"_s, docPath}}});
}

void provides(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.map(value, pointer, {name, extension});
}

void specVersion(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (!check.string(value, pointer))
        return;
    const QString text = value.toString();
    const QStringView patch = QStringView(text).mid(4);
    const bool isOne =
        text.startsWith(u"1.0.") && !patch.isEmpty()
        && std::all_of(patch.begin(), patch.end(), [](QChar c) { return c.isDigit(); });
    if (!isOne || (check.isStrict() && text != u"1.0.0")) {
        check.add(pointer, Text::tr("“%1” is no version of the META spec").arg(text),
                  Text::tr("Write \"1.0.0\", or \"2.0.0\" for a document of the second spec."));
    }
}

void specUrl(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.choice(value, pointer,
                 {u"https://pgxn.org/meta/spec.txt"_s, u"http://pgxn.org/meta/spec.txt"_s});
}

void metaSpec(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"version"_s, specVersion, u"\"1.0.0\""_s}, {u"url"_s, specUrl}}});
}

void pathList(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (value.isArray())
        check.list(value, pointer, {Check::path});
    else
        Check::path(check, value, pointer);
}

void noIndex(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"file"_s, pathList}, {u"directory"_s, pathList}},
                  Others::Custom,
                  {{u"file"_s}, {u"directory"_s}}});
}

void tags(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.list(value, pointer, {Check::tag});
}

void prereqRelationship(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.map(value, pointer, {term, versionRange});
}

void prereqPhase(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"requires"_s, prereqRelationship},
                   {u"recommends"_s, prereqRelationship},
                   {u"suggests"_s, prereqRelationship},
                   {u"conflicts"_s, prereqRelationship}},
                  Others::Custom,
                  {{u"requires"_s}, {u"recommends"_s}, {u"suggests"_s}, {u"conflicts"_s}},
                  [](const QString &) {
                      return Text::tr("Relations are: requires, recommends, suggests, conflicts.");
                  }});
}

void prereqs(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"configure"_s, prereqPhase},
                   {u"build"_s, prereqPhase},
                   {u"test"_s, prereqPhase},
                   {u"runtime"_s, prereqPhase},
                   {u"develop"_s, prereqPhase}},
                  Others::Custom,
                  {{u"configure"_s}, {u"build"_s}, {u"test"_s}, {u"runtime"_s}, {u"develop"_s}},
                  [](const QString &) {
                      return Text::tr("Phases are: configure, build, test, runtime, develop.");
                  }});
}

void releaseStatus(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.choice(value, pointer, {u"stable"_s, u"testing"_s, u"unstable"_s});
}

void bugtracker(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"web"_s, url}, {u"mailto"_s, Check::mailAddress}},
                  Others::Custom,
                  {{u"web"_s}, {u"mailto"_s}}});
}

void repositoryType(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (!check.string(value, pointer))
        return;
    const QString text = value.toString();
    if (!std::all_of(text.begin(), text.end(), [](QChar c) { return c.isLower(); })) {
        check.add(pointer, Text::tr("“%1” is not in lower-case letters only").arg(text),
                  Text::tr("Write the name of the version control system, like git, hg or svn."));
    }
}

void repository(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"url"_s, url}, {u"web"_s, url}, {u"type"_s, repositoryType}},
                  Others::Custom,
                  {{u"web"_s}, {u"url"_s, u"type"_s}}});
}

void customResource(Check &check, const QJsonValue &value, const QString &pointer)
{
    if (check.isStrict())
        Check::text(check, value, pointer); // the Manager reads strings only
}

void resources(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(
        value, pointer,
        {{{u"homepage"_s, url}, {u"bugtracker"_s, bugtracker}, {u"repository"_s, repository}},
         Others::Custom,
         {{u"homepage"_s}, {u"bugtracker"_s}, {u"repository"_s}},
         nullptr,
         customResource});
}

void docEntry(Check &check, const QJsonValue &value, const QString &pointer)
{
    const auto string = [](Check &inner, const QJsonValue &text, const QString &at) {
        inner.string(text, at, 0);
    };
    check.object(value, pointer,
                 {{{u"title"_s, string, u"\"kvbox\""_s}, {u"abstract"_s, string}}, Others::Any});
}

void docs(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.map(value, pointer, {Check::anything, docEntry});
}

void specialFiles(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.list(value, pointer, {Check::path});
}

void releaseEntry(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer,
                 {{{u"version"_s, version, u"\"1.2.0\""_s},
                   {u"date"_s, Check::dateTime, u"\"2024-03-02T10:11:12Z\""_s}},
                  Others::None});
}

void releaseList(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.list(value, pointer, {releaseEntry, 1, -1, false});
}

void releases(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(
        value, pointer,
        {{{u"stable"_s, releaseList}, {u"testing"_s, releaseList}, {u"unstable"_s, releaseList}},
         Others::None,
         {{u"stable"_s}, {u"testing"_s}, {u"unstable"_s}}});
}

std::vector<Check::Member> extras()
{
    return {{u"docs"_s, docs}, {u"special_files"_s, specialFiles}, {u"releases"_s, releases}};
}

void apiExtras(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer, {extras(), Others::Any});
}

/// Members of other specs and old habits, and what to do with them.
QString adviseOnTop(const QString &key)
{
    static constexpr MetaRules::Advice known[] = {
        {"status"_L1, QT_TRANSLATE_NOOP("MetaValidator", "It is called “release_status”.")},
        {"maintainers"_L1, QT_TRANSLATE_NOOP("MetaValidator", "It is called “maintainer”.")},
        {"contents"_L1,
         QT_TRANSLATE_NOOP("MetaValidator", "It is called “provides” in version 1.")},
        {"dependencies"_L1,
         QT_TRANSLATE_NOOP("MetaValidator", "It is called “prereqs” in version 1.")},
        {"producer"_L1,
         QT_TRANSLATE_NOOP("MetaValidator", "It is called “generated_by” in version 1.")},
        {"ignore"_L1, QT_TRANSLATE_NOOP("MetaValidator", "It is called “no_index” in version 1.")},
        {"user"_L1, QT_TRANSLATE_NOOP("MetaValidator", "Remove it: the registry adds it.")},
        {"date"_L1, QT_TRANSLATE_NOOP("MetaValidator", "Remove it: the registry adds it.")},
        {"sha1"_L1, QT_TRANSLATE_NOOP("MetaValidator", "Remove it: the registry adds it.")},
    };
    return MetaRules::adviceOn(known, key);
}

Check::ObjectRule topLevel(bool needsSpec)
{
    return {{{u"name"_s, name, u"\"kvbox\""_s},
             {u"version"_s, version, u"\"1.2.0\""_s},
             {u"abstract"_s, Check::text, u"\"A small key/value box\""_s},
             {u"maintainer"_s, maintainer, u"\"Ada Sample <ada@example.org>\""_s},
             {u"license"_s, license, u"\"postgresql\""_s},
             {u"provides"_s, provides,
              u"{\"kvbox\": {\"file\": \"sql/kvbox.sql\", \"version\": \"1.2.0\"}}"_s},
             {u"meta-spec"_s, metaSpec, needsSpec ? u"{\"version\": \"1.0.0\"}"_s : QString()},
             {u"description"_s, Check::text},
             {u"generated_by"_s, Check::text},
             {u"tags"_s, tags},
             {u"no_index"_s, noIndex},
             {u"prereqs"_s, prereqs},
             {u"release_status"_s, releaseStatus},
             {u"resources"_s, resources}},
            Others::Custom,
            {},
            adviseOnTop};
}

void distribution(Check &check, const QJsonValue &value, const QString &pointer)
{
    check.object(value, pointer, topLevel(true));
}

void release(Check &check, const QJsonValue &value, const QString &pointer)
{
    // Registries drop "meta-spec" when they release (protocol.md 1.4).
    Check::ObjectRule rule = topLevel(!check.isStrict());
    for (const Check::Member &extra : extras())
        rule.members.push_back(extra);
    rule.members.push_back({u"user"_s, term, u"\"ada\""_s});
    rule.members.push_back({u"date"_s, Check::dateTime, u"\"2024-03-02T10:11:12Z\""_s});
    rule.members.push_back(
        {u"sha1"_s, Check::sha1, u"\"0123456789abcdef0123456789abcdef01234567\""_s});
    check.object(value, pointer, rule);
}

constexpr MetaRules::Named parts[] = {
    {"api_extras"_L1, apiExtras},
    {"bugtracker"_L1, bugtracker},
    {"distribution"_L1, distribution},
    {"docs"_L1, docs},
    {"extension"_L1, extension},
    {"license"_L1, license},
    {"maintainer"_L1, maintainer},
    {"meta_spec"_L1, metaSpec},
    {"no_index"_L1, noIndex},
    {"path"_L1, Check::path},
    {"prereq_phase"_L1, prereqPhase},
    {"prereq_relationship"_L1, prereqRelationship},
    {"prereqs"_L1, prereqs},
    {"provides"_L1, provides},
    {"release"_L1, release},
    {"releases"_L1, releases},
    {"repository"_L1, repository},
    {"resources"_L1, resources},
    {"special_files"_L1, specialFiles},
    {"tags"_L1, tags},
    {"term"_L1, term},
    {"version"_L1, version},
    {"version_range"_L1, versionRange},
};

} // namespace

MetaCheck::Rule MetaRules::v1(const QString &part)
{
    return ruleNamed(parts, part);
}

QStringList MetaRules::v1Names()
{
    return namesOf(parts);
}
