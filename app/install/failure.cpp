// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/failure.h"

#include "install/failurerules.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

using namespace Qt::StringLiterals;
using Cause = FailureDiagnosis::Cause;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Failure", text);
}

QString lineAround(const QString &text, qsizetype at)
{
    const qsizetype begin = at > 0 ? text.lastIndexOf(u'\n', at - 1) + 1 : 0;
    const qsizetype end = text.indexOf(u'\n', at);
    return text.mid(begin, end < 0 ? -1 : end - begin).trimmed();
}

struct Hit {
    const FailureRule *rule = nullptr;
    QRegularExpressionMatch match;
    QStringList lines;
};

/// The most telling rule; of equally telling ones the one whose line comes first, because what follows is mostly
/// its consequence.
Hit bestHit(const QString &text)
{
    Hit best;
    for (const FailureRule &rule : failureRules()) {
        if (best.rule && best.rule->rank < rule.rank)
            continue;
        auto matches = rule.pattern.globalMatch(text);
        if (!matches.hasNext())
            continue;
        const QRegularExpressionMatch first = matches.peekNext();
        if (best.rule && best.rule->rank == rule.rank
            && best.match.capturedStart() <= first.capturedStart())
            continue;
        QStringList lines;
        while (matches.hasNext() && lines.size() < 5) {
            const QString line = lineAround(text, matches.next().capturedStart());
            if (!lines.contains(line))
                lines += line;
        }
        best = {&rule, first, lines};
    }
    return best;
}

/// What the error alone says, when its output says nothing.
FailureDiagnosis fromKind(const Error &error)
{
    FailureDiagnosis diagnosis;
    diagnosis.headline = error.message;
    diagnosis.evidence = error.detail.section(u'\n', 0, 4);
    switch (error.kind) {
    case Error::Kind::DiskFull:
        diagnosis.cause = Cause::DiskFull;
        diagnosis.action = tr("Free some space, then try again.");
        break;
    case Error::Kind::Network:
        diagnosis.cause = Cause::Network;
        diagnosis.action = tr("Check the connection, then try again.");
        break;
    case Error::Kind::Timeout:
        diagnosis.cause = Cause::TimeLimit;
        diagnosis.action = tr("Try again when the computer is less busy.");
        break;
    case Error::Kind::Permission:
        diagnosis.cause = Cause::Permission;
        diagnosis.action = tr("Try again as a user who may, or have an administrator do it.");
        break;
    case Error::Kind::Conflict:
        diagnosis.cause = Cause::Conflict;
        break;
    case Error::Kind::Missing:
        diagnosis.cause = Cause::MissingTool;
        break;
    default:
        diagnosis.action = tr("Read the log; its last lines mostly tell the reason.");
        break;
    }
    return diagnosis;
}

} // namespace

QString nameOf(FailureDiagnosis::Cause cause)
{
    switch (cause) {
    case Cause::MissingHeader:
        return u"missing-header"_s;
    case Cause::MissingLibrary:
        return u"missing-library"_s;
    case Cause::MissingTool:
        return u"missing-tool"_s;
    case Cause::CompilerError:
        return u"compiler-error"_s;
    case Cause::WrongPostgres:
        return u"wrong-postgres"_s;
    case Cause::NeedsPreload:
        return u"needs-preload"_s;
    case Cause::MissingExtension:
        return u"missing-extension"_s;
    case Cause::Permission:
        return u"permission"_s;
    case Cause::DiskFull:
        return u"disk-full"_s;
    case Cause::Network:
        return u"network"_s;
    case Cause::TimeLimit:
        return u"time-limit"_s;
    case Cause::MemoryLimit:
        return u"memory-limit"_s;
    case Cause::Conflict:
        return u"conflict"_s;
    case Cause::Unknown:
        return u"unknown"_s;
    }
    return u"unknown"_s;
}

FailureDiagnosis Failure::diagnose(const Error &error, const QString &log)
{
    const QString text = log + u'\n' + error.message + u'\n' + error.detail;
    const Hit hit = bestHit(text);
    // A limit that was hit or a full disk explains whatever the output says besides.
    const bool kindDecides =
        error.kind == Error::Kind::DiskFull || error.kind == Error::Kind::Timeout;
    if (!hit.rule || (kindDecides && hit.rule->rank > FailureRule::decisive))
        return fromKind(error);
    FailureDiagnosis diagnosis = hit.rule->explain(hit.match, text);
    if (diagnosis.headline.isEmpty())
        diagnosis.headline = error.message;
    diagnosis.evidence = hit.lines.join(u'\n');
    return diagnosis;
}
