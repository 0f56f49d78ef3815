// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "install/plan.h"
#include "jobs/job.h"
#include "rowmodel.h"

#include <QtQml/qqmlregistration.h>

struct StepLine {
    int number = 0;
    QString title;
    QString why;
    QString duration;
    QString stepState;
    bool operator==(const StepLine &) const = default;
};

/// Steps of a plan or of a job, in order.
class StepModel : public RowModel<StepLine>
{
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the application")

public:
    explicit StepModel(QObject *parent = nullptr);
    void show(const QList<Step> &steps);
    void show(const QList<JobStep> &steps, bool isCancelled = false);

protected:
    [[nodiscard]] QString keyOf(const StepLine &row) const override
    {
        return QString::number(row.number);
    }
};
