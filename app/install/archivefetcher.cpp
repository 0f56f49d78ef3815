// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "install/archivefetcher.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

using namespace Qt::StringLiterals;

namespace {

constexpr auto pollTime = std::chrono::milliseconds(50);

/// The same release from two registries, or from one that changed it, must not share a name.
QString fileNameFor(const PlannedRelease &planned)
{
    const Digests &digests = planned.release.digests;
    QByteArray mark = !digests.sha512.isEmpty()   ? digests.sha512
                      : !digests.sha256.isEmpty() ? digests.sha256
                                                  : digests.sha1;
    if (mark.isEmpty())
        mark = QCryptographicHash::hash(planned.archiveUrl.toEncoded(), QCryptographicHash::Sha256);
    QString base = planned.release.archiveBase();
    base.replace(u'/', u'_');
    const QString suffix = QFileInfo(planned.archiveUrl.path()).completeSuffix().section(u'.', -2);
    const bool isPlain = suffix == u"zip"_s || suffix.startsWith(u"tar."_s);
    return u"%1-%2.%3"_s.arg(base, QString::fromLatin1(mark.toHex().left(12)),
                             isPlain ? suffix : u"zip"_s);
}

} // namespace

struct ArchiveFetcher::Item {
    std::thread thread;
    std::mutex mutex;
    std::condition_variable changed;
    std::optional<Result<Download::Outcome>> result;
    std::atomic<qint64> received{0};
    std::atomic<qint64> total{-1};
};

ArchiveFetcher::ArchiveFetcher(const Plan &plan, const InstallServices &services,
                               const CancellationToken &token)
    : m_plan(plan),
      m_services(services),
      m_link(token.onCancel([this] { m_stop.cancel(); })),
      m_items(static_cast<std::size_t>(plan.releases.size()))
{
}

ArchiveFetcher::~ArchiveFetcher()
{
    m_stop.cancel();
    for (const std::unique_ptr<Item> &item : m_items) {
        if (item && item->thread.joinable())
            item->thread.join();
    }
}

void ArchiveFetcher::start(int release)
{
    std::unique_ptr<Item> &slot = m_items[static_cast<std::size_t>(release)];
    if (slot)
        return;
    slot = std::make_unique<Item>();
    Item *item = slot.get();
    const PlannedRelease &planned = m_plan.releases[release];
    const QString folder = m_services.locations.downloadsFolder();
    const Download::Request request{planned.archiveUrl, folder + u'/' + fileNameFor(planned),
                                    planned.release.digests};
    QDir().mkpath(folder);
    item->thread = std::thread([this, item, request, token = m_stop.token()] {
        Result<Download::Outcome> outcome =
            Download::run(m_services.http, request, token, [item](qint64 received, qint64 total) {
                item->received = received;
                item->total = total;
            });
        const std::lock_guard lock(item->mutex);
        item->result = std::move(outcome);
        item->changed.notify_all();
    });
}

Result<Download::Outcome> ArchiveFetcher::wait(int release,
                                               const std::function<void(Progress)> &progress)
{
    start(release);
    Item &item = *m_items[static_cast<std::size_t>(release)];
    std::unique_lock lock(item.mutex);
    while (!item.changed.wait_for(lock, pollTime, [&] { return item.result.has_value(); })) {
        if (progress)
            progress({item.received, item.total});
    }
    return *item.result;
}
