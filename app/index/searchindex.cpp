// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/searchindex.h"

#include "index/indexreaders.h"
#include "index/indexstore.h"
#include "index/indexwriter.h"
#include "index/sharedindex.h"

#include <QCoreApplication>
#include <QPromise>
#include <QThread>

#include <atomic>
#include <mutex>

using namespace Qt::StringLiterals;

namespace {

Error closed()
{
    return {Error::Kind::Cancelled,
            QCoreApplication::translate("SearchIndex", "The search index was closed."),
            {}};
}

Error superseded()
{
    return {Error::Kind::Cancelled,
            QCoreApplication::translate("SearchIndex", "A newer search took its place."),
            {}};
}

template <typename T>
std::shared_ptr<QPromise<Result<T>>> startedPromise()
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    return promise;
}

template <typename T>
void fulfil(QPromise<Result<T>> &promise, Result<T> answer)
{
    promise.addResult(std::move(answer));
    promise.finish();
}

} // namespace

struct SearchIndex::State {
    State(const QString &file, const QList<int> &majors) : readers(shared), writer(shared, readers)
    {
        shared.file = file;
        shared.majors = majors.mid(0, EntryColumns::maximumMajors);
    }

    SharedIndex shared;
    IndexReaders readers;
    IndexWriter writer;
    std::atomic<bool> closing = false;
    QThread thread;
    QObject *onThread = nullptr; ///< lives on `thread`; what is posted to it runs there

    std::mutex mutex;
    QHash<const void *, quint64> newestSearch; ///< by asker
    quint64 searches = 0;

    bool isNewest(const void *asker, quint64 number)
    {
        const std::lock_guard lock(mutex);
        return newestSearch.value(asker) == number;
    }

    /// Runs `work` on the writing thread, after what was posted before.
    template <typename Work>
    QFuture<Result<void>> write(Work work)
    {
        auto promise = startedPromise<void>();
        QFuture<Result<void>> future = promise->future();
        QMetaObject::invokeMethod(
            onThread,
            [this, promise, work = std::move(work)] {
                fulfil<void>(*promise, closing ? Result<void>(closed()) : work());
            },
            Qt::QueuedConnection);
        return future;
    }

    void noteError(const Error &error, int fileNumber)
    {
        if (error.kind == Error::Kind::Integrity) {
            QMetaObject::invokeMethod(
                onThread, [this, fileNumber] { writer.replaceDamaged(fileNumber); },
                Qt::QueuedConnection);
        }
    }

    /// Runs `work(searcher)` on a reading thread, unless `stillWanted()` says no by then.
    template <typename T, typename Work, typename Wanted>
    QFuture<Result<T>> read(Work work, Wanted stillWanted)
    {
        auto promise = startedPromise<T>();
        QFuture<Result<T>> future = promise->future();
        readers.start([this, promise, work = std::move(work), stillWanted = std::move(stillWanted)](
                          IndexSearcher *searcher, const Error &error) {
            const int fileNumber = writer.fileNumber();
            Result<T> answer = !searcher       ? Result<T>(error)
                               : closing       ? Result<T>(closed())
                               : stillWanted() ? work(*searcher)
                                               : Result<T>(superseded());
            if (!answer)
                noteError(answer.error(), fileNumber);
            fulfil<T>(*promise, std::move(answer));
        });
        return future;
    }
    template <typename T, typename Work>
    QFuture<Result<T>> read(Work work)
    {
        return read<T>(std::move(work), [] { return true; });
    }
    template <typename T, typename Work>
    QFuture<Result<T>> readStore(Work work)
    {
        auto promise = startedPromise<T>();
        QFuture<Result<T>> future = promise->future();
        readers.startOnStore(
            [this, promise, work = std::move(work)](IndexStore *store, const Error &error) {
                const int fileNumber = writer.fileNumber();
                Result<T> answer = !store    ? Result<T>(error)
                                   : closing ? Result<T>(closed())
                                             : work(*store);
                if (!answer)
                    noteError(answer.error(), fileNumber);
                fulfil<T>(*promise, std::move(answer));
            });
        return future;
    }
};

SearchIndex::SearchIndex(const QString &file, const QList<int> &majors, QObject *parent)
    : QObject(parent), m_state(std::make_unique<State>(file, majors))
{
    m_state->thread.setObjectName(u"index"_s);
    m_state->onThread = new QObject;
    m_state->onThread->moveToThread(&m_state->thread);
    connect(&m_state->thread, &QThread::finished, m_state->onThread, &QObject::deleteLater);
    m_state->thread.start();
}

SearchIndex::~SearchIndex()
{
    m_state->closing = true;
    // Behind everything that was posted, so that each of those still answers.
    QMetaObject::invokeMethod(
        m_state->onThread,
        [state = m_state.get()] {
            state->readers.close();
            state->writer.close();
            state->thread.quit();
        },
        Qt::QueuedConnection);
    m_state->thread.wait();
}

QFuture<Result<void>> SearchIndex::open()
{
    return m_state->write([this] {
        Result<void> opened = m_state->writer.open();
        if (opened)
            QMetaObject::invokeMethod(this, &SearchIndex::changed, Qt::QueuedConnection);
        return opened;
    });
}

QFuture<Result<SearchAnswer>> SearchIndex::search(const SearchQuery &query, const void *asker)
{
    quint64 number = 0;
    {
        const std::lock_guard lock(m_state->mutex);
        number = ++m_state->searches;
        m_state->newestSearch.insert(asker, number);
    }
    return m_state->read<SearchAnswer>(
        [query](IndexSearcher &searcher) { return searcher.search(query); },
        [state = m_state.get(), asker, number] { return state->isNewest(asker, number); });
}

QFuture<Result<SearchAnswer>> SearchIndex::browse(const SearchQuery &query)
{
    return m_state->read<SearchAnswer>(
        [query](IndexSearcher &searcher) { return searcher.search(query); });
}

QFuture<Result<QStringList>> SearchIndex::complete(const QString &text, int limit)
{
    return m_state->read<QStringList>(
        [text, limit](IndexSearcher &searcher) { return searcher.complete(text, limit); });
}

QFuture<Result<std::optional<IndexEntry>>> SearchIndex::entry(const QString &name)
{
    return m_state->read<std::optional<IndexEntry>>(
        [name](IndexSearcher &searcher) { return searcher.entry(name); });
}

QFuture<Result<QList<IndexEntry>>> SearchIndex::providers(const QString &extension)
{
    return m_state->read<QList<IndexEntry>>(
        [extension](IndexSearcher &searcher) { return searcher.providers(extension); });
}

QFuture<Result<int>> SearchIndex::count()
{
    return m_state->read<int>(
        [](IndexSearcher &searcher) { return Result<int>(searcher.columns().count()); });
}

QFuture<Result<QMap<QString, int>>> SearchIndex::tags(int limit)
{
    return m_state->readStore<QMap<QString, int>>(
        [limit](IndexStore &store) { return store.tags(limit); });
}

QFuture<Result<QDateTime>> SearchIndex::lastSync(const QString &registry)
{
    return m_state->readStore<QDateTime>(
        [registry](IndexStore &store) { return store.lastSync(registry); });
}

QFuture<Result<void>> SearchIndex::put(const QList<IndexEntry> &entries)
{
    return change([state = m_state.get(), entries] { return state->writer.put(entries); });
}

QFuture<Result<void>> SearchIndex::replaceRegistry(const QString &registry,
                                                   const QList<IndexEntry> &entries)
{
    return change([state = m_state.get(), registry, entries] {
        return state->writer.replaceRegistry(registry, entries);
    });
}

QFuture<Result<void>> SearchIndex::removeRegistry(const QString &registry)
{
    return change(
        [state = m_state.get(), registry] { return state->writer.removeRegistry(registry); });
}

QFuture<Result<void>> SearchIndex::remove(const QString &registry, const QString &name)
{
    return change(
        [state = m_state.get(), registry, name] { return state->writer.remove(registry, name); });
}

QFuture<Result<void>> SearchIndex::setInstalled(const QStringList &names)
{
    return change([state = m_state.get(), names] { return state->writer.setInstalled(names); });
}

QFuture<Result<void>> SearchIndex::setLastSync(const QString &registry, const QDateTime &time)
{
    return m_state->write([state = m_state.get(), registry, time] {
        return state->writer.setLastSync(registry, time);
    });
}

QFuture<Result<void>> SearchIndex::change(std::function<Result<void>()> work)
{
    return m_state->write([this, work = std::move(work)] {
        Result<void> done = work();
        if (done)
            QMetaObject::invokeMethod(this, &SearchIndex::changed, Qt::QueuedConnection);
        return done;
    });
}

bool SearchIndex::rebuildNeeded() const
{
    return m_state->shared.rebuildNeeded;
}

Result<SearchAnswer> SearchIndex::searchNow(const SearchQuery &query) const
{
    return m_state
        ->read<SearchAnswer>([&query](IndexSearcher &searcher) { return searcher.search(query); })
        .result();
}

Result<std::optional<IndexEntry>> SearchIndex::entryNow(const QString &name) const
{
    return m_state
        ->read<std::optional<IndexEntry>>(
            [&name](IndexSearcher &searcher) { return searcher.entry(name); })
        .result();
}

Result<QList<IndexEntry>> SearchIndex::providersNow(const QString &extension) const
{
    return m_state
        ->read<QList<IndexEntry>>(
            [&extension](IndexSearcher &searcher) { return searcher.providers(extension); })
        .result();
}
