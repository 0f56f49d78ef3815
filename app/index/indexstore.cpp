// SPDX-FileCopyrightText: 2026 The Howdah developers
// SPDX-License-Identifier: PostgreSQL
#include "index/indexstore.h"

#include "catalog/license.h"
#include "index/entrycodec.h"
#include "index/words.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QSqlError>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

Q_LOGGING_CATEGORY(lc, "howdah.index.indexstore")

constexpr int schemaVersion = 1; // the number of the last file in migrations/
/// Words are cut and folded by code: when that code changes, what is stored no longer fits.
constexpr int analysisVersion = 1;
constexpr int applicationId = 0x486F7764; // "Howd"

Error errorOf(const QSqlError &error)
{
    constexpr int busy = 5;
    constexpr int readOnly = 8;
    constexpr int corrupt = 11;
    constexpr int full = 13;
    constexpr int cannotOpen = 14;
    constexpr int notADatabase = 26;
    const int code = error.nativeErrorCode().toInt() & 0xFF;
    const QString detail = error.text() + u" ["_s + error.nativeErrorCode() + u']';
    switch (code) {
    case corrupt:
    case notADatabase:
        return {Error::Kind::Integrity,
                QCoreApplication::translate("IndexStore",
                                            "The search index is damaged; it will be built anew."),
                detail};
    case full:
        return {Error::Kind::DiskFull,
                QCoreApplication::translate(
                    "IndexStore",
                    "The disk is full: the search index cannot be written. Free some space."),
                detail};
    case busy:
        return {Error::Kind::Conflict,
                QCoreApplication::translate(
                    "IndexStore",
                    "Another program is writing the search index; try again in a moment."),
                detail};
    case readOnly:
    case cannotOpen:
        return {Error::Kind::Permission,
                QCoreApplication::translate(
                    "IndexStore",
                    "The search index cannot be opened. Check that its folder exists and that you "
                    "may write there."),
                detail};
    default:
        return {Error::Kind::Database,
                QCoreApplication::translate("IndexStore", "The search index refused a request."),
                detail};
    }
}

/// A null QString would be bound as NULL.
QVariant bound(const QString &value)
{
    return value.isNull() ? QVariant(u""_s) : QVariant(value);
}

/// The first text after all that begin with `beginning`, in SQLite's byte order.
QString endOf(const QString &beginning)
{
    return beginning + QString::fromUcs4(U"\U0010FFFF", 1);
}

QString reversed(const QString &word)
{
    QString result(word.size(), Qt::Uninitialized);
    std::reverse_copy(word.cbegin(), word.cend(), result.begin());
    return result; // turned surrogate pairs only have to be turned the same way each time
}

} // namespace

/// The rows of a running statement; ends it, and with it the view of the file it holds, when it
/// goes out of scope.
class IndexStore::Rows
{
public:
    explicit Rows(QSqlQuery *query) : m_query(query) {}
    ~Rows()
    {
        if (m_query)
            m_query->finish();
    }
    Rows(Rows &&other) noexcept : m_query(std::exchange(other.m_query, nullptr)) {}
    Rows &operator=(Rows &&) = delete;
    Rows(const Rows &) = delete;
    Rows &operator=(const Rows &) = delete;

    [[nodiscard]] bool next() { return m_query->next(); }
    [[nodiscard]] QVariant value(int column) const { return m_query->value(column); }
    [[nodiscard]] QString text(int column) const { return m_query->value(column).toString(); }
    [[nodiscard]] qint64 number(int column) const { return m_query->value(column).toLongLong(); }
    [[nodiscard]] bool isNull(int column) const { return m_query->isNull(column); }
    /// Whether the rows ended because there are no more.
    [[nodiscard]] Result<void> end() const
    {
        if (m_query->lastError().isValid())
            return errorOf(m_query->lastError());
        return {};
    }
    [[nodiscard]] qint64 lastInsertId() const { return m_query->lastInsertId().toLongLong(); }

private:
    QSqlQuery *m_query;
};

// --- opening ---------------------------------------------------------------------------------

Result<std::unique_ptr<IndexStore>> IndexStore::open(const QString &file, Access access)
{
    std::unique_ptr<IndexStore> store(new IndexStore);
    store->m_connection = u"howdah-index-"_s + QUuid::createUuid().toString(QUuid::Id128);
    store->m_database = QSqlDatabase::addDatabase(u"QSQLITE"_s, store->m_connection);
    store->m_database.setDatabaseName(file);
    store->m_database.setConnectOptions(access == Access::ReadOnly
                                            ? u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"_s
                                            : u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!store->m_database.open())
        return errorOf(store->m_database.lastError());
    if (const Result<void> prepared = store->prepareFile(access); !prepared)
        return prepared.error();
    return store;
}

IndexStore::~IndexStore()
{
    m_statements.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<void> IndexStore::prepareFile(Access access)
{
    if (const auto done = exec(u"PRAGMA cache_size = -8000"_s); !done)
        return done;
    if (access == Access::ReadOnly)
        return {};
    for (const QString &pragma :
         {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s}) {
        if (const auto done = exec(pragma); !done)
            return done;
    }
    return migrate();
}

Result<void> IndexStore::migrate()
{
    const auto pragma = [this](const QString &name) -> Result<qint64> {
        auto rows = run(u"PRAGMA "_s + name);
        if (!rows)
            return rows.error();
        const qint64 value = rows->next() ? rows->number(0) : 0;
        if (const auto end = rows->end(); !end)
            return end.error();
        return value;
    };
    const auto unknown = [](const QString &what) {
        return Error{Error::Kind::Unsupported,
                     QCoreApplication::translate(
                         "IndexStore", "The search index was made by another version of Howdah."),
                     what};
    };
    const Result<qint64> version = pragma(u"user_version"_s);
    const Result<qint64> application = pragma(u"application_id"_s);
    if (!version || !application)
        return version ? application.error() : version.error();
    if (*version > schemaVersion)
        return unknown(u"schema %1"_s.arg(*version));
    if (*version > 0 && *application != applicationId)
        return unknown(u"application id %1"_s.arg(*application));

    for (int number = int(*version) + 1; number <= schemaVersion; ++number) {
        QFile script(u":/howdah/index/migrations/%1.sql"_s.arg(number, 3, 10, QChar(u'0')));
        if (!script.open(QIODevice::ReadOnly))
            return Error{Error::Kind::Internal, u"no migration %1"_s.arg(number), {}};
        if (const auto begun = begin(); !begun)
            return begun;
        QString statement;
        for (const QString &line : QString::fromUtf8(script.readAll()).split(u'\n')) {
            if (line.startsWith(u"--"))
                continue;
            statement += line + u'\n';
            if (!line.endsWith(u';'))
                continue;
            if (const auto done = exec(statement); !done) {
                rollback();
                return done;
            }
            statement.clear();
        }
        const QStringList closing{
            u"PRAGMA application_id = %1"_s.arg(applicationId),
            u"INSERT OR REPLACE INTO meta VALUES ('analysis', %1)"_s.arg(analysisVersion),
            u"PRAGMA user_version = %1"_s.arg(number)};
        for (const QString &sql : closing) {
            if (const auto done = exec(sql); !done) {
                rollback();
                return done;
            }
        }
        if (const auto committed = commit(); !committed)
            return committed;
    }
    auto rows = run(u"SELECT value FROM meta WHERE key = 'analysis'"_s);
    if (!rows)
        return rows.error();
    if (!rows->next() || rows->number(0) != analysisVersion) {
        if (const auto end = rows->end(); !end)
            return end;
        return unknown(u"analysis"_s);
    }
    return {};
}

// --- running statements ----------------------------------------------------------------------

Result<void> IndexStore::exec(const QString &sql)
{
    QSqlQuery query(m_database);
    if (!query.exec(sql))
        return errorOf(query.lastError());
    return {};
}

Result<IndexStore::Rows> IndexStore::run(const QString &sql, const QVariantList &values)
{
    auto found = m_statements.find(sql);
    if (found == m_statements.end()) {
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        if (!query.prepare(sql))
            return errorOf(query.lastError());
        found = m_statements.insert(sql, std::move(query));
    }
    QSqlQuery &query = *found;
    for (int i = 0; i < values.size(); ++i)
        query.bindValue(i, values[i]);
    if (!query.exec()) {
        const Error error = errorOf(query.lastError());
        query.finish();
        return error;
    }
    return Rows(&query);
}

Result<void> IndexStore::change(const QString &sql, const QVariantList &values)
{
    const auto rows = run(sql, values);
    if (!rows)
        return rows.error();
    return {};
}

Result<DocSet> IndexStore::set(const QString &sql, const QVariantList &values)
{
    auto rows = run(sql, values);
    if (!rows)
        return rows.error();
    DocSet ids;
    if (rows->next())
        ids = DocSet::fromList(rows->value(0).toByteArray());
    if (const auto end = rows->end(); !end)
        return end.error();
    return ids;
}

Result<QStringList> IndexStore::texts(const QString &sql, const QVariantList &values)
{
    auto rows = run(sql, values);
    if (!rows)
        return rows.error();
    QStringList list;
    while (rows->next())
        list.append(rows->text(0));
    if (const auto end = rows->end(); !end)
        return end.error();
    return list;
}

Result<QList<IndexStore::KnownWord>> IndexStore::words(const QString &sql,
                                                       const QVariantList &values)
{
    auto rows = run(sql, values);
    if (!rows)
        return rows.error();
    QList<KnownWord> list;
    while (rows->next())
        list.append({rows->text(0), int(rows->number(1)), int(rows->number(2))});
    if (const auto end = rows->end(); !end)
        return end.error();
    return list;
}

Result<void> IndexStore::begin()
{
    const bool readOnly = m_database.connectOptions().contains("READONLY"_L1);
    return exec(readOnly ? u"BEGIN"_s : u"BEGIN IMMEDIATE"_s);
}

Result<void> IndexStore::commit()
{
    const auto done = exec(u"COMMIT"_s);
    if (!done)
        rollback();
    return done;
}

void IndexStore::rollback()
{
    m_wordChanges.clear();
    if (const auto done = exec(u"ROLLBACK"_s); !done)
        qCDebug(lc) << "rollback:" << done.error().detail; // SQLite had rolled back by itself
}

// --- state of the whole ----------------------------------------------------------------------

Result<quint64> IndexStore::generation()
{
    auto rows = run(u"SELECT value FROM meta WHERE key = 'generation'"_s);
    if (!rows)
        return rows.error();
    const quint64 value = rows->next() ? quint64(rows->number(0)) : 0;
    if (const auto end = rows->end(); !end)
        return end.error();
    return value;
}

Result<void> IndexStore::setGeneration(quint64 generation)
{
    return change(u"INSERT OR REPLACE INTO meta VALUES ('generation', ?)"_s, {generation});
}

Result<bool> IndexStore::rebuildNeeded()
{
    auto rows = run(u"SELECT 1 FROM meta WHERE key = 'rebuild'"_s);
    if (!rows)
        return rows.error();
    const bool needed = rows->next();
    if (const auto end = rows->end(); !end)
        return end.error();
    return needed;
}

Result<void> IndexStore::setRebuildNeeded(bool needed)
{
    return change(needed ? u"INSERT OR REPLACE INTO meta VALUES ('rebuild', 1)"_s
                         : u"DELETE FROM meta WHERE key = 'rebuild'"_s);
}

Result<QDateTime> IndexStore::lastSync(const QString &registry)
{
    auto rows = run(u"SELECT synced FROM registry WHERE name = ?"_s, {bound(registry)});
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
    return change(u"INSERT OR REPLACE INTO registry VALUES (?, ?)"_s,
                  {bound(registry), time.toMSecsSinceEpoch()});
}

Result<void> IndexStore::forgetSync(const QString &registry)
{
    return change(u"DELETE FROM registry WHERE name = ?"_s, {bound(registry)});
}

// --- writing entries -------------------------------------------------------------------------

Result<std::optional<IndexStore::Identity>> IndexStore::find(const QString &registry,
                                                             const QString &key)
{
    auto rows = run(u"SELECT id, digest FROM entry WHERE registry = ? AND key = ?"_s,
                    {bound(registry), bound(key)});
    if (!rows)
        return rows.error();
    std::optional<Identity> identity;
    if (rows->next())
        identity = Identity{quint32(rows->number(0)), rows->value(1).toByteArray()};
    if (const auto end = rows->end(); !end)
        return end.error();
    return identity;
}

Result<quint32> IndexStore::insert(const EntryRecord &record)
{
    quint32 id = 0;
    {
        auto rows = run(u"INSERT INTO entry (registry, key, squashed, name, version, author, user, "
                        "abstract, extensions, license, license_class, language, native, restart, "
                        "status, date, postgres, installs, digest) "
                        "VALUES (?, ?, '', '', '', '', '', '', '', '', 0, '', 0, 0, 0, NULL, '', "
                        "0, x'')"_s,
                        {bound(record.registry), bound(record.key)});
        if (!rows)
            return rows.error();
        id = quint32(rows->lastInsertId());
    }
    if (const auto written = writeParts(id, record); !written)
        return written.error();
    return id;
}

Result<void> IndexStore::update(quint32 id, const EntryRecord &record)
{
    if (const auto erased = eraseParts(id); !erased)
        return erased;
    return writeParts(id, record);
}

Result<void> IndexStore::writeParts(quint32 id, const EntryRecord &record)
{
    if (const auto done =
            change(u"UPDATE entry SET squashed = ?, name = ?, version = ?, author = ?, user = ?, "
                   "abstract = ?, extensions = ?, license = ?, license_class = ?, language = ?, "
                   "native = ?, restart = ?, status = ?, date = ?, postgres = ?, installs = ?, "
                   "digest = ? WHERE id = ?"_s,
                   {bound(record.squashed), bound(record.name), bound(record.version),
                    bound(record.author), bound(record.user), bound(record.abstract),
                    bound(record.extensions.join(u'\n')), bound(record.license),
                    record.licenseClass, bound(record.language), int(record.nativeCode),
                    int(record.needsRestart), record.status,
                    record.date.isValid() ? QVariant(record.date.toMSecsSinceEpoch()) : QVariant(),
                    record.postgres.toString(), record.installs, record.digest, id});
        !done)
        return done;
    if (const auto done =
            change(u"INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s,
                   {id, record.release, record.description, record.readme, record.readmeSource,
                    record.docs, record.functions, qCompress(record.terms.text, 1)});
        !done)
        return done;
    for (const QString &name : record.extensions) {
        if (const auto done = change(u"INSERT OR IGNORE INTO extension VALUES (?, ?, ?)"_s,
                                     {bound(name.toLower()), id, bound(name)});
            !done)
            return done;
    }
    for (const QString &name : record.tags) {
        if (const auto done = change(u"INSERT OR IGNORE INTO tag VALUES (?, ?, ?)"_s,
                                     {bound(name.toCaseFolded()), id, bound(name)});
            !done)
            return done;
    }
    noteWords(record.terms, 1);
    return change(u"INSERT INTO terms (rowid, words) VALUES (?, ?)"_s,
                  {id, QString::fromUtf8(record.terms.text)});
}

Result<void> IndexStore::eraseParts(quint32 id)
{
    DocumentTerms terms;
    {
        auto rows = run(u"SELECT terms FROM document WHERE id = ?"_s, {id});
        if (!rows)
            return rows.error();
        if (rows->next())
            terms.text = qUncompress(rows->value(0).toByteArray());
        if (const auto end = rows->end(); !end)
            return end;
    }
    // Without content of its own the full-text table must be told what it is to forget.
    if (const auto done =
            change(u"INSERT INTO terms (terms, rowid, words) VALUES ('delete', ?, ?)"_s,
                   {id, QString::fromUtf8(terms.text)});
        !done)
        return done;
    noteWords(terms, -1);
    for (const QString &sql :
         {u"DELETE FROM document WHERE id = ?"_s, u"DELETE FROM extension WHERE entry = ?"_s,
          u"DELETE FROM tag WHERE entry = ?"_s}) {
        if (const auto done = change(sql, {id}); !done)
            return done;
    }
    return {};
}

Result<void> IndexStore::erase(quint32 id)
{
    if (const auto erased = eraseParts(id); !erased)
        return erased;
    return change(u"DELETE FROM entry WHERE id = ?"_s, {id});
}

Result<QHash<QString, quint32>> IndexStore::idsByKey(const QString &registry)
{
    auto rows = run(u"SELECT key, id FROM entry WHERE registry = ?"_s, {bound(registry)});
    if (!rows)
        return rows.error();
    QHash<QString, quint32> ids;
    while (rows->next())
        ids.insert(rows->text(0), quint32(rows->number(1)));
    if (const auto end = rows->end(); !end)
        return end.error();
    return ids;
}

Result<int> IndexStore::countOutside(const QString &registry)
{
    auto rows = run(u"SELECT count(*) FROM entry WHERE registry <> ?"_s, {bound(registry)});
    if (!rows)
        return rows.error();
    const int count = rows->next() ? int(rows->number(0)) : 0;
    if (const auto end = rows->end(); !end)
        return end.error();
    return count;
}

Result<void> IndexStore::eraseAll()
{
    m_wordChanges.clear();
    for (const QString &sql :
         {u"INSERT INTO terms (terms) VALUES ('delete-all')"_s, u"DELETE FROM document"_s,
          u"DELETE FROM extension"_s, u"DELETE FROM tag"_s, u"DELETE FROM word"_s,
          u"DELETE FROM entry"_s}) {
        if (const auto done = change(sql); !done)
            return done;
    }
    return {};
}

void IndexStore::noteWords(const DocumentTerms &terms, int sign)
{
    for (const auto &[word, head] : terms.vocabulary()) {
        auto found = m_wordChanges.find(QByteArray::fromRawData(word.data(), word.size()));
        if (found == m_wordChanges.end())
            found = m_wordChanges.insert(word.toByteArray(), {});
        found->docs += sign;
        found->heads += head ? sign : 0;
    }
}

Result<void> IndexStore::flushVocabulary()
{
    QList<QByteArray> gone;
    for (auto it = m_wordChanges.cbegin(); it != m_wordChanges.cend(); ++it) {
        if (it->docs == 0 && it->heads == 0)
            continue;
        const QString word = QString::fromUtf8(it.key());
        if (const auto done =
                change(u"INSERT INTO word VALUES (?, ?, ?, ?) ON CONFLICT (word) DO UPDATE SET "
                       "heads = heads + excluded.heads, docs = docs + excluded.docs"_s,
                       {word, reversed(word), it->heads, it->docs});
            !done)
            return done;
        if (it->docs < 0)
            gone.append(it.key());
    }
    m_wordChanges.clear();
    for (const QByteArray &word : gone) {
        if (const auto done = change(u"DELETE FROM word WHERE word = ? AND docs <= 0"_s,
                                     {QString::fromUtf8(word)});
            !done)
            return done;
    }
    return {};
}

Result<void> IndexStore::optimize()
{
    if (const auto done = change(u"INSERT INTO terms (terms) VALUES ('optimize')"_s); !done)
        return done;
    return exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
}

// --- reading sets of entries -----------------------------------------------------------------

Result<DocSet> IndexStore::having(const QByteArray &term, bool prefix)
{
    // The term is made of letters, digits, underscores and non-ASCII characters (Words::fold), and is
    // quoted all the same: no text can become an operator.
    QString phrase = QString::fromUtf8(term);
    phrase.replace(u'"', u"\"\""_s);
    return set(u"SELECT CAST(group_concat(rowid) AS BLOB) FROM terms WHERE terms MATCH ?"_s,
               {QString(u'"' + phrase + (prefix ? u"\"*"_s : u"\""_s))});
}

Result<DocSet> IndexStore::withTag(const QString &tag)
{
    return set(u"SELECT CAST(group_concat(entry) AS BLOB) FROM tag WHERE key = ?"_s,
               {bound(tag.toCaseFolded())});
}

Result<DocSet> IndexStore::ofUser(const QString &user)
{
    return set(u"SELECT CAST(group_concat(id) AS BLOB) FROM entry WHERE user = ?"_s, {bound(user)});
}

Result<DocSet> IndexStore::named(const QString &squashed)
{
    return set(u"SELECT CAST(group_concat(id) AS BLOB) FROM entry WHERE squashed = ?"_s,
               {bound(squashed)});
}

Result<DocSet> IndexStore::installed(const QStringList &names)
{
    QJsonArray keys;
    for (const QString &name : names)
        keys.append(name.toLower());
    const QString json = QString::fromUtf8(QJsonDocument(keys).toJson(QJsonDocument::Compact));
    return set(u"SELECT CAST(group_concat(id) AS BLOB) FROM ("
               "SELECT id FROM entry WHERE key IN (SELECT value FROM json_each(?)) "
               "UNION SELECT entry FROM extension WHERE key IN (SELECT value FROM json_each(?)))"_s,
               {json, json});
}

Result<DocSet> IndexStore::withKey(const QString &key)
{
    return set(u"SELECT CAST(group_concat(id) AS BLOB) FROM entry WHERE key = ?"_s, {bound(key)});
}

Result<DocSet> IndexStore::providing(const QString &extensionKey)
{
    return set(u"SELECT CAST(group_concat(entry) AS BLOB) FROM extension WHERE key = ?"_s,
               {bound(extensionKey)});
}

Result<void> IndexStore::eachFacts(const QList<int> &majors,
                                   const std::function<void(const EntryColumns::Facts &)> &visit)
{
    auto rows = run(u"SELECT id, key, registry, language, license_class, status, restart, native, "
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

// --- reading one entry -----------------------------------------------------------------------

Result<SearchHit> IndexStore::hit(quint32 id)
{
    auto rows = run(u"SELECT name, version, author, abstract, extensions, license, license_class, "
                    "language, registry, status, date, postgres, restart, native, installs "
                    "FROM entry WHERE id = ?"_s,
                    {id});
    if (!rows)
        return rows.error();
    SearchHit hit;
    if (rows->next()) {
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
    return hit;
}

Result<std::optional<IndexEntry>> IndexStore::entry(quint32 id)
{
    auto rows = run(u"SELECT release, readme, readme_source, docs, functions FROM document "
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
                             "IndexStore", "The search index is damaged; it will be built anew."),
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

Result<QString> IndexStore::text(quint32 id, Text which)
{
    const QString column = which == Text::Description ? u"description"_s
                           : which == Text::Readme    ? u"readme"_s
                           : which == Text::Docs      ? u"docs"_s
                                                      : u"functions"_s;
    auto rows = run(u"SELECT "_s + column + u" FROM document WHERE id = ?"_s, {id});
    if (!rows)
        return rows.error();
    const QString text =
        rows->next() ? EntryCodec::unpackText(rows->value(0).toByteArray()) : QString();
    if (const auto end = rows->end(); !end)
        return end.error();
    return text;
}

Result<QStringList> IndexStore::tagsOf(quint32 id)
{
    return texts(u"SELECT name FROM tag WHERE entry = ? ORDER BY key"_s, {id});
}

// --- the vocabulary --------------------------------------------------------------------------

Result<QList<IndexStore::KnownWord>> IndexStore::wordsAmong(const QStringList &candidates)
{
    const QString json = QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList(candidates)).toJson(QJsonDocument::Compact));
    return words(u"SELECT word, heads, docs FROM word WHERE word IN "
                 "(SELECT value FROM json_each(?)) AND docs > 0"_s,
                 {json});
}

Result<QList<IndexStore::KnownWord>> IndexStore::wordsBeginning(const QString &beginning,
                                                                int shortest, int longest)
{
    return words(u"SELECT word, heads, docs FROM word WHERE word >= ? AND word < ? "
                 "AND length(word) BETWEEN ? AND ? AND docs > 0 LIMIT 5000"_s,
                 {bound(beginning), endOf(beginning), shortest, longest});
}

Result<QList<IndexStore::KnownWord>> IndexStore::wordsEnding(const QString &ending, int shortest,
                                                             int longest)
{
    const QString beginning = reversed(ending);
    return words(u"SELECT word, heads, docs FROM word WHERE reversed >= ? AND reversed < ? "
                 "AND length(reversed) BETWEEN ? AND ? AND docs > 0 LIMIT 5000"_s,
                 {bound(beginning), endOf(beginning), shortest, longest});
}

Result<QList<IndexStore::KnownWord>> IndexStore::headWordsBeginning(const QString &beginning,
                                                                    int shortest)
{
    return words(u"SELECT word, heads, docs FROM word WHERE word >= ? AND word < ? "
                 "AND length(word) >= ? AND heads > 0 LIMIT 12000"_s,
                 {bound(beginning), endOf(beginning), shortest});
}

Result<QStringList> IndexStore::namesBeginning(const QString &key, int limit)
{
    return texts(u"SELECT name FROM entry WHERE key >= ? AND key < ? "
                 "GROUP BY key ORDER BY key LIMIT ?"_s,
                 {bound(key), endOf(key), limit});
}

Result<QStringList> IndexStore::extensionsBeginning(const QString &key, int limit)
{
    return texts(u"SELECT name FROM extension WHERE key >= ? AND key < ? "
                 "GROUP BY key ORDER BY key LIMIT ?"_s,
                 {bound(key), endOf(key), limit});
}

Result<QStringList> IndexStore::tagsBeginning(const QString &key, int limit)
{
    return texts(u"SELECT name FROM tag WHERE key >= ? AND key < ? "
                 "GROUP BY key ORDER BY key LIMIT ?"_s,
                 {bound(key), endOf(key), limit});
}

Result<QMap<QString, int>> IndexStore::tags(int limit)
{
    auto rows = run(u"SELECT min(name), count(*) AS n FROM tag GROUP BY key "
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
