// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/completionplaces.h"

#include "cli/commandline.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ShellCompletion", text);
}

void addPlaces(QList<CompletionPlace> &places, const QString &path, const QList<VerbSpec> &verbs,
               const CommandSpec &spec)
{
    for (const VerbSpec &verb : verbs) {
        CompletionPlace place;
        place.path = path + u' ' + verb.name;
        for (const VerbSpec &next : verb.verbs)
            place.words += CompletionWord{next.name, next.help};
        for (const QString &choice : verb.choices)
            place.words += CompletionWord{choice, {}};
        place.takesFiles = place.words.isEmpty() && namesFiles(verb.positional);
        for (const OptionSpec &option : spec.options) {
            if (verb.options.contains(option.name))
                place.options += option;
        }
        place.options += CommandLine::commonOptions();
        places += place;
        addPlaces(places, place.path, verb.verbs, spec);
    }
}

QList<CompletionPlace> makePlaces()
{
    CompletionPlace top;
    CompletionPlace help{u"help"_s, {}, false, {}};
    QList<CompletionPlace> places;
    for (const CommandLine::Entry &entry : CommandLine::entries()) {
        const CommandSpec &spec = entry.spec;
        top.words += CompletionWord{spec.name, spec.summary};
        help.words += CompletionWord{spec.name, spec.summary};
        CompletionPlace place{spec.name, {}, false, {}};
        for (const VerbSpec &verb : spec.verbs)
            place.words += CompletionWord{verb.name, verb.help};
        place.takesFiles = place.words.isEmpty() && namesFiles(spec.positional);
        // Options mean something to a verb; without one, to the first.
        for (const OptionSpec &option : spec.options) {
            if (spec.verbs.isEmpty() || spec.verbs.constFirst().options.contains(option.name))
                place.options += option;
        }
        place.options += CommandLine::commonOptions();
        places += place;
        addPlaces(places, spec.name, spec.verbs, spec);
    }
    top.words += CompletionWord{u"completion"_s, tr("Print a completion script")};
    top.words += CompletionWord{u"help"_s, tr("Show help")};
    top.options = CommandLine::commonOptions();
    const CompletionPlace shells{
        u"completion"_s, {{u"bash"_s, {}}, {u"zsh"_s, {}}, {u"fish"_s, {}}}, false, {}};
    return QList<CompletionPlace>{top} + places + QList<CompletionPlace>{shells, help};
}

QList<ValueOption> makeValueOptions()
{
    QList<ValueOption> all;
    const auto add = [&](const QString &command, const QList<OptionSpec> &options) {
        for (const OptionSpec &option : options) {
            if (!option.value.isEmpty())
                all += ValueOption{command, option};
        }
    };
    for (const CommandLine::Entry &entry : CommandLine::entries())
        add(entry.spec.name, entry.spec.options);
    add(u"*"_s, CommandLine::commonOptions());
    return all;
}

} // namespace

bool namesFiles(const QString &placeholder)
{
    static const QSet<QString> kinds{u"FILE"_s, u"DIR"_s, u"PATH"_s,
                                     u"WHAT"_s, u"KEY"_s, u"CERTIFICATE"_s};
    const QStringList words =
        placeholder.split(QRegularExpression(u"[^A-Z]+"_s), Qt::SkipEmptyParts);
    return std::ranges::any_of(words, [](const QString &word) { return kinds.contains(word); });
}

const QList<CompletionPlace> &completionPlaces()
{
    static const QList<CompletionPlace> all = makePlaces();
    return all;
}

const QList<ValueOption> &valueOptions()
{
    static const QList<ValueOption> all = makeValueOptions();
    return all;
}
