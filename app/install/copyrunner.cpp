// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/copyrunner.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int dismissed = 126;
constexpr int notAuthorized = 127;

QString tr(const char *text)
{
    return QCoreApplication::translate("CopyRunner", text);
}

bool isWritableFolder(const QString &folder)
{
    QFileInfo info(folder);
    while (!info.exists() && !info.isRoot())
        info.setFile(info.path());
    return info.isDir() && info.isWritable();
}

/// What a batch of this id leaves when it is killed.
QStringList leftovers(const QString &folder, const QString &id)
{
    return QDir(folder).entryList({u'.' + id + u"-*.howdah-new"_s, u'.' + id + u"-*.howdah-old"_s},
                                  QDir::Files | QDir::System | QDir::Hidden);
}

/// Whether a folder goes with the batch: nothing stays in it.
bool becomesEmpty(const QString &folder, const CopyBatch &batch)
{
    const QStringList ours = leftovers(folder, batch.id);
    const QStringList names = QDir(folder).entryList(QDir::AllEntries | QDir::System | QDir::Hidden
                                                     | QDir::NoDotAndDotDot);
    return std::all_of(names.cbegin(), names.cend(), [&](const QString &name) {
        const QString path = folder + u'/' + name;
        const bool isRemoved = std::any_of(
            batch.removals.cbegin(), batch.removals.cend(),
            [&](const CopyBatch::Removal &removal) { return removal.destination == path; });
        return isRemoved || ours.contains(name)
               || (batch.emptyFolders.contains(path) && becomesEmpty(path, batch));
    });
}

/// What the helper says on its standard output.
Error helperError(const CommandOutcome &outcome)
{
    const QJsonObject error =
        QJsonDocument::fromJson(outcome.output).object().value(u"error"_s).toObject();
    if (error.isEmpty()) {
        return {Error::Kind::Internal,
                tr("The helper that copies files with administrator rights failed."),
                outcome.text()};
    }
    return {errorKindFromString(error.value(u"kind"_s).toString()),
            error.value(u"message"_s).toString(), error.value(u"detail"_s).toString()};
}

} // namespace

CopyRunner::CopyRunner(CommandRunner &runner, QString helper)
    : m_runner(runner), m_helper(std::move(helper))
{
}

bool CopyRunner::isWritable(const CopyBatch &batch)
{
    QSet<QString> folders;
    for (const CopyBatch::Put &put : batch.puts)
        folders.insert(QFileInfo(put.destination).path());
    for (const CopyBatch::Link &link : batch.links)
        folders.insert(QFileInfo(link.destination).path());
    for (const CopyBatch::Removal &removal : batch.removals)
        folders.insert(QFileInfo(removal.destination).path());
    for (const QString &folder : batch.sweep) {
        if (!leftovers(folder, batch.id).isEmpty())
            folders.insert(folder);
    }
    for (const QString &folder : batch.emptyFolders) {
        if (QFileInfo(folder).isDir() && becomesEmpty(folder, batch))
            folders.insert(QFileInfo(folder).path());
    }
    return std::all_of(folders.cbegin(), folders.cend(), isWritableFolder);
}

bool CopyRunner::hasChangedNothing(const Error &error)
{
    // Internal: the helper ended without an answer.
    return error.kind != Error::Kind::Timeout && error.kind != Error::Kind::Internal;
}

Result<void> CopyRunner::run(const CopyBatch &batch, const QStringList &folders,
                             const CancellationToken &token) const
{
    if (batch.isEmpty())
        return {};
    if (!isWritable(batch))
        return runHelper(batch, token);
    CopyRules rules;
    rules.folders = folders;
    return carryOut(batch, rules);
}

Result<void> CopyRunner::runHelper(const CopyBatch &batch, const CancellationToken &token) const
{
    const QString pkexec = QStandardPaths::findExecutable(u"pkexec"_s, {u"/usr/bin"_s});
    if (pkexec.isEmpty() || !QFileInfo(m_helper).isExecutable()) {
        return Error{Error::Kind::Permission,
                     tr("Copying the files into PostgreSQL's folders needs administrator rights, "
                        "and there is no way to ask for them here (%1). Run Howdah as "
                        "administrator, or choose a folder of your own with PostgreSQL 18.")
                         .arg(pkexec.isEmpty() ? tr("pkexec is not installed")
                                               : tr("the helper is missing: %1").arg(m_helper)),
                     {}};
    }
    const QString verb = batch.verb == CopyBatch::Verb::Install ? u"install"_s : u"restore"_s;
    // pkexec's own way of asking on a terminal would be stopped there, as this is no foreground process.
    Command command{pkexec, {u"--disable-internal-agent"_s, m_helper, verb}, u"/"_s};
    command.input = QJsonDocument(batch.toJson()).toJson(QJsonDocument::Compact);
    command.timeout = std::chrono::minutes(15); // a person has to type a password
    const Result<CommandOutcome> outcome = m_runner.run(command, token);
    if (!outcome)
        return outcome.error();
    if (outcome->succeeded())
        return {};
    if (outcome->exitCode == dismissed) {
        return Error{Error::Kind::Permission,
                     tr("You did not grant administrator rights, so nothing was copied."),
                     outcome->text()};
    }
    if (outcome->exitCode == notAuthorized) {
        return Error{Error::Kind::Permission,
                     tr("This system did not grant administrator rights: you may not have them, or "
                        "no program that asks for the password is running. Run Howdah as "
                        "administrator, for example with sudo."),
                     outcome->text()};
    }
    return helperError(*outcome);
}
