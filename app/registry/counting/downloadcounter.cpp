// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/counting/downloadcounter.h"

#include "registry/http/httpmessage.h"
#include "registry/store/registrysettings.h"

#include <QLoggingCategory>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.registry.counting")

constexpr std::chrono::seconds interval{5};
/// More are not kept while the database is away.
constexpr qsizetype mostWaiting = 100'000;

/// Of all that is asked for little is an archive: most paths are told at a glance.
bool mayBeArchive(const QByteArray &path)
{
    return path.startsWith("/dist/")
           && (QByteArrayView(path).last(4).compare(".zip", Qt::CaseInsensitive) == 0
               || path.contains('%'));
}

QString identityOf(const CounterStore::Fetch &fetch)
{
    return QStringList{fetch.day.toString(Qt::ISODate), fetch.distribution, fetch.version,
                       fetch.client}
        .join(u'\n');
}

} // namespace

DownloadCounter::DownloadCounter(RegistryDatabase &database, RegistrySettings &settings,
                                 const Clock &clock)
    : m_store(database), m_settings(settings), m_clock(clock)
{
}

DownloadCounter::~DownloadCounter()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_wake.notify_all();
    if (m_writer.joinable())
        m_writer.join();
    if (const Result<int> written = flush(); !written)
        qCWarning(lc).noquote() << "downloads were not counted:" << written.error().message;
}

void DownloadCounter::start()
{
    if (!m_writer.joinable())
        m_writer = std::thread([this] { run(); });
}

void DownloadCounter::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_isEnding) {
        m_wake.wait_for(lock, interval, [this] { return m_isEnding; });
        if (m_isEnding || m_waiting.isEmpty())
            continue;
        lock.unlock();
        if (const Result<int> written = flush(); !written)
            qCWarning(lc).noquote() << "downloads wait:" << written.error().message;
        lock.lock();
    }
}

const QStringList &DownloadCounter::robots()
{
    static const QStringList words{
        u"bot"_s,        u"crawl"_s,      u"spider"_s, u"slurp"_s,       u"mirror"_s,
        u"rsync"_s,      u"monitor"_s,    u"uptime"_s, u"kube-probe"_s,  u"pingdom"_s,
        u"check_http"_s, u"prometheus"_s, u"wrk"_s,    u"apachebench"_s, u"facebookexternalhit"_s,
    };
    return words;
}

std::optional<CounterStore::Fetch> DownloadCounter::fetchIn(const AccessRecord &record)
{
    const bool isFetch =
        record.method == "GET"
        && (record.status == 200 || (record.status == 206 && record.firstByte == 0));
    if (!isFetch || !mayBeArchive(record.path))
        return {};
    RegistryRequest request;
    request.target = record.path;
    const auto parts = request.pathParts();
    if (!parts || parts->size() != 4 || parts->at(0) != u"dist")
        return {};
    const QString distribution = parts->at(1).toLower();
    const QString version = parts->at(2).toLower();
    if (parts->at(3).toLower() != u"%1-%2.zip"_s.arg(distribution, version))
        return {};
    const QString agent = QString::fromUtf8(record.userAgent).toLower();
    const bool isRobot = std::any_of(robots().begin(), robots().end(),
                                     [&](const QString &word) { return agent.contains(word); });
    if (isRobot)
        return {};
    return CounterStore::Fetch{record.time.toUTC().date(), record.peer + u'\n' + agent,
                               distribution, version};
}

void DownloadCounter::note(const AccessRecord &record)
{
    const std::optional<CounterStore::Fetch> fetch = fetchIn(record);
    if (!fetch)
        return;
    const QString identity = identityOf(*fetch);
    const std::lock_guard lock(m_mutex);
    if (m_waiting.size() >= mostWaiting || m_known.contains(identity))
        return;
    m_known.insert(identity);
    m_waiting.append({*fetch, record.peer, QString::fromUtf8(record.userAgent).toLower()});
}

Result<int> DownloadCounter::flush()
{
    const std::lock_guard onlyOne(m_flushing);
    QList<Waiting> taken;
    {
        const std::lock_guard lock(m_mutex);
        taken.swap(m_waiting);
        m_known.clear();
    }
    if (taken.isEmpty())
        return 0;
    const auto giveBack = [&](const Error &error) -> Result<int> {
        const std::lock_guard lock(m_mutex);
        taken.append(m_waiting);
        m_waiting.swap(taken);
        return error;
    };
    const Result<QString> uncounted = m_settings.text(u"uncounted-clients"_s);
    if (!uncounted)
        return giveBack(uncounted.error());
    const QStringList words = uncounted->toLower().split(u' ', Qt::SkipEmptyParts);
    QList<CounterStore::Fetch> fetches;
    for (const Waiting &one : std::as_const(taken)) {
        const bool isLeftOut = std::any_of(words.begin(), words.end(), [&](const QString &word) {
            return one.peer == word || one.agent.contains(word);
        });
        if (!isLeftOut)
            fetches.append(one.fetch);
    }
    const Result<int> added = m_store.addFetches(fetches, m_clock.now().toUTC().date());
    return added ? added : giveBack(added.error());
}
