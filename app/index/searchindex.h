// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#pragma once

#include "core/cancellation.h"
#include "core/result.h"
#include "index/searchquery.h"

#include <QFuture>
#include <QObject>

#include <functional>
#include <memory>

/// The local search index: one SQLite file (FTS5), never precious. Owns a thread, "index", with the one
/// writing connection; reads go to read-only connections on a pool of their own, so that typing never waits for a
/// sync. All functions may be called on the main thread: they return at once. A corrupt file is set aside
/// (renamed to *.corrupt-N; one of another version's to *.other-N) and an empty index is started; `rebuildNeeded()` then says so.
class SearchIndex : public QObject
{
    Q_OBJECT

public:
    /// `majors`: the PostgreSQL majors to count in facets.
    explicit SearchIndex(const QString &file, const QList<int> &majors = {13, 14, 15, 16, 17, 18},
                         QObject *parent = nullptr);
    ~SearchIndex() override;

    /// Opens or makes the file. Call once before anything else.
    [[nodiscard]] QFuture<Result<void>> open();

    /// A newer search of the same asker cancels its older ones still waiting (they answer Cancelled);
    /// `asker` is only compared.
    [[nodiscard]] QFuture<Result<SearchAnswer>> search(const SearchQuery &query,
                                                       const void *asker = nullptr);
    /// The same, for what is not typed (Discover's rows, the next page): never cancelled by another search.
    [[nodiscard]] QFuture<Result<SearchAnswer>> browse(const SearchQuery &query);
    /// Names (distributions, then extensions, tags) that begin with, or nearly with, `text`; at most `limit`.
    [[nodiscard]] QFuture<Result<QStringList>> complete(const QString &text, int limit = 8);
    [[nodiscard]] QFuture<Result<std::optional<IndexEntry>>> entry(const QString &name);
    /// Distributions that provide `extension`, best first.
    [[nodiscard]] QFuture<Result<QList<IndexEntry>>> providers(const QString &extension);
    [[nodiscard]] QFuture<Result<int>> count();
    [[nodiscard]] QFuture<Result<QMap<QString, int>>> tags(int limit = 40);

    /// Replaces the entries of the same registry and name; others stay.
    [[nodiscard]] QFuture<Result<void>> put(const QList<IndexEntry> &entries);
    /// Replaces everything of one registry in one transaction.
    [[nodiscard]] QFuture<Result<void>> replaceRegistry(const QString &registry,
                                                        const QList<IndexEntry> &entries);
    [[nodiscard]] QFuture<Result<void>> removeRegistry(const QString &registry);
    [[nodiscard]] QFuture<Result<void>> remove(const QString &registry, const QString &name);
    /// Names of extensions and distributions installed on the current target, for the facet and the flag.
    [[nodiscard]] QFuture<Result<void>> setInstalled(const QStringList &names);
    /// When the registry was last synced; null when never.
    [[nodiscard]] QFuture<Result<QDateTime>> lastSync(const QString &registry);
    [[nodiscard]] QFuture<Result<void>> setLastSync(const QString &registry, const QDateTime &time);

    /// True after a corrupt file or another version's was set aside, until a registry is replaced; also
    /// after a restart.
    [[nodiscard]] bool rebuildNeeded() const;

    /// The same search, blocking, on the calling worker thread (command line, planner, benchmarks).
    [[nodiscard]] Result<SearchAnswer> searchNow(const SearchQuery &query) const;
    [[nodiscard]] Result<std::optional<IndexEntry>> entryNow(const QString &name) const;
    [[nodiscard]] Result<QList<IndexEntry>> providersNow(const QString &extension) const;

Q_SIGNALS:
    void changed(); ///< entries were added, replaced or removed

private:
    [[nodiscard]] QFuture<Result<void>> change(std::function<Result<void>()> work);

    struct State;
    std::unique_ptr<State> m_state;
};
