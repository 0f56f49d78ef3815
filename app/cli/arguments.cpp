// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/arguments.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Arguments", text);
}

Error usageError(const CommandSpec &spec, const QString &message)
{
    return {Error::Kind::Invalid, tr("%1 (see: howdahctl %2 --help)").arg(message, spec.name), {}};
}

const OptionSpec *find(const QList<OptionSpec> &options, const QString &name, bool isShort)
{
    const auto found = std::ranges::find_if(options, [&](const OptionSpec &option) {
        return isShort ? option.shortName == name : option.name == name;
    });
    return found == options.end() ? nullptr : &*found;
}

const VerbSpec *find(const QList<VerbSpec> &verbs, const QString &name)
{
    const auto found =
        std::ranges::find_if(verbs, [&](const VerbSpec &verb) { return verb.name == name; });
    return found == verbs.end() ? nullptr : &*found;
}

Error noSuchVerb(const CommandSpec &spec, const QString &path, const QString &wanted,
                 const QList<VerbSpec> &there)
{
    QStringList names;
    for (const VerbSpec &verb : there)
        names += (path + u' ' + verb.name).trimmed();
    const QString all = names.join(u", "_s);
    return usageError(
        spec, wanted.isEmpty()
                  ? tr("“%1 %2” needs one more word; there are: %3").arg(spec.name, path, all)
                  : tr("There is no “%1”; there are: %2")
                        .arg(u"%1 %2 %3"_s.arg(spec.name, path, wanted).simplified(), all));
}

/// Whether the words are verbs of the command, and the options given mean something to them.
Result<void> checkVerbs(const CommandSpec &spec, const QStringList &words,
                        const QStringList &optionsGiven)
{
    if (spec.verbs.isEmpty() || (words.isEmpty() && spec.minimum > 0))
        return {};
    const VerbSpec *verb = nullptr;
    const QList<VerbSpec> *there = &spec.verbs;
    QString path;
    for (const QString &word : words) {
        if (there->isEmpty())
            break;
        verb = find(*there, word);
        if (!verb)
            return noSuchVerb(spec, path, word, *there);
        there = &verb->verbs;
        path += (path.isEmpty() ? QString() : u" "_s) + word;
    }
    if (!verb)
        verb = &spec.verbs.constFirst();
    if (verb->help.isEmpty())
        return noSuchVerb(spec, path, {}, verb->verbs);
    for (const OptionSpec &option : spec.options) {
        if (optionsGiven.contains(option.name) && !verb->options.contains(option.name))
            return usageError(spec,
                              tr("--%1 means nothing to “%2”")
                                  .arg(option.name, u"%1 %2"_s.arg(spec.name, path).trimmed()));
    }
    return {};
}

} // namespace

Result<Arguments> Arguments::parse(const CommandSpec &spec, const QList<OptionSpec> &common,
                                   const QStringList &words)
{
    const QList<OptionSpec> options = spec.options + common;
    Arguments arguments;
    bool optionsEnded = false;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words.at(i);
        if (optionsEnded || !word.startsWith(u'-') || word == u"-"_s) {
            arguments.m_positional += word;
            continue;
        }
        if (word == u"--"_s) {
            optionsEnded = true;
            continue;
        }
        const bool isShort = !word.startsWith(u"--"_s);
        const QString name = word.mid(isShort ? 1 : 2).section(u'=', 0, 0);
        const OptionSpec *option = find(options, name, isShort);
        if (!option)
            return usageError(spec, tr("%1: unknown option %2").arg(spec.name, word));
        if (option->value.isEmpty()) {
            if (word.contains(u'='))
                return usageError(spec, tr("%1 takes no value").arg(word.section(u'=', 0, 0)));
            arguments.m_values[option->name] += QString();
            continue;
        }
        QString value;
        if (word.contains(u'='))
            value = word.section(u'=', 1);
        else if (i + 1 < words.size())
            value = words.at(++i);
        else
            return usageError(spec, tr("%1 needs a value: %2").arg(word, option->value));
        if (!option->choices.isEmpty() && !option->choices.contains(value)) {
            return usageError(
                spec, tr("%1 is one of %2, not “%3”")
                          .arg(u"--"_s + option->name, option->choices.join(u", "_s), value));
        }
        arguments.m_values[option->name] += value;
    }
    if (arguments.has(u"help"_s))
        return arguments;
    if (const Result<void> good =
            checkVerbs(spec, arguments.m_positional, arguments.m_values.keys());
        !good)
        return good.error();
    const qsizetype count = arguments.m_positional.size();
    if (count < spec.minimum)
        return usageError(spec, tr("%1: something is missing: %2").arg(spec.name, spec.positional));
    if (spec.maximum >= 0 && count > spec.maximum)
        return usageError(spec,
                          tr("%1: too much: %2")
                              .arg(spec.name, arguments.m_positional.mid(spec.maximum).join(u' ')));
    return arguments;
}

QString Arguments::value(const QString &option, const QString &otherwise) const
{
    const QStringList all = m_values.value(option);
    return all.isEmpty() ? otherwise : all.last();
}

Result<int> Arguments::number(const QString &option, int otherwise, int least, int most) const
{
    if (!has(option))
        return otherwise;
    bool isNumber = false;
    const int number = value(option).toInt(&isNumber);
    if (!isNumber || number < least || number > most) {
        return Error{Error::Kind::Invalid,
                     tr("--%1 is a number from %2 to %3, not “%4”")
                         .arg(option)
                         .arg(least)
                         .arg(most)
                         .arg(value(option)),
                     {}};
    }
    return number;
}
