// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "cli/commandline.h"
#include "cli/completionplaces.h"
#include "cli/shellcompletion.h"

#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

class TestShellCompletion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void theShellsAcceptTheirScript_data();
    void theShellsAcceptTheirScript();
    void bashOffersWhatFits_data();
    void bashOffersWhatFits();
    void bashOffersFilesWhereOneIsMeant_data();
    void bashOffersFilesWhereOneIsMeant();
    void bashOffersAtEachPlaceWhatHelpTells();
    void theOtherShellsOfferTheSame();
    void everyVerbOfHelpIsAPlace();
    void noOptionIsForgottenByAllVerbs();
    void anUnknownShellHasNone() { QVERIFY(shellCompletion(u"csh"_s).isEmpty()); }

private:
    /// What bash's function offers for each line; a line's last word is the one to complete. As readline does it, "="
    /// is a word of its own.
    QList<QStringList> offered(const QList<QStringList> &lines) const;
    QStringList offered(const QStringList &words) const
    {
        return offered(QList<QStringList>{words}).first();
    }

    QTemporaryDir m_folder;
};

void TestShellCompletion::initTestCase()
{
    QFile script(m_folder.filePath(u"completion.bash"_s));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write(shellCompletion(u"bash"_s).toUtf8());
    QFile file(m_folder.filePath(u"kvbox.zip"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
}

QList<QStringList> TestShellCompletion::offered(const QList<QStringList> &lines) const
{
    QString commands = u"source ./completion.bash\n"_s;
    for (const QStringList &words : lines) {
        QString quoted;
        for (const QString &word : words)
            quoted += u" '"_s + word + u'\'';
        commands += u"COMP_WORDS=(howdahctl%1); COMP_CWORD=%2; _howdahctl\n"
                    "printf '%s\\n' \"${COMPREPLY[@]}\" --end--\n"_s.arg(quoted)
                        .arg(words.size());
    }
    QProcess bash;
    bash.setWorkingDirectory(m_folder.path());
    bash.start(u"bash"_s, {u"--norc"_s, u"-c"_s, commands});
    if (!bash.waitForFinished(60'000) || bash.exitCode() != 0)
        qFatal("bash fails: %s", bash.readAllStandardError().constData());
    QList<QStringList> answers;
    QStringList answer;
    for (const QString &line :
         QString::fromUtf8(bash.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts)) {
        if (line != u"--end--") {
            answer += line;
            continue;
        }
        answers += answer;
        answer.clear();
    }
    return answers;
}

void TestShellCompletion::theShellsAcceptTheirScript_data()
{
    QTest::addColumn<QString>("shell");
    for (const QString &shell : {u"bash"_s, u"zsh"_s, u"fish"_s})
        QTest::newRow(qPrintable(shell)) << shell;
}

void TestShellCompletion::theShellsAcceptTheirScript()
{
    QFETCH(QString, shell);
    const QString program = QStandardPaths::findExecutable(shell);
    if (program.isEmpty())
        QSKIP("that shell is not here");
    QFile file(m_folder.filePath(u"script."_s + shell));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(shellCompletion(shell).toUtf8());
    file.close();
    QProcess check;
    check.start(program, {u"-n"_s, file.fileName()});
    QVERIFY(check.waitForFinished());
    QVERIFY2(check.exitCode() == 0, check.readAllStandardError().constData());
}

void TestShellCompletion::bashOffersWhatFits_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("offers");
    const auto row = [](const QString &line, const QString &offers) {
        QTest::newRow(qPrintable(line)) << line << offers;
    };
    row(u"reg"_s, u"registry"_s);
    row(u"registry init"_s, u"init"_s);
    row(u"registry key"_s, u"keys"_s);
    row(u"registry keys "_s, u"list rotate withdraw sign"_s);
    row(u"registry webhook re"_s, u"remove resume redeliver"_s);
    row(u"registry user re"_s, u"reset-password"_s);
    row(u"meta "_s, u"check show convert"_s);
    row(u"trust f"_s, u"forget"_s);
    row(u"report on "_s, u"installs builds active"_s);
    row(u"registry settings reg"_s, u"registration"_s);
    row(u"completion "_s, u"bash zsh fish"_s);
    row(u"help meta"_s, u"meta"_s);
    // Options: of the verb, behind its words, and with values of others before it.
    row(u"registry keys withdraw --re"_s, u"--reason"_s);
    row(u"registry keys rotate --re"_s, QString());
    row(u"registry yank kvbox 1.2.0 --re"_s, u"--reason --replacement"_s);
    row(u"registry --data folder keys w"_s, u"withdraw"_s);
    row(u"registry --data = folder keys w"_s, u"withdraw"_s);
    row(u"--data-dir folder registry webhook t"_s, u"test"_s);
    row(u"-y --target 15 registry keys s"_s, u"sign"_s);
    row(u"search --so"_s, u"--sort"_s);
    row(u"--off"_s, u"--offline"_s);
    // Values.
    row(u"search --sort "_s, u"relevance newest name installs"_s);
    row(u"search --sort = ne"_s, u"newest"_s);
    row(u"search --sort ="_s, u"relevance newest name installs"_s);
    row(u"registry user add ada --role "_s, u"author service admin"_s);
    row(u"registry yank kvbox 1.2.0 --reason "_s, QString());
    // What has a value of its own is no verb.
    row(u"registry user add li"_s, QString());
}

void TestShellCompletion::bashOffersWhatFits()
{
    QFETCH(QString, line);
    QFETCH(QString, offers);
    QCOMPARE(offered(line.split(u' ')), offers.split(u' ', Qt::SkipEmptyParts));
}

void TestShellCompletion::bashOffersFilesWhereOneIsMeant_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("offersFiles");
    const auto row = [](const QString &line, bool offersFiles) {
        QTest::newRow(qPrintable(line)) << line << offersFiles;
    };
    row(u"registry import kv"_s, true);
    row(u"registry import one.zip kv"_s, true);
    row(u"meta check kv"_s, true);
    row(u"registry status --data kv"_s, true);
    row(u"serve --tls kv"_s, true);
    row(u"registry keys kv"_s, false);
    row(u"registry user add kv"_s, false);
    row(u"search kv"_s, false);
    row(u"registry yank kvbox 1.2.0 --reason kv"_s, false);
}

void TestShellCompletion::bashOffersFilesWhereOneIsMeant()
{
    QFETCH(QString, line);
    QFETCH(bool, offersFiles);
    QCOMPARE(offered(line.split(u' ')).contains(u"kvbox.zip"_s), offersFiles);
}

void TestShellCompletion::bashOffersAtEachPlaceWhatHelpTells()
{
    QList<QStringList> lines;
    for (const CompletionPlace &place : completionPlaces()) {
        const QStringList words = place.path.split(u' ', Qt::SkipEmptyParts);
        lines += words + QStringList{QString()};
        lines += words + QStringList{u"--"_s};
    }
    const QList<QStringList> answers = offered(lines);
    QCOMPARE(answers.size(), lines.size());
    for (qsizetype i = 0; i < completionPlaces().size(); ++i) {
        const CompletionPlace &place = completionPlaces().at(i);
        QStringList words;
        for (const CompletionWord &word : place.words)
            words += word.text;
        QStringList options;
        for (const OptionSpec &option : place.options)
            options += u"--"_s + option.name;
        if (!place.takesFiles)
            QCOMPARE(answers.at(2 * i), words.isEmpty() ? options : words);
        QCOMPARE(answers.at(2 * i + 1), options);
    }
}

void TestShellCompletion::theOtherShellsOfferTheSame()
{
    const QString zsh = shellCompletion(u"zsh"_s);
    const QStringList fish = shellCompletion(u"fish"_s).split(u'\n');
    // 'name:help' or 'name', a quote within written as '\''.
    const QRegularExpression entry(u"'([^':]+)(:([^']|'\\\\'')*)?'( |$)"_s);
    const auto first = [&](const QString &list) {
        QStringList words;
        for (auto each = entry.globalMatch(list); each.hasNext();)
            words += each.next().captured(1);
        return words;
    };
    for (const CompletionPlace &place : completionPlaces()) {
        QStringList words;
        for (const CompletionWord &word : place.words)
            words += word.text;
        QStringList options;
        for (const OptionSpec &option : place.options)
            options += option.name;
        const QString ofZsh =
            zsh.section(u"    \"%1\")\n"_s.arg(place.path), 1, 1).section(u";;"_s, 0, 0);
        QCOMPARE(first(ofZsh.section(u"names=("_s, 1).section(u")\n"_s, 0, 0)), words);
        QCOMPARE(first(ofZsh.section(u"flags=("_s, 1).section(u")\n"_s, 0, 0)),
                 QStringList(options).replaceInStrings(QRegularExpression(u"^"_s), u"--"_s));
        const QString path = place.path.isEmpty() ? QString() : u' ' + place.path;
        QStringList wordsOfFish;
        QStringList optionsOfFish;
        for (const QString &line : fish) {
            if (line.contains(u"'__howdahctl_at%1' -a "_s.arg(path)))
                wordsOfFish += line.section(u"' -a "_s, 1).section(u' ', 0, 0);
            if (line.contains(u"'__howdahctl_in%1' -l "_s.arg(path)))
                optionsOfFish += line.section(u"' -l "_s, 1).section(u' ', 0, 0);
        }
        QCOMPARE(wordsOfFish, words);
        QCOMPARE(optionsOfFish, options);
    }
}

void TestShellCompletion::everyVerbOfHelpIsAPlace()
{
    QSet<QString> paths;
    for (const CompletionPlace &place : completionPlaces()) {
        QVERIFY2(!paths.contains(place.path), qPrintable(place.path));
        paths += place.path;
    }
    for (const QString &path :
         {u"registry init"_s, u"registry webhook redeliver"_s, u"registry keys withdraw"_s,
          u"registry user reset-password"_s, u"meta convert"_s, u"servers use"_s, u"cache clear"_s,
          u"trust forget"_s, u"report send"_s})
        QVERIFY2(paths.contains(path), qPrintable(path));
    // Every line of help about a verb begins with a place's words, and each place has its line.
    for (const CommandLine::Entry &entry : CommandLine::entries()) {
        if (entry.spec.verbs.isEmpty())
            continue;
        const QString help = CommandLine::help(entry.spec);
        for (const QString &path : std::as_const(paths)) {
            const QString rest = path.section(u' ', 1);
            if (!rest.isEmpty() && path.startsWith(entry.spec.name + u' '))
                QVERIFY2(help.contains(u"\n  "_s + rest + u' '), qPrintable(path));
        }
    }
}

void TestShellCompletion::noOptionIsForgottenByAllVerbs()
{
    // One that no verb names could be written with none of them.
    for (const CommandLine::Entry &entry : CommandLine::entries()) {
        if (entry.spec.verbs.isEmpty())
            continue;
        QSet<QString> known;
        for (const CompletionPlace &place : completionPlaces()) {
            if (!place.path.startsWith(entry.spec.name + u' '))
                continue;
            for (const OptionSpec &option : place.options)
                known += option.name;
        }
        for (const OptionSpec &option : entry.spec.options)
            QVERIFY2(known.contains(option.name), qPrintable(option.name));
    }
}

QTEST_GUILESS_MAIN(TestShellCompletion)
#include "tst_shellcompletion.moc"
