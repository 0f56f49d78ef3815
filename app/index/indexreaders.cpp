// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/indexreaders.h"

#include "index/columnsloader.h"
#include "index/indexstore.h"

#include <QCoreApplication>
#include <QMutex>
#include <QThread>
#include <QThreadPool>
#include <QThreadStorage>
#include <QWaitCondition>

#include <algorithm>
#include <optional>

class IndexReaders::Pool
{
public:
    explicit Pool(SharedIndex &shared) : m_shared(shared)
    {
        m_threads.setMaxThreadCount(std::clamp(QThread::idealThreadCount(), 2, 4));
        m_threads.setExpiryTimeout(-1); // a thread keeps its connection while the index is open
    }
    ~Pool()
    {
        decide(Error{Error::Kind::Cancelled,
                     QCoreApplication::translate("IndexReaders", "The search index was closed."),
                     {}});
        m_threads.waitForDone();
    }

    void start(StoreTask task)
    {
        m_threads.start([this, task = std::move(task)] { run(task); });
    }
    void decide(const Result<void> &ready)
    {
        const QMutexLocker lock(&m_mutex);
        m_ready = ready;
        m_decided.wakeAll();
    }

private:
    struct Connection {
        std::unique_ptr<IndexStore> store;
    };

    [[nodiscard]] Result<void> waitUntilReady()
    {
        QMutexLocker lock(&m_mutex);
        while (!m_ready)
            m_decided.wait(&m_mutex);
        return *m_ready;
    }
    [[nodiscard]] Result<IndexStore *> store()
    {
        if (const auto ready = waitUntilReady(); !ready)
            return ready.error();
        Connection *&connection = m_connections.localData();
        if (!connection) {
            auto opened = IndexStore::open(m_shared.file, IndexStore::Access::ReadOnly);
            if (!opened)
                return opened.error();
            connection = new Connection{std::move(*opened)}; // QThreadStorage owns it
        }
        return connection->store.get();
    }
    void run(const StoreTask &task)
    {
        const auto found = store();
        if (!found) {
            task(nullptr, found.error());
            return;
        }
        IndexStore &store = **found;
        if (const auto begun = store.begin(); !begun) {
            task(nullptr, begun.error());
            return;
        }
        task(&store, {});
        store.rollback(); // nothing was written: only the view of the file ends
    }

    SharedIndex &m_shared;
    QMutex m_mutex;
    QWaitCondition m_decided;
    std::optional<Result<void>> m_ready;
    QThreadStorage<Connection *> m_connections;
    QThreadPool m_threads; // last: its threads use all of the above until they have ended
};

IndexReaders::IndexReaders(SharedIndex &shared)
    : m_shared(shared), m_pool(std::make_unique<Pool>(shared))
{
}

IndexReaders::~IndexReaders()
{
    close();
}

void IndexReaders::startOnStore(StoreTask task)
{
    const std::lock_guard lock(m_mutex);
    if (!m_pool) {
        task(nullptr, {Error::Kind::Cancelled,
                       QCoreApplication::translate("IndexReaders", "The search index was closed."),
                       {}});
        return;
    }
    m_pool->start(std::move(task));
}

void IndexReaders::start(Task task)
{
    startOnStore([this, task = std::move(task)](IndexStore *store, const Error &error) {
        if (!store) {
            task(nullptr, error);
            return;
        }
        const auto generation = store->generation();
        if (!generation) {
            task(nullptr, generation.error());
            return;
        }
        std::shared_ptr<const EntryColumns> columns = m_shared.columns.of(*generation);
        if (!columns) {
            // Another process has written: its entries are read here.
            const auto loaded = loadColumns(*store, m_shared);
            if (!loaded) {
                task(nullptr, loaded.error());
                return;
            }
            columns = *loaded;
            m_shared.columns.publish(columns);
        }
        IndexSearcher searcher(*store, *columns, m_shared.sets, m_shared.majors);
        task(&searcher, {});
    });
}

void IndexReaders::open(const Result<void> &ready)
{
    const std::lock_guard lock(m_mutex);
    if (m_pool)
        m_pool->decide(ready);
}

void IndexReaders::reset()
{
    auto fresh = std::make_unique<Pool>(m_shared);
    {
        const std::lock_guard lock(m_mutex);
        if (!m_pool)
            return;
        m_pool.swap(fresh);
    }
    fresh.reset(); // waits, without holding up those who start tasks
}

void IndexReaders::close()
{
    std::unique_ptr<Pool> last;
    {
        const std::lock_guard lock(m_mutex);
        last.swap(m_pool);
    }
    last.reset();
}
