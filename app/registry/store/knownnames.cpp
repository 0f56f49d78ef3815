// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "registry/store/knownnames.h"

#include "registry/store/eventstore.h"

#include <QLoggingCategory>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.registry.knownnames")

constexpr auto watchInterval = 500ms;
constexpr int eventsAtOnce = 500;
constexpr char releaseKind = 'r';
constexpr char distributionKind = 'd';
constexpr char extensionKind = 'e';
constexpr char userKind = 'u';
constexpr char tagKind = 't';

std::string key(char kind, const QString &name)
{
    return kind + name.toStdString();
}

} // namespace

KnownNames::KnownNames(RegistryDatabase &database) : m_database(database)
{
}

KnownNames::~KnownNames()
{
    {
        const std::lock_guard lock(m_watchMutex);
        m_isEnding = true;
    }
    m_wake.notify_all();
    if (m_watcher.joinable())
        m_watcher.join();
}

Result<void> KnownNames::addFrom(SqlConnection &connection, Names &names, const QString &where,
                                 const QVariantList &values)
{
    const QString published = u" r.state = 'published' AND "_s + where;
    const Result<SqlRows> releases = connection.query(
        u"SELECT r.dist_key, r.version FROM releases r WHERE"_s + published, values);
    if (!releases)
        return releases.error();
    for (const SqlRow &row : *releases) {
        names.insert(key(distributionKind, row.text(0)));
        names.insert(key(releaseKind, row.text(0) + u'/' + row.text(1).toLower()));
    }
    const Result<SqlRows> extensions =
        connection.query(u"SELECT DISTINCT e.ext_key FROM release_extensions e JOIN releases r ON "
                         u"r.id = e.release_id "
                         "WHERE"_s
                             + published,
                         values);
    if (!extensions)
        return extensions.error();
    for (const SqlRow &row : *extensions)
        names.insert(key(extensionKind, row.text(0)));
    const Result<SqlRows> tags = connection.query(
        u"SELECT DISTINCT t.tag_key FROM release_tags t JOIN releases r ON r.id = t.release_id "
        "WHERE"_s
            + published,
        values);
    if (!tags)
        return tags.error();
    for (const SqlRow &row : *tags)
        names.insert(key(tagKind, row.text(0)));
    return {};
}

Result<void> KnownNames::load()
{
    const std::lock_guard following(m_following);
    struct Loaded {
        Names names;
        qint64 cursor = 0;
    };
    Result<Loaded> loaded = m_database.read([](SqlConnection &connection) -> Result<Loaded> {
        Loaded all;
        // First: what happens while the names are read is read once more.
        const auto newest = connection.queryOne(u"SELECT coalesce(max(id), 0) FROM events"_s);
        if (!newest)
            return newest.error();
        all.cursor = (*newest)->number(0);
        if (Result<void> added = addFrom(connection, all.names, u"1 = 1"_s, {}); !added)
            return added.error();
        const Result<SqlRows> users = connection.query(
            u"SELECT nickname_key FROM users WHERE status NOT IN ('new', 'deleted')"_s);
        if (!users)
            return users.error();
        for (const SqlRow &row : *users)
            all.names.insert(key(userKind, row.text(0)));
        return all;
    });
    if (!loaded)
        return loaded.error();
    m_cursor = loaded->cursor;
    {
        const std::unique_lock lock(m_mutex);
        m_names = std::move(loaded->names);
    }
    if (!m_watcher.joinable())
        m_watcher = std::thread([this] { watch(); });
    return {};
}

Result<void> KnownNames::follow()
{
    const std::lock_guard following(m_following);
    while (m_cursor) {
        const auto batch = EventStore(m_database).after(*m_cursor, eventsAtOnce);
        if (!batch)
            return batch.error();
        if (batch->cursor == m_cursor)
            return {};
        Names added;
        QStringList removedUsers;
        for (const EventStore::Event &event : batch->events) {
            if (event.kind == EventStore::Kind::Release) {
                const Result<void> done = m_database.read([&](SqlConnection &connection) {
                    return addFrom(connection, added, u"r.dist_key = ?"_s, {event.distribution});
                });
                if (!done)
                    return done;
            } else if (event.kind == EventStore::Kind::User) {
                const QString nickname = event.data[u"nickname"].toString().toLower();
                const QString status = event.data[u"status"].toString();
                if (status == u"new" || status == u"deleted")
                    removedUsers.append(nickname);
                else
                    added.insert(key(userKind, nickname));
            }
        }
        const std::unique_lock lock(m_mutex);
        for (const QString &nickname : std::as_const(removedUsers))
            m_names.erase(key(userKind, nickname));
        m_names.merge(added);
        m_cursor = batch->cursor;
    }
    return {};
}

void KnownNames::watch()
{
    std::unique_lock lock(m_watchMutex);
    while (!m_wake.wait_for(lock, watchInterval, [this] { return m_isEnding; })) {
        lock.unlock();
        if (const Result<void> followed = follow(); !followed)
            qCWarning(lc) << "cannot follow the events:" << followed.error().detail;
        lock.lock();
    }
}

bool KnownNames::holds(char kind, const QString &name) const
{
    const std::shared_lock lock(m_mutex);
    return m_names.contains(key(kind, name));
}

bool KnownNames::holdsRelease(const QString &distribution, const QString &version) const
{
    return holds(releaseKind, distribution + u'/' + version);
}

bool KnownNames::holdsDistribution(const QString &distribution) const
{
    return holds(distributionKind, distribution);
}

bool KnownNames::holdsExtension(const QString &extension) const
{
    return holds(extensionKind, extension);
}

bool KnownNames::holdsUser(const QString &nickname) const
{
    return holds(userKind, nickname);
}

bool KnownNames::holdsTag(const QString &tag) const
{
    return holds(tagKind, tag);
}
