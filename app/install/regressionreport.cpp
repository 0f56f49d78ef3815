// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/regressionreport.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("RegressionReport", text);
}

struct Line {
    QString name;
    bool isOk = false;
};

std::optional<Line> testLine(const QString &line)
{
    // "test base ... ok 12 ms", "     base ... FAILED", in a parallel group without the first word
    static const QRegularExpression old(
        u"\\A(?:test)?\\s+(\\S+)\\s+\\.\\.\\. (ok|FAILED|failed)\\b"_s);
    // "ok 3         - base     12 ms", "not ok 4     + base"
    static const QRegularExpression tap(u"\\A(not )?ok\\s+\\d+\\s+[-+]\\s+(\\S+)\\s+\\d+ ms"_s);
    if (const QRegularExpressionMatch match = tap.match(line); match.hasMatch())
        return Line{match.captured(2), match.captured(1).isEmpty()};
    if (const QRegularExpressionMatch match = old.match(line); match.hasMatch())
        return Line{match.captured(1), match.captured(2) == u"ok"_s};
    return std::nullopt;
}

/// pg_prove tells only sums.
void addProved(RegressionReport &report, const QString &output)
{
    static const QRegularExpression sums(u"^Files=\\d+, Tests=(\\d+),"_s,
                                         QRegularExpression::MultilineOption);
    static const QRegularExpression failures(u"Failed:\\s+(\\d+)"_s);
    const QRegularExpressionMatch match = sums.match(output);
    if (!match.hasMatch())
        return;
    int failed = 0;
    QRegularExpressionMatchIterator each = failures.globalMatch(output);
    while (each.hasNext())
        failed += each.next().captured(1).toInt();
    const int total = match.captured(1).toInt();
    report.total += total;
    report.passed += std::max(0, total - failed);
}

/// What pg_regress or make said last before make gave up.
QString reasonOfStop(const QStringList &lines)
{
    static const QRegularExpression prefix(
        u"\\A(?:# |pg_regress: |psql: |\\S*make(?:\\[\\d+\\])?: )"_s);
    QString reason;
    for (const QString &line : lines) {
        if (testLine(line) || line.contains(u"could not set core size"_s))
            continue;
        if (line.contains(u"make"_s) && line.contains(u"Error"_s))
            break;
        if (prefix.match(line).hasMatch())
            reason = QString(line).remove(prefix).trimmed();
    }
    return reason;
}

} // namespace

RegressionReport RegressionReport::notRun(const QString &why)
{
    RegressionReport report;
    report.summary = why;
    return report;
}

RegressionReport RegressionReport::parse(const QString &output, int exitCode)
{
    RegressionReport report;
    const QStringList lines = output.split(u'\n');
    for (const QString &text : lines) {
        const std::optional<Line> line = testLine(text);
        if (!line)
            continue;
        ++report.total;
        if (line->isOk)
            ++report.passed;
        else
            report.failed << line->name;
    }
    addProved(report, output);
    report.ran = report.total > 0;
    if (!report.ran) {
        report.summary = exitCode == 0 ? tr("The distribution has no regression tests.")
                                       : tr("The regression tests could not be started.");
        return report;
    }
    if (exitCode != 0 && report.passed == report.total) {
        // Every test that was run passed, and then the run itself broke off.
        const QString reason = reasonOfStop(lines);
        report.summary = (report.passed == 1 ? tr("%1 test passed, then the run stopped%2")
                                             : tr("%1 tests passed, then the run stopped%2"))
                             .arg(report.passed)
                             .arg(reason.isEmpty() ? u"."_s : u": "_s + reason);
        report.failed << tr("the run itself");
        ++report.total;
        return report;
    }
    const bool areAllGood = report.passed == report.total;
    report.summary =
        report.total == 1 ? (areAllGood ? tr("Its one test passed.") : tr("Its one test failed."))
        : areAllGood      ? tr("All %1 tests passed.").arg(report.total)
                          : tr("%1 of %2 tests passed.").arg(report.passed).arg(report.total);
    if (!report.failed.isEmpty())
        report.summary += u' ' + tr("Failed: %1.").arg(report.failed.join(u", "_s));
    return report;
}

QJsonObject RegressionReport::toJson() const
{
    return {{u"ran"_s, ran},
            {u"passed"_s, passed},
            {u"total"_s, total},
            {u"failed"_s, QJsonArray::fromStringList(failed)},
            {u"summary"_s, summary}};
}
