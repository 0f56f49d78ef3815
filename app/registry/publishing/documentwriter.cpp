// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/publishing/documentwriter.h"

#include "registry/mirrordocuments.h"
#include "registry/publishing/accountprofile.h"
#include "registry/publishing/apitree.h"
#include "registry/publishing/documentbatch.h"
#include "registry/publishing/releaselists.h"
#include "registry/publishing/treelock.h"
#include "registry/store/accountstore.h"
#include "registry/store/releasestore.h"

using namespace Qt::StringLiterals;

namespace {

/// Documents held in memory at once.
constexpr qsizetype roundLength = 2000;

} // namespace

DocumentWriter::DocumentWriter(RegistryFolder tree, QString lockFile, RegistryDatabase &database,
                               ApiTree &api)
    : m_tree(std::move(tree)),
      m_lockFile(std::move(lockFile)),
      m_database(database),
      m_api(api),
      m_stale(database)
{
}

QString DocumentWriter::fileOf(const StaleDocument &document) const
{
    switch (document.kind) {
    case StaleDocument::Kind::Distribution:
        return m_tree.distribution(document.name);
    case StaleDocument::Kind::Extension:
        return m_tree.extension(document.name);
    case StaleDocument::Kind::User:
        return m_tree.user(document.name);
    case StaleDocument::Kind::Tag:
        return m_tree.tag(document.name);
    case StaleDocument::Kind::Mirrors:
        return m_tree.path(u"meta/mirrors.json"_s);
    case StaleDocument::Kind::Stats:
        break;
    }
    return {};
}

Result<QByteArray> DocumentWriter::contentOf(const StaleDocument &document)
{
    ReleaseLists lists(m_database);
    return contentOf(document, lists);
}

Result<QByteArray> DocumentWriter::contentOf(const StaleDocument &document, ReleaseLists &lists)
{
    ReleaseStore store(m_database);
    const auto from = [](const Result<QList<Release>> &releases, auto make) -> Result<QByteArray> {
        if (!releases)
            return releases.error();
        return make(MirrorDocuments(*releases));
    };
    const QString &name = document.name;
    switch (document.kind) {
    case StaleDocument::Kind::Distribution: {
        const Result<std::optional<Deprecation>> deprecated = store.deprecationOf(name);
        if (!deprecated)
            return deprecated.error();
        return from(store.ofDistribution(name), [&](const MirrorDocuments &documents) {
            return documents.distribution(name, *deprecated);
        });
    }
    case StaleDocument::Kind::Extension:
        return from(store.providing(name),
                    [&](const MirrorDocuments &documents) { return documents.extension(name); });
    case StaleDocument::Kind::Tag: {
        const Result<const MirrorDocuments *> documents = lists.tagged(name);
        if (!documents)
            return documents.error();
        return (*documents)->tag(name);
    }
    case StaleDocument::Kind::User: {
        const Result<Account> account = AccountStore(m_database).byNickname(name);
        if (!account)
            return account.error();
        if (!AccountProfile::isPublic(*account))
            return QByteArray();
        const Result<const MirrorDocuments *> documents = lists.ofUser(name);
        if (!documents)
            return documents.error();
        return (*documents)->user(name, AccountProfile::of(*account));
    }
    case StaleDocument::Kind::Mirrors:
        return m_database.read([](SqlConnection &connection) -> Result<QByteArray> {
            const Result<SqlRows> rows =
                connection.query(u"SELECT document FROM mirrors ORDER BY position"_s);
            if (!rows)
                return rows.error();
            QStringList mirrors;
            for (const SqlRow &row : *rows)
                mirrors.append(row.text(0));
            return QByteArray('[' + mirrors.join(u",\n"_s).toUtf8() + "]\n");
        });
    case StaleDocument::Kind::Stats:
        break;
    }
    return QByteArray();
}

Result<QList<std::pair<QString, QByteArray>>> DocumentWriter::stats()
{
    ReleaseStore store(m_database);
    const Result<QStringList> names = store.distributions();
    if (!names)
        return names.error();
    const Result<RegistryTotals> totals = store.totals();
    if (!totals)
        return totals.error();
    return QList<std::pair<QString, QByteArray>>{
        {m_tree.path(u"meta/dists.json"_s), MirrorDocuments::distributionList(*names)},
        {m_tree.stats(u"extension"_s), MirrorDocuments::extensionStats(*totals)},
        {m_tree.stats(u"tag"_s), MirrorDocuments::tagStats(*totals)},
        {m_tree.stats(u"user"_s), MirrorDocuments::userStats(*totals)},
        {m_tree.stats(u"dist"_s), MirrorDocuments::distributionStats(*totals)},
        {m_tree.stats(u"summary"_s), MirrorDocuments::summary(*totals)}};
}

Result<void> DocumentWriter::writeRound(const QList<StaleDocument> &documents)
{
    DocumentBatch batch;
    ReleaseLists lists(m_database);
    for (const StaleDocument &document : documents) {
        if (document.kind == StaleDocument::Kind::Stats) {
            const auto files = stats();
            if (!files)
                return files.error();
            for (const auto &[file, bytes] : *files)
                batch.add(file, bytes);
            continue;
        }
        const Result<QByteArray> content = contentOf(document, lists);
        if (!content)
            return content.error();
        batch.add(fileOf(document), *content);
    }
    if (Result<void> written = batch.commit(); !written)
        return written;
    // What dies here is still stale, and made then.
    if (Result<void> written = m_api.write(documents, lists); !written)
        return written;
    return m_stale.forget(documents);
}

Result<void> DocumentWriter::writeAll(const CancellationToken &token)
{
    {
        const std::lock_guard lock(m_mutex);
        const Result<TreeLock> tree = TreeLock::take(m_lockFile, token);
        if (!tree)
            return tree.error();
        // Before the tree is emptied: who dies in between finds all of it to be done.
        if (Result<void> marked = m_stale.markAll(); !marked)
            return marked;
        if (Result<void> emptied = m_api.makeAnew(); !emptied)
            return emptied;
    }
    return writeStale(token);
}

Result<void> DocumentWriter::settle()
{
    const std::lock_guard lock(m_mutex);
    const Result<TreeLock> tree = TreeLock::take(m_lockFile);
    if (!tree)
        return tree.error();
    return m_api.settle();
}

Result<void> DocumentWriter::writeStale(const CancellationToken &token)
{
    const std::lock_guard lock(m_mutex);
    Result<QList<StaleDocument>> stale = m_stale.all();
    if (!stale)
        return stale.error();
    if (stale->isEmpty())
        return {};
    const Result<TreeLock> tree = TreeLock::take(m_lockFile, token);
    if (!tree)
        return tree.error();
    // Another process may have written them meanwhile.
    stale = m_stale.all();
    if (!stale)
        return stale.error();
    for (qsizetype first = 0; first < stale->size(); first += roundLength) {
        if (token.isCancelled())
            return {}; // the rest is remembered
        if (Result<void> written = writeRound(stale->mid(first, roundLength)); !written)
            return written;
    }
    return {};
}
