// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "postgres/serviceunit.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds patience{5};

} // namespace

std::optional<ServiceUnit> ServiceUnit::ofProcess(int pid, const QString &procFolder)
{
    QFile file(procFolder + u"/%1/cgroup"_s.arg(pid));
    if (pid <= 0 || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    // "0::/system.slice/postgresql-17.service"; with the older kind of groups a line for each controller
    static const QRegularExpression group(
        u"^\\d+:(?:name=systemd)?:(/\\S*/([^/\\s]+\\.service))$"_s,
        QRegularExpression::MultilineOption);
    static const QRegularExpression ofUser(u"/user@(\\d+)\\.service/"_s);
    const QRegularExpressionMatch match =
        group.match(QString::fromUtf8(file.read(qint64(64) * 1024)));
    if (!match.hasMatch())
        return std::nullopt;
    ServiceUnit unit{match.captured(2), std::nullopt};
    if (const auto user = ofUser.match(match.captured(1)); user.hasMatch())
        unit.user = user.captured(1).toUInt();
    return unit;
}

int ServiceUnit::mainProcess(const QString &systemctl, CommandRunner &runner) const
{
    Command command{systemctl, arguments(u"show"_s) << u"--property=MainPID"_s << u"--value"_s,
                    QDir::rootPath()};
    command.timeout = patience;
    const Result<CommandOutcome> shown = runner.run(command);
    return shown && shown->succeeded() ? shown->output.trimmed().toInt() : 0;
}

QStringList ServiceUnit::arguments(const QString &verb) const
{
    QStringList arguments{u"--no-ask-password"_s, verb, name};
    if (user)
        arguments.prepend(u"--user"_s);
    return arguments;
}
