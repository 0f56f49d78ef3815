// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commandline.h"
#include "cli/exitcode.h"
#include "cli/shellcompletion.h"
#include "interruption.h"
#include "services.h"

#include <QCoreApplication>
#include <QTextStream>
#include <QThread>

#ifdef __GLIBC__
#include <malloc.h>
#endif

using namespace Qt::StringLiterals;

namespace {

/// Takes the command out of the words; options of every command may stand before it.
QString takeCommand(QStringList &words)
{
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString word = words.at(i);
        if (!word.startsWith(u'-') || word == u"--help"_s || word == u"-h"_s
            || word == u"--version"_s)
            return words.takeAt(i);
        for (const OptionSpec &option : CommandLine::commonOptions()) {
            const bool isIt = word == u"--"_s + option.name
                              || (!option.shortName.isEmpty() && word == u"-"_s + option.shortName);
            if (isIt && !option.value.isEmpty())
                ++i;
        }
    }
    return u"help"_s;
}

int printHelp(const QStringList &words)
{
    QTextStream out(stdout);
    const CommandLine::Entry *entry = words.isEmpty() ? nullptr : CommandLine::entry(words.first());
    out << (entry ? CommandLine::help(entry->spec) : CommandLine::help());
    return ExitCode::ok;
}

int printCompletion(const QStringList &words)
{
    const QString script = shellCompletion(words.value(0));
    if (script.isEmpty()) {
        QTextStream(stderr) << QCoreApplication::translate(
            "howdahctl", "howdahctl: completion for which shell? bash, zsh or fish\n");
        return ExitCode::usage;
    }
    QTextStream(stdout) << script;
    return ExitCode::ok;
}

/// Threads share two heaps from now on; one for each would keep what its thread needed once, as long as a server runs.
void shareHeaps()
{
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 2);
#endif
}

/// Runs the command on a thread of its own while the main thread runs the event loop with the queue.
int run(QCoreApplication &application, const CommandLine::Entry &entry, const Arguments &arguments,
        Output &output)
{
    Services services({arguments.value(u"data-dir"_s), arguments.has(u"offline"_s)});
    services.history.waitUntilLoaded();
    CancellationSource cancellation;
    const Interruption interruption([&] { cancellation.cancel(); });
    CliContext context{services.settings, services.index,   services.sync,       services.registry,
                       services.queue,    services.history, services.manifests,  services.releases,
                       services.install,  output,           cancellation.token()};
    int status = ExitCode::failed;
    const std::unique_ptr<QThread> worker(QThread::create([&] {
        const Services::Started started = services.start();
        for (const QString &title : started.recovered.undone)
            output.note(QCoreApplication::translate(
                            "howdahctl", "“%1” was interrupted; everything is as it was before.")
                            .arg(title));
        for (const QString &problem : started.recovered.problems + started.problems)
            output.note(problem);
        const Result<int> result = entry.run(context, arguments);
        output.endProgress();
        if (!result)
            output.error(result.error());
        status = result ? *result : ExitCode::forError(result.error().kind);
    }));
    QObject::connect(worker.get(), &QThread::finished, &application, &QCoreApplication::quit);
    worker->start();
    QCoreApplication::exec();
    worker->wait();
    services.queue.waitForAll(5000);
    return status;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(u"howdah"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(HOWDAH_VERSION));
    installTranslation();
    QStringList words = QCoreApplication::arguments().mid(1);
    const QString name = takeCommand(words);
    if (name == u"help"_s || name == u"--help"_s || name == u"-h"_s)
        return printHelp(words);
    if (name == u"--version"_s) {
        QTextStream(stdout) << "howdahctl " << HOWDAH_VERSION << '\n';
        return ExitCode::ok;
    }
    if (name == u"completion"_s)
        return printCompletion(words);
    const CommandLine::Entry *entry = CommandLine::entry(name);
    if (!entry) {
        QTextStream(stderr)
            << QCoreApplication::translate(
                   "howdahctl",
                   "howdahctl: there is no command “%1”; `howdahctl help` lists them\n")
                   .arg(name);
        return ExitCode::usage;
    }
    const Result<Arguments> arguments =
        Arguments::parse(entry->spec, CommandLine::commonOptions(), words);
    if (arguments && arguments->has(u"help"_s))
        return printHelp({name});
    const auto has = [&](const char *option) {
        return arguments && arguments->has(QString::fromLatin1(option));
    };
    Output output({has("json"), has("yes"), has("quiet"), has("verbose")}, stdout, stderr);
    if (!arguments) {
        output.error(arguments.error());
        return ExitCode::usage;
    }
    if (name == u"serve"_s)
        shareHeaps();
    return run(application, *entry, *arguments, output);
}
