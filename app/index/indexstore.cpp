// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/indexstore.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

Result<std::unique_ptr<IndexStore>> IndexStore::open(const QString &file, Access access)
{
    auto connection = IndexConnection::open(file, access);
    if (!connection)
        return connection.error();
    return std::unique_ptr<IndexStore>(new IndexStore(std::move(*connection)));
}

Result<void> IndexStore::begin()
{
    return m_connection->begin();
}

Result<void> IndexStore::commit()
{
    return m_connection->commit();
}

void IndexStore::rollback()
{
    m_terms.forgetChanges();
    m_vocabulary.forgetChanges();
    m_connection->rollback();
}

// --- state of the whole ----------------------------------------------------------------------

Result<quint64> IndexStore::generation()
{
    auto rows = m_connection->run(u"SELECT value FROM meta WHERE key = 'generation'"_s);
    if (!rows)
        return rows.error();
    const quint64 value = rows->next() ? quint64(rows->number(0)) : 0;
    if (const auto end = rows->end(); !end)
        return end.error();
    return value;
}

Result<void> IndexStore::setGeneration(quint64 generation)
{
    return m_connection->change(u"INSERT OR REPLACE INTO meta VALUES ('generation', ?)"_s,
                                {generation});
}

Result<bool> IndexStore::rebuildNeeded()
{
    auto rows = m_connection->run(u"SELECT 1 FROM meta WHERE key = 'rebuild'"_s);
    if (!rows)
        return rows.error();
    const bool needed = rows->next();
    if (const auto end = rows->end(); !end)
        return end.error();
    return needed;
}

Result<void> IndexStore::setRebuildNeeded(bool needed)
{
    return m_connection->change(needed ? u"INSERT OR REPLACE INTO meta VALUES ('rebuild', 1)"_s
                                       : u"DELETE FROM meta WHERE key = 'rebuild'"_s);
}

Result<QDateTime> IndexStore::lastSync(const QString &registry)
{
    auto rows = m_connection->run(u"SELECT synced FROM registry WHERE name = ?"_s,
                                  {IndexConnection::bound(registry)});
    if (!rows)
        return rows.error();
    QDateTime time;
    if (rows->next())
        time = QDateTime::fromMSecsSinceEpoch(rows->number(0), Qt::UTC);
    if (const auto end = rows->end(); !end)
        return end.error();
    return time;
}

Result<void> IndexStore::setLastSync(const QString &registry, const QDateTime &time)
{
    return m_connection->change(u"INSERT OR REPLACE INTO registry VALUES (?, ?)"_s,
                                {IndexConnection::bound(registry), time.toMSecsSinceEpoch()});
}

Result<void> IndexStore::forgetSync(const QString &registry)
{
    return m_connection->change(u"DELETE FROM registry WHERE name = ?"_s,
                                {IndexConnection::bound(registry)});
}

Result<void> IndexStore::flush()
{
    if (const auto done = m_terms.flush(); !done)
        return done;
    return m_vocabulary.flush();
}

Result<void> IndexStore::optimize()
{
    if (const auto done = m_terms.optimize(); !done)
        return done;
    if (const auto done = m_phrases.optimize(); !done)
        return done;
    return m_connection->exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
}

// --- reading sets of entries -----------------------------------------------------------------

Result<DocSet> IndexStore::withTag(const QString &tag)
{
    return m_connection->set(u"SELECT CAST(group_concat(entry) AS BLOB) FROM tag WHERE key = ?"_s,
                             {IndexConnection::bound(tag.toCaseFolded())});
}

Result<DocSet> IndexStore::ofUser(const QString &user)
{
    return m_connection->set(u"SELECT CAST(group_concat(id) AS BLOB) FROM entry WHERE user = ?"_s,
                             {IndexConnection::bound(user)});
}

Result<DocSet> IndexStore::named(const QString &squashed)
{
    return m_connection->set(
        u"SELECT CAST(group_concat(id) AS BLOB) FROM entry WHERE squashed = ?"_s,
        {IndexConnection::bound(squashed)});
}

Result<DocSet> IndexStore::installed(const QStringList &names)
{
    QJsonArray keys;
    for (const QString &name : names)
        keys.append(name.toLower());
    const QString json = QString::fromUtf8(QJsonDocument(keys).toJson(QJsonDocument::Compact));
    return m_connection->set(
        u"SELECT CAST(group_concat(id) AS BLOB) FROM ("
        "SELECT id FROM entry WHERE key IN (SELECT value FROM json_each(?)) "
        "UNION SELECT entry FROM extension WHERE key IN (SELECT value FROM json_each(?)))"_s,
        {json, json});
}

Result<DocSet> IndexStore::withKey(const QString &key)
{
    return m_connection->set(u"SELECT CAST(group_concat(id) AS BLOB) FROM entry WHERE key = ?"_s,
                             {IndexConnection::bound(key)});
}

Result<DocSet> IndexStore::providing(const QString &extensionKey)
{
    return m_connection->set(
        u"SELECT CAST(group_concat(entry) AS BLOB) FROM extension WHERE key = ?"_s,
        {IndexConnection::bound(extensionKey)});
}

Result<QStringList> IndexStore::namesBeginning(const QString &key, int limit)
{
    return m_connection->texts(u"SELECT name FROM entry WHERE key >= ? AND key < ? "
                               "GROUP BY key ORDER BY key LIMIT ?"_s,
                               {IndexConnection::bound(key), IndexConnection::endOf(key), limit});
}

Result<QStringList> IndexStore::extensionsBeginning(const QString &key, int limit)
{
    return m_connection->texts(u"SELECT name FROM extension WHERE key >= ? AND key < ? "
                               "GROUP BY key ORDER BY key LIMIT ?"_s,
                               {IndexConnection::bound(key), IndexConnection::endOf(key), limit});
}

Result<QStringList> IndexStore::tagsBeginning(const QString &key, int limit)
{
    return m_connection->texts(u"SELECT name FROM tag WHERE key >= ? AND key < ? "
                               "GROUP BY key ORDER BY key LIMIT ?"_s,
                               {IndexConnection::bound(key), IndexConnection::endOf(key), limit});
}

Result<QMap<QString, int>> IndexStore::tags(int limit)
{
    auto rows = m_connection->run(u"SELECT min(name), count(*) AS n FROM tag GROUP BY key "
                                  "ORDER BY n DESC, key LIMIT ?"_s,
                                  {limit});
    if (!rows)
        return rows.error();
    QMap<QString, int> tags;
    while (rows->next())
        tags.insert(rows->text(0), int(rows->number(1)));
    if (const auto end = rows->end(); !end)
        return end.error();
    return tags;
}
