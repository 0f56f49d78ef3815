// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>

/// One line of a job's list of steps.
struct JobStep {
    enum class State { Pending, Running, Done, Failed, Skipped };
    QString title;
    QString why = {}; ///< one line below the title
    State state = State::Pending;
    QDateTime started = {};
    QDateTime finished = {};
    bool operator==(const JobStep &) const = default;
};
[[nodiscard]] QString nameOf(JobStep::State state);

class JobReporter;

/// Long, visible, cancellable work. The object lives on the main thread; `run()` is called once on a worker
/// thread of its own and must not touch QObjects of the main thread: it speaks through the JobReporter. States:
/// Waiting -> Running -> Done | Failed | Cancelled; signals arrive on the main thread, `finished()` once and last;
/// progress, steps and log in batches, at most 20 a second. A run that returns an error of kind Cancelled is Cancelled,
/// any other error is Failed, whatever was asked.
class Job : public QObject
{
    Q_OBJECT

public:
    enum class State { Waiting, Running, Done, Failed, Cancelled };
    Q_ENUM(State)

    /// What is remembered of it after it ended, and shown in lists.
    struct Facts {
        QString kind;     ///< "install", "undo", "uninstall", "try", "sync", "sql"…
        QString title;    ///< "Install semver 0.40.0"
        QString subject;  ///< distribution or extension name, lower case: what a button watches
        QString targetId; ///< Target::id(); empty when there is none
        QString targetTitle;
        QString fromVersion;
        QString toVersion;
        bool operator==(const Facts &) const = default;
    };

    explicit Job(Facts facts, QList<JobStep> steps = {}, QObject *parent = nullptr);
    ~Job() override;

    [[nodiscard]] QString id() const;
    [[nodiscard]] const Facts &facts() const;
    /// Jobs with the same non-empty key never run at the same time (the installation they write to).
    [[nodiscard]] virtual QString exclusiveKey() const { return {}; }

    [[nodiscard]] State state() const;
    [[nodiscard]] bool isOver() const;
    [[nodiscard]] double progress() const;  ///< 0…1; negative: unknown
    [[nodiscard]] QString activity() const; ///< what it does now: "Building 62 %"
    [[nodiscard]] const QList<JobStep> &steps() const;
    [[nodiscard]] const QStringList &log() const; ///< the newest 10 000 lines
    [[nodiscard]] std::optional<Error> error() const;
    /// What it leaves for others: manifest id, sandbox id, connection string… Filled when it is done.
    [[nodiscard]] QJsonObject outcome() const;
    [[nodiscard]] QDateTime queued() const;
    [[nodiscard]] QDateTime started() const;
    [[nodiscard]] QDateTime finishedAt() const;

    /// Asks it to stop; a waiting job is cancelled at once.
    void cancel();

Q_SIGNALS:
    void stateChanged();
    void progressChanged();
    void stepsChanged(int index); ///< -1: the whole list was replaced
    void logAdded(const QStringList &lines);
    void finished();

protected:
    /// The recipe: plain sequential code on a worker thread.
    [[nodiscard]] virtual Result<void> run(JobReporter &reporter) = 0;

private:
    friend class JobQueue;
    friend class JobReporter;
    struct Private;
    std::unique_ptr<Private> d;
};
[[nodiscard]] QString nameOf(Job::State state);

/// What a running job tells; every call is thread-safe and returns at once.
class JobReporter
{
public:
    virtual ~JobReporter() = default;
    [[nodiscard]] virtual CancellationToken token() const = 0;
    virtual void log(const QString &line) = 0;
    virtual void progress(double fraction, const QString &activity) = 0;
    virtual void steps(const QList<JobStep> &steps) = 0; ///< replaces the list
    virtual void stepStarted(int index) = 0;
    virtual void stepDone(int index, const QString &why = {}) = 0; ///< empty `why`: as it was
    virtual void stepSkipped(int index, const QString &why) = 0;
    virtual void stepFailed(int index, const QString &why) = 0;
    virtual void outcome(const QJsonObject &members) = 0; ///< merged into what was told before
};
