// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "jobs/job.h"

#include <QMutex>
#include <QStringList>

#include <functional>

/// Keeps what a run tells; `onCall` sees each call's number, for tests that do something at a certain point.
class FakeReporter final : public JobReporter
{
public:
    [[nodiscard]] CancellationToken token() const override { return source.token(); }
    void log(const QString &line) override
    {
        lines << line;
        called(u'l', line);
    }
    void progress(double fraction, const QString &) override
    {
        fractions << fraction;
        called(u'p', {});
    }
    void steps(const QList<JobStep> &steps) override { list = steps; }
    void stepStarted(int index) override
    {
        states[index] = JobStep::State::Running;
        called(u's', QString::number(index));
    }
    void stepDone(int index, const QString &why) override
    {
        states[index] = JobStep::State::Done;
        notes[index] = why;
        called(u'd', QString::number(index));
    }
    void stepSkipped(int index, const QString &why) override
    {
        states[index] = JobStep::State::Skipped;
        notes[index] = why;
    }
    void stepFailed(int index, const QString &why) override
    {
        states[index] = JobStep::State::Failed;
        notes[index] = why;
    }
    void outcome(const QJsonObject &outcome) override { result = outcome; }

    [[nodiscard]] QString text() const { return lines.join(u'\n'); }

    CancellationSource source;
    QStringList lines;
    QList<double> fractions;
    QList<JobStep> list;
    QMap<int, JobStep::State> states;
    QMap<int, QString> notes;
    QJsonObject result;
    std::function<void(int number, QChar kind, const QString &text)> onCall;

private:
    void called(QChar kind, const QString &text)
    {
        ++m_calls;
        if (onCall)
            onCall(m_calls, kind, text);
    }
    int m_calls = 0;
};
