// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/entrystore.h"

#include "catalog/license.h"
#include "index/entrycodec.h"
#include "index/indexconnection.h"
#include "index/phrasestore.h"
#include "index/termstore.h"
#include "index/vocabularystore.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

Result<std::optional<EntryStore::Identity>> EntryStore::find(const QString &registry,
                                                             const QString &key)
{
    auto rows = m_connection.run(u"SELECT id, digest FROM entry WHERE registry = ? AND key = ?"_s,
                                 {IndexConnection::bound(registry), IndexConnection::bound(key)});
    if (!rows)
        return rows.error();
    std::optional<Identity> identity;
    if (rows->next())
        identity = Identity{quint32(rows->number(0)), rows->value(1).toByteArray()};
    if (const auto end = rows->end(); !end)
        return end.error();
    return identity;
}

Result<quint32> EntryStore::insert(const EntryRecord &record)
{
    quint32 id = 0;
    {
        auto rows = m_connection.run(
            u"INSERT INTO entry (registry, key, squashed, name, version, author, user, "
            "abstract, extensions, license, license_class, language, native, restart, "
            "status, date, postgres, installs, digest) "
            "VALUES (?, ?, '', '', '', '', '', '', '', '', 0, '', 0, 0, 0, NULL, '', "
            "0, x'')"_s,
            {IndexConnection::bound(record.registry), IndexConnection::bound(record.key)});
        if (!rows)
            return rows.error();
        id = quint32(rows->lastInsertId());
    }
    if (const auto written = writeParts(id, record); !written)
        return written.error();
    return id;
}

Result<void> EntryStore::update(quint32 id, const EntryRecord &record)
{
    if (const auto erased = eraseParts(id); !erased)
        return erased;
    return writeParts(id, record);
}

Result<void> EntryStore::writeParts(quint32 id, const EntryRecord &record)
{
    if (const auto done = m_connection.change(
            u"UPDATE entry SET squashed = ?, name = ?, version = ?, author = ?, user = ?, "
            "abstract = ?, extensions = ?, license = ?, license_class = ?, language = ?, "
            "native = ?, restart = ?, status = ?, date = ?, postgres = ?, installs = ?, "
            "digest = ? WHERE id = ?"_s,
            {IndexConnection::bound(record.squashed), IndexConnection::bound(record.name),
             IndexConnection::bound(record.version), IndexConnection::bound(record.author),
             IndexConnection::bound(record.user), IndexConnection::bound(record.abstract),
             IndexConnection::bound(record.extensions.join(u'\n')),
             IndexConnection::bound(record.license), record.licenseClass,
             IndexConnection::bound(record.language), int(record.nativeCode),
             int(record.needsRestart), record.status,
             record.date.isValid() ? QVariant(record.date.toMSecsSinceEpoch()) : QVariant(),
             record.postgres.toString(), record.installs, record.digest, id});
        !done)
        return done;
    if (const auto done =
            m_connection.change(u"INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
                                {id, record.release, record.description, record.readme,
                                 record.readmeSource, record.docs, record.functions});
        !done)
        return done;
    for (const QString &name : record.extensions) {
        if (const auto done = m_connection.change(
                u"INSERT OR IGNORE INTO extension VALUES (?, ?, ?)"_s,
                {IndexConnection::bound(name.toLower()), id, IndexConnection::bound(name)});
            !done)
            return done;
    }
    for (const QString &name : record.tags) {
        if (const auto done = m_connection.change(
                u"INSERT OR IGNORE INTO tag VALUES (?, ?, ?)"_s,
                {IndexConnection::bound(name.toCaseFolded()), id, IndexConnection::bound(name)});
            !done)
            return done;
    }
    m_vocabulary.note(record.terms, 1);
    if (const auto done = m_phrases.insert(id, record.pairs); !done)
        return done;
    return m_terms.insert(id, record.terms);
}

Result<void> EntryStore::eraseParts(quint32 id)
{
    const auto written = entry(id);
    if (!written)
        return written.error();
    if (!*written) {
        return Error{Error::Kind::Integrity,
                     QCoreApplication::translate(
                         "EntryStore", "The search index is damaged; it will be built anew."),
                     u"entry %1 has no texts"_s.arg(id)};
    }
    const DocumentTerms terms = DocumentTerms::of(**written);
    if (const auto done = m_terms.erase(id, terms); !done)
        return done;
    if (const auto done = m_phrases.erase(id, WordPairs::of(**written)); !done)
        return done;
    m_vocabulary.note(terms, -1);
    for (const QString &sql :
         {u"DELETE FROM document WHERE id = ?"_s, u"DELETE FROM extension WHERE entry = ?"_s,
          u"DELETE FROM tag WHERE entry = ?"_s}) {
        if (const auto done = m_connection.change(sql, {id}); !done)
            return done;
    }
    return {};
}

Result<void> EntryStore::erase(quint32 id)
{
    if (const auto erased = eraseParts(id); !erased)
        return erased;
    return m_connection.change(u"DELETE FROM entry WHERE id = ?"_s, {id});
}

Result<QHash<QString, quint32>> EntryStore::idsByKey(const QString &registry)
{
    auto rows = m_connection.run(u"SELECT key, id FROM entry WHERE registry = ?"_s,
                                 {IndexConnection::bound(registry)});
    if (!rows)
        return rows.error();
    QHash<QString, quint32> ids;
    while (rows->next())
        ids.insert(rows->text(0), quint32(rows->number(1)));
    if (const auto end = rows->end(); !end)
        return end.error();
    return ids;
}

Result<int> EntryStore::countOutside(const QString &registry)
{
    auto rows = m_connection.run(u"SELECT count(*) FROM entry WHERE registry <> ?"_s,
                                 {IndexConnection::bound(registry)});
    if (!rows)
        return rows.error();
    const int count = rows->next() ? int(rows->number(0)) : 0;
    if (const auto end = rows->end(); !end)
        return end.error();
    return count;
}

Result<void> EntryStore::eraseAll()
{
    m_vocabulary.forgetChanges();
    if (const auto done = m_terms.eraseAll(); !done)
        return done;
    if (const auto done = m_phrases.eraseAll(); !done)
        return done;
    for (const QString &sql :
         {u"DELETE FROM document"_s, u"DELETE FROM extension"_s, u"DELETE FROM tag"_s,
          u"DELETE FROM word"_s, u"DELETE FROM entry"_s}) {
        if (const auto done = m_connection.change(sql); !done)
            return done;
    }
    return {};
}
Result<void> EntryStore::eachFacts(const QList<int> &majors,
                                   const std::function<void(const EntryColumns::Facts &)> &visit)
{
    auto rows = m_connection.run(
        u"SELECT id, key, registry, language, license_class, status, restart, native, "
        "postgres, date, installs FROM entry ORDER BY id"_s);
    if (!rows)
        return rows.error();
    QHash<QString, quint32> majorsByRange; // few ranges are written by many authors
    while (rows->next()) {
        EntryColumns::Facts facts;
        facts.id = quint32(rows->number(0));
        facts.key = rows->text(1);
        facts.registry = rows->text(2);
        facts.language = rows->text(3);
        facts.licenseClass = int(rows->number(4));
        facts.status = int(rows->number(5));
        facts.needsRestart = rows->number(6) != 0;
        facts.nativeCode = rows->number(7) != 0;
        const QString range = rows->text(8);
        auto known = majorsByRange.constFind(range);
        if (known == majorsByRange.cend()) {
            const VersionRange parsed = VersionRange::parseTolerant(range).value_or(VersionRange());
            known = majorsByRange.insert(range, majorsWithin(parsed, majors));
        }
        facts.majors = *known;
        facts.date = rows->number(9);
        facts.installs = rows->number(10);
        visit(facts);
    }
    return rows->end();
}

Result<QHash<quint32, SearchHit>> EntryStore::hits(const QList<quint32> &ids)
{
    // One statement for all: Qt Sql works out the columns anew each time one is run.
    QJsonArray numbers;
    for (const quint32 id : ids)
        numbers.append(qint64(id));
    auto rows = m_connection.run(
        u"SELECT name, version, author, abstract, extensions, license, license_class, "
        "language, registry, status, date, postgres, restart, native, installs, id "
        "FROM entry WHERE id IN (SELECT value FROM json_each(?))"_s,
        {QString::fromUtf8(QJsonDocument(numbers).toJson(QJsonDocument::Compact))});
    if (!rows)
        return rows.error();
    QHash<quint32, SearchHit> hits;
    while (rows->next()) {
        SearchHit &hit = hits[quint32(rows->number(15))];
        hit.name = rows->text(0);
        hit.version = Version::parseTolerant(rows->text(1)).value_or(Version());
        hit.author = rows->text(2);
        hit.abstract.text = rows->text(3);
        hit.extensions = rows->text(4).split(u'\n', Qt::SkipEmptyParts);
        hit.license = rows->text(5);
        hit.licenseClass = License::nameOf(License::Class(rows->number(6)));
        hit.language = rows->text(7);
        hit.registry = rows->text(8);
        hit.status = ReleaseStatus(rows->number(9));
        if (!rows->isNull(10))
            hit.date = QDateTime::fromMSecsSinceEpoch(rows->number(10), Qt::UTC);
        hit.postgres = VersionRange::parseTolerant(rows->text(11)).value_or(VersionRange());
        hit.needsRestart = rows->number(12) != 0;
        hit.nativeCode = rows->number(13) != 0;
        hit.installs = rows->number(14);
    }
    if (const auto end = rows->end(); !end)
        return end.error();
    return hits;
}

Result<std::optional<IndexEntry>> EntryStore::entry(quint32 id)
{
    auto rows =
        m_connection.run(u"SELECT release, readme, readme_source, docs, functions FROM document "
                         "WHERE id = ?"_s,
                         {id});
    if (!rows)
        return rows.error();
    std::optional<IndexEntry> entry;
    if (rows->next()) {
        entry.emplace();
        if (!EntryCodec::decode(rows->value(0).toByteArray(), &*entry)) {
            return Error{Error::Kind::Integrity,
                         QCoreApplication::translate(
                             "EntryStore", "The search index is damaged; it will be built anew."),
                         u"entry %1 cannot be decoded"_s.arg(id)};
        }
        entry->readme = EntryCodec::unpackText(rows->value(1).toByteArray());
        const QByteArray source = rows->value(2).toByteArray();
        entry->readmeSource =
            source == EntryCodec::sameText() ? entry->readme : EntryCodec::unpackText(source);
        entry->docs = EntryCodec::unpackText(rows->value(3).toByteArray());
        entry->functions = EntryCodec::unpackText(rows->value(4).toByteArray());
    }
    if (const auto end = rows->end(); !end)
        return end.error();
    return entry;
}

Result<QString> EntryStore::text(quint32 id, Text which)
{
    const QString column = which == Text::Description ? u"description"_s
                           : which == Text::Readme    ? u"readme"_s
                           : which == Text::Docs      ? u"docs"_s
                                                      : u"functions"_s;
    auto rows = m_connection.run(u"SELECT "_s + column + u" FROM document WHERE id = ?"_s, {id});
    if (!rows)
        return rows.error();
    const QString text =
        rows->next() ? EntryCodec::unpackText(rows->value(0).toByteArray()) : QString();
    if (const auto end = rows->end(); !end)
        return end.error();
    return text;
}

Result<QStringList> EntryStore::tagsOf(quint32 id)
{
    return m_connection.texts(u"SELECT name FROM tag WHERE entry = ? ORDER BY key"_s, {id});
}
