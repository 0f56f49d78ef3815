// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/planscript.h"

#include "core/commandrunner.h"
#include "install/scriptparts.h"
#include "install/systemadvice.h"

#include <algorithm>

using namespace Qt::StringLiterals;

void PlanScript::add(const QString &line)
{
    m_lines += line;
}

void PlanScript::comment(const QString &text)
{
    QString line = text.simplified();
    line.removeIf([](QChar each) { return each.category() == QChar::Other_Control; });
    m_lines += u"# "_s + line;
}

void PlanScript::part(const QString &name)
{
    m_lines += {QString(), ScriptParts::text(name)};
}

bool PlanScript::has(Step::Kind kind) const
{
    return std::any_of(m_plan.steps.cbegin(), m_plan.steps.cend(),
                       [kind](const Step &step) { return step.kind == kind; });
}

QString PlanScript::text()
{
    head();
    stopAtBlockers();
    connection();
    if (m_plan.action == Plan::Action::Uninstall) {
        statements();
        removal();
    } else {
        sources();
        statements();
        tests();
    }
    return m_lines.join(u'\n') + u'\n';
}

void PlanScript::head()
{
    add(u"#!/bin/sh"_s);
    comment(m_plan.title);
    comment(m_plan.summary);
    if (!m_plan.releases.isEmpty()) {
        add(u"#"_s);
        comment(u"Unlike Howdah, this script builds without a jail and keeps nothing for undo."_s);
    }
    add(u"set -eu"_s);
    add();
    const Installation &installation = m_plan.target.installation;
    add(u"pg_config="_s + shellQuoted(installation.pgConfig));
    add(u"bindir=$(\"$pg_config\" --bindir)"_s);
    if (!m_plan.releases.isEmpty() || !m_plan.removedFiles.isEmpty()) {
        add(u"sudo="_s);
        if (m_plan.destination == Plan::Destination::Installation)
            add(u"[ -w \"$(\"$pg_config\" --pkglibdir)\" ] || sudo=sudo"_s);
    }
}

void PlanScript::stopAtBlockers()
{
    if (m_plan.isPossible())
        return;
    add();
    add(u"if [ \"${FORCE:-no}\" != yes ]; then"_s);
    add(u"    {"_s);
    add(u"        echo 'This cannot work as it is (FORCE=yes tries all the same):'"_s);
    for (const Finding &finding : m_plan.findings) {
        if (finding.severity != Finding::Severity::Blocker)
            continue;
        QString text = u"- "_s + finding.message + u' ' + finding.fix;
        if (!finding.command.isEmpty())
            text += u" Run: "_s + finding.command;
        add(u"        printf '%s\\n' "_s + shellQuoted(text.simplified()));
    }
    add(u"    } >&2"_s);
    add(u"    exit 1"_s);
    add(u"fi"_s);
}

void PlanScript::connection()
{
    if (!m_plan.target.cluster
        || (m_plan.databases.isEmpty() && !m_plan.preload.isChange() && !m_plan.runTests))
        return;
    const ConnectionParameters &connection = m_plan.target.cluster->connection;
    add();
    add(u"# The server; a password comes from ~/.pgpass or PGPASSWORD."_s);
    const auto variable = [this](const QString &name, const QString &value) {
        if (!value.isEmpty())
            add(u"export %1=%2"_s.arg(name, shellQuoted(value)));
    };
    variable(u"PGHOST"_s, connection.host);
    variable(u"PGPORT"_s, QString::number(connection.port));
    variable(u"PGUSER"_s, connection.user);
    variable(u"PGSSLMODE"_s, connection.sslMode);
    variable(u"PGSERVICE"_s, connection.service);
    part(u"sql"_s);
}

void PlanScript::sources()
{
    if (m_plan.releases.isEmpty())
        return;
    add();
    add(u"work=$(mktemp -d)"_s);
    add(u"trap 'rm -rf \"$work\"' EXIT"_s);
    add(u"trap 'exit 1' HUP INT TERM"_s);
    const bool toUserFolder = m_plan.destination == Plan::Destination::UserFolder;
    if (toUserFolder)
        add(u"folder="_s + shellQuoted(m_plan.userFolder));
    const bool ownFlags =
        std::none_of(m_plan.findings.cbegin(), m_plan.findings.cend(),
                     [](const Finding &each) { return each.id == u"compiler-flags"; });
    const auto anyRelease = [this](auto test) {
        return std::any_of(m_plan.releases.cbegin(), m_plan.releases.cend(), test);
    };
    if (anyRelease([](const PlannedRelease &each) { return !each.release.digests.isEmpty(); }))
        part(u"check"_s);
    part(u"unpack"_s);
    add(u"# CFLAGS for a compiler that does not know the options of the server's; else empty."_s);
    add(u"cflags="_s
        + (ownFlags ? QString() : shellQuoted(u"-O2 -Wall -fwrapv -fno-strict-aliasing"_s)));
    part(u"make"_s);
    part(toUserFolder ? u"install-user"_s : u"install"_s);
    for (int index = 0; index < m_plan.releases.size(); ++index)
        release(m_plan.releases[index], index);
    if (toUserFolder && m_plan.target.cluster && !m_plan.databases.isEmpty()) {
        part(u"search-path"_s);
        add(u"search_also extension_control_path \"$folder/share\""_s);
        add(u"search_also dynamic_library_path \"$folder/lib\""_s);
        add(u"sql postgres 'SELECT pg_reload_conf()' >/dev/null"_s);
    }
}

void PlanScript::release(const PlannedRelease &planned, int index)
{
    add();
    comment(planned.release.name + u' ' + planned.release.version.toString()
            + (planned.neededBy.isEmpty() ? QString() : u", needed by "_s + planned.neededBy));
    const QUrl &url = planned.archiveUrl;
    const QString suffix = url.fileName().contains(u".tar"_s)
                               ? url.fileName().mid(url.fileName().indexOf(u".tar"_s))
                               : u".zip"_s;
    const QString archive = u"\"$work\"/%1%2"_s.arg(index).arg(shellQuoted(suffix));
    if (url.isLocalFile()) {
        add(u"cp %1 %2"_s.arg(shellQuoted(url.toLocalFile()), archive));
    } else {
        add(u"curl --fail --location --silent --show-error --output %1 %2"_s.arg(
            archive, shellQuoted(url.toString(QUrl::FullyEncoded))));
    }
    const Digests &digests = planned.release.digests;
    const std::pair<QString, QByteArray> known[] = {
        {u"512"_s, digests.sha512}, {u"256"_s, digests.sha256}, {u"1"_s, digests.sha1}};
    const auto strongest = std::find_if(std::begin(known), std::end(known),
                                        [](const auto &each) { return !each.second.isEmpty(); });
    if (strongest == std::end(known)) {
        add(u"# The registry publishes no digest: nothing to compare with."_s);
    } else {
        add(u"check %1 %2 %3"_s.arg(strongest->first,
                                    QString::fromLatin1(strongest->second.toHex()), archive));
    }
    add(u"unpack %1 \"$work/src%2\""_s.arg(archive).arg(index));
    add(u"build_and_install \"$work/src%1\""_s.arg(index));
}

void PlanScript::statements()
{
    bool proves = false;
    for (const Step &step : m_plan.steps) {
        QString line;
        switch (step.kind) {
        case Step::Kind::Preload:
            line = u"sql postgres "_s + shellQuoted(step.sql);
            break;
        case Step::Kind::Restart: {
            const auto remedy =
                SystemAdvice::restart(m_plan.target.installation, *m_plan.target.cluster);
            if (!m_plan.connectedClients.isEmpty())
                comment(step.why);
            line = remedy.command.isEmpty() ? u"echo "_s + shellQuoted(remedy.fix) : remedy.command;
            break;
        }
        case Step::Kind::Create:
        case Step::Kind::Drop:
            line = u"sql %1 %2"_s.arg(shellQuoted(step.database), shellQuoted(step.sql));
            break;
        case Step::Kind::Prove:
            if (!std::exchange(proves, true))
                part(u"prove"_s);
            line = u"prove %1 %2"_s.arg(shellQuoted(step.database), shellQuoted(step.extension));
            break;
        default:
            continue;
        }
        if (step.optional) {
            const QString folder = m_plan.destination == Plan::Destination::UserFolder
                                       ? u"\"$folder/share\""_s
                                       : u"\"$(\"$pg_config\" --sharedir)\""_s;
            line = u"if [ -e %1/extension/%2 ]; then %3; fi"_s.arg(
                folder, shellQuoted(step.extension + u".control"_s), line);
        }
        add();
        comment(step.title + u": "_s + step.why);
        add(line);
    }
    const bool restartByHand = m_plan.needsRestart && !has(Step::Kind::Restart);
    for (const Finding &finding : m_plan.findings) {
        if (!restartByHand || finding.id != u"restart")
            continue;
        add();
        for (const QString &text : {finding.message, finding.fix, finding.command}) {
            if (!text.isEmpty())
                add(u"printf '%s\\n' "_s + shellQuoted(text.simplified()));
        }
    }
}

void PlanScript::tests()
{
    for (const Step &step : m_plan.steps) {
        if (step.kind != Step::Kind::RegressionTest)
            continue;
        add();
        comment(step.title);
        add(u"run_tests \"$work/src%1\""_s.arg(step.release));
        // Functions may be defined late, but not after their first use.
        m_lines.insert(m_lines.size() - 2, ScriptParts::text(u"tests"_s));
    }
}

void PlanScript::removal()
{
    if (!m_plan.removedFiles.isEmpty()) {
        add();
        add(u"$sudo rm -f -- \\"_s);
        for (qsizetype index = 0; index < m_plan.removedFiles.size(); ++index) {
            const bool isLast = index + 1 == m_plan.removedFiles.size();
            add(u"    "_s + shellQuoted(m_plan.removedFiles[index])
                + (isLast ? QString() : u" \\"_s));
        }
    }
    if (m_plan.restoredFiles.isEmpty())
        return;
    add();
    add(u"echo 'Howdah alone can put these back as they were (howdahctl undo):'"_s);
    for (const QString &file : m_plan.restoredFiles)
        add(u"printf '%s\\n' "_s + shellQuoted(file));
}
