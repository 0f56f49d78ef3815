// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "stepmodel.h"

#include "texts.h"

using namespace Qt::StringLiterals;

StepModel::StepModel(QObject *parent)
    : RowModel<StepLine>(
        {{"number", [](const StepLine &row) -> QVariant { return row.number; }},
         {"title", [](const StepLine &row) -> QVariant { return row.title; }},
         {"why", [](const StepLine &row) -> QVariant { return row.why; }},
         {"duration", [](const StepLine &row) -> QVariant { return row.duration; }},
         {"stepState", [](const StepLine &row) -> QVariant { return row.stepState; }}},
        parent)
{
}

void StepModel::show(const QList<Step> &steps)
{
    QList<StepLine> rows;
    for (const Step &step : steps) {
        const QString duration =
            step.seconds >= 0.5 ? tr("≈ %1").arg(Texts::seconds(step.seconds)) : QString();
        rows += {static_cast<int>(rows.size()) + 1, step.title, step.why, duration, u"planned"_s};
    }
    setRows(rows);
}

void StepModel::show(const QList<JobStep> &steps, bool isCancelled)
{
    QList<StepLine> rows;
    for (const JobStep &step : steps) {
        QString state = nameOf(step.state);
        if (step.state == JobStep::State::Pending)
            state = u"planned"_s;
        else if (isCancelled && step.state == JobStep::State::Failed)
            state = u"cancelled"_s;
        QString duration;
        if (step.started.isValid() && step.finished.isValid())
            duration =
                Texts::seconds(static_cast<double>(step.started.msecsTo(step.finished)) / 1000.0);
        rows += {static_cast<int>(rows.size()) + 1, step.title, step.why, duration, state};
    }
    setRows(rows);
}
