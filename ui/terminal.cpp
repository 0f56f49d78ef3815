// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "terminal.h"

#include "core/commandrunner.h"

#include <QProcess>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace {

struct Emulator {
    QString program;
    QString execute; ///< the option behind which the command stands
};

/// The first terminal of this desktop; empty program: none.
Emulator emulator()
{
    const QList<Emulator> known{{qEnvironmentVariable("TERMINAL"), u"-e"_s},
                                {u"x-terminal-emulator"_s, u"-e"_s},
                                {u"gnome-terminal"_s, u"--"_s},
                                {u"konsole"_s, u"-e"_s},
                                {u"xfce4-terminal"_s, u"-x"_s},
                                {u"xterm"_s, u"-e"_s}};
    for (const Emulator &one : known) {
        if (one.program.isEmpty())
            continue;
        const QString path = QStandardPaths::findExecutable(one.program);
        if (!path.isEmpty())
            return {path, one.execute};
    }
    return {};
}

} // namespace

bool Terminal::isAvailable()
{
#ifdef Q_OS_DARWIN
    return true;
#else
    return !emulator().program.isEmpty();
#endif
}

bool Terminal::open(const QString &program, const QStringList &arguments,
                    const std::optional<UserAccount> &account)
{
    QStringList words{program};
    words += arguments;
    if (account)
        words = QStringList{u"runuser"_s, u"-u"_s, account->name, u"--"_s} + words;
#ifdef Q_OS_DARWIN
    QStringList quoted;
    for (const QString &word : std::as_const(words))
        quoted += shellQuoted(word);
    const QString line = quoted.join(u' ').replace(u'\\', u"\\\\"_s).replace(u'"', u"\\\""_s);
    return QProcess::startDetached(
        u"osascript"_s,
        {u"-e"_s, u"tell application \"Terminal\" to do script \"%1\""_s.arg(line)});
#else
    const Emulator terminal = emulator();
    return !terminal.program.isEmpty()
           && QProcess::startDetached(terminal.program, QStringList{terminal.execute} + words);
#endif
}
