// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commands.h"
#include "cli/communitysteps.h"
#include "cli/exitcode.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QLocale>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("SearchCommands", text);
}

QJsonObject toJson(const SearchHit &hit)
{
    return {
        {u"name"_s, hit.name},
        {u"version"_s, hit.version.toString()},
        {u"abstract"_s, hit.abstract.text},
        {u"author"_s, hit.author},
        {u"extensions"_s, QJsonArray::fromStringList(hit.extensions)},
        {u"license"_s, hit.license},
        {u"language"_s, hit.language},
        {u"postgres"_s, hit.postgres.toString()},
        {u"needsRestart"_s, hit.needsRestart},
        {u"nativeCode"_s, hit.nativeCode},
        {u"status"_s, nameOf(hit.status)},
        {u"date"_s, hit.date.toString(Qt::ISODate)},
        {u"registry"_s, hit.registry},
        {u"snippet"_s, hit.snippet.text},
        {u"snippetSource"_s, hit.snippetSource},
    };
}

QJsonObject toJson(const SearchAnswer &answer)
{
    QJsonArray hits;
    for (const SearchHit &hit : answer.hits)
        hits.append(toJson(hit));
    QJsonObject facets;
    for (auto facet = answer.facets.begin(); facet != answer.facets.end(); ++facet) {
        QJsonObject values;
        for (const FacetValue &value : facet.value())
            values.insert(value.value, value.count);
        facets.insert(facet.key(), values);
    }
    return {{u"total"_s, answer.total},
            {u"hits"_s, hits},
            {u"facets"_s, facets},
            {u"correctedText"_s, answer.correctedText},
            {u"milliseconds"_s, answer.milliseconds}};
}

Result<SearchQuery> queryFrom(const Arguments &arguments)
{
    SearchQuery query;
    query.text = arguments.positional().join(u' ');
    for (const QString &major : arguments.values(u"postgres"_s)) {
        if (major.toInt() < 9)
            return Error{Error::Kind::Invalid,
                         tr("“%1” is no PostgreSQL major version; write 15 or 17").arg(major),
                         {}};
        query.postgresMajors += major.toInt();
    }
    query.licenseClasses = arguments.values(u"license"_s);
    query.languages = arguments.values(u"language"_s);
    if (arguments.has(u"no-restart"_s))
        query.needsRestart = false;
    const QString sort = arguments.value(u"sort"_s);
    if (sort == u"newest"_s)
        query.sort = SearchQuery::Sort::Newest;
    else if (sort == u"name"_s)
        query.sort = SearchQuery::Sort::Name;
    else if (sort == u"installs"_s)
        query.sort = SearchQuery::Sort::Installs;
    const Result<int> limit = arguments.number(u"limit"_s, 20, 1, 1000);
    if (!limit)
        return limit.error();
    query.limit = *limit;
    const Result<int> offset = arguments.number(u"offset"_s, 0, 0, 1'000'000);
    if (!offset)
        return offset.error();
    query.offset = *offset;
    return query;
}

QString requirementText(const Requirement &requirement)
{
    QString text = requirement.name;
    if (!requirement.range.isAny())
        text += u", "_s + requirement.range.toWords();
    return text;
}

void printInfo(Output &output, const Release &release, const IndexEntry &entry)
{
    output.line(output.strong(release.name + u' ' + release.version.toString()));
    output.line(release.abstract);
    if (!release.description.isEmpty())
        output.line(u'\n' + release.description);
    output.line();
    const auto row = [&](const QString &label, const QString &value) {
        if (!value.isEmpty())
            output.line(label.leftJustified(14) + value);
    };
    row(tr("Maintainer"), release.maintainers.join(u", "_s));
    row(tr("Licence"), release.license);
    row(tr("Status"), nameOf(release.status));
    row(tr("Released"), release.date.isValid()
                            ? QLocale().toString(release.date.date(), QLocale::ShortFormat)
                            : QString());
    row(tr("Registry"), entry.registry);
    row(tr("PostgreSQL"), release.postgres.toWords());
    row(tr("Language"), entry.language);
    row(tr("Restart"),
        entry.needsRestart ? tr("needed (shared_preload_libraries)") : tr("not needed"));
    for (const ProvidedExtension &extension : release.extensions)
        row(tr("Provides"),
            u"%1 %2  %3"_s.arg(extension.name, extension.version, extension.abstract).trimmed());
    for (const Requirement &requirement : release.requirements) {
        if (requirement.relation == Requirement::Relation::Requires)
            row(tr("Requires"), requirementText(requirement));
        else if (requirement.relation == Requirement::Relation::Conflicts)
            row(tr("Conflicts"), requirementText(requirement));
    }
    row(tr("Tags"), release.tags.join(u", "_s));
    row(tr("Homepage"), release.resources.homepage.toString());
    row(tr("Source"), release.resources.repository.toString());
    row(tr("Issues"), release.resources.issues.toString());
}

QJsonObject infoJson(const Release &release, const IndexEntry &entry)
{
    QJsonArray versions;
    for (const Distribution::Entry &one : entry.distribution.releases) {
        versions.append(QJsonObject{{u"version"_s, one.version.toString()},
                                    {u"status"_s, nameOf(one.status)},
                                    {u"date"_s, one.date.toString(Qt::ISODate)}});
    }
    return {{u"name"_s, release.name},
            {u"version"_s, release.version.toString()},
            {u"registry"_s, entry.registry},
            {u"language"_s, entry.language},
            {u"needsRestart"_s, entry.needsRestart},
            {u"nativeCode"_s, entry.hasNativeCode},
            {u"versions"_s, versions},
            {u"readme"_s, entry.readmeSource},
            {u"meta"_s, release.meta}};
}

} // namespace

Result<int> Commands::search(CliContext &context, const Arguments &arguments)
{
    const Result<SearchQuery> query = queryFrom(arguments);
    if (!query)
        return query.error();
    if (Result<void> fresh = CliSteps::freshIndex(context); !fresh)
        return fresh.error();
    const Result<SearchAnswer> answer = context.index.searchNow(*query);
    if (!answer)
        return answer.error();
    context.output.json(toJson(*answer));
    if (!answer->correctedText.isEmpty())
        context.output.note(
            tr("Nothing for “%1”; this is for “%2”.").arg(query->text, answer->correctedText));
    for (const SearchHit &hit : answer->hits) {
        QString badges = hit.language;
        if (hit.needsRestart)
            badges += (badges.isEmpty() ? QString() : u", "_s) + tr("needs a restart");
        context.output.line(context.output.strong(hit.name) + u' ' + hit.version.toString()
                            + (badges.isEmpty() ? QString() : u"  ("_s + badges + u')'));
        context.output.line(u"    "_s + hit.abstract.text);
        if (!hit.snippetSource.isEmpty() && !hit.snippet.text.isEmpty())
            context.output.line(
                u"    %1: %2"_s.arg(hit.snippetSource, hit.snippet.text.simplified()));
    }
    if (answer->hits.isEmpty())
        context.output.note(tr("Nothing found. Fewer words, or fewer filters, find more."));
    else if (answer->total > answer->hits.size())
        context.output.note(tr("%1 of %2; --offset and --limit show more")
                                .arg(answer->hits.size())
                                .arg(answer->total));
    return answer->hits.isEmpty() ? ExitCode::notFound : ExitCode::ok;
}

Result<int> Commands::info(CliContext &context, const Arguments &arguments)
{
    if (Result<void> fresh = CliSteps::freshIndex(context); !fresh)
        return fresh.error();
    const QString wanted = arguments.positional().first();
    const Result<IndexEntry> entry = context.releases.distribution(wanted.section(u'@', 0, 0));
    if (!entry)
        return entry.error();
    Release release = entry->release;
    if (wanted.contains(u'@')) {
        const std::optional<Version> version = Version::parseTolerant(wanted.section(u'@', 1));
        if (!version)
            return Error{Error::Kind::Invalid,
                         tr("“%1” is no version; write NAME@1.2.0").arg(wanted.section(u'@', 1)),
                         {}};
        Result<Release> other = context.releases.release(entry->registry, release.name, *version);
        if (!other)
            return other.error();
        release = *other;
    }
    const QJsonObject community =
        CommunitySteps::facts(context, entry->registry, release.name, release.version.toString());
    QJsonObject json = infoJson(release, *entry);
    for (auto fact = community.begin(); fact != community.end(); ++fact)
        json.insert(fact.key(), *fact);
    context.output.json(json);
    if (arguments.has(u"readme"_s)) {
        context.output.line(entry->readmeSource.isEmpty() ? tr("This release has no README.")
                                                          : entry->readmeSource);
    } else if (arguments.has(u"versions"_s)) {
        QList<QStringList> rows;
        for (const Distribution::Entry &one : entry->distribution.releases)
            rows += {one.version.toString(), nameOf(one.status), one.date.toString(Qt::ISODate)};
        context.output.table({tr("Version"), tr("Status"), tr("Released")}, rows);
    } else {
        printInfo(context.output, release, *entry);
        CommunitySteps::print(context.output, community);
    }
    return ExitCode::ok;
}
