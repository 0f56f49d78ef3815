// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commandline.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

constexpr int leftWidth = 28;

QString tr(const char *text)
{
    return QCoreApplication::translate("CommandLine", text);
}

QString line(const QString &left, const QString &help)
{
    // What is too long for the column gets a line of its own.
    const bool isLong = left.size() >= leftWidth;
    return (isLong ? left + u'\n' + QString(leftWidth, u' ') : left.leftJustified(leftWidth)) + help
           + u'\n';
}

QString optionLine(const OptionSpec &option)
{
    QString left = u"  "_s;
    left += option.shortName.isEmpty() ? u"    "_s : u"-%1, "_s.arg(option.shortName);
    left += u"--"_s + option.name;
    if (!option.value.isEmpty())
        left += u' ' + option.value;
    return line(left, option.help);
}

QString verbLines(const QList<VerbSpec> &verbs, const QString &before = {})
{
    QString text;
    for (const VerbSpec &verb : verbs) {
        const QString path = before + verb.name;
        if (!verb.heading.isEmpty())
            text += (text.isEmpty() ? u""_s : u"\n"_s) + verb.heading + u'\n';
        if (!verb.help.isEmpty())
            text += line(u"  %1 %2"_s.arg(path, verb.positional), verb.help);
        text += verbLines(verb.verbs, path + u' ');
    }
    return text;
}

} // namespace

QString CommandLine::help()
{
    QString text = tr("usage: howdahctl COMMAND [OPTION…]") + u"\n\n"_s;
    for (const Entry &entry : entries())
        text += u"  "_s + entry.spec.name.leftJustified(12) + entry.spec.summary + u'\n';
    text += u"  "_s + u"completion"_s.leftJustified(12)
            + tr("Print a completion script: bash, zsh or fish") + u'\n';
    text += u'\n' + tr("Options of every command:") + u'\n';
    for (const OptionSpec &option : commonOptions())
        text += optionLine(option);
    text += u'\n' + tr("Environment:") + u'\n';
    text += line(u"  HOWDAH_TOKEN"_s,
                 tr("an API token, instead of signing in: shown to one registry only,"));
    text += line(u"  HOWDAH_REGISTRY"_s,
                 tr("that at this address; without it, the one that the command line names"));
    text += line(u"  HOWDAH_DATA_DIR"_s, tr("as --data-dir"));
    return text + u'\n'
           + tr(
               "Exit status: 0 done; 1 it was tried and failed; 2 wrong command line; 3 not "
               "found;\n"
               "4 impossible here (a conflict or something missing; nothing was changed); 5 no "
               "permission;\n"
               "6 a registry cannot be reached; 7 damaged or unsafe data was refused; 130 stopped.")
           + u'\n';
}

QString CommandLine::help(const CommandSpec &spec)
{
    QString text =
        tr("usage: howdahctl %1 %2 [OPTION…]").arg(spec.name, spec.positional).simplified()
        + u"\n\n"_s + spec.summary + u".\n"_s;
    if (!spec.verbs.isEmpty())
        text += u'\n' + verbLines(spec.verbs);
    if (!spec.details.isEmpty())
        text += u'\n' + spec.details + u'\n';
    if (!spec.options.isEmpty()) {
        text += u'\n';
        for (const OptionSpec &option : spec.options)
            text += optionLine(option);
    }
    text += u'\n' + tr("Options of every command:") + u'\n';
    for (const OptionSpec &option : commonOptions())
        text += optionLine(option);
    return text;
}
