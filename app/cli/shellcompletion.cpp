// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/shellcompletion.h"

#include "cli/completionplaces.h"

using namespace Qt::StringLiterals;

namespace {

using Word = CompletionWord;
using Place = CompletionPlace;

/// What matches an option, behind its command, in a case statement of bash or zsh.
QString patternOf(const ValueOption &one)
{
    // A star must not be quoted.
    QString text = one.command + u"\\ --"_s + one.option.name;
    if (!one.option.shortName.isEmpty())
        text += u'|' + one.command + u"\\ -"_s + one.option.shortName;
    return text;
}

/// One case pattern for all options that take a value.
QString valuePattern()
{
    QStringList patterns;
    for (const ValueOption &one : valueOptions())
        patterns += patternOf(one);
    return patterns.join(u'|');
}

QString pathPattern()
{
    QStringList paths;
    for (const Place &place : completionPlaces()) {
        if (!place.path.isEmpty())
            paths += u'"' + place.path + u'"';
    }
    return paths.join(u'|');
}

QString textsOf(const QList<Word> &words)
{
    QStringList texts;
    for (const Word &word : words)
        texts += word.text;
    return texts.join(u' ');
}

QString flagsOf(const Place &place)
{
    QStringList flags;
    for (const OptionSpec &option : place.options)
        flags += u"--"_s + option.name;
    return flags.join(u' ');
}

/// The branches of a shell's "case" for what may follow an option; `choices` sets the words there are to choose from.
QString valueCases(const QString &choices)
{
    QString cases;
    for (const ValueOption &one : valueOptions()) {
        const QString words = one.option.choices.join(u' ');
        if (!words.isEmpty() || namesFiles(one.option.value))
            cases += u"    %1) %2 files=%3 ;;\n"_s.arg(patternOf(one), choices.arg(words),
                                                       words.isEmpty() ? u"1"_s : QString());
    }
    return cases;
}

// ---- bash

QString bashCompletion()
{
    const QString values = valueCases(u"words=\"%1\""_s);
    QString places;
    for (const Place &place : completionPlaces())
        places += u"    \"%1\") words=\"%2\" files=%3 options=\"%4\" ;;\n"_s.arg(
            place.path, textsOf(place.words), place.takesFiles ? u"1"_s : QString(),
            flagsOf(place));
    return uR"(# howdahctl completion for bash: source this file, or put it where bash-completion looks
_howdahctl() {
    local word=${COMP_WORDS[COMP_CWORD]} place= behind=0 at=1 next value= words= files= options=
    COMPREPLY=()
    # Which verbs were written, how many words behind them, and whether an option waits for its value. Bash makes
    # three words of --option=value.
    while [ "$at" -lt "$COMP_CWORD" ]; do
        next=${COMP_WORDS[at]}
        case "${place%% *} $next" in
        )"_s
           + valuePattern() + uR"()
            [ "${COMP_WORDS[at+1]}" != = ] || at=$((at + 1))
            at=$((at + 1))
            [ "$at" -lt "$COMP_CWORD" ] || value="${place%% *} $next"
            ;;
        *\ -*|*\ =) ;;
        *)
            case "${place:+$place }$next" in
            )"_s
           + pathPattern() + uR"() place=${place:+$place }$next ;;
            *) behind=$((behind + 1)) ;;
            esac
            ;;
        esac
        at=$((at + 1))
    done
    [ "$word" != = ] || word=
    if [ -n "$value" ]; then
        case $value in
)"_s + values
           + uR"(        esac
    else
        case $place in
)"_s + places
           + uR"(        esac
        case $word in
        -*) words=$options files= ;;
        *) [ "$behind" = 0 ] || words= ;;
        esac
        [ -n "$words$files" ] || words=$options
    fi
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    if [ -n "$files" ]; then
        compopt -o filenames 2> /dev/null
        COMPREPLY+=($(compgen -f -- "$word"))
    fi
}
complete -F _howdahctl howdahctl
)"_s;
}

// ---- zsh

QString zshQuoted(QString text)
{
    return text.replace(u'\'', u"'\\''"_s).replace(u':', u"\\:"_s);
}

QString zshList(const QList<Word> &words, const QString &before = {})
{
    QString text;
    for (const Word &word : words) {
        text += u" '"_s + before + word.text;
        if (!word.help.isEmpty())
            text += u':' + zshQuoted(word.help);
        text += u'\'';
    }
    return text.trimmed();
}

QString zshCompletion()
{
    const QString values = valueCases(u"names=(%1)"_s);
    QString places;
    for (const Place &place : completionPlaces()) {
        QList<Word> options;
        for (const OptionSpec &option : place.options)
            options += Word{option.name, option.help};
        places += u"    \"%1\")\n        names=(%2)\n        flags=(%3)\n        files=%4\n"
                  "        ;;\n"_s.arg(place.path, zshList(place.words), zshList(options, u"--"_s),
                                       place.takesFiles ? u"1"_s : QString());
    }
    return uR"(#compdef howdahctl
# howdahctl completion for zsh: put this file as _howdahctl into a folder of $fpath
_howdahctl() {
    local place= next= value= files= word=$words[CURRENT]
    local -i at=2 behind=0
    local -a names flags
    # Which verbs were written, how many words behind them, and whether an option waits for its value.
    while (( at < CURRENT )); do
        next=$words[at]
        case "${place%% *} $next" in
        )"_s
           + valuePattern() + uR"()
            at+=1
            (( at < CURRENT )) || value="${place%% *} $next"
            ;;
        *\ -*) ;;
        *)
            case "${place:+$place }$next" in
            )"_s
           + pathPattern() + uR"() place=${place:+$place }$next ;;
            *) behind+=1 ;;
            esac
            ;;
        esac
        at+=1
    done
    if [[ $word == --*=* ]]; then
        value="${place%% *} ${word%%=*}"
        compset -P '*='
    fi
    if [[ -n $value ]]; then
        case $value in
)"_s + values
           + uR"(        esac
    else
        case $place in
)"_s + places
           + uR"(        esac
        if [[ $word == -* ]]; then
            names=() files=
        elif (( behind > 0 )); then
            names=()
        fi
        if [[ $word == -* ]] || [[ $#names -eq 0 && -z $files ]]; then
            _describe -o option flags
        fi
    fi
    [[ $#names -eq 0 ]] || _describe word names
    [[ -z $files ]] || _files
}
_howdahctl "$@"
)"_s;
}

// ---- fish

QString fishQuoted(QString text)
{
    return text.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
}

QString fishOption(const QString &condition, const OptionSpec &option)
{
    QString text = u"complete -c howdahctl -n '%1' -l %2"_s.arg(condition, option.name);
    if (!option.shortName.isEmpty())
        text += u" -s %1"_s.arg(option.shortName);
    if (!option.value.isEmpty())
        text += namesFiles(option.value) ? u" -r -F"_s : u" -x"_s;
    if (!option.choices.isEmpty())
        text += u" -a '%1'"_s.arg(option.choices.join(u' '));
    return text + u" -d '%1'\n"_s.arg(fishQuoted(option.help));
}

QString fishPlace(const Place &place)
{
    const QString path = place.path.isEmpty() ? QString() : u' ' + place.path;
    QString text;
    for (const Word &word : place.words) {
        text += u"complete -c howdahctl -n '__howdahctl_at%1' -a %2"_s.arg(path, word.text);
        if (!word.help.isEmpty())
            text += u" -d '%1'"_s.arg(fishQuoted(word.help));
        text += u'\n';
    }
    if (place.takesFiles)
        text += u"complete -c howdahctl -n '__howdahctl_in%1' -F\n"_s.arg(path);
    for (const OptionSpec &option : place.options)
        text += fishOption(u"__howdahctl_in"_s + path, option);
    return text;
}

QString fishCompletion()
{
    QString places;
    for (const Place &place : completionPlaces())
        places += fishPlace(place);
    // In fish's case a pattern is a word, and "*" is its only wildcard.
    QStringList values;
    for (const ValueOption &one : valueOptions()) {
        values += u"'%1 --%2'"_s.arg(one.command, one.option.name);
        if (!one.option.shortName.isEmpty())
            values += u"'%1 -%2'"_s.arg(one.command, one.option.shortName);
    }
    QStringList paths;
    for (const Place &place : completionPlaces()) {
        if (!place.path.isEmpty())
            paths += u'\'' + place.path + u'\'';
    }
    return uR"(# howdahctl completion for fish: put this file into ~/.config/fish/completions
# The verbs that were written, and a line more when words stand behind them.
function __howdahctl_place
    set -l place
    set -l behind
    set -l skip
    set -l written (commandline -opc)
    for next in $written[2..-1]
        if test -n "$skip"
            set skip
            continue
        end
        switch "$place[1] $next"
            case )"_s
           + values.join(u' ') + uR"(
                set skip 1
            case '* -*'
            case '*'
                switch (string join ' ' -- $place $next)
                    case )"_s
           + paths.join(u' ') + uR"(
                        set -a place $next
                    case '*'
                        set behind 1
                end
        end
    end
    string join ' ' -- $place
    test -n "$behind"; and echo behind
    true
end
# Whether these are the verbs, and nothing stands behind them.
function __howdahctl_at
    set -l place (__howdahctl_place)
    test "$place" = "$argv"
end
# Whether these are the verbs.
function __howdahctl_in
    set -l place (__howdahctl_place)
    test "$place[1]" = "$argv"
end
complete -c howdahctl -f
)"_s + places;
}

} // namespace

QString shellCompletion(const QString &shell)
{
    if (shell == u"bash"_s)
        return bashCompletion();
    if (shell == u"zsh"_s)
        return zshCompletion();
    if (shell == u"fish"_s)
        return fishCompletion();
    return {};
}
