// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "jobs/jobqueue.h"

#include "jobs/jobprivate.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QThread>

#include <algorithm>

struct JobQueue::Private {
    struct Place {
        std::unique_ptr<Job> job;
        QString key;
        std::unique_ptr<QThread> thread; // only while it runs
        bool closed = false;             // its end was told
    };

    [[nodiscard]] Place *place(const Job *job)
    {
        const auto found = std::find_if(places.begin(), places.end(),
                                        [job](const Place &it) { return it.job.get() == job; });
        return found == places.end() ? nullptr : &*found;
    }

    std::vector<Place> places; // oldest first
    JobHistory *history = nullptr;
    int parallel = 4;
    bool closing = false;
    JobQueue *queue = nullptr;

    void startNext();
    void start(Place &place);
    void close(Job *job);
};

JobQueue::JobQueue(JobHistory *history, int parallel, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>())
{
    d->history = history;
    d->parallel = qMax(1, parallel);
    d->queue = this;
}

JobQueue::~JobQueue()
{
    d->closing = true;
    cancelAll();
    waitForAll(-1);
}

Job *JobQueue::add(std::unique_ptr<Job> job)
{
    Job *added = job.get();
    connect(added, &Job::stateChanged, this, [this, added] { Q_EMIT jobChanged(added); });
    connect(added, &Job::progressChanged, this, [this, added] { Q_EMIT jobChanged(added); });
    connect(added, &Job::stepsChanged, this, [this, added] { Q_EMIT jobChanged(added); });
    connect(added, &Job::finished, this, [this, added] { d->close(added); });
    const QString key = added->exclusiveKey();
    d->places.push_back({std::move(job), key, nullptr, false});
    Q_EMIT this->added(added);
    Q_EMIT activeCountChanged();
    // Queued, so that the caller can connect to the job before it starts.
    QMetaObject::invokeMethod(
        this, [this] { d->startNext(); }, Qt::QueuedConnection);
    return added;
}

void JobQueue::Private::startNext()
{
    if (closing)
        return;
    QStringList busyKeys;
    int running = 0;
    for (const Place &place : places) {
        if (place.thread) {
            ++running;
            if (!place.key.isEmpty())
                busyKeys += place.key;
        }
    }
    // By index: starting tells listeners, who may add.
    for (size_t index = 0; index < places.size() && running < parallel; ++index) {
        Place &place = places[index];
        if (place.job->state() != Job::State::Waiting || busyKeys.contains(place.key))
            continue;
        if (!place.key.isEmpty())
            busyKeys += place.key;
        ++running;
        start(place);
    }
}

void JobQueue::Private::start(Place &place)
{
    Job *job = place.job.get();
    Job::Private *inner = job->d.get();
    place.thread.reset(QThread::create([job, inner] {
        // Whatever it changes, the next start of the program must hear of it.
        inner->recorded.waitForFinished();
        const Result<void> result = inner->execute();
        QMetaObject::invokeMethod(
            job, [inner, result] { inner->conclude(result); }, Qt::QueuedConnection);
    }));
    QThread *thread = place.thread.get();
    thread->setObjectName(job->facts().kind);
    inner->prepare();
    if (history)
        inner->recorded = history->started(*job);
    thread->start();
}

void JobQueue::Private::close(Job *job)
{
    Place *place = this->place(job);
    if (!place || place->closed)
        return;
    place->closed = true;
    if (place->thread) {
        place->thread->wait(); // it has told its result: nothing is left but its last lines
        place->thread.reset();
    }
    if (history)
        history->ended(*job);
    Q_EMIT queue->finished(job);
    Q_EMIT queue->activeCountChanged();
    startNext();
}

QList<Job *> JobQueue::jobs() const
{
    QList<Job *> jobs;
    for (const Private::Place &place : d->places)
        jobs += place.job.get();
    return jobs;
}

Job *JobQueue::job(const QString &id) const
{
    for (const Private::Place &place : d->places) {
        if (place.job->id() == id)
            return place.job.get();
    }
    return nullptr;
}

Job *JobQueue::activeFor(const QString &subject, const QString &targetId) const
{
    Job *waiting = nullptr;
    for (const Private::Place &place : d->places) {
        const Job::Facts &facts = place.job->facts();
        if (place.job->isOver() || facts.targetId != targetId
            || facts.subject.compare(subject, Qt::CaseInsensitive) != 0)
            continue;
        if (place.job->state() == Job::State::Running)
            return place.job.get();
        if (!waiting)
            waiting = place.job.get();
    }
    return waiting;
}

int JobQueue::activeCount() const
{
    return static_cast<int>(
        std::count_if(d->places.cbegin(), d->places.cend(),
                      [](const Private::Place &place) { return !place.job->isOver(); }));
}

void JobQueue::forget(Job *job)
{
    const Private::Place *place = d->place(job);
    if (!place || !place->job->isOver())
        return;
    d->close(job);
    const auto at = std::find_if(d->places.begin(), d->places.end(),
                                 [job](const Private::Place &it) { return it.job.get() == job; });
    if (at == d->places.end())
        return; // a listener of its end was faster
    const QString id = job->id();
    // Later: it may be one of its own signals that led here.
    at->job.release()->deleteLater();
    d->places.erase(at);
    Q_EMIT removed(id);
}

void JobQueue::cancelAll()
{
    for (Job *job : jobs())
        job->cancel();
}

bool JobQueue::waitForAll(int milliseconds)
{
    QDeadlineTimer deadline =
        milliseconds < 0 ? QDeadlineTimer(QDeadlineTimer::Forever) : QDeadlineTimer(milliseconds);
    for (;;) {
        const auto running =
            std::find_if(d->places.cbegin(), d->places.cend(),
                         [](const Private::Place &place) { return place.thread != nullptr; });
        if (running == d->places.cend())
            break;
        if (!running->thread->wait(deadline))
            return false;
        // What it told last is still on its way here, and no event loop will bring it any more.
        QCoreApplication::sendPostedEvents(running->job.get(), QEvent::MetaCall);
    }
    for (Job *job : jobs()) {
        if (job->isOver())
            d->close(job); // cancelled before it started
    }
    return true;
}
