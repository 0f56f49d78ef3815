// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/buildreport.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("BuildReport", text);
}

QString testsWord(const QJsonObject &tests)
{
    if (!tests[u"ran"].toBool())
        return u"none"_s;
    return tests[u"passed"] == tests[u"total"] ? u"pass"_s : u"fail"_s;
}

} // namespace

Result<QJsonObject> BuildReport::of(const JobRecord &record, const ServerVersion &postgres,
                                    const Platform &platform)
{
    const bool isInstall = record.facts.kind == u"install" || record.facts.kind == u"update";
    if (!isInstall || record.facts.toVersion.isEmpty())
        return Error{
            Error::Kind::Unsupported,
            tr("“%1” installed no release; only installs can be reported.").arg(record.facts.title),
            {}};
    const bool isDone = record.state == Job::State::Done;
    const bool failedByItself = record.state == Job::State::Failed
                                && (record.errorKind == nameOf(Error::Kind::Process)
                                    || record.errorKind == nameOf(Error::Kind::Database));
    if (!isDone && !failedByItself)
        return Error{Error::Kind::Unsupported,
                     tr("How “%1” ended says nothing about the release itself, so there is nothing "
                        "to report.")
                         .arg(record.facts.title),
                     {}};
    QJsonObject report{{u"version"_s, record.facts.toVersion},
                       {u"postgres"_s, postgres.major},
                       {u"os"_s, platform.os},
                       {u"arch"_s, platform.architecture},
                       {u"outcome"_s, isDone ? u"pass"_s : u"fail"_s},
                       {u"tests"_s, testsWord(record.outcome[u"tests"].toObject())},
                       {u"client"_s, u"Howdah/"_s + QCoreApplication::applicationVersion()}};
    if (!platform.osVersion.isEmpty())
        report.insert(u"osVersion"_s, platform.osVersion);
    if (!isDone)
        report.insert(u"reason"_s, record.errorKind);
    return report;
}
