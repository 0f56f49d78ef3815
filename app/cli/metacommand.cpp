// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/metacommand.h"

#include "catalog/jsontext.h"
#include "catalog/license.h"
#include "catalog/metaparser.h"
#include "catalog/metavalidator.h"
#include "catalog/metawriter.h"
#include "cli/metasource.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Text {
    Q_DECLARE_TR_FUNCTIONS(MetaCommand)
};

constexpr int wellDone = 0;
constexpr int problemsFound = 1;
constexpr int notReadable = 2;

MetaValidator::Kind kindOf(const QByteArray &bytes)
{
    const Result<JsonText> text = JsonText::parse(bytes);
    const QJsonObject meta = text ? text->value.toObject() : QJsonObject();
    const bool isReleased =
        meta.contains(u"certs") || (meta.contains(u"user") && meta.contains(u"sha1"));
    return isReleased ? MetaValidator::Kind::Released : MetaValidator::Kind::Author;
}

/// Documents may hold escape sequences; terminals obey them.
QString printable(QString text)
{
    for (QChar &c : text) {
        if (c.category() == QChar::Other_Control)
            c = QChar::ReplacementCharacter;
    }
    return text;
}

QJsonArray toJson(const QList<MetaProblem> &problems)
{
    QJsonArray array;
    for (const MetaProblem &problem : problems) {
        array.append(QJsonObject{{u"pointer"_s, problem.pointer},
                                 {u"message"_s, problem.message},
                                 {u"remedy"_s, problem.remedy}});
    }
    return array;
}

QJsonObject toJson(const Error &error)
{
    return {{u"kind"_s, nameOf(error.kind)}, {u"message"_s, error.message}};
}

QString nameOf(Requirement::Phase phase)
{
    switch (phase) {
    case Requirement::Phase::Configure:
        return u"configure"_s;
    case Requirement::Phase::Build:
        return u"build"_s;
    case Requirement::Phase::Test:
        return u"test"_s;
    case Requirement::Phase::Runtime:
        return u"runtime"_s;
    case Requirement::Phase::Develop:
        return u"develop"_s;
    }
    return {};
}

QString nameOf(Requirement::Relation relation)
{
    switch (relation) {
    case Requirement::Relation::Requires:
        return u"requires"_s;
    case Requirement::Relation::Recommends:
        return u"recommends"_s;
    case Requirement::Relation::Suggests:
        return u"suggests"_s;
    case Requirement::Relation::Conflicts:
        return u"conflicts"_s;
    }
    return {};
}

QString nameOf(Requirement::Source source)
{
    switch (source) {
    case Requirement::Source::Pgxn:
        return u"pgxn"_s;
    case Requirement::Source::Core:
        return u"postgresql"_s;
    case Requirement::Source::System:
        return u"system"_s;
    case Requirement::Source::Other:
        return u"other"_s;
    }
    return {};
}

QJsonObject toJson(const Release &release)
{
    QJsonArray extensions;
    for (const ProvidedExtension &extension : release.extensions) {
        extensions.append(QJsonObject{{u"name"_s, extension.name},
                                      {u"version"_s, extension.version},
                                      {u"abstract"_s, extension.abstract},
                                      {u"control"_s, extension.controlFile},
                                      {u"sql"_s, extension.sqlFile},
                                      {u"doc"_s, extension.docFile}});
    }
    QJsonArray requirements;
    for (const Requirement &requirement : release.requirements) {
        requirements.append(QJsonObject{{u"name"_s, requirement.name},
                                        {u"phase"_s, nameOf(requirement.phase)},
                                        {u"relation"_s, nameOf(requirement.relation)},
                                        {u"source"_s, nameOf(requirement.source)},
                                        {u"range"_s, requirement.range.toString()}});
    }
    return {{u"name"_s, release.name},
            {u"version"_s, release.version.toString()},
            {u"abstract"_s, release.abstract},
            {u"status"_s, nameOf(release.status)},
            {u"spec"_s, release.metaSpec},
            {u"maintainers"_s, QJsonArray::fromStringList(release.maintainers)},
            {u"license"_s, release.license},
            {u"licenseClass"_s, License::nameOf(License::classOf(release.license))},
            {u"tags"_s, QJsonArray::fromStringList(release.tags)},
            {u"postgres"_s, release.postgres.toString()},
            {u"extensions"_s, extensions},
            {u"requirements"_s, requirements},
            {u"user"_s, release.user}};
}

/// One run of the command: the files' results and the worst status so far.
class Run
{
public:
    Run(bool json, QTextStream &out, QTextStream &err) : m_isJson(json), m_out(out), m_err(err) {}

    int finish()
    {
        if (m_isJson)
            m_out << QJsonDocument(m_results).toJson();
        m_out.flush();
        m_err.flush();
        return m_status;
    }

    void check(const MetaSource &source)
    {
        const QList<MetaProblem> problems =
            MetaValidator::check(source.bytes, kindOf(source.bytes));
        if (!problems.isEmpty())
            worsen(problemsFound);
        if (m_isJson) {
            m_results.append(QJsonObject{{u"file"_s, source.path},
                                         {u"valid"_s, problems.isEmpty()},
                                         {u"problems"_s, toJson(problems)}});
            return;
        }
        if (problems.isEmpty()) {
            const Result<Release> release = MetaParser::parse(source.bytes);
            m_out << source.path << ": "
                  << (release ? Text::tr("%1 %2 is valid (META spec %3)")
                                    .arg(printable(release->name), release->version.toString())
                                    .arg(release->metaSpec)
                              : Text::tr("valid"))
                  << '\n';
            return;
        }
        m_out << source.path << ": "
              << (problems.size() == 1 ? Text::tr("1 problem")
                                       : Text::tr("%1 problems").arg(problems.size()))
              << '\n';
        print(problems, m_out);
    }

    void show(const MetaSource &source)
    {
        const Result<Release> release = MetaParser::parse(source.bytes);
        if (!release) {
            fail(source.path, release.error(), problemsFound);
            return;
        }
        if (m_isJson) {
            QJsonObject result = toJson(*release);
            result.insert(u"file"_s, source.path);
            m_results.append(result);
            return;
        }
        const auto line = [&](const QString &label, const QString &value) {
            if (!value.isEmpty())
                m_out << "  " << (label + u':').leftJustified(14) << printable(value) << '\n';
        };
        m_out << printable(release->name) << ' ' << release->version.toString() << '\n';
        line(Text::tr("About"), release->abstract);
        line(Text::tr("Status"), nameOf(release->status));
        line(Text::tr("Maintainer"), release->maintainers.join(u", "_s));
        line(Text::tr("Licence"), release->license);
        line(Text::tr("Tags"), release->tags.join(u", "_s));
        line(Text::tr("PostgreSQL"), release->postgres.toWords());
        line(Text::tr("Platforms"), release->platforms.join(u", "_s));
        line(Text::tr("Homepage"), release->resources.homepage.toString());
        line(Text::tr("Repository"), release->resources.repository.toString());
        line(Text::tr("Issues"), release->resources.issues.toString());
        line(Text::tr("META spec"), QString::number(release->metaSpec));
        line(Text::tr("Released by"), release->user);
        for (const ProvidedExtension &extension : release->extensions)
            line(Text::tr("Extension"),
                 (extension.name + u' ' + extension.version + u"  "_s + extension.abstract)
                     .trimmed());
        for (const ProvidedModule &module : release->modules)
            line(Text::tr("Module"), module.name);
        for (const ProvidedApp &app : release->apps)
            line(Text::tr("Program"), app.name);
        for (const Requirement &requirement : release->requirements) {
            line(nameOf(requirement.phase),
                 u"%1 %2 (%3, %4)"_s.arg(nameOf(requirement.relation), requirement.name,
                                         requirement.range.toWords(), nameOf(requirement.source)));
        }
    }

    void convert(const MetaSource &source)
    {
        const Result<JsonText> text = JsonText::parse(source.bytes);
        if (!text) {
            fail(source.path, text.error(), problemsFound);
            return;
        }
        const Result<QJsonObject> converted = MetaWriter::toV2(text->value.toObject());
        if (!converted) {
            fail(source.path, converted.error(), problemsFound);
            return;
        }
        const QList<MetaProblem> problems = MetaValidator::check(
            *converted, converted->contains(u"certs") ? MetaValidator::Kind::Released
                                                      : MetaValidator::Kind::Author);
        if (!problems.isEmpty())
            worsen(problemsFound);
        if (m_isJson) {
            m_results.append(QJsonObject{{u"file"_s, source.path},
                                         {u"valid"_s, problems.isEmpty()},
                                         {u"problems"_s, toJson(problems)},
                                         {u"meta"_s, *converted}});
            return;
        }
        m_out << MetaWriter::toText(*converted);
        if (!problems.isEmpty()) {
            m_err << source.path << ": "
                  << Text::tr("converted, but what it says is not allowed in version 2:") << '\n';
            print(problems, m_err);
        }
    }

    void fail(const QString &file, const Error &error, int status)
    {
        worsen(status);
        if (m_isJson)
            m_results.append(QJsonObject{{u"file"_s, file}, {u"error"_s, toJson(error)}});
        else
            m_err << printable(file + u": "_s + error.message) << '\n';
    }

private:
    void worsen(int status) { m_status = std::max(m_status, status); }

    static void print(const QList<MetaProblem> &problems, QTextStream &stream)
    {
        for (const MetaProblem &problem : problems) {
            const QString place = problem.pointer.isEmpty() ? u"/"_s : problem.pointer;
            stream << "  " << printable(place + u": "_s + problem.message) << '\n';
            stream << "      " << printable(problem.remedy) << '\n';
        }
    }

    bool m_isJson;
    QTextStream &m_out;
    QTextStream &m_err;
    QJsonArray m_results;
    int m_status = wellDone;
};

} // namespace

int runMetaCommand(const QStringList &arguments, bool json, QTextStream &out, QTextStream &err)
{
    using Verb = void (Run::*)(const MetaSource &);
    static const QList<std::pair<QString, Verb>> verbs = {
        {u"check"_s, &Run::check}, {u"show"_s, &Run::show}, {u"convert"_s, &Run::convert}};
    const QString word = arguments.value(0);
    const auto verb = std::find_if(verbs.begin(), verbs.end(),
                                   [&](const auto &known) { return known.first == word; });
    if (verb == verbs.end() || arguments.size() < 2) {
        err << Text::tr("Usage: howdahctl meta check|show|convert FILE…") << '\n'
            << Text::tr("FILE is a META.json, a folder that holds one, or an archive.") << '\n';
        err.flush();
        return notReadable;
    }
    Run run(json, out, err);
    for (const QString &file : arguments.mid(1)) {
        const Result<MetaSource> source = MetaSource::read(file);
        if (source)
            (run.*verb->second)(*source);
        else
            run.fail(file, source.error(), notReadable);
    }
    return run.finish();
}
