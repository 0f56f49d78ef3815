// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "mirror/indexsync.h"

#include "mirror/registryentry.h"
#include "remote/registrysync.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace {

constexpr int batchSize = 64;

QString tr(const char *text)
{
    return QCoreApplication::translate("IndexSync", text);
}

/// When anything in a registry that is a folder was changed last.
QDateTime changedAt(const QUrl &folder)
{
    return QFileInfo(folder.toLocalFile() + u"/stats/summary.json"_s).lastModified();
}

bool isUnreachable(const Error &error)
{
    return error.kind == Error::Kind::Network || error.kind == Error::Kind::Timeout;
}

} // namespace

IndexSync::IndexSync(SearchIndex &index, HttpCache &cache, HttpClient &client, const Clock &clock)
    : m_index(index), m_cache(cache), m_client(client), m_clock(clock)
{
}

IndexSync::~IndexSync() = default;

void IndexSync::setRegistries(const QList<RegistrySource> &registries)
{
    const std::lock_guard lock(m_mutex);
    for (const RegistrySource &before : std::as_const(m_registries)) {
        const bool isInUse =
            std::ranges::any_of(registries, [&before](const RegistrySource &registry) {
                return registry.name == before.name && registry.url == before.url;
            });
        if (!isInUse)
            m_retired += before.name;
    }
    for (const RegistrySource &registry : registries) {
        const std::shared_ptr<RegistryClient> known = m_clients.value(registry.name);
        if (!known || known->base() != registry.url)
            m_clients.insert(registry.name,
                             std::make_shared<RegistryClient>(registry.url, m_cache, m_client));
    }
    m_registries = registries;
}

QList<RegistrySource> IndexSync::registries() const
{
    const std::lock_guard lock(m_mutex);
    return m_registries;
}

std::shared_ptr<RegistryClient> IndexSync::client(const QString &registry) const
{
    const std::lock_guard lock(m_mutex);
    return m_clients.value(registry);
}

Result<UriTemplates> IndexSync::probe(const QUrl &url, const CancellationToken &token) const
{
    HttpRequest request;
    request.url = url;
    request.url.setPath(url.path()
                        + (url.path().endsWith(u'/') ? u"index.json"_s : u"/index.json"_s));
    request.bodyLimit = 1024 * 1024;
    const Result<HttpResponse> response = m_client.send(request, token);
    if (!response)
        return response.error();
    if (!response->isSuccess()) {
        return Error{Error::Kind::NotFound,
                     tr("There is no PGXN registry at %1: it answers %2 for index.json.")
                         .arg(url.toString())
                         .arg(response->status),
                     {}};
    }
    return UriTemplates::parse(response->body);
}

QDateTime IndexSync::readAt(const RegistrySource &registry) const
{
    return m_index.lastSync(registry.name).result().value_or(QDateTime());
}

bool IndexSync::isStale(const RegistrySource &registry, Extent extent) const
{
    const QDateTime read = readAt(registry);
    if (extent == Extent::Everything || !read.isValid() || m_index.rebuildNeeded())
        return true;
    if (registry.url.isLocalFile())
        return changedAt(registry.url) > read;
    return extent == Extent::Aged && read < m_clock.now().addDuration(-maximumAge);
}

Result<IndexSync::Outcome> IndexSync::freshen(Extent extent, const CancellationToken &token,
                                              const Progress &progress)
{
    const std::lock_guard oneAtATime(m_reading);
    if (const Result<void> dropped = dropRetired(); !dropped)
        return dropped.error();
    if (extent == Extent::Everything)
        m_cache.forgetFailures(); // a person asks: now, not in a few seconds
    Outcome all;
    int lost = 0;
    int reached = 0;
    for (const RegistrySource &registry : registries()) {
        if (!isStale(registry, extent))
            continue;
        const bool isRemote = !registry.url.isLocalFile();
        // Before reading: what changes meanwhile is read next time.
        const QDateTime began = m_clock.now();
        const Result<Outcome> one = read(registry, token, progress);
        if (token.isCancelled())
            return Error{Error::Kind::Cancelled, tr("Reading the registries was stopped."), {}};
        if (!one) {
            all.problems += tr("%1: %2").arg(registry.name, one.error().message);
            (isUnreachable(one.error()) ? lost : reached) += isRemote;
            continue;
        }
        const bool isKept = one->asOf.isValid(); // answers of an earlier day
        (isKept ? lost : reached) += isRemote;
        all.releases += one->releases;
        all.problems += one->problems;
        const QDateTime asOf = isKept ? one->asOf : began;
        if (const Result<void> noted = m_index.setLastSync(registry.name, asOf).result(); !noted)
            return noted.error();
    }
    all.isOffline = lost > 0 && reached == 0;
    for (const RegistrySource &registry : registries()) {
        const QDateTime read = readAt(registry);
        if (!all.asOf.isValid() || read < all.asOf)
            all.asOf = read;
    }
    return all;
}

Result<void> IndexSync::dropRetired()
{
    QStringList retired;
    {
        const std::lock_guard lock(m_mutex);
        retired = std::exchange(m_retired, {});
    }
    for (const QString &name : std::as_const(retired)) {
        if (const Result<void> removed = m_index.removeRegistry(name).result(); !removed)
            return removed.error();
    }
    return {};
}

Result<IndexSync::Outcome> IndexSync::read(const RegistrySource &registry,
                                           const CancellationToken &token, const Progress &progress)
{
    const std::shared_ptr<RegistryClient> source = client(registry.name);
    if (!source)
        return Outcome{};
    const auto tell = [&](int done, int total) {
        if (progress)
            progress(tr("Reading %1: %2 of %3").arg(registry.name).arg(done).arg(total));
    };
    QList<IndexEntry> entries;
    QStringList unreadable;
    const Result<RegistrySync::Summary> summary = RegistrySync(*source).run(
        token, tell, [&](const RegistrySync::Found &found) -> Result<void> {
            Result<IndexEntry> entry = RegistryEntry::of(found, registry.name, *source, token);
            if (entry)
                entries += std::move(*entry);
            else
                unreadable += tr("%1 %2: %3")
                                  .arg(found.release.name, found.release.version.toString(),
                                       entry.error().message);
            return {};
        });
    if (!summary)
        return summary.error();
    Result<void> written;
    if (summary->isComplete && summary->problems.isEmpty()) {
        written = m_index.replaceRegistry(registry.name, entries).result();
    } else {
        // Not all is known of it: what is there already stays.
        for (qsizetype i = 0; i < entries.size() && written; i += batchSize)
            written = m_index.put(entries.mid(i, batchSize)).result();
    }
    if (!written)
        return written.error();
    return Outcome{.releases = static_cast<int>(entries.size()),
                   .problems = summary->problems + unreadable,
                   .asOf = summary->fromCache ? summary->oldest : QDateTime(),
                   .isOffline = false};
}
