// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "remote/registrysync.h"

#include "remote/namecollector.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QRegularExpression>
#include <QThread>

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <vector>

using namespace Qt::StringLiterals;

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(RegistrySync)
};

/// Finished ones that wait for the sink; workers wait when there are so many.
constexpr size_t mostWaiting = 32;
/// So many in a row that could not be reached mean that the network is gone.
constexpr int failuresUntilGivenUp = 5;

struct Item {
    QString name;
    std::optional<RegistrySync::Found> found; ///< empty without error: already known
    std::optional<Error> error;
    QDateTime fetchedAt;
    bool fromCache = false;
};

QString readmeNameOf(const Release &release)
{
    static const QRegularExpression shape(u"^README(\\.|$)"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    const QJsonArray files = release.meta[u"special_files"].toArray();
    for (const QJsonValue &file : files) {
        if (shape.match(file.toString()).hasMatch())
            return file.toString();
    }
    return u"README.txt"_s;
}

bool isUnreachable(const Error &error)
{
    return error.kind == Error::Kind::Network || error.kind == Error::Kind::Timeout;
}

Item fetchItem(RegistryClient &registry, const QString &name, const RegistrySync::IsKnown &isKnown,
               const CancellationToken &token)
{
    Item item{name, {}, {}, {}, false};
    const auto distribution = registry.distribution(name, token);
    if (!distribution) {
        item.error = distribution.error();
        return item;
    }
    item.fetchedAt = distribution->fetchedAt;
    item.fromCache = distribution->fromCache;
    const Distribution::Entry *best = distribution->value.best();
    if (!best) {
        item.error = Error{Error::Kind::NotFound, Texts::tr("It has no release."), {}};
        return item;
    }
    if (isKnown && isKnown(name, best->version))
        return item;
    const auto release = registry.release(name, best->version, token);
    if (!release) {
        item.error = release.error();
        return item;
    }
    const Result<QByteArray> readme = registry.readme(name, best->version, token);
    if (!readme
        && (isUnreachable(readme.error()) || readme.error().kind == Error::Kind::Cancelled)) {
        item.error = readme.error();
        return item;
    }
    item.fetchedAt = std::min(item.fetchedAt, release->fetchedAt);
    item.fromCache = item.fromCache || release->fromCache;
    item.found =
        RegistrySync::Found{release->value, distribution->value, readme.value_or(QByteArray()),
                            readmeNameOf(release->value), item.fetchedAt};
    return item;
}

/// Names in, items out, through some threads; they end with it.
class Crew
{
public:
    Crew(RegistryClient &registry, RegistrySync::IsKnown isKnown, int size,
         const CancellationToken &token)
        : m_registry(registry), m_isKnown(std::move(isKnown))
    {
        m_link.emplace(token.onCancel([this] { stop(); }));
        for (int n = 0; n < size; ++n) {
            m_threads.emplace_back(QThread::create([this] { work(); }));
            m_threads.back()->setObjectName(u"registry sync %1"_s.arg(n + 1));
            m_threads.back()->start();
        }
    }

    ~Crew()
    {
        m_link.reset();
        stop();
        for (const auto &thread : m_threads)
            thread->wait();
    }

    Crew(const Crew &) = delete;
    Crew &operator=(const Crew &) = delete;

    void add(const QStringList &names)
    {
        const std::lock_guard lock(m_mutex);
        for (const QString &name : names)
            m_names.push_back(name);
        m_changed.notify_all();
    }

    /// None when all are done, or it was stopped.
    std::optional<Item> next()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] {
            return m_isStopped || !m_items.empty() || (m_names.empty() && m_busy == 0);
        });
        if (m_isStopped || m_items.empty())
            return std::nullopt;
        Item item = std::move(m_items.front());
        m_items.pop_front();
        m_changed.notify_all();
        return item;
    }

private:
    void stop()
    {
        m_inner.cancel();
        const std::lock_guard lock(m_mutex);
        m_isStopped = true;
        m_changed.notify_all();
    }

    void work()
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_changed.wait(lock, [this] {
                return m_isStopped || (!m_names.empty() && m_items.size() < mostWaiting);
            });
            if (m_isStopped)
                return;
            const QString name = m_names.front();
            m_names.pop_front();
            ++m_busy;
            lock.unlock();
            Item item = fetchItem(m_registry, name, m_isKnown, m_inner.token());
            lock.lock();
            --m_busy;
            m_items.push_back(std::move(item));
            m_changed.notify_all();
        }
    }

    RegistryClient &m_registry;
    RegistrySync::IsKnown m_isKnown;
    CancellationSource m_inner;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<QString> m_names;
    std::deque<Item> m_items;
    int m_busy = 0;
    bool m_isStopped = false;
    std::vector<std::unique_ptr<QThread>> m_threads;
    std::optional<CancellationToken::Registration> m_link; ///< last: its callback uses the rest
};

} // namespace

RegistrySync::RegistrySync(RegistryClient &registry, int workers)
    : m_registry(registry), m_workers(std::max(1, workers))
{
}

Result<RegistrySync::Summary> RegistrySync::run(const CancellationToken &token,
                                                const Progress &progress, const Sink &sink)
{
    NameCollector collector(m_registry);
    const Result<QStringList> names = collector.collect(token);
    if (!names)
        return names.error();
    Summary summary;
    summary.names = *names;
    summary.isComplete = collector.isComplete();
    Crew crew(m_registry, m_isKnown, m_workers, token);
    crew.add(*names);
    int done = 0;
    int failuresInARow = 0;
    std::optional<Error> unreachable;
    while (const std::optional<Item> item = crew.next()) {
        if (item->error) {
            summary.problems.append(item->name + u": "_s + item->error->message);
            failuresInARow = isUnreachable(*item->error) ? failuresInARow + 1 : 0;
            if (isUnreachable(*item->error))
                unreachable = item->error;
            if (failuresInARow >= failuresUntilGivenUp)
                return *unreachable;
        } else {
            failuresInARow = 0;
            if (!summary.oldest.isValid() || item->fetchedAt < summary.oldest)
                summary.oldest = item->fetchedAt;
            summary.fromCache = summary.fromCache || item->fromCache;
            if (!item->found)
                ++summary.unchanged;
        }
        if (item->found) {
            if (Result<void> taken = sink(*item->found); !taken)
                return taken.error();
            ++summary.handedOver;
            const Result<QStringList> more = collector.follow(item->found->release, token);
            if (!more)
                return more.error();
            summary.names += *more;
            crew.add(*more);
        }
        if (progress)
            progress(++done, int(summary.names.size()));
    }
    if (token.isCancelled())
        return Error{
            Error::Kind::Cancelled, Texts::tr("The update of the catalogue was stopped."), {}};
    if (unreachable && summary.handedOver + summary.unchanged == 0)
        return *unreachable;
    return summary;
}
