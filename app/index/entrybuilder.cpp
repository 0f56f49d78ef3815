// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/entrybuilder.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

bool hasTag(const Release &release, const QStringList &words)
{
    return std::any_of(release.tags.cbegin(), release.tags.cend(),
                       [&](const QString &tag) { return words.contains(tag.toLower()); });
}

/// Tests, examples and tools are not what is loaded into the server.
bool isBeside(const QString &path)
{
    static const QSet<QString> folders{u"test"_s,     u"tests"_s,    u"t"_s,     u"example"_s,
                                       u"examples"_s, u"bench"_s,    u"doc"_s,   u"docs"_s,
                                       u"bin"_s,      u".github"_s,  u"tools"_s, u"scripts"_s,
                                       u"expected"_s, u"benchmark"_s};
    const QStringList parts = path.toLower().split(u'/');
    return std::any_of(parts.cbegin(), parts.cend() - 1,
                       [](const QString &part) { return folders.contains(part); });
}

struct SourceFiles {
    int c = 0;
    int cpp = 0;
    int rust = 0;
    int sql = 0;

    [[nodiscard]] bool isNative() const { return c + cpp + rust > 0; }
    [[nodiscard]] static SourceFiles among(const QStringList &paths)
    {
        SourceFiles files;
        for (const QString &path : paths) {
            if (isBeside(path))
                continue;
            const QString name = path.toLower();
            if (name.endsWith(".c"_L1))
                ++files.c;
            else if (name.endsWith(".cpp"_L1) || name.endsWith(".cc"_L1)
                     || name.endsWith(".cxx"_L1))
                ++files.cpp;
            else if (name.endsWith(".rs"_L1))
                ++files.rust;
            else if (name.endsWith(".sql"_L1) || name.endsWith(".sql.in"_L1))
                ++files.sql;
        }
        return files;
    }
};

/// The procedural language most functions are written in; "sql" when none is named.
QString scriptLanguage(const ArchiveFacts &facts)
{
    static const QRegularExpression clause(u"\\blanguage\\s+'?\"?(pl\\w+)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    QMap<QString, int> times;
    for (auto it = facts.texts.cbegin(); it != facts.texts.cend(); ++it) {
        if (isBeside(it.key()) || !it.key().contains(".sql"_L1, Qt::CaseInsensitive))
            continue;
        auto matches = clause.globalMatch(*it);
        while (matches.hasNext())
            ++times[matches.next().captured(1).toLower()];
    }
    const auto most = std::max_element(times.cbegin(), times.cend());
    return most == times.cend() ? u"sql"_s : most.key();
}

QString languageFromMeta(const Release &release)
{
    if (release.pipeline == u"pgrx"_s || hasTag(release, {u"rust"_s, u"pgrx"_s}))
        return u"rust"_s;
    if (!release.modules.isEmpty())
        return u"c"_s;
    if (hasTag(release, {u"c++"_s, u"cpp"_s}))
        return u"c++"_s;
    for (const Requirement &requirement : release.requirements) {
        // A procedural language that it needs is the one it is written in.
        if (requirement.relation == Requirement::Relation::Requires
            && requirement.phase == Requirement::Phase::Runtime
            && requirement.name.startsWith("pl"_L1)
            && QStringList{u"plpgsql"_s, u"plperl"_s, u"plperlu"_s, u"plpython3u"_s, u"plpythonu"_s,
                           u"pltcl"_s, u"plv8"_s, u"plr"_s, u"pljava"_s}
                   .contains(requirement.name))
            return requirement.name;
    }
    for (const QString &language :
         {u"plpgsql"_s, u"plperl"_s, u"plpython"_s, u"plv8"_s, u"sql"_s}) {
        if (hasTag(release, {language}))
            return language;
    }
    return {};
}

QString makefileText(const ArchiveFacts &facts)
{
    for (auto it = facts.texts.cbegin(); it != facts.texts.cend(); ++it) {
        const QString name = it.key().section(u'/', -1).toLower();
        if ((name == u"makefile"_s || name == u"gnumakefile"_s) && !isBeside(it.key()))
            return *it;
    }
    return {};
}

/// A Makefile that makes a library: `MODULES = x`, `MODULE_big = x`.
bool makesLibrary(const QString &makefile)
{
    static const QRegularExpression assignment(u"^\\s*(MODULES|MODULE_big)\\s*[:+?]?=\\s*\\S"_s,
                                               QRegularExpression::MultilineOption);
    return assignment.match(makefile).hasMatch();
}

/// Whether `text` says that one of `names` goes into shared_preload_libraries.
bool asksForPreload(const QString &text, const QStringList &names)
{
    if (!text.contains("shared_preload_libraries"_L1))
        return false;
    static const QRegularExpression assignment(
        u"shared_preload_libraries[`*_\"']*\\s*(?:\\+?=|\\bTO\\b)\\s*([^\\n]*)"_s,
        QRegularExpression::CaseInsensitiveOption);
    auto assignments = assignment.globalMatch(text);
    while (assignments.hasNext()) {
        const QString value = assignments.next().captured(1).toLower();
        for (const QString &name : names) {
            if (value.contains(name))
                return true;
        }
    }
    // "pg_x must be added to shared_preload_libraries", but not "need not be".
    static const QRegularExpression sentence(
        u"(?:^|[.!?\\n])([^.!?]{0,300}shared_preload_libraries[^.!?]{0,200})"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression demand(
        u"\\b(must|needs? to|has to|have to|requires?|required|"
        "add|include|put|restart|load(ed)? (via|through|in))\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression denial(
        u"\\b(no need|not|n't|without|never|optional(ly)?|instead of|may)\\b|n't\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    auto sentences = sentence.globalMatch(text);
    while (sentences.hasNext()) {
        const QString said = sentences.next().captured(1);
        if (demand.match(said).hasMatch() && !denial.match(said).hasMatch())
            return true;
    }
    return false;
}

bool needsRestart(const IndexEntry &entry, const QString &docsText, const ArchiveFacts &facts)
{
    const Release &release = entry.release;
    if (!release.modules.isEmpty()) {
        return std::any_of(release.modules.cbegin(), release.modules.cend(),
                           [](const ProvidedModule &module) {
                               return module.preload == ProvidedModule::Preload::Server
                                      || module.kind == ProvidedModule::Kind::BackgroundWorker;
                           });
    }
    if (!facts.paths.isEmpty() && !entry.hasNativeCode)
        return false; // there is no library to load
    if (hasTag(release, {u"background worker"_s, u"background-worker"_s, u"bgworker"_s, u"bgw"_s,
                         u"shared_preload_libraries"_s, u"preload"_s}))
        return true;
    for (auto it = facts.texts.cbegin(); it != facts.texts.cend(); ++it) {
        // What a library says that refuses to be loaded later.
        if (it.key().endsWith(".c"_L1) && !isBeside(it.key())
            && it->contains("process_shared_preload_libraries_in_progress"_L1))
            return true;
    }
    QStringList names{release.key()};
    for (const ProvidedExtension &extension : release.extensions)
        names.append(extension.name.toLower());
    QStringList texts{entry.readmeSource, docsText, release.description};
    for (auto it = facts.texts.cbegin(); it != facts.texts.cend(); ++it) {
        if (it.key().endsWith(".conf"_L1) || it.key().endsWith(".control"_L1))
            texts.append(*it);
    }
    return std::any_of(texts.cbegin(), texts.cend(),
                       [&](const QString &text) { return asksForPreload(text, names); });
}

} // namespace

QString plainTextOf(const ReadmeFile &readme)
{
    const QString ending = readme.name.section(u'.', -1).toLower();
    static const QSet<QString> markdown{u"md"_s, u"markdown"_s, u"mkd"_s, u"mdown"_s, u"mmd"_s};
    static const QSet<QString> html{u"html"_s, u"htm"_s};
    QString text = readme.source;
    if (!markdown.contains(ending) && !html.contains(ending))
        return text;
    static const QRegularExpression hidden(u"<!--.*?-->|<(script|style)\\b.*?</\\1\\s*>"_s,
                                           QRegularExpression::CaseInsensitiveOption
                                               | QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression element(u"</?[A-Za-z][^<>\\n]{0,500}>"_s);
    text.remove(hidden);
    text.remove(element);
    for (const auto &[entity, character] :
         {std::pair{u"&lt;"_s, u"<"_s}, std::pair{u"&gt;"_s, u">"_s},
          std::pair{u"&quot;"_s, u"\""_s}, std::pair{u"&nbsp;"_s, u" "_s},
          std::pair{u"&amp;"_s, u"&"_s}})
        text.replace(entity, character);
    if (html.contains(ending))
        return text;
    static const QRegularExpression image(u"!\\[([^\\]\\n]{0,300})\\]\\([^)\\n]{0,1000}\\)"_s);
    static const QRegularExpression link(u"\\[([^\\]\\n]{0,300})\\]\\([^)\\n]{0,1000}\\)"_s);
    static const QRegularExpression linkTarget(u"^\\s{0,3}\\[[^\\]\\n]+\\]:.*$"_s,
                                               QRegularExpression::MultilineOption);
    static const QRegularExpression heading(u"^\\s{0,3}#{1,6}\\s+|\\s+#+\\s*$"_s,
                                            QRegularExpression::MultilineOption);
    static const QRegularExpression rule(u"^\\s*([-=*_]\\s*){3,}$|^\\s*(```|~~~).*$"_s,
                                         QRegularExpression::MultilineOption);
    text.remove(linkTarget);
    text.remove(image); // badges, nearly always
    text.replace(link, u"\\1"_s);
    text.remove(rule);
    text.remove(heading);
    text.remove(u'`');
    text.remove(u"**"_s);
    return text;
}

IndexEntry buildEntry(const Release &release, const Distribution &distribution,
                      const QString &registry, const ReadmeFile &readme, const QString &docsText,
                      const QString &functions, const ArchiveFacts &facts)
{
    IndexEntry entry;
    entry.release = release;
    entry.distribution = distribution;
    entry.registry = registry;
    entry.readmeSource = readme.source;
    entry.readmeFile = readme.name;
    entry.readme = plainTextOf(readme);
    entry.docs = docsText;
    entry.functions = functions;
    entry.archiveBytes = facts.bytes;

    const SourceFiles files = SourceFiles::among(facts.paths);
    if (facts.paths.isEmpty()) {
        entry.language = languageFromMeta(release);
        entry.hasNativeCode = !release.modules.isEmpty() || entry.language == u"c++"_s
                              || entry.language == u"rust"_s || hasTag(release, {u"c"_s});
        if (entry.language.isEmpty() && entry.hasNativeCode)
            entry.language = u"c"_s;
    } else {
        entry.hasNativeCode =
            files.isNative() || !release.modules.isEmpty() || makesLibrary(makefileText(facts));
        entry.language = files.rust > 0        ? u"rust"_s
                         : files.cpp > files.c ? u"c++"_s
                         : entry.hasNativeCode ? u"c"_s
                                               : scriptLanguage(facts);
    }
    entry.needsRestart = needsRestart(entry, docsText, facts);
    return entry;
}
